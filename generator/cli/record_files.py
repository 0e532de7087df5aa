"""Finds the files of the records that are named on the command line."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli.exit_codes import PROBLEMS
from generator.dataset.dataset import Dataset
from generator.reading.files import walk
from generator.records import KIND_OF, Record


def record_files(path: str, root: Path) -> list[Path]:
    """The files of the records at a path, which is relative to the working folder or to `root`."""
    data = root / "data"
    places = [place.parent.resolve() / place.name for place in (Path(path), root / path)]
    place = next((p for p in places if p.exists() and p.is_relative_to(data)), None)
    if place is None:
        raise click.UsageError(f"“{path}” is not in {data}.")
    found, _ = walk(place, root) if place.is_dir() else ([place], [])
    kinds = [data / kind for kind in KIND_OF]
    files = [f for f in found if f.suffix == ".yml" and any(f.is_relative_to(k) for k in kinds)]
    if not files:
        raise click.UsageError(f"“{path}” has no records: records are .yml files in data/.")
    return files


def records_at(path: str, root: Path, dataset: Dataset) -> list[Record]:
    """The records at such a path. Ends the program if one of their files has a mistake."""
    files = {
        file.relative_to(root.resolve()).as_posix() for file in record_files(path, root.resolve())
    }
    if problems := [problem for problem in dataset.loaded.problems if problem.path in files]:
        click.echo("\n".join(map(str, problems)))
        sys.exit(PROBLEMS)
    return [record for record in dataset.records if dataset.path(record) in files]
