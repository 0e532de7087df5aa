"""Writes the outputs below docs/: only the files that changed. Removes the files that are gone."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.site.fingerprint import owned_folders


@dataclass(slots=True)
class WriteResult:
    """How many files a run wrote, left as they were, and removed."""

    changed: int = 0
    same: int = 0
    removed: int = 0


def write_files(docs: Path, files: Iterable[tuple[str, str]]) -> WriteResult:
    """Write (path below docs, text) pairs, and remove every other file in the generated folders."""
    result = WriteResult()
    kept = set()
    for path, text in files:
        file = docs / path
        kept.add(file)
        if write_file(file, text):
            result.changed += 1
        else:
            result.same += 1
    for folder in owned_folders(docs):
        result.removed += _prune(folder, kept)
    return result


def write_file(file: Path, text: str) -> bool:
    """Write a file unless it already has this text. Return whether it was written."""
    content = text.encode()
    if file.is_file() and file.read_bytes() == content:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    # Replaced in one step: a server may be reading, and a run may be interrupted.
    draft = file.with_name(f".{file.name}.tmp")  # reading data/ skips such names
    draft.write_bytes(content)
    draft.replace(file)
    return True


def _prune(folder: Path, kept: set[Path]) -> int:
    """Remove the files that are not kept, and folders left empty. Return the number of files."""
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
