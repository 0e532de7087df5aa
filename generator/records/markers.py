"""Markers on the fields of records: what a field is.

A field without a marker is a fact that a source states. Its plain text is looked up in the source, word
for word. So are texts in two languages (`Text`), and values with the marker `Quoted`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import GetJsonSchemaHandler
from pydantic_core import core_schema

REF = "x-ref"
"""The JSON Schema keyword for what a value is chosen from: records of a kind, or one of these lists:"""

WARNINGS = "warnings"  # the codes of warnings
FIELDS = "fields"  # the fields of the record itself that state facts
TEXTS = "texts"  # those with text in two languages
GAPS = "gaps"  # those that may be left out if `gaps` says so
NUMBERS = "numbers"  # those with a number
MOVABLE = "movable"  # those with values that may be printed on other lines


# Markers are dataclasses: after a reload by `make serve`, tuples of the old and the new module would
# compare equal, and `typing` keeps a type once it is made.
@dataclass(frozen=True)
class Ref:
    """Marks a field that refers to a record: by its id if `kind` is given, else by "kind/id".

    `movable`: it says what a row of a table belongs to, and may be inferred or printed on another line
    than the row. `in_row`: it is printed in the row itself, unless the record says that it is moved.
    """

    kind: str = ""
    movable: bool = False
    in_row: bool = False

    def key(self, value: str) -> str:
        """The key of the record that the field's value refers to."""
        return f"{self.kind}/{value}" if self.kind else value

    def __get_pydantic_json_schema__(
        self, core: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Names the kind, so that editors can offer its records."""
        return {**handler(core), REF: self.kind}


@dataclass(frozen=True)
class Quoted:
    """Marks a number or a date that a source must print. Plain text needs no marker.

    `money`: it is an amount in euros. `date`: it may be printed in figures or with the name of its
    month. `spelled`: the number may be printed in letters.
    """

    money: bool = False
    date: bool = False
    spelled: bool = False


@dataclass(frozen=True)
class NotQuoted:
    """Marks text of a source that is not looked up like a quotation. `why` gives the reason."""

    why: str


@dataclass(frozen=True)
class Ours:
    """Marks a field with our own content: it is not a fact, and its text is not looked up."""


@dataclass(frozen=True)
class RequiredOrGap:
    """Marks a field that may be left out only if `gaps` says what the source says instead."""
