"""Finds the records that got another id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable

from generator.changes.comparison import Renames
from generator.changes.record_changes import changed_fields
from generator.dataset.dataset import Dataset
from generator.records import KINDS, LANGUAGES, Record, Ref, Source, place_of, walk
from generator.rules.identity import KEYS


def find_renames(before: Dataset, after: Dataset) -> Renames:
    """Pairs records that are gone with new records of the same kind.

    Two are the same record if they alone have the same content; else the same address, the same
    identifying fields, the same lines of a source, or the same name.
    """
    renames: dict[str, str] = {}
    old, new = ({record.key: record for record in dataset.records} for dataset in (before, after))
    invalid = before.loaded.invalid | after.loaded.invalid
    gone: dict[str, list[Record]] = defaultdict(list)
    added: dict[str, list[Record]] = defaultdict(list)
    for records, others, group in ((old, new, gone), (new, old, added)):
        for key, record in records.items():
            if key not in others and key not in invalid:
                group[record.kind].append(record)
    # Kinds that others refer to come first, so that their new ids are known in those references.
    for kind in sorted(KINDS, key=lambda kind: kind is not Source):
        if kind.kind in gone and kind.kind in added:
            _pair(gone[kind.kind], added[kind.kind], renames)
    return renames


def _pair(gone: list[Record], added: list[Record], renames: dict[str, str]) -> None:
    """Adds to `renames` each pair of records that share a signature with no third record."""
    old = {record.key: _signatures(record, renames) for record in gone}
    new = {record.key: _signatures(record, {}) for record in added}
    paired: set[str] = set()
    for name in ("content", "slug", "key", "lines", "name"):
        owners: dict[Hashable, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
        for side, records in enumerate((old, new)):
            for key, signatures in records.items():
                if key not in renames and key not in paired and signatures[name]:
                    owners[signatures[name]][side].append(key)
        for old_keys, new_keys in owners.values():
            if len(old_keys) == len(new_keys) == 1:
                renames[old_keys[0]] = new_keys[0]
                paired.add(new_keys[0])


def _signatures(record: Record, renames: Renames) -> dict[str, tuple[Hashable, ...]]:
    """What identifies a record apart from its id; references are by the ids after the change."""
    leaves = {leaf.field: leaf.new for leaf in changed_fields(None, record) if leaf.field != "id"}
    for where, value, mark in walk(record):
        if isinstance(mark, Ref) and (now := renames.get(mark.key(value))):
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
