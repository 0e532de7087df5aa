"""Canonical form: how a record's file is written."""

from __future__ import annotations

import functools
import shlex
from collections.abc import Iterator

from generator.core.problem import Finding
from generator.dataset.dataset import Dataset
from generator.reading.canonical import canonicalize
from generator.reading.difference import difference
from generator.records import Record
from generator.rules.registry import rule

# `diff` and the preview check the same files again and again.
_canonical = functools.lru_cache(maxsize=4096)(canonicalize)


@rule(severity="warning", about_form=True)
def not_canonical(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A record's file is in canonical form: one order, one style."""
    path, text = dataset.path(record), dataset.loaded.text(record)
    canonical = _canonical(text, type(record), path)
    if text != canonical:
        where, what = difference(text, canonical)
        hint = f"fix it by hand, or format the whole file: python -m generator format {shlex.quote(path)}"
        yield Finding(where, f"not in canonical form: {what}", hint)
