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
"""Lines: more than any part of a document has. A typing error must not cost minutes."""

MOST_RANGES = 100


@dataclass(frozen=True)
class Form:
    """Accepts only text of this form. `words` describe it, `example` shows it as YAML writes it."""

    pattern: str
    words: str
    example: str

    def check(self, value: str) -> str:
        """The value. Raises PydanticCustomError if it has another form."""
        if not re.fullmatch(self.pattern, value, re.ASCII):
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
            "pattern": f"^(?:{self.pattern})$",
            "errorMessage": f"Write {self.words}, like this: {self.example}",
            "examples": [self.example.strip('"')],
        }


CENTS = -2
"""The exponent of an amount that has two decimals."""

LINES = r"([1-9]\d{0,5})(?:-([1-9]\d{0,5}))?"


def _lines(value: object) -> range:
    """12 or "12-15" as the range of line numbers that it names."""
    match = re.fullmatch(LINES, str(value), re.ASCII)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if not first <= last < first + LONGEST_RANGE:
        raise PydanticCustomError(
            "lines",
            "not a line or a range of lines, from the first to the last",
            {"hint": "like this: [72] or [3-22, 44]"},
        )
    return range(first, last + 1)


def _euros(value: object) -> Decimal:
    """52200, or 50000.50 with its cents, as an exact amount."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not (whole or (isinstance(value, Decimal) and value.as_tuple().exponent in (0, CENTS))):
        raise PydanticCustomError("euros", "is not an amount in euros")
    amount = Decimal(str(value))
    if amount < 0:
        raise PydanticCustomError("euros", "is less than zero")
    return amount if amount % 1 else Decimal(int(amount))


Str = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

Int = Annotated[int, Strict(), Field(ge=0)]

Id = Annotated[
    str,
    Form(
        r"[a-z0-9]+(?:-[a-z0-9]+)*",
        "small letters without accents and digits, with a hyphen between words",
        "maison-des-jeunes",
    ),
    Ours(),
]

Key = Annotated[str, Form(r"[a-z-]+/[a-z0-9-]+", "a kind and an id", "projects/2022-foyer"), Ref()]
"""A reference to a record of any kind."""

Reference = Annotated[Str, Field(coerce_numbers_to_str=True)]
"""The id that a field refers to. Whether there is such a record is checked later, by a rule."""

Code = Annotated[str, Form(r"\d+(\.\d+)?", "a number in quotes", '"2.1"')]

IN_A_ROW = NotQuoted("documents print a code in several ways: 2.1, M2.1")

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

Few = Annotated[Int, Quoted(spelled=True)]
"""A number that a source prints, in figures or in letters."""

Day = Annotated[datetime.date, Quoted(date=True)]
"""A date that a source prints, in figures or with the name of the month."""

Url = Annotated[
    str, Form(r"https?://[^\s\"<>]+", "an address of the web", "https://safe.brussels/fr/subsides")
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
    Form(r"[0-9a-f]{6}-[0-9a-f]{6}", "what `python -m generator confirm` writes", "3f2a91-04b7de"),
    Ours(),
]

FieldPath = Annotated[
    str,
    Form(r"[a-z_]+(\.[a-z_]+)*", "a field, and its language where it has two", "description.nl"),
    Ours(),
    Field(json_schema_extra={REF: FIELDS}),
]
