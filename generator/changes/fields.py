"""Compares two records field by field, and two lists item by item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, TypeVar

from generator.core.diff import opcodes
from generator.records import Model

T = TypeVar("T")

MOST_ITEMS = 500
"""If more items of a list differ, those with the same number are compared."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """The value of a field before and after, as it is written in its file; None if there is none."""

    field: str
    old: str | None
    new: str | None


def changed_fields(old: Any, new: Any, field: str = "") -> Iterator[FieldChange]:
    """The values that differ between two records, or between two values of a `field`; None is no value."""
    if old == new:
        return
    if isinstance(old, Model) or isinstance(new, Model):
        for name in type(old if old is not None else new).model_fields:
            path = f"{field}.{name}" if field else name
            yield from changed_fields(getattr(old, name, None), getattr(new, name, None), path)
    elif isinstance(old, dict) or isinstance(new, dict):
        # Names of texts whose digest in `confirmed` differs: a digest says nothing to a reader.
        old, new = old or {}, new or {}
        gone = tuple(name for name in old if name not in new)
        yield FieldChange(
            field, _written(gone), _written(tuple(n for n in new if old.get(n) != new[n]))
        )
    elif any(
        isinstance(item, Model)
        for value in (old, new)
        for item in (value if isinstance(value, tuple) else ())
    ):
        for number, was, now in side_by_side(old or (), new or ()):
            yield from changed_fields(was, now, f"{field}.{number}")
    else:
        yield FieldChange(field, _written(old), _written(new))


def side_by_side(old: Sequence[T], new: Sequence[T]) -> Iterator[tuple[int, T | None, T | None]]:
    """(number, old item, new item) of the items that differ; a removed item has its old number."""
    for tag, a1, a2, b1, b2 in opcodes(old, new, MOST_ITEMS):
        if tag != "equal":
            for i, j in zip_longest(range(a1, a2), range(b1, b2)):
                number = (i if j is None else j) + 1
                yield number, None if i is None else old[i], None if j is None else new[j]


def _written(value: Any) -> str | None:
    """A value as it is written in a file."""
    match value:
        case None | ():
            return None
        case range():
            return f"{value[0]}" if len(value) == 1 else f"{value[0]}-{value[-1]}"
        case tuple():
            return ", ".join(str(_written(item)) for item in value)
        case _:
            return str(value)
