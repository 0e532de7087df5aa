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
        if marker.kind:
            message = f"no record “{shorten(value)}” in data/{marker.kind}/"
            yield Finding(where, message, _how_to_fix(value, marker.kind, dataset))
        else:
            keys = [r.key for r in dataset.records if not isinstance(r, Redirect)]
            how = "write the folder in data/ and the id: projects/2022-foyer"
            yield Finding(where, f"no record “{value}”", did_you_mean(value, keys) or how)


def _how_to_fix(value: str, kind: str, dataset: Dataset) -> str:
    """How to fix a reference to a record of a kind: the records that may be meant, or how to add one."""
    if meant := resolve(value, KIND_OF[kind], dataset):
        return f"did you mean {' or '.join(f'“{record.id}”' for record in meant[:3])}?"
    communes = [commune.id for commune in dataset.all(Commune)]
    if kind == Commune.kind and len(communes) == len(NIS_CODES):
        return f"all {len(NIS_CODES)} communes of the Region are recorded: {', '.join(communes)}"
    name = slugify(value)
    if not name:
        return f"write an id: the name of a file in data/{kind}/"
    hint = f"add data/{kind}/{name}.yml first"
    return hint if name == value else f"{hint}, and write “{name}” here"
