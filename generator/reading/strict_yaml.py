"""Strict YAML: reads values as people read them, and refuses everything else with an explanation."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import yaml

from generator.core.problem import DataError, Problem
from generator.core.text import composed, shorten
from generator.reading.files import INVISIBLE, invisible
from generator.reading.yaml_errors import (
    DEEPEST,
    LIST_MARK,
    TOO_DEEP,
    explain,
    list_mark,
    quoting,
    unbreakable,
)
from generator.records import LANGUAGES, Location, place_of

MOST_PROBLEMS = 20
"""Problems of one file that are reported at once. The next check reports the rest."""

COMMENT = re.compile(r"[^\n#]? +(#.*)")

WORD = re.compile(r"#\w")
"""A word that begins with “#”. A comment has a space after it."""

TEXT_FIELDS = {*LANGUAGES, "both", "printed", "shown", "text"}
"""Fields with text: in these, “# ” may be a part of the text."""

ADDRESS_FIELDS = {"slug", "old"}
"""Fields with the parts `fr` and `nl`, which are not text here."""

LONGEST_NUMBER = 15
"""Digits, or digits and a dot."""

DECIMALS = re.compile(r"(0|[1-9]\d*)\.\d+", re.ASCII)
"""A number with decimals, without an exponent or leading zeros."""


class _Loader(yaml.CSafeLoader):
    """Limits how deep values are nested: the C parser would go on until its stack overflows."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self._depth = 0

    def descend_resolver(self, current_node: yaml.Node, current_index: Any) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise yaml.MarkedYAMLError(problem=TOO_DEEP, problem_mark=current_node.start_mark)

    def ascend_resolver(self) -> None:
        self._depth -= 1


def compose(text: str, path: str) -> yaml.MappingNode:
    """The nodes of a text, with their places. Raises DataError, with `path`, if it is not a mapping."""
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise DataError([explain(error, text, path)]) from error
    if not isinstance(node, yaml.MappingNode):
        message = "is empty" if node is None else "holds no field"
        raise DataError([Problem(path, 1, 1, "", "yaml", message, "write “field: value” lines")])
    if " #" in text:
        _refuse_hashes(node, text, path)
    return node


def _refuse_hashes(root: yaml.Node, text: str, path: str) -> None:
    """Raises DataError if YAML takes a “#” for a comment, but it is a part of a text."""
    lines = text.split("\n")
    for node, field in _unquoted(root):
        line, column = node.end_mark.line, node.end_mark.column
        comment = COMMENT.match(lines[line] if line < len(lines) else "", max(column - 1, 0))
        in_text = field in TEXT_FIELDS and node.tag.endswith(":str")
        if comment and (in_text or WORD.match(comment[1])):
            message = f"the text ends at “#”: YAML takes “{shorten(comment[1])}” for a comment"
            hint = f"{quoting(lines, line)}; a comment goes on a line of its own"
            at = comment.start(1) + 1
            raise DataError([Problem(path, line + 1, at, "", "ambiguous-value", message, hint)])


def _unquoted(root: yaml.Node) -> Iterator[tuple[yaml.ScalarNode, str]]:
    """The scalars without quotes, each with the name of its field. Nodes with an alias come once."""
    seen: set[int] = set()
    left: list[tuple[yaml.Node, str]] = [(root, "")]
    while left:
        node, field = left.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                is_part = field not in ADDRESS_FIELDS and isinstance(key, yaml.ScalarNode)
                left += [(key, ""), (value, key.value if is_part else "")]
        elif isinstance(node, yaml.SequenceNode):
            left += ((item, field) for item in node.value)
        elif isinstance(node, yaml.ScalarNode) and not node.style:
            yield node, field


def construct(node: yaml.MappingNode, path: str) -> dict[str, Any]:
    """The values of nodes: text, numbers, dates, tuples and mappings.

    Raises DataError if YAML reads a value differently from people.
    """
    constructor = _Constructor(path)
    values: dict[str, Any] = constructor.value(node, (), node)
    if constructor.problems:
        raise DataError(first_problems(constructor.problems))
    return values


def first_problems(problems: Sequence[Problem], total: int | None = None) -> list[Problem]:
    """At most 20 problems of a file, and one that says how many more there are, of `total` in all."""
    more = (len(problems) if total is None else total) - MOST_PROBLEMS
    if more <= 0:
        return [*problems]
    message = f"and {more} more in this file"
    hint = "fix the others first: the next check reports these"
    last = replace(problems[MOST_PROBLEMS], field="", message=message, hint=hint)
    return [*problems[:MOST_PROBLEMS], last]


def position(node: yaml.Node, where: Location) -> tuple[int, int]:
    """The line and column of a field, from 1. If it is missing: those of what contains it."""
    mark = node.start_mark
    for step in where:
        if isinstance(node, yaml.MappingNode):
            pairs = [(key, value) for key, value in node.value if key.value == step]
            if not pairs:
                break
            key, node = pairs[0]
            mark = node.start_mark if isinstance(node, yaml.ScalarNode) else key.start_mark
        elif isinstance(node, yaml.SequenceNode) and step in range(len(node.value)):
            node = node.value[step]
            mark = node.start_mark
    return mark.line + 1, mark.column + 1


def dotted(where: Location) -> str:
    """`place_of` a field, with short names: somebody may have written anything there."""
    return place_of(tuple(step if isinstance(step, int) else shorten(step) for step in where))


# --- values ------------------------------------------------------------------------------------


class _Constructor:
    """Makes values of the nodes of one file, and collects the problems."""

    def __init__(self, path: str) -> None:
        self.problems: list[Problem] = []
        self._path = path
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, where: Location, beside: yaml.Node) -> Any:
        if id(node) in self._seen:
            # Only one alias is reported: a few lines can hold more aliases of aliases than there is memory.
            # PyYAML does not keep the place of an alias: `beside` is the node beside or around it.
            self.problems.clear()
            message = "“*” refers to a value in another place"
            hint = "write the value out; a text that begins with “*” goes in quotes"
            self._report(beside, where, "alias", message, hint)
            raise DataError(self.problems)
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, where)
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.value(item, (*where, i), node) for i, item in enumerate(node.value))
        assert isinstance(node, yaml.ScalarNode)  # noqa: S101  # YAML has three kinds of nodes
        return self._scalar(node, where)

    def _mapping(self, node: yaml.MappingNode, where: Location) -> dict[str, Any]:
        values: dict[str, Any] = {}
        keys = [key for key, _ in reversed(node.value) if isinstance(key, yaml.ScalarNode)]
        first_line = {key.value: key.start_mark.line + 1 for key in keys}
        for key, value in node.value:
            place = (*where, str(key.value))
            if not isinstance(key, yaml.ScalarNode):
                hint = "write “field: value” lines; text that begins with a bracket goes in quotes"
                self._report(key, where, "yaml", "the name of a field is not a word", hint)
            elif not where and key.value == "id" and "id" in values:
                hint = "put each record in a file of its own"
                self.problems.clear()
                self._report(key, (), "yaml", "a second record begins here", hint)
                raise DataError(self.problems)
            elif mark := LIST_MARK.match(key.value):
                words = value.value if isinstance(value, yaml.ScalarNode) else "…"
                rest = f"{key.value[mark.end() :]}: {words}"
                self._report(key, where, "yaml", *list_mark(mark, rest))
            elif mark := _marked_list(key, value):
                rest = value.value[mark.end() :].partition(f" {mark[1]}")[0]
                self._report(value, place, "yaml", *list_mark(mark, rest))
            elif found := re.search("[\u00a0\u202f]", key.value):
                self._report(key, place, "invisible-character", *unbreakable(found[0]))
            elif key.value in values:
                hint = f"keep one of the two; the first is on line {first_line[key.value]}"
                missing = {*LANGUAGES} - first_line.keys()
                if key.value in LANGUAGES and missing:
                    hint += f"; is one of them “{missing.pop()}”?"
                self._report(key, place, "field-twice", "the field is given twice", hint)
            else:
                values[key.value] = self.value(value, place, key)
        return values

    def _scalar(self, node: yaml.ScalarNode, where: Location) -> Any:
        text = node.value
        match node.tag.rpartition(":")[2]:
            case "str":
                if found := INVISIBLE.search(text):  # written as an escape: "\u200b"
                    self._report(node, where, "invisible-character", *invisible(found))
                return composed(text)
            case "int" if text == "0" or (
                text.isdecimal() and not text.startswith("0") and len(text) <= LONGEST_NUMBER
            ):
                return int(text)
            case "null":
                return None
            case "bool":
                return text.lower() in ("true", "yes", "on", "y")
            case "timestamp" if len(text) == len("2022-05-01"):
                try:
                    return datetime.date.fromisoformat(text)
                except ValueError:
                    message = f"not a day of the calendar: {text}"
                    self._report(node, where, "form", message, "like this: 2022-05-01")
                    return None
            case "float" if DECIMALS.fullmatch(text) and len(text) <= LONGEST_NUMBER:
                return Decimal(text)  # exact, as it is written: 52.200 is not 52.2
        self._report(
            node,
            where,
            "ambiguous-value",
            f"YAML does not read {shorten(text)} as text or as plain digits",
            f'text goes in quotes ("{shorten(text)}"), a number is plain digits (1392600, or 50000.50 with cents)',
        )
        return None

    def _report(self, node: yaml.Node, where: Location, code: str, message: str, hint: str) -> None:
        line, column = node.start_mark.line + 1, node.start_mark.column + 1
        self.problems.append(Problem(self._path, line, column, dotted(where), code, message, hint))


def _marked_list(key: yaml.Node, value: yaml.Node) -> re.Match[str] | None:
    """The sign in place of a hyphen that begins the lines below a field. YAML reads them as one text."""
    is_below = value.start_mark.line > key.start_mark.line
    if isinstance(value, yaml.ScalarNode) and not value.style and is_below:
        return LIST_MARK.match(value.value)
    return None
