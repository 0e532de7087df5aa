"""An effect in words: what a stranger's data can do to a comment, how long it gets, what programs read."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal

import jsonschema
import pytest
from markdown_it import MarkdownIt

from generator.changes import report
from generator.changes.comparison import Comparison, PageChange, RecordChange, TotalChange
from generator.changes.escaping import MarkdownText, PlainText
from generator.changes.fields import FieldChange
from generator.changes.word_diff import word_diff
from generator.core.problem import Problem
from generator.dataset.totals import Total
from generator.records import Language
from tests.reading.test_hostile import ATTACKS

GITHUB = MarkdownIt("gfm-like", {"html": True})

LIVE = {
    **ATTACKS,
    "mentions": "@someone @team/all a@b.example (@x) @some-one",
    "issues": "#1 GH-1 owner/repo#1 owner/repo@deadbeef deadbeefdeadbeefdeadbeefdeadbeefdeadbeef",
    "bare addresses": "https://x.example www.x.example ftp://x.example mailto:a@b.example",
    "pictures": ":octocat: ![x](https://x.example/y.png) <img src=x>",
    "blocks": "\n\n# head\n\n- item\n\n```\ncode\n```\n\n> quote\n\n| a |\n|---|\n| b |\n\n1. one\n",
    "ends": "</details></summary></li></ul> ** ~~ ` `` \\",
    "formulas": "$x$ $$y$$ $`z`$",
    "turns": "\u202eabc\u200b \x1b[31m\x07",
}


def effect_of(text: str, times: int = 1) -> Comparison:
    """An effect that quotes the text wherever data is quoted."""
    problem = Problem(text, 1, 1, text, "rule", text, text)
    address = " ".join(text.split())  # on one line: the models see to that
    old: dict[Language, str] = {"fr": address, "nl": address}
    record = RecordChange(
        "renamed",
        f"projects/{text}",
        text,
        {"fr": text, "nl": f"{text} nl"},
        text,
        (
            FieldChange(text, text, f"{text} and more"),
            FieldChange(text, None, text),
            FieldChange(text, text, None),
        ),
        2,
        (problem,),
    )
    return Comparison(
        text,
        (record,) * times,
        (
            TotalChange(
                text, text, Total(1, Decimal(10)), Total(2, Decimal(20)), problems=(problem,)
            ),
        ),
        (
            PageChange("moves", address, old, {"fr": f"{address}x"}, (address,)),
            PageChange("disappears", address, old, {}, (address,)),
        ),
        {"fr": (address,), "nl": (address,)},
        (text,),
        (problem,),
        (problem,),
        (text,),
        1,
        times + 3,
    )


def shape(markdown: str) -> list[str]:
    """The elements of a comment, in order, but those that mark a change or a path."""
    html = GITHUB.render(markdown)
    tags = re.findall(r"<(/?\w+)", html)
    marks = {"strong", "/strong", "s", "/s", "span", "/span", "code", "/code"}
    return [tag for tag in tags if tag not in marks]


@pytest.mark.parametrize("attack", LIVE.values(), ids=LIVE)
def test_data_of_a_stranger_is_words_in_a_comment(attack: str) -> None:
    comment = report.as_markdown(effect_of(attack))

    assert shape(comment) == shape(report.as_markdown(effect_of("harmless")))
    assert not {"a", "img", "script"} & {*shape(comment)}
    read = re.sub(r"<(pre|code)>.*?</\1>|<[^>]*>", "", GITHUB.render(comment), flags=re.DOTALL)
    assert not re.search(r"[@#]\w|://\w|\bwww\.\w|:\w+:|\bGH-\d|[0-9a-f]{7}", read, re.IGNORECASE)


@pytest.mark.parametrize("attack", LIVE.values(), ids=LIVE)
def test_data_of_a_stranger_moves_no_cursor_and_no_line(attack: str) -> None:
    told = report.as_text(effect_of(attack), pages=True)

    assert len(told.splitlines()) == len(
        report.as_text(effect_of("harmless"), pages=True).splitlines()
    )
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e]", told)


@pytest.mark.parametrize("limit", [900, 5_000, report.LONGEST_COMMENT])
def test_a_comment_has_room_for_what_it_says_is_left_out(limit: int) -> None:
    comment = report.as_markdown(effect_of("words " * 50, times=200), limit)

    assert len(comment) <= limit
    assert re.search(
        r"\n\d+ more lines are left out here: `python -m generator diff` shows all\.$", comment
    )
    assert comment.count("<details>") == comment.count("</details>")


def test_a_short_comment_is_whole() -> None:
    assert "left out" not in report.as_markdown(effect_of("words"))


def test_an_account_begins_with_what_breaks() -> None:
    told = report.as_text(effect_of("words"))

    assert told.splitlines()[0] == (
        "1 record changes, compared with words: 2 lost pages, 3 new errors, 1 older error"
    )


def test_of_many_problems_in_one_place_some_are_told() -> None:
    effect = effect_of("words")
    problems = effect.problems * (report.MOST_PROBLEMS + 5)
    told = report.as_text(replace(effect, problems=problems, not_compared=()))

    assert "\n5 more: `python -m generator check` names them\n" in told


def test_programs_get_what_the_schema_describes() -> None:
    told = json.loads(report.as_json(effect_of("fr/words/")))
    schema = report.json_schema()

    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(told, schema)
    assert told["records"][0]["fields"][0]["new"] == "fr/words/ and more"
    assert [*told["redirects"]] == ["data/redirects/words.yml"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**told, "record": []}, schema)


# --- word by word ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "told"),
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
def test_a_text_is_compared_word_by_word(old: str, new: str, told: str) -> None:
    pieces = word_diff(old, new)
    words = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}

    assert "".join(words[kind].format(text) for kind, text in pieces) == told


def test_what_stays_for_long_is_shortened() -> None:
    long = "mot " * 100
    pieces = [*word_diff(f"{long}ancien {long}", f"{long}nouveau {long}")]

    assert [kind for kind, _ in pieces] == ["same", "old", "new", "same"]
    assert all(len(text) < 60 for _, text in pieces)
    words = re.findall(r"\w+", " ".join(text for _, text in pieces))
    assert {*words} == {"mot", "ancien", "nouveau"}


def test_texts_that_have_nothing_in_common_are_not_compared_for_ever() -> None:
    old, new = (" ".join(f"{letter}{i}" for i in range(20_000)) for letter in "ab")

    assert [kind for kind, _ in word_diff(old, new)] == ["old", "new"]


def test_words_are_escaped_once() -> None:
    assert MarkdownText("{} {}").fill("*", MarkdownText("**")) == r"\* **"
    assert PlainText("{}").fill("a\nb") == "a ¶ b"
