"""One word for one thing, in each language: in interface strings, rules, guides, forms and settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import REPOSITORY
from generator.records import LANGUAGES, Language

# What we write, and the other words that somebody may write for it.
WORDS: dict[Language, dict[str, str]] = {
    "fr": {
        "case (d'un tableau, de la carte)": r"cellules?|tuiles?",
        "fiche": r"notices?|enregistrements? de données",
        "subvention": r"subsides?|subsidié\w*",
        "énumérer": r"list(?:er|é|ée|és|ées)",
        "avertissement": r"alertes?",
        "dossier": r"répertoires?",
        "prévoir (une mesure)": r"mesures? demande\w*",
        "lacune": r"manquements?",
        "se retrouver": r"s['’]attei\w+",
    },
    "nl": {
        "vakje (van een tabel, van de kaart)": r"tegels?|cel|cellen|tabelcel\w*",
        "noot": r"nota|nota['’]s",
        "opmerking": r"commentaar|commentaren",
        "status": r"statuut|statuten",
        "verbetering": r"correcties?",
        "indiener": r"stellers?",
        "omschrijving": r"beschrijving\w*",
        "leemte": r"lacunes?",
        "samenleven": r"samen-leven",
        "grootstedelijk": r"metropolita\w+",
        "opdracht": r"commando\w*",
        "map": r"folders?",
        "homepage": r"startpagina\w*",
        "inhouden (een maatregel)": r"maatregel\w* vraagt",
        "voldoen (aan een filter)": r"komt overeen",
        "wordt gedaan": r"het voorwerp (?:uitma\w+|vorm\w+)",
    },
}
CODE = re.compile(r"^ *```.*?^ *```|`[^`]*`", re.DOTALL | re.MULTILINE)


def strings(path: Path) -> Iterator[tuple[Language, str]]:
    """Every text of a YAML file that holds languages side by side, with its language."""

    def within(value: Any, language: Language | None) -> Iterator[tuple[Language, str]]:
        if isinstance(value, dict):
            for key, each in value.items():
                yield from within(each, key if key in LANGUAGES else language)
        elif language and isinstance(value, str):
            yield language, value

    yield from within(yaml.safe_load(path.read_text(encoding="utf-8")), None)


def texts() -> Iterator[tuple[str, Language, str]]:
    """(file, language, text) of everything that we say, but for the data."""
    words = (REPOSITORY / "generator").glob("*/**/*.yml")
    for path in (*words, REPOSITORY / "mkdocs.yml"):
        for language, text in strings(path):
            if not text.endswith(".yml"):  # the names of forms
                yield path.name, language, text
    for language in LANGUAGES:
        for path in (
            REPOSITORY / f"CONTRIBUTING.{language}.md",
            *sorted((REPOSITORY / "docs" / language).glob("*.md")),
            *(REPOSITORY / ".github" / "ISSUE_TEMPLATE").glob(f"*-{language}.yml"),
        ):
            yield path.name, language, path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_thing_has_one_word(language: Language) -> None:
    found = [
        f"{name}: “{match[0]}”: write {word}"
        for name, lang, text in texts()
        if lang == language
        for word, others in WORDS[language].items()
        for match in re.finditer(rf"(?i)\b(?:{others})\b", CODE.sub("", text))
    ]

    assert not found, "\n".join(found)
