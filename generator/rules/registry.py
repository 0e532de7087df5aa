"""What a rule is: a function with the decorator `@rule`, which says what it checks, and when.

It takes a record and the dataset and yields a `Finding` for each mistake. Its name is its code
(`missing_year` is `missing-year`), the first line of its docstring is the rule in one sentence. Its words
are in words/<family>.yml, its cases in tests/rules/cases/<code>.yml.
"""

from __future__ import annotations

import enum
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType

from generator.core.problem import Finding, RuleInfo, Severity
from generator.records import Record


class When(enum.IntEnum):
    """When a rule is checked, so that one mistake gives one message. Errors are listed in this order."""

    FIRST = enum.auto()
    """First, on every record: all other rules follow references."""
    EACH = enum.auto()
    """On each valid record that refers to valid records only, because their mistakes could cause others."""
    COMPLETE = enum.auto()
    """Once no record has an error: it compares records, and a missing or wrong one changes the result."""
    DATASET = enum.auto()
    """Once all files are read and all references are known. It takes the dataset only, no record."""
    ADDRESSES = enum.auto()
    """On each record. It takes the addresses of all pages instead of the dataset: only the site knows them."""
    LAST = enum.auto()
    """After the other warnings of a record. It takes the warnings that are absent instead of the dataset."""


CHECKED_AT = {
    "error": {When.FIRST, When.EACH, When.COMPLETE, When.DATASET, When.ADDRESSES},
    "warning": {When.EACH, When.COMPLETE, When.LAST},
}
"""When `check` applies the rules of each severity."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the data. It finds nothing in a record whose kind is not in `on`."""

    find: Callable[..., Iterator[Finding]]
    on: tuple[type[Record], ...]
    severity: Severity
    when: When
    blocks_pages: bool
    """Whether pages cannot be made while a record breaks it. A comparison with a source blocks none."""
    about_form: bool
    """Whether it is about how the file is written. It reports a field even if another rule reports it too."""

    @property
    def code(self) -> str:
        """The code in its messages."""
        return self.find.__name__.replace("_", "-")

    @property
    def info(self) -> RuleInfo:
        """The rule as it is listed."""
        sentence = (inspect.getdoc(self.find) or "").partition("\n")[0]
        return RuleInfo(self.code, self.severity, sentence)

    def __call__(self, record: Record, context: object) -> Iterator[Finding]:
        """What is wrong in a record; `context` is the dataset, or what `when` says."""
        return self.find(record, context) if isinstance(record, self.on) else iter(())


def rule(
    *,
    on: type[Record] | tuple[type[Record], ...] = Record,
    severity: Severity = "error",
    when: When = When.EACH,
    blocks_pages: bool = True,
    about_form: bool = False,
) -> Callable[[Callable[..., Iterator[Finding]]], Rule]:
    """Makes a rule of a function. `on` names the kinds of record that it takes."""
    if when not in CHECKED_AT.get(severity, ()):
        raise ValueError(f"no rule with severity {severity} is checked at {when.name}")
    kinds = on if isinstance(on, tuple) else (on,)
    return lambda find: Rule(find, kinds, severity, when, blocks_pages, about_form)


def rules_of(family: ModuleType) -> Iterator[Rule]:
    """The rules that a module defines, in their order in the file."""
    for value in vars(family).values():
        if isinstance(value, Rule) and value.find.__module__ == family.__name__:
            yield value
