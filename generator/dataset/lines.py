"""The lines of documents: what they say, which records cite them, and which of them are rows of tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping
from itertools import chain

from generator.core.text import single_spaced
from generator.dataset.dataset import Dataset, once
from generator.dataset.lookup import written_names
from generator.records import (
    Association,
    LocalPlan,
    Measure,
    Record,
    Source,
    Summary,
    Theme,
    references_of,
)

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
    """The commune that the year's table in a document names on this line, or nearest above it."""
    first_rows = _first_rows(dataset).get((document, year), [])
    at = bisect_right(first_rows, line, key=lambda row: row[0])
    return first_rows[at - 1][1] if at else None


@once
def _first_rows(dataset: Dataset) -> Mapping[tuple[str, int], list[tuple[int, str]]]:
    """By document and year: the first line of each commune in the table, and the commune."""
    found: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
    for plan in dataset.all(LocalPlan):
        citation = plan.sources[0]
        found[citation.document, plan.year].append((citation.lines[0][0], plan.commune))
    return {table: sorted(first) for table, first in found.items()}


# --- rows of tables ----------------------------------------------------------------------------


def names_target(line: str, record: Record, field: str, dataset: Dataset) -> bool:
    """Whether a line names the record that a field refers to.

    A theme or measure is named by its whole code (2.1, not the 2.1 of 2.10), an association by one of its
    spellings, other records by one of their names.
    """
    target = dataset.target(record, field)
    if isinstance(target, Theme | Measure):
        return bool(re.search(rf"(?<![\d.]){re.escape(target.code)}(?![\d.]*\d)", line))
    if isinstance(target, Association):
        return any(single_spaced(spelling.printed) in line for spelling in target.spellings)
    written = written_names(target) if target else ()
    return any(single_spaced(words) in line for _, words in written)


def own_rows(record: Record, dataset: Dataset) -> frozenset[LineKey]:
    """The cited lines that are the row of a record: they name every record that `Ref.in_row` marks.

    All cited lines if no line names them, as in running text, and for kinds without rows. A summary has
    one row, above the rows that it sums up.
    """
    cited = record.cited
    fields = [
        field
        for field, marker in references_of(type(record)).items()
        if marker.in_row and getattr(record, field) and not record.lines_of(field)
    ]
    if not fields:
        return frozenset(cited)
    naming = [
        line
        for line in cited
        if all(names_target(line_of(dataset, *line), record, field, dataset) for field in fields)
    ]
    return frozenset(naming[:1] if isinstance(record, Summary) else naming) or frozenset(cited)


@once
def rows(dataset: Dataset) -> Mapping[LineKey, list[Record]]:
    """The records of each row of a table: one record, unless a row is recorded twice."""
    found: dict[LineKey, list[Record]] = defaultdict(list)
    for record in dataset.records:
        if any(marker.in_row for marker in references_of(type(record)).values()):
            for line in own_rows(record, dataset):
                found[line].append(record)
    return found
