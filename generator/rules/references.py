"""References: a record names only records that exist."""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.problem import Finding
from generator.core.text import did_you_mean, shorten, slugify
from generator.dataset.dataset import Dataset
from generator.dataset.lookup import resolve
from generator.records import KIND_OF, Commune, Record, Redirect, Ref, walk
from generator.rules.identity import NIS_CODES
from generator.rules.registry import When, rule


@rule(when=When.FIRST)
def unknown_reference(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A reference names a record that exists."""
    for where, value, marker in walk(record):
        if not isinstance(marker, Ref) or marker.key(value) in dataset.loaded.known:
            continue
        if not marker.kind:
            keys = [r.key for r in dataset.records if not isinstance(r, Redirect)]
            hint = (
                did_you_mean(value, keys)
                or "write the folder in data/ and the id: projects/2022-foyer"
            )
            yield Finding(where, f"no record “{value}”", hint)
        else:
            meant = resolve(value, KIND_OF[marker.kind], dataset)
            if meant:
                hint = f"did you mean {' or '.join(f'“{one.id}”' for one in meant[:3])}?"
            elif marker.kind == Commune.kind and len(dataset.all(Commune)) == len(NIS_CODES):
                communes = ", ".join(commune.id for commune in dataset.all(Commune))
                hint = f"all {len(NIS_CODES)} communes of the Region are recorded: {communes}"
            elif name := slugify(value):
                hint = f"add data/{marker.kind}/{name}.yml first"
                hint += "" if name == value else f", and write “{name}” here"
            else:
                hint = f"write an id: the name of a file in data/{marker.kind}/"
            message = f"no record “{shorten(value)}” in data/{marker.kind}/"
            yield Finding(where, message, hint)
