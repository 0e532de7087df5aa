"""Explains why a text is not YAML: what the parser reports, as a person would say it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

import yaml

from generator.core.problem import Problem
from generator.core.text import character_name, shorten, single_spaced

DEEPEST = 20
"""Levels of nesting: twice as many as any record needs."""

TOO_DEEP = "nested too deeply"
"""What our loader reports, beside the errors of the parser."""

QUOTE = 'put the text in straight quotes: "…"'
ALIGN = "begin each line where its neighbours begin; a text of several lines comes after “>”"


class _Cause(NamedTuple):
    message: str
    hint: str
    at_start: bool = False
    """Whether to point to the start of what the parser was reading, not to where it stopped."""


_STAR = "a text cannot begin with “*”"
_AMPERSAND = "a text cannot begin with “&”"
_EXCLAMATION = _Cause("a text cannot begin with “!”", QUOTE)
_SIGN = _Cause("a text cannot begin with “{found}”", QUOTE)
_BACKSLASH = _Cause("a backslash in quotes", "write it twice, or put the text in '…'")
_BRACKET = _Cause(
    "a bracket that is not closed", "close it, or put the text in quotes", at_start=True
)
_MARK = _Cause("a quotation mark that is not closed", "close it", at_start=True)
_COLON = _Cause("a colon that cannot be here", QUOTE)
_LINE = _Cause("a line that does not fit those above", ALIGN)

CAUSES: Mapping[str, _Cause] = {
    # what PyYAML and libyaml report as the problem
    TOO_DEEP: _Cause(
        f"nested more than {DEEPEST} levels deep", "delete the brackets or the spaces"
    ),
    "found undefined alias": _Cause(_STAR, QUOTE),
    "second occurrence": _Cause(_AMPERSAND, QUOTE),
    "found undefined tag handle": _EXCLAMATION,
    "found unknown escape character": _BACKSLASH,
    "found character that cannot start any token": _SIGN,
    "did not find expected node content": _SIGN,
    "mapping values are not allowed in this context": _COLON,
    "found unexpected ':'": _COLON,
    "could not find expected ':'": _Cause(
        "a line without “field:”",
        "write “field: value”; a text of several lines comes after “>”, all indented alike",
        at_start=True,
    ),
    "did not find expected ',' or ']'": _BRACKET,
    "did not find expected ',' or '}'": _BRACKET,
    "but found another document": _Cause(
        "“---” begins a second record", "put each record in a file of its own"
    ),
    "block sequence entries are not allowed in this context": _Cause(
        "a list on the line of its field", f"begin it on the next line; or {QUOTE}"
    ),
    "did not find expected key": _LINE,
    "did not find expected '-' indicator": _LINE,
    "did not find expected <document start>": _LINE,
    # the context of a problem, for problems that are not listed above
    "while scanning an alias": _Cause(_STAR, QUOTE, at_start=True),
    "while scanning an anchor": _Cause(_AMPERSAND, QUOTE, at_start=True),
    "while scanning a tag": _EXCLAMATION,
    "while parsing a tag": _EXCLAMATION,
    "while scanning a directive": _LINE,
    "while scanning a block scalar": _Cause(
        "text on the line of “|” or “>”", "begin it on the next line"
    ),
    "while scanning a quoted scalar": _MARK,
    "while parsing a quoted scalar": _MARK,
}


def explain(error: yaml.MarkedYAMLError, text: str, path: str) -> Problem:
    """The mistake, at its own place, which can be above the place that the parser reports."""
    mark: yaml.Mark = error.problem_mark or error.context_mark  # type: ignore[assignment]  # has one
    lines = text.split("\n")
    found = (
        _wrong_sign(lines, mark.line)
        or _misquoted(lines, text, mark)
        or _indented(error, lines, mark)
        or _in_brackets(error, lines, mark)
        or _reported(error, lines, mark)
    )
    return replace(found, path=path)


def _problem(line: int, column: int, message: str, hint: str) -> Problem:
    """A problem of YAML at a place that is counted from 0."""
    return Problem("", line + 1, column + 1, "", "yaml", message, hint)


def _reported(error: yaml.MarkedYAMLError, lines: list[str], mark: yaml.Mark) -> Problem:
    """What the parser reports, in our words."""
    cause = CAUSES.get(error.problem or "") or CAUSES.get(error.context or "")
    if not cause:
        return _problem(mark.line, mark.column, f"not YAML: {error.problem}", ALIGN)
    sign = _line(lines, mark.line)[mark.column : mark.column + 1]
    place = (error.context_mark if cause.at_start else None) or mark
    hint = cause.hint.replace(QUOTE, quoting(lines, place.line))
    return _problem(place.line, place.column, cause.message.format(found=sign), hint)


def _line(lines: list[str], at: int) -> str:
    return lines[at] if 0 <= at < len(lines) else ""


# --- signs that look like others, or are missing -------------------------------------------------

LIST_MARK = re.compile(r" *([•·▪◦●○■*+‐‑‒–—―−])[ \t\u00a0\u202f]*(?=\S)")
"""What word processors and Markdown write in place of the hyphen that begins an item of a list."""


def list_mark(found: re.Match[str], rest: str) -> tuple[str, str]:
    """What to say about an item of a list that begins with another sign: (message, hint)."""
    message = f"“{found[1]}” ({character_name(found[1])}) where a hyphen begins an item of a list"
    return message, f"write “- {shorten(rest)}”"


def unbreakable(space: str) -> tuple[str, str]:
    """What to say about a no-break space: (message, hint)."""
    message = f"a space that YAML takes for a letter ({character_name(space)})"
    return message, "delete it, and type an ordinary space"


def _wrong_sign(lines: list[str], at: int) -> Problem | None:
    """A sign on a line, or on the line above, that is missing or looks like another sign."""
    above = (at, at - 1)
    for number in above:
        line = _line(lines, number)
        found = LIST_MARK.match(line)
        if found and re.match(r"[a-z_]+:(?: |$)", rest := line[found.end() :]):
            return _problem(number, found.start(1), *list_mark(found, rest))
    if tab := re.match(r" *\t", _line(lines, at)):
        hint = "indent with spaces, two for each level"
        return _problem(at, tab.end() - 1, "a tab in the indentation", hint)
    for number in above:
        if found := re.match("[ -]*[\\w-]*[ :]*([\u00a0\u202f])", _line(lines, number)):
            return _problem(number, found.start(1), *unbreakable(found[1]))
    if _line(lines, at).startswith("```"):
        return _problem(at, 0, "a mark of Markdown, “```”", "delete the line")
    for number in above:
        line = _line(lines, number)
        if found := re.match(r" *-(?=([a-z_]+:)(?: |$))", line):
            hint = f"write “- {found[1]} …”"
            return _problem(number, found.end(), "no space after the hyphen", hint)
        if found := re.match(r" *(?:- +)?([a-z_]+:)(?=[^\s/])", line):
            hint = f"write “{found[1]} {shorten(line[found.end() :])}”"
            return _problem(number, found.end(), "no space after the colon", hint)
    return None


# --- lines, brackets -----------------------------------------------------------------------------


def _indented(error: yaml.MarkedYAMLError, lines: list[str], mark: yaml.Mark) -> Problem | None:
    """A line with a field that begins further right than its neighbours."""
    here = _line(lines, mark.line)
    is_colon = error.problem == "mapping values are not allowed in this context"
    if is_colon and re.fullmatch(r" *[\w-]+", here[: mark.column]):
        message = "a line that begins further right than those above"
        return _problem(mark.line, len(here) - len(here.lstrip()), message, ALIGN)
    return None


def _in_brackets(error: yaml.MarkedYAMLError, lines: list[str], mark: yaml.Mark) -> Problem | None:
    """A mistake with brackets, except one that is only not closed."""
    here = _line(lines, mark.line)
    rest = here[mark.column :]
    match error.problem:
        case "did not find expected key" if rest.startswith(("]", "}")):
            return _problem(mark.line, mark.column, "one bracket too many", "delete it")
        case "did not find expected key":
            if opening := re.match(r"[ -]*[\w-]+: +(?=[\[{].)", here[: mark.column]):
                message, hint = "text goes on after its closing bracket", quoting(lines, mark.line)
                return _problem(mark.line, opening.end(), message, hint)
        case "did not find expected ',' or ']'" | "did not find expected ',' or '}'":
            if re.search(r"[]}]", rest):
                message = "two items without a comma between them"
                return _problem(mark.line, mark.column, message, "write a comma between them")
        case "did not find expected node content" if not rest.strip():
            last = max(at for at, line in enumerate(lines[: mark.line + 1]) if line.strip())
            return _problem(last, len(lines[last].rstrip()) - 1, _BRACKET.message, _BRACKET.hint)
    return None


# --- quotation marks -----------------------------------------------------------------------------

QUOTED = re.compile(r""""(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+'""", re.DOTALL)
OPENING = re.compile(r"""^[ -]*(?:[\w-]+: +)?(?=["'])""", re.MULTILINE)


def _misquoted(lines: list[str], text: str, mark: yaml.Mark) -> Problem | None:
    """A quoted text that ends too early, or not on its line."""
    at = sum(len(line) + 1 for line in lines[: mark.line]) + mark.column
    for opening, closed in _quoted(text, at):
        if text[closed:at].strip(" "):
            continue
        if "\n" not in text[opening:closed]:
            message, hint = "text goes on after its closing quotation mark", _requoting(lines, mark)
            return _problem(mark.line, mark.column, message, hint)
        before = text[:opening]
        line, column = before.count("\n"), opening - before.rfind("\n") - 1
        return _problem(line, column, _MARK.message, _MARK.hint)
    return None


def _quoted(text: str, end: int) -> Iterator[tuple[int, int]]:
    """Where each quoted value that closes before `end` opens, and where it closes."""
    position = 0
    while opening := OPENING.search(text, position, end):
        closed = QUOTED.match(text, opening.end(), end)
        position = closed.end() if closed else opening.end() + 1
        if closed:
            yield opening.end(), closed.end()


def quoting(lines: list[str], at: int) -> str:
    """How to put the text of a line in quotes. In general words if the text is long or continues below."""
    field = re.match(r"[ -]*[\w-]+: +(?=[^\s\"'])", _line(lines, at))
    words = lines[at][field.end() :].strip() if field else ""
    margins = [len(line) - len(line.lstrip()) for line in lines[at : at + 2]]
    if (
        not words
        or shorten(words) != single_spaced(words)
        or margins != sorted(margins, reverse=True)
    ):
        return QUOTE
    doubled = words.replace("'", "''")
    return QUOTE.replace('"…"', f"'{doubled}'" if re.search(r'["\\]', words) else f'"{words}"')


def _requoting(lines: list[str], mark: yaml.Mark) -> str:
    """How to quote a text that contains the quotation marks that it is quoted with."""
    if within := re.fullmatch(r'.*?: +"(.+)" *', _line(lines, mark.line)):
        doubled = within[1].replace("'", "''")
        return f"put it in '…': '{shorten(doubled)}'"
    return "put all of it in quotes; a quotation mark within them is written twice in '…'"
