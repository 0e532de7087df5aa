"""The last change of each file in data/, from git."""

from __future__ import annotations

import datetime
import os
import subprocess
from pathlib import Path

import pytest

from generator.site.history import last_changes, revision

# Without the settings of this machine.
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "t",
    "GIT_AUTHOR_EMAIL": "t@t.example",
    "GIT_COMMITTER_NAME": "t",
    "GIT_COMMITTER_EMAIL": "t@t.example",
}


def git(folder: Path, *arguments: str, day: str = "") -> None:
    dates = {f"GIT_{who}_DATE": f"{day}T23:59:00+01:00" for who in ("AUTHOR", "COMMITTER") if day}
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, env=ENVIRONMENT | dates)


def commit(folder: Path, day: str, **files: str) -> None:
    """Commits data/<name>.yml with each content, on a day."""
    for name, content in files.items():
        file = folder / f"data/{name}.yml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(content, encoding="utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", day, day=day)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    folder = tmp_path / "clone"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch", "main")
    commit(folder, "2024-01-31", forest="1", evere="1")
    commit(folder, "2024-02-29", forest="2", uccle="1")
    commit(folder, "2024-03-01")
    return folder


def test_each_file_has_the_day_of_its_last_commit(clone: Path) -> None:
    assert last_changes(clone) == {
        "data/evere.yml": datetime.date(2024, 1, 31),
        "data/forest.yml": datetime.date(2024, 2, 29),
        "data/uccle.yml": datetime.date(2024, 2, 29),
    }


def test_the_day_is_that_of_the_time_zone_of_the_commit(
    clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")

    assert last_changes(clone)["data/evere.yml"] == datetime.date(2024, 1, 31)


def test_file_names_may_have_accents(clone: Path) -> None:
    commit(clone, "2024-04-01", forêt="1")

    assert last_changes(clone)["data/forêt.yml"] == datetime.date(2024, 4, 1)


def test_a_file_name_that_is_not_text_hides_no_other_file(clone: Path) -> None:
    file = clone / "data" / os.fsdecode(b"for\xeat.yml")
    file.write_text("1", encoding="utf-8")
    commit(clone, "2024-04-01")
    file.unlink()
    commit(clone, "2024-04-02")

    assert last_changes(clone)["data/evere.yml"] == datetime.date(2024, 1, 31)


def test_paths_are_relative_to_a_folder_below_the_repository(clone: Path) -> None:
    git(clone, "mv", "data", "inner-data")
    (clone / "inner").mkdir()
    git(clone, "mv", "inner-data", "inner/data")
    commit(clone, "2024-05-01")

    assert last_changes(clone / "inner") == {
        f"data/{name}.yml": datetime.date(2024, 5, 1) for name in ("evere", "forest", "uccle")
    }


def test_a_shallow_clone_gives_no_dates(clone: Path, tmp_path: Path) -> None:
    """Its oldest commit seems to have written every file."""
    git(tmp_path, "clone", "--quiet", "--depth", "1", clone.as_uri(), "shallow")

    assert last_changes(tmp_path / "shallow") == {}


def test_outside_a_repository_there_are_no_dates(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()

    assert last_changes(tmp_path) == {}
    assert revision(tmp_path) == ""


def test_without_a_commit_there_are_no_dates(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")

    assert last_changes(tmp_path) == {}


def test_without_git_there_are_no_dates(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    assert last_changes(clone) == {}


def test_the_revision_changes_with_each_commit(clone: Path) -> None:
    before = revision(clone)
    commit(clone, "2024-06-01")

    assert before != revision(clone) != ""
