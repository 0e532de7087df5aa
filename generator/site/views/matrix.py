"""The table of who does what in a year: communes by measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from generator.dataset.coverage import Coverage, scope
from generator.dataset.dataset import Dataset
from generator.dataset.indexes import activities_of, local_plan_of
from generator.records import (
    Commune,
    Edition,
    Measure,
    Note,
    Silence,
)
from generator.site.charts import level
from generator.site.locale import Locale
from generator.site.views.activity_map import (
    count_of,
    silence_of,
)
from generator.site.views.order import by_code, grouped


@dataclass(frozen=True, slots=True)
class Cell:
    """What a commune does for a measure in a year: how many activities, or how the source is silent."""

    measure: Measure
    count: int
    level: int
    silence: Silence | None


@dataclass(frozen=True, slots=True)
class Row:
    """A commune's line in the table of who does what."""

    commune: Commune
    cells: list[Cell]
    count: int
    silence: Silence | None


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who does what in a year: communes by measures, with totals both ways."""

    year: int
    scope: list[Coverage]
    measures: list[Measure]
    rows: list[Row]
    remarks: list[tuple[Commune, Note]]
    totals: list[int]
    total: int

    @property
    def silences(self) -> list[Silence]:
        """The ways in which the source says nothing that the table shows."""
        shown = {row.silence for row in self.rows}
        shown |= {cell.silence for row in self.rows for cell in row.cells}
        return [silence for silence in Silence if silence in shown]

    @classmethod
    def of(cls, year: int, dataset: Dataset, locale: Locale) -> Self:
        communes = dataset.all(Commune)
        plans = {c.id: plan for c in communes if (plan := local_plan_of(c.id, year, dataset))}
        editions = sorted({plan.edition for plan in plans.values()})
        measures = [
            m
            for e in editions
            for m in by_code(dataset.backlinks(dataset.get(Edition, e), Measure))
        ]
        found = {
            commune: grouped(
                activities_of(dataset.get(Commune, commune), year, dataset), lambda a: a.measure
            )
            for commune in plans
        }
        counts = {c: {m: count_of(found[c][m]) for m in found[c]} for c in found}
        highest = max((n for row in counts.values() for n in row.values()), default=1)
        rows = []
        for commune in locale.alphabetical(dataset.get(Commune, commune) for commune in plans):
            row = counts[commune.id]
            cells = [
                Cell(
                    measure,
                    row.get(measure.id, 0),
                    level(row.get(measure.id, 0), highest),
                    silence_of(found[commune.id].get(measure.id, ())),
                )
                for measure in measures
            ]
            rows.append(Row(commune, cells, sum(row.values()), silence_of([plans[commune.id]])))
        totals = [sum(row.cells[i].count for row in rows) for i in range(len(measures))]
        remarks = [(row.commune, n) for row in rows for n in plans[row.commune.id].remarks]
        return cls(year, scope(dataset, [year]), measures, rows, remarks, totals, sum(totals))
