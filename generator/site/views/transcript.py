"""The text of a document line by line, with the records that cite each line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from generator.dataset.dataset import Dataset, once
from generator.dataset.lines import citing
from generator.dataset.quotations import spans_by_document
from generator.records import (
    Part,
    Record,
    Source,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document: its words by language, and the records that cite it."""

    number: int
    cells: list[list[tuple[str, str | None]]]
    records: list[Record]


@once
def transcript(source: Source, dataset: Dataset) -> list[tuple[Part, list[Line]]]:
    """The lines of each part of a document that hold text."""
    languages = _languages(source, dataset)
    parts = []
    for part in source.parts:
        lines = []
        for number in part.lines:
            text = dataset.texts[source.id][number - 1]
            if text.strip():
                painted = languages.get(number, [None] * len(text))
                records = [r for r in citing(source, number, dataset) if r is not source]
                lines.append(Line(number, list(_cells(text, painted, part.lang)), records))
        parts.append((part, lines))
    return parts


def _languages(source: Source, dataset: Dataset) -> dict[int, list[str | None]]:
    """For each line, the language of each of its characters, as far as records quote them."""
    text = dataset.texts[source.id]
    painted: dict[int, list[str | None]] = {}
    spans = spans_by_document(dataset).get(source.id, ())
    # The shorter quotation is the more exact: a French title within a Dutch description.
    for span in sorted(spans, key=lambda span: span.start - span.end):
        if span.language:
            line = painted.setdefault(span.line, [None] * len(text[span.line - 1]))
            line[span.start : span.end] = [span.language] * (span.end - span.start)
    return painted


def _cells(
    text: str, languages: list[str | None], default: str | None
) -> Iterable[list[tuple[str, str | None]]]:
    """A line's cells (tabs divide them), each as stretches of one language."""
    start = 0
    for cell in text.split("\t"):
        end = start + len(cell)
        pairs = zip(cell, languages[start:end], strict=True)
        yield [
            ("".join(char for char, _ in run), language or default)
            for language, run in groupby(pairs, key=lambda pair: pair[1])
        ]
        start = end + 1
