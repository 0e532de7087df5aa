"""Loads what several commands need, and shows how far a long run is."""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from tqdm import tqdm

from generator.cli.exit_codes import exit_broken
from generator.core.problem import DataError
from generator.dataset.dataset import Dataset
from generator.reading.interface import load_interface
from generator.reading.load import load_data
from generator.site.fingerprint import GENERATOR

T = TypeVar("T")


def load_dataset(root: Path) -> Dataset:
    """The records in data/ below `root`. Ends the program if there is no such folder."""
    if not (root / "data").is_dir():
        exit_broken(f"{root} has no folder data/")
    return Dataset(load_data(root, lambda files: progress(files, "Reading", len(files))))


@functools.cache
def load_strings() -> dict[str, dict[str, Any]]:
    """What the pages say themselves, in both languages. Ends the program if that is incomplete."""
    try:
        return load_interface(GENERATOR)
    except DataError as error:
        exit_broken(str(error))


def progress(items: Iterable[T], what: str, total: int) -> Iterable[T]:
    """The same items, with a progress bar if the work takes longer than a second."""
    interval = 0.1 if sys.stderr.isatty() else 5
    return tqdm(items, what, total, leave=False, delay=1, mininterval=interval)
