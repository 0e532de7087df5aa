"""The kinds of record, field by field: what a file in data/ may say and how.

A record states facts; its *apparatus* (`Record`) says where they stand and what we did to them.
Every `Text`, `Euros` and `Count` is a quotation: it is looked up in the source unless the
apparatus says that it is ours.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal, Self, get_args

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

# --- leaves ------------------------------------------------------------------------------------


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
class Expected:
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
Named = Annotated[Str, Field(coerce_numbers_to_str=True)]
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


# --- the apparatus -----------------------------------------------------------------------------


class Reason(StrEnum):
    """Why we show something else than was printed."""

    MISREAD = "misread"
    CAPITALS = "capitals"
    MARKUP = "markup"
    ELIDED = "elided"
    OFFICIAL_SPELLING = "official-spelling"
    ONE_OF_SEVERAL = "one-of-several"


class Repair(StrEnum):
    """What was wrong with a row's layout, and is put right here."""

    RUN_TOGETHER = "run-together"
    NO_SEPARATOR = "no-separator"
    OUT_OF_ORDER = "out-of-order"


class Silence(StrEnum):
    """The ways in which a source can fail to say something."""

    UNEXPLAINED = "unexplained"
    BLANK = "blank"
    NO_ACTIVITY = "no-activity"
    NOT_IN_SOURCE = "not-in-source"


class Citation(Model):
    """Where a record stands: a document and lines in its text."""

    document: Annotated[Named, Ref("sources")]
    """The document that says it."""
    lines: Annotated[tuple[Lines, ...], Field(min_length=1, max_length=MOST_RANGES)]
    """The lines of its text that say it: numbers and ranges."""


class Correction(Model):
    """A word or phrase that the source prints otherwise than we show it."""

    lang: Language
    """The language of the words."""
    printed: Str
    """What the source prints, word for word."""
    shown: Str
    """What we show instead; stands once in the record's texts."""
    why: Reason
    """What was wrong with the printed words."""
    note: Note | None = None
    """More, where the reason does not say it all; in our words."""


class Doubt(Model):
    """A strange word that we show as printed, since what was meant cannot be known."""

    lang: Language
    """The language of the word."""
    printed: Annotated[Str, Quoted()]
    """The word, as printed."""
    note: Note
    """What is strange about it, in our words."""


class Moved(Model):
    """A field whose value is printed on other lines than the record's, and why it belongs here.

    Any field can be: words, an amount, a count, and what the row belongs to (a measure, a commune,
    an association). Of a commune `lines` is the row that prints its name.
    """

    field: Annotated[FieldPath, Field(json_schema_extra={REF: MOVABLE})]
    """The field, or its text in one language."""
    lines: Annotated[tuple[Lines, ...], Field(min_length=1, max_length=MOST_RANGES)]
    """The lines on which its value is printed."""
    why: Note
    """Why it belongs to this record, in our words."""


class Method(StrEnum):
    """How a computed value follows from the values of other records."""

    SUM = "sum"
    DIFFERENCE = "difference"
    COUNT = "count"


class Computed(Model):
    """A number that no source prints, and the computation that gives it. `check` repeats it."""

    field: Annotated[FieldPath, Field(json_schema_extra={REF: NUMBERS})]
    """The field whose value is computed."""
    method: Method
    """`sum` adds the same field of the records in `of`, `difference` subtracts the others from
    the first, `count` counts the records."""
    of: Annotated[
        tuple[Key, ...],
        Field(min_length=1),
    ]
    """The records of the computation, each as its kind and its id."""
    why: Note
    """Why the value can be computed so, in our words."""


class Variant(Model):
    """The wording of a field in another document."""

    field: Annotated[FieldPath, Field(json_schema_extra={REF: TEXTS})]
    """The field that is worded otherwise there, with its language."""
    document: Annotated[Named, Ref("sources")]
    """The other document."""
    lines: Annotated[tuple[Lines, ...], Field(min_length=1, max_length=MOST_RANGES)]
    """The lines of its text that hold the wording."""
    text: Str
    """The other wording, as printed."""

    @property
    def language(self) -> Language:
        """The language that its field's path ends in."""
        return "nl" if self.field.endswith(".nl") else "fr"


class Gap(Model):
    """What the source does not say: which field, in which way."""

    field: Annotated[FieldPath, Field(json_schema_extra={REF: GAPS})]
    """The field that is left out."""
    silence: Silence
    """In which way the source does not say it."""
    printed: Annotated[Str | None, Quoted()] = None
    """What stands in its place, such as a slash."""
    note: Note
    """What a reader must know about it, in our words."""


class Inference(Model):
    """A field that no source states outright, and from what we conclude it."""

    field: Annotated[FieldPath, Field(json_schema_extra={REF: MOVABLE})]
    """The field that is concluded."""
    why: Note
    """From what we conclude it, in our words."""


class Silenced(Model):
    """A warning that was looked at, and why it does not hold for this record."""

    rule: Annotated[
        str,
        Form(r"[a-z]+(-[a-z]+)*", "the code of a warning", "amount-outlier"),
        Field(json_schema_extra={REF: WARNINGS}),
    ]
    """The warning's code, which stands in brackets in its message."""
    reason: Note
    """Why the warning does not hold here, in our words. Readers see it on the record's page."""


class Record(Model):
    """What every record has: its id, where it stands, and what we did to its words."""

    kind: ClassVar[str]

    id: Id
    """The file's name without .yml. Never changes."""
    sources: Annotated[tuple[Citation, ...], Field(min_length=1)]
    """Where the record stands: what it says is looked up there, word for word."""
    corrections: tuple[Correction, ...] = ()
    """Words that we show otherwise than they are printed, since they are clearly misread or misspelt."""
    doubts: tuple[Doubt, ...] = ()
    """Strange words whose meaning cannot be known: they stay as printed."""
    moved: tuple[Moved, ...] = ()
    """Fields whose values are printed on other lines than the record's."""
    computed: tuple[Computed, ...] = ()
    """Numbers that no source prints and that follow from other records."""
    repairs: tuple[Repair, ...] = ()
    """What was wrong with the row's layout, and is put right here."""
    variants: tuple[Variant, ...] = ()
    """Other documents' wordings of the record's texts."""
    unofficial: tuple[FieldPath, ...] = ()
    """Texts that we translated ourselves, since the source lacks them in that language."""
    general_knowledge: tuple[FieldPath, ...] = ()
    """Fields that none of our sources gives and anyone can look up, such as postal codes."""
    inferred: tuple[Inference, ...] = ()
    """Fields that no source states outright and that we conclude from what sources say."""
    gaps: tuple[Gap, ...] = ()
    """Fields that the source leaves out, and in which way."""
    remarks: tuple[Note, ...] = ()
    """Whatever else a reader must know, in our words."""
    silenced: tuple[Silenced, ...] = ()
    """Warnings that were looked at and do not hold for this record."""
    confirmed: dict[str, Digests] = {}
    """Texts that somebody read in both languages and found to say the same. `python -m generator confirm`
    writes a line for each, which fits its present words only: once they change, `check` asks again."""

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def key(self) -> str:
        """Unique in the dataset: "communes/jette"."""
        return f"{self.kind}/{self.id}"

    @property
    def document(self) -> str:
        """The document that it stands in first; empty for what stands in none."""
        return self.sources[0].document if self.sources else ""

    @property
    def cited(self) -> list[tuple[str, int]]:
        """Every line that it cites: the document, and the line's number."""
        return [(c.document, line) for c in self.sources for lines in c.lines for line in lines]

    def computation(self, field: str) -> Computed | None:
        """How a field's value is computed; None where a source prints it."""
        return next((each for each in self.computed if each.field == field), None)

    def lines_of(self, field: str) -> tuple[range, ...]:
        """The lines of its document that print a field's value, where they are not the record's own."""
        return next((moved.lines for moved in self.moved if moved.field == field), ())

    @property
    def label(self) -> Text | Note | None:
        """What the record is called, where its own words say it."""
        return getattr(self, "name", None) or getattr(self, "title", None)


# --- the kinds ---------------------------------------------------------------------------------


class Plan(Record):
    """The plan: two names, two abbreviations, an edition every few years."""

    kind = "plans"
    name: Text
    """The plan's whole name."""
    abbreviation: Text
    """What the plan is called for short."""
    administration: Annotated[Named, Ref("administrations")]
    """The administration that runs the plan."""
    history: Text
    """The plan's editions, as a source tells them."""
    missing: tuple[Note, ...] = ()
    """What no document of ours gives of the plan as a whole, in our words."""


class Edition(Record):
    """One edition of the plan."""

    kind = "editions"
    plan: Annotated[Named, Ref("plans")]
    """The plan that this is an edition of."""
    years: Annotated[str, Form(r"\d{4}-\d{4}", "two years", "2021-2024"), Quoted()]
    """Its first and its last year."""
    other_years: Annotated[str, Form(r"\d{4}-\d{4}", "two years", "2021-2024"), Quoted()] | None = (
        None
    )
    """The years by which another document calls it, where they differ."""
    adopted: Day | None = None
    """The day on which the Government adopted it."""
    themes: Few | None = None
    """How many themes it has, as a source states it."""
    measures: Few | None = None
    """How many measures it has, as a source states it."""
    objectives: Text | None = None
    """Its objectives, as a source counts and calls them."""

    @property
    def first_year(self) -> int:
        """The year in which it begins."""
        return int(self.years[:4])

    @property
    def last_year(self) -> int:
        """The year in which it ends, itself included."""
        return int(self.years[5:])


class Administration(Record):
    """The administration that runs the plan, with the name it had before."""

    kind = "administrations"
    name: Text
    """What it is called now."""
    former_name: Text
    """What it was called before."""
    former_abbreviation: Text
    """The abbreviation of its former name."""
    role: Text
    """What it does for the plan, as a source tells it."""


class Theme(Record):
    """A theme of an edition."""

    kind = "themes"
    edition: Annotated[Named, Ref("editions")]
    """The edition of the plan that numbers it so."""
    code: Code
    """Its number in that edition, in quotes."""
    name: Text
    """What the theme is about."""


class Measure(Record):
    """A measure of a theme. Its key is edition + code, since every edition numbers anew."""

    kind = "measures"
    edition: Annotated[Named, Ref("editions")]
    """The edition of the plan that numbers it so."""
    theme: Annotated[Named, Ref("themes")]
    """The theme that it belongs to."""
    code: Code
    """Its number in that edition, in quotes."""
    short: Note
    """The subject in a few words of plain language, ours."""
    plain: Note
    """What the measure asks, in plain language, ours."""
    title: Annotated[Text | None, Expected()] = None
    """Its official title, a whole sentence. Left out only if `gaps` says so."""

    @property
    def label(self) -> None:
        """A measure goes by its code: its title is a long sentence."""


class Summary(Record):
    """A row that states how many projects a theme or a measure got, for how much."""

    kind = "summaries"
    year: Year
    """The year of the subsidies."""
    theme: Annotated[Named | None, Ref("themes")] = None
    """The theme whose projects the row sums up. Give a theme or a measure."""
    measure: Annotated[Named | None, Ref("measures")] = None
    """The measure whose projects the row sums up. Give a theme or a measure."""
    projects: Annotated[Count | None, Expected()] = None
    """How many projects the source states. Left out only if `gaps` says so."""
    amount: Euros
    """How much it states, in euros: 52200, or 50000.50 where cents are printed."""

    @model_validator(mode="after")
    def _of_one(self) -> Self:
        if (self.theme is None) == (self.measure is None):
            raise PydanticCustomError(
                "summary",
                "sums up {both} a theme {conjunction} a measure",
                {
                    "both": "both" if self.theme else "neither",
                    "conjunction": "and" if self.theme else "nor",
                    "hint": "give the theme or the measure whose projects the row sums up",
                },
            )
        return self

    @property
    def subject(self) -> str:
        """The key of the theme or measure whose projects the row sums up."""
        return f"themes/{self.theme}" if self.theme else f"measures/{self.measure}"


class Commune(Record):
    """One of the 19 communes of the Region."""

    kind = "communes"
    name: Text
    """The commune's name."""
    slug: Slug
    """The end of its page's address. Never changes."""
    tile: tuple[Int, Int]
    """Its place on the tile map, ours: column and row, from 0, north-west first."""
    nis_code: Annotated[str, Form(r"\d{5}", "five digits in quotes", '"21004"')]
    """Its code in Belgian statistics (INS / NIS): five digits, in quotes."""
    postal_codes: Annotated[
        tuple[Annotated[str, Form(r"\d{4}", "four digits in quotes", '"1000"')], ...],
        Field(min_length=1),
    ]
    """Its postal codes: four digits each, in quotes."""


class LocalPlan(Record):
    """A commune's local plan (PLPP / PPBP) of one year, as the annex gives it."""

    kind = "local-plans"
    commune: Annotated[Named, Ref("communes")]
    """The commune whose plan this is."""
    year: Year
    """The plan's year."""
    edition: Annotated[Named, Ref("editions")]
    """The edition of the regional plan in force that year."""


class Activity(Record):
    """One row of annex 1: what a commune does for a measure. A row may list several names."""

    kind = "activities"
    commune: Annotated[Named, Ref("communes")]
    """The commune that carries it out."""
    year: Year
    """The year of the annex."""
    measure: Annotated[Named, Ref("measures")]
    """The measure that it serves."""
    slug: Slug
    """The end of its page's address. Never changes."""
    service: Text | None = None
    """The commune's service that carries it out, where the row names one."""
    names: Annotated[tuple[Text, ...], Expected()] = ()
    """What the row calls it: one name, or several. Left out only if `gaps` says so."""

    @property
    def label(self) -> Text | None:
        """The names of all the activities that the row lists."""
        if len(self.names) < 2:  # noqa: PLR2004
            return self.names[0] if self.names else None
        return Text(
            fr=" ; ".join(n["fr"] for n in self.names), nl="; ".join(n["nl"] for n in self.names)
        )


class Call(Record):
    """A year's call for projects."""

    kind = "calls"
    year: Year
    """The year of the subsidies."""
    edition: Annotated[Named, Ref("editions")]
    """The edition of the plan in force that year."""
    administration: Annotated[Named | None, Ref("administrations")] = None
    """The administration that grants the subsidies, where a source names it."""
    name: Text
    """What the call is called."""
    published: Day | None = None
    """The day on which it was published."""
    budget: Text | None = None
    """What it says of the money, as printed."""
    scope: Text | None = None
    """To which themes or measures it is limited, as printed."""


class Spelling(Model):
    """A form in which the sources print an association's name."""

    printed: Annotated[Str, Quoted()]
    """The name as the source prints it."""
    lang: Literal["fr", "nl", "en"] | None = None
    """The language of the name, where it has one."""
    why: Reason | None = None
    """Why we show another spelling, where we do."""


class Association(Record):
    """A non-profit association (asbl / vzw), one record however it is spelled."""

    kind = "associations"
    name: Text
    """The name under which we show it."""
    abbreviation: Text | None = None
    """What it is called for short."""
    full_name: Text | None = None
    """Its whole name, where it is shown under a shorter one."""
    legal_form: Text | None = None
    """Its legal form, where a source names it (asbl / vzw)."""
    enterprise_number: (
        Annotated[
            str,
            Form(r"[01]\d{3}\.\d{3}\.\d{3}", "ten digits with two dots", "0123.456.749"),
            Quoted(),
        ]
        | None
    ) = None
    """Its number in the Belgian register of enterprises (BCE / KBO)."""
    slug: Slug
    """The end of its page's address. Never changes."""
    spellings: Annotated[tuple[Spelling, ...], Field(min_length=1)]
    """Each form in which the sources print its name."""


class Project(Record):
    """A subsidised project of a call."""

    kind = "projects"
    year: Year
    """The year of the subsidy."""
    measure: Annotated[Named, Ref("measures")]
    """The measure that it serves."""
    association: Annotated[Named, Ref("associations")]
    """The association that carries it out."""
    amount: Euros
    """The subsidy in euros, as printed: 52200, or 50000.50 where cents are printed."""
    slug: Slug
    """The end of its page's address. Never changes."""
    title: Text
    """Its title, as printed."""
    description: Text
    """What it is about, as printed."""


class Action(Record):
    """What the Region does itself: a platform, a working group, a funding."""

    kind = "actions"
    year: Year
    """The year in which it took place."""
    edition: Annotated[Named, Ref("editions")]
    """The edition of the plan in force that year."""
    theme: Annotated[Named, Ref("themes")]
    """The theme that it serves."""
    administration: Annotated[Named, Ref("administrations")]
    """The administration that carries it out."""
    slug: Slug
    """The end of its page's address. Never changes."""
    name: Text
    """What it is called."""
    amount: Euros | None = None
    """What it cost in euros, where the source says so: 52200, or 50000.50 where cents are printed."""
    caveat: Note | None = None
    """What the amount covers, if that is not what a reader would think. Shown wherever the amount is."""
    description: Text
    """What was done, as the source tells it."""


class Term(Record):
    """A word or abbreviation that a reader may not know, in our words.

    One that no document explains cites none: what we say of it is general knowledge.
    """

    kind = "terms"
    sources: tuple[Citation, ...] = ()
    """Where a document explains it, if one does."""
    abbreviation: Note | None = None
    """The abbreviation, if it has one."""
    name: Note | None = None
    """The word, or the abbreviation in full."""
    meaning: Note
    """What it means, in plain words of ours."""
    synonyms: tuple[Note, ...] = ()
    """Other words, ours, by which people look for it."""

    @property
    def label(self) -> Note | None:
        """A term goes by the form in which it stands in texts."""
        return self.abbreviation or self.name


class Person(Model):
    """Someone named in a document, in the office that the document names."""

    name: Text
    """First name and surname."""
    office: Text
    """The office, as the document names it."""


class EarlierQuestion(Model):
    """An earlier question to which the answer refers."""

    number: Annotated[Code, Quoted()]
    """Its number, in quotes."""
    document: Annotated[Named, Ref("sources")]
    """The document that mentions it."""
    received: Day
    """The day on which it was received."""
    answered: Day
    """The day on which it was answered."""
    published: Day
    """The day on which it was published."""


class Question(Record):
    """A written parliamentary question and its answer."""

    kind = "questions"
    number: Annotated[Code, Quoted()]
    """The question's number, in quotes."""
    author: Person
    """Who asked."""
    addressee: Person
    """Who answered."""
    subject: Text
    """What the question is about, as printed."""
    received: Day | None = None
    """The day on which Parliament received it."""
    admissible: Day | None = None
    """The day on which it was declared admissible."""
    answered: Day | None = None
    """The day on which it was answered."""
    published: Day | None = None
    """The day on which it was published with its answer."""
    legislature: Annotated[Str, Quoted()] | None = None
    """The term of Parliament, as printed."""
    session: Annotated[Str, Quoted()] | None = None
    """The session of Parliament, as printed."""
    page: Annotated[Named | None, Ref("sources")] = None
    """The document that is its page on the site of Parliament."""
    asked: tuple[Note, ...] = ()
    """What is asked, each point in a summary of ours."""
    earlier: EarlierQuestion | None = None
    """The earlier question to which the answer refers."""
    answer: Text
    """The answer, as printed."""


class Part(Model):
    """A part of a document: its heading and the columns of its table, if any, in `lines`."""

    lines: Lines
    """The lines of this part: a number or a range."""
    lang: Language | None = None
    """Its language, where it has but one."""
    title: Text | None = None
    """Its heading, as printed."""
    name: Note
    """What we call it."""
    columns: tuple[Text, ...] = ()
    """The headings of its table's columns, as printed."""


class Source(Record):
    """A document that we quote. Its text is data/sources/<id>/text.txt, as we received it."""

    kind = "sources"
    title: Note
    """What we call the document."""
    slug: Slug
    """The end of its page's address. Never changes."""
    author: Note
    """Who made it."""
    publisher: Note
    """Who published it, and where."""
    address: Annotated[WebAddress | None, Expected()] = None
    """The address of the original. Left out only if `gaps` says so."""
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    """The languages that it is written in."""
    date: Annotated[Day | None, Expected()] = None
    """The day on which it was published. Left out only if `gaps` says so."""
    read: Annotated[datetime.date | None, Expected()] = None
    """The day on which its text was read. Left out only if `gaps` says so."""
    extract: Annotated[bool, Strict()] = False
    """Whether the text is only an extract: the lines that records quote."""
    status: Note
    """What kind of document it is, and whose rights it stays under."""
    reading: Note
    """How its text came to us, and what that did to it."""
    parts: Annotated[tuple[Part, ...], Field(min_length=1)]
    """Its parts, in the order of their lines."""
    furniture: tuple[Lines, ...] = ()
    """Lines that belong to no part of its text: page heads, page numbers."""


FOLDERS = r"/([a-z0-9][a-z0-9.-]*/)+"


class Address(Model):
    """Where a page stood in each language, from the language on."""

    fr: Annotated[
        str,
        Form(rf"fr{FOLDERS}", "an address from the language on", "fr/projets/2022/ancien-nom/"),
    ]
    """The French address, without the site's own."""
    nl: Annotated[
        str,
        Form(rf"nl{FOLDERS}", "an address from the language on", "nl/projecten/2022/oude-naam/"),
    ]
    """The Dutch address, without the site's own."""

    def __getitem__(self, language: Language) -> str:
        return self.fr if language == "fr" else self.nl


class Redirect(Record):
    """An address that was cited and where no page stands any more: where it leads, or why not.

    Of a page that moved in one language only, the other address is the one that it still has.
    """

    kind = "redirects"
    sources: tuple[Citation, ...] = ()
    """None: no document tells of addresses."""
    old: Address
    """Both addresses, as they were."""
    to: Key | None = None
    """The record whose page the reader is led to: its kind and its id."""
    reason: Note | None = None
    """Why there is no such page any more, in our words."""


KINDS: tuple[type[Record], ...] = (
    Plan,
    Edition,
    Administration,
    Theme,
    Measure,
    Summary,
    Commune,
    LocalPlan,
    Activity,
    Call,
    Association,
    Project,
    Action,
    Term,
    Question,
    Source,
    Redirect,
)

KIND_OF: dict[str, type[Record]] = {kind.kind: kind for kind in KINDS}


# --- looking at records ------------------------------------------------------------------------

Location = tuple[str | int, ...]
"""Where in a record: ("names", 0, "fr")."""

Marker = Ref | Quoted | type[Text] | type[Note]


def place_of(where: Location) -> str:
    """A place as messages print it, items of a list from 1: ("names", 0, "fr") is "names.1.fr"."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in where)


def walk(model: Model, where: Location = ()) -> Iterator[tuple[Location, Any, Marker]]:
    """Every reference, quoted value, `Text` and `Note` in a record: (where, value, marker)."""
    for name, marker in _shape(type(model)):
        value = getattr(model, name)
        many = isinstance(value, tuple)
        for index, item in enumerate(value if many else (value,)):
            place = (*where, name, index) if many else (*where, name)
            if item is None:
                continue
            if marker is None:
                yield from walk(item, place)
            else:
                yield place, item, marker


@functools.cache
def _shape(cls: type[Model]) -> tuple[tuple[str, Marker | None], ...]:
    """The fields of a class that `walk` cares for; marker None: a nested model to walk into."""
    shape: list[tuple[str, Marker | None]] = []
    for name, field in cls.model_fields.items():
        parts = [*field.metadata, *_flatten(field.annotation)]
        markers = [p for p in parts if isinstance(p, Ref | Quoted) or p is Text or p is Note]
        if markers:
            shape.append((name, markers[0]))
        elif any(
            isinstance(part, type) and issubclass(part, Model) and _shape(part) for part in parts
        ):
            shape.append((name, None))
    return tuple(shape)


def _flatten(annotation: Any) -> Iterator[Any]:
    """An annotation's parts, at any depth: `tuple[Annotated[X, M], ...]` gives X and M too."""
    yield annotation
    for part in (*get_args(annotation), *getattr(annotation, "__metadata__", ())):
        yield from _flatten(part)


def fields_at(kind: type[Model], where: Location) -> list[str]:
    """The names of the fields that a record of `kind` may have at `where`."""
    return list(model_at(kind, where).model_fields)


def model_at(kind: type[Model], where: Location) -> type[Model]:
    """What a record of `kind` holds at `where`; what holds that where it has no fields of its own."""
    model = kind
    for step in where:
        if isinstance(step, str) and step in model.model_fields:
            parts = _flatten(model.model_fields[step].annotation)
            model = next((p for p in parts if isinstance(p, type) and issubclass(p, Model)), model)
    return model


@functools.cache
def bilingual_fields(kind: type[Model]) -> tuple[str, ...]:
    """The fields of a kind that hold words in both languages, themselves or within."""
    return tuple(
        name
        for name, field in kind.model_fields.items()
        if any(
            isinstance(part, type)
            and issubclass(part, Model)
            and (part in (Text, Note) or bilingual_fields(part))
            for part in _flatten(field.annotation)
        )
    )


def text_paths(kind: type[Model]) -> Iterator[str]:
    """The paths of the texts that a record of a kind can have, as the apparatus names them."""
    for name, marker in _shape(kind):
        if marker is Text:
            yield name
        elif marker is None:
            yield from (f"{name}.{path}" for path in text_paths(model_at(kind, (name,))))


def expected_fields(kind: type[Record]) -> list[str]:
    """The fields that a record lacks only where its `gaps` say so."""
    return [
        name
        for name, field in kind.model_fields.items()
        if any(isinstance(mark, Expected) for mark in field.metadata)
    ]


@functools.cache
def numbers_of(kind: type[Record]) -> tuple[str, ...]:
    """The fields of a kind that hold an amount or a count of a source."""
    found = []
    for name, field in kind.model_fields.items():
        parts = [*field.metadata, *_flatten(field.annotation)]
        if (int in parts or Decimal in parts) and any(isinstance(p, Quoted) for p in parts):
            found.append(name)
    return tuple(found)


def references_of(kind: type[Record]) -> tuple[str, ...]:
    """The fields that say to what a row belongs: they can be printed on another line, or inferred."""
    rows: dict[type[Record], tuple[str, ...]] = {
        Activity: ("commune", "measure"),
        Project: ("measure", "association"),
        Summary: ("theme", "measure"),
        Action: ("theme",),
    }
    return rows.get(kind, ())


@functools.cache
def facts_of(kind: type[Record]) -> tuple[str, ...]:
    """The fields of a kind in which a source, or we, can say something."""
    ours = {
        *("slug", "spellings", "status", "reading", "furniture", "publisher", "address"),
        *("read", "extract", "short", "plain", "tile", "caveat", "asked", "missing"),
        *("old", "to", "reason"),
    }
    return tuple(
        name
        for name, field in kind.model_fields.items()
        if name not in {*Record.model_fields, *ours}
        and not any(isinstance(part, Ref) for part in _flatten(field.annotation))
        and not any(isinstance(mark, Ref) for mark in field.metadata)
    )
