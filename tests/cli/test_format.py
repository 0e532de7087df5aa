"""The command `format`: records in their canonical form."""

from __future__ import annotations

import unicodedata

import pytest

from generator.cli.exit_codes import CLEAN, PROBLEMS
from tests.support.repository import Repository

FOREST = "data/communes/forest.yml"
CAFE = "data/projects/2022-amis-cafe.yml"


def test_format_composes_letters(repository: Repository) -> None:
    before = repository.read(CAFE)
    repository.write(CAFE, unicodedata.normalize("NFD", before))
    [warning] = [p for p in repository.problems() if p.severity == "warning"]
    command = warning.hint.rpartition("python -m generator ")[2].split()

    assert warning.message == (
        "not in canonical form: line 11 has “é” written as "
        "U+0065 LATIN SMALL LETTER E and U+0301 COMBINING ACUTE ACCENT"
    )
    assert repository.run(*command).exit_code == CLEAN
    assert repository.read(CAFE) == before


def test_format_fixes_what_check_reports(repository: Repository) -> None:
    before = repository.read(FOREST)
    repository.replace(FOREST, 'nis_code: "21007"', "nis_code: '21007' # INS")
    [warning] = [p for p in repository.problems() if p.severity == "warning"]
    command = warning.hint.rpartition("python -m generator ")[2].split()
    result = repository.run(*command)

    assert (warning.code, warning.severity) == ("not-canonical", "warning")
    assert (result.exit_code, result.stdout) == (CLEAN, f"{FOREST}\n1 file: 1 changed.\n")
    assert repository.read(FOREST) == before.replace('"21007"', '"21007"  # INS')
    assert "warning" not in [problem.severity for problem in repository.problems()]


def test_format_without_paths_formats_all_data(repository: Repository) -> None:
    records = repository.records()
    repository.write(FOREST, "\n" + repository.read(FOREST))

    assert repository.run("format").stdout == f"{FOREST}\n{len(records)} files: 1 changed.\n"
    assert repository.run("format").stdout == f"{len(records)} files: 0 changed.\n"
    assert repository.run("format", "data/communes").stdout == "4 files: 0 changed.\n"


def test_format_check_changes_nothing(repository: Repository) -> None:
    spoilt = "\n" + repository.read(FOREST)
    repository.write(FOREST, spoilt)
    result = repository.run("format", "--check")

    assert result.exit_code == PROBLEMS
    assert result.stdout.startswith(f"{FOREST}\n")
    assert repository.read(FOREST) == spoilt


def test_a_file_that_is_not_yaml_is_named_and_not_changed(repository: Repository) -> None:
    for broken in ("id: [", "id: a\nid: b\n", "a: &x 1\nb: *x\n"):
        repository.write(FOREST, broken)
        result = repository.run("format")

        assert result.exit_code == PROBLEMS
        assert result.stdout.startswith(f"{FOREST}:")
        assert repository.read(FOREST) == broken


@pytest.mark.parametrize("path", ["data/communes/vorst.yml", "mkdocs.yml"])
def test_format_accepts_records_only(path: str, repository: Repository) -> None:
    result = repository.run("format", path)

    assert f"“{path}” is not in " in result.stderr
