"""A measure of a theme. Its key is edition + code, since every edition numbers anew."""

from __future__ import annotations

from typing import Annotated

from generator.records.provenance import Record
from generator.records.types import Code, Note, Ref, Reference, RequiredOrGap, Text


class Measure(Record):
    """A measure of a theme. Its key is edition + code, since every edition numbers anew."""

    kind = "measures"
    edition: Annotated[Reference, Ref("editions")]
    """The edition of the plan that numbers it so."""
    theme: Annotated[Reference, Ref("themes")]
    """The theme that it belongs to."""
    code: Code
    """Its number in that edition, in quotes."""
    short: Note
    """The subject in a few words of plain language, ours."""
    plain: Note
    """What the measure asks, in plain language, ours."""
    title: Annotated[Text | None, RequiredOrGap()] = None
    """Its official title, a whole sentence. Left out only if `gaps` says so."""

    @property
    def label(self) -> None:
        """A measure goes by its code: its title is a long sentence."""
