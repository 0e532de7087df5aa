"""The one form of a record's file: one order, one style, comments where they belong."""

from __future__ import annotations

import functools
import json
import re
import textwrap
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain, zip_longest
from pathlib import Path, PurePath
from typing import NamedTuple

import yaml
from yaml.representer import SafeRepresenter

from generator.core.money import digits
from generator.core.text import character, composed
from generator.reading.files import LARGEST_RECORD, path_of, read_text
from generator.reading.strict_yaml import ADDRESSES, WORDED, compose, construct
from generator.records import KIND_OF, Location, Record, fields_at

WIDTH = 100
"""Columns: a longer text is folded, where it has spaces to fold at."""

EDITOR = "# yaml-language-server:"
"""How an editor is told which schema a file follows, on the file's first line."""


def canonicalize(text: str, kind: type[Record], path: str | PurePath, /, **changes: object) -> str:
    """The file of a record of `kind` in canonical form, with its comments.

    `text` is what the file says, empty for a new one; it must read without a mistake. `path` is its
    place in the repository, which leads to the schema. `changes` sets fields of the record to plain
    data (str, int, Decimal, date, list, dict), or deletes one (None). No other value changes, except that a
    text loses the line breaks at its end, which no record keeps.

    Raises DataError where `text` is no YAML or holds no fields.
    """
    text = composed(text)
    root = compose(text or "{}", str(path))
    comments = _comments(text, root)
    fields = {key.value: (key, value) for key, value in root.value}
    for name, value in changes.items():
        key, _ = fields.pop(name, (_node(name), None))
        if value is not None:
            fields[name] = key, _node(value)
    root.value = list(fields.values())
    up = "../" * (len(PurePath(path).parts) - 1)
    lines = [f"{EDITOR} $schema={up}schemas/{kind.kind}.json"]
    lines += _Writer(kind, comments).mapping(root, (), "")
    return "\n".join([*lines, *comments.last, ""])


def formatted(file: Path, root: Path) -> tuple[str, str]:
    """What a record's file below `root` says, and its canonical form.

    Raises DataError where it is not YAML that reads as people do.
    """
    path = path_of(file, root)
    text = read_text(file, path, LARGEST_RECORD)
    construct(compose(text, path), path)
    return text, canonicalize(text, KIND_OF[PurePath(path).parts[1]], path)


def difference(text: str, canonical: str) -> tuple[Location, str]:
    """The field where a file is first otherwise than its canonical form, and in words in which way.

    A field that stands out of order is told before how one is written.
    """
    root = compose(text, "")
    if disorder := _disorder(root, compose(canonical, ""), ()):
        where, above = disorder
        return where, f"it belongs after “{above}”" if above else "it comes first"
    lines, wanted = text.split("\n"), canonical.split("\n")
    pairs = zip_longest(lines, wanted, fillvalue="")
    at = next(at for at, (line, other) in enumerate(pairs) if line != other)
    if text != composed(text):
        at = next(at for at, line in enumerate(lines) if line != composed(line))
        return _field_at(root, at, ()), f"line {at + 1} has {_decomposed(lines[at])}"
    line, other = (side[at] if at < len(side) else "" for side in (lines, wanted))
    where = _field_at(root, at, ())
    if at == 0:
        return (), f"the file begins with “{other}”"
    if not line.strip():
        return where, f"line {at + 1} is blank"
    if line.split() == other.split():
        return where, f"line {at + 1} has spaces too many or too few"
    if lines[at + 1 : at + 2] == wanted[at + 1 : at + 2]:
        return where, f"line {at + 1} is written “{other.strip()}”"
    return where, f"it is written otherwise from line {at + 1} on"


def _decomposed(line: str) -> str:
    """In words, the first letter of a line that is not one character (NFC), though it can be."""
    letters = re.findall(r"\S[\u0300-\u036f]*|[^\x00-\x7f]", line)
    apart = next((letter for letter in letters if letter != composed(letter)), line)
    return f"“{composed(apart)}” written as {' and '.join(map(character, apart))}"


def _disorder(node: yaml.Node, wanted: yaml.Node, where: Location) -> tuple[Location, str] | None:
    """The first field that stands out of order, and the one above its place (empty: there is none)."""
    parts: list[tuple[yaml.Node, yaml.Node, str | int]] = []
    if isinstance(node, yaml.SequenceNode):
        parts = [(*pair, i) for i, pair in enumerate(zip(node.value, wanted.value, strict=True))]
    elif isinstance(node, yaml.MappingNode):
        there, right = ([key.value for key, _ in each.value] for each in (node, wanted))
        if there != right:
            one, other = next(pair for pair in zip(there, right, strict=True) if len({*pair}) > 1)
            # Which of the two stands astray: the one without which the others are in order.
            rest = [[name for name in each if name != other] for each in (there, right)]
            name = other if rest[0] == rest[1] else one
            return (*where, name), right[right.index(name) - 1] if right[0] != name else ""
        values = {key.value: value for key, value in wanted.value}
        parts = [(value, values[key.value], key.value) for key, value in node.value]
    found = (_disorder(part, other, (*where, step)) for part, other, step in parts)
    return next(filter(None, found), None)


def _field_at(node: yaml.Node, line: int, where: Location) -> Location:
    """The innermost field that begins on a line (from 0), or last above it."""
    parts: list[tuple[int, yaml.Node, str | int]] = []
    if isinstance(node, yaml.MappingNode):
        parts = [(key.start_mark.line, value, key.value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode) and not node.flow_style:
        parts = [(item.start_mark.line, item, index) for index, item in enumerate(node.value)]
    above = [(value, step) for start, value, step in parts if start <= line]
    return _field_at(above[-1][0], line, (*where, above[-1][1])) if above else where


def _node(value: object) -> yaml.Node:
    representer = _Representer()
    representer.sort_keys = False
    node: yaml.Node = representer.represent_data(value)
    return node


class _Representer(SafeRepresenter):
    """Knows amounts, besides what YAML has."""

    def amount(self, value: Decimal) -> yaml.Node:
        return self.represent_scalar("tag:yaml.org,2002:float", digits(value))


_Representer.add_representer(Decimal, _Representer.amount)


@functools.cache
def _order(kind: type[Record], where: tuple[str, ...]) -> dict[str, int]:
    """The places of the fields at `where`: as in the models, but a record's facts before its apparatus."""
    names = fields_at(kind, where)
    if where and names == fields_at(kind, where[:-1]):
        return {}  # no model, but a mapping whose keys are the record's own
    if not where:
        facts = [name for name in names if name not in Record.model_fields]
        names = ["id", *facts, *(name for name in Record.model_fields if name != "id")]
    return {name: place for place, name in enumerate(names)}


# --- comments ----------------------------------------------------------------------------------

COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[^\r\n]*", re.MULTILINE)


class _Comments:
    """What stands before, beside and after each key and item, by its node's id; what ends the file."""

    def __init__(self) -> None:
        self.before: dict[int, list[str]] = defaultdict(list)
        self.beside: dict[int, list[str]] = defaultdict(list)
        self.after: dict[int, list[str]] = defaultdict(list)
        self.last: list[str] = []
        self.places = (self.before, self.beside, self.after)

    def any_at(self, nodes: Iterable[yaml.Node]) -> bool:
        """Whether one of these nodes has a comment."""
        return any(id(node) in place for node in nodes for place in self.places)


class _Holder(NamedTuple):
    """A key or an item that a comment can belong to: where it begins, and what it stands in."""

    start: int
    column: int
    node: yaml.Node
    around: _Holder | None


def _comments(text: str, root: yaml.Node) -> _Comments:
    """Each comment, with the key or item that it belongs to.

    A comment at the end of a line belongs to what begins on that line; one on a line of its own to
    what follows. Where that stands further out, it ends the block that it is indented like.
    """
    comments = _Comments()
    if "#" not in text.replace(EDITOR, "", 1):
        return comments
    holders, scalars = list(_holders(text, root)), list(_scalars(text, root))
    starts = [holder.start for holder in holders]
    ends = [0, *(end for _, end in scalars)]
    gaps = zip(ends, [*(start for start, _ in scalars), len(text)], strict=True)
    for match in chain.from_iterable(COMMENT.finditer(text, *gap) for gap in gaps):
        at, comment = match.start(), match[0].rstrip()
        line = text.rfind("\n", 0, at) + 1
        column, following = at - line, bisect_left(starts, at)
        above = holders[following - 1] if following else None
        if comment.startswith(EDITOR):
            continue
        if above and text[line:at].strip(" \t-"):
            here = holders[bisect_left(starts, line) : following]
            named = next((h for h in here if isinstance(h.node, yaml.ScalarNode)), above)
            comments.beside[id(named.node)].append(comment)
        elif following < len(holders) and (column <= holders[following].column or not above):
            comments.before[id(holders[following].node)].append(comment)
        elif column and (block := _reaching(above, column)):
            comments.after[id(block.node)].append(comment)
        else:
            comments.last.append(comment)
    return comments


def _reaching(holder: _Holder | None, column: int) -> _Holder | None:
    """The holder, or what it stands in, that begins no further right than `column`."""
    while holder and holder.column > column:
        holder = holder.around
    return holder


def _holders(text: str, node: yaml.Node, around: _Holder | None = None) -> Iterator[_Holder]:
    """Every key and item, as they stand in the file."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            holder = _Holder(key.start_mark.index, key.start_mark.column, key, around)
            yield holder
            yield from _holders(text, value, holder)
    elif isinstance(node, yaml.SequenceNode):
        first = node.start_mark
        for item in node.value:
            start, column = item.start_mark.index, item.start_mark.column
            if not node.flow_style:  # it begins at its dash
                column = first.column
                dash = text.rfind(f"\n{' ' * column}-", first.index, start) + 1 + column
                start = max(dash, first.index)
            holder = _Holder(start, column, item, around)
            yield holder
            yield from _holders(text, item, holder)


def _scalars(text: str, node: yaml.Node) -> Iterator[tuple[int, int]]:
    """From where to where each scalar reaches; of a block's first line (`>-`) the end only."""
    if isinstance(node, yaml.ScalarNode):
        start, end = node.start_mark.index, node.end_mark.index
        yield text.find("\n", start) if node.style in ("|", ">") else start, end
    else:
        for child in node.value:
            for part in child if isinstance(child, tuple) else (child,):
                yield from _scalars(text, part)


# --- lines -------------------------------------------------------------------------------------


Names = tuple[str, ...]


class _Writer(NamedTuple):
    """Writes the nodes of a record of `kind`; `where` are the names of the fields that lead to one."""

    kind: type[Record]
    comments: _Comments

    def mapping(self, node: yaml.MappingNode, where: Names, indent: str) -> Iterator[str]:
        """The lines of fields, at `indent`."""
        order = _order(self.kind, where)
        for key, value in sorted(node.value, key=lambda pair: order.get(pair[0].value, len(order))):
            head = f"{indent}{_one_line(key)}:"
            lines = self._value(head, value, (*where, key.value), indent)
            # Beside words it might be one of them, and `strict_yaml` would refuse it.
            words = value.tag == TEXT and key.value in WORDED and ADDRESSES.isdisjoint(where)
            yield from self._with_comments(key, lines, indent, above=words)

    def _items(self, items: list[yaml.Node], where: Names, indent: str) -> Iterator[str]:
        for item in items:
            lines = self._value(f"{indent}-", item, where, indent)
            if isinstance(item, yaml.MappingNode) and item.value:
                _, *fields = lines
                first = next(
                    i for i, line in enumerate(fields) if not line.lstrip().startswith("#")
                )
                above = [comment.removeprefix("  ") for comment in fields[:first]]
                lines = [*above, f"{indent}- {fields[first].lstrip()}", *fields[first + 1 :]]
            yield from self._with_comments(item, lines, indent)

    def _value(self, head: str, node: yaml.Node, where: Names, indent: str) -> list[str]:
        """The lines of a value after `head`, its key or its dash."""
        if isinstance(node, yaml.ScalarNode):
            return _scalar(head, node, f"{indent}  ")
        if isinstance(node, yaml.MappingNode):
            lines = self.mapping(node, where, f"{indent}  ")
            return [head, *lines] if node.value else [f"{head} {{}}"]
        items: list[yaml.Node] = node.value
        if all(isinstance(i, yaml.ScalarNode) for i in items) and not self.comments.any_at(items):
            line = f"{head} [{', '.join(_one_line(item, ',[]{}:') for item in items)}]"
            if len(line) <= WIDTH:
                return [line]
        return [head, *self._items(items, where, f"{indent}  ")]

    def _with_comments(
        self, holder: yaml.Node, lines: list[str], indent: str, *, above: bool = False
    ) -> Iterator[str]:
        before, beside, after = (place.get(id(holder), ()) for place in self.comments.places)
        if above:
            before, beside = (*before, *beside), ()
        yield from (f"{indent}{comment}" for comment in before)
        yield "  ".join([lines[0], *beside])
        yield from lines[1:]
        yield from (f"{indent}{comment}" for comment in after)


# --- scalars -----------------------------------------------------------------------------------

TEXT = "tag:yaml.org,2002:str"
READ_BY_1_1 = yaml.CSafeLoader.yaml_implicit_resolvers
# What the core schema of YAML 1.2 reads as something else than text and PyYAML, of 1.1, does not;
# and the letters that 1.1 reads as yes and no, though PyYAML does not.
READ_BY_OTHERS = re.compile(r"0o[0-7]+|[-+]?(\.\d+|\d+(\.\d*)?)(e[-+]?\d+)?|[yn]", re.IGNORECASE)
FOLD = functools.partial(textwrap.wrap, break_long_words=False, break_on_hyphens=False)
UNPRINTABLE = re.compile(
    "[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
NOT_PLAIN = re.compile(r"""[-?:,\[\]{}#&*!|>'"%@`]|\s|\.\.\.|.*(:\s|\s\#|[\s:]$)""")


def _scalar(head: str, node: yaml.ScalarNode, indent: str) -> list[str]:
    """A scalar's lines after `head`: one, or a text of several lines or of a long one at `indent`."""
    line, parts = f"{head} {_one_line(node)}", _text(node).split("\n")
    if node.tag != TEXT or (len(parts) == 1 and (len(line) <= WIDTH or " " not in parts[0])):
        return [line]
    if parts[0][:1] in ("", " ") or any(
        UNPRINTABLE.search(part) or part.endswith(" ") for part in parts
    ):
        return [line]  # as a block it would be another text, or one whose end nobody sees
    if len(parts) > 1:
        return [f"{head} |-", *(f"{indent}{part}" if part else "" for part in parts)]
    if "  " in parts[0]:
        return [line]
    return [f"{head} >-", *(indent + part for part in FOLD(parts[0], WIDTH - len(indent)))]


def _text(node: yaml.Node) -> str:
    return composed(str(node.value)).rstrip("\n")


def _one_line(node: yaml.Node, reserved: str = "") -> str:
    """A scalar as every reader of YAML takes it, in quotes if need be or if it holds a `reserved` sign."""
    if node.tag != TEXT:
        return str(node.value) or "null"
    text = _text(node)
    if (
        text
        and not NOT_PLAIN.match(text)
        and not UNPRINTABLE.search(text)
        and not READ_BY_OTHERS.fullmatch(text)
        and not any(pattern.match(text) for _, pattern in READ_BY_1_1.get(text[0], ()))
        and not any(sign in text for sign in reserved)
    ):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return UNPRINTABLE.sub(lambda sign: f"\\U{ord(sign[0]):08x}", quoted)
