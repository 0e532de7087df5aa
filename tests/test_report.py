"""What `check` says of what it found: to people, to programs, to GitHub."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator

from generator.checks import RuleInfo, catalogue
from generator.dataset import Dataset
from generator.problems import Problem
from generator.report import (
    Report,
    as_github,
    as_json,
    as_text,
    report,
    rules_as_json,
    rules_as_text,
    schema,
)
from tests.repository import Repository

ERROR = Problem("data/b.yml", 3, 7, "name.fr", "a-rule", "is wrong", "mend it")
WARNING = Problem("data/a.yml", 1, 1, "", "a-doubt", "looks wrong", "look at it", "warning")
SILENCED = replace(WARNING, severity="silenced", reason="it is so", field="amount")


@pytest.fixture
def found(toy: Dataset) -> Report:
    return report(toy, [SILENCED, WARNING, ERROR])


# --- text --------------------------------------------------------------------------------------


def test_text_tells_errors_then_warnings_then_what_is_silenced_and_why(found: Report) -> None:
    *problems, blank, summary = as_text(found).splitlines()

    assert problems == [
        "data/b.yml:3:7: name.fr: is wrong [a-rule]",
        "    mend it",
        "data/a.yml:1:1: warning: looks wrong [a-doubt]",
        "    look at it",
        "data/a.yml:1:1: silenced: amount: looks wrong [a-doubt]",
        "    silenced: it is so",
    ]
    assert blank == ""
    assert re.fullmatch(
        r"1 error, 1 warning, 1 silenced warning in \d+ records: 1 actions, .+\.", summary
    )


@pytest.mark.parametrize(
    ("problems", "beginning"),
    [
        ([], "No problems in "),
        ([ERROR, replace(ERROR, line=4)], "2 errors in "),
        ([WARNING, replace(WARNING, line=4)], "2 warnings in "),
        ([SILENCED], "No problems, 1 silenced warning in "),
    ],
    ids=["nothing", "errors", "warnings", "silenced"],
)
def test_the_summary_tells_what_there_is(
    problems: list[Problem], beginning: str, toy: Dataset
) -> None:
    assert str(report(toy, problems).summary).startswith(beginning)


def test_the_summary_counts_records_by_kind(found: Report, toy: Dataset) -> None:
    assert found.summary.records["communes"] == 4
    assert sum(found.summary.records.values()) == len(list(toy.records))


# --- JSON --------------------------------------------------------------------------------------


def test_json_holds_every_part_of_every_problem(found: Report) -> None:
    data = json.loads(as_json(found))

    assert data["problems"][0] == {
        "path": "data/b.yml",
        "line": 3,
        "column": 7,
        "field": "name.fr",
        "code": "a-rule",
        "message": "is wrong",
        "hint": "mend it",
        "severity": "error",
        "reason": "",
    }
    assert [problem["severity"] for problem in data["problems"]] == ["error", "warning", "silenced"]
    assert data["summary"]["errors"] == data["summary"]["warnings"] == 1


def test_json_is_what_its_schema_describes(found: Report, repository: Repository) -> None:
    repository.replace("data/communes/forest.yml", "nis_code:", "nis_cod:")
    spoilt = report(repository.dataset(), repository.problems())
    Draft202012Validator.check_schema(schema())
    validator = Draft202012Validator(schema())

    for told in (found, spoilt, report(repository.dataset(), [])):
        validator.validate(json.loads(as_json(told)))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.pop("summary"),
        lambda data: data.update(extra=1),
        lambda data: data["summary"].pop("warnings"),
        lambda data: data["problems"][0].pop("hint"),
        lambda data: data["problems"][0].update(severity="fatal"),
        lambda data: data["problems"][0].update(line="3"),
    ],
)
def test_the_schema_describes_nothing_else(
    spoil: Callable[[dict[str, object]], object], found: Report
) -> None:
    data = json.loads(as_json(found))
    spoil(data)

    assert not Draft202012Validator(schema()).is_valid(data)


# --- GitHub ------------------------------------------------------------------------------------


def test_github_gets_an_annotation_for_each_problem(found: Report) -> None:
    *annotations, summary = as_github(found).splitlines()

    assert annotations == [
        "::error file=data/b.yml,line=3,col=7,title=a-rule::name.fr: is wrong%0Amend it",
        "::warning file=data/a.yml,line=1,col=1,title=a-doubt::looks wrong%0Alook at it",
        "::notice file=data/a.yml,line=1,col=1,title=a-doubt::amount: looks wrong%0Asilenced: it is so",
    ]
    assert summary == str(found.summary)


HOSTILE = "100 %\r\n::error::x,y:z%0A::stop-commands::t"


def test_words_in_an_annotation_are_words_only(toy: Dataset) -> None:
    hostile = Problem(HOSTILE, 1, 1, HOSTILE, "a-rule", HOSTILE, HOSTILE)
    annotation, _ = as_github(report(toy, [hostile])).splitlines()
    match = re.fullmatch(r"::error file=([^:,]+),line=1,col=1,title=a-rule::(.+)", annotation)

    assert match
    assert unquote(match[1]) == HOSTILE
    assert unquote(match[2]) == f"{HOSTILE}: {HOSTILE}\n{HOSTILE}"


# --- rules -------------------------------------------------------------------------------------


def test_rules_are_listed_in_columns() -> None:
    rules = [RuleInfo("short", "error", "One."), RuleInfo("much-longer", "warning", "Two.")]

    assert rules_as_text(rules).splitlines() == [
        "short        error    One.",
        "much-longer  warning  Two.",
    ]


def test_rules_are_listed_for_programs_too() -> None:
    rules = json.loads(rules_as_json(catalogue()))

    assert {
        "code": "field-twice",
        "severity": "error",
        "sentence": "A field is given once.",
    } in rules
    assert len(rules) == len(catalogue())
