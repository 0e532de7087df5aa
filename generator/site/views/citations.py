"""The order in which documents print records, and the records that cite a document."""

from __future__ import annotations

from generator.dataset.dataset import Dataset
from generator.dataset.lines import citing
from generator.records import Record, Source


def first_citation(record: Record) -> tuple[str, int, str]:
    """Sorts records as documents print them: document, first cited line, key."""
    line = record.sources[0].lines[0][0] if record.sources else 0
    return (record.document, line, record.key)


def records_citing(source: Source, dataset: Dataset) -> list[Record]:
    """The other records that cite a document, in the order of its lines."""
    lines = range(1, len(dataset.texts[source.id]) + 1)
    found = {r.key: r for n in lines for r in citing(source, n, dataset) if r is not source}
    return list(found.values())
