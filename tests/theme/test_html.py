"""Every built page is valid HTML, for the Nu HTML Checker, which the W3C runs as validator.w3.org/nu."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from generator import REPOSITORY
from tests.support.built import Built

CHECKER = REPOSITORY / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

# Checked together with the site: it proves that the checker reads the files.
INVALID = """<!doctype html>
<html lang="fr"><title>Essai</title>
<input type="checkbox" autocomplete="off">
<section><p>Sans titre</p></section>
"""


def validate(**folders: Path) -> dict[str, list[str]]:
    """Return the errors and warnings in all HTML files of each folder: "page:line: message".

    One Java process reads all folders: starting it takes longer than checking a hundred pages.
    """
    options = ["--format", "json", "--skip-non-html", "--exit-zero-always"]
    command = ["java", "-jar", str(CHECKER), *options, *map(str, folders.values())]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, list[str]] = {name: [] for name in folders}
    for message in json.loads(done.stderr)["messages"]:
        path = Path(message["url"].removeprefix("file:"))
        name = next(name for name, folder in folders.items() if path.is_relative_to(folder))
        page = path.relative_to(folders[name])
        found[name].append(f"{page}:{message.get('lastLine', 0)}: {message['message']}")
    return found


@pytest.fixture(scope="module")
def found(
    site: Built, toy_built: Built, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[str]]:
    folder = tmp_path_factory.mktemp("invalid")
    page = folder / "fr" / "essai" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text(INVALID, encoding="utf-8")
    return validate(real=site.folder, toy=toy_built.folder, invalid=folder)


def test_the_checker_names_page_line_and_mistake(found: dict[str, list[str]]) -> None:
    (autocomplete, heading) = sorted(found["invalid"])
    assert autocomplete.startswith(
        "fr/essai/index.html:3: Attribute “autocomplete” is only allowed"
    )
    assert heading.startswith("fr/essai/index.html:4: Section lacks heading")  # a warning


@pytest.mark.parametrize("data", ["real", "toy"])
def test_no_page_has_an_error_or_a_warning(data: str, found: dict[str, list[str]]) -> None:
    assert not found[data], "\n".join(found[data])
