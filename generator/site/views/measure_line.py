"""A measure as a line of a table, with its numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from generator.dataset.dataset import Dataset
from generator.dataset.totals import Total, total
from generator.records import Activity, Measure, Project
from generator.site.views.activity_map import count_of
from generator.site.views.order import years_of


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure in a list: how many communes, activities and projects, how much money listed."""

    measure: Measure
    communes: int
    activities: int
    listed: Total
    years: frozenset[int]

    @classmethod
    def of(cls, measure: Measure, dataset: Dataset) -> Self:
        activities = dataset.backlinks(measure, Activity)
        projects = dataset.backlinks(measure, Project)
        return cls(
            measure=measure,
            communes=len({activity.commune for activity in activities}),
            activities=count_of(activities),
            listed=total(projects),
            years=frozenset({a.year for a in activities} | years_of(projects)),
        )


def years_counted(lines: Iterable[MeasureLine]) -> list[int]:
    """The years of the activities and projects in the numbers of some lines."""
    return sorted({year for line in lines for year in line.years})
