"""What is wrong in the data, as values that are collected, sorted and shown all at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding in one file.

    `path` is relative to the repository; `line` and `column` count from 1; `field` is the dotted
    path in the record ("title.nl"), empty for the file as a whole; `hint` says how to mend it.
    """

    path: str
    line: int
    column: int
    field: str
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        field = f"{self.field}: " if self.field else ""
        hint = f"\n    {self.hint}" if self.hint else ""
        return f"{self.path}:{self.line}:{self.column}: {field}{self.message} [{self.code}]{hint}"


class DataError(Exception):
    """The data cannot be used; carries every problem found, sorted."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))
