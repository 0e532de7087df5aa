"""Finds the records that got another id, by what else makes a record the one that it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping

from generator.changes.fields import changed_fields
from generator.dataset.dataset import Dataset
from generator.records import KINDS, LANGUAGES, Record, Ref, Source, place_of, walk
from generator.rules.checks import KEYS

Renamed = Mapping[str, str]
"""The key before -> the key now, of records that got another id."""


def find_renamed(before: Dataset, after: Dataset) -> Renamed:
    """The records that got another id, found by what else makes a record the one that it is.

    One that went and one that came are the same where they alone of their kind have the same
    content; else the same address, the same key, the same lines of a source, the same name.
    """
    renamed: dict[str, str] = {}
    old, new = ({record.key: record for record in dataset.records} for dataset in (before, after))
    invalid = before.loaded.invalid | after.loaded.invalid
    went: dict[str, list[Record]] = defaultdict(list)
    came: dict[str, list[Record]] = defaultdict(list)
    for records, others, moved in ((old, new, went), (new, old, came)):
        for key, record in records.items():
            if key not in others and key not in invalid:
                moved[record.kind].append(record)
    # Kinds that others refer to come first: an id that changed is known where it is referred to.
    for kind in sorted(KINDS, key=lambda kind: kind is not Source):
        if kind.kind in went and kind.kind in came:
            _pair(went[kind.kind], came[kind.kind], renamed)
    return renamed


def _pair(went: list[Record], came: list[Record], renamed: dict[str, str]) -> None:
    old = {record.key: _signatures(record, renamed) for record in went}
    new = {record.key: _signatures(record, {}) for record in came}
    paired: set[str] = set()
    for sign in ("content", "slug", "key", "lines", "name"):
        owners: dict[Hashable, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
        for side, records in enumerate((old, new)):
            for key, signatures in records.items():
                if key not in renamed and key not in paired and signatures[sign]:
                    owners[signatures[sign]][side].append(key)
        for gone, found in owners.values():
            if len(gone) == len(found) == 1:
                renamed[gone[0]] = found[0]
                paired.add(found[0])


def _signatures(record: Record, renamed: Renamed) -> dict[str, tuple[Hashable, ...]]:
    leaves = {leaf.field: leaf.new for leaf in changed_fields(None, record) if leaf.field != "id"}
    for where, value, mark in walk(record):
        if isinstance(mark, Ref) and (now := renamed.get(mark.key(value))):
            leaves[place_of(where)] = now.removeprefix(f"{mark.kind}/")
    slug = [leaves.get(name) for name in ("slug.fr", "slug.nl")]
    lines = [value for field, value in leaves.items() if field.startswith("sources.")]
    return {
        "content": tuple(sorted(leaves.items())),
        "slug": (leaves.get("year"), *slug) if any(slug) else (),
        "key": tuple(leaves.get(field) for key in KEYS.get(type(record), ()) for field in key),
        "lines": tuple(lines),
        "name": tuple(record.label[language] for language in LANGUAGES) if record.label else (),
    }
