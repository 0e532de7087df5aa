"""Knows whether the pages in docs/ are still those of the last run, without making them.

Imports nothing that is slow to import: a run that finds nothing to do is over at once.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

from generator.site import history

GENERATOR = Path(__file__).parents[1]
STAMP = Path(".cache/generator.site.fingerprint")
LIBRARIES = ("babel", "jinja2", "markdown-it-py", "markupsafe", "pydantic", "pyyaml")


def is_current(root: Path, outputs: Iterable[Path]) -> bool:
    """Whether a run from the present inputs would write just what stands in `outputs`."""
    try:
        return (root / STAMP).read_text() == _stamp(root, outputs)
    except OSError:
        return False


def keep(root: Path, outputs: Iterable[Path]) -> None:
    """Notes that the files in the folders `outputs` were made from the present inputs."""
    (root / STAMP).parent.mkdir(exist_ok=True)
    (root / STAMP).write_text(_stamp(root, outputs))


def _stamp(root: Path, outputs: Iterable[Path]) -> str:
    digest = hashlib.blake2b()
    libraries = [f"{name} {metadata.version(name)}" for name in LIBRARIES]
    for fact in (sys.version, *libraries, history.revision(root)):
        digest.update(fact.encode() + b"\0")
    for folder in (root / "data", GENERATOR, *outputs):
        for name, file in sorted(_files(folder)):
            digest.update(f"{name}\0".encode(errors="surrogateescape"))
            # Reading will refuse what is no file; a pipe would keep this one waiting for ever.
            if Path(file).is_file():
                with Path(file).open("rb") as stream:
                    digest.update(hashlib.file_digest(stream, "blake2b").digest())
    digest.update((root / "mkdocs.yml").read_bytes())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    """(path below the folder, path) of every file that matters."""
    prefix = len(str(folder)) + 1
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in names:
            path = f"{parent}/{name}"
            yield path[prefix:], path
