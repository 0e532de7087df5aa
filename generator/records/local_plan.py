"""A commune's local plan (PLPP / PPBP) of one year, as the annex gives it."""

from __future__ import annotations

from typing import Annotated

from generator.records.markers import Ref
from generator.records.provenance import Record
from generator.records.values import Reference, Year


class LocalPlan(Record):
    """A commune's local plan (PLPP / PPBP) of one year, as the annex gives it."""

    kind = "local-plans"
    commune: Annotated[Reference, Ref("communes")]
    """The commune that has this plan."""
    year: Year
    """The plan's year."""
    edition: Annotated[Reference, Ref("editions")]
    """The edition of the regional plan in force that year."""
