"""One edition of the plan."""

from __future__ import annotations

from typing import Annotated

from generator.records.bilingual import Text
from generator.records.markers import Ref
from generator.records.provenance import Record
from generator.records.values import Day, Pattern, Reference, SmallCount


class Edition(Record):
    """One edition of the plan."""

    kind = "editions"
    plan: Annotated[Reference, Ref("plans")]
    """The plan that this is an edition of."""
    years: Annotated[str, Pattern(r"\d{4}-\d{4}", "two years", "2021-2024")]
    """Its first and its last year."""
    other_years: Annotated[str, Pattern(r"\d{4}-\d{4}", "two years", "2021-2024")] | None = None
    """The years that another document gives, if they differ."""
    adopted: Day | None = None
    """The day on which the Government adopted it."""
    themes: SmallCount | None = None
    """How many themes it has, as a source states it."""
    measures: SmallCount | None = None
    """How many measures it has, as a source states it."""
    objectives: Text | None = None
    """Its objectives, as a source counts and calls them."""

    @property
    def first_year(self) -> int:
        """The year in which it begins."""
        return int(self.years[:4])

    @property
    def last_year(self) -> int:
        """The year in which it ends, itself included."""
        return int(self.years[5:])
