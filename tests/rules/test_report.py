"""The report of `check`: as text, as JSON, as annotations of GitHub."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator

from generator.core.problem import Problem, RuleInfo
from generator.dataset.dataset import Dataset
from generator.rules.catalogue import catalogue
from generator.rules.report import (
    Report,
    as_github,
    as_json,
    as_text,
    json_schema,
    rules_as_json,
    rules_as_text,
)
from generator.site.site import Site
from tests.support.repository import Repository

ERROR = Problem("data/b.yml", 3, 7, "name.fr", "yaml", "is wrong", "fix it")
WARNING = Problem("data/a.yml", 1, 1, "", "same-in-both", "looks wrong", "look at it", "warning")
SILENCED = replace(
    WARNING, code="amount-outlier", field="amount", severity="silenced", reason="it is so"
)

PAGES = {
    code: f"https://toy.example/fr/regles/{code}/ · https://toy.example/nl/regels/{code}/"
    for code in (ERROR.code, WARNING.code)
}


@pytest.fixture
def report(toy_site: Site) -> Callable[..., Report]:
    """Makes the report on the toy with some problems."""
    return lambda *problems: Report.of(toy_site.dataset, problems, toy_site.rule_urls)


@pytest.fixture
def found(report: Callable[..., Report]) -> Report:
    return report(SILENCED, WARNING, ERROR)


# --- text --------------------------------------------------------------------------------------


def test_text_shows_errors_then_warnings_then_silenced_ones_with_the_reason(found: Report) -> None:
    problems, _, summary = as_text(found).split("\n\n")

    assert problems.splitlines() == [
        "data/b.yml:3:7: name.fr: is wrong [yaml]",
        "    fix it",
        "data/a.yml:1:1: warning: looks wrong [same-in-both]",
        "    look at it",
        "data/a.yml:1:1: silenced: amount: looks wrong [amount-outlier]",
        "    silenced: it is so",
    ]
    assert re.fullmatch(
        r"1 error, 1 warning, 1 silenced warning in \d+ records: 1 actions, .+\.", summary
    )


def test_text_shows_once_where_a_rule_is_explained(report: Callable[..., Report]) -> None:
    _, rules, _ = as_text(report(WARNING, ERROR, ERROR)).split("\n\n")

    assert rules.splitlines() == [
        "Why these rules exist, and how to fix what breaks them:",
        f"    same-in-both: {PAGES['same-in-both']}",
        f"    yaml: {PAGES['yaml']}",
    ]
    assert "https:" not in as_text(report(SILENCED))


def test_the_summary_counts_problems(report: Callable[..., Report]) -> None:
    for problems, beginning in (
        ([], "No problems in "),
        ([ERROR, replace(ERROR, line=4)], "2 errors in "),
        ([WARNING, replace(WARNING, line=4)], "2 warnings in "),
        ([SILENCED], "No problems, 1 silenced warning in "),
    ):
        assert str(report(*problems).summary).startswith(beginning)


def test_the_summary_counts_records_by_kind(found: Report, toy: Dataset) -> None:
    assert found.summary.records["communes"] == 4
    assert sum(found.summary.records.values()) == len([*toy.records])


# --- JSON --------------------------------------------------------------------------------------


def test_json_contains_every_part_of_every_problem(found: Report) -> None:
    data = json.loads(as_json(found))

    assert data["problems"][0] == {
        "path": "data/b.yml",
        "line": 3,
        "column": 7,
        "field": "name.fr",
        "code": "yaml",
        "message": "is wrong",
        "hint": "fix it",
        "severity": "error",
        "reason": "",
    }
    assert [problem["severity"] for problem in data["problems"]] == ["error", "warning", "silenced"]
    assert [*data["rules"]] == ["same-in-both", "yaml"]
    assert data["rules"]["yaml"] == {
        "fr": "https://toy.example/fr/regles/yaml/",
        "nl": "https://toy.example/nl/regels/yaml/",
    }
    assert data["summary"]["errors"] == data["summary"]["warnings"] == 1


def test_json_is_what_its_schema_describes(
    found: Report, report: Callable[..., Report], repository: Repository, toy_site: Site
) -> None:
    repository.replace("data/communes/forest.yml", "nis_code:", "nis_cod:")
    spoilt = Report.of(repository.dataset(), repository.problems(), toy_site.rule_urls)
    Draft202012Validator.check_schema(json_schema())
    validator = Draft202012Validator(json_schema())

    for each in (found, spoilt, report()):
        validator.validate(json.loads(as_json(each)))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.pop("summary"),
        lambda data: data.update(extra=1),
        lambda data: data["problems"][0].pop("hint"),
        lambda data: data["problems"][0].update(severity="fatal"),
    ],
)
def test_the_schema_allows_nothing_else(
    spoil: Callable[[dict[str, object]], object], found: Report
) -> None:
    data = json.loads(as_json(found))
    spoil(data)

    assert not Draft202012Validator(json_schema()).is_valid(data)


# --- GitHub ------------------------------------------------------------------------------------


def test_github_gets_an_annotation_for_each_problem_that_is_not_silenced(found: Report) -> None:
    *annotations, summary = as_github(found).splitlines()

    assert annotations == [
        "::error file=data/b.yml,line=3,col=7,title=yaml::name.fr: is wrong%0Afix it%0A"
        + PAGES["yaml"],
        "::warning file=data/a.yml,line=1,col=1,title=same-in-both::looks wrong%0Alook at it%0A"
        + PAGES["same-in-both"],
    ]
    assert summary == str(found.summary)


HOSTILE = "100 %\r\n::error::x,y:z%0A::stop-commands::t"


def test_an_annotation_escapes_what_could_end_it(report: Callable[..., Report]) -> None:
    hostile = Problem(HOSTILE, 1, 1, HOSTILE, "yaml", HOSTILE, HOSTILE)
    annotation, _ = as_github(report(hostile)).splitlines()
    match = re.fullmatch(r"::error file=([^:,]+),line=1,col=1,title=yaml::(.+)", annotation)

    assert match
    assert unquote(match[1]) == HOSTILE
    assert unquote(match[2]) == f"{HOSTILE}: {HOSTILE}\n{HOSTILE}\n{PAGES['yaml']}"


# --- rules -------------------------------------------------------------------------------------


def test_rules_are_listed_in_columns() -> None:
    rules = [RuleInfo("short", "error", "One."), RuleInfo("much-longer", "warning", "Two.")]

    assert rules_as_text(rules).splitlines() == [
        "short        error    One.",
        "much-longer  warning  Two.",
    ]


def test_rules_are_listed_as_json() -> None:
    rules = json.loads(rules_as_json(catalogue()))

    assert {
        "code": "field-twice",
        "severity": "error",
        "sentence": "A field is given once.",
    } in rules
    assert len(rules) == len(catalogue())
