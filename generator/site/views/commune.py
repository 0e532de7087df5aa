"""The communes, and one commune."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from generator.dataset.coverage import Coverage, scope
from generator.dataset.dataset import Dataset
from generator.dataset.indexes import activities_of
from generator.records import Activity, Commune, Edition, LocalPlan, Measure, Record
from generator.site.charts import Map
from generator.site.locale import Locale
from generator.site.search_words import names_and_misprints, unique
from generator.site.views.activity_map import activity_map, activity_years, count_of
from generator.site.views.matrix import Matrix
from generator.site.views.order import by_code, by_year, grouped
from generator.site.views.view import IndexView, RecordView


@dataclass(frozen=True, slots=True)
class CommunesView(IndexView):
    """The 19 communes: who does what, in a table and on a map, year by year."""

    name = "communes"

    scope: list[Coverage]
    communes: list[Commune]
    years: list[tuple[Matrix, Map]]

    @classmethod
    def of(cls, _: None, dataset: Dataset, locale: Locale) -> Self:
        years = sorted(activity_years(dataset), reverse=True)
        return cls(
            scope(dataset, years),
            locale.alphabetical(dataset.all(Commune)),
            [(Matrix.of(y, dataset, locale), activity_map(y, dataset, locale)) for y in years],
        )


@dataclass(frozen=True, slots=True)
class CommuneYear:
    """A commune's local plan of a year: activities by measure, and the measures without any."""

    plan: LocalPlan
    edition: Edition
    scope: list[Coverage]
    measures: list[tuple[Measure, list[Activity]]]
    without: list[Measure]

    @property
    def count(self) -> int:
        """How many activities the plan names."""
        return sum(count_of(activities) for _, activities in self.measures)


@dataclass(frozen=True, slots=True)
class CommuneView(RecordView[Commune]):
    """A commune and its local plans."""

    name = "commune"
    record = Commune
    shows = (LocalPlan,)
    above = "communes"
    search_kind = "commune"

    commune: Commune
    years: list[CommuneYear]

    @property
    def scope(self) -> list[Coverage]:
        """What its plans cover."""
        return [coverage for year in self.years for coverage in year.scope]

    @classmethod
    def of(cls, commune: Commune, dataset: Dataset, locale: Locale) -> Self:
        years = []
        for plan in by_year(dataset.backlinks(commune, LocalPlan)):
            rows = grouped(activities_of(commune, plan.year, dataset), lambda a: a.measure)
            edition = dataset.get(Edition, plan.edition)
            measures = by_code(dataset.backlinks(edition, Measure))
            years.append(
                CommuneYear(
                    plan=plan,
                    edition=edition,
                    scope=[Coverage.of(edition, dataset)],
                    measures=[
                        (m, locale.alphabetical(rows[m.id])) for m in measures if m.id in rows
                    ],
                    without=[m for m in measures if m.id not in rows],
                )
            )
        return cls(commune, years)

    @classmethod
    def place(cls, record: Record) -> tuple[str, str] | None:
        """A local plan is on its commune's page."""
        if isinstance(record, LocalPlan):
            return f"{Commune.kind}/{record.commune}", f"#{record.id}"
        return record.key, ""

    @classmethod
    def search_record(cls, subject: Commune, dataset: Dataset, locale: Locale) -> dict[str, Any]:
        measures = {activity.measure for activity in dataset.backlinks(subject, Activity)}
        return {
            "words": names_of_commune(subject),
            "commune": [subject.id],
            "measure": sorted({dataset.get(Measure, measure).code for measure in measures}),
        }


def names_of_commune(commune: Commune) -> list[str]:
    """Every word by which readers look for a commune."""
    return unique(names_and_misprints(commune), commune.postal_codes)
