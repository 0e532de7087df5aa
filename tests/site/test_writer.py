"""The writer writes only what changed, removes what is gone, and replaces each file in one step."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.site.writer import WriteResult, write_files

PAGES = {
    "fr/generated/home.md": "Bonjour\n",
    "fr/generated/communes/forest.md": "Forest – é\n",
    "nl/generated/home.md": "Dag\n",
}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder in which the pages were written once."""
    write_files(tmp_path, PAGES.items())
    return tmp_path


def files(docs: Path) -> dict[str, str]:
    return {
        file.relative_to(docs).as_posix(): file.read_text(encoding="utf-8")
        for file in docs.rglob("*")
        if file.is_file()
    }


def test_pages_are_written_into_folders_that_are_not_there_yet(tmp_path: Path) -> None:
    assert write_files(tmp_path, PAGES.items()) == WriteResult(changed=3)
    assert files(tmp_path) == PAGES


def test_pages_are_utf_8_with_plain_line_ends(docs: Path) -> None:
    content = (docs / "fr/generated/communes/forest.md").read_bytes()

    assert content == "Forest – é\n".encode()


def test_pages_that_did_not_change_are_not_touched(docs: Path) -> None:
    long_ago = 10**9
    for path in PAGES:
        os.utime(docs / path, (long_ago, long_ago))

    written = write_files(docs, {**PAGES, "nl/generated/home.md": "Goedendag\n"}.items())

    assert written == WriteResult(changed=1, same=2)
    touched = [path for path in PAGES if (docs / path).stat().st_mtime != long_ago]
    assert touched == ["nl/generated/home.md"]
    assert files(docs)["nl/generated/home.md"] == "Goedendag\n"


def test_pages_that_are_gone_are_removed_with_their_empty_folders(docs: Path) -> None:
    written = write_files(docs, {"fr/generated/home.md": "Bonjour\n"}.items())

    assert written == WriteResult(same=1, removed=2)
    assert files(docs) == {"fr/generated/home.md": "Bonjour\n"}
    assert not (docs / "fr/generated/communes").exists()
    assert not (docs / "nl/generated").exists()


def test_drafts_of_an_interrupted_run_are_removed(docs: Path) -> None:
    (docs / "fr/generated/communes/.jette.md.tmp").write_text("half a p", encoding="utf-8")

    assert write_files(docs, PAGES.items()) == WriteResult(same=3, removed=1)
    assert files(docs) == PAGES


def test_pages_written_by_hand_stay(docs: Path) -> None:
    (docs / "fr/about.md").write_text("À propos\n", encoding="utf-8")

    write_files(docs, ())

    assert files(docs) == {"fr/about.md": "À propos\n"}


def test_who_is_reading_a_page_goes_on_reading_the_old_one(
    docs: Path,
) -> None:
    with (docs / "fr/generated/home.md").open(encoding="utf-8") as reader:
        write_files(docs, {**PAGES, "fr/generated/home.md": "Bonsoir\n"}.items())

        assert reader.read() == "Bonjour\n"


def test_an_interrupted_run_leaves_whole_pages(docs: Path) -> None:
    def interrupted() -> object:
        yield "fr/generated/home.md", "Bonsoir\n"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_files(docs, interrupted())  # type: ignore[arg-type]

    assert files(docs) == {**PAGES, "fr/generated/home.md": "Bonsoir\n"}
