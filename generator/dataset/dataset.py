"""The records, with their references followed both ways."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import Any, ParamSpec, TypeVar, cast

from generator.reading.load import Loaded
from generator.records import Record, Ref, references_of, walk

R = TypeVar("R", bound=Record)
P = ParamSpec("P")
T = TypeVar("T")


class Dataset:
    """All records by kind, in the order of their ids, with their references both ways.

    References to records that do not exist are left out: a rule reports them.
    """

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.texts: Mapping[str, tuple[str, ...]] = loaded.texts
        self.kept: dict[tuple[object, ...], Any] = {}
        """Results that `once` keeps here."""
        self._records = dict(sorted(loaded.records.items()))
        by_kind: dict[str, list[Record]] = defaultdict(list)
        backlinks: dict[str, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
        for record in self._records.values():
            by_kind[record.kind].append(record)
            targets = {
                marker.key(value): None
                for _, value, marker in walk(record)
                if isinstance(marker, Ref)
            }
            for target in targets:
                backlinks[target][record.kind].append(record)
        self._by_kind = {kind: tuple(records) for kind, records in by_kind.items()}
        self._backlinks = {
            target: {kind: tuple(records) for kind, records in kinds.items()}
            for target, kinds in backlinks.items()
        }

    @property
    def records(self) -> Iterable[Record]:
        """Every record, in the order of kinds and ids."""
        return self._records.values()

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Every record of a kind."""
        return self._by_kind.get(kind.kind, ())  # type: ignore[return-value]  # keyed by kind

    def find(self, kind: type[R], id: str) -> R | None:
        """The record with this id, if there is one."""
        return self._records.get(f"{kind.kind}/{id}")  # type: ignore[return-value]  # keyed by kind

    def get(self, kind: type[R], id: str) -> R:
        """The record with this id. Raises KeyError if there is none: checked data has it."""
        return self._records[f"{kind.kind}/{id}"]  # type: ignore[return-value]  # keyed by kind

    def record(self, key: str) -> Record:
        """The record with this key. Raises KeyError if there is none: checked data has it."""
        return self._records[key]

    def target(self, record: Record, field: str) -> Record | None:
        """The record that a field refers to, if there is one."""
        return self._records.get(references_of(type(record))[field].key(getattr(record, field)))

    def backlinks(self, record: Record, kind: type[R]) -> tuple[R, ...]:
        """The records of `kind` that refer to `record`."""
        return self._backlinks.get(record.key, {}).get(kind.kind, ())  # type: ignore[return-value]

    def referring_to(self, keys: Iterable[str]) -> set[str]:
        """The keys of all records that refer to one of these."""
        kinds = (self._backlinks.get(key, {}).values() for key in keys)
        return {record.key for records in chain.from_iterable(kinds) for record in records}

    def dependents(self, keys: Iterable[str]) -> set[str]:
        """`keys`, and the keys of all records that refer to them, directly or through others."""
        dependents: set[str] = set()
        found = {*keys}
        while found:
            dependents |= found
            found = self.referring_to(found) - dependents
        return dependents

    def path(self, record: Record) -> str:
        """The record's file, relative to the repository."""
        return self.loaded.paths[record.key]


def once(compute: Callable[P, T]) -> Callable[P, T]:
    """Makes a function keep its results in the dataset, which is its last argument.

    A dataset does not change, so the results stay valid, and are freed with it.
    """

    @functools.wraps(compute)
    def cached(*args: P.args, **kwargs: P.kwargs) -> T:
        kept = cast("Dataset", args[-1]).kept
        key = (compute, *args[:-1])
        if key not in kept:
            kept[key] = compute(*args, **kwargs)
        result: T = kept[key]
        return result

    return cached
