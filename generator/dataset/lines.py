"""The lines of documents: what they say, and which records cite them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping
from itertools import chain

from generator.dataset.dataset import Dataset, once
from generator.records import LocalPlan, Record, Source

LineKey = tuple[str, int]
"""A document and the number of a line in its text, from 1."""


def line_of(dataset: Dataset, document: str, number: int) -> str:
    """A line of a document's text, from 1. Empty if there is no such line."""
    lines = dataset.texts.get(document, ())
    return lines[number - 1] if 0 < number <= len(lines) else ""


def citing(source: Source, line: int, dataset: Dataset) -> Collection[Record]:
    """The records that cite a line of a document."""
    return _citing(dataset).get((source.id, line), {}).values()


@once
def _citing(dataset: Dataset) -> Mapping[LineKey, dict[str, Record]]:
    found: dict[LineKey, dict[str, Record]] = defaultdict(dict)
    for record in dataset.records:
        for document, ranges in (
            *((citation.document, citation.lines) for citation in record.sources),
            *((variant.document, variant.lines) for variant in record.variants),
            *((record.document, moved.lines) for moved in record.moved),
        ):
            for line in chain.from_iterable(ranges):
                found[document, line][record.key] = record
    return found


def commune_above(document: str, year: int, line: int, dataset: Dataset) -> str | None:
    """The commune that is named on the line, or nearest above it, in the table of a document."""
    rows = _first_rows(dataset).get((document, year), [])
    at = bisect_right(rows, line, key=lambda row: row[0])
    return rows[at - 1][1] if at else None


@once
def _first_rows(dataset: Dataset) -> Mapping[tuple[str, int], list[tuple[int, str]]]:
    """The first line of each commune in the table of a document and a year."""
    rows: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
    for plan in dataset.all(LocalPlan):
        citation = plan.sources[0]
        rows[citation.document, plan.year].append((citation.lines[0][0], plan.commune))
    return {table: sorted(first) for table, first in rows.items()}
