"""The table of who does what in a year: communes by measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from generator.dataset.coverage import Coverage, scope
from generator.dataset.dataset import Dataset
from generator.dataset.indexes import activities_of, local_plan_of
from generator.records import Activity, Commune, Edition, Measure, Note, Silence
from generator.site.charts import level
from generator.site.locale import Locale
from generator.site.views.activity_map import count_of, silence_of
from generator.site.views.order import by_code, grouped


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A commune and a measure: the number of activities, or how the source says nothing."""

    measure: Measure
    count: int
    level: int
    silence: Silence | None

    @classmethod
    def of(cls, measure: Measure, activities: Sequence[Activity], highest: int) -> Self:
        count = count_of(activities)
        return cls(measure, count, level(count, highest), silence_of(activities))


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A commune's line in the table of who does what."""

    commune: Commune
    cells: list[MatrixCell]
    count: int
    silence: Silence | None


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who does what in a year: communes by measures, with totals both ways."""

    year: int
    scope: list[Coverage]
    measures: list[Measure]
    rows: list[MatrixRow]
    remarks: list[tuple[Commune, Note]]
    totals: list[int]
    total: int

    @property
    def silences(self) -> list[Silence]:
        """The kinds of silence that the table shows."""
        shown = {row.silence for row in self.rows}
        shown |= {cell.silence for row in self.rows for cell in row.cells}
        return [silence for silence in Silence if silence in shown]

    @classmethod
    def of(cls, year: int, dataset: Dataset, locale: Locale) -> Self:
        plans = [plan for c in dataset.all(Commune) if (plan := local_plan_of(c.id, year, dataset))]
        measures = [
            measure
            for edition in sorted({plan.edition for plan in plans})
            for measure in by_code(dataset.backlinks(dataset.get(Edition, edition), Measure))
        ]
        plan_of = {plan.commune: plan for plan in plans}
        communes = locale.alphabetical(dataset.get(Commune, commune) for commune in plan_of)
        activities = {
            c.id: grouped(activities_of(c, year, dataset), lambda a: a.measure) for c in communes
        }
        highest = max((count_of(x) for row in activities.values() for x in row.values()), default=1)
        rows = []
        for commune in communes:
            cells = [
                MatrixCell.of(measure, activities[commune.id].get(measure.id, []), highest)
                for measure in measures
            ]
            silence = silence_of([plan_of[commune.id]])
            count = sum(count_of(found) for found in activities[commune.id].values())
            rows.append(MatrixRow(commune, cells, count, silence))
        totals = [sum(row.cells[i].count for row in rows) for i in range(len(measures))]
        return cls(
            year=year,
            scope=scope(dataset, [year]),
            measures=measures,
            rows=rows,
            remarks=[(c, remark) for c in communes for remark in plan_of[c.id].remarks],
            totals=totals,
            total=sum(totals),
        )
