"""Compares the records of two snapshots, field by field: which came, went, changed or got another id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any, TypeVar

from generator.changes.comparison import FieldChange, RecordChange, Renames
from generator.core.diff import opcodes
from generator.dataset.dataset import Dataset
from generator.records import LANGUAGES, Language, Model, Record, Ref, Source, place_of, walk

T = TypeVar("T")

MOST_ITEMS = 500
"""If more items of a list differ, those with the same number are compared."""


def record_changes(before: Dataset, after: Dataset, renames: Renames) -> Iterator[RecordChange]:
    """Every record that differs, in the order of their keys after the change.

    A record whose file cannot be read, before or after, did not come and did not go.
    """
    old_records = {renames.get(record.key, record.key): record for record in before.records}
    new_records = {record.key: record for record in after.records}
    followers: Counter[str] = Counter()
    changes = []
    for key in sorted({*old_records, *new_records}):
        old, new = old_records.get(key), new_records.get(key)
        if old and new:
            found = [*changed_fields(old, new), *_text_changes(old, new, before, after)]
            following = _following(old, found, renames)
            followers.update({*following.values()})
            own = tuple(c for c in found if c not in following and c.field != "id")
            path, name = after.path(new), _name(new)
            if old.key != new.key:
                changes.append(RecordChange("renamed", key, path, name, before.path(old), own))
            elif own:
                changes.append(RecordChange("changed", key, path, name, fields=own))
        elif new and key not in before.loaded.invalid:
            changes.append(RecordChange("added", key, after.path(new), _name(new)))
        elif old and key not in after.loaded.invalid:
            changes.append(RecordChange("removed", key, before.path(old), _name(old)))
    for change in changes:
        yield replace(change, followers=followers[change.key])


def _name(record: Record) -> dict[Language, str]:
    return {language: record.label[language] for language in LANGUAGES} if record.label else {}


def _following(old: Record, changes: list[FieldChange], renames: Renames) -> dict[FieldChange, str]:
    """The changes that only follow the new id of another record, each with the new key of that record."""
    if not renames:
        return {}
    references = {place_of(where): mark for where, _, mark in walk(old) if isinstance(mark, Ref)}
    following = {}
    for change in changes:
        mark = references.get(change.field)
        if mark and change.old and change.new:
            new_key = mark.key(change.new)
            if renames.get(mark.key(change.old)) == new_key:
                following[change] = new_key
    return following


def _text_changes(
    old: Record, new: Record, before: Dataset, after: Dataset
) -> Iterator[FieldChange]:
    """The lines of a document that differ: they are in a file beside its record."""
    if isinstance(old, Source) and isinstance(new, Source):
        lines = before.texts.get(old.id, ()), after.texts.get(new.id, ())
        for number, was, now in _side_by_side(*lines):
            yield FieldChange(f"text.txt, line {number}", was, now)


def changed_fields(old: Any, new: Any, field: str = "") -> Iterator[FieldChange]:
    """The values that differ between two records, or between two values of a `field`; None is no value."""
    if old == new:
        return
    if isinstance(old, Model) or isinstance(new, Model):
        for name in type(old if old is not None else new).model_fields:
            path = f"{field}.{name}" if field else name
            yield from changed_fields(getattr(old, name, None), getattr(new, name, None), path)
    elif isinstance(old, dict) or isinstance(new, dict):
        # `confirmed` has a digest for each text. Only the names of the texts say something to a reader.
        old, new = old or {}, new or {}
        removed = tuple(name for name in old if name not in new)
        changed = tuple(name for name in new if old.get(name) != new[name])
        yield FieldChange(field, _written(removed), _written(changed))
    elif _has_models(old) or _has_models(new):
        for number, was, now in _side_by_side(old or (), new or ()):
            yield from changed_fields(was, now, f"{field}.{number}")
    else:
        yield FieldChange(field, _written(old), _written(new))


def _has_models(value: Any) -> bool:
    return isinstance(value, tuple) and any(isinstance(item, Model) for item in value)


def _side_by_side(old: Sequence[T], new: Sequence[T]) -> Iterator[tuple[int, T | None, T | None]]:
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
