"""Which pages there are, where they stand, and what each one shows in a language.

A *view* is all that a template gets to see of the data: a frozen dataclass whose `of` looks up
and sorts what the page shows. `PAGES` is the registry: to add a kind of page, add a view, a
template of the same name, and a line there.
"""

from __future__ import annotations

import difflib
import functools
import operator
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, NamedTuple, Self, TypeVar, cast

from generator.core.problem import RuleInfo, Severity
from generator.dataset.coverage import Coverage, covered_editions, scope
from generator.dataset.dataset import Dataset
from generator.dataset.indexes import activities_of, call_of, local_plan_of, projects_of_year
from generator.dataset.lines import citing
from generator.dataset.quotations import plain, spans_by_document
from generator.dataset.totals import Balance, Total, balance_of, total
from generator.dataset.translations import Count, survey
from generator.records import (
    KIND_OF,
    LANGUAGES,
    Action,
    Activity,
    Administration,
    Association,
    Call,
    Commune,
    Correction,
    Doubt,
    Edition,
    Language,
    LocalPlan,
    Measure,
    Moved,
    Note,
    Part,
    Plan,
    Project,
    Question,
    Record,
    Redirect,
    Repair,
    Silence,
    Source,
    Spelling,
    Summary,
    Term,
    Text,
    Theme,
)
from generator.rules.catalogue import catalogue
from generator.site.charts import Bar, Map, bars, level, map_of
from generator.site.locale import Locale

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Page:
    """A page in both languages. `key` is its place below docs/<language>/generated/."""

    key: str
    template: str
    address: Mapping[Language, str]
    parent: str | None
    subject: Any
    view: Callable[[Any, Dataset, Locale], object]

    @property
    def scripts(self) -> list[str]:
        """The scripts that the page's template has use for (theme/overrides/assets)."""
        return SCRIPTS.get(self.template, [])

    @property
    def record(self) -> Record | None:
        """The record that the page is the page of."""
        if isinstance(self.subject, Record) and page_of(self.subject)[0] == self.key:
            return self.subject
        return None


# --- views -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HomeView:
    """What the plan is, in numbers, and the ways in: by commune, by subject, by association."""

    plan: Plan
    edition: Edition
    scope: list[Coverage]
    measures: list[MeasureLine]
    counted: list[int]
    communes: list[Commune]
    active: int
    associations: list[Association]
    years: list[YearTotals]
    funded: list[Action]
    answer: Question | None
    activity_years: list[int]
    map: Map | None
    map_scope: list[Coverage]

    @classmethod
    def of(cls, plan: Plan, dataset: Dataset, words: Locale) -> Self:
        years = [YearTotals.of(call, dataset) for call in by_year(_calls_with_projects(dataset))]
        activity_years = sorted(_activity_years(dataset), reverse=True)
        newest = max(dataset.all(Edition), key=lambda edition: edition.years)
        edition = dataset.get(Edition, years[0].call.edition) if years else newest
        lines = [MeasureLine.of(m, dataset) for m in by_code(dataset.backlinks(edition, Measure))]
        return cls(
            plan,
            edition,
            [Coverage.of(edition, dataset)],
            lines,
            _counted(lines),
            words.alphabetical(dataset.all(Commune)),
            sum(1 for commune in dataset.all(Commune) if dataset.backlinks(commune, Activity)),
            words.alphabetical(dataset.all(Association)),
            years,
            [action for action in dataset.backlinks(edition, Action) if action.amount is not None],
            _main_answer(dataset),
            activity_years,
            activity_map(activity_years[0], dataset, words) if activity_years else None,
            scope(dataset, activity_years[:1]),
        )


@dataclass(frozen=True, slots=True)
class YearTotals:
    """A year's call for projects: listed and, where the source states any, stated totals."""

    call: Call
    listed: Total
    balance: Balance | None

    @classmethod
    def of(cls, call: Call, dataset: Dataset) -> Self:
        return cls(call, total(projects_of_year(call.year, dataset)), stated_in(call.year, dataset))


@dataclass(frozen=True, slots=True)
class PlanView:
    """The plan, its editions with their themes and calls for projects, its administration."""

    plan: Plan
    administration: Administration
    editions: list[tuple[Coverage, list[Theme], list[Call]]]

    @classmethod
    def of(cls, plan: Plan, dataset: Dataset, words: Locale) -> Self:
        editions = sorted(dataset.backlinks(plan, Edition), key=lambda edition: edition.years)
        return cls(
            plan,
            dataset.get(Administration, plan.administration),
            [
                (
                    Coverage.of(edition, dataset),
                    by_code(dataset.backlinks(edition, Theme)),
                    by_year(dataset.backlinks(edition, Call))[::-1],
                )
                for edition in editions
            ],
        )


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A theme with its measures and what the Region does for it itself."""

    theme: Theme
    edition: Edition
    scope: list[Coverage]
    measures: list[MeasureLine]
    years: list[int]
    actions: list[Action]

    @classmethod
    def of(cls, theme: Theme, dataset: Dataset, words: Locale) -> Self:
        edition = dataset.get(Edition, theme.edition)
        lines = [MeasureLine.of(m, dataset) for m in by_code(dataset.backlinks(theme, Measure))]
        return cls(
            theme,
            edition,
            [Coverage.of(edition, dataset)],
            lines,
            _counted(lines),
            words.alphabetical(dataset.backlinks(theme, Action)),
        )


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
            measure,
            len({activity.commune for activity in activities}),
            count_of(activities),
            total(projects),
            frozenset({a.year for a in activities} | _years(projects)),
        )


@dataclass(frozen=True, slots=True)
class EditionMeasures:
    """The measures of an edition."""

    edition: Edition
    scope: list[Coverage]
    measures: list[MeasureLine]

    @property
    def years(self) -> list[int]:
        """The years that its numbers count."""
        return _counted(self.measures)


@dataclass(frozen=True, slots=True)
class MeasuresView:
    """Every measure of every edition that has any."""

    editions: list[EditionMeasures]

    @property
    def scope(self) -> list[Coverage]:
        """What the page covers."""
        return [coverage for edition in self.editions for coverage in edition.scope]

    @classmethod
    def of(cls, _: None, dataset: Dataset, words: Locale) -> Self:
        measures = {e: by_code(dataset.backlinks(e, Measure)) for e in covered_editions(dataset)}
        return cls(
            [
                EditionMeasures(
                    edition,
                    [Coverage.of(edition, dataset)],
                    [MeasureLine.of(m, dataset) for m in rows],
                )
                for edition, rows in measures.items()
            ]
        )


@dataclass(frozen=True, slots=True)
class MeasureYear:
    """What is done for a measure in a year, by communes and by associations.

    `has_plans` and `has_call` say whether we know of any that year: else none is no news.
    """

    year: int
    has_plans: bool
    has_call: bool
    communes: list[tuple[Commune, list[Activity]]]
    map: Map
    projects: list[ProjectLine]
    stated: StatedTotal | None


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure: what communes do for it, which projects it pays for, and whether it adds up."""

    measure: Measure
    edition: Edition
    theme: Theme
    years: list[MeasureYear]

    @classmethod
    def of(cls, measure: Measure, dataset: Dataset, words: Locale) -> Self:
        activities = _grouped(dataset.backlinks(measure, Activity), lambda a: a.year)
        projects = _grouped(dataset.backlinks(measure, Project), lambda p: p.year)
        summaries = {s.year: s for s in dataset.backlinks(measure, Summary)}
        planned = {*_activity_years(dataset)}
        years = []
        for year in sorted({*activities, *projects, *summaries}, reverse=True):
            rows = _grouped(activities.get(year, ()), lambda a: a.commune)
            communes = words.alphabetical(dataset.get(Commune, commune) for commune in rows)
            summary = summaries.get(year)
            years.append(
                MeasureYear(
                    year,
                    year in planned,
                    call_of(year, dataset) is not None,
                    [(commune, words.alphabetical(rows[commune.id])) for commune in communes],
                    map_of_rows(activities.get(year, ()), year, dataset, words),
                    ProjectLine.table(projects.get(year, ()), dataset, words),
                    StatedTotal(summary, measure, balance_of(summary, dataset))
                    if summary
                    else None,
                )
            )
        return cls(
            measure, dataset.get(Edition, measure.edition), dataset.get(Theme, measure.theme), years
        )


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project in a table, with the records that its cells link to."""

    project: Project
    association: Association
    measure: Measure

    @classmethod
    def table(cls, projects: Iterable[Project], dataset: Dataset, words: Locale) -> list[Self]:
        """Projects in the order of their measure, then of their association's name."""
        lines = [
            cls(p, dataset.get(Association, p.association), dataset.get(Measure, p.measure))
            for p in words.alphabetical(projects)
        ]
        order = {
            a.id: i
            for i, a in enumerate(
                words.alphabetical({x.association.id: x.association for x in lines}.values())
            )
        }
        return sorted(
            lines, key=lambda x: (-x.project.year, code_key(x.measure), order[x.association.id])
        )


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
    def of(cls, year: int, dataset: Dataset, words: Locale) -> Self:
        communes = dataset.all(Commune)
        plans = {c.id: plan for c in communes if (plan := local_plan_of(c.id, year, dataset))}
        editions = sorted({plan.edition for plan in plans.values()})
        measures = [
            m
            for e in editions
            for m in by_code(dataset.backlinks(dataset.get(Edition, e), Measure))
        ]
        found = {
            commune: _grouped(
                activities_of(dataset.get(Commune, commune), year, dataset), lambda a: a.measure
            )
            for commune in plans
        }
        counts = {c: {m: count_of(found[c][m]) for m in found[c]} for c in found}
        highest = max((n for row in counts.values() for n in row.values()), default=1)
        rows = []
        for commune in words.alphabetical(dataset.get(Commune, commune) for commune in plans):
            row = counts[commune.id]
            cells = [
                Cell(
                    measure,
                    row.get(measure.id, 0),
                    level(row.get(measure.id, 0), highest),
                    _silence(found[commune.id].get(measure.id, ())),
                )
                for measure in measures
            ]
            rows.append(Row(commune, cells, sum(row.values()), _silence([plans[commune.id]])))
        totals = [sum(row.cells[i].count for row in rows) for i in range(len(measures))]
        remarks = [(row.commune, n) for row in rows for n in plans[row.commune.id].remarks]
        return cls(year, scope(dataset, [year]), measures, rows, remarks, totals, sum(totals))


@dataclass(frozen=True, slots=True)
class CommunesView:
    """The 19 communes: who does what, in a table and on a map, year by year."""

    scope: list[Coverage]
    communes: list[Commune]
    years: list[tuple[Matrix, Map]]

    @classmethod
    def of(cls, _: None, dataset: Dataset, words: Locale) -> Self:
        years = sorted(_activity_years(dataset), reverse=True)
        return cls(
            scope(dataset, years),
            words.alphabetical(dataset.all(Commune)),
            [(Matrix.of(y, dataset, words), activity_map(y, dataset, words)) for y in years],
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
class CommuneView:
    """A commune and its local plans."""

    commune: Commune
    years: list[CommuneYear]

    @property
    def scope(self) -> list[Coverage]:
        """What its plans cover."""
        return [coverage for year in self.years for coverage in year.scope]

    @classmethod
    def of(cls, commune: Commune, dataset: Dataset, words: Locale) -> Self:
        years = []
        for plan in by_year(dataset.backlinks(commune, LocalPlan)):
            rows = _grouped(activities_of(commune, plan.year, dataset), lambda a: a.measure)
            edition = dataset.get(Edition, plan.edition)
            measures = by_code(dataset.backlinks(edition, Measure))
            years.append(
                CommuneYear(
                    plan,
                    edition,
                    [Coverage.of(edition, dataset)],
                    [(m, words.alphabetical(rows[m.id])) for m in measures if m.id in rows],
                    [m for m in measures if m.id not in rows],
                )
            )
        return cls(commune, years)


@dataclass(frozen=True, slots=True)
class ActivitiesView:
    """All activities of a year, one table."""

    year: int
    scope: list[Coverage]
    rows: list[tuple[Commune, Measure, Activity]]

    @classmethod
    def of(cls, year: int, dataset: Dataset, words: Locale) -> Self:
        rows = [
            (commune, dataset.get(Measure, activity.measure), activity)
            for commune in words.alphabetical(dataset.all(Commune))
            for activity in words.alphabetical(activities_of(commune, year, dataset))
        ]
        order = {commune.id: i for i, (commune, _, _) in enumerate(rows)}
        return cls(
            year,
            scope(dataset, [year]),
            sorted(rows, key=lambda row: (order[row[0].id], code_key(row[1]))),
        )


@dataclass(frozen=True, slots=True)
class ActivityView:
    """One row of a commune's local plan."""

    activity: Activity
    commune: Commune
    measure: Measure
    edition: Edition

    @classmethod
    def of(cls, activity: Activity, dataset: Dataset, words: Locale) -> Self:
        measure = dataset.get(Measure, activity.measure)
        return cls(
            activity,
            dataset.get(Commune, activity.commune),
            measure,
            dataset.get(Edition, measure.edition),
        )


@dataclass(frozen=True, slots=True)
class AssociationsView:
    """Every association with its number of projects and listed total."""

    scope: list[Coverage]
    years: list[int]
    rows: list[tuple[Association, Total]]
    bars: list[Bar]

    @classmethod
    def of(cls, _: None, dataset: Dataset, words: Locale) -> Self:
        associations = words.alphabetical(dataset.all(Association))
        rows = [(a, total(dataset.backlinks(a, Project))) for a in associations]
        by_amount = sorted(rows, key=lambda row: -row[1].amount)
        years = _years(dataset.all(Project))
        return cls(
            scope(dataset, years),
            sorted(years),
            rows,
            bars((_short_name(a), sum_, None) for a, sum_ in by_amount),
        )


@dataclass(frozen=True, slots=True)
class AssociationView:
    """An association, its projects and how the sources spell it."""

    association: Association
    scope: list[Coverage]
    years: list[int]
    projects: list[ProjectLine]
    total: Total

    @classmethod
    def of(cls, association: Association, dataset: Dataset, words: Locale) -> Self:
        projects = dataset.backlinks(association, Project)
        lines = ProjectLine.table(projects, dataset, words)
        years = _years(projects)
        return cls(association, scope(dataset, years), sorted(years), lines, total(projects))


@dataclass(frozen=True, slots=True)
class StatedTotal:
    """A row that states a total, what it sums up, and whether that agrees with what is listed."""

    summary: Summary
    subject: Theme | Measure
    balance: Balance

    @classmethod
    def each(cls, summaries: Iterable[Summary], dataset: Dataset) -> list[Self]:
        """The totals that some rows state, newest first, each theme before its measures."""
        found = [
            cls(s, cast("Theme | Measure", dataset.record(s.subject)), balance_of(s, dataset))
            for s in summaries
        ]
        return sorted(found, key=lambda stated: (-stated.summary.year, code_key(stated.subject)))


@dataclass(frozen=True, slots=True)
class ProjectsView:
    """All projects of a year, one table; stated and listed totals, where any are stated.

    `balance` is that of the year as a whole, where no row states the total of a theme.
    """

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
    def of(cls, call: Call, dataset: Dataset, words: Locale) -> Self:
        summaries = [s for s in dataset.all(Summary) if s.year == call.year]
        stated = StatedTotal.each(summaries, dataset)
        measures = [(x.subject, x) for x in stated if isinstance(x.subject, Measure)]
        themes = [x for x in stated if isinstance(x.subject, Theme)]
        projects = projects_of_year(call.year, dataset)
        return cls(
            call,
            scope(dataset, [call.year]),
            dataset.find(Administration, call.administration or ""),
            ProjectLine.table(projects, dataset, words),
            total(projects),
            themes,
            [x for _, x in measures],
            bars(
                (
                    Text(both=f"{m.code} {m.short[words.language]}"),
                    x.balance.listed,
                    x.balance.stated.amount,
                )
                for m, x in measures
            ),
            None if themes else stated_in(call.year, dataset),
        )


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A project, and what another document says of it in other words."""

    project: Project
    association: Association
    measure: Measure
    edition: Edition
    spelling: Spelling | None
    others: list[ProjectLine]

    @classmethod
    def of(cls, project: Project, dataset: Dataset, words: Locale) -> Self:
        association = dataset.get(Association, project.association)
        measure = dataset.get(Measure, project.measure)
        # Of the same year: if each project's page had those of all years, pages would grow
        # with the square of the years. The association's page has them all.
        others = [
            p
            for p in dataset.backlinks(association, Project)
            if p.year == project.year and p is not project
        ]
        return cls(
            project,
            association,
            measure,
            dataset.get(Edition, measure.edition),
            _spelling(project, association, dataset),
            ProjectLine.table(others, dataset, words),
        )


@dataclass(frozen=True, slots=True)
class ActionsView:
    """What the Region does itself."""

    scope: list[Coverage]
    actions: list[Action]

    @classmethod
    def of(cls, _: None, dataset: Dataset, words: Locale) -> Self:
        actions = dataset.all(Action)
        return cls(scope(dataset, _years(actions)), by_year(words.alphabetical(actions)))


@dataclass(frozen=True, slots=True)
class ActionView:
    """A regional action."""

    action: Action
    edition: Edition
    theme: Theme
    administration: Administration

    @classmethod
    def of(cls, action: Action, dataset: Dataset, words: Locale) -> Self:
        return cls(
            action,
            dataset.get(Edition, action.edition),
            dataset.get(Theme, action.theme),
            dataset.get(Administration, action.administration),
        )


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """The words and abbreviations that the pages explain."""

    terms: list[Term]

    @classmethod
    def of(cls, _: None, dataset: Dataset, words: Locale) -> Self:
        return cls(words.alphabetical(dataset.all(Term)))


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A written question with its answer, and what amounts in the answer do not mean."""

    question: Question
    page: Source | None
    earlier: Source | None
    caveats: list[Action]

    @classmethod
    def of(cls, question: Question, dataset: Dataset, words: Locale) -> Self:
        earlier = question.earlier
        return cls(
            question,
            dataset.find(Source, question.page or ""),
            dataset.get(Source, earlier.document) if earlier else None,
            [a for a in dataset.all(Action) if a.caveat and a.document == question.document],
        )


@dataclass(frozen=True, slots=True)
class SourcesView:
    """Every document, with the number of records that cite it."""

    rows: list[tuple[Source, int]]

    @classmethod
    def of(cls, _: None, dataset: Dataset, words: Locale) -> Self:
        return cls([(s, len(_citing(s, dataset))) for s in words.alphabetical(dataset.all(Source))])


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document: its words by language, and the records that cite it."""

    number: int
    cells: list[list[tuple[str, str | None]]]
    records: list[Record]


@dataclass(frozen=True, slots=True)
class SourceView:
    """A document line by line, and the records that cite it, by kind."""

    source: Source
    parts: list[tuple[Part, list[Line]]]
    kinds: list[tuple[str, list[Record]]]

    @classmethod
    def of(cls, source: Source, dataset: Dataset, words: Locale) -> Self:
        kinds = _grouped(_citing(source, dataset), lambda r: r.kind)
        return cls(source, _parts(source, dataset), list(kinds.items()))


@dataclass(frozen=True, slots=True)
class CorrectionsView:
    """Every place where we show something else than was printed, in the order of the sources."""

    corrections: list[tuple[Record, Correction]]
    spellings: list[tuple[Association, Spelling]]
    moved: list[tuple[Record, Moved]]
    computed: list[Record]
    repairs: list[tuple[Repair, list[Record]]]
    doubts: list[tuple[Record, Doubt]]

    @classmethod
    def of(cls, _: None, dataset: Dataset, words: Locale) -> Self:
        records = sorted(dataset.records, key=_place)
        repairs = _grouped(((repair, r) for r in records for repair in r.repairs), lambda x: x[0])
        return cls(
            [(r, correction) for r in records for correction in r.corrections],
            [
                (a, s)
                for a in words.alphabetical(dataset.all(Association))
                for s in a.spellings
                if s.why
            ],
            [(r, moved) for r in records for moved in r.moved],
            [r for r in records if r.computed],
            [(repair, [r for _, r in rows]) for repair, rows in repairs.items()],
            [(r, doubt) for r in records for doubt in r.doubts],
        )


def _by_note(rows: Iterable[tuple[Note, Record]]) -> list[tuple[Note, list[Record]]]:
    """Each note once, with all the records that it is about."""
    groups = _grouped(rows, lambda row: row[0])
    return [(note, [record for _, record in found]) for note, found in groups.items()]


class Field(NamedTuple):
    """A field as the apparatus names it: "names.2.nl" is the second of the names, in Dutch."""

    name: str
    language: str
    number: str = ""

    @classmethod
    def of(cls, path: str) -> Self:
        name, *steps = path.split(".")
        language = steps[-1] if steps and steps[-1] in LANGUAGES else ""
        return cls(name, language, ".".join(step for step in steps if step.isdecimal()))


@dataclass(frozen=True, slots=True)
class GapsView:
    """What the sources do not say."""

    coverages: list[Coverage]
    missing: list[Note]
    silences: list[tuple[Silence, list[tuple[Note, list[Record]]]]]
    inferred: list[tuple[Note, list[Record]]]
    unofficial: list[tuple[Record, Field]]
    general_knowledge: list[tuple[Field, list[Record]]]
    totals: list[StatedTotal]

    @classmethod
    def of(cls, _: None, dataset: Dataset, words: Locale) -> Self:
        records = sorted(dataset.records, key=_place)
        gaps = _grouped(((r, gap) for r in records for gap in r.gaps), lambda row: row[1].silence)
        fields = [(Field.of(f), r) for r in records for f in r.general_knowledge]
        # What a term without a source means is general knowledge, without saying so field by field.
        fields += [(Field.of("meaning"), t) for t in dataset.all(Term) if not t.sources]
        known = _grouped(fields, lambda row: row[0])
        return cls(
            [coverage for coverage in scope(dataset) if not coverage.is_whole],
            [note for plan in dataset.all(Plan) for note in plan.missing],
            [
                (silence, _by_note((gap.note, r) for r, gap in gaps[silence]))
                for silence in Silence
                if silence in gaps
            ],
            _by_note((inference.why, r) for r in records for inference in r.inferred),
            [(r, Field.of(field)) for r in records for field in r.unofficial],
            [(field, words.alphabetical(r for _, r in rows)) for field, rows in known.items()],
            [x for x in StatedTotal.each(dataset.all(Summary), dataset) if x.balance.missing],
        )


@dataclass(frozen=True, slots=True)
class TranslationsView:
    """How far the two languages go together: counted by kind, then what somebody has to look at."""

    columns: list[Count]
    tables: list[tuple[Language, Counter[Count], list[tuple[str, Counter[Count]]]]]
    behind: list[Waiting]
    unconfirmed: list[Waiting]
    missing: list[Waiting]

    @classmethod
    def of(cls, _: None, dataset: Dataset, words: Locale) -> Self:
        found = survey(dataset)
        counts = {kind: found.counts[kind] for kind in KIND_OF if kind in found.counts}
        unofficial = [(record, field) for record in dataset.records for field in record.unofficial]
        return cls(
            list(Count),
            [
                (
                    language,
                    found.total(language),
                    [(kind, by[language]) for kind, by in counts.items() if by[language].total()],
                )
                for language in sorted(LANGUAGES, key=lambda language: language != words.language)
            ],
            Waiting.rows((r, f"{x.field}.{x.behind}", x.line) for r, x in found.behind),
            Waiting.rows((r, x.field, x.line) for r, x in found.unconfirmed),
            Waiting.rows((r, field, "") for r, field in [*found.missing, *unofficial]),
        )


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record with fields that somebody has to look at, and the line that confirms each, if any."""

    record: Record
    fields: list[tuple[Field, str]]

    @classmethod
    def rows(cls, found: Iterable[tuple[Record, str, str]]) -> list[Self]:
        """One row for each record."""
        rows = _grouped(found, lambda row: row[0])
        return [cls(r, [(Field.of(field), line) for _, field, line in rows[r]]) for r in rows]


@dataclass(frozen=True, slots=True)
class RulesView:
    """The rules of the data, those first that stop the publication."""

    severities: list[tuple[Severity, list[RuleInfo]]]

    @classmethod
    def of(cls, _: None, dataset: Dataset, words: Locale) -> Self:
        return cls(list(_grouped(catalogue(), lambda rule: rule.severity).items()))


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule: why it is, and how to mend what breaks it (rules.yml)."""

    rule: RuleInfo
    has_example: bool

    @classmethod
    def of(cls, rule: RuleInfo, dataset: Dataset, words: Locale) -> Self:
        return cls(rule, f"rule.{rule.code}.example" in words)


@dataclass(frozen=True, slots=True)
class RedirectView:
    """An old address: the record that its page is about now, or why there is none."""

    redirect: Redirect
    target: Record | None

    @classmethod
    def of(cls, redirect: Redirect, dataset: Dataset, words: Locale) -> Self:
        kind, _, name = (redirect.to or "").partition("/")
        return cls(redirect, dataset.get(KIND_OF[kind], name) if kind else None)


# --- the registry ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PageKind:
    """A kind of page. Its view's name gives its template, and its localised word in addresses.

    `subjects`: what there is a page about; `tail`: what follows the localised word in the address
    of a subject's page in a language; `key` and `parent`: the page's key and that of the page above.
    `address`: the whole address, where its record says it.
    """

    name: str
    view: Any
    subjects: Callable[[Dataset], Iterable[Any]]
    key: Callable[[Any], str]
    parent: Callable[[Any], str | None]
    tail: Callable[[Any, Language], str] = lambda subject, language: ""
    address: Callable[[Any, Language], str] | None = None

    def addresses(self, subject: Any, words: Mapping[Language, Locale]) -> dict[Language, str]:
        """Where a subject's page stands: from the language on, with a slash at the end."""
        return {
            # The home page is the language itself; every other page has a word of its kind.
            language: self.address(subject, language)
            if self.address
            else f"{language}/"
            + (f"{words[language](f'address.{self.name}')}/" if self.parent(subject) else "")
            + self.tail(subject, language)
            for language in LANGUAGES
        }


def _one(_: Dataset) -> Iterable[None]:
    return (None,)


def _all(kind: type[R]) -> Callable[[Dataset], Iterable[R]]:
    return lambda dataset: dataset.all(kind)


def _always(key: str | None) -> Callable[[Any], Any]:
    return lambda subject: key


def _slug(record: Any, language: Language) -> str:
    return f"{record.slug[language]}/"


def _year_and_slug(record: Any, language: Language) -> str:
    return f"{record.year}/{record.slug[language]}/"


def _record_key(record: Record) -> str:
    return record.key


def _main_answer(dataset: Dataset) -> Question | None:
    """The question whose answer most records cite first."""
    citing = Counter(record.document for record in dataset.records)
    questions = dataset.all(Question)
    return max(questions, key=lambda question: citing[question.document], default=None)


def _calls_with_projects(dataset: Dataset) -> Iterable[Call]:
    return (call for call in dataset.all(Call) if not call.gaps)


def _activity_years(dataset: Dataset) -> Iterable[int]:
    return sorted({plan.year for plan in dataset.all(LocalPlan)})


PAGES: tuple[PageKind, ...] = (
    PageKind("home", HomeView, _all(Plan), _always("home"), _always(None)),
    PageKind("plan", PlanView, _all(Plan), _always("plan"), _always("home")),
    PageKind(
        "theme",
        ThemeView,
        _all(Theme),
        _record_key,
        _always("plan"),
        lambda r, _: f"{r.edition}/t{r.code}/",
    ),
    PageKind("measures", MeasuresView, _one, _always("measures"), _always("home")),
    PageKind(
        "measure",
        MeasureView,
        _all(Measure),
        _record_key,
        _always("measures"),
        lambda r, _: f"{r.edition}/m{r.code.replace('.', '-')}/",
    ),
    PageKind("communes", CommunesView, _one, _always("communes"), _always("home")),
    PageKind("commune", CommuneView, _all(Commune), _record_key, _always("communes"), _slug),
    PageKind(
        "activities",
        ActivitiesView,
        _activity_years,
        lambda y: f"activities-{y}",
        _always("communes"),
        lambda y, _: f"{y}/",
    ),
    PageKind(
        "activity",
        ActivityView,
        _all(Activity),
        _record_key,
        lambda r: f"communes/{r.commune}",
        _year_and_slug,
    ),
    PageKind("associations", AssociationsView, _one, _always("associations"), _always("home")),
    PageKind(
        "association",
        AssociationView,
        _all(Association),
        _record_key,
        _always("associations"),
        _slug,
    ),
    PageKind(
        "projects",
        ProjectsView,
        _calls_with_projects,
        lambda r: f"projects-{r.year}",
        _always("home"),
        lambda r, _: f"{r.year}/",
    ),
    PageKind(
        "project",
        ProjectView,
        _all(Project),
        _record_key,
        lambda r: f"projects-{r.year}",
        _year_and_slug,
    ),
    PageKind("actions", ActionsView, _one, _always("actions"), _always("home")),
    PageKind("action", ActionView, _all(Action), _record_key, _always("actions"), _year_and_slug),
    PageKind("glossary", GlossaryView, _one, _always("glossary"), _always("home")),
    PageKind(
        "question",
        QuestionView,
        _all(Question),
        _record_key,
        _always("sources"),
        lambda r, _: f"{r.number}/",
    ),
    PageKind("sources", SourcesView, _one, _always("sources"), _always("home")),
    PageKind("source", SourceView, _all(Source), _record_key, _always("sources"), _slug),
    PageKind("corrections", CorrectionsView, _one, _always("corrections"), _always("sources")),
    PageKind("gaps", GapsView, _one, _always("gaps"), _always("sources")),
    PageKind(
        "redirect",
        RedirectView,
        _all(Redirect),
        _record_key,
        _always("home"),
        address=lambda r, language: r.old[language],
    ),
    PageKind("translations", TranslationsView, _one, _always("translations"), _always("sources")),
    PageKind("rules", RulesView, _one, _always("rules"), _always("sources")),
    PageKind(
        "rule",
        RuleView,
        lambda _: catalogue(),
        lambda rule: f"rules/{rule.code}",
        _always("rules"),
        lambda rule, _: f"{rule.code}/",
    ),
)

SCRIPTS = {
    "home.html": ["finder"],
    "projects.html": ["tables"],
    "activities.html": ["tables"],
}

# Records without a page of their own: the page that shows them, and where on it.
HOSTS: dict[type[Record], Callable[[Any], tuple[str, str]]] = {
    Plan: lambda r: ("plan", ""),
    Edition: lambda r: ("plan", f"#{r.id}"),
    Administration: lambda r: ("plan", f"#{r.id}"),
    Summary: lambda r: (r.subject if r.measure else f"projects-{r.year}", f"#{r.id}"),
    LocalPlan: lambda r: (f"communes/{r.commune}", f"#{r.id}"),
    # One without projects says so under `gaps` (`untold-silence`).
    Call: lambda r: ("plan", f"#{r.id}") if r.gaps else (f"projects-{r.year}", ""),
    Term: lambda r: ("glossary", f"#{r.id}"),
}


def build_pages(dataset: Dataset, words: Mapping[Language, Locale]) -> dict[str, Page]:
    """Every page of the site, by key. An address starts with the language and ends in a slash."""
    pages = {}
    for kind in PAGES:
        for subject in kind.subjects(dataset):
            key, parent = kind.key(subject), kind.parent(subject)
            address = kind.addresses(subject, words)
            pages[key] = Page(key, f"{kind.name}.html", address, parent, subject, kind.view.of)
    return pages


def addresses(pages: Mapping[str, Page]) -> dict[str, str]:
    """The key of the page that stands at each address; a redirect gives way to any other page."""
    standing: dict[str, str] = {}
    for page in sorted(pages.values(), key=lambda page: isinstance(page.subject, Redirect)):
        for address in page.address.values():
            standing.setdefault(address, page.key)
    return standing


def page_of(record: Record) -> tuple[str, str]:
    """The key of the page that shows a record, and the place on it ("" or "#id")."""
    host = HOSTS.get(type(record))
    return host(record) if host else (record.key, "")


# --- what views share --------------------------------------------------------------------------


def by_code(records: Iterable[R]) -> list[R]:
    """Themes or measures in the order of their codes: 2.9 before 2.10."""
    return sorted(records, key=lambda record: (code_key(record), record.id))


def code_key(record: Any) -> tuple[int, ...]:
    """2.10 as (2, 10)."""
    return tuple(int(part) for part in record.code.split("."))


def by_year(records: Iterable[R]) -> list[R]:
    """Newest first."""
    return sorted(records, key=lambda record: -record.year)  # type: ignore[attr-defined]


def _years(records: Iterable[Project] | Iterable[Action]) -> set[int]:
    return {record.year for record in records}


def _counted(lines: Iterable[MeasureLine]) -> list[int]:
    """The years whose activities and projects the lines count."""
    return sorted({year for line in lines for year in line.years})


def activity_map(year: int, dataset: Dataset, words: Locale) -> Map:
    """The communes by how many activities they list in a year."""
    rows = [a for commune in dataset.all(Commune) for a in activities_of(commune, year, dataset)]
    return map_of_rows(rows, year, dataset, words)


def map_of_rows(rows: Iterable[Activity], year: int, dataset: Dataset, words: Locale) -> Map:
    """The communes by how many activities some rows of a year name."""
    by_commune = _grouped(rows, lambda activity: activity.commune)
    counts = {commune: count_of(found) for commune, found in by_commune.items()}
    moved = [
        (dataset.get(Commune, commune), activity)
        for commune, found in by_commune.items()
        for activity in found
        if activity.lines_of("commune")
    ]
    return replace(map_of(counts, year, dataset, words), moved=tuple(moved))


def _silence(records: Iterable[Record]) -> Silence | None:
    return next((gap.silence for record in records for gap in record.gaps), None)


def _short_name(association: Association) -> Text:
    """What an association is called where there is little room."""
    name, short = association.name, association.abbreviation
    return short if short and len(name["fr"]) > len("Centre communautaire") else name


def _spelling(project: Project, association: Association, dataset: Dataset) -> Spelling | None:
    """How a project's row spells the name of its association, where pages spell it otherwise."""
    cells = {
        cell.strip()
        for citation in project.sources
        for lines in citation.lines
        for number in lines
        for cell in dataset.texts[citation.document][number - 1].split("\t")
    }
    return next((s for s in association.spellings if s.why and s.printed in cells), None)


def count_of(activities: Iterable[Activity]) -> int:
    """How many activities some rows of annex 1 name: one row may name several, or none."""
    return sum(len(activity.names) for activity in activities)


def differences(ours: str, theirs: str) -> list[tuple[str, str]]:
    """Where two wordings differ: (ours, theirs), with a word before and after for context.

    Apostrophes and a final full stop are typography, not wording.
    """
    a, b = _words(ours), _words(theirs)
    typed = [[word.replace("’", "'") for word in words] for words in (a, b)]
    matcher = difflib.SequenceMatcher(a=typed[0], b=typed[1], autojunk=False)
    return [
        (_around(a, a1, a2), _around(b, b1, b2))
        for tag, a1, a2, b1, b2 in matcher.get_opcodes()
        if tag != "equal"
    ]


def _words(text: str) -> list[str]:
    """The words of a text, each with the space after it; an elided article is a word (l'école)."""
    typed = plain(text).rstrip(".") + " "
    return [word[0] for word in re.finditer(r"\S+?(?<=\w)['’](?=\w)|\S+ ", typed)]


def _around(words: list[str], start: int, end: int) -> str:
    return "".join(words[max(0, start - 1) : end + 1]).strip()


def _grouped(items: Iterable[Any], key: Callable[[Any], Any]) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups


def stated_in(year: int, dataset: Dataset) -> Balance | None:
    """What the sources state of a year as a whole, by theme or else by measure, and what they list.

    None where nothing is stated, which is not the same as zero.
    """
    summaries = [s for s in dataset.all(Summary) if s.year == year]
    balances = [balance_of(s, dataset) for s in summaries if s.theme]
    balances = balances or [balance_of(s, dataset) for s in summaries]
    return functools.reduce(operator.add, balances) if balances else None


def _place(record: Record) -> tuple[str, int, str]:
    line = record.sources[0].lines[0][0] if record.sources else 0
    return (record.document, line, record.key)


def _citing(source: Source, dataset: Dataset) -> list[Record]:
    """The other records that cite a document, in the order of its lines."""
    lines = range(1, len(dataset.texts[source.id]) + 1)
    found = {r.key: r for n in lines for r in citing(source, n, dataset) if r is not source}
    return list(found.values())


@functools.lru_cache(maxsize=8)  # pages in both languages ask; `diff` has two states
def _parts(source: Source, dataset: Dataset) -> list[tuple[Part, list[Line]]]:
    """The lines of each part of a document that hold text."""
    languages = _languages(source, dataset)
    parts = []
    for part in source.parts:
        lines = []
        for number in part.lines:
            text = dataset.texts[source.id][number - 1]
            if text.strip():
                painted = languages.get(number, [None] * len(text))
                records = [r for r in citing(source, number, dataset) if r is not source]
                lines.append(Line(number, list(_cells(text, painted, part.lang)), records))
        parts.append((part, lines))
    return parts


def _languages(source: Source, dataset: Dataset) -> dict[int, list[str | None]]:
    """For each line, the language of each of its characters, as far as records quote them."""
    text = dataset.texts[source.id]
    painted: dict[int, list[str | None]] = {}
    spans = spans_by_document(dataset).get(source.id, ())
    # The shorter quotation is the more exact: a French title within a Dutch description.
    for span in sorted(spans, key=lambda span: span.start - span.end):
        if span.language:
            line = painted.setdefault(span.line, [None] * len(text[span.line - 1]))
            line[span.start : span.end] = [span.language] * (span.end - span.start)
    return painted


def _cells(
    text: str, languages: list[str | None], default: str | None
) -> Iterable[list[tuple[str, str | None]]]:
    """A line's cells (tabs divide them), each as stretches of one language."""
    start = 0
    for cell in text.split("\t"):
        end = start + len(cell)
        pairs = zip(cell, languages[start:end], strict=True)
        yield [
            ("".join(char for char, _ in run), language or default)
            for language, run in groupby(pairs, key=lambda pair: pair[1])
        ]
        start = end + 1
