"""Hostile words: pages show what a stranger writes into a text as words, and only as words.

Each attack is put into every text of every toy record, and into the sources, where it is quoted. Each
page must then be like the page with a harmless word in the same places: the same elements with the
same attributes, and the same text except for the word.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from generator.dataset.quotations import quotations
from generator.dataset.translations import confirm, translations
from generator.records import Note, Text, walk
from generator.site.locale import Strings
from generator.site.outputs.registry import render_site
from generator.site.renderer import Renderer
from generator.site.site import Settings, Site
from tests.support.parsed_page import Element, ParsedPage, normalize_space, parse_page
from tests.support.repository import Repository

HARMLESS = "harmless"

ATTACKS = {
    "elements": '<script>alert(1)</script> "><img src=x onerror=alert(1)>',
    "ends of elements": "</title><script> </textarea></q></h1></section> <!-- comment",
    "ends of attributes": "\"onmouseover='alert(1) 'onmouseover=\"alert(1)",
    "entities": "&lt;b&gt; &amp;amp; &#60;script&#62;",
    "addresses": "javascript:alert(1) https://elsewhere.example //elsewhere.example",
    "links": "[x](javascript:alert(1)) ![x](https://elsewhere.example/x.png) <https://x.example>",
    "templates": "{{ 7*7 }} {% raw %} {n} {name} %s {0.__class__}",
    "Markdown": "**bold** # h1 | a | b `code` \\* ~~~ $x$ :smile: [^1] {: onclick=x }",
    "front matter": "---\nend: [",
}

# The keys of words in records.
WORDS = {"fr", "nl", "both", "printed", "shown", "text", "reason"}


def spoil(repository: Repository, attack: str) -> None:
    """Put an attack into every text of every record, and into the lines that records quote."""
    for path in repository.records():
        data = yaml.safe_load(repository.read(path))
        data.pop("confirmed", None)
        for correction in data.get("corrections", ()):
            data = replaced(
                data, correction["shown"], f"{correction['shown']} {normalize_space(attack)}"
            )
        # No record quotes the lines of documents as they were.
        data |= {"furniture": ["1-999"]} if "reading" in data else {}
        repository.write(path, yaml.safe_dump(attacked(data, attack), allow_unicode=True))

    dataset = repository.dataset()
    lines = {source: list(text) for source, text in dataset.texts.items()}
    for record in dataset.records:
        for quotation in quotations(record, dataset):
            if not quotation.spans:
                for document, line in quotation.lines:
                    lines[document][line - 1] += f"\t{quotation.printed}"
    for source, text in lines.items():
        repository.write(f"data/sources/{source}/text.txt", "\n".join(text))
    for record in dataset.records:
        confirmed = confirm(record, [text.field for text in translations(record)])
        if confirmed:
            path = dataset.path(record)
            repository.write(path, f"{repository.read(path)}confirmed: {json.dumps(confirmed)}\n")


def attacked(value: Any, attack: str, field: str = "", key: str = "") -> Any:
    """A record's data with the attack at the end of each text, and as a paragraph of long ones."""
    if isinstance(value, dict) and field not in ("slug", "old", "address"):
        return {k: attacked(v, attack, field if k in WORDS else k, k) for k, v in value.items()}
    if isinstance(value, list):
        return [attacked(item, attack, field, key) for item in value]
    if field in ("description", "answer", "role", "history"):
        return f"{attack}\n\n{value} {attack}"
    if key == "printed":
        return f"{value} {normalize_space(attack)}"
    if key in WORDS and (field, key) != ("corrections", "shown"):
        return f"{value} {attack}"
    return value


def replaced(value: Any, old: str, new: str) -> Any:
    """A record's data with some words replaced in every text."""
    if isinstance(value, dict):
        return {key: replaced(item, old, new) for key, item in value.items()}
    if isinstance(value, list):
        return [replaced(item, old, new) for item in value]
    return value.replace(old, new) if isinstance(value, str) else value


def pages(repository: Repository, strings: Strings, settings: Settings) -> dict[str, ParsedPage]:
    assert repository.errors() == []
    site = Site(repository.dataset(), strings, settings, {})
    return {path: parse_page(page) for path, page in render_site(site)}


@pytest.fixture(scope="module")
def harmless(
    tmp_path_factory: pytest.TempPathFactory, strings: Strings, settings: Settings
) -> dict[str, ParsedPage]:
    repository = Repository.copy(tmp_path_factory.mktemp("harmless") / "toy")
    spoil(repository, HARMLESS)
    return pages(repository, strings, settings)


def shown(value: Any, attack: str = HARMLESS) -> Any:
    """What a page shows, with the attack in place of the harmless word."""
    if isinstance(value, Element):
        attributes = dict(value.attributes)
        if value.tag == "h1":
            attributes.pop("class", None)  # a long title has smaller letters
        if value.tag == "text":
            attributes.pop("y", None)  # a name of several lines begins higher on the map
        return value.tag, shown(attributes, attack)
    if isinstance(value, dict):
        return {shown(k, attack): shown(v, attack) for k, v in value.items()}
    if isinstance(value, list):
        return [
            shown(v, attack) for v in value if not (isinstance(v, Element) and v.tag == "tspan")
        ]
    return normalize_space(value.replace(HARMLESS, attack)) if isinstance(value, str) else value


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_hostile_words_are_words(
    attack: str,
    repository: Repository,
    harmless: dict[str, ParsedPage],
    strings: Strings,
    settings: Settings,
) -> None:
    spoil(repository, attack)
    hostile = pages(repository, strings, settings)

    assert hostile.keys() == harmless.keys()
    for path, page in hostile.items():
        expected = harmless[path]
        assert shown(page.head) == shown(expected.head, attack), path
        assert shown(page.elements) == shown(expected.elements, attack), path
        assert shown(page.text) == shown(expected.text, attack), path


def test_the_attack_is_in_every_text_and_note(repository: Repository) -> None:
    spoil(repository, HARMLESS)
    spared = [
        (record.key, where)
        for record in repository.dataset().records
        for where, value, _ in walk(record)
        if isinstance(value, Text | Note)
        if not all(HARMLESS in words for _, words in value.wordings)
    ]

    assert spared == []


def test_every_page_that_shows_a_record_shows_the_attack(harmless: dict[str, ParsedPage]) -> None:
    """Without it, `test_hostile_words_are_words` would compare nothing."""
    silent = {path for path, page in harmless.items() if HARMLESS not in page.text}

    assert silent == {path for path in harmless if "/generated/rules" in path}


def test_a_folder_may_have_a_hostile_name(
    repository: Repository, strings: Strings, settings: Settings
) -> None:
    folder = '"><script>{{ 7*7 }}'
    text = repository.read("data/communes/forest.yml")
    repository.delete("data/communes/forest.yml")
    repository.write(f"data/communes/{folder}/forest.yml", text)
    site = Site(repository.dataset(), strings, settings, {})
    page = parse_page(Renderer(site, "fr").render(site.pages["communes/forest"]))

    assert [*page.all("script")] == []
    assert page.head["edit_url"] in page.links("fr")
