"""Reading files: what is allowed in data/. Mistakes are in tests/rules/cases/."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from generator.dataset.dataset import Dataset
from generator.reading.load import load_data
from generator.rules.check import check
from tests.support.repository import TOY, Repository

# --- records -----------------------------------------------------------------------------------


def test_a_record_may_be_in_any_folder_of_its_kind(repository: Repository) -> None:
    text = repository.read("data/communes/forest.yml")
    repository.delete("data/communes/forest.yml")
    repository.write("data/communes/south/near/forest.yml", text)

    assert repository.errors() == []


def test_line_ends_do_not_matter(repository: Repository) -> None:
    for path in (*repository.records(), "data/sources/question-7/text.txt"):
        repository.write(path, repository.read(path).replace("\n", "\r\n"))

    assert repository.errors() == []


def test_a_sources_text_keeps_its_cells_and_folds_its_spaces(repository: Repository) -> None:
    repository.write("data/sources/page-amis/text.txt", "a  b\t\u00a0c \n\n d")

    assert repository.dataset().texts["page-amis"] == ("a b\tc", "", "d")


def test_the_caller_sees_each_file_that_is_read() -> None:
    seen: list[Path] = []

    def track(files: list[Path]) -> list[Path]:
        seen.extend(files)
        return files

    load_data(TOY, track)

    assert seen == sorted(file for file in (TOY / "data").rglob("*") if file.is_file())


LEFT_BEHIND = (
    *(".evere.yml.swp", "evere.yml~"),  # editors
    *(".DS_Store", "desktop.ini", "Thumbs.db"),  # desktops
    *("~$annexe.docx", ".~lock.annexe.odt#"),  # office programs
)


@pytest.mark.parametrize("name", LEFT_BEHIND)
def test_files_that_programs_leave_behind_are_skipped(repository: Repository, name: str) -> None:
    repository.write(f"data/communes/{name}", "half a recor")
    assert repository.errors() == []


# --- decomposed letters ------------------------------------------------------------------------


def test_a_document_copied_on_a_mac_says_the_same(repository: Repository, toy: Dataset) -> None:
    """MacOS writes “é” as two characters."""
    path = "data/sources/question-7/text.txt"
    apart = unicodedata.normalize("NFD", repository.read(path))
    assert apart != repository.read(path)
    repository.write(path, apart)

    assert repository.problems() == check(toy)
    assert repository.dataset().texts == toy.texts


def test_records_copied_on_a_mac_say_the_same(repository: Repository, toy: Dataset) -> None:
    for path in repository.records():
        repository.write(path, unicodedata.normalize("NFD", repository.read(path)))

    assert {p.code for p in repository.problems() if p.severity != "silenced"} == {"not-canonical"}
    assert [*repository.dataset().records] == [*toy.records]
