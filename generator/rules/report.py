"""What checking found, as text: for people, for programs, for GitHub's annotations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from pydantic import TypeAdapter

from generator.core.problem import Problem, RuleInfo, Severity
from generator.dataset.dataset import Dataset
from generator.dataset.translations import Count, survey
from generator.records import LANGUAGES, Language

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "silenced")


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

    @classmethod
    def of(cls, dataset: Dataset, problems: Sequence[Problem]) -> Self:
        """The numbers of a dataset in which `problems` were found."""
        counts = Counter(problem.severity for problem in problems)
        return cls(
            records=dict(sorted(Counter(record.kind for record in dataset.records).items())),
            files=len({problem.path for problem in problems if problem.severity == "error"}),
            errors=counts["error"],
            warnings=counts["warning"],
            silenced=counts["silenced"],
            translations={
                language: {count.value: total[count] for count in Count}
                for language in LANGUAGES
                for total in [survey(dataset).total(language)]
            },
        )

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
    """Everything that was found: errors, then warnings, then what records silence.

    `rules` are the addresses, in each language, of the page of every rule that something breaks.
    """

    problems: tuple[Problem, ...]
    rules: dict[str, dict[Language, str]]
    summary: Summary

    @classmethod
    def of(
        cls,
        dataset: Dataset,
        problems: Iterable[Problem],
        urls: Callable[[str], dict[Language, str]],
    ) -> Self:
        """The report on a dataset in which `problems` were found; `urls` of the page of a rule."""
        found = tuple(sorted(problems, key=lambda problem: SEVERITIES.index(problem.severity)))
        codes = sorted({p.code for p in found if p.severity != "silenced"})
        return cls(found, {code: urls(code) for code in codes}, Summary.of(dataset, found))


def as_text(report: Report) -> str:
    """For people: a line or two for each problem, where its rule is explained, the summary."""
    rules = [f"    {code}: {_pages(report, code)}" for code in report.rules]
    if rules:
        rules.insert(0, "Why a rule is there, and how to mend what breaks it:")
    parts = [map(str, report.problems), rules, [str(report.summary)]]
    return "\n\n".join(filter(None, map("\n".join, parts)))


def as_json(report: Report) -> str:
    """For programs: one object, as `json_schema` describes it."""
    return TypeAdapter(Report).dump_json(report, indent=2).decode()


def as_github(report: Report) -> str:
    """For GitHub Actions: workflow commands that annotate the lines of a pull request.

    What a record silences is left out: it would stand beside every change of others.

    GitHub shows ten annotations of each level for a step, hence errors first; its log shows all.
    """
    heard = (problem for problem in report.problems if problem.severity != "silenced")
    annotations = (_annotation(problem, report) for problem in heard)
    return "\n".join([*annotations, str(report.summary)])


def _pages(report: Report, code: str) -> str:
    """Where a rule that something breaks is explained, in each language."""
    return " · ".join(report.rules.get(code, {}).values())


FORMATS: Mapping[str, Callable[[Report], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}


def json_schema() -> dict[str, Any]:
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

# What ends a command or one of its properties; https://github.com/actions/toolkit, core/src/command.ts.
DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
PROPERTY = DATA | str.maketrans({":": "%3A", ",": "%2C"})


def _annotation(problem: Problem, report: Report) -> str:
    place = {
        "file": problem.path,
        "line": str(problem.line),
        "col": str(problem.column),
        "title": problem.code,
    }
    properties = ",".join(f"{name}={value.translate(PROPERTY)}" for name, value in place.items())
    field = f"{problem.field}: " if problem.field else ""
    lines = (f"{field}{problem.message}", problem.remedy, _pages(report, problem.code))
    words = "\n".join(filter(None, lines))
    return f"::{problem.severity} {properties}::{words.translate(DATA)}"
