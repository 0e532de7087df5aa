"""The home page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from generator.dataset.coverage import Coverage, scope
from generator.dataset.dataset import Dataset
from generator.dataset.indexes import projects_of_year
from generator.dataset.totals import Balance, Total, total
from generator.records import (
    Action,
    Activity,
    Association,
    Call,
    Commune,
    Edition,
    Measure,
    Plan,
    Question,
)
from generator.site.charts import Map
from generator.site.locale import Locale
from generator.site.views.activity_map import activity_map, activity_years
from generator.site.views.association import spellings_of_association
from generator.site.views.commune import names_of_commune
from generator.site.views.measure import MeasureLine, years_counted
from generator.site.views.order import by_year
from generator.site.views.project import calls_with_projects
from generator.site.views.stated_total import stated_in
from generator.site.views.view import View


@dataclass(frozen=True, slots=True)
class YearTotals:
    """A year's call for projects: the listed total, and the stated one if there is one."""

    call: Call
    listed: Total
    balance: Balance | None

    @classmethod
    def of(cls, call: Call, dataset: Dataset) -> Self:
        return cls(call, total(projects_of_year(call.year, dataset)), stated_in(call.year, dataset))


@dataclass(frozen=True, slots=True)
class HomeView(View[Plan]):
    """The plan in numbers, and the ways into the site: by commune, by subject, by association."""

    name = "home"
    above = None
    scripts = ("finder",)

    plan: Plan
    edition: Edition
    scope: list[Coverage]
    measures: list[MeasureLine]
    counted: list[int]
    communes: list[tuple[Commune, list[str]]]
    """Each commune, with the words by which readers look for it."""
    active: int
    associations: list[tuple[Association, list[str]]]
    years: list[YearTotals]
    funded: list[Action]
    answer: Question | None
    activity_years: list[int]
    map: Map | None
    map_scope: list[Coverage]

    @classmethod
    def of(cls, plan: Plan, dataset: Dataset, locale: Locale) -> Self:
        years = [YearTotals.of(call, dataset) for call in by_year(calls_with_projects(dataset))]
        planned = sorted(activity_years(dataset), reverse=True)
        newest = max(dataset.all(Edition), key=lambda edition: edition.years)
        edition = dataset.get(Edition, years[0].call.edition) if years else newest
        lines = MeasureLine.table(dataset.backlinks(edition, Measure), dataset)
        communes = locale.alphabetical(dataset.all(Commune))
        associations = locale.alphabetical(dataset.all(Association))
        return cls(
            plan=plan,
            edition=edition,
            scope=[Coverage.of(edition, dataset)],
            measures=lines,
            counted=years_counted(lines),
            communes=[(c, names_of_commune(c)) for c in communes],
            active=sum(1 for c in communes if dataset.backlinks(c, Activity)),
            associations=[(a, spellings_of_association(a)) for a in associations],
            years=years,
            funded=[a for a in dataset.backlinks(edition, Action) if a.amount is not None],
            answer=main_answer(dataset),
            activity_years=planned,
            map=activity_map(planned[0], dataset, locale) if planned else None,
            map_scope=scope(dataset, planned[:1]),
        )

    @classmethod
    def subjects(cls, dataset: Dataset) -> Iterable[Plan]:
        return dataset.all(Plan)

    @classmethod
    def address(cls, subject: Plan, locale: Locale) -> str:
        return f"{locale.language}/"


def main_answer(dataset: Dataset) -> Question | None:
    """The question whose answer is the first source of most records."""
    citing = Counter(record.document for record in dataset.records)
    questions = dataset.all(Question)
    return max(questions, key=lambda question: citing[question.document], default=None)
