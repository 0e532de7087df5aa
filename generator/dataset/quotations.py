"""Finds the quoted words and numbers of a record on the lines that it cites."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.core.money import amounts_in, euros
from generator.core.text import single_spaced, spelled
from generator.dataset.dataset import Dataset, once
from generator.dataset.dates import dates_in
from generator.dataset.lines import LineKey, line_of
from generator.records import Location, Marker, Note, Quoted, Record, Ref, Text, walk


@dataclass(frozen=True, slots=True)
class Span:
    """Where a quotation is: a part of one line (from 1) of a document."""

    document: str
    line: int
    start: int
    end: int
    language: str | None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Something that a record quotes, as printed. `spans` is empty if the source does not print it.

    It was looked for on these `lines`, in the way of this `marker`.
    """

    where: Location
    printed: str
    spans: tuple[Span, ...]
    lines: Sequence[LineKey] = field(default=(), compare=False)
    marker: Marker = field(default=Text, compare=False)


@once
def quotations(record: Record, dataset: Dataset) -> tuple[Quotation, ...]:
    """Every quotation of a record: texts, amounts and counts, spellings, variants.

    Our own texts (`unofficial`, `general_knowledge`) and `computed` numbers are not quotations. Each
    paragraph of a text is a quotation, because each is on a line of its own.
    """
    return (*_quotations(record, dataset), *_variants(record, dataset))


def _quotations(record: Record, dataset: Dataset) -> Iterator[Quotation]:
    """The quotations in the fields of a record."""
    ours = {*record.unofficial, *record.general_knowledge, *(c.field for c in record.computed)}
    cited = record.cited
    moved = {
        item.field: [(record.document, line) for lines in item.lines for line in lines]
        for item in record.moved
    }
    for where, value, marker in walk(record):
        if isinstance(marker, Ref) or marker is Note:
            continue
        for place, language, printed in _printed(record, where, value, marker):
            path = field_of(place)
            if path in ours or field_of(where) in ours:
                continue
            lines = moved.get(path) or moved.get(field_of(where)) or cited
            spans = find(printed, marker, lines, language, dataset)
            yield Quotation(place, printed, spans, lines, marker)


@once
def spans_by_document(dataset: Dataset) -> Mapping[str, list[Span]]:
    """Where the quotations of all records are, by document."""
    found: dict[str, list[Span]] = defaultdict(list)
    for record in dataset.records:
        for quotation in quotations(record, dataset):
            for span in quotation.spans:
                found[span.document].append(span)
    return found


def field_of(where: Location) -> str:
    """The path of a field, as in `unofficial` and `moved`: ("names", 0, "fr") is "names.fr"."""
    return ".".join(step for step in where if isinstance(step, str))


def is_money(marker: Marker) -> bool:
    """Whether a quoted value is an amount in euros."""
    return isinstance(marker, Quoted) and marker.money


def is_date(marker: Marker) -> bool:
    """Whether a quoted value is a date."""
    return isinstance(marker, Quoted) and marker.date


def print_as_source(record: Record, language: str, text: str) -> str:
    """The text as the source prints it, without the corrections of the record."""
    words = single_spaced(text)
    for correction in record.corrections:
        if language in (correction.lang, "both"):
            words = words.replace(correction.shown, correction.printed)
    return words


def _printed(
    record: Record, where: Location, value: Any, marker: Marker
) -> Iterator[tuple[Location, str | None, str]]:
    """(where, language, what the source must print) of one quoted value."""
    if isinstance(value, Text):
        for key, text in value.wordings:
            language = value.lang if key == "both" else key
            for paragraph in text.split("\n\n"):
                yield (*where, key), language, print_as_source(record, key, paragraph)
    elif is_money(marker):
        yield where, None, euros(value)
    else:
        yield where, None, single_spaced(str(value))


def find(
    printed: str, marker: Marker, lines: Iterable[LineKey], language: str | None, dataset: Dataset
) -> tuple[Span, ...]:
    """Where these lines of documents print words, a number or a date. The spans get `language`."""
    pattern = None
    if isinstance(marker, Quoted) and not marker.money and not marker.date:
        # A number is found whole: 21, not the 21 of 213.
        forms = (printed, *(spelled(int(printed)) if marker.spelled else ()))
        pattern = re.compile(rf"(?<![\w.,])(?:{'|'.join(map(re.escape, forms))})(?!\w|[.,]\d)")
    spans = []
    for document, number in lines:
        text = line_of(dataset, document, number)
        if is_money(marker):
            found = [match.span() for value, match in amounts_in(text) if euros(value) == printed]
        elif is_date(marker):
            found = [match.span() for day, match in dates_in(text) if str(day) == printed]
        elif pattern:
            found = [match.span() for match in pattern.finditer(text)]
        else:
            found = [(at, at + len(printed)) for at in _occurrences(printed, text)]
        spans += [Span(document, number, start, end, language) for start, end in found]
    return tuple(spans)


def _occurrences(words: str, text: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))


def _variants(record: Record, dataset: Dataset) -> Iterator[Quotation]:
    """The wordings of a record's texts in other documents."""
    for index, variant in enumerate(record.variants):
        lines = [(variant.document, line) for part in variant.lines for line in part]
        words = single_spaced(variant.text)
        spans = find(words, Text, lines, variant.language, dataset)
        yield Quotation(("variants", index, "text"), words, spans, lines)
