"""The one form of a record's file: one order, one style, comments kept."""

from __future__ import annotations

import functools
import json
import re
import textwrap
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path, PurePath
from typing import NamedTuple

import yaml
from yaml.representer import SafeRepresenter

from generator.core.money import digits
from generator.core.text import composed
from generator.reading.comments import EDITOR, Comments, comments_of
from generator.reading.files import LARGEST_RECORD, path_of, read_text
from generator.reading.strict_yaml import ADDRESS_FIELDS, TEXT_FIELDS, compose, construct
from generator.records import KIND_OF, Record, fields_at

WIDTH = 100
"""Columns: a longer text is folded, where it has spaces to fold at."""


def canonicalize(text: str, kind: type[Record], path: str | PurePath, /, **changes: object) -> str:
    """The file of a record of `kind` in canonical form, with its comments.

    `text` is the content of the file, empty for a new one. It must be free of mistakes. `path` is the
    file's path in the repository: the path to the schema follows from it. `changes` sets fields to plain
    data (str, int, Decimal, date, list, dict) or deletes them (None). No other value changes, except
    that texts lose the line breaks at their end.

    Raises DataError if `text` is not YAML or has no fields.
    """
    text = composed(text)
    root = compose(text or "{}", str(path))
    comments = comments_of(text, root)
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
    """The text of a record's file below `root`, and its canonical form.

    Raises DataError if it is not YAML, or is YAML with values that people read differently.
    """
    path = path_of(file, root)
    text = read_text(file, path, LARGEST_RECORD)
    construct(compose(text, path), path)
    return text, canonicalize(text, KIND_OF[PurePath(path).parts[1]], path)


def _node(value: object) -> yaml.Node:
    representer = _Representer()
    representer.sort_keys = False
    node: yaml.Node = representer.represent_data(value)
    return node


class _Representer(SafeRepresenter):
    """Represents amounts too."""

    def amount(self, value: Decimal) -> yaml.Node:
        return self.represent_scalar("tag:yaml.org,2002:float", digits(value))


_Representer.add_representer(Decimal, _Representer.amount)


@functools.cache
def _order(kind: type[Record], where: tuple[str, ...]) -> dict[str, int]:
    """The order of the fields at `where`: as in the models, but a record's facts before its provenance."""
    names = fields_at(kind, where)
    if where and names == fields_at(kind, where[:-1]):
        return {}  # not a model, but a mapping with keys of the record's own
    if not where:
        facts = [name for name in names if name not in Record.model_fields]
        names = ["id", *facts, *(name for name in Record.model_fields if name != "id")]
    return {name: place for place, name in enumerate(names)}


# --- lines -------------------------------------------------------------------------------------

Names = tuple[str, ...]


class _Writer(NamedTuple):
    """Writes the nodes of a record of `kind`. `where` has the names of the fields that lead to a node."""

    kind: type[Record]
    comments: Comments

    def mapping(self, node: yaml.MappingNode, where: Names, indent: str) -> Iterator[str]:
        """The lines of fields, at `indent`."""
        order = _order(self.kind, where)
        for key, value in sorted(node.value, key=lambda pair: order.get(pair[0].value, len(order))):
            head = f"{indent}{_one_line(key)}:"
            lines = self._value(head, value, (*where, key.value), indent)
            # Beside words, a comment looks like one of the words: `strict_yaml` refuses it there.
            words = (
                value.tag == TEXT and key.value in TEXT_FIELDS and ADDRESS_FIELDS.isdisjoint(where)
            )
            yield from self._with_comments(key, lines, indent, above=words)

    def _items(self, items: list[yaml.Node], where: Names, indent: str) -> Iterator[str]:
        for item in items:
            lines = self._value(f"{indent}-", item, where, indent)
            if isinstance(item, yaml.MappingNode) and item.value:
                # The first field goes beside the dash, and the comments before it above the dash.
                above: list[str] = []
                _, first, *fields = lines
                while first.lstrip().startswith("#"):
                    above.append(first.removeprefix("  "))
                    first, *fields = fields
                lines = [*above, f"{indent}- {first.lstrip()}", *fields]
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
# Text for PyYAML, which follows YAML 1.1, but not for the core schema of YAML 1.2; and the letters that
# YAML 1.1 reads as yes and no, although PyYAML does not.
READ_BY_OTHERS = re.compile(r"0o[0-7]+|[-+]?(\.\d+|\d+(\.\d*)?)(e[-+]?\d+)?|[yn]", re.IGNORECASE)
FOLD = functools.partial(textwrap.wrap, break_long_words=False, break_on_hyphens=False)
UNPRINTABLE = re.compile(
    "[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
NOT_PLAIN = re.compile(r"""[-?:,\[\]{}#&*!|>'"%@`]|\s|\.\.\.|.*(:\s|\s\#|[\s:]$)""")


def _scalar(head: str, node: yaml.ScalarNode, indent: str) -> list[str]:
    """The lines of a scalar after `head`: one line, or a block at `indent` for a long text or several lines."""
    line, parts = f"{head} {_one_line(node)}", _text(node).split("\n")
    if node.tag != TEXT or (len(parts) == 1 and (len(line) <= WIDTH or " " not in parts[0])):
        return [line]
    if parts[0][:1] in ("", " ") or any(
        UNPRINTABLE.search(part) or part.endswith(" ") for part in parts
    ):
        return [line]  # a block would change this text, or hide the spaces at its end
    if len(parts) > 1:
        return [f"{head} |-", *(f"{indent}{part}" if part else "" for part in parts)]
    if "  " in parts[0]:
        return [line]
    return [f"{head} >-", *(indent + part for part in FOLD(parts[0], WIDTH - len(indent)))]


def _text(node: yaml.Node) -> str:
    return composed(str(node.value)).rstrip("\n")


def _one_line(node: yaml.Node, reserved: str = "") -> str:
    """A scalar that every YAML reader reads alike: in quotes if needed, or if it has a `reserved` sign."""
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
