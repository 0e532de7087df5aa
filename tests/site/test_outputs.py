"""Outputs: a format that the registry lists is written, published, and missed when a file goes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import REPOSITORY
from generator.changes.comparison import PageChange, Snapshot
from generator.changes.page_changes import page_changes
from generator.records import LANGUAGES, Activity
from generator.site.locale import Strings
from generator.site.outputs import registry
from generator.site.site import Settings, Site
from generator.site.views.order import grouped
from tests.support.repository import Repository, site_settings
from theme.preview.preview import write_files

ACTIVITY = "data/activities/2026-ixelles-m2-1.yml"
TABLES = {year: f"docs/fr/generated/tables/activities-{year}.csv" for year in (2022, 2026)}
SHARED = "data/activities-2026.txt"


def render(site: Site) -> Iterator[tuple[str, str]]:
    """For each year a table of its activities in each language, and a list that needs no language."""
    for year, activities in grouped(site.dataset.all(Activity), lambda a: a.year).items():
        for language in LANGUAGES:
            rows = [f"{a.id},{site.locales[language].name(a)}\n" for a in activities]
            yield f"{language}/tables/activities-{year}.csv", "".join(rows)
        yield f"data/activities-{year}.txt", "".join(f"{a.id}\n" for a in activities)


@pytest.fixture(autouse=True)
def tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """The registry lists tables too."""
    monkeypatch.setattr(registry, "OUTPUTS", (*registry.OUTPUTS, render))


def test_a_file_is_written_beside_the_pages_and_again_only_if_it_changes(
    repository: Repository,
) -> None:
    assert repository.run("build").exit_code == 0
    assert repository.read(TABLES[2026]) == "2026-ixelles-m2-1,Repair Café\n"
    before = {year: (repository.root / file).stat().st_ino for year, file in TABLES.items()}
    repository.replace(ACTIVITY, "Repair Café", "Repair Café, repair")
    repository.replace("data/sources/question-7/text.txt", "Repair Café", "Repair Café, repair")

    assert repository.run("build").exit_code == 0
    after = {year: (repository.root / file).stat().st_ino for year, file in TABLES.items()}
    assert [year for year in TABLES if before[year] != after[year]] == [2026]


def test_a_file_that_the_registry_no_longer_gives_is_removed(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.run("build")
    monkeypatch.undo()
    repository.delete(".cache/generator.fingerprint")
    repository.run("build")

    assert not (repository.root / TABLES[2026]).exists()
    assert (repository.root / "docs/fr/generated/home.md").exists()


def test_a_file_that_goes_is_a_lost_address(
    repository: Repository, strings: Strings, settings: Settings
) -> None:
    def snapshot() -> Snapshot:
        return Snapshot(Site(repository.dataset(), strings, settings, {}), [])

    before = snapshot()
    repository.delete(ACTIVITY)
    tables = {x: f"{x}/tables/activities-2026.csv" for x in LANGUAGES}

    changes = page_changes(before, snapshot(), {})
    assert [page for page in changes if page.is_file] == [
        PageChange("disappears", SHARED, dict.fromkeys(LANGUAGES, SHARED), {}, (SHARED,)),
        *(PageChange("disappears", path, {x: path}, {}, (path,)) for x, path in tables.items()),
    ]


def test_the_preview_writes_the_files_too(toy_site: Site, tmp_path: Path) -> None:
    write_files(toy_site, tmp_path)

    assert (tmp_path / "nl/tables/activities-2026.csv").exists()
    assert (tmp_path / SHARED).exists()


def test_a_file_is_published_below_its_language_if_it_has_one(repository: Repository) -> None:
    for folder in ("docs", "theme"):
        ignored = shutil.ignore_patterns("generated")
        shutil.copytree(REPOSITORY / folder, repository.root / folder, ignore=ignored)
    repository.write("mkdocs.yml", site_settings(repository.root / "data"))
    assert repository.run("build").exit_code == 0
    command = (sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=repository.root, env=environment, check=True)

    for language in LANGUAGES:
        published = repository.read(f"site/{language}/tables/activities-2026.csv")
        assert published == repository.read(f"docs/{language}/generated/tables/activities-2026.csv")
    shared = repository.read(f"docs/shared/generated/{SHARED}")
    assert repository.read(f"site/{SHARED}") == shared
    assert not [*(repository.root / "site").glob("**/generated")]
    assert not (repository.root / "site/shared").exists()
