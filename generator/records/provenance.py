"""Provenance: the fields of every record that say where it is printed and what we did to its words."""

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
    Id,
    Key,
    Lines,
    Pattern,
    Reference,
    Str,
)


class Reason(StrEnum):
    """Why we show something else than the source prints."""

    MISREAD = "misread"
    CAPITALS = "capitals"
    MARKUP = "markup"
    ELIDED = "elided"
    OFFICIAL_SPELLING = "official-spelling"
    ONE_OF_SEVERAL = "one-of-several"


class Repair(StrEnum):
    """What was wrong with the layout of a row, and is fixed here."""

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
    """A place in a source: a document and lines of its text."""

    document: Annotated[Reference, Ref("sources")]
    """The document that says it."""
    lines: Annotated[tuple[Lines, ...], Field(min_length=1, max_length=MOST_RANGES)]
    """The lines of its text that say it: numbers and ranges."""


class Correction(Model):
    """A word or phrase that we show differently from the source."""

    lang: Language
    """The language of the words."""
    printed: Annotated[Str, NotQuoted("a rule looks for it beside the words that we show")]
    """What the source prints, word for word."""
    shown: Annotated[Str, Ours()]
    """What we show instead. It is in the record's texts once."""
    why: Reason
    """What was wrong with the printed words."""
    note: Note | None = None
    """More about it, in our words, if the reason does not say everything."""


class Doubt(Model):
    """A strange word that we show as printed, because nobody can know what was meant."""

    lang: Language
    """The language of the word."""
    printed: Str
    """The word, as printed."""
    note: Note
    """What is strange about it, in our words."""


class Moved(Model):
    """A field with a value that is printed on other lines than the record's, and why it belongs here.

    It can be any field: words, an amount, a count, or what the row belongs to (a measure, a commune,
    an association). For a commune, `lines` is the row that prints its name.
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
    """The field with the computed value."""
    method: Method
    """`sum` adds the same field of the records in `of`, `difference` subtracts the others from
    the first, `count` counts the records."""
    of: Annotated[tuple[Key, ...], Field(min_length=1)]
    """The records of the computation, each as its kind and its id."""
    why: Note
    """Why the value can be computed so, in our words."""


class Variant(Model):
    """The wording of a field in another document."""

    field: Annotated[FieldPath, Field(json_schema_extra={REF: TEXTS})]
    """The field with another wording there, and its language."""
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
    """What is printed in its place, such as a slash."""
    note: Note
    """What a reader must know about it, in our words."""


class Inference(Model):
    """A field that no source states directly, and what we conclude it from."""

    field: Annotated[FieldPath, Field(json_schema_extra={REF: MOVABLE})]
    """The field that is concluded."""
    why: Note
    """What we conclude it from, in our words."""


class SuppressedWarning(Model):
    """A warning that somebody has looked at, and why it does not apply to this record."""

    rule: Annotated[
        str,
        Pattern(r"[a-z]+(-[a-z]+)*", "the code of a warning", "amount-outlier"),
        Ours(),
        Field(json_schema_extra={REF: WARNINGS}),
    ]
    """The code of the warning, in brackets at the end of its message."""
    reason: Note
    """Why the warning does not apply here, in our words. Readers see it on the record's page."""


class Record(Model):
    """What every record has: its id, its sources, and what we did to its words."""

    kind: ClassVar[str]

    id: Id
    """The file's name without .yml. Never changes."""
    sources: Annotated[tuple[Citation, ...], Field(min_length=1)]
    """The lines that print the record. What it says is looked up there, word for word."""
    corrections: tuple[Correction, ...] = ()
    """Words that we show differently from the source, because they are clearly misread or misspelled."""
    doubts: tuple[Doubt, ...] = ()
    """Strange words that stay as printed, because nobody can know what was meant."""
    moved: tuple[Moved, ...] = ()
    """Fields with values that are printed on other lines than the record's."""
    computed: tuple[Computed, ...] = ()
    """Numbers that no source prints and that follow from other records."""
    repairs: tuple[Repair, ...] = ()
    """What was wrong with the layout of the row, and is fixed here."""
    variants: tuple[Variant, ...] = ()
    """Other documents' wordings of the record's texts."""
    unofficial: tuple[FieldPath, ...] = ()
    """Texts that we translated ourselves, because the source does not have them in that language."""
    general_knowledge: tuple[FieldPath, ...] = ()
    """Fields that none of our sources gives and anyone can look up, such as postal codes."""
    inferred: tuple[Inference, ...] = ()
    """Fields that no source states directly: we conclude them from what sources say."""
    gaps: tuple[Gap, ...] = ()
    """Fields that the source leaves out, and in which way."""
    remarks: tuple[Note, ...] = ()
    """Whatever else a reader must know, in our words."""
    silenced: tuple[SuppressedWarning, ...] = ()
    """Warnings that somebody has looked at and that do not apply to this record."""
    confirmed: Annotated[dict[str, Digests], Field(default_factory=dict)]
    """Texts that somebody read in both languages and found to say the same. `python -m generator confirm`
    writes a line for each. It is valid for the present words only: when they change, `check` asks again."""

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def key(self) -> str:
        """Unique in the dataset: "communes/jette"."""
        return f"{self.kind}/{self.id}"

    @property
    def document(self) -> str:
        """The first document that it cites. Empty if it cites none."""
        return self.sources[0].document if self.sources else ""

    @property
    def cited(self) -> list[tuple[str, int]]:
        """Every line that it cites: the document and the number of the line."""
        return [(c.document, line) for c in self.sources for lines in c.lines for line in lines]

    def computation(self, field: str) -> Computed | None:
        """How the value of a field is computed. None if a source prints it."""
        return next((each for each in self.computed if each.field == field), None)

    def lines_of(self, field: str) -> tuple[range, ...]:
        """The lines that print the value of a field, if they are not the record's own. Else none."""
        return next((moved.lines for moved in self.moved if moved.field == field), ())

    @property
    def label(self) -> Text | Note | None:
        """What the record is called, if it has a name or a title."""
        return getattr(self, "name", None) or getattr(self, "title", None)
