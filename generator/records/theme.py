"""A theme of an edition."""

from __future__ import annotations

from typing import Annotated

from generator.records.bilingual import Text
from generator.records.markers import Ref
from generator.records.provenance import Record
from generator.records.values import PlanCode, Reference


class Theme(Record):
    """A theme of an edition."""

    kind = "themes"
    edition: Annotated[Reference, Ref("editions")]
    """The edition of the plan that it belongs to."""
    code: PlanCode
    """Its number in that edition, in quotes."""
    name: Text
    """What the theme is about."""
