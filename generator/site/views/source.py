"""The documents, and one document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Self

from generator.dataset.dataset import Dataset, once
from generator.dataset.lines import citing
from generator.dataset.quotations import spans_by_document
from generator.records import Part, Record, Source
from generator.site.locale import Locale
from generator.site.views.order import grouped
from generator.site.views.view import IndexView, RecordView


@dataclass(frozen=True, slots=True)
class SourcesView(IndexView):
    """Every document, with the number of records that cite it."""

    name = "sources"

    rows: list[tuple[Source, int]]

    @classmethod
    def of(cls, _: None, dataset: Dataset, locale: Locale) -> Self:
        return cls(
            [(s, len(records_citing(s, dataset))) for s in locale.alphabetical(dataset.all(Source))]
        )


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """A line of a document: its words by language, and the records that cite it."""

    number: int
    cells: list[list[tuple[str, str | None]]]
    records: list[Record]


@dataclass(frozen=True, slots=True)
class SourceView(RecordView[Source]):
    """A document line by line, with the records that cite it, by kind."""

    name = "source"
    record = Source
    above = "sources"
    search_kind = "source"

    source: Source
    parts: list[tuple[Part, list[TranscriptLine]]]
    kinds: list[tuple[str, list[Record]]]

    @classmethod
    def of(cls, source: Source, dataset: Dataset, locale: Locale) -> Self:
        kinds = grouped(records_citing(source, dataset), lambda r: r.kind)
        return cls(source, transcript(source, dataset), list(kinds.items()))


def records_citing(source: Source, dataset: Dataset) -> list[Record]:
    """The other records that cite a document, in the order of its lines."""
    lines = range(1, len(dataset.texts[source.id]) + 1)
    found = {r.key: r for n in lines for r in citing(source, n, dataset) if r is not source}
    return list(found.values())


@once
def transcript(source: Source, dataset: Dataset) -> list[tuple[Part, list[TranscriptLine]]]:
    """The lines of each part of a document that have text."""
    known = _languages(source, dataset)
    parts = []
    for part in source.parts:
        lines = []
        for number in part.lines:
            text = dataset.texts[source.id][number - 1]
            if text.strip():
                languages = known.get(number, [None] * len(text))
                cells = list(_cells(text, languages, part.lang))
                records = [r for r in citing(source, number, dataset) if r is not source]
                lines.append(TranscriptLine(number, cells, records))
        parts.append((part, lines))
    return parts


def _languages(source: Source, dataset: Dataset) -> dict[int, list[str | None]]:
    """The language of each character of each line from which a record quotes."""
    text = dataset.texts[source.id]
    known: dict[int, list[str | None]] = {}
    spans = spans_by_document(dataset).get(source.id, ())
    # The longest first. A shorter quotation is more exact: a French title in a Dutch description.
    for span in sorted(spans, key=lambda span: span.start - span.end):
        if span.language:
            line = known.setdefault(span.line, [None] * len(text[span.line - 1]))
            line[span.start : span.end] = [span.language] * (span.end - span.start)
    return known


def _cells(
    text: str, languages: list[str | None], default: str | None
) -> Iterable[list[tuple[str, str | None]]]:
    """The cells of a line, between tabs, each as pieces of one language."""
    start = 0
    for cell in text.split("\t"):
        end = start + len(cell)
        pairs = zip(cell, languages[start:end], strict=True)
        yield [
            ("".join(char for char, _ in run), language or default)
            for language, run in groupby(pairs, key=lambda pair: pair[1])
        ]
        start = end + 1
