"""The plan: two names, two abbreviations, an edition every few years."""

from __future__ import annotations

from typing import Annotated

from generator.records.bilingual import Note, Text
from generator.records.markers import Ours, Ref
from generator.records.provenance import Record
from generator.records.values import Reference


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
    """The plan's editions, as a source describes them."""
    missing: Annotated[tuple[Note, ...], Ours()] = ()
    """What our documents do not say about the plan as a whole, in our words."""
