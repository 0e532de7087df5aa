"""Reads what somebody answers to a question of `new`: as the record says it, or why it cannot be."""

from __future__ import annotations

import difflib
import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

import pydantic

from generator.core.money import amounts_in, euros, read
from generator.core.text import fold, slugify
from generator.dataset.dataset import Dataset
from generator.dataset.indexes import edition_of, numbered
from generator.dataset.lines import LineKey, line_of
from generator.dataset.lookup import SHORTEST, by_name, names_of
from generator.dataset.quotations import find, plain
from generator.records import (
    Edition,
    Id,
    Language,
    Lines,
    Location,
    Marker,
    Measure,
    Quoted,
    Record,
    Source,
    Text,
    Theme,
    model_at,
)

R = TypeVar("R", bound=Record)

MOST_OFFERS = 8

LONGEST_NAME = 200
"""Characters of an id or an address: a file system takes 255 with what stands around it."""

LINES: pydantic.TypeAdapter[range] = pydantic.TypeAdapter(Lines)
ID: pydantic.TypeAdapter[str] = pydantic.TypeAdapter(Id)


class UnfitError(Exception):
    """An answer that cannot be, and why; `offers` are the records that may be meant."""

    def __init__(self, message: str, offers: Sequence[Record] = ()) -> None:
        super().__init__(message)
        self.offers = offers


@dataclass
class Draft:
    """A record of which some questions are answered.

    `answers` are values by their place in the record, `named` the records that they refer to.
    """

    kind: type[Record]
    dataset: Dataset
    answers: dict[Location, Any] = field(default_factory=dict)
    named: dict[type[Record], Record] = field(default_factory=dict)

    def get(self, *where: str | int) -> Any:
        """What was answered of a place in the record, if anything."""
        return self.answers.get(where)

    def the(self, kind: type[R]) -> R:
        """The record of a kind to which an answer referred. KeyError where none did."""
        return self.named[kind]  # type: ignore[return-value]  # each stands under its own kind

    def cited(self) -> list[LineKey]:
        """The cited lines, each with its document."""
        document, parts = self.the(Source).id, self.get("sources", 0, "lines")
        return [(document, line) for part in parts for line in LINES.validate_python(part)]

    def lines(self) -> list[str]:
        """The text of the cited lines."""
        return [line_of(self.dataset, *line) for line in self.cited()]

    def prints(self, text: str, marker: Marker = Text) -> bool:
        """Whether each paragraph of a text, or a number, stands on a cited line: as `check` asks."""
        cited, parts = self.cited(), [plain(part) for part in text.split("\n\n")]
        return all(find(part, marker, cited, None, self.dataset) for part in parts)

    def quotes(self, place: Location) -> bool:
        """Whether the words at a place are a document's: a `Text`, and no `Note` of ours."""
        return model_at(self.kind, place) is Text

    def edition(self) -> Edition | None:
        """The edition that the record belongs to: the one of its year, or the one that it names."""
        if year := self.get("year"):
            return edition_of(year, self.dataset)
        return self.the(Edition) if Edition in self.named else None

    def ids(self) -> set[str]:
        """The ids that records of the kind have already, also in files that hold a mistake."""
        keys = [key.split("/") for key in self.dataset.loaded.known]
        return {name for kind, name in keys if kind == self.kind.kind}

    def slugs(self, language: Language) -> set[str]:
        """The ends of addresses that pages of the kind, and of the year, have already."""
        records: Sequence[Any] = self.dataset.all(self.kind)
        year = self.get("year")
        return {r.slug[language] for r in records if year in (None, getattr(r, "year", None))}


Read = Callable[[str, Draft], Any]
"""The value of an answer. Raises UnfitError."""


def words(text: str, draft: Draft) -> str:
    """Any words."""
    if not text:
        raise UnfitError("this cannot be left out")
    return text


def printed(text: str, draft: Draft) -> str:
    """Words that stand on a cited line."""
    if not draft.prints(words(text, draft), Quoted()):
        raise UnfitError(f"“{text}” does not stand on the cited lines: copy it letter by letter")
    return text


def like(pattern: str, example: str, each: Callable[[str], Any] | None = None) -> Read:
    """Words of this form, or a list of what `each` makes of them."""

    def read(text: str, draft: Draft) -> Any:
        if not re.fullmatch(pattern, text, re.ASCII):
            raise UnfitError(f"“{text}” has not the right form, which is like {example}")
        return [each(part) for part in re.split(r"[,\s]+", text)] if each else text

    return read


def year(text: str, draft: Draft) -> int:
    """A year of one of the plan's editions."""
    if not re.fullmatch(r"[0-9]{4}", text) or not edition_of(int(text), draft.dataset):
        editions = ", ".join(edition.years for edition in draft.dataset.all(Edition))
        raise UnfitError(f"“{text}” is no year of an edition of the plan: {editions}")
    return int(text)


def lines(text: str, draft: Draft) -> list[int | str]:
    """Lines of the document, and ranges of them. Where words stand is told."""
    document = draft.the(Source).id
    held = [line for line in enumerate(draft.dataset.texts.get(document, ()), 1) if line[1].strip()]
    read: list[int | str] = []
    for part in re.split(r"[,\s]+", text.strip("[] ")):
        try:
            numbers = LINES.validate_python(part)
        except pydantic.ValidationError as error:
            wanted = fold(plain(text))
            found = [line for line in held if len(wanted) >= SHORTEST and wanted in fold(line[1])]
            offers = [
                f"\n{at:4} {textwrap.shorten(line, 90, placeholder=' …')}"
                for at, line in found[:MOST_OFFERS]
            ]
            message = f"“{text}” is no line: write 132, or 132-134, 140"
            raise UnfitError("".join([message, *offers])) from error
        if blank := sorted(set(numbers).difference(at for at, _ in held)):
            last = held[-1][0] if held else 0
            raise UnfitError(f"line {blank[0]} of {document} is blank or not there: it has {last}")
        read.append(int(part) if part.isdecimal() else part)
    return read


def amount(text: str, draft: Draft) -> Decimal:
    """An amount in euros that a cited line prints."""
    value = read(text)
    if not value:
        raise UnfitError(f"“{text}” is no amount in euros: write 12500, or 12500.50 with cents")
    if not draft.prints(euros(value), Quoted(money=True)):
        others = [match[0] for line in draft.lines() for _, match in amounts_in(line)]
        there = f": {', '.join(others)} does" if others else ""
        raise UnfitError(f"{euros(value)} € does not stand on the cited lines{there}")
    return value


def code(text: str, draft: Draft) -> str:
    """The number of a measure below its theme, which no measure of the edition has yet."""
    edition, theme = draft.the(Edition), draft.the(Theme).code
    like(rf"{re.escape(theme)}\.\d+", f"{theme}.1")(text, draft)
    if taken := numbered(Measure, edition.id, text, draft.dataset):
        raise UnfitError(f"the edition {edition.years} has a measure {text} already: {taken.id}")
    return text


def unused(taken: Callable[[Draft], set[str]], told: str) -> Read:
    """Words joined by hyphens that nobody has taken; `told` says of {kind}s that somebody has {text}."""

    def read(text: str, draft: Draft) -> str:
        try:
            ID.validate_python(text)
        except pydantic.ValidationError as error:
            message = f"“{text}” is not a-z and 0-9, joined by hyphens, like maison-des-jeunes"
            raise UnfitError(message) from error
        if len(text) > LONGEST_NAME:
            raise UnfitError(f"longer than {LONGEST_NAME} characters")
        if text in taken(draft):
            raise UnfitError(told.format(text=text, kind=draft.kind.kind))
        return text

    return read


def reference(kind: type[Record], remedy: str) -> Read:
    """The id of a record that an id, a code or a name means; `remedy`: where there is none."""

    def read(text: str, draft: Draft) -> str:
        draft.named[kind] = _find(kind, text, draft, remedy)
        return draft.named[kind].id

    return read


def _find(kind: type[Record], text: str, draft: Draft, remedy: str) -> Record:
    edition = draft.edition()
    records = [
        record
        for record in draft.dataset.all(kind)
        if not edition or getattr(record, "edition", edition.id) == edition.id
    ]
    where = f" of the edition {edition.years}" if edition and "edition" in kind.model_fields else ""
    called, wanted = by_name(records), fold(plain(text))
    if len(exact := called.get(wanted, [])) == 1:
        return exact[0]
    if text in ("", "?"):
        raise UnfitError(f"data/{kind.kind}/{where} holds:", records)
    if (key := f"{kind.kind}/{slugify(text)}") in draft.dataset.loaded.invalid:
        raise UnfitError(f"{key} has a mistake: mend it first, as python -m generator check says")
    unknown = f"nothing{where} in data/{kind.kind}/ is called “{text}”"
    close = difflib.get_close_matches(wanted, called, n=MOST_OFFERS, cutoff=0.5)
    close += [name for name in called if wanted in name]
    if near := [*dict.fromkeys(record for name in close for record in called[name])]:
        raise UnfitError(f"{unknown}; did you mean one of these?", near[:MOST_OFFERS])
    raise UnfitError(f"{unknown}: see what there is with “?”, or first: {remedy}")


def shown(record: Record) -> str:
    """A record in a list of offers: its id, then what it is called."""
    names = dict.fromkeys(name for name in names_of(record) if name != record.id)
    return f"{record.id} ({' / '.join(list(names)[:3])})" if names else record.id
