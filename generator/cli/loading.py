"""Loads the data, and the records that the command line names; shows how far a long run is."""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import click
from tqdm import tqdm

from generator.cli.exit_codes import PROBLEMS, exit_broken
from generator.core.problem import DataError
from generator.dataset.dataset import Dataset
from generator.reading.files import find_files
from generator.reading.load import load_data
from generator.reading.words import load_interface
from generator.records import KIND_OF, Record
from generator.site.fingerprint import GENERATOR

T = TypeVar("T")


def load_dataset(root: Path) -> Dataset:
    """The records in data/ below `root`. Ends the program if there is no such folder."""
    if not (root / "data").is_dir():
        exit_broken(f"{root} has no folder data/")
    return Dataset(load_data(root, lambda files: progress(files, "Reading", len(files))))


@functools.cache
def load_strings() -> dict[str, dict[str, Any]]:
    """The strings of the interface in both languages. Ends the program if one is missing."""
    try:
        return load_interface(GENERATOR)
    except DataError as error:
        exit_broken(str(error))


def record_files(path: str, root: Path) -> list[Path]:
    """The files of the records at a path, which is relative to the working folder or to `root`."""
    data = root / "data"
    # The name is not resolved: `check` reports a symbolic link, so none is followed here.
    places = [place.parent.resolve() / place.name for place in (Path(path), root / path)]
    place = next((p for p in places if p.exists() and p.is_relative_to(data)), None)
    if place is None:
        raise click.UsageError(f"“{path}” is not in {data}.")
    found, _ = find_files(place, root) if place.is_dir() else ([place], [])
    kinds = [data / kind for kind in KIND_OF]
    files = [f for f in found if f.suffix == ".yml" and any(f.is_relative_to(k) for k in kinds)]
    if not files:
        raise click.UsageError(f"“{path}” has no records: records are .yml files in data/.")
    return files


def records_at(path: str, root: Path, dataset: Dataset) -> list[Record]:
    """The records at such a path. Ends the program if one of their files has a mistake."""
    root = root.resolve()
    files = {file.relative_to(root).as_posix() for file in record_files(path, root)}
    if problems := [problem for problem in dataset.loaded.problems if problem.path in files]:
        click.echo("\n".join(map(str, problems)))
        sys.exit(PROBLEMS)
    return [record for record in dataset.records if dataset.path(record) in files]


def progress(items: Iterable[T], what: str, total: int) -> Iterable[T]:
    """The same items, with a progress bar if the work takes longer than a second."""
    interval = 0.1 if sys.stderr.isatty() else 5
    return tqdm(items, what, total, leave=False, delay=1, mininterval=interval)
