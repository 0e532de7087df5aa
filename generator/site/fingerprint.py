"""Checks whether the files in docs/ are up to date, without rendering anything.

A digest of all inputs and outputs is kept in .cache. This module imports nothing that is slow to import,
so that a run that finds nothing to do ends at once.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from generator.site import history

GENERATOR = Path(__file__).parents[1]
FINGERPRINT = Path(".cache/generator.fingerprint")
LIBRARIES = ("babel", "jinja2", "markdown-it-py", "markupsafe", "pydantic", "pyyaml")


def owned_folders(docs: Path) -> list[Path]:
    """The folders that the generator owns: it removes what it did not write there."""
    return sorted(docs.glob("*/generated"))


def is_current(root: Path) -> bool:
    """Whether a run would write exactly the files that are there."""
    try:
        return (root / FINGERPRINT).read_text() == _fingerprint(root)
    except OSError:
        return False


def save(root: Path) -> None:
    """Record that the files in docs/ are up to date."""
    (root / FINGERPRINT).parent.mkdir(exist_ok=True)
    (root / FINGERPRINT).write_text(_fingerprint(root))


def _fingerprint(root: Path) -> str:
    digest = hashlib.blake2b()
    libraries = [f"{name} {metadata.version(name)}" for name in LIBRARIES]
    for fact in (sys.version, *libraries, history.revision(root)):
        digest.update(fact.encode() + b"\0")
    for folder in (root / "data", GENERATOR, *owned_folders(root / "docs")):
        digest.update(f"{folder.parent.name}/{folder.name}\0".encode())
        for name, file in sorted(_files(folder)):
            digest.update(f"{name}\0".encode(errors="surrogateescape"))
            # Reading a pipe would never end; the build reports what is not a file.
            if Path(file).is_file():
                with Path(file).open("rb") as stream:
                    digest.update(hashlib.file_digest(stream, "blake2b").digest())
    digest.update((root / "mkdocs.yml").read_bytes())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    """(path below the folder, path) of every file, compiled Python apart."""
    prefix = len(str(folder)) + 1
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in names:
            path = f"{parent}/{name}"
            yield path[prefix:], path
