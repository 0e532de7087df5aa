"""Hostile words: whatever a stranger writes into a text comes out as the same words, and as words only.

Each attack is put into every text of every record of the toy, and into the sources, so that quotes
hold. Every page must then read like the page of a harmless word in the same places: the same
elements with the same attributes, the same text but for the word.
"""

from __future__ import annotations

import errno
import json
import os
import re
import tracemalloc
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from generator.cli.exit_codes import PROBLEMS
from generator.dataset.quotations import quotations
from generator.dataset.translations import confirm, translations
from generator.reading.codes import CODES
from generator.reading.load import load_data
from generator.reading.strict_yaml import MOST_PROBLEMS
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

# The keys under which records hold words.
WORDS = {"fr", "nl", "both", "printed", "shown", "text", "reason"}


def spoil(repository: Repository, attack: str) -> None:
    """Puts an attack into every text of every record, and what records quote into the sources."""
    for path in repository.records():
        data = yaml.safe_load(repository.read(path))
        data.pop("confirmed", None)
        for correction in data.get("corrections", ()):
            data = replaced(
                data, correction["shown"], f"{correction['shown']} {normalize_space(attack)}"
            )
        # No record quotes a document's words as they were.
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
        return {told(k, attack): told(v, attack) for k, v in value.items()}
    if isinstance(value, list):
        return [told(v, attack) for v in value if not (isinstance(v, Element) and v.tag == "tspan")]
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
        if HARMLESS not in text and not field.startswith("confirmed.")
    }

    assert spared == {
        *("id", "slug.fr", "slug.nl", "code", "years", "number", "nis_code", "postal_codes"),
        *("plan", "edition", "administration", "theme", "measure", "commune", "association"),
        *("sources.document", "variants.document", "variants.field", "moved.field", "gaps.field"),
        *("unofficial", "general_knowledge", "repairs", "gaps.silence", "spellings.why"),
        *("corrections.lang", "corrections.why", "doubts.lang", "parts.lang", "languages"),
        *("name.lang", "full_name.lang", "names.lang"),
        *("silenced.rule", "enterprise_number", "old.fr", "old.nl", "to"),
        *("address.fr", "address.nl", "page", "earlier.document", "earlier.number"),
        *("legislature", "session", "other_years", "inferred.field"),
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


def test_every_page_that_shows_a_record_shows_the_attack(harmless: dict[str, ParsedPage]) -> None:
    """Else the test above would compare nothing."""
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
    "variation selector": "\ufe0f",
    "combining grapheme joiner": "\u034f",
    "Hangul filler": "\u3164",
    "blank of Braille": "\u2800",
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
    (problem,) = repository.errors()

    assert re.match(r"data/communes/forest\.yml:4:\d+: ", str(problem))
    name = unicodedata.name(character, "")
    assert f"({f'U+{code:04X} {name}'.rstrip()})" in problem.message
    assert problem.hint == "delete it"


@pytest.mark.parametrize("character", "éÅœßĳ’“”«»–…€\u00a0\u202f")
def test_letters_and_marks_of_our_languages_are_not(character: str, repository: Repository) -> None:
    note = "La ligne d'Uccle est vide."
    repository.replace("data/local-plans/2022-uccle.yml", note, f"a{character}b")

    assert repository.errors() == []


# --- files that are not what they seem ---------------------------------------------------------

FOREST = "data/communes/forest.yml"


def large(file: Path) -> None:
    """100 MB, and no room taken on the disk."""
    with file.open("wb") as stream:
        stream.truncate(100_000_000)


ODD_FILES: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "a link out of the tree": (lambda f: f.symlink_to(__file__), "not-a-file", "a symbolic link"),
    "a link to nothing": (lambda f: f.symlink_to("nothing.yml"), "not-a-file", "a symbolic link"),
    "a link to itself": (lambda f: f.symlink_to(f.name), "not-a-file", "a symbolic link"),
    "a link to a folder": (lambda f: f.symlink_to(f.parent), "not-a-file", "a symbolic link"),
    "a link to endless zeros": (
        lambda f: f.symlink_to("/dev/zero"),
        "not-a-file",
        "a symbolic link",
    ),
    "a pipe that nobody writes to": (os.mkfifo, "not-a-file", "neither a file nor a folder"),
    "100 MB": (large, "too-large", "larger than 200,000 bytes"),
}


@pytest.mark.parametrize(("make", "code", "message"), ODD_FILES.values(), ids=ODD_FILES)
@pytest.mark.parametrize("path", [FOREST, "data/sources/page-amis/text.txt"])
def test_an_odd_file_is_one_problem_and_the_others_are_still_checked(
    path: str, make: Callable[[Path], None], code: str, message: str, repository: Repository
) -> None:
    repository.delete(path)
    make(repository.root / path)
    repository.replace("data/communes/uccle.yml", "nis_code:", "nis_cod:")
    tracemalloc.start()
    found = [(p.path, p.code, p.message) for p in repository.errors()]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    told = message if path == FOREST else message.replace("200,000", "5,000,000")
    assert [problem for problem in found if problem[0] == path] == [(path, code, told)]
    assert [problem[:2] for problem in found if problem[0] != path] == [
        ("data/communes/uccle.yml", "no-such-field")
    ]
    assert peak < 20_000_000


@pytest.mark.parametrize("make", [make for make, _, _ in ODD_FILES.values()], ids=ODD_FILES)
def test_build_is_not_kept_waiting_by_an_odd_file(
    make: Callable[[Path], None], repository: Repository
) -> None:
    repository.delete(FOREST)
    make(repository.root / FOREST)
    result = repository.run("build")

    assert result.exit_code == PROBLEMS
    assert f"{FOREST}:1:1: " in result.stdout


@pytest.mark.parametrize("name", ["elsewhere", "elsewhere.yml"])
def test_a_link_to_a_folder_is_not_followed(
    name: str, repository: Repository, tmp_path: Path
) -> None:
    repository.delete(FOREST)
    (repository.root / "data/communes" / name).symlink_to(repository.root / "data/communes")
    paths = [p.path for p in repository.errors() if p.code == "not-a-file"]

    assert paths == [f"data/communes/{name}"]


def test_a_file_that_may_not_be_read_is_one_problem(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Simulated: whoever runs tests as root may read everything."""
    opened = Path.open

    def refusing(file: Path, *arguments: Any, **options: Any) -> Any:
        if file.name == "forest.yml":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))
        return opened(file, *arguments, **options)

    monkeypatch.setattr(Path, "open", refusing)

    (problem,) = repository.errors()
    assert str(problem) == (
        "data/communes/forest.yml:1:1: cannot be read: Permission denied [unreadable]\n"
        "    make it readable for you"
    )


def test_a_folder_that_may_not_be_read_is_one_problem(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write("data/communes/secret/x.yml", "")
    scanned = os.scandir

    def refusing(folder: str) -> Any:
        if folder.endswith("secret"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), folder)
        return scanned(folder)

    monkeypatch.setattr(os, "scandir", refusing)

    (problem,) = repository.errors()
    assert str(problem) == (
        "data/communes/secret:1:1: cannot be read: Permission denied [unreadable]\n"
        "    make it readable for you"
    )


def test_a_files_name_that_is_not_utf_8_is_told_in_letters(repository: Repository) -> None:
    (repository.root / os.fsdecode(b"data/communes/for\xeat.yml")).write_text("id: x")
    result = repository.run("check")

    assert result.exit_code == PROBLEMS
    assert "data/communes/for\\udceat.yml:1:1: a name with bytes" in result.stdout


# --- files that want more than there is --------------------------------------------------------

ENDLESS = {
    "lists": "[" * 100_000,
    "mappings": "{" * 100_000,
    "lists in mappings": "{a: [" * 30_000,
    "items": "- " * 90_000,
    "keys": "? " * 90_000,
    "indentation": "".join(f"{' ' * depth}a:\n" for depth in range(600)),
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_endless_nesting_is_one_problem(text: str, repository: Repository) -> None:
    repository.write(FOREST, text)
    (problem,) = repository.errors()

    assert (problem.code, problem.message) == ("yaml", "nested more than 20 levels deep")


def test_an_alias_bomb_is_one_problem(repository: Repository) -> None:
    """Written out it would be ten thousand million words."""
    lines = [
        "a0: &a0 lol",
        *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 11)),
    ]
    repository.write(FOREST, "\n".join(lines))

    (problem,) = repository.errors()
    assert str(problem) == (
        "data/communes/forest.yml:2:5: a1.1: “*” refers to a value in another place [alias]\n"
        "    write the value out; a text that begins with “*” goes in quotes"
    )


MANY = {
    "fields that there are not": "".join(f"x{n}: 1\n" for n in range(20_000)),
    "empty fields that there are not": "".join(f"x{n}:\n" for n in range(20_000)),
    "fields that stand twice": "a: 1\n" * 30_000,
    "values that are none": f"lines: [{'0x1, ' * 30_000}]",
    "empty lists": f"sources: [{'{document: a, lines: []}, ' * 7_000}]",
}


@pytest.mark.parametrize("text", MANY.values(), ids=MANY)
def test_of_a_file_full_of_mistakes_the_first_are_told(text: str, repository: Repository) -> None:
    repository.write(FOREST, text)

    *first, more = repository.errors()
    assert len(first) == MOST_PROBLEMS
    assert re.search(r"and \d+ more in this file", "".join(p.message for p in (*first, more)))


def test_a_text_of_endless_lines_is_one_problem(repository: Repository) -> None:
    repository.write("data/sources/page-amis/text.txt", "a\n" * 100_001)
    (problem,) = repository.errors()

    assert str(problem) == (
        "data/sources/page-amis/text.txt:1:1: more than 100,000 lines [too-large]\n"
        "    is it the right file?"
    )


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_done_to_a_file_is_told_with_a_place_in_it(
    seed: int, repository: Repository, tmp_path: Path
) -> None:
    random = Random(seed)  # noqa: S311  # the same mistakes each time
    alone = Repository(tmp_path / "alone")
    for path in repository.records():
        text = repository.read(path)
        at = random.randrange(len(text))
        spoilt = text[:at] + random.choice(INSERTED) + text[at + random.randrange(3) :]
        alone.write(path, spoilt)
        for problem in load_data(alone.root).problems:
            lines = spoilt.split("\n")
            assert problem.code in {rule.code for rule in CODES}
            assert problem.hint
            assert 1 <= problem.line <= len(lines)
            assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        alone.delete(path)


INSERTED = (
    *("\t", "\n", "\r", "\0", " ", "  ", '"', "'", ":", ": ", "#", " #", "-", "- ", "?", "? "),
    *("[", "]", "{", "}", ",", "&", "&a ", "*", "*a", "!", "!!", "|", ">", "%", "@", "`", "\\"),
    *("---\n", "...\n", "\n---\n", "\n<<: ", "~", "null", "1e9", ".nan", "\ufeff", "é", "\u2028"),
)
