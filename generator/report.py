"""What checking found, as text: for people, for programs, for GitHub's annotations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from generator.checks import RuleInfo
from generator.dataset import Dataset
from generator.models import LANGUAGES
from generator.problems import Problem, Severity
from generator.translations import Count, survey


@dataclass(frozen=True, slots=True)
class Summary:
    """What was checked and found, in numbers; `records` of each kind, `files` that hold errors.

    `translations` counts the texts of each language as the site's page on them does.
    """

    records: dict[str, int]
    files: int
    errors: int
    warnings: int
    silenced: int
    translations: dict[str, dict[str, int]]

    def __str__(self) -> str:
        """One line, for people."""
        kinds = ", ".join(f"{count} {kind}" for kind, count in self.records.items())
        counts = ((self.errors, "error"), (self.warnings, "warning"))
        found = [counted(count, word) for count, word in counts if count] or ["No problems"]
        if self.silenced:
            found.append(counted(self.silenced, "silenced warning"))
        records = f"{sum(self.records.values())} records: {kinds}"
        return f"{', '.join(found)} in {records}. {self._translations()}."

    def _translations(self) -> str:
        french, dutch = self.translations["fr"], self.translations["nl"]
        waiting = {
            "behind in French": french["behind"],
            "behind in Dutch": dutch["behind"],
            "not confirmed": french["unconfirmed"],
        }
        told = [f"{count} {state}" for state, count in waiting.items() if count]
        texts = counted(french["texts"] - french["same"], "text")
        return f"{texts} in two languages: {', '.join(told) or 'all confirmed'}"


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was found: errors, then warnings, then what records silence."""

    problems: tuple[Problem, ...]
    summary: Summary


SEVERITIES: tuple[Severity, ...] = ("error", "warning", "silenced")


def report(dataset: Dataset, problems: Iterable[Problem]) -> Report:
    """The report on a dataset in which `problems` were found."""
    found = sorted(problems, key=lambda problem: SEVERITIES.index(problem.severity))
    counts = Counter(problem.severity for problem in found)
    summary = Summary(
        records=dict(sorted(Counter(record.kind for record in dataset.records).items())),
        files=len({problem.path for problem in found if problem.severity == "error"}),
        errors=counts["error"],
        warnings=counts["warning"],
        silenced=counts["silenced"],
        translations={
            language: {count.value: total[count] for count in Count}
            for language in LANGUAGES
            for total in [survey(dataset).total(language)]
        },
    )
    return Report(tuple(found), summary)


def as_text(report: Report) -> str:
    """For people: a line or two for each problem, then the summary."""
    lines = [str(problem) for problem in report.problems]
    return "\n".join([*lines, *([""] if lines else []), str(report.summary)])


def as_json(report: Report) -> str:
    """For programs: one object, as `schema` describes it."""
    return TypeAdapter(Report).dump_json(report, indent=2).decode()


def as_github(report: Report) -> str:
    """For GitHub Actions: workflow commands that annotate the lines of a pull request.

    GitHub shows ten annotations of each level for a step, hence errors first; its log shows all.
    """
    return "\n".join([*(_annotation(problem) for problem in report.problems), str(report.summary)])


FORMATS: Mapping[str, Callable[[Report], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}


def schema() -> dict[str, Any]:
    """The JSON Schema of what `as_json` gives."""
    return described(Report)


def described(kind: type) -> dict[str, Any]:
    """The JSON Schema of what a kind of value is as JSON, where every field is given."""
    schema = TypeAdapter(kind).json_schema(mode="serialization")
    for shape in (schema, *schema["$defs"].values()):
        shape |= {"required": [*shape["properties"]], "additionalProperties": False}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def rules_as_text(rules: Iterable[RuleInfo]) -> str:
    """Each rule on a line: code, severity, sentence, in columns."""
    rules = tuple(rules)
    width = max(len(rule.code) for rule in rules)
    return "\n".join(f"{rule.code:{width}}  {rule.severity:7}  {rule.sentence}" for rule in rules)


def rules_as_json(rules: Iterable[RuleInfo]) -> str:
    """A list of objects, one for each rule."""
    return TypeAdapter(tuple[RuleInfo, ...]).dump_json(tuple(rules), indent=2).decode()


def counted(count: int, word: str) -> str:
    """The count with its word: "1 error", "2 errors"."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


# --- GitHub ------------------------------------------------------------------------------------

LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "silenced": "notice"}

# What ends a command or one of its properties; https://github.com/actions/toolkit, core/src/command.ts.
DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
PROPERTY = DATA | str.maketrans({":": "%3A", ",": "%2C"})


def _annotation(problem: Problem) -> str:
    place = {
        "file": problem.path,
        "line": str(problem.line),
        "col": str(problem.column),
        "title": problem.code,
    }
    properties = ",".join(f"{name}={value.translate(PROPERTY)}" for name, value in place.items())
    field = f"{problem.field}: " if problem.field else ""
    below = f"silenced: {problem.reason}" if problem.reason else problem.hint
    words = f"{field}{problem.message}" + (f"\n{below}" if below else "")
    return f"::{LEVELS[problem.severity]} {properties}::{words.translate(DATA)}"
