"""The types of single values in a record: ids, codes, dates, amounts, lines of a document."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    Strict,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, core_schema

from generator.records.markers import FIELDS, REF, NotQuoted, Ours, Quoted, Ref

LONGEST_RANGE = 10_000
"""The most lines of a range: more than any part of a document has, so that a typing error costs no minutes."""

MOST_RANGES = 100
"""The most lines and ranges in one list."""


@dataclass(frozen=True)
class Pattern:
    """Accepts only text that `regex` matches. `words` describe it, `example` shows it as in a file."""

    regex: str
    words: str
    example: str

    def check(self, value: str) -> str:
        """The value. Raises PydanticCustomError if it does not match."""
        if not re.fullmatch(self.regex, value, re.ASCII):
            raise PydanticCustomError(
                "form", "has the wrong form", {"hint": f"like this: {self.example}"}
            )
        return value

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(
        self, core: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {
            **handler(core),
            "pattern": f"^(?:{self.regex})$",
            "errorMessage": f"Write {self.words}, like this: {self.example}",
            "examples": [self.example.strip('"')],
        }


LINES = r"([1-9]\d{0,5})(?:-([1-9]\d{0,5}))?"


def _lines(value: object) -> range:
    """12 or "12-15" as the range of line numbers that it names."""
    if match := re.fullmatch(LINES, str(value), re.ASCII):
        first, last = int(match[1]), int(match[2] or match[1])
        if first <= last < first + LONGEST_RANGE:
            return range(first, last + 1)
    hint = "like this: [72] or [3-22, 44]"
    message = "not a line or a range of lines, from the first to the last"
    raise PydanticCustomError("lines", message, {"hint": hint})


def _euros(value: object) -> Decimal:
    """52200, or 50000.50 with its cents, as an exact amount."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not whole and not (isinstance(value, Decimal) and value.as_tuple().exponent in (0, -2)):
        raise PydanticCustomError("euros", "is not an amount in euros")
    amount = Decimal(str(value))
    if amount < 0:
        raise PydanticCustomError("euros", "is less than zero")
    return amount if amount % 1 else Decimal(int(amount))


Str = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text that is not empty, without spaces around it."""

Int = Annotated[int, Strict(), Field(ge=0)]
"""A whole number from 0."""

Id = Annotated[
    str,
    Pattern(
        r"[a-z0-9]+(?:-[a-z0-9]+)*",
        "small letters without accents and digits, with a hyphen between words",
        "maison-des-jeunes",
    ),
    Ours(),
]

Key = Annotated[
    str, Pattern(r"[a-z-]+/[a-z0-9-]+", "a kind and an id", "projects/2022-foyer"), Ref()
]
"""A reference to a record of any kind."""

Reference = Annotated[Str, Field(coerce_numbers_to_str=True)]
"""The id of another record. A rule checks later that there is such a record."""

Code = Annotated[str, Pattern(r"\d+(\.\d+)?", "a number in quotes", '"2.1"')]

PlanCode = Annotated[Code, NotQuoted("documents print it in several ways: 2.1, M2.1")]
"""The number of a theme or a measure in an edition of the plan."""

Year = Annotated[int, Strict(), Field(ge=1900, le=2100, examples=[2022])]

Euros = Annotated[
    Decimal,
    Quoted(money=True),
    PlainValidator(_euros),
    WithJsonSchema(
        {
            "type": "number",
            "minimum": 0,
            "errorMessage": "Write digits, and cents after a dot, like this: 52200 or 50000.50",
            "examples": [52200],
        }
    ),
]

Count = Annotated[Int, Quoted()]

SmallCount = Annotated[Int, Quoted(spelled=True)]
"""A number that a source prints in figures or in letters."""

Day = Annotated[datetime.date, Quoted(date=True)]
"""A date that a source prints in figures or with the name of the month."""

Url = Annotated[
    str,
    Pattern(r"https?://[^\s\"<>]+", "an address of the web", "https://safe.brussels/fr/subsides"),
]

Lines = Annotated[
    range,
    PlainValidator(_lines),
    WithJsonSchema(
        {
            "type": ["integer", "string"],
            "minimum": 1,
            "pattern": f"^(?:{LINES})$",
            "errorMessage": "Write the number of a line, or of the first and the last, like this: 3-22",
            "examples": [72, "3-22"],
        }
    ),
]

Digests = Annotated[
    str,
    Pattern(
        r"[0-9a-f]{6}-[0-9a-f]{6}", "what `python -m generator confirm` writes", "3f2a91-04b7de"
    ),
    Ours(),
]

FieldPath = Annotated[
    str,
    Pattern(r"[a-z_]+(\.[a-z_]+)*", "a field, and its language where it has two", "description.nl"),
    Ours(),
    Field(json_schema_extra={REF: FIELDS}),
]
