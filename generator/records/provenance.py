"""What every record says of itself: where it is printed, and what we did to its words."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from generator.records.bilingual import Language, Model, Note, Text
from generator.records.markers import (
    GAPS,
    MOVABLE,
    NUMBERS,
    REF,
    TEXTS,
    WARNINGS,
    NotQuoted,
    Ours,
    Ref,
)
from generator.records.values import (
    MOST_RANGES,
    Digests,
    FieldPath,
    Form,
    Id,
    Key,
    Lines,
    Reference,
    Str,
)


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

    document: Annotated[Reference, Ref("sources")]
    """The document that says it."""
    lines: Annotated[tuple[Lines, ...], Field(min_length=1, max_length=MOST_RANGES)]
    """The lines of its text that say it: numbers and ranges."""


class Correction(Model):
    """A word or phrase that the source prints otherwise than we show it."""

    lang: Language
    """The language of the words."""
    printed: Annotated[Str, NotQuoted("a rule looks for it beside the words that we show")]
    """What the source prints, word for word."""
    shown: Annotated[Str, Ours()]
    """What we show instead; stands once in the record's texts."""
    why: Reason
    """What was wrong with the printed words."""
    note: Note | None = None
    """More, where the reason does not say it all; in our words."""


class Doubt(Model):
    """A strange word that we show as printed, since what was meant cannot be known."""

    lang: Language
    """The language of the word."""
    printed: Str
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
    document: Annotated[Reference, Ref("sources")]
    """The other document."""
    lines: Annotated[tuple[Lines, ...], Field(min_length=1, max_length=MOST_RANGES)]
    """The lines of its text that hold the wording."""
    text: Annotated[Str, NotQuoted("it is looked up on the lines of the variant")]
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
    printed: Str | None = None
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
        Ours(),
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
    confirmed: Annotated[dict[str, Digests], Field(default_factory=dict)]
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
