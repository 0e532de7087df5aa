"""One of the 19 communes of the Region."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.records.bilingual import Slug, Text
from generator.records.markers import Ours
from generator.records.provenance import Record
from generator.records.values import Int, Pattern


class Commune(Record):
    """One of the 19 communes of the Region."""

    kind = "communes"
    name: Text
    """The commune's name."""
    slug: Slug
    """The end of its page's address. Never changes."""
    tile: Annotated[tuple[Int, Int], Ours()]
    """Its place on the tile map, ours: column and row, from 0, starting in the north-west."""
    nis_code: Annotated[str, Pattern(r"\d{5}", "five digits in quotes", '"21004"')]
    """Its code in Belgian statistics (INS / NIS): five digits, in quotes."""
    postal_codes: Annotated[
        tuple[Annotated[str, Pattern(r"\d{4}", "four digits in quotes", '"1000"')], ...],
        Field(min_length=1),
    ]
    """Its postal codes: four digits each, in quotes."""
