"""The report of a comparison: what a stranger's data can do to it, how long it gets, its JSON."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal

import jsonschema
import pytest
from markdown_it import MarkdownIt

from generator.changes import report
from generator.changes.comparison import (
    Comparison,
    FieldChange,
    PageChange,
    RecordChange,
    TotalChange,
)
from generator.changes.escaping import MarkdownText, PlainText
from generator.changes.json_report import as_json, json_schema
from generator.changes.word_diff import word_diff
from generator.core.problem import Problem
from generator.dataset.totals import Total
from generator.records import Language
from tests.site.test_hostile_words import ATTACKS

GITHUB = MarkdownIt("gfm-like", {"html": True})

ATTACKS_ON_GITHUB = {
    **ATTACKS,
    "mentions": "@someone @team/all a@b.example (@x) @some-one",
    "issues": "#1 GH-1 owner/repo#1 owner/repo@deadbeef deadbeefdeadbeefdeadbeefdeadbeefdeadbeef",
    "bare addresses": "https://x.example www.x.example ftp://x.example mailto:a@b.example",
    "pictures": ":octocat: ![x](https://x.example/y.png) <img src=x>",
    "blocks": "\n\n# head\n\n- item\n\n```\ncode\n```\n\n> quote\n\n| a |\n|---|\n| b |\n\n1. one\n",
    "ends": "</details></summary></li></ul> ** ~~ ` `` \\",
    "formulas": "$x$ $$y$$ $`z`$",
    "direction": "\u202eabc\u200b \x1b[31m\x07",
}
each_attack = pytest.mark.parametrize(
    "attack", ATTACKS_ON_GITHUB.values(), ids=[*ATTACKS_ON_GITHUB]
)


def comparison_with(text: str, times: int = 1) -> Comparison:
    """A comparison that quotes the text wherever data is quoted."""
    problem = Problem(text, 1, 1, text, "rule", text, text)
    address = " ".join(text.split())  # the models refuse an address with line breaks
    old: dict[Language, str] = {"fr": address, "nl": address}
    fields = (
        FieldChange(text, text, f"{text} and more"),
        FieldChange(text, None, text),
        FieldChange(text, text, None),
    )
    names: dict[Language, str] = {"fr": text, "nl": f"{text} nl"}
    key = f"projects/{text}"
    record = RecordChange("renamed", key, text, names, text, fields, 2, (problem,))
    sums = Total(1, Decimal(10)), Total(2, Decimal(20))
    return Comparison(
        base=text,
        records=(record,) * times,
        totals=(TotalChange(text, text, *sums, problems=(problem,)),),
        pages=(
            PageChange("moves", address, old, {"fr": f"{address}x"}, (address,)),
            PageChange("disappears", address, old, {}, (address,)),
        ),
        changed_pages={"fr": (address,), "nl": (address,)},
        other_files=(text,),
        problems=(problem,),
        fixed=(problem,),
        not_compared=(text,),
        errors_before=1,
        errors_after=times + 3,
    )


def elements(markdown: str) -> list[str]:
    """The elements of a comment in order, except those that mark a change or a path."""
    tags = re.findall(r"<(/?\w+)", GITHUB.render(markdown))
    marks = {"strong", "/strong", "s", "/s", "span", "/span", "code", "/code"}
    return [tag for tag in tags if tag not in marks]


@each_attack
def test_a_strangers_data_is_only_text_in_a_comment(attack: str) -> None:
    comment = report.as_markdown(comparison_with(attack))

    assert elements(comment) == elements(report.as_markdown(comparison_with("harmless")))
    assert not {"a", "img", "script"} & {*elements(comment)}
    read = re.sub(r"<(pre|code)>.*?</\1>|<[^>]*>", "", GITHUB.render(comment), flags=re.DOTALL)
    assert not re.search(r"[@#]\w|://\w|\bwww\.\w|:\w+:|\bGH-\d|[0-9a-f]{7}", read, re.IGNORECASE)


@each_attack
def test_a_strangers_data_cannot_move_the_cursor(attack: str) -> None:
    text = report.as_text(comparison_with(attack), pages=True)
    harmless = report.as_text(comparison_with("harmless"), pages=True)

    assert len(text.splitlines()) == len(harmless.splitlines())
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e]", text)


def test_a_value_is_escaped_once() -> None:
    assert MarkdownText("{} {}").fill("*", MarkdownText("**")) == r"\* **"
    assert PlainText("{}").fill("a\nb") == "a ¶ b"


# --- length ------------------------------------------------------------------------------------


@pytest.mark.parametrize("limit", [900, 5_000, report.LONGEST_COMMENT])
def test_a_long_comment_says_how_many_lines_are_left_out(limit: int) -> None:
    comment = report.as_markdown(comparison_with("words " * 50, times=200), limit)

    assert len(comment) <= limit
    assert re.search(r"\n\d+ more lines are left out here: [^\n]+$", comment)
    assert comment.count("<details>") == comment.count("</details>")


def test_a_short_comment_is_whole() -> None:
    assert "left out" not in report.as_markdown(comparison_with("words"))


def test_at_most_20_problems_in_one_place_are_listed() -> None:
    comparison = comparison_with("words")
    problems = comparison.problems * (report.MOST_PROBLEMS + 5)
    text = report.as_text(replace(comparison, problems=problems, not_compared=()))

    assert "\n5 more: " in text


def test_the_first_line_says_what_breaks() -> None:
    assert report.as_text(comparison_with("words")).splitlines()[0] == (
        "1 record changes, compared with words: 2 lost pages, 3 new errors, 1 older error"
    )


# --- JSON --------------------------------------------------------------------------------------


def test_json_is_as_its_schema_says() -> None:
    value = json.loads(as_json(comparison_with("fr/words/")))
    schema = json_schema()

    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(value, schema)
    assert value["records"][0]["fields"][0]["new"] == "fr/words/ and more"
    assert [*value["redirects"]] == ["data/redirects/words.yml"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**value, "record": []}, schema)


def test_the_keys_of_json_stay() -> None:
    """Other programs read them: a renamed field keeps its key."""
    assert [*json.loads(as_json(comparison_with("words")))] == [
        *("base", "records", "totals", "pages", "redrawn", "untold", "problems", "mended"),
        *("unread", "errors_before", "errors_after", "redirects"),
    ]


# --- word diff ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("52200", "53200", "[-52200-]{+53200+}"),
        ("", "Bal", "{+Bal+}"),
        ("Bal", "", "[-Bal-]"),
        ("un bal pour tous", "un bal pour chacun", "un bal pour [-tous-]{+chacun+}"),
        ("a b", "a  b", "a[-␣-]{+␣␣+}b"),
        ("n° 7", "n°\u00a07", "n°[-␣-]{+⍽+}7"),
        ("ancien-titre", "nouveau-titre", "[-ancien-titre-]{+nouveau-titre+}"),
        ("un café, un thé", "un café et un thé", "un café[-,-]{+ et+} un thé"),
    ],
)
def test_texts_are_compared_word_by_word(old: str, new: str, expected: str) -> None:
    marks = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}

    assert "".join(marks[kind].format(text) for kind, text in word_diff(old, new)) == expected


def test_long_unchanged_text_is_shortened() -> None:
    long = "mot " * 100
    pieces = [*word_diff(f"{long}ancien {long}", f"{long}nouveau {long}")]

    assert [kind for kind, _ in pieces] == ["same", "old", "new", "same"]
    assert all(len(text) < 60 for _, text in pieces)
    words = re.findall(r"\w+", " ".join(text for _, text in pieces))
    assert {*words} == {"mot", "ancien", "nouveau"}


def test_long_texts_that_differ_as_a_whole_are_not_compared_word_by_word() -> None:
    old, new = (" ".join(f"{letter}{i}" for i in range(20_000)) for letter in "ab")

    assert [kind for kind, _ in word_diff(old, new)] == ["old", "new"]
