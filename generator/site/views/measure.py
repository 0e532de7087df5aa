"""The measures of all editions, and one measure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from generator.dataset.coverage import Coverage, covered_editions
from generator.dataset.dataset import Dataset
from generator.dataset.indexes import call_of
from generator.dataset.totals import Total, total
from generator.records import Activity, Commune, Edition, Measure, Project, Record, Summary, Theme
from generator.site.charts import Map
from generator.site.locale import Locale
from generator.site.search_words import totals_by_year
from generator.site.views.activity_map import activity_years, count_of, map_of_rows
from generator.site.views.order import by_code, grouped, years_of
from generator.site.views.project import ProjectLine
from generator.site.views.stated_total import StatedTotal
from generator.site.views.view import IndexView, RecordView


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

    @classmethod
    def table(cls, measures: Iterable[Measure], dataset: Dataset) -> list[Self]:
        """Measures in the order of their codes."""
        return [cls.of(measure, dataset) for measure in by_code(measures)]


def years_counted(lines: Iterable[MeasureLine]) -> list[int]:
    """The years of the activities and projects in the numbers of some lines."""
    return sorted({year for line in lines for year in line.years})


@dataclass(frozen=True, slots=True)
class EditionMeasures:
    """The measures of an edition."""

    edition: Edition
    scope: list[Coverage]
    measures: list[MeasureLine]

    @property
    def years(self) -> list[int]:
        """The years that its numbers count."""
        return years_counted(self.measures)


@dataclass(frozen=True, slots=True)
class MeasuresView(IndexView):
    """Every measure of every edition that has any."""

    name = "measures"

    editions: list[EditionMeasures]

    @property
    def scope(self) -> list[Coverage]:
        """What the page covers."""
        return [coverage for edition in self.editions for coverage in edition.scope]

    @classmethod
    def of(cls, _: None, dataset: Dataset, locale: Locale) -> Self:
        editions = []
        for edition in covered_editions(dataset):
            lines = MeasureLine.table(dataset.backlinks(edition, Measure), dataset)
            editions.append(EditionMeasures(edition, [Coverage.of(edition, dataset)], lines))
        return cls(editions)


@dataclass(frozen=True, slots=True)
class MeasureYear:
    """What is done for a measure in a year, by communes and by associations.

    `has_plans` and `has_call`: whether the records have local plans and a call of that year. Without them,
    an empty list says nothing.
    """

    year: int
    has_plans: bool
    has_call: bool
    communes: list[tuple[Commune, list[Activity]]]
    map: Map
    projects: list[ProjectLine]
    stated: StatedTotal | None

    @classmethod
    def of(cls, year: int, measure: Measure, dataset: Dataset, locale: Locale) -> Self:
        activities = [a for a in dataset.backlinks(measure, Activity) if a.year == year]
        projects = [p for p in dataset.backlinks(measure, Project) if p.year == year]
        summaries = [s for s in dataset.backlinks(measure, Summary) if s.year == year]
        by_commune = grouped(activities, lambda activity: activity.commune)
        communes = locale.alphabetical(dataset.get(Commune, id_) for id_ in by_commune)
        return cls(
            year=year,
            has_plans=year in activity_years(dataset),
            has_call=call_of(year, dataset) is not None,
            communes=[(c, locale.alphabetical(by_commune[c.id])) for c in communes],
            map=map_of_rows(activities, year, dataset, locale),
            projects=ProjectLine.table(projects, dataset, locale),
            stated=next(iter(StatedTotal.rows(summaries, dataset)), None),
        )


@dataclass(frozen=True, slots=True)
class MeasureView(RecordView[Measure]):
    """A measure: what communes do for it, which projects it pays for, and whether it adds up."""

    name = "measure"
    record = Measure
    shows = (Summary,)
    above = "measures"
    search_kind = "measure"

    measure: Measure
    edition: Edition
    theme: Theme
    years: list[MeasureYear]

    @classmethod
    def of(cls, measure: Measure, dataset: Dataset, locale: Locale) -> Self:
        stated = {summary.year for summary in dataset.backlinks(measure, Summary)}
        years = sorted(stated | MeasureLine.of(measure, dataset).years, reverse=True)
        return cls(
            measure=measure,
            edition=dataset.get(Edition, measure.edition),
            theme=dataset.get(Theme, measure.theme),
            years=[MeasureYear.of(year, measure, dataset, locale) for year in years],
        )

    @classmethod
    def tail(cls, subject: Measure, locale: Locale) -> str:
        """Edition and code: editions number their measures separately."""
        return f"{subject.edition}/m{subject.code.replace('.', '-')}/"

    @classmethod
    def place(cls, record: Record) -> tuple[str, str] | None:
        """A row that states the total of a measure is on the measure's page."""
        if isinstance(record, Summary):
            return (record.subject, f"#{record.id}") if record.measure else None
        return record.key, ""

    @classmethod
    def search_record(cls, subject: Measure, dataset: Dataset, locale: Locale) -> dict[str, Any]:
        code = subject.code
        return {
            "words": [code, f"M{code}", f"M{code.replace('.', '-')}"],
            "measure": [code],
            "totals": totals_by_year(dataset.backlinks(subject, Project), locale),
        }
