"""Years: a record's year, its edition and its id agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.core.problem import Finding
from generator.dataset.dataset import Dataset
from generator.dataset.indexes import call_of, edition_of, local_plan_of, numbered
from generator.records import Activity, Edition, Measure, Project, Record, Summary, Theme
from generator.rules.registry import When, rule


@rule()
def year_outside_edition(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """The year of a record is in its edition of the plan, or in the edition of its measure."""
    year = getattr(record, "year", None)
    if year is None:
        return
    owner = _with_edition(record, dataset)
    edition = dataset.get(Edition, owner.edition)
    if not edition.first_year <= year <= edition.last_year:
        message = f"{year} is outside the edition {edition.years}"
        yield Finding(("year",), message, _how_to_fix(year, owner, dataset))


def _with_edition(record: Any, dataset: Dataset) -> Any:
    """The record that names the edition: the record itself, its theme or its measure."""
    if hasattr(record, "edition"):
        return record
    if getattr(record, "theme", None):
        return dataset.get(Theme, record.theme)
    return dataset.get(Measure, record.measure)


def _how_to_fix(year: int, owner: Record, dataset: Dataset) -> str:
    """How to fix a year that is outside the edition of `owner`."""
    edition = edition_of(year, dataset)
    if not edition:
        return "fix the year; no edition in data/editions/ covers it"
    if not isinstance(owner, Measure | Theme):
        return f"fix the year, or write “edition: {edition.id}”, which covers it"
    name, code = type(owner).__name__.lower(), owner.code
    right: Theme | Measure | None = numbered(type(owner), edition.id, code, dataset)  # type: ignore[type-var]
    if not right:
        return f"fix the year, or the {name}; the edition {edition.years} has no {name} {code}"
    return f"fix the year, or write “{name}: {right.id}”: {code} of the edition {edition.years}"


@rule(on=(Activity, Project, Summary), when=When.COMPLETE)
def missing_year(record: Activity | Project | Summary, dataset: Dataset) -> Iterator[Finding]:
    """The commune of an activity has a local plan for its year; the year of a project has a call for projects."""
    match record:
        case Activity() if not local_plan_of(record.commune, record.year, dataset):
            name = f"{record.year}-{record.commune}"
            message = f"{record.commune} has no local plan for {record.year}"
            hint = f"add data/local-plans/{record.year}/{name}.yml, or fix the year"
            yield Finding(("year",), message, hint)
        case Project() | Summary() if not call_of(record.year, dataset):
            message = f"there is no call for projects for {record.year}"
            hint = f"add data/calls/call-{record.year}.yml, or fix the year"
            yield Finding(("year",), message, hint)


@rule(severity="warning")
def year_unlike_id(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """The year of a record is the year at the beginning of its id."""
    year, named = getattr(record, "year", None), re.match(r"(\d{4})-", record.id)
    if year and named and year != int(named[1]):
        message = f"{year}, but the id begins with {named[1]}"
        hint = "fix the year; a record of another year needs a new file, with its own id"
        yield Finding(("year",), message, hint)
