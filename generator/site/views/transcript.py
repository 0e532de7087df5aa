"""The text of a document line by line, with the records that cite each line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from generator.dataset.dataset import Dataset, once
from generator.dataset.lines import citing
from generator.dataset.quotations import spans_by_document
from generator.records import Part, Record, Source


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """A line of a document: its words by language, and the records that cite it."""

    number: int
    cells: list[list[tuple[str, str | None]]]
    records: list[Record]


@once
def transcript(source: Source, dataset: Dataset) -> list[tuple[Part, list[TranscriptLine]]]:
    """The lines of each part of a document that have text."""
    languages = _languages(source, dataset)
    parts = []
    for part in source.parts:
        lines = []
        for number in part.lines:
            text = dataset.texts[source.id][number - 1]
            if text.strip():
                painted = languages.get(number, [None] * len(text))
                records = [r for r in citing(source, number, dataset) if r is not source]
                lines.append(
                    TranscriptLine(number, list(_cells(text, painted, part.lang)), records)
                )
        parts.append((part, lines))
    return parts


def _languages(source: Source, dataset: Dataset) -> dict[int, list[str | None]]:
    """The language of each character of each line, if a record quotes it."""
    text = dataset.texts[source.id]
    painted: dict[int, list[str | None]] = {}
    spans = spans_by_document(dataset).get(source.id, ())
    # A shorter quotation is more exact: a French title in a Dutch description.
    for span in sorted(spans, key=lambda span: span.start - span.end):
        if span.language:
            line = painted.setdefault(span.line, [None] * len(text[span.line - 1]))
            line[span.start : span.end] = [span.language] * (span.end - span.start)
    return painted


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
