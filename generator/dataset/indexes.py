"""Finds records by the values that they share: year, commune, measure, code, address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
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


def _matching(kind: type[R], dataset: Dataset, **values: object) -> Sequence[R]:
    """The records of a kind that have these values in these fields, in the order of their ids."""
    return _groups(kind, tuple(values), dataset).get(tuple(values.values()), ())


@once
def _groups(
    kind: type[R], fields: tuple[str, ...], dataset: Dataset
) -> Mapping[tuple[object, ...], list[R]]:
    """The records of a kind by their values in these fields."""
    groups: dict[tuple[object, ...], list[R]] = defaultdict(list)
    for record in dataset.all(kind):
        groups[_values(record, fields)].append(record)
    return groups


def _values(record: Record, fields: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(getattr(record, field) for field in fields)


# --- by year -----------------------------------------------------------------------------------


def edition_of(year: int, dataset: Dataset) -> Edition | None:
    """The edition of the plan in force in a year."""
    editions = dataset.all(Edition)
    return next((e for e in editions if e.first_year <= year <= e.last_year), None)


def call_of(year: int, dataset: Dataset) -> Call | None:
    """The call for projects of a year."""
    return next(iter(_matching(Call, dataset, year=year)), None)


def local_plan_of(commune: str, year: int, dataset: Dataset) -> LocalPlan | None:
    """A commune's local plan of a year."""
    return next(iter(_matching(LocalPlan, dataset, commune=commune, year=year)), None)


def activities_of(commune: Commune, year: int, dataset: Dataset) -> Sequence[Activity]:
    """What a commune does in a year."""
    return _matching(Activity, dataset, commune=commune.id, year=year)


def projects_of_year(year: int, dataset: Dataset) -> Sequence[Project]:
    """The projects of a year's call."""
    return _matching(Project, dataset, year=year)


def projects_of_measure(measure: Measure, year: int, dataset: Dataset) -> Sequence[Project]:
    """The projects listed for a measure in a year."""
    return _matching(Project, dataset, measure=measure.id, year=year)


# --- by code, values, address ------------------------------------------------------------------


def numbered(kind: type[N], edition: str, code: str, dataset: Dataset) -> N | None:
    """The theme or measure that has a code in an edition."""
    return next(iter(_matching(kind, dataset, edition=edition, code=code)), None)


def measures_of(summary: Summary, dataset: Dataset) -> Sequence[Measure]:
    """The measures with the projects that a summary row sums up."""
    if summary.theme:
        return dataset.backlinks(dataset.get(Theme, summary.theme), Measure)
    measure = dataset.find(Measure, summary.measure or "")
    return [measure] if measure else []


@once
def amounts_of(field: str, id: str, dataset: Dataset) -> Sequence[Decimal]:
    """The amounts of all projects of an association or a measure (`field`) with this `id`, sorted."""
    return sorted(project.amount for project in _matching(Project, dataset, **{field: id}))


def first_with(record: Record, fields: tuple[str, ...], dataset: Dataset) -> Record:
    """The first record of the same kind, by id, that has the values of `record` in these `fields`."""
    return _groups(type(record), fields, dataset)[_values(record, fields)][0]


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
