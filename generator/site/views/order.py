"""The orders in which pages list records, and the groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

from generator.records import Action, Project, Record

R = TypeVar("R", bound=Record)
T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


def by_code(records: Iterable[R]) -> list[R]:
    """Themes or measures in the order of their codes: 2.9 before 2.10."""
    return sorted(records, key=lambda record: (code_key(record), record.id))


def code_key(record: Any) -> tuple[int, ...]:
    """2.10 as (2, 10)."""
    return tuple(int(part) for part in record.code.split("."))


def by_year(records: Iterable[R]) -> list[R]:
    """Newest first."""
    return sorted(records, key=lambda record: -record.year)  # type: ignore[attr-defined]


def years_of(records: Iterable[Project] | Iterable[Action]) -> set[int]:
    """The years of some records."""
    return {record.year for record in records}


def first_citation(record: Record) -> tuple[str, int, str]:
    """Sorts records as documents print them: document, first cited line, key."""
    line = record.sources[0].lines[0][0] if record.sources else 0
    return (record.document, line, record.key)


def grouped(items: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """The items of each key, in the order in which the keys come."""
    groups: dict[K, list[T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups
