"""Compares the records of two snapshots: which came, went, changed or got another id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from generator.changes.comparison import RecordChange
from generator.changes.fields import FieldChange, changed_fields, side_by_side
from generator.changes.renames import Renames
from generator.dataset.dataset import Dataset
from generator.records import LANGUAGES, Language, Record, Ref, Source, place_of, walk


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
        if old is None and new and key not in before.loaded.invalid:
            changes.append(RecordChange("added", key, after.path(new), _name(new)))
        elif new is None and old and key not in after.loaded.invalid:
            changes.append(RecordChange("removed", key, before.path(old), _name(old)))
        elif old and new:
            found = [*changed_fields(old, new), *_text_changes(old, new, before, after)]
            following = _following(old, found, renames)
            followers.update({*following.values()})
            own = tuple(c for c in found if c not in following and c.field != "id")
            if old.key != new.key:
                path = before.path(old)
                change = RecordChange("renamed", key, after.path(new), _name(new), path, own)
                changes.append(change)
            elif own:
                changes.append(RecordChange("changed", key, after.path(new), _name(new), "", own))
    for change in changes:
        yield replace(change, followers=followers[change.key])


def _name(record: Record) -> dict[Language, str]:
    return {language: record.label[language] for language in LANGUAGES} if record.label else {}


def _following(old: Record, changes: list[FieldChange], renames: Renames) -> dict[FieldChange, str]:
    """The changes that only follow a record's new id, each with the new key of that record."""
    if not renames:
        return {}
    kinds = {place_of(where): mark.kind for where, _, mark in walk(old) if isinstance(mark, Ref)}
    following = {}
    for change in changes:
        if change.field in kinds:
            was, now = (
                f"{kinds[change.field]}/{key}".strip("/") for key in (change.old, change.new)
            )
            if renames.get(was) == now:
                following[change] = now
    return following


def _text_changes(
    old: Record, new: Record, before: Dataset, after: Dataset
) -> Iterator[FieldChange]:
    """Changes outside the YAML file: those of a document's lines."""
    if isinstance(old, Source) and isinstance(new, Source):
        lines = before.texts.get(old.id, ()), after.texts.get(new.id, ())
        for number, was, now in side_by_side(*lines):
            yield FieldChange(f"text.txt, line {number}", was, now)
