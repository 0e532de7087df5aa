"""ARCHITECTURE.md is enough for four changes: made in a copy of the repository, in the files that it names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from generator import REPOSITORY
from tests.support.clone import Clone

WAYS = yaml.safe_load(Path(__file__).with_name("four_ways.yml").read_text(encoding="utf-8"))
CHECK = ".venv/bin/python -m generator check --format json --root tests/toy"
PYTEST = ".venv/bin/python -m pytest -q -p no:xdist"


@pytest.mark.parametrize("way", WAYS)
def test_the_page_names_every_file_of_the_change(way: str) -> None:
    page = (REPOSITORY / "ARCHITECTURE.md").read_text(encoding="utf-8")
    section = page.partition(f"### {way}\n")[2].partition("\n#")[0]
    program = [file for file in WAYS[way] if file != "names" and "/toy/" not in file]

    assert re.findall(r"^\d\. `(.+?)`", section, re.MULTILINE) == program


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """A copy with all four changes, and the pages that it makes of the toy."""
    clone = Clone.into(tmp_path_factory.mktemp("clone"))
    for way in WAYS.values():
        for file, lines in edits(way):
            add(lines, clone.root / file)
    clone.run(".venv/bin/python -m generator format --root tests/toy")
    clone.run(".venv/bin/python -m generator build --root tests/toy")
    return clone


def edits(way: dict[str, dict[str, str] | str]) -> Iterator[tuple[str, dict[str, str]]]:
    """(file, {line: what to add after it}) of a change; a new file has no line."""
    names = way["names"]
    assert isinstance(names, dict)
    for file, lines in way.items():
        if file != "names":
            path = re.sub(r"<(\w+)>", lambda match: names[match[1]], file)
            yield path, lines if isinstance(lines, dict) else {"": lines}


def add(lines: dict[str, str], path: Path) -> None:
    """Add text to a file, or make the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    for line, added in lines.items():
        if line:
            assert text.count(f"{line}\n") == 1, f"“{line}” in {path}"
            text = text.replace(f"{line}\n", f"{line}\n{added}")
        else:
            text += added
    path.write_text(text, encoding="utf-8")


def generated(clone: Clone, file: str) -> dict[str, str]:
    """A generated file of the toy, in each language."""
    docs = clone.root / "tests" / "toy" / "docs"
    return {path.name: (path / "generated" / file).read_text() for path in docs.iterdir()}


def test_the_new_field_is_on_the_page(changed: Clone) -> None:
    pages = generated(changed, "associations/amis.md")

    assert "<dt>Devise</dt><dd>Écoute active</dd>" in pages["fr"]
    assert "<dt>Leuze</dt><dd>Écoute active</dd>" in pages["nl"]


def test_the_new_field_is_looked_up_in_the_source_because_nobody_marked_it(changed: Clone) -> None:
    record = changed.root / "tests/toy/data/associations/amis.yml"
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("motto: Écoute active", "motto: Jamais imprimé"))
    problems = json.loads(changed.run(CHECK, code=1))["problems"]
    record.write_text(text)

    errors = [(p["field"], p["code"]) for p in problems if p["severity"] == "error"]
    assert errors == [("motto", "not-in-source")]


def test_a_record_of_the_new_kind_has_its_page(changed: Clone) -> None:
    pages = generated(changed, "leaflets/cafe.md")

    assert "<h1>Café philo</h1>" in pages["fr"]
    assert "<h1>Filosofisch café</h1>" in pages["nl"]
    assert "(Annexe 2)" in pages["nl"]


def test_the_new_rule_has_its_page_and_its_case_passes(changed: Clone) -> None:
    pages = generated(changed, "rules/loud-title.md")

    assert "<h1>L’intitulé crie</h1>" in pages["fr"]
    assert "<h1>De titel roept</h1>" in pages["nl"]
    assert "1 passed" in changed.run(f"{PYTEST} tests/rules/test_cases.py -k loud-title")


def test_the_new_output_is_written_in_both_languages(changed: Clone) -> None:
    files = generated(changed, "titles.txt")

    assert "Café philo\n" in files["fr"]
    assert "Filosofisch café\n" in files["nl"]


def test_the_registries_lack_nothing(changed: Clone) -> None:
    changed.run(f"{PYTEST} tests/site/test_golden.py --update-golden -k leaflet")
    assert " passed" in changed.run(f"{PYTEST} tests/project/test_registries.py")


def test_the_registries_name_a_word_that_is_missing(changed: Clone) -> None:
    words = changed.root / "generator/site/words/leaflet.yml"
    text = words.read_text(encoding="utf-8")
    words.write_text(text.replace("kind.leaflets: {fr: Dépliants, nl: Folders}\n", ""))
    found = changed.run(f"{PYTEST} tests/project/test_registries.py -k member_of", code=1)
    words.write_text(text)

    assert "'kind.leaflets'" in found
