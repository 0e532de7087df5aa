"""The report of what `check` found: as text, as JSON, as annotations of GitHub."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from pydantic import TypeAdapter

from generator.core.problem import Problem, RuleInfo, Severity
from generator.core.text import counted
from generator.dataset.dataset import Dataset
from generator.dataset.translations import TextCount, survey
from generator.records import LANGUAGES, Language

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "silenced")


@dataclass(frozen=True, slots=True)
class CheckSummary:
    """What was checked and found, in numbers: `records` of each kind, `files` with errors.

    `translations` counts the texts of each language as the site's page on translations does.
    """

    records: dict[str, int]
    files: int
    errors: int
    warnings: int
    silenced: int
    translations: dict[str, dict[str, int]]

    @classmethod
    def of(cls, dataset: Dataset, problems: Sequence[Problem]) -> Self:
        """The numbers of a dataset with these problems."""
        counts = Counter(problem.severity for problem in problems)
        texts = {language: survey(dataset).total(language) for language in LANGUAGES}
        return cls(
            records=dict(sorted(Counter(record.kind for record in dataset.records).items())),
            files=len({problem.path for problem in problems if problem.severity == "error"}),
            errors=counts["error"],
            warnings=counts["warning"],
            silenced=counts["silenced"],
            translations={
                language: {count.value: total[count] for count in TextCount}
                for language, total in texts.items()
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
        counts = {
            "behind in French": french["behind"],
            "behind in Dutch": dutch["behind"],
            "not confirmed": french["unconfirmed"],
        }
        waiting = ", ".join(f"{count} {state}" for state, count in counts.items() if count)
        texts = counted(french["texts"] - french["same"], "text")
        return f"{texts} in two languages: {waiting or 'all confirmed'}"


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was found: errors, then warnings, then silenced warnings.

    `rules` gives, for each rule with an error or a warning, the addresses of its page by language.
    """

    problems: tuple[Problem, ...]
    rules: dict[str, dict[Language, str]]
    summary: CheckSummary

    @classmethod
    def of(
        cls,
        dataset: Dataset,
        problems: Iterable[Problem],
        urls: Callable[[str], dict[Language, str]],
    ) -> Self:
        """The report on a dataset with these problems; `urls` gives the addresses of a rule's page."""
        found = tuple(sorted(problems, key=lambda problem: SEVERITIES.index(problem.severity)))
        codes = sorted({p.code for p in found if p.severity != "silenced"})
        return cls(found, {code: urls(code) for code in codes}, CheckSummary.of(dataset, found))

    def pages(self, code: str) -> str:
        """The addresses of a rule's page, in one line."""
        return " · ".join(self.rules.get(code, {}).values())


def as_text(report: Report) -> str:
    """For people: each problem, where its rule is explained, the summary."""
    parts = []
    if report.problems:
        parts.append("\n".join(map(str, report.problems)))
    if report.rules:
        pages = [f"    {code}: {report.pages(code)}" for code in report.rules]
        heading = "Why these rules exist, and how to fix what breaks them:"
        parts.append("\n".join([heading, *pages]))
    return "\n\n".join([*parts, str(report.summary)])


def as_json(report: Report) -> str:
    """For programs: one object, as `json_schema` describes it."""
    return TypeAdapter(Report).dump_json(report, indent=2).decode()


def as_github(report: Report) -> str:
    """For GitHub Actions: commands that annotate the lines of a pull request.

    GitHub shows the first ten annotations of each level, so errors come first; its log shows all.
    Silenced warnings are left out, because they would appear on every pull request.
    """
    annotations = (_annotation(p, report) for p in report.problems if p.severity != "silenced")
    return "\n".join([*annotations, str(report.summary)])


FORMATS: Mapping[str, Callable[[Report], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}


def json_schema() -> dict[str, Any]:
    """The JSON Schema of what `as_json` gives."""
    return json_schema_of(Report)


def json_schema_of(kind: type) -> dict[str, Any]:
    """The JSON Schema of a dataclass: every field is required, no other is allowed."""
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


# --- GitHub ------------------------------------------------------------------------------------

# GitHub reads these characters as the end of the text, or of a property, of a command:
# https://github.com/actions/toolkit, core/src/command.ts.
IN_TEXT = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
IN_PROPERTY = IN_TEXT | str.maketrans({":": "%3A", ",": "%2C"})


def _annotation(problem: Problem, report: Report) -> str:
    place = {
        "file": problem.path,
        "line": str(problem.line),
        "col": str(problem.column),
        "title": problem.code,
    }
    properties = ",".join(f"{name}={value.translate(IN_PROPERTY)}" for name, value in place.items())
    field = f"{problem.field}: " if problem.field else ""
    lines = (f"{field}{problem.message}", problem.remedy, report.pages(problem.code))
    text = "\n".join(filter(None, lines))
    return f"::{problem.severity} {properties}::{text.translate(IN_TEXT)}"
