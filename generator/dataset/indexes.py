"""Finds records by what connects them: year, commune, measure, code, address. Built once per dataset."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from generator.dataset.dataset import Dataset, once
from generator.records import (
    LANGUAGES,
    Activity,
    Call,
    Commune,
    Edition,
    Language,
    LocalPlan,
    Measure,
    Project,
    Record,
    Slug,
    Summary,
    Theme,
)

N = TypeVar("N", Theme, Measure)
R = TypeVar("R", bound=Record)
K = TypeVar("K")

# --- by year -----------------------------------------------------------------------------------


def edition_of(year: int, dataset: Dataset) -> Edition | None:
    """The edition of the plan in force in a year."""
    editions = dataset.all(Edition)
    return next((e for e in editions if e.first_year <= year <= e.last_year), None)


def call_of(year: int, dataset: Dataset) -> Call | None:
    """The call for projects of a year."""
    return _calls(dataset).get(year)


@once
def _calls(dataset: Dataset) -> Mapping[int, Call]:
    return {call.year: call for call in dataset.all(Call)}


def local_plan_of(commune: str, year: int, dataset: Dataset) -> LocalPlan | None:
    """A commune's local plan of a year."""
    return _local_plans(dataset).get((commune, year))


@once
def _local_plans(dataset: Dataset) -> Mapping[tuple[str, int], LocalPlan]:
    return {(plan.commune, plan.year): plan for plan in dataset.all(LocalPlan)}


def activities_of(commune: Commune, year: int, dataset: Dataset) -> Sequence[Activity]:
    """What a commune does in a year."""
    return _activities(dataset).get((commune.id, year), ())


@once
def _activities(dataset: Dataset) -> Mapping[tuple[str, int], list[Activity]]:
    return _grouped(dataset.all(Activity), lambda activity: (activity.commune, activity.year))


def projects_of_year(year: int, dataset: Dataset) -> Sequence[Project]:
    """The projects of a year's call."""
    return _projects_by_year(dataset).get(year, ())


@once
def _projects_by_year(dataset: Dataset) -> Mapping[int, list[Project]]:
    return _grouped(dataset.all(Project), lambda project: project.year)


def projects_of_measure(measure: Measure, year: int, dataset: Dataset) -> Sequence[Project]:
    """The projects listed for a measure in a year."""
    return _projects_by_measure(dataset).get((measure.id, year), ())


@once
def _projects_by_measure(dataset: Dataset) -> Mapping[tuple[str, int], list[Project]]:
    return _grouped(dataset.all(Project), lambda project: (project.measure, project.year))


def _grouped(records: Iterable[R], key: Callable[[R], K]) -> Mapping[K, list[R]]:
    """The records by their key, in their order."""
    groups: dict[K, list[R]] = defaultdict(list)
    for record in records:
        groups[key(record)].append(record)
    return groups


# --- by code, owner, address -------------------------------------------------------------------


def measures_of(summary: Summary, dataset: Dataset) -> Sequence[Measure]:
    """The measures with the projects that a summary row sums up."""
    if summary.theme:
        return dataset.backlinks(dataset.get(Theme, summary.theme), Measure)
    measure = dataset.find(Measure, summary.measure or "")
    return [measure] if measure else []


def numbered(kind: type[N], edition: str, code: str, dataset: Dataset) -> N | None:
    """The theme or measure that has a code in an edition."""
    return _numbered(dataset).get((kind.kind, edition, code))  # type: ignore[return-value]


@once
def _numbered(dataset: Dataset) -> Mapping[tuple[str, str, str], Theme | Measure]:
    records: list[Theme | Measure] = [*dataset.all(Theme), *dataset.all(Measure)]
    return {(record.kind, record.edition, record.code): record for record in records}


def amounts_of(field: str, id: str, dataset: Dataset) -> Sequence[Decimal]:
    """The amounts of all projects of an association or a measure (`field`) with this `id`, sorted."""
    return _amounts(dataset).get((field, id), ())


@once
def _amounts(dataset: Dataset) -> Mapping[tuple[str, str], Sequence[Decimal]]:
    amounts: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for project in dataset.all(Project):
        amounts["association", project.association].append(project.amount)
        amounts["measure", project.measure].append(project.amount)
    return {of: sorted(found) for of, found in amounts.items()}


def first_with(record: Record, fields: tuple[str, ...], dataset: Dataset) -> Record:
    """The first record of the same kind, by id, that has the values of `record` in these `fields`."""
    return _firsts(type(record), fields, dataset)[_values(record, fields)]


@once
def _firsts(
    kind: type[Record], fields: tuple[str, ...], dataset: Dataset
) -> Mapping[tuple[object, ...], Record]:
    return {_values(record, fields): record for record in reversed(dataset.all(kind))}


def _values(record: Record, fields: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(getattr(record, field) for field in fields)


def slug_owner(record: Record, language: Language, dataset: Dataset) -> Record:
    """The first record, by id, that has the address of `record` in a language."""
    return _slug_owners(dataset)[_address(record, language)]


@once
def _slug_owners(dataset: Dataset) -> Mapping[tuple[str, int | None, str, str], Record]:
    owners: dict[tuple[str, int | None, str, str], Record] = {}
    for record in dataset.records:
        for language in LANGUAGES if hasattr(record, "slug") else ():
            owners.setdefault(_address(record, language), record)
    return owners


def _address(record: Record, language: Language) -> tuple[str, int | None, str, str]:
    slug: Slug = record.slug  # type: ignore[attr-defined]  # asked of kinds that have one
    return record.kind, getattr(record, "year", None), language, slug[language]
