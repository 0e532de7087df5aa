"""Totals: what sources state, what their rows add up to, and numbers computed from other records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from pydantic import PlainSerializer, WithJsonSchema

from generator.dataset.dataset import Dataset
from generator.dataset.indexes import measures_of, projects_of_measure
from generator.records import Computed, Method, Project, Record, Summary

Amount = Annotated[
    Decimal,
    PlainSerializer(lambda amount: float(amount) if amount % 1 else int(amount)),
    WithJsonSchema({"type": "number"}),
]
"""Euros, to the cent. In JSON it is a number."""

Number = int | Decimal
"""A count, or an amount in euros."""


@dataclass(frozen=True, slots=True)
class Total:
    """How many projects, and how much money in euros, to the cent.

    `projects` is None if a source does not state their number. `computed` has the keys of the projects
    with an amount that no source prints.
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
    """What the source states, and what its rows add up to."""

    stated: Total
    listed: Total

    def __add__(self, other: Balance) -> Balance:
        return Balance(self.stated + other.stated, self.listed + other.listed)

    @property
    def missing(self) -> Total:
        """What is stated but not listed. Without a number of projects if none is stated."""
        return self.stated - self.listed

    @property
    def exceeded(self) -> bool:
        """Whether more is listed than stated."""
        return (self.missing.projects or 0) < 0 or self.missing.amount < 0


def total(projects: Iterable[Project]) -> Total:
    """The total of some projects, as they are listed."""
    projects = tuple(projects)
    computed = tuple(project.key for project in projects if project.computation("amount"))
    return Total(len(projects), sum((project.amount for project in projects), Decimal()), computed)


def balance_of(summary: Summary, dataset: Dataset) -> Balance:
    """The stated total of a summary row, and that of the year's projects that its document lists."""
    listed = [
        project
        for measure in measures_of(summary, dataset)
        for project in projects_of_measure(measure, summary.year, dataset)
        if any(citation.document == summary.document for citation in project.sources)
    ]
    return Balance(Total(summary.projects, summary.amount), total(listed))


def operands(computation: Computed, dataset: Dataset) -> list[tuple[Record, Number]]:
    """The records of a computation, each with its number.

    Raises AttributeError or TypeError if a record has no such number: checked data has it.
    """
    records = [dataset.record(key) for key in computation.of]
    if computation.method is Method.COUNT:
        return [(record, 1) for record in records]
    return [(record, getattr(record, computation.field) + 0) for record in records]


def compute(computation: Computed, dataset: Dataset) -> Number:
    """The result of a computation."""
    first, *others = [number for _, number in operands(computation, dataset)]
    return first - sum(others) if computation.method is Method.DIFFERENCE else first + sum(others)
