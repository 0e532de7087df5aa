"""The same data give the same bytes, whatever the machine: hash seed, clock, locale, folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator import REPOSITORY
from tests.support.repository import Repository


def build(repository: Repository, folder: Path, **environment: str) -> dict[str, bytes]:
    """The pages that the program makes of a repository, started in a folder."""
    command = [sys.executable, "-m", "generator", "build", "--root", str(repository.root)]
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    subprocess.run(
        command,
        cwd=folder,
        env={**kept, "PYTHONPATH": str(REPOSITORY), **environment},
        check=True,
        capture_output=True,
    )
    return repository.pages()


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("one")
    pages = build(Repository.copy(folder / "toy"), REPOSITORY, PYTHONHASHSEED="0", LC_ALL="C")
    assert pages
    return pages


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_hash_seed(seed: str, repository: Repository, expected: dict[str, bytes]) -> None:
    assert build(repository, REPOSITORY, PYTHONHASHSEED=seed) == expected


def test_time_zone_locale_and_folder(
    repository: Repository, tmp_path: Path, expected: dict[str, bytes]
) -> None:
    elsewhere = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "LANG": "nl_BE", "COLUMNS": "20"}

    assert build(repository, tmp_path, PYTHONHASHSEED="0", **elsewhere) == expected


def test_an_encoding_that_is_not_utf_8(repository: Repository, expected: dict[str, bytes]) -> None:
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

    assert build(repository, REPOSITORY, PYTHONHASHSEED="0", **ascii_only) == expected


def test_order_of_files_on_disk(tmp_path: Path, expected: dict[str, bytes]) -> None:
    """A folder lists its files in any order, such as that of their creation."""
    repository = Repository.copy(tmp_path / "toy")
    for path in reversed(repository.records()):
        text = repository.read(path)
        repository.delete(path)
        repository.write(path, text)

    assert build(repository, REPOSITORY, PYTHONHASHSEED="0") == expected
