"""What `typeset` makes of text as a keyboard types it, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from generator import REPOSITORY
from generator.core.typography import MARKS, NO_BREAK, typeset
from generator.reading.words import load_interface
from generator.records import LANGUAGES
from generator.site.fingerprint import GENERATOR
from tests.support.built import Built


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # ~ is a no-break space here
        ("Qui : a ; b ? Oui !", "Qui~: a~; b~? Oui~!"),
        ("le « mot » dit", "le «~mot~» dit"),
        ("Wie doet wat? Hij zegt: “ja”.", "Wie doet wat? Hij zegt: “ja”."),
        ("35 000 000 € en 2022", "35~000~000~€ en 2022"),
        ("35 millions d'euros", "35~millions d’euros"),
        ("35.000.000 euro en 35 miljoen", "35.000.000~euro en 35~miljoen"),
        ("€ 1.000, 12 %, n° 7, vraag nr. 7", "€~1.000, 12~%, n°~7, vraag nr.~7"),
        ("en 2022 12 jeunes", "en 2022 12 jeunes"),
        ("30.000 € pour", "30.000~€ pour"),
        ("voor € 30.000", "voor €~30.000"),
        ("l'État, aujourd'hui", "l’État, aujourd’hui"),
        ("l'« État », qu'[Evere]{nl}, d' Evere", "l’«~État~», qu’[Evere]{nl}, d’ Evere"),
        ("foto's, vzw's, zo'n", "foto’s, vzw’s, zo’n"),
        ("'s avonds in 't stad", "’s avonds in ’t stad"),
        ("rond 'samen-leven' en 'DEI'", "rond 'samen-leven' en 'DEI'"),
        ("`l'id : a` et l'id : a", "`l'id : a` et l’id~: a"),
    ],
)
def test_text_is_typeset(typed: str, expected: str) -> None:
    assert typeset(typed).replace("\u00a0", "~") == expected


def test_typeset_text_stays_as_it_is() -> None:
    once = typeset("L'« école » : 1 000 € ?")

    assert typeset(once) == once


# --- files that people write -------------------------------------------------------------------

# Markdown and templates contain code, Jinja and HTML, which are not typeset.
NO_TEXT = re.compile(
    r"^ *```.*?^ *```|`[^`]*`|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]*>", re.DOTALL | re.MULTILINE
)
BREAKABLE = re.compile(r"[ \n](?=[:;?!»])|(?<=«)[ \n]")

BY_HAND = [
    *sorted((REPOSITORY / "docs").glob("*/*.md")),
    *(REPOSITORY / f"CONTRIBUTING.{language}.md" for language in LANGUAGES),
    *sorted((REPOSITORY / "theme" / "overrides").rglob("*.html")),
]
SETTINGS = [
    REPOSITORY / "mkdocs.yml",
    *sorted((REPOSITORY / ".github" / "ISSUE_TEMPLATE").glob("corr*-[fn]?.yml")),
]


@pytest.mark.parametrize("path", BY_HAND, ids=lambda path: path.name)
def test_text_written_by_hand_is_typeset(path: Path) -> None:
    """The message shows where: replace the space by a no-break space (U+00A0), ' by ’."""
    text = NO_TEXT.sub("|", path.read_text(encoding="utf-8"))

    assert wrongly_set(text) == []


@pytest.mark.parametrize("path", SETTINGS, ids=lambda path: path.name)
def test_words_in_settings_are_typeset(path: Path) -> None:
    strings = [*strings_of(yaml.safe_load(path.read_text(encoding="utf-8")))]

    assert strings
    assert [found for text in strings for found in wrongly_set(text)] == []


def test_words_that_the_generator_typesets_are_typed_as_a_keyboard_types_them() -> None:
    strings = strings_of(load_interface(GENERATOR))

    assert [text for text in strings if "’" in text or NO_BREAK in text] == []


def strings_of(value: object) -> Iterator[str]:
    """Every string in a YAML file."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings_of(each)
    elif isinstance(value, str):
        yield value


# --- the site ----------------------------------------------------------------------------------

# Code and quotations stay as they are.
UNCHANGED = ["code", "pre", "script", "style", "q"]
ATTRIBUTES = ["title", "alt", "aria-label", "placeholder", "data-label", "content"]


def test_every_text_of_the_site_is_typeset(site: Built) -> None:
    exempt = "".join(f"[not(ancestor-or-self::{tag})]" for tag in UNCHANGED)
    exempt += "[not(ancestor::*[@class='transcript'])]"
    found = []
    for address, html in site.html.items():
        texts = [*html.xpath(f"//*{exempt}/text()")]
        for name in ATTRIBUTES:
            # The title of corrected words shows what is printed.
            texts += html.xpath(f"//*[not(@class='corrected')]/@{name}")
        found += [f"{address}: {wrong}" for text in texts for wrong in wrongly_set(text)]
        assert texts

    assert not found, "\n".join(found)


def wrongly_set(text: str) -> list[str]:
    """The places of a text that are not typeset, with the words around each."""
    marks = [*BREAKABLE.finditer(text), *MARKS.finditer(text)]
    return [
        text[max(0, mark.start() - 20) : mark.end() + 20] for mark in marks if mark[0][0] != "`"
    ]
