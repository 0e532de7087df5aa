"""Hostile words: whatever a stranger writes into a text comes out as the same words, and as words only.

Each attack is put into every text of every record of the toy, and into the sources, so that quotes
hold. Every page must then read like the page of a harmless word in the same places: the same
elements with the same attributes, the same text but for the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from generator.models import Record
from generator.quotes import quotations
from generator.render import Settings, Site, Writer
from generator.words import Strings
from tests.reading import Element, Reading, folded, read
from tests.repository import Repository

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

# The keys under which records hold words.
WORDS = {"fr", "nl", "both", "printed", "shown", "text"}


def spoil(repository: Repository, attack: str) -> None:
    """Puts an attack into every text of every record, and what records quote into the sources."""
    for path in repository.records():
        data = yaml.safe_load(repository.read(path))
        for correction in data.get("corrections", ()):
            data = replaced(data, correction["shown"], f"{correction['shown']} {folded(attack)}")
        repository.write(path, yaml.safe_dump(attacked(data, attack), allow_unicode=True))

    dataset = repository.dataset()
    lines = {source: list(text) for source, text in dataset.texts.items()}
    for record in dataset.records:
        for quotation in quotations(record, dataset):
            if not quotation.spans:
                for document, line in cited(record):
                    lines[document][line - 1] += f"\t{quotation.printed}"
    for source, text in lines.items():
        repository.write(f"data/sources/{source}/text.txt", "\n".join(text))


def attacked(value: Any, attack: str, field: str = "", key: str = "") -> Any:
    """A record's data with the attack at the end of each text, and as a paragraph of long ones."""
    if isinstance(value, dict) and field != "slug":
        return {k: attacked(v, attack, field if k in WORDS else k, k) for k, v in value.items()}
    if isinstance(value, list):
        return [attacked(item, attack, field, key) for item in value]
    if field in ("description", "answer", "role", "history"):
        return f"{attack}\n\n{value} {attack}"
    if key == "printed":
        return f"{value} {folded(attack)}"
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


def cited(record: Record) -> Iterator[tuple[str, int]]:
    """Every line that a record names."""
    own = record.document
    for document, ranges in (
        *((citation.document, citation.lines) for citation in record.sources),
        *((variant.document, variant.lines) for variant in record.variants),
        *((own, moved.lines) for moved in record.moved),
    ):
        yield from ((document, line) for lines in ranges for line in lines)


def pages(repository: Repository, strings: Strings, settings: Settings) -> dict[str, Reading]:
    assert repository.problems() == []
    site = Site(repository.dataset(), strings, settings, {})
    return {path: read(page) for path, page in site.render()}


@pytest.fixture(scope="module")
def harmless(
    tmp_path_factory: pytest.TempPathFactory, strings: Strings, settings: Settings
) -> dict[str, Reading]:
    repository = Repository.copy(tmp_path_factory.mktemp("harmless") / "toy")
    spoil(repository, HARMLESS)
    return pages(repository, strings, settings)


def told(value: Any, attack: str = HARMLESS) -> Any:
    """What is read, with the attack in place of the harmless word."""
    if isinstance(value, Element):
        attributes = dict(value.attributes)
        if value.tag == "h1":
            attributes.pop("class", None)  # a long title is set smaller
        if value.tag == "text":
            attributes.pop("y", None)  # a name on the map stands higher the more lines it takes
        return value.tag, told(attributes, attack)
    if isinstance(value, dict):
        return {k: told(v, attack) for k, v in value.items()}
    if isinstance(value, list):
        return [told(v, attack) for v in value if not (isinstance(v, Element) and v.tag == "tspan")]
    return folded(value.replace(HARMLESS, attack)) if isinstance(value, str) else value


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_hostile_words_are_words(
    attack: str,
    repository: Repository,
    harmless: dict[str, Reading],
    strings: Strings,
    settings: Settings,
) -> None:
    spoil(repository, attack)
    hostile = pages(repository, strings, settings)

    assert hostile.keys() == harmless.keys()
    for path, page in hostile.items():
        expected = harmless[path]
        assert told(page.head) == told(expected.head, attack), path
        assert told(page.elements) == told(expected.elements, attack), path
        assert told(page.text) == told(expected.text, attack), path


def test_the_attack_is_in_every_text_of_every_kind(repository: Repository) -> None:
    """Whatever is not attacked is no free text: an id, a code, a number, one of a few words."""
    spoil(repository, HARMLESS)
    spared = {
        field
        for record in repository.dataset().records
        for field, text in strings_of(record.model_dump())
        if HARMLESS not in text
    }

    assert spared == {
        *("id", "slug.fr", "slug.nl", "code", "years", "number", "nis_code", "postal_codes"),
        *("plan", "edition", "administration", "theme", "measure", "commune", "association"),
        *("sources.document", "variants.document", "variants.field", "moved.field", "gaps.field"),
        *("unofficial", "general_knowledge", "repairs", "gaps.silence", "spellings.why"),
        *("corrections.lang", "corrections.why", "doubts.lang", "parts.lang", "languages"),
        *("name.lang", "full_name.lang", "names.lang"),
    }


def strings_of(value: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """(path, text) of every string in a record."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from strings_of(item, f"{field}.{key}".strip("."))
    elif isinstance(value, tuple):
        for item in value:
            yield from strings_of(item, field)
    elif isinstance(value, str):
        yield field, str(value)


def test_every_page_that_shows_a_record_shows_the_attack(harmless: dict[str, Reading]) -> None:
    """Else the test above would compare nothing."""
    assert [path for path, page in harmless.items() if HARMLESS not in page.text] == []


def test_a_folder_may_have_a_hostile_name(
    repository: Repository, strings: Strings, settings: Settings
) -> None:
    folder = '"><script>{{ 7*7 }}'
    text = repository.read("data/communes/forest.yml")
    repository.delete("data/communes/forest.yml")
    repository.write(f"data/communes/{folder}/forest.yml", text)
    site = Site(repository.dataset(), strings, settings, {})
    page = read(Writer(site, "fr").render(site.pages["communes/forest"]))

    assert [*page.all("script")] == []
    assert page.head["edit_url"] in page.links("fr")


# --- what no review shows ----------------------------------------------------------------------

INVISIBLE = {
    "right-to-left mark": "\u200f",
    "left-to-right mark": "\u200e",
    "Arabic letter mark": "\u061c",
    "right-to-left override": "\u202e",
    "right-to-left isolate": "\u2067",
    "pop directional isolate": "\u2069",
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "tag": "\U000e0041",
    "private character": "\ue000",
    "far private character": "\U000f0000",
    "delete": "\x7f",
    "escape": "\x1b",
}


@pytest.mark.parametrize("form", ["as it is", "escaped"])
@pytest.mark.parametrize("character", INVISIBLE.values(), ids=INVISIBLE)
def test_an_invisible_character_is_refused_by_name_with_line_and_column(
    character: str, form: str, repository: Repository
) -> None:
    code = ord(character)
    written = character if form == "as it is" else f"\\U{code:08X}"
    repository.replace("data/communes/forest.yml", "fr: Forest", f'fr: "Fo{written}rest"')
    (problem,) = repository.problems()

    assert re.match(r"data/communes/forest\.yml:3:\d+: ", str(problem))
    assert f"(U+{code:04X})" in problem.message
    assert problem.hint == "delete it"


@pytest.mark.parametrize("character", "éÅœßĳ’“”«»–…€\u00a0\u202f")
def test_letters_and_marks_of_our_languages_are_not(character: str, repository: Repository) -> None:
    note = "La ligne d'Uccle est vide."
    repository.replace("data/local-plans/2022-uccle.yml", note, f"a{character}b")

    assert repository.problems() == []


def test_what_is_invisible_in_a_source_stays_in_its_line(
    repository: Repository, strings: Strings, settings: Settings
) -> None:
    """A source is kept as it came; each of its lines is a block, which ends what it turned round."""
    repository.replace("data/sources/page-amis/text.txt", "Mesure 2.1", "\u202eMesure 2.1")
    site = Site(repository.dataset(), strings, settings, {})
    source = read(Writer(site, "fr").render(site.pages["sources/page-amis"]))
    (line,) = (element for element in source.all("li", id="l4"))

    assert "\u202e" in line.text
    assert all("\u202e" not in e.text for e in source.all("li") if e is not line)
