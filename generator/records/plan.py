"""The plan: two names, two abbreviations, an edition every few years."""

from __future__ import annotations

from typing import Annotated

from generator.records.provenance import Record
from generator.records.types import Note, Ref, Reference, Text


class Plan(Record):
    """The plan: two names, two abbreviations, an edition every few years."""

    kind = "plans"
    name: Text
    """The plan's whole name."""
    abbreviation: Text
    """What the plan is called for short."""
    administration: Annotated[Reference, Ref("administrations")]
    """The administration that runs the plan."""
    history: Text
    """The plan's editions, as a source tells them."""
    missing: tuple[Note, ...] = ()
    """What no document of ours gives of the plan as a whole, in our words."""
