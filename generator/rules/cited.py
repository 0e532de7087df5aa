"""Looks up what a record quotes on the lines that it cites; several families of rules need this."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from generator.dataset.dataset import Dataset
from generator.dataset.lines import line_of
from generator.dataset.quotations import Quotation, field_of, quotations
from generator.records import Location, Record

CITED: Location = ("sources", 0, "lines")


def by_place(record: Record, dataset: Dataset) -> defaultdict[Location, list[Quotation]]:
    """What a record quotes, by the field that gives its lines: `sources`, or an entry of `moved`."""
    moved = {item.field: ("moved", index, "lines") for index, item in enumerate(record.moved)}
    quoted = defaultdict[Location, list[Quotation]](list)
    for quotation in quotations(record, dataset):
        path = field_of(quotation.where)
        place = moved.get(path) or moved.get(path.rpartition(".")[0]) or CITED
        quoted[quotation.where if quotation.where[0] == "variants" else place].append(quotation)
    return quoted


def is_astray(quoted: Sequence[Quotation]) -> bool:
    """Whether none of several quotations is on its lines: then the lines are wrong, which is one mistake."""
    return len(quoted) > 1 and not any(quotation.spans for quotation in quoted)


def lines_for(record: Record, field: str, dataset: Dataset) -> list[str]:
    """The text of the lines that print a field of a record: its own, unless the field is moved."""
    if moved := record.lines_of(field):
        return [line_of(dataset, record.document, line) for lines in moved for line in lines]
    return cited_lines(record, dataset)


def cited_lines(record: Record, dataset: Dataset) -> list[str]:
    """The text of every line that a record cites."""
    return [line_of(dataset, *line) for line in record.cited]
