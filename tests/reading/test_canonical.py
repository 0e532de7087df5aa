"""The canonical form: one order, one style, comments kept, no value changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.core.problem import DataError
from generator.reading.canonical import canonicalize
from generator.reading.difference import difference
from generator.records import KIND_OF, Commune, Location, Project
from tests.support.repository import TOY

FOREST = "data/communes/forest.yml"
PROJECT = "data/projects/2022/x.yml"
SCHEMA = "# yaml-language-server: $schema=../../../schemas/projects.json\n"


def project(text: str, **changes: object) -> str:
    """The canonical form of some fields of a project, without its first line."""
    return canonicalize(text, Project, PROJECT, **changes).removeprefix(SCHEMA)


@pytest.mark.parametrize("path", sorted((TOY / "data").rglob("*.yml")), ids=lambda path: path.stem)
def test_a_record_has_one_form_however_it_was_written(path: Path) -> None:
    """With its fields in another order, in the style of another program."""
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(TOY)
    turned = yaml.safe_dump(turn(yaml.safe_load(text)), sort_keys=False, width=40, indent=4)

    assert canonicalize(turned, KIND_OF[name.parts[1]], name) == text


def turn(value: Any) -> Any:
    """A record's data with its fields, and their parts, in the opposite order."""
    if isinstance(value, list):
        return [turn(item) for item in value]
    if isinstance(value, dict):
        parts = ((key, item if key == "confirmed" else turn(item)) for key, item in value.items())
        return dict(reversed([*parts]))
    return value


# --- order and style ---------------------------------------------------------------------------


def test_the_first_line_names_the_schema_for_editors() -> None:
    assert canonicalize("id: x", Project, PROJECT) == f"{SCHEMA}id: x\n"
    assert canonicalize(
        "# yaml-language-server: $schema=elsewhere.json\nid: x", Commune, FOREST
    ) == ("# yaml-language-server: $schema=../../schemas/communes.json\nid: x\n")


def test_fields_have_the_order_of_the_models_and_facts_come_before_provenance() -> None:
    text = "sources: []\nunknown: 1\ntitle: {nl: b, fr: a}\nyear: 2022\nid: x\n"

    assert project(text) == "id: x\nyear: 2022\ntitle:\n  fr: a\n  nl: b\nsources: []\nunknown: 1\n"


def test_a_mapping_that_is_not_a_model_keeps_its_order() -> None:
    assert project("confirmed: {title: a-b, id: c-d}") == "confirmed:\n  title: a-b\n  id: c-d\n"


def test_a_short_list_is_on_one_line_and_a_long_one_has_a_line_for_each_item() -> None:
    text = "sources:\n- document: q\n  lines:\n  - 1\n  - 3-4\nunofficial: [title.nl]\n"
    lines = "sources:\n  - document: q\n    lines: [1, 3-4]\nunofficial: [title.nl]\n"
    long = [f"description.{'x' * 20}{i}" for i in range(5)]

    assert project(text) == lines
    assert project("", unofficial=long) == "unofficial:\n" + "".join(f"  - {x}\n" for x in long)


def test_a_long_text_is_folded_and_a_text_of_several_lines_keeps_them() -> None:
    words = "mot " * 40
    folded = project("", title={"fr": words.strip(), "nl": "- een\n\n- twee\n"})

    assert folded == (
        f"title:\n  fr: >-\n    {('mot ' * 24).strip()}\n    {('mot ' * 16).strip()}\n"
        "  nl: |-\n    - een\n\n    - twee\n"
    )


@pytest.mark.parametrize(
    "text", ["2.1", "1190", "yes", "no", "y", "null", "~", "1e3", "0o17", "2022-01-01"]
)
def test_text_that_some_parser_reads_as_another_type_is_in_quotes(text: str) -> None:
    assert project("", title={"both": text}) == f'title:\n  both: "{text}"\n'


@pytest.mark.parametrize("text", ["Café", "l'été", "3-22", "a#b", "a:b", "vzw / asbl", "🙂"])
def test_other_text_has_no_quotes(text: str) -> None:
    assert project("", title={"both": text}) == f"title:\n  both: {text}\n"


HOSTILE = (
    *("", " ", "  a", "a  ", "\ta", "a\tb", "a: b", "a:", ":a", "a # b", "# a", "#a", "- a", "-"),
    *("-a", "?", "? a", "@a", "`a", "%a", "!a", "&a", "*a", "|", ">-", "[a]", "{a: b}", "a, b"),
    *("a]", ",", '"', "'", '"a"', "'a'", "a\\b", 'a"b\\', "yes", "Off", "~", "NULL", "=", "<<"),
    *("---", "...", "1", "+1", "-1.5", "1_000", "0x1F", "1:30", ".inf", ".NaN", "1.", "12e03"),
    *("2022-01-01 10:00", "\u00a0a\u00a0", "a\u202fb\u00a0: c", "🙂", "a\u2028b", "a\u0085b"),
    *("a\x07b", "\ufeffa", "a\nb", "a\n\nb\n\n\nc", "\na", "a\n b", "a \nb", " a\nb", "a\r\nb"),
    *("- a\n- b\n  - c", "# a\n# b", "x" * 300, "x" * 300 + " " + "y" * 300, "- " * 100 + "a"),
    *("mot " * 60 + "fin", "mot  " * 60 + "fin", ("mot " * 40 + "\n") * 3 + "fin"),
    *("a " * 60 + "# b: c", ("« mot » : " * 20).strip()),
)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("shape", ["field", "item", "nested", "key"])
def test_hostile_text_survives(text: str, shape: str) -> None:
    shapes: dict[str, Any] = {
        "field": {"title": {"both": text}},
        "item": {"unofficial": [text, "a", text]},
        "nested": {"remarks": [{"fr": text, "nl": "a"}, {"fr": "a", "nl": text}]},
        "key": {"confirmed": {text: "a"}},
    }
    written = project("", **shapes[shape])

    assert yaml.safe_load(written) == shapes[shape]
    assert project(written) == written


# --- comments ----------------------------------------------------------------------------------

LINES = """\
id: x
year: 2022
title:
  fr: "Café"
  nl: 'Koffie'
description:
  fr: >-
    un
    deux
sources:
  - document: q
    lines: [1, 2]
unofficial: [title.nl]
""".splitlines()
BLOCK = ["  fr: >-", "    un", "    deux"]
"""Below these lines, and beside the last two, nothing is a comment: they are a text of several lines."""

BELOW = [(at, False) for at, line in enumerate(LINES) if line not in BLOCK]
BESIDE = [(at, True) for at, line in enumerate(LINES) if line not in BLOCK[1:]]


@pytest.mark.parametrize(("at", "beside"), BELOW + BESIDE)
def test_a_comment_on_any_line_is_kept(at: int, beside: bool) -> None:
    indent = " " * (len(LINES[at]) - len(LINES[at].lstrip(" -")))
    commented = [f"{LINES[at]} # kept"] if beside else [LINES[at], f"{indent}# kept"]
    formatted = project("\n".join([*LINES[:at], *commented, *LINES[at + 1 :]]))

    assert formatted.count("# kept") == 1
    assert yaml.safe_load(formatted) == yaml.safe_load("\n".join(LINES))
    assert project(formatted) == formatted


def test_comments_move_with_the_field_below_or_beside_them() -> None:
    text = """\
# of the year
year: 2022 # in the annex
# of the id
id: x
sources: # both
  # first
  - lines: [1] # beside
    document: q
  - document: r
"""
    assert (
        project(text)
        == """\
# of the id
id: x
# of the year
year: 2022  # in the annex
sources:  # both
  # first
  - document: q
    lines: [1]  # beside
  - document: r
"""
    )


def test_a_comment_that_ends_a_block_stays_in_it() -> None:
    text = "sources:\n  - document: q\n  # - document: r\nid: x\n# the end\n"

    assert project(text) == "id: x\nsources:\n  - document: q\n  # - document: r\n# the end\n"


def test_a_list_with_comments_keeps_a_line_for_each_item() -> None:
    text = "unofficial: [\n  title.fr, # printed in Dutch only\n  title.nl,\n]\n"

    assert project(text) == "unofficial:\n  - title.fr  # printed in Dutch only\n  - title.nl\n"


def test_a_hash_in_a_text_is_not_a_comment() -> None:
    text = 'id: "a # b" # c\ntitle:\n  fr: >- # d\n    e\n    # f\n  nl: g#h\n'

    assert project(text) == 'id: "a # b"  # c\ntitle:\n  # d\n  fr: "e # f"\n  nl: g#h\n'


# --- changes -----------------------------------------------------------------------------------


def test_fields_can_be_changed_added_and_deleted() -> None:
    text = "id: x # stays\nyear: 2022 # goes\namount: 5 # stays too\n"
    changed = project(text, amount=7, year=None, confirmed={"title": "a-b"})

    assert changed == "id: x  # stays\namount: 7  # stays too\nconfirmed:\n  title: a-b\n"


def test_a_text_that_is_not_yaml_is_refused() -> None:
    with pytest.raises(DataError, match=FOREST):
        canonicalize("id: [", Commune, FOREST)


@pytest.mark.parametrize("line", ['fr: "Forest"  # bois', "fr: >-  # bois\n    Forest"])
def test_a_comment_beside_words_goes_above_them(line: str) -> None:
    """Without the quotes, the comment would be one of the words."""
    changed = canonicalize(
        f"id: forest\nname:\n  {line}\n  nl: null  # to be given\n", Commune, FOREST
    )

    assert "name:\n  # bois\n  fr: Forest\n  nl: null  # to be given\n" in changed
    assert canonicalize(changed, Commune, FOREST) == changed


@pytest.mark.parametrize(
    ("old", "new", "where", "words"),
    [
        ("tile: [1, 1]", "tile:  [1,  1]", ("tile",), "line 9 has too many or too few spaces"),
        ("tile: [1, 1]", "tile: [1,1]", ("tile",), "line 9 must be “tile: [1, 1]”"),
        ("tile: [1, 1]", "tile:\n- 1\n- 1", ("tile",), "it differs from line 9 on"),
        ("tile: [1, 1]\n", "tile: [1, 1]\n\n", ("tile",), "line 10 is blank"),
        (
            "  - document: question-7\n    lines: [14]\n",
            "  - lines: [14]\n    document: question-7\n",
            ("sources", 0, "document"),
            "it must come first",
        ),
        ("id: forest\nname:", "name:", ("id",), "it must come first"),
    ],
)
def test_the_first_difference_from_the_canonical_form_is_described(
    old: str, new: str, where: Location, words: str
) -> None:
    text = (TOY / FOREST).read_text(encoding="utf-8")
    spoilt = text.replace(old, new)
    spoilt += "" if "id: forest" in spoilt else "id: forest\n"

    assert difference(spoilt, text) == (where, words)


def test_a_wrong_end_of_a_file_is_described() -> None:
    text = (TOY / FOREST).read_text(encoding="utf-8")
    blank = text.count("\n") + 1
    open_end = "the last line does not end with a line break"

    assert difference(f"{text}\n", text) == (("confirmed", "name"), f"line {blank} is blank")
    assert difference(text.removesuffix("\n"), text) == (("confirmed", "name"), open_end)
