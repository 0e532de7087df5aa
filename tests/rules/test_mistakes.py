"""Every rule of the data: mistakes/<the rule in words>.yml spoils the toy and expects exact messages.

A case says what to `add` (path: text), `change` (path: {old: new}), `delete` (paths) or `save_as`
(path: encoding) in the toy, and then, last, every problem that must come of it.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
import yaml

from generator.dataset.dataset import Dataset
from generator.reading.validation import CALLED
from generator.records import Model
from generator.rules.checks import catalogue, check
from tests.support.repository import Repository

MISTAKES = Path(__file__).parent / "mistakes"
CASES = sorted(MISTAKES.glob("*.yml"))
EXPECTED = "problems: |\n"
FORM = MISTAKES / "a-file-is-in-canonical-form.yml"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_mistake(case: Path, repository: Repository, toy: Dataset, update_golden: bool) -> None:
    """What is wrong, where, and how to mend it: path:line:column: field: message [rule], hint."""
    text = case.read_text(encoding="utf-8")
    mistake = yaml.safe_load(text)

    for path, content in mistake.get("add", {}).items():
        repository.write(path, content)
    for path, changes in mistake.get("change", {}).items():
        for old, new in changes.items():
            repository.replace(path, old, new)
    for path in mistake.get("delete", ()):
        repository.delete(path)
    for path, encoding in mistake.get("save_as", {}).items():
        repository.write(path, repository.read(path), encoding)
    # A file with a mistake is seldom in canonical form either: a case of its own tells that.
    problems = [p for p in repository.problems() if case == FORM or p.code != "not-canonical"]
    # What the toy silences is no news.
    silenced = check(toy)
    problems = [p for p in problems if p not in silenced]
    found = "".join(f"{problem}\n" for problem in problems)

    if update_golden and found:
        situation, _, _ = text.partition(EXPECTED)
        case.write_text(situation + EXPECTED + textwrap.indent(found, "  "), encoding="utf-8")
    else:
        assert found == mistake["problems"]


def test_the_toy_itself_has_no_mistake(repository: Repository) -> None:
    assert [p for p in repository.problems() if p.severity != "silenced"] == []


# What no case can say: made, or simulated, in test_hostile.py.
ELSEWHERE = {"not-a-file", "too-large"}


def test_each_rule_has_a_case_and_no_other_code_is_ever_told() -> None:
    told = {
        code
        for case in CASES
        for code in re.findall(
            r"^  data/.+ \[([a-z-]+)\]$", case.read_text(encoding="utf-8"), re.MULTILINE
        )
    }

    assert told | ELSEWHERE == {rule.code for rule in catalogue()}


def test_each_rule_has_one_code_and_is_one_sentence() -> None:
    rules = catalogue()

    assert len({rule.code for rule in rules}) == len(rules)
    for rule in rules:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.code), rule
        assert re.fullmatch(r"[A-Z`].+\.", rule.sentence), rule


def test_what_people_call_otherwise_is_a_field() -> None:
    parts = [Model]
    for part in parts:
        parts += part.__subclasses__()
    fields = {field for part in parts for field in part.model_fields}

    assert CALLED.keys() - fields == set()
