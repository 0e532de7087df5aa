"""A year's call for projects."""

from __future__ import annotations

from typing import Annotated

from generator.records.bilingual import Text
from generator.records.markers import Ref
from generator.records.provenance import Record
from generator.records.values import Day, Reference, Year


class Call(Record):
    """A year's call for projects."""

    kind = "calls"
    year: Year
    """The year of the subsidies."""
    edition: Annotated[Reference, Ref("editions")]
    """The edition of the plan in force that year."""
    administration: Annotated[Reference | None, Ref("administrations")] = None
    """The administration that grants the subsidies, if a source names it."""
    name: Text
    """What the call is called."""
    published: Day | None = None
    """The day on which it was published."""
    budget: Text | None = None
    """What it says about the money, as printed."""
    scope: Text | None = None
    """The themes or measures that it is limited to, as printed."""
