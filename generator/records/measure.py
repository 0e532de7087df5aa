"""A measure of a theme. Its key is edition + code, because each edition has its own numbers."""

from __future__ import annotations

from typing import Annotated

from generator.records.bilingual import Note, Text
from generator.records.markers import Ours, Ref, RequiredOrGap
from generator.records.provenance import Record
from generator.records.values import PlanCode, Reference


class Measure(Record):
    """A measure of a theme. Its key is edition + code, because each edition has its own numbers."""

    kind = "measures"
    edition: Annotated[Reference, Ref("editions")]
    """The edition of the plan that it belongs to."""
    theme: Annotated[Reference, Ref("themes")]
    """The theme that it belongs to."""
    code: PlanCode
    """Its number in that edition, in quotes."""
    short: Annotated[Note, Ours()]
    """The subject in a few words of plain language, ours."""
    plain: Annotated[Note, Ours()]
    """What the measure asks, in plain language, ours."""
    title: Annotated[Text | None, RequiredOrGap()] = None
    """Its official title, a whole sentence. Left out only if `gaps` says so."""

    @property
    def label(self) -> None:
        """None: a measure is called by its code, because its title is a long sentence."""
