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
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    Strict,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

Language = Literal["fr", "nl"]
LANGUAGES: tuple[Language, ...] = ("fr", "nl")

# --- leaves ------------------------------------------------------------------------------------


LONGEST_RANGE = 10_000
"""More lines than any part of a document has: a slip of the finger must not cost minutes."""


class Ref(NamedTuple):
    """Marks a field that holds the id of a record of `kind`."""

    kind: str


class Quoted(NamedTuple):
    """Marks a number, or words outside a `Text`, that must stand in the source."""

    money: bool = False


class Expected(NamedTuple):
    """Marks a field that is left out only where `gaps` says what the source says instead."""


def _form(pattern: str, example: str) -> AfterValidator:
    """Lets only text of this form through; `example` shows it to whoever writes another one."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise PydanticCustomError(
                "form", "has not the right form", {"hint": f"like this: {example}"}
            )
        return value

    return AfterValidator(check)


def _lines(value: object) -> range:
    """12 or "12-15" as the range of line numbers that it names."""
    match = re.fullmatch(r"([1-9]\d*)(?:-([1-9]\d*))?", str(value))
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if not first <= last < first + LONGEST_RANGE:
        raise PydanticCustomError(
            "lines",
            "neither a line nor a range of lines",
            {"hint": "like this: [72] or [3-22, 44]"},
        )
    return range(first, last + 1)


Str = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Int = Annotated[int, Strict(), Field(ge=0)]
Id = Annotated[str, _form(r"[a-z0-9]+(?:-[a-z0-9]+)*", "maison-des-jeunes")]
Code = Annotated[str, _form(r"\d+(\.\d+)?", '"2.1"')]
Year = Annotated[int, Strict(), Field(ge=1900, le=2100)]
Euros = Annotated[Int, Quoted(money=True)]
Count = Annotated[Int, Quoted()]
Lines = Annotated[range, PlainValidator(_lines)]
FieldPath = Annotated[str, _form(r"[a-z_]+(\.[a-z_]+)*", "description.nl")]


class Model(BaseModel):
    """Frozen, and closed: a key that no field has is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Note(Model):
    """Our own words, in both languages."""

    fr: Str
    nl: Str

    def __getitem__(self, language: Language) -> str:
        return self.fr if language == "fr" else self.nl


class Slug(Model):
    """The last part of a page's address in each language. Never changes, even when a title does."""

    fr: Id
    nl: Id

    def __getitem__(self, language: Language) -> str:
        return self.fr if language == "fr" else self.nl


class Text(Model):
    """Words of a source: `fr` and `nl`, or `both` where one wording serves both languages.

    `lang` is the language of `both` (BCP 47), where it has one: a proper name may have none.
    """

    fr: Str | None = None
    nl: Str | None = None
    both: Str | None = None
    lang: Literal["fr", "nl", "en"] | None = None

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
                hint = "translate it and name the field under `unofficial`, or say `both`"
                raise PydanticCustomError(
                    "language", "has no {language}", {"language": language, "hint": hint}
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


class Repair(StrEnum):
    """What was wrong with a row's layout, and is put right here."""

    RUN_TOGETHER = "run-together"
    NO_SEPARATOR = "no-separator"
    OUT_OF_ORDER = "out-of-order"


class Silence(StrEnum):
    """The ways in which a source can fail to say something."""

    STATES_NONE = "states-none"
    BLANK = "blank"
    NO_ACTIVITY = "no-activity"
    NOT_IN_SOURCE = "not-in-source"


class Citation(Model):
    """Where a record stands: a document and lines in its text."""

    document: Annotated[Id, Ref("sources")]
    lines: Annotated[tuple[Lines, ...], Field(min_length=1)]


class Correction(Model):
    """A word or phrase that the source prints otherwise than we show it."""

    lang: Language
    printed: Str
    shown: Str
    why: Reason
    note: Note | None = None


class Doubt(Model):
    """A strange word that we show as printed, since what was meant cannot be known."""

    lang: Language
    printed: Annotated[Str, Quoted()]
    note: Note


class Moved(Model):
    """A field whose words stand on other lines than the record's, and why they belong here."""

    field: FieldPath
    lines: Annotated[tuple[Lines, ...], Field(min_length=1)]
    why: Note


class Variant(Model):
    """The wording of a field in another document."""

    field: FieldPath
    document: Annotated[Id, Ref("sources")]
    lines: Annotated[tuple[Lines, ...], Field(min_length=1)]
    text: Str

    @property
    def language(self) -> Language:
        """The language that its field's path ends in."""
        return "nl" if self.field.endswith(".nl") else "fr"


class Gap(Model):
    """What the source does not say: which field, in which way."""

    field: FieldPath
    silence: Silence
    printed: Annotated[Str | None, Quoted()] = None
    note: Note


class Silenced(Model):
    """A warning that was looked at, and why it does not hold for this record."""

    rule: Annotated[str, _form(r"[a-z]+(-[a-z]+)*", "amount-outlier")]
    reason: Str


class Record(Model):
    """What every record has: its id, where it stands, and what we did to its words."""

    kind: ClassVar[str]

    id: Id
    sources: Annotated[tuple[Citation, ...], Field(min_length=1)]
    corrections: tuple[Correction, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    moved: tuple[Moved, ...] = ()
    repairs: tuple[Repair, ...] = ()
    variants: tuple[Variant, ...] = ()
    unofficial: tuple[FieldPath, ...] = ()
    general_knowledge: tuple[FieldPath, ...] = ()
    gaps: tuple[Gap, ...] = ()
    remarks: tuple[Note, ...] = ()
    silenced: tuple[Silenced, ...] = ()

    @property
    def key(self) -> str:
        """Unique in the dataset: "communes/jette"."""
        return f"{self.kind}/{self.id}"

    @property
    def document(self) -> str:
        """The document that it stands in first; empty for what stands in none."""
        return self.sources[0].document if self.sources else ""

    @property
    def label(self) -> Text | Note | None:
        """What the record is called, where its own words say it."""
        return getattr(self, "name", None) or getattr(self, "title", None)


# --- the kinds ---------------------------------------------------------------------------------


class Plan(Record):
    """The plan: two names, two abbreviations, an edition every few years."""

    kind = "plans"
    name: Text
    abbreviation: Text
    administration: Annotated[Id, Ref("administrations")]
    history: Text


class Edition(Record):
    """One edition of the plan."""

    kind = "editions"
    plan: Annotated[Id, Ref("plans")]
    years: Annotated[str, _form(r"\d{4}-\d{4}", "2021-2024"), Quoted()]

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
    former_name: Text
    former_abbreviation: Text
    role: Text


class Theme(Record):
    """A theme of an edition."""

    kind = "themes"
    edition: Annotated[Id, Ref("editions")]
    code: Code
    name: Text


class Measure(Record):
    """A measure of a theme. Its key is edition + code, since every edition numbers anew."""

    kind = "measures"
    edition: Annotated[Id, Ref("editions")]
    theme: Annotated[Id, Ref("themes")]
    code: Code
    short: Note
    """The subject in a few words of plain language, ours."""
    plain: Note
    """What the measure asks, in plain language, ours."""
    title: Annotated[Text | None, Expected()] = None

    @property
    def label(self) -> None:
        """A measure goes by its code: its title is a long sentence."""


class Summary(Record):
    """The row in which annex 2 states how many projects a measure got, for how much."""

    kind = "summaries"
    year: Year
    measure: Annotated[Id, Ref("measures")]
    projects: Count
    amount: Euros


class Commune(Record):
    """One of the 19 communes of the Region."""

    kind = "communes"
    name: Text
    slug: Slug
    tile: tuple[Int, Int]
    """Its place on the tile map, ours: column and row, from 0, north-west first."""
    nis_code: Annotated[str, _form(r"\d{5}", '"21004"')]
    postal_codes: Annotated[
        tuple[Annotated[str, _form(r"\d{4}", '"1000"')], ...], Field(min_length=1)
    ]


class LocalPlan(Record):
    """A commune's local plan (PLPP / PPBP) of one year, as the annex gives it."""

    kind = "local-plans"
    commune: Annotated[Id, Ref("communes")]
    year: Year
    edition: Annotated[Id, Ref("editions")]


class Activity(Record):
    """One row of annex 1: what a commune does for a measure. A row may list several names."""

    kind = "activities"
    commune: Annotated[Id, Ref("communes")]
    year: Year
    measure: Annotated[Id, Ref("measures")]
    slug: Slug
    service: Text | None = None
    names: Annotated[tuple[Text, ...], Expected()] = ()

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
    edition: Annotated[Id, Ref("editions")]
    administration: Annotated[Id, Ref("administrations")]
    name: Text


class Spelling(Model):
    """A form in which the sources print an association's name."""

    printed: Annotated[Str, Quoted()]
    lang: Literal["fr", "nl", "en"] | None = None
    why: Reason | None = None


class Association(Record):
    """A non-profit association (asbl / vzw), one record however it is spelled."""

    kind = "associations"
    name: Text
    abbreviation: Text | None = None
    full_name: Text | None = None
    legal_form: Text | None = None
    slug: Slug
    spellings: Annotated[tuple[Spelling, ...], Field(min_length=1)]


class Project(Record):
    """A subsidised project of a call."""

    kind = "projects"
    year: Year
    measure: Annotated[Id, Ref("measures")]
    association: Annotated[Id, Ref("associations")]
    amount: Euros
    slug: Slug
    title: Text
    description: Text


class Action(Record):
    """What the Region does itself: a platform, a working group, a funding."""

    kind = "actions"
    year: Year
    edition: Annotated[Id, Ref("editions")]
    theme: Annotated[Id, Ref("themes")]
    administration: Annotated[Id, Ref("administrations")]
    slug: Slug
    name: Text
    amount: Euros | None = None
    description: Text


class Term(Record):
    """A word or abbreviation that a reader may not know, in our words.

    One that no document explains cites none: what we say of it is general knowledge.
    """

    kind = "terms"
    sources: tuple[Citation, ...] = ()
    abbreviation: Note | None = None
    name: Note | None = None
    meaning: Note

    @property
    def label(self) -> Note | None:
        """A term goes by the form in which it stands in texts."""
        return self.abbreviation or self.name


class Person(Model):
    """Someone named in a document, in the office that the document names."""

    name: Text
    office: Text


class Question(Record):
    """A written parliamentary question and its answer."""

    kind = "questions"
    number: Annotated[Code, Quoted()]
    author: Person
    addressee: Person
    subject: Text
    answer: Text


class Part(Model):
    """A part of a document: its heading and the columns of its table, if any, in `lines`."""

    lines: Lines
    lang: Language | None = None
    title: Text | None = None
    name: Note
    columns: tuple[Text, ...] = ()


class Source(Record):
    """A document that we quote. Its text is data/sources/<id>/text.txt, as we received it."""

    kind = "sources"
    title: Note
    slug: Slug
    author: Note
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    date: Annotated[datetime.date | None, Expected()] = None
    status: Note
    reading: Note
    parts: Annotated[tuple[Part, ...], Field(min_length=1)]
    furniture: tuple[Lines, ...] = ()


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
)

KIND_OF: dict[str, type[Record]] = {kind.kind: kind for kind in KINDS}


# --- looking at records ------------------------------------------------------------------------

Location = tuple[str | int, ...]
"""Where in a record: ("names", 0, "fr")."""

Marker = Ref | Quoted | type[Text]


def walk(model: Model, where: Location = ()) -> Iterator[tuple[Location, Any, Marker]]:
    """Every reference, quoted value and `Text` in a record, with its place: (where, value, marker)."""
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
        markers = [part for part in parts if isinstance(part, Ref | Quoted) or part is Text]
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
    model = kind
    for step in where:
        if isinstance(step, str) and step in model.model_fields:
            parts = _flatten(model.model_fields[step].annotation)
            model = next((p for p in parts if isinstance(p, type) and issubclass(p, Model)), model)
    return list(model.model_fields)


def expected_fields(kind: type[Record]) -> list[str]:
    """The fields that a record lacks only where its `gaps` say so."""
    return [
        name
        for name, field in kind.model_fields.items()
        if any(isinstance(mark, Expected) for mark in field.metadata)
    ]


def facts_of(kind: type[Record]) -> list[str]:
    """The fields of a kind in which a source, or we, can say something."""
    ours = {
        *("slug", "spellings", "status", "reading", "furniture"),
        *("short", "plain", "tile"),
    }
    return [
        name
        for name, field in kind.model_fields.items()
        if name not in {*Record.model_fields, *ours}
        and not any(isinstance(part, Ref) for part in _flatten(field.annotation))
        and not any(isinstance(mark, Ref) for mark in field.metadata)
    ]
