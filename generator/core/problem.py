"""Problems in the data: they are collected, sorted and shown together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "silenced"]
"""An error stops the build, a warning does not. A record may silence a warning and give a reason."""


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """A rule as it is listed: the code in its messages, its severity, the rule in one sentence."""

    code: str
    severity: Severity
    sentence: str


class Finding(NamedTuple):
    """Something wrong in a record: where (as `records.Location`), what, how to fix it.

    `code` is the code of the rule. Functions with `@rule` leave it empty, because `check` adds it.
    """

    where: tuple[str | int, ...]
    message: str
    hint: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding in one file.

    `path` is relative to the repository. `line` and `column` count from 1. `field` is the dotted path
    in the record ("title.nl"), empty for the whole file. `hint` says how to fix it. `reason` says why
    a record silences a warning.
    """

    path: str
    line: int
    column: int
    field: str
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"
    reason: str = ""

    @property
    def remedy(self) -> str:
        """The line below the message: how to fix the problem, or why it is silenced."""
        return f"silenced: {self.reason}" if self.reason else self.hint

    def __str__(self) -> str:
        severity = "" if self.severity == "error" else f"{self.severity}: "
        field = f"{self.field}: " if self.field else ""
        return (
            f"{self.path}:{self.line}:{self.column}: {severity}{field}{self.message} [{self.code}]"
            + (f"\n    {self.remedy}" if self.remedy else "")
        )


class DataError(Exception):
    """The data cannot be used. Has every problem that was found, sorted."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))
