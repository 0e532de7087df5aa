"""Rows of tables: which of its cited lines is the row of a record, and which records have a row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from generator.core.text import single_spaced
from generator.dataset.dataset import Dataset, once
from generator.dataset.lines import LineKey, line_of
from generator.records import Action, Activity, Association, Project, Record, Summary, references_of


def names(line: str, record: Record, field: str, dataset: Dataset) -> bool:
    """Whether a line names the record that a field refers to.

    A theme or measure is named by its whole code (2.1, not the 2.1 of 2.10), an association by one of its
    spellings.
    """
    target: Any = dataset.loaded.records.get(f"{field}s/{getattr(record, field)}")
    if isinstance(target, Association):
        return any(single_spaced(spelling.printed) in line for spelling in target.spellings)
    return bool(target and re.search(rf"(?<![\d.]){re.escape(target.code)}(?![\d.]*\d)", line))


def own_rows(record: Record, dataset: Dataset) -> frozenset[LineKey]:
    """The cited lines that name what the row belongs to: a theme or measure, an association.

    All cited lines if none of them does, as in running text, and for other kinds of record. A summary
    has one row, above the rows that it sums up.
    """
    cited = record.cited
    # The commune is printed above its rows, and actions are described in running text.
    fields = [
        field
        for field in references_of(type(record))
        if field != "commune" and getattr(record, field) and not record.lines_of(field)
        if not isinstance(record, Action)
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
    for record in (*dataset.all(Activity), *dataset.all(Project), *dataset.all(Summary)):
        for line in own_rows(record, dataset):
            found[line].append(record)
    return found
