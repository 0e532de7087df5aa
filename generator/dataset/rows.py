"""Rows of tables: which of its cited lines is the row of a record, and which records have a row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from generator.core.text import single_spaced
from generator.dataset.dataset import Dataset, once
from generator.dataset.lines import LineKey, line_of
from generator.dataset.lookup import written_names
from generator.records import Association, Measure, Record, Summary, Theme, references_of


def names(line: str, record: Record, field: str, dataset: Dataset) -> bool:
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
    """The cited lines that name what the row belongs to, as `Ref.in_row` marks it.

    All cited lines if none of them does, as in running text, and for kinds without rows. A summary has
    one row, above the rows that it sums up.
    """
    cited = record.cited
    fields = [
        field
        for field, marker in references_of(type(record)).items()
        if marker.in_row and getattr(record, field) and not record.lines_of(field)
    ]
    naming = [
        line
        for line in cited
        if fields
        and all(names(line_of(dataset, *line), record, field, dataset) for field in fields)
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
