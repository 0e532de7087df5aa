"""The types of values in a record: texts in two languages, ids, amounts, lines, references."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    Strict,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError, core_schema

Language = Literal["fr", "nl"]


LANGUAGES: tuple[Language, ...] = ("fr", "nl")


ENGLISH: dict[Language, str] = {"fr": "French", "nl": "Dutch"}


LONGEST_RANGE = 10_000
"""More lines than any part of a document has: a slip of the finger must not cost minutes."""


MOST_RANGES = 100


REF = "x-ref"
"""The keyword of a JSON Schema under which `Ref` names the kind."""


WARNINGS, FIELDS, TEXTS, GAPS = "warnings", "fields", "texts", "gaps"
"""What stands there where no record is named: a warning, or a field of the record itself."""


NUMBERS, MOVABLE = "numbers", "movable"
"""A numeric field of the record; a field whose value can be printed on other lines."""


# Marks are no tuples: those of code that `make serve` read anew would equal those before, and `typing`
# keeps a type once made.
@dataclass(frozen=True)
class Ref:
    """Marks a field that refers to a record: by its id where `kind` is given, else by "kind/id"."""

    kind: str = ""

    def key(self, value: str) -> str:
        """The key of the record that the field's value refers to."""
        return f"{self.kind}/{value}" if self.kind else value

    def __get_pydantic_json_schema__(
        self, core: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Names the kind, for whoever knows which records there are."""
        return {**handler(core), REF: self.kind}


@dataclass(frozen=True)
class Quoted:
    """Marks a number, a date, or words outside a `Text`, that a source must print.

    A `date` may be printed in figures or with the name of its month, a `spelled` number in letters.
    """

    money: bool = False
    date: bool = False
    spelled: bool = False


@dataclass(frozen=True)
class RequiredOrGap:
    """Marks a field that is left out only where `gaps` says what the source says instead."""


@dataclass(frozen=True)
class Form:
    """Lets only text of this form through: `words` tell it, `example` shows it as YAML writes it."""

    pattern: str
    words: str
    example: str

    def check(self, value: str) -> str:
        """The value. PydanticCustomError when it has another form."""
        if not re.fullmatch(self.pattern, value, re.ASCII):
            raise PydanticCustomError(
                "form", "has not the right form", {"hint": f"like this: {self.example}"}
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
            "neither a line nor a range of lines, from the first to the last",
            {"hint": "like this: [72] or [3-22, 44]"},
        )
    return range(first, last + 1)


def _euros(value: object) -> Decimal:
    """52200, or 50000.50 with its cents, as an exact amount."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not (whole or (isinstance(value, Decimal) and value.as_tuple().exponent in (0, CENTS))):
        raise PydanticCustomError("euros", "is no amount in euros")
    amount = Decimal(str(value))
    if amount < 0:
        raise PydanticCustomError("euros", "is less than nothing")
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
]


Key = Annotated[str, Form(r"[a-z-]+/[a-z0-9-]+", "a kind and an id", "projects/2022-foyer"), Ref()]
"""A reference to a record of any kind."""


Reference = Annotated[Str, Field(coerce_numbers_to_str=True)]
"""What a reference says. Which record it may mean is for the rule to tell that knows them all."""


Code = Annotated[str, Form(r"\d+(\.\d+)?", "a number in quotes", '"2.1"')]


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
    str,
    Form(r"https?://[^\s\"<>]+", "an address of the web", "https://safe.brussels/fr/subsides"),
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
]


FieldPath = Annotated[
    str,
    Form(r"[a-z_]+(\.[a-z_]+)*", "a field, and its language where it has two", "description.nl"),
    Field(json_schema_extra={REF: FIELDS}),
]


def _title(cls: type) -> str:
    """LocalPlan as people write it: Local plan."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cls.__name__).capitalize()


class Model(BaseModel):
    """Frozen, and closed: a key that no field has is an error."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, model_title_generator=_title
    )


# In our own notes, words of another language are written [words]{nl}.
FOREIGN = re.compile(r"\[([^\[\]]+)\]\{(fr|nl|en)\}")


class Note(Model):
    """Our own words, in both languages."""

    fr: Str
    """In French."""
    nl: Str
    """In Dutch."""

    def __getitem__(self, language: Language) -> str:
        return self.fr if language == "fr" else self.nl


class Slug(Model):
    """The last part of a page's address in each language. Never changes, even when a title does."""

    fr: Id
    """The end of the French page's address."""
    nl: Id
    """The end of the Dutch page's address."""

    def __getitem__(self, language: Language) -> str:
        return self.fr if language == "fr" else self.nl


class WebAddress(Model):
    """The address of something on another site, in each language in which it exists."""

    # What `_complete` asks, as a JSON Schema says it.
    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    fr: Url | None = None
    """The address of the French page."""
    nl: Url | None = None
    """The address of the Dutch page."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if not (self.fr or self.nl):
            hint = "give `fr`, `nl` or both"
            raise PydanticCustomError("address", "has no address", {"hint": hint})
        return self

    def language(self, wanted: Language) -> Language:
        """The language of the page to which readers of a language are led."""
        return next(lang for lang in (wanted, *LANGUAGES) if getattr(self, lang))

    def __getitem__(self, language: Language) -> str:
        address: str = getattr(self, self.language(language))
        return address


class Text(Model):
    """Words of a source: `fr` and `nl`, or `both` where one wording serves both languages.

    `lang` is the language of `both` (BCP 47), where it has one: a proper name may have none.
    """

    # What `_complete` asks, as a JSON Schema says it.
    model_config = ConfigDict(
        title="Words of a source",
        json_schema_extra={
            "oneOf": [
                {"required": ["fr", "nl"], "properties": {"both": False, "lang": False}},
                {"required": ["both"], "properties": {"fr": False, "nl": False}},
            ]
        },
    )

    fr: Str | None = None
    """The French words."""
    nl: Str | None = None
    """The Dutch words."""
    both: Str | None = None
    """One wording for both languages: a proper name, a title that was never translated."""
    lang: Literal["fr", "nl", "en"] | None = None
    """The language of `both`, where it has one."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.both is not None:
            if self.fr or self.nl:
                raise PydanticCustomError(
                    "both",
                    "says `both` beside `fr` or `nl`",
                    {"hint": "give `fr` and `nl`, or `both`"},
                )
            return self
        for language in LANGUAGES:
            if getattr(self, language) is None:
                hint = (
                    f"add “{language}: …”; name the field under `unofficial` if the translation is "
                    "yours; write `both` if the words serve both languages"
                )
                raise PydanticCustomError(
                    "language",
                    "has no {language}",
                    {"language": f"{ENGLISH[language]} ({language})", "hint": hint},
                )
        if self.lang is not None:
            hint = "delete `lang`: it tells the language of `both`"
            raise PydanticCustomError("lang", "says `lang` of two languages", {"hint": hint})
        return self

    def __getitem__(self, language: Language) -> str:
        return self.both or (self.fr if language == "fr" else self.nl) or ""

    @property
    def wordings(self) -> tuple[tuple[str, str], ...]:
        """(key, words): one for `both`, else one for each language."""
        if self.both is not None:
            return (("both", self.both),)
        return (("fr", self["fr"]), ("nl", self["nl"]))
