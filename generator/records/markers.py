"""Markers on the fields of records: what a field is.

A field without a marker is a fact that a source states. If it holds plain text, this text is looked up
in the source, word for word, as are the texts that this site quotes (`Text`) and values with `Quoted`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import GetJsonSchemaHandler
from pydantic_core import core_schema

REF = "x-ref"
"""The JSON Schema keyword that holds the kind of record (`Ref`) or one of the lists below."""

WARNINGS, FIELDS, TEXTS, GAPS = "warnings", "fields", "texts", "gaps"
"""Lists that a value is chosen from when it names no record: warnings, or fields of the record itself."""

NUMBERS, MOVABLE = "numbers", "movable"
"""Two more: numeric fields of the record, and fields with values that may be printed on other lines."""


# Markers are dataclasses: after a reload by `make serve`, tuples of the old and the new module would
# compare equal, and `typing` keeps a type once it is made.
@dataclass(frozen=True)
class Ref:
    """Marks a field that refers to a record: by its id where `kind` is given, else by "kind/id".

    A `movable` one says what a row of a table belongs to. It can be printed on another line than the
    row, or be inferred. One that is `in_row` is printed in the row itself, unless it is moved.
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

    A `date` may be printed in figures or with the name of its month, a `spelled` number in letters.
    """

    money: bool = False
    date: bool = False
    spelled: bool = False


@dataclass(frozen=True)
class NotQuoted:
    """Marks text that a source prints but that is not looked up like a quotation: `why` gives the reason."""

    why: str


@dataclass(frozen=True)
class Ours:
    """Marks a field that we fill in, and no source: it is not a fact, and its text is not looked up."""


@dataclass(frozen=True)
class RequiredOrGap:
    """Marks a field that may be left out only if `gaps` says what the source says instead."""
