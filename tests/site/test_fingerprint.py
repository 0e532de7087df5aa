"""Pages are current until something that they are made from changes."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.site import fingerprint
from tests.support.repository import Repository


@pytest.fixture
def current(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository whose pages are current, and a generator of its own to change."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(fingerprint.GENERATOR, tmp_path / "generator", ignore=ignored)
    monkeypatch.setattr(fingerprint, "GENERATOR", tmp_path / "generator")
    repository.write("docs/fr/generated/home.md", "Bonjour\n")
    repository.write("docs/nl/generated/home.md", "Dag\n")
    fingerprint.save(repository.root)
    return repository


def is_current(repository: Repository) -> bool:
    return fingerprint.is_current(repository.root)


def test_pages_are_not_current_before_the_first_run(repository: Repository) -> None:
    assert not is_current(repository)


def test_pages_are_current_after_a_run(current: Repository) -> None:
    assert is_current(current)


@pytest.mark.parametrize(
    "change",
    [
        lambda r: r.replace("data/communes/forest.yml", "fr: Forest", "fr: Forêt"),
        lambda r: r.write("data/communes/jette.yml", "id: jette\n"),
        lambda r: r.delete("data/communes/forest.yml"),
        lambda r: (r.root / "data/calls").rename(r.root / "data/appels"),
        lambda r: r.replace("data/sources/page-amis/text.txt", "Haut", "Bas"),
        lambda r: r.replace("mkdocs.yml", "https://forge.example", "https://other.example"),
        lambda r: r.delete("mkdocs.yml"),
        lambda r: r.write("docs/nl/generated/home.md", "Goedendag\n"),
        lambda r: r.write("docs/nl/generated/more.md", "Meer\n"),
        lambda r: r.delete("docs/nl/generated/home.md"),
        lambda r: r.write("../generator/site/templates/home.html", "{% extends 'page.html' %}"),
        lambda r: r.replace("../generator/site/words/shared.yml", "nl: Jaar}", "nl: jaar}"),
        lambda r: r.write("../generator/site/pages.py", ""),
        lambda r: r.delete(".cache/generator.fingerprint"),
    ],
    ids=[
        "a record changed",
        "a record came",
        "a record went",
        "records moved",
        "a source's text changed",
        "a setting changed",
        "the settings went",
        "a page was edited by hand",
        "a page came",
        "a page went",
        "a template changed",
        "an interface string changed",
        "the generator changed",
        "the fingerprint went",
    ],
)
def test_pages_are_not_current_when(
    change: Callable[[Repository], object], current: Repository
) -> None:
    change(current)

    assert not is_current(current)


@pytest.mark.parametrize(
    "change",
    [
        lambda r: os.utime(r.root / "data/communes/forest.yml", (0, 0)),
        lambda r: r.write("docs/fr/about.md", "À propos\n"),
        lambda r: r.write("README.md", "Read me\n"),
        lambda r: r.write("../generator/__pycache__/pages.pyc", "compiled"),
    ],
    ids=[
        "a file was touched",
        "a page was written by hand",
        "something else changed",
        "the generator was compiled",
    ],
)
def test_pages_stay_current_when(
    change: Callable[[Repository], object], current: Repository
) -> None:
    change(current)

    assert is_current(current)


def test_pages_are_not_current_after_a_commit_because_they_show_the_last_change(
    current: Repository,
) -> None:
    name = ("-c", "user.name=t", "-c", "user.email=t@t.example")
    for command in (["init", "-q"], [*name, "commit", "-q", "--allow-empty", "-m", "first"]):
        subprocess.run(["git", "-C", str(current.root), *command], check=True)

    assert not is_current(current)


def test_changing_back_makes_pages_current_again(current: Repository) -> None:
    current.replace("data/communes/forest.yml", "fr: Forest", "fr: Forêt")
    current.replace("data/communes/forest.yml", "fr: Forêt", "fr: Forest")

    assert is_current(current)
