"""Comments in a record's file: to which field or item each of them belongs.

What readers must know goes under `remarks`, but people turn lines into comments while they work, and
`generator new` marks with comments what to fill in. The canonical form keeps them all.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import yaml

EDITOR = "# yaml-language-server:"
"""The first line of a file: it gives editors the schema of the record."""

COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[^\r\n]*", re.MULTILINE)


class Comments:
    """The comments before, beside and after each key and item, by the id of its node; `last` end the file."""

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
    """A key or an item that a comment can belong to: where it begins, and what contains it."""

    start: int
    column: int
    node: yaml.Node
    around: _Holder | None


def comments_of(text: str, root: yaml.Node) -> Comments:
    """Each comment of a file, with the key or item that it belongs to.

    A comment at the end of a line belongs to what begins on that line. A comment on a line of its own
    belongs to what follows it, unless it is indented further: then it ends the block with its indent.
    """
    comments = Comments()
    if "#" not in text.replace(EDITOR, "", 1):
        return comments
    holders = list(_holders(text, root))
    starts = [holder.start for holder in holders]
    for match in _outside_scalars(text, root):
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
    """The holder, or one that contains it, that begins no further right than `column`."""
    while holder and holder.column > column:
        holder = holder.around
    return holder


def _holders(text: str, node: yaml.Node, around: _Holder | None = None) -> Iterator[_Holder]:
    """Every key and item, in the order of the file."""
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


def _outside_scalars(text: str, root: yaml.Node) -> Iterator[re.Match[str]]:
    """Every comment. Inside a scalar, “#” does not begin one."""
    end = 0
    for start, next_end in _scalars(text, root):
        yield from COMMENT.finditer(text, end, start)
        end = next_end
    yield from COMMENT.finditer(text, end)


def _scalars(text: str, node: yaml.Node) -> Iterator[tuple[int, int]]:
    """Where each scalar begins and ends. A block scalar begins after its first line (`>-`)."""
    if isinstance(node, yaml.ScalarNode):
        start, end = node.start_mark.index, node.end_mark.index
        yield text.find("\n", start) if node.style in ("|", ">") else start, end
    else:
        for child in node.value:
            for part in child if isinstance(child, tuple) else (child,):
                yield from _scalars(text, part)
