"""Says where a record's file differs from its canonical form, and in what way."""

from __future__ import annotations

import re
from itertools import zip_longest

import yaml

from generator.core.text import character_name, composed
from generator.reading.strict_yaml import compose
from generator.records import Location


def difference(text: str, canonical: str) -> tuple[Location, str]:
    """The first field where a file differs from its canonical form, and how, in words.

    Reports a field in the wrong order before a value that is written differently.
    """
    root = compose(text, "")
    if disorder := _disorder(root, compose(canonical, ""), ()):
        where, above = disorder
        return where, f"it belongs after “{above}”" if above else "it must come first"
    lines, wanted = text.split("\n"), canonical.split("\n")
    pairs = zip_longest(lines, wanted)
    at = next(at for at, (line, other) in enumerate(pairs) if line != other)
    if text != composed(text):
        at = next(at for at, line in enumerate(lines) if line != composed(line))
        return _field_at(root, at, ()), f"line {at + 1} has {_decomposed(lines[at])}"
    where = _field_at(root, at, ())
    if at == len(lines):
        return where, "the last line does not end with a line break"
    if at == len(wanted):  # both end with a line break, and `text` with a second one
        return where, f"line {at} is blank"
    line, other = lines[at], wanted[at]
    if at == 0:
        return (), f"the file must begin with “{other}”"
    if not line.strip():
        return where, f"line {at + 1} is blank"
    if line.split() == other.split():
        return where, f"line {at + 1} has too many or too few spaces"
    if lines[at + 1 : at + 2] == wanted[at + 1 : at + 2]:
        return where, f"line {at + 1} must be “{other.strip()}”"
    return where, f"it differs from line {at + 1} on"


def _decomposed(line: str) -> str:
    """The first letter of a line that is several characters and could be one (NFC), in words."""
    letters = re.findall(r"\S[\u0300-\u036f]*|[^\x00-\x7f]", line)
    apart = next((letter for letter in letters if letter != composed(letter)), line)
    return f"“{composed(apart)}” written as {' and '.join(map(character_name, apart))}"


def _disorder(node: yaml.Node, wanted: yaml.Node, where: Location) -> tuple[Location, str] | None:
    """The first field in the wrong order, and the field above its right place (empty if it comes first)."""
    parts: list[tuple[yaml.Node, yaml.Node, str | int]] = []
    if isinstance(node, yaml.SequenceNode):
        parts = [(*pair, i) for i, pair in enumerate(zip(node.value, wanted.value, strict=True))]
    elif isinstance(node, yaml.MappingNode):
        there, right = ([key.value for key, _ in each.value] for each in (node, wanted))
        if there != right:
            one, other = next(pair for pair in zip(there, right, strict=True) if len({*pair}) > 1)
            # The misplaced field is `other` if the fields are in order without it, else `one`.
            rest = [[name for name in each if name != other] for each in (there, right)]
            name = other if rest[0] == rest[1] else one
            return (*where, name), right[right.index(name) - 1] if right[0] != name else ""
        values = {key.value: value for key, value in wanted.value}
        parts = [(value, values[key.value], key.value) for key, value in node.value]
    found = (_disorder(part, other, (*where, step)) for part, other, step in parts)
    return next(filter(None, found), None)


def _field_at(node: yaml.Node, line: int, where: Location) -> Location:
    """The innermost field that begins on a line (from 0), or last before it."""
    parts: list[tuple[int, yaml.Node, str | int]] = []
    if isinstance(node, yaml.MappingNode):
        parts = [(key.start_mark.line, value, key.value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode) and not node.flow_style:
        parts = [(item.start_mark.line, item, index) for index, item in enumerate(node.value)]
    above = [(value, step) for start, value, step in parts if start <= line]
    return _field_at(above[-1][0], line, (*where, above[-1][1])) if above else where
