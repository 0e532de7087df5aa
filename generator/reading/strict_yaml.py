"""YAML that means what people read in it; all else in YAML is refused, in words of its own."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import yaml

from generator.core.problem import DataError, Problem
from generator.core.text import character, composed
from generator.reading.files import INVISIBLE, invisible
from generator.records import LANGUAGES, Location, place_of

DEEPEST = 20
"""Levels of nesting; no record needs half of them."""

MOST_PROBLEMS = 20
"""What is told of one file at once: who has mended these sees the next ones."""

COMMENT = re.compile(r"[^\n#]? +(#.*)")

WORD = re.compile(r"#\w")
"""How a word begins, and no comment does, which has a space after its mark."""

WORDED = {*LANGUAGES, "both", "printed", "shown", "text"}
"""The fields that hold words: there “# ” is one of them as often as it begins a comment."""

ADDRESSES = {"slug", "old"}
"""The fields whose parts are called so too, and hold no words."""

LONGEST_NUMBER = 15
"""Digits, or digits and a dot."""

DECIMALS = re.compile(r"(0|[1-9]\d*)\.\d+", re.ASCII)
"""A number with decimals; one with an exponent or a leading zero is refused."""


class _Loader(yaml.CSafeLoader):
    """Composes no deeper than allowed: the C parser would go on until its stack is full."""

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
    """The nodes of a text, with their places. Raises DataError, with `path`, where it is no mapping."""
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise DataError([_explain(error, text, path)]) from error
    if not isinstance(node, yaml.MappingNode):
        message = "is empty" if node is None else "holds no field"
        raise DataError([Problem(path, 1, 1, "", "yaml", message, "write “field: value” lines")])
    if " #" in text:
        _refuse_hashes(node, text, path)
    return node


def _refuse_hashes(node: yaml.Node, text: str, path: str) -> None:
    """Raises DataError where words are lost behind a “#” that was meant as one of them."""
    lines, seen = text.split("\n"), set[int]()
    left: list[tuple[yaml.Node, str]] = [(node, "")]
    while left:
        node, field = left.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                is_part = field not in ADDRESSES and isinstance(key, yaml.ScalarNode)
                left += [(key, ""), (value, key.value if is_part else "")]
        elif isinstance(node, yaml.SequenceNode):
            left += ((item, field) for item in node.value)
        elif isinstance(node, yaml.ScalarNode) and not node.style:
            line, column = node.end_mark.line, node.end_mark.column
            found = COMMENT.match(lines[line] if line < len(lines) else "", max(column - 1, 0))
            worded = field in WORDED and node.tag.endswith(":str")
            if not found or not (worded or WORD.match(found[1])):
                continue
            message = f"the text ends at “#”: YAML takes “{shorten(found[1])}” for a comment"
            hint = f"{_quoting(lines, line)}; a comment stands on a line of its own"
            at = found.start(1) + 1
            raise DataError([Problem(path, line + 1, at, "", "ambiguous-value", message, hint)])


def construct(node: yaml.MappingNode, path: str) -> dict[str, Any]:
    """The values of nodes: text, numbers, dates, tuples and mappings.

    Raises DataError where YAML reads something otherwise than people write it.
    """
    constructor = _Constructor(path)
    values: dict[str, Any] = constructor.value(node, (), node)
    if constructor.problems:
        raise DataError(first_of(constructor.problems))
    return values


def first_of(problems: Sequence[Problem], many: int | None = None) -> list[Problem]:
    """Of the `many` problems of a file, or of those given, the first; the last says how many more there are."""
    more = (len(problems) if many is None else many) - MOST_PROBLEMS
    if more <= 0:
        return [*problems]
    message = f"and {more} more in this file"
    hint = "mend the others first: the next check tells these"
    last = replace(problems[MOST_PROBLEMS], field="", message=message, hint=hint)
    return [*problems[:MOST_PROBLEMS], last]


def place(node: yaml.Node, where: Location) -> tuple[int, int]:
    """The line and column, from 1, of a field; of what holds it where it is not there itself."""
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
    """`place_of` a field, whatever somebody calls it."""
    return place_of(tuple(step if isinstance(step, int) else shorten(step) for step in where))


def shorten(value: object) -> str:
    """What somebody wrote, on one line, as much of it as a message holds."""
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:59]}…"  # noqa: PLR2004


# --- values ------------------------------------------------------------------------------------


class _Constructor:
    def __init__(self, path: str) -> None:
        self.problems: list[Problem] = []
        self._path = path
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, where: Location, beside: yaml.Node) -> Any:
        if id(node) in self._seen:
            # Told once: a few lines can hold more aliases of aliases than there is memory. Its own
            # place is lost in composing, that of the node `beside` it, or around it, is not.
            self.problems.clear()
            message = "“*” refers to a value that stands elsewhere"
            hint = "write the value out; a text that begins with “*” goes in quotes"
            self._report(beside, where, "alias", message, hint)
            raise DataError(self.problems)
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, where)
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.value(item, (*where, i), node) for i, item in enumerate(node.value))
        assert isinstance(node, yaml.ScalarNode)  # noqa: S101  # there is no fourth kind
        return self._scalar(node, where)

    def _mapping(self, node: yaml.MappingNode, where: Location) -> dict[str, Any]:
        values: dict[str, Any] = {}
        keys = [key for key, _ in reversed(node.value) if isinstance(key, yaml.ScalarNode)]
        first = {key.value: key.start_mark.line + 1 for key in keys}
        for key, value in node.value:
            place = (*where, str(key.value))
            if not isinstance(key, yaml.ScalarNode):
                hint = "write “field: value” lines; text that begins with a bracket goes in quotes"
                self._report(key, where, "yaml", "a field whose name is no word", hint)
            elif not where and key.value == "id" and "id" in values:
                hint = "put each record in a file of its own"
                self.problems.clear()
                self._report(key, (), "yaml", "a second record begins here", hint)
                raise DataError(self.problems)
            elif mark := LIST_MARK.match(key.value):
                words = value.value if isinstance(value, yaml.ScalarNode) else "…"
                rest = f"{key.value[mark.end() :]}: {words}"
                self._report(key, where, "yaml", *_list_mark(mark, rest))
            elif mark := _marked_list(key, value):
                rest = value.value[mark.end() :].partition(f" {mark[1]}")[0]
                self._report(value, place, "yaml", *_list_mark(mark, rest))
            elif found := re.search("[\u00a0\u202f]", key.value):
                self._report(key, place, "invisible-character", *_unbreakable(found[0]))
            elif key.value in values:
                hint = f"keep one of the two; the first is on line {first[key.value]}"
                missing = {*LANGUAGES} - first.keys()
                if key.value in LANGUAGES and missing:
                    hint += f"; is one of them “{missing.pop()}”?"
                self._report(key, place, "field-twice", "the field stands twice", hint)
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
                    message = f"no day of the calendar: {text}"
                    self._report(node, where, "form", message, "like this: 2022-05-01")
                    return None
            case "float" if DECIMALS.fullmatch(text) and len(text) <= LONGEST_NUMBER:
                return Decimal(text)  # exact, as it is written: 52.200 is not 52.2
        self._report(
            node,
            where,
            "ambiguous-value",
            f"YAML has a reading of its own for {shorten(text)}",
            f'text goes in quotes ("{shorten(text)}"), a number is plain digits (1392600, or 50000.50 with cents)',
        )
        return None

    def _report(self, node: yaml.Node, where: Location, code: str, message: str, hint: str) -> None:
        line, column = node.start_mark.line + 1, node.start_mark.column + 1
        self.problems.append(Problem(self._path, line, column, dotted(where), code, message, hint))


# --- words -------------------------------------------------------------------------------------

TOO_DEEP = "nested too deeply"
QUOTE = 'put the text in straight quotes: "…"'
FIELD = "write “field: value”; a text of several lines comes after “>”, all indented alike"
ALIGN = "begin each line where its neighbours begin; a text of several lines comes after “>”"

# What PyYAML says (part of its problem or context) -> what we say, and how to mend it.
WORDS: tuple[tuple[str, str, str], ...] = (
    (
        TOO_DEEP,
        f"nested more than {DEEPEST} levels deep",
        "delete the brackets or the spaces",
    ),
    ("an alias", "a text cannot begin with “*”", QUOTE),
    ("undefined alias", "a text cannot begin with “*”", QUOTE),
    ("second occurrence", "a text cannot begin with “&”", QUOTE),
    ("an anchor", "a text cannot begin with “&”", QUOTE),
    ("tag", "a text cannot begin with “!”", QUOTE),
    ("a block scalar", "text on the line of “|” or “>”", "begin it on the next line"),
    ("escape character", "a backslash in quotes", "write it twice, or put the text in '…'"),
    ("cannot start any token", "a text cannot begin with “{found}”", QUOTE),
    ("node content", "a text cannot begin with “{found}”", QUOTE),
    ("mapping values", "a colon where none can stand", QUOTE),
    ("expected ':'", "a line without “field:”", FIELD),
    ("expected ',' or", "a bracket that is not closed", "close it, or put the text in quotes"),
    ("another document", "“---” begins a second record", "put each record in a file of its own"),
    ("quoted scalar", "a quotation mark that is not closed", "close it"),
    ("block sequence", "a list on the line of its field", f"begin it on the next line; or {QUOTE}"),
    ("expected", "a line that does not fit those above", ALIGN),
)

# These are about where something began, not about where the parser gave up.
BEGINNINGS = ("expected ':'", "expected ',' or", "an alias", "an anchor", "quoted scalar")

QUOTED = re.compile(r""""(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+'""", re.DOTALL)
OPENING = re.compile(r"""^[ -]*(?:[\w-]+: +)?(?=["'])""", re.MULTILINE)


def _unbreakable(space: str) -> tuple[str, str]:
    """What to say of a space that looks like any other: (message, hint)."""
    message = f"a space that YAML takes for a letter ({character(space)})"
    return message, "delete it, and type an ordinary space"


def _explain(error: yaml.MarkedYAMLError, text: str, path: str) -> Problem:
    """What the parser stumbled over, in our words, where the mistake was made."""

    def problem(line: int, column: int, message: str, hint: str) -> Problem:
        return Problem(path, line + 1, column + 1, "", "yaml", message, hint)

    mark: yaml.Mark = error.problem_mark or error.context_mark  # type: ignore[assignment]  # has one
    lines = text.split("\n")
    here = lines[mark.line] if mark.line < len(lines) else ""
    if found := _wrong_sign(lines, mark.line):
        return problem(*found)
    at = sum(len(line) + 1 for line in lines[: mark.line]) + mark.column
    for opening, closed in _quoted(text, at):
        if text[closed:at].strip(" "):
            continue
        before = text[:opening]
        if "\n" in text[opening:closed]:
            message = "a quotation mark that is not closed"
            return problem(
                before.count("\n"), opening - before.rfind("\n") - 1, message, "close it"
            )
        message = "text goes on after its closing quotation mark"
        return problem(mark.line, mark.column, message, _requoting(here))
    said = f"{error.problem}; {error.context}"
    if "mapping values" in said and re.fullmatch(r" *[\w-]+", here[: mark.column]):
        message = "a line that begins further right than those above"
        return problem(mark.line, len(here) - len(here.lstrip()), message, ALIGN)
    if found := _in_brackets(said, lines, mark):
        return problem(*found)
    for words, message, remedy in WORDS:
        if words in said:
            mark = (error.context_mark if words in BEGINNINGS else None) or mark
            sign = here[mark.column : mark.column + 1]
            hint = remedy.replace(QUOTE, _quoting(lines, mark.line))
            return problem(mark.line, mark.column, message.format(found=sign), hint)
    return problem(mark.line, mark.column, f"not YAML: {error.problem}", ALIGN)


def _false_space(lines: list[str], at: int) -> tuple[int, int, str, str] | None:
    """White space that YAML takes for none, on a line or the one above: line, column, message, hint."""
    if tab := re.match(r" *\t", lines[at] if at < len(lines) else ""):
        hint = "indent with spaces, two for each level"
        return at, tab.end() - 1, "a tab in the indentation", hint
    for number in (at, at - 1):
        line = lines[number] if 0 <= number < len(lines) else ""
        if found := re.match("[ -]*[\\w-]*[ :]*([\u00a0\u202f])", line):
            return number, found.start(1), *_unbreakable(found[1])
    return None


def _wrong_sign(lines: list[str], at: int) -> tuple[int, int, str, str] | None:
    """A mark or space that is not what it looks like; as `_false_space`."""
    return _no_hyphen(lines, at) or _false_space(lines, at) or _no_space(lines, at)


LIST_MARK = re.compile(r" *([•·▪◦●○■*+‐‑‒–—―−])[ \t\u00a0\u202f]*(?=\S)")
"""What word processors and Markdown write for the hyphen that begins an item of a list."""


def _list_mark(found: re.Match[str], rest: str) -> tuple[str, str]:
    """What to say of an item of a list that begins with another mark: (message, hint)."""
    message = f"“{found[1]}” ({character(found[1])}) where a hyphen begins an item of a list"
    return message, f"write “- {shorten(rest)}”"


def _marked_list(key: yaml.Node, value: yaml.Node) -> re.Match[str] | None:
    """The mark with which the lines below a field begin; YAML takes these for one text."""
    is_below = value.start_mark.line > key.start_mark.line
    if isinstance(value, yaml.ScalarNode) and not value.style and is_below:
        return LIST_MARK.match(value.value)
    return None


def _no_hyphen(lines: list[str], at: int) -> tuple[int, int, str, str] | None:
    """An item that begins with another mark than a hyphen, on a line or the one above; as `_false_space`."""
    for number in (at, at - 1):
        line = lines[number] if 0 <= number < len(lines) else ""
        found = LIST_MARK.match(line)
        if found and re.match(r"[a-z_]+:(?: |$)", line[found.end() :]):
            return number, found.start(1), *_list_mark(found, line[found.end() :])
    return None


def _no_space(lines: list[str], at: int) -> tuple[int, int, str, str] | None:
    """A hyphen or a colon that no space follows, on a line or the one above; as `_false_space`."""
    if lines[at : at + 1] and lines[at].startswith("```"):
        return at, 0, "a mark of Markdown, “```”", "delete the line"
    for number in (at, at - 1):
        line = lines[number] if 0 <= number < len(lines) else ""
        if found := re.match(r" *-(?=([a-z_]+:)(?: |$))", line):
            return number, found.end(), "no space after the hyphen", f"write “- {found[1]} …”"
        if found := re.match(r" *(?:- +)?([a-z_]+:)(?=[^\s/])", line):
            hint = f"write “{found[1]} {shorten(line[found.end() :])}”"
            return number, found.end(), "no space after the colon", hint
    return None


def _in_brackets(said: str, lines: list[str], mark: yaml.Mark) -> tuple[int, int, str, str] | None:
    """What is wrong about brackets; as `_false_space`."""
    here = lines[mark.line] if mark.line < len(lines) else ""
    opening = re.match(r"[ -]*[\w-]+: +(?=[\[{].)", here[: mark.column])
    if "expected key" in said and here[mark.column : mark.column + 1] in ("]", "}"):
        return mark.line, mark.column, "one bracket too many", "delete it"
    if opening and "expected key" in said:
        message = "text goes on after its closing bracket"
        return mark.line, opening.end(), message, _quoting(lines, mark.line)
    if "expected ',' or" in said and re.search(r"[]}]", here[mark.column :]):
        message = "two items without a comma between them"
        return mark.line, mark.column, message, "write a comma between them"
    if "node content" in said and not here[mark.column :].strip():
        last = max(at for at, line in enumerate(lines[: mark.line + 1]) if line.strip())
        hint = "close it, or put the text in quotes"
        return last, len(lines[last].rstrip()) - 1, "a bracket that is not closed", hint
    return None


def _quoting(lines: list[str], at: int) -> str:
    """How to put the text of a line in quotes; in general where it is long, or goes on below."""
    field = re.match(r"[ -]*[\w-]+: +(?=[^\s\"'])", "".join(lines[at : at + 1]))
    words = lines[at][field.end() :].strip() if field else ""
    margins = [len(line) - len(line.lstrip()) for line in lines[at : at + 2]]
    if (
        not words
        or shorten(words) != " ".join(words.split())
        or margins != sorted(margins, reverse=True)
    ):
        return QUOTE
    doubled = words.replace("'", "''")
    return QUOTE.replace('"…"', f"'{doubled}'" if re.search(r'["\\]', words) else f'"{words}"')


def _requoting(line: str) -> str:
    """How to write a text that holds the quotation marks in which it stands."""
    if within := re.fullmatch(r'.*?: +"(.+)" *', line):
        doubled = within[1].replace("'", "''")
        return f"put it in '…': '{shorten(doubled)}'"
    return "put all of it in quotes; a quotation mark within them is written twice in '…'"


def _quoted(text: str, end: int) -> Iterator[tuple[int, int]]:
    """Where each quoted value that closes before `end` opens, and where it is closed."""
    position = 0
    while opening := OPENING.search(text, position, end):
        closed = QUOTED.match(text, opening.end(), end)
        position = closed.end() if closed else opening.end() + 1
        if closed:
            yield opening.end(), closed.end()
