"""The projects of a year, and one project."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self, cast

from generator.dataset.coverage import Coverage, scope
from generator.dataset.dataset import Dataset
from generator.dataset.indexes import projects_of_year
from generator.dataset.totals import Balance, Total, total
from generator.records import (
    Administration,
    Association,
    Call,
    Edition,
    Measure,
    Project,
    Record,
    Spelling,
    Summary,
    Text,
    Theme,
)
from generator.site.amounts import amount_text
from generator.site.charts import Bar, bars
from generator.site.locale import Locale
from generator.site.search_words import names_and_misprints, totals_by_year, unique
from generator.site.views.order import code_key
from generator.site.views.stated_total import StatedTotal, stated_in
from generator.site.views.view import RecordView, View


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project in a table, with the records that its cells link to."""

    project: Project
    association: Association
    measure: Measure

    @classmethod
    def table(cls, projects: Iterable[Project], dataset: Dataset, locale: Locale) -> list[Self]:
        """Projects in the order of their measure, then of their association's name."""
        lines = [
            cls(p, dataset.get(Association, p.association), dataset.get(Measure, p.measure))
            for p in locale.alphabetical(projects)
        ]
        associations = {line.association.id: line.association for line in lines}
        order = locale.alphabetical(associations.values())
        rank = {association.id: place for place, association in enumerate(order)}
        return sorted(
            lines, key=lambda x: (-x.project.year, code_key(x.measure), rank[x.association.id])
        )


@dataclass(frozen=True, slots=True)
class ProjectsView(View[Call]):
    """All projects of a year in one table; stated totals beside listed ones.

    `balance`: the totals of the whole year, if no row states the total of a theme.
    """

    name = "projects"
    scripts = ("tables",)
    shows = (Call, Summary)

    call: Call
    scope: list[Coverage]
    administration: Administration | None
    projects: list[ProjectLine]
    listed: Total
    themes: list[StatedTotal]
    measures: list[StatedTotal]
    bars: list[Bar]
    balance: Balance | None

    @classmethod
    def of(cls, call: Call, dataset: Dataset, locale: Locale) -> Self:
        summaries = [s for s in dataset.all(Summary) if s.year == call.year]
        stated = StatedTotal.rows(summaries, dataset)
        measures = [(x.subject, x) for x in stated if isinstance(x.subject, Measure)]
        themes = [x for x in stated if isinstance(x.subject, Theme)]
        projects = projects_of_year(call.year, dataset)
        return cls(
            call=call,
            scope=scope(dataset, [call.year]),
            administration=dataset.find(Administration, call.administration or ""),
            projects=ProjectLine.table(projects, dataset, locale),
            listed=total(projects),
            themes=themes,
            measures=[x for _, x in measures],
            bars=bars(
                (
                    Text(both=f"{m.code} {m.short[locale.language]}"),
                    x.balance.listed,
                    x.balance.stated.amount,
                )
                for m, x in measures
            ),
            balance=None if themes else stated_in(call.year, dataset),
        )

    @classmethod
    def subjects(cls, dataset: Dataset) -> Iterable[Call]:
        return calls_with_projects(dataset)

    @classmethod
    def key(cls, subject: Call) -> str:
        """One page a year."""
        return key_of_year(subject.year)

    @classmethod
    def tail(cls, subject: Call, locale: Locale) -> str:
        """The year."""
        return f"{subject.year}/"

    @classmethod
    def place(cls, record: Record) -> tuple[str, str] | None:
        """A call is the page's subject; rows that state the totals of themes are on the page."""
        if isinstance(record, Summary):
            return None if record.measure else (key_of_year(record.year), f"#{record.id}")
        return None if record.gaps else (key_of_year(cast("Call", record).year), "")

    @classmethod
    def search_record(cls, subject: Call, dataset: Dataset, locale: Locale) -> dict[str, Any]:
        """What the projects of the year add up to."""
        return {"totals": totals_by_year(projects_of_year(subject.year, dataset), locale)}


def key_of_year(year: int) -> str:
    """The key of the page of a year's projects."""
    return f"{ProjectsView.name}-{year}"


def calls_with_projects(dataset: Dataset) -> Iterable[Call]:
    """The calls whose projects are known."""
    return (call for call in dataset.all(Call) if not call.gaps)


@dataclass(frozen=True, slots=True)
class ProjectView(RecordView[Project]):
    """A project, and the other projects of its association."""

    name = "project"
    record = Project
    search_kind = "project"

    project: Project
    association: Association
    measure: Measure
    edition: Edition
    spelling: Spelling | None
    others: list[ProjectLine]

    @classmethod
    def of(cls, project: Project, dataset: Dataset, locale: Locale) -> Self:
        association = dataset.get(Association, project.association)
        measure = dataset.get(Measure, project.measure)
        # Only those of the same year: with all years, the size of all pages would grow with the
        # square of the years. The association's page has all years.
        others = [
            p
            for p in dataset.backlinks(association, Project)
            if p.year == project.year and p is not project
        ]
        return cls(
            project=project,
            association=association,
            measure=measure,
            edition=dataset.get(Edition, measure.edition),
            spelling=_spelling(project, association, dataset),
            others=ProjectLine.table(others, dataset, locale),
        )

    @classmethod
    def parent(cls, subject: Project) -> str:
        return key_of_year(subject.year)

    @classmethod
    def search_record(cls, subject: Project, dataset: Dataset, locale: Locale) -> dict[str, Any]:
        association = dataset.get(Association, subject.association)
        return {
            "words": unique(names_and_misprints(association)),
            "measure": [dataset.get(Measure, subject.measure).code],
            "year": [str(subject.year)],
            "amount": amount_text(subject, dataset, locale),
        }


def _spelling(project: Project, association: Association, dataset: Dataset) -> Spelling | None:
    """The spelling of the association in a project's row, if pages spell it differently."""
    cells = {
        cell.strip()
        for citation in project.sources
        for lines in citation.lines
        for number in lines
        for cell in dataset.texts[citation.document][number - 1].split("\t")
    }
    return next((s for s in association.spellings if s.why and s.printed in cells), None)
