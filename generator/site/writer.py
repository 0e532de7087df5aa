"""Writes the generated pages below docs/: only what changed, and nothing that is gone."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.records import LANGUAGES

# The generator owns these folders whole: what it did not write this time is removed.
OWNED = tuple(f"{language}/generated" for language in LANGUAGES)


@dataclass(slots=True)
class WriteResult:
    """What a run did: pages that changed or came, pages that stayed, pages that went."""

    changed: int = 0
    same: int = 0
    removed: int = 0


def write_pages(docs: Path, pages: Iterable[tuple[str, str]]) -> WriteResult:
    """Writes (path below docs, text) pairs and removes every other file in the generated folders."""
    written = WriteResult()
    kept = set()
    for path, text in pages:
        file = docs / path
        kept.add(file)
        if write_file(file, text):
            written.changed += 1
        else:
            written.same += 1
    for folder in OWNED:
        written.removed += _prune(docs / folder, kept)
    return written


def write_file(file: Path, text: str) -> bool:
    """Writes a file unless it says just that already; whether it was written."""
    content = text.encode()
    if file.is_file() and file.read_bytes() == content:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    # Whole or not at all: a server may be reading, a run may be cut off.
    draft = file.with_name(f".{file.name}.tmp")  # which reading data/ passes over
    draft.write_bytes(content)
    draft.replace(file)
    return True


def _prune(folder: Path, kept: set[Path]) -> int:
    removed = 0
    for parent, _, names in os.walk(folder, topdown=False):
        for name in names:
            file = Path(parent, name)
            if file not in kept:
                file.unlink()
                removed += 1
        if not any(Path(parent).iterdir()):
            Path(parent).rmdir()
    return removed
