"""The records, linked: references followed both ways, totals computed."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import Annotated, TypeVar

from pydantic import PlainSerializer, WithJsonSchema

from generator.reading.load import Loaded
from generator.records import (
    LANGUAGES,
    Activity,
    Call,
    Commune,
    Computed,
    Edition,
    Language,
    LocalPlan,
    Measure,
    Method,
    Project,
    Record,
    Ref,
    Slug,
    Source,
    Summary,
    Theme,
    walk,
)

R = TypeVar("R", bound=Record)
N = TypeVar("N", Theme, Measure)


Amount = Annotated[
    Decimal,
    PlainSerializer(lambda amount: float(amount) if amount % 1 else int(amount)),
    WithJsonSchema({"type": "number"}),
]
"""Euros, to the cent; programs get a number."""

Number = int | Decimal
"""A count, or an amount in euros."""


@dataclass(frozen=True, slots=True)
class Total:
    """How many projects, and how much money in euros, to the cent.

    `projects` is None where a source does not state their number; `computed` are the keys of the
    projects whose amount no source prints.
    """

    projects: int | None
    amount: Amount
    computed: tuple[str, ...] = ()

    def __add__(self, other: Total) -> Total:
        unknown = self.projects is None or other.projects is None
        projects = None if unknown else (self.projects or 0) + (other.projects or 0)
        return Total(projects, self.amount + other.amount, self.computed + other.computed)

    def __sub__(self, other: Total) -> Total:
        unknown = self.projects is None or other.projects is None
        projects = None if unknown else (self.projects or 0) - (other.projects or 0)
        return Total(projects, self.amount - other.amount)

    def __bool__(self) -> bool:
        return bool(self.projects or self.amount)


@dataclass(frozen=True, slots=True)
class Balance:
    """What the source states beside what its rows add up to."""

    stated: Total
    listed: Total

    def __add__(self, other: Balance) -> Balance:
        return Balance(self.stated + other.stated, self.listed + other.listed)

    @property
    def missing(self) -> Total:
        """What is stated and not listed. No number of projects where none is stated."""
        return self.stated - self.listed

    @property
    def exceeded(self) -> bool:
        """Whether more is listed than stated."""
        return (self.missing.projects or 0) < 0 or self.missing.amount < 0


class Dataset:
    """All records by kind, in the order of their ids, with their references both ways.

    A reference to a record that is not there is left out: the checks report it.
    """

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.texts: Mapping[str, tuple[str, ...]] = loaded.texts
        self._records = dict(sorted(loaded.records.items()))
        by_kind: dict[str, list[Record]] = defaultdict(list)
        backlinks: dict[str, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
        for record in self._records.values():
            by_kind[record.kind].append(record)
            targets = {
                marker.key(value): None
                for _, value, marker in walk(record)
                if isinstance(marker, Ref)
            }
            for target in targets:
                backlinks[target][record.kind].append(record)
        self._by_kind = {kind: tuple(records) for kind, records in by_kind.items()}
        self._backlinks = {
            target: {kind: tuple(records) for kind, records in kinds.items()}
            for target, kinds in backlinks.items()
        }

    @property
    def records(self) -> Iterable[Record]:
        """Every record, in the order of kinds and ids."""
        return self._records.values()

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Every record of a kind."""
        return self._by_kind.get(kind.kind, ())  # type: ignore[return-value]  # keyed by kind

    def find(self, kind: type[R], id: str) -> R | None:
        """The record with this id, if there is one."""
        return self._records.get(f"{kind.kind}/{id}")  # type: ignore[return-value]  # keyed by kind

    def get(self, kind: type[R], id: str) -> R:
        """The record with this id. KeyError where there is none: checked data has it."""
        return self._records[f"{kind.kind}/{id}"]  # type: ignore[return-value]  # keyed by kind

    def backlinks(self, record: Record, kind: type[R]) -> tuple[R, ...]:
        """The records of `kind` that refer to `record`."""
        return self._backlinks.get(record.key, {}).get(kind.kind, ())  # type: ignore[return-value]

    def referring_to(self, keys: Iterable[str]) -> set[str]:
        """The keys of all records that refer to one of these."""
        kinds = (self._backlinks.get(key, {}).values() for key in keys)
        return {record.key for records in chain.from_iterable(kinds) for record in records}

    def dependents(self, keys: Iterable[str]) -> set[str]:
        """`keys`, and the keys of all records that refer to them, however indirectly."""
        leaning: set[str] = set()
        found = {*keys}
        while found:
            leaning |= found
            found = self.referring_to(found) - leaning
        return leaning

    def path(self, record: Record) -> str:
        """The record's file, relative to the repository."""
        return self.loaded.paths[record.key]

    # --- what the plan's own rules connect ---

    @cached_property
    def _local_plans(self) -> Mapping[tuple[str, int], LocalPlan]:
        return {(plan.commune, plan.year): plan for plan in self.all(LocalPlan)}

    def local_plan(self, commune: str, year: int) -> LocalPlan | None:
        """A commune's local plan of a year."""
        return self._local_plans.get((commune, year))

    @cached_property
    def _calls(self) -> Mapping[int, Call]:
        return {call.year: call for call in self.all(Call)}

    def call(self, year: int) -> Call | None:
        """The call for projects of a year."""
        return self._calls.get(year)

    @cached_property
    def _activities(self) -> Mapping[tuple[str, int], list[Activity]]:
        rows: dict[tuple[str, int], list[Activity]] = defaultdict(list)
        for activity in self.all(Activity):
            rows[activity.commune, activity.year].append(activity)
        return rows

    def activities(self, commune: Commune, year: int) -> Sequence[Activity]:
        """What a commune does in a year."""
        return self._activities.get((commune.id, year), [])

    @cached_property
    def _projects(self) -> Mapping[tuple[str, int], list[Project]]:
        rows: dict[tuple[str, int], list[Project]] = defaultdict(list)
        for project in self.all(Project):
            rows[project.measure, project.year].append(project)
        return rows

    def projects(self, measure: Measure, year: int) -> Sequence[Project]:
        """The projects listed for a measure in a year."""
        return self._projects.get((measure.id, year), [])

    def measures(self, summary: Summary) -> Sequence[Measure]:
        """The measures whose projects a summary row sums up."""
        if summary.theme:
            return self.backlinks(self.get(Theme, summary.theme), Measure)
        return [measure] if (measure := self.find(Measure, summary.measure or "")) else []

    @cached_property
    def _projects_by_year(self) -> Mapping[int, list[Project]]:
        rows: dict[int, list[Project]] = defaultdict(list)
        for project in self.all(Project):
            rows[project.year].append(project)
        return rows

    def projects_of(self, year: int) -> Sequence[Project]:
        """The projects of a year's call."""
        return self._projects_by_year.get(year, [])

    def balance(self, summary: Summary) -> Balance:
        """A summary row's stated total, and that of the year's projects that its document lists."""
        listed = [
            project
            for measure in self.measures(summary)
            for project in self.projects(measure, summary.year)
            if any(citation.document == summary.document for citation in project.sources)
        ]
        return Balance(Total(summary.projects, summary.amount), total(listed))

    def record(self, key: str) -> Record:
        """The record with this key. KeyError where there is none: checked data has it."""
        return self._records[key]

    @cached_property
    def _amounts(self) -> Mapping[tuple[str, str], list[Decimal]]:
        amounts: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
        for project in self.all(Project):
            amounts["association", project.association].append(project.amount)
            amounts["measure", project.measure].append(project.amount)
        return {of: sorted(found) for of, found in amounts.items()}

    def amounts(self, field: str, id: str) -> Sequence[Decimal]:
        """The amounts of all projects whose `field` (association, measure) is `id`, sorted."""
        return self._amounts[field, id]

    @cached_property
    def _numbered(self) -> Mapping[tuple[str, str, str], Theme | Measure]:
        records: list[Theme | Measure] = [*self.all(Theme), *self.all(Measure)]
        return {(record.kind, record.edition, record.code): record for record in records}

    def numbered(self, kind: type[N], edition: str, code: str) -> N | None:
        """The theme or measure that an edition gives this code."""
        return self._numbered.get((kind.kind, edition, code))  # type: ignore[return-value]

    def edition_of(self, year: int) -> Edition | None:
        """The edition of the plan that a year lies in."""
        return next((e for e in self.all(Edition) if e.first_year <= year <= e.last_year), None)

    # --- what stands where ---

    @cached_property
    def _citing(self) -> Mapping[tuple[str, int], dict[str, Record]]:
        citing: dict[tuple[str, int], dict[str, Record]] = defaultdict(dict)
        for record in self.records:
            own = record.document
            for document, ranges in (
                *((citation.document, citation.lines) for citation in record.sources),
                *((variant.document, variant.lines) for variant in record.variants),
                *((own, moved.lines) for moved in record.moved),
            ):
                for line in chain.from_iterable(ranges):
                    citing[document, line][record.key] = record
        return citing

    def citing(self, source: Source, line: int) -> Collection[Record]:
        """The records that cite a line of a document."""
        return self._citing.get((source.id, line), {}).values()

    @cached_property
    def _first_rows(self) -> Mapping[tuple[str, int], list[tuple[int, str]]]:
        rows: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
        for plan in self.all(LocalPlan):
            citation = plan.sources[0]
            rows[citation.document, plan.year].append((citation.lines[0][0], plan.commune))
        return {table: sorted(first) for table, first in rows.items()}

    def commune_above(self, document: str, year: int, line: int) -> str | None:
        """The commune whose name stands on the line or nearest above it in a document's table."""
        rows = self._first_rows.get((document, year), [])
        at = bisect_right(rows, line, key=lambda row: row[0])
        return rows[at - 1][1] if at else None

    @cached_property
    def _firsts(self) -> dict[tuple[str, tuple[str, ...]], dict[tuple[object, ...], Record]]:
        return {}

    def first_with(self, record: Record, fields: tuple[str, ...]) -> Record:
        """The first record of the same kind, by id, whose `fields` are those of `record`."""
        firsts = self._firsts.setdefault((record.kind, fields), {})
        if not firsts:
            for other in self.all(type(record)):
                firsts.setdefault(tuple(getattr(other, field) for field in fields), other)
        return firsts[tuple(getattr(record, field) for field in fields)]

    @cached_property
    def _slugs(self) -> Mapping[tuple[str, int | None, Language, str], Record]:
        owners: dict[tuple[str, int | None, Language, str], Record] = {}
        for record in self.records:
            slug: Slug | None = getattr(record, "slug", None)
            if slug is None:
                continue
            for language in LANGUAGES:
                key = (record.kind, getattr(record, "year", None), language, slug[language])
                owners.setdefault(key, record)
        return owners

    def slug_owner(self, record: Record, language: Language) -> Record:
        """The first record whose address in a language is the one that `record` wants."""
        slug: Slug = record.slug  # type: ignore[attr-defined]  # asked of kinds that have one
        return self._slugs[record.kind, getattr(record, "year", None), language, slug[language]]


def total(projects: Iterable[Project]) -> Total:
    """The listed total of some projects."""
    projects = tuple(projects)
    computed = tuple(project.key for project in projects if project.computation("amount"))
    return Total(len(projects), sum((project.amount for project in projects), Decimal()), computed)


def operands(computation: Computed, dataset: Dataset) -> list[tuple[Record, Number]]:
    """The records of a computation, each with the number that enters it.

    AttributeError or TypeError where a record has no such number: checked data has it.
    """
    records = [dataset.record(key) for key in computation.of]
    if computation.method is Method.COUNT:
        return [(record, 1) for record in records]
    return [(record, getattr(record, computation.field) + 0) for record in records]


def compute(computation: Computed, dataset: Dataset) -> Number:
    """What a computation gives."""
    first, *others = [number for _, number in operands(computation, dataset)]
    return first - sum(others) if computation.method is Method.DIFFERENCE else first + sum(others)
