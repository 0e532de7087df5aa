"""What the Region does itself: a platform, a working group, a funding."""

from __future__ import annotations

from typing import Annotated

from generator.records.bilingual import Note, Slug, Text
from generator.records.markers import Ours, Ref
from generator.records.provenance import Record
from generator.records.values import Euros, Reference, Year


class Action(Record):
    """What the Region does itself: a platform, a working group, a funding."""

    kind = "actions"
    year: Year
    """The year in which it took place."""
    edition: Annotated[Reference, Ref("editions")]
    """The edition of the plan in force that year."""
    theme: Annotated[Reference, Ref("themes", movable=True)]
    """The theme that it serves."""
    administration: Annotated[Reference, Ref("administrations")]
    """The administration that carries it out."""
    slug: Slug
    """The end of its page's address. Never changes."""
    name: Text
    """What it is called."""
    amount: Euros | None = None
    """What it cost in euros, if the source says so: 52200, or 50000.50 if cents are printed."""
    caveat: Annotated[Note | None, Ours()] = None
    """What the amount covers, if readers would think something else. Shown wherever the amount is."""
    description: Text
    """What was done, as the source describes it."""
