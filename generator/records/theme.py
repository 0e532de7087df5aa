"""A theme of an edition."""

from __future__ import annotations

from typing import Annotated

from generator.records.provenance import Record
from generator.records.types import Code, Ref, Reference, Text


class Theme(Record):
    """A theme of an edition."""

    kind = "themes"
    edition: Annotated[Reference, Ref("editions")]
    """The edition of the plan that numbers it so."""
    code: Code
    """Its number in that edition, in quotes."""
    name: Text
    """What the theme is about."""
