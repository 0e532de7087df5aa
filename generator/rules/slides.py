"""Slides: figures of a table that are printed a row too low or too high."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations_with_replacement
from typing import NamedTuple

from generator.core.money import euros
from generator.dataset.dataset import Dataset, once
from generator.dataset.indexes import projects_of_measure
from generator.records import Measure, Record, Summary, Theme


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table of subsidies and the figures on it; None for a figure that it does not print.

    `measure` is empty for the row of the theme; `is_total` distinguishes a stated total from a project;
    `key` is the record of a total.
    """

    line: int
    measure: str
    is_total: bool
    amount: Decimal | None = None
    projects: int | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Slide:
    """Figures that are a row too low or too high: moved by one row, every stated total agrees.

    `key` is the record of the first total among them; `agreements` are the sums that are then right.
    """

    key: str
    first: int
    last: int
    direction: str
    agreements: tuple[str, ...]

    @property
    def lines(self) -> str:
        """The lines that print the figures."""
        if self.first == self.last:
            return f"the figures of line {self.first}"
        return f"the figures of lines {self.first} to {self.last}"


def find_slide(rows: Sequence[Row]) -> Slide | None:
    """The shortest run of rows whose figures, moved up or down by one, make every total agree.

    None if the totals agree as they are, or if no such run exists. `rows` are those of one theme, in the
    order of the document.
    """
    if not _is_contradicted(rows):
        return None
    runs = combinations_with_replacement(range(len(rows)), 2)
    for first, last in sorted(runs, key=lambda run: run[1] - run[0]):
        totals = [row for row in rows[first : last + 1] if row.is_total and row.amount is not None]
        for step, direction in ((-1, "higher"), (1, "lower")):
            moved = _moved(rows, first, last, step) if totals else None
            if moved is None or _is_contradicted(moved):
                continue
            # The move explains the contradiction only if a total that moved agrees with its rows.
            targets = {rows[i + step].line for i in range(first, last + 1) if rows[i].is_total}
            agreements = [words for row, words in _agreements(moved) if row.line in targets]
            if agreements:
                lines = rows[first].line, rows[last].line
                return Slide(totals[0].key, *lines, direction, tuple(agreements))
    return None


def _moved(rows: Sequence[Row], first: int, last: int, step: int) -> list[Row] | None:
    """The rows after the figures of a run are moved by one; None if another figure is in the way."""
    target = first - 1 if step < 0 else last + 1
    if not 0 <= target < len(rows) or rows[target].amount is not None:
        return None
    moved = list(rows)
    for i in range(first, last + 1):
        moved[i] = replace(moved[i], amount=None, projects=None)
    for i in range(first, last + 1):
        if rows[i].projects is not None and not moved[i + step].is_total:
            return None  # a project has no number of projects
        moved[i + step] = replace(moved[i + step], amount=rows[i].amount, projects=rows[i].projects)
    return moved


def _parts(row: Row, rows: Sequence[Row]) -> list[Row]:
    """The rows that a total adds up: the projects of a measure, or the measures of a theme.

    The projects of a theme, if a measure states no amount.
    """
    if row.measure:
        return [each for each in rows if each.measure == row.measure and not each.is_total]
    measures = [each for each in rows if each.measure and each.is_total]
    if all(each.amount is not None for each in measures):
        return measures
    return [each for each in rows if not each.is_total]


def _is_contradicted(rows: Sequence[Row]) -> bool:
    """Whether a stated figure is wrong, whatever the figures are that rows do not print."""
    for row in rows:
        if row.is_total and row.amount is not None:
            amounts = [part.amount for part in _parts(row, rows)]
            known = sum(amount for amount in amounts if amount is not None)
            if known > row.amount or (None not in amounts and known != row.amount):
                return True
        if row.is_total and row.projects not in (None, _count(row, rows)):
            return True
    return False


def _count(row: Row, rows: Sequence[Row]) -> int:
    """The projects that a total counts."""
    return sum(not each.is_total and row.measure in ("", each.measure) for each in rows)


def _agreements(rows: Sequence[Row]) -> Iterator[tuple[Row, str]]:
    """Each total that agrees exactly, and the sum as messages print it."""
    for row in rows:
        amounts = [part.amount for part in _parts(row, rows)] if row.is_total else []
        if amounts and None not in amounts and sum(amounts) == row.amount:  # type: ignore[arg-type]
            terms = " + ".join(euros(amount) for amount in amounts if amount is not None)
            yield row, f"{euros(row.amount or 0)} = {terms}"
        if row.is_total and row.projects == _count(row, rows):
            yield row, f"{row.projects} projects are listed"


# --- the tables of a dataset


class Table(NamedTuple):
    """The rows in which a document lists the projects of a year for a theme."""

    document: str
    year: int
    theme: str


def slide_of(summary: Summary, dataset: Dataset) -> Slide | None:
    """The slide in the table of a stated total, if there is one."""
    return _slides(dataset)[_table_of(summary, dataset)]


@once
def _slides(dataset: Dataset) -> Mapping[Table, Slide | None]:
    """The slide in each table that states a total."""
    tables: dict[Table, list[Summary]] = defaultdict(list)
    for summary in dataset.all(Summary):
        tables[_table_of(summary, dataset)].append(summary)
    return {table: find_slide(_rows(table, tables[table], dataset)) for table in tables}


def _table_of(summary: Summary, dataset: Dataset) -> Table:
    """The table that a total sums up, or a part of it."""
    theme = summary.theme or dataset.get(Measure, summary.measure or "").theme
    return Table(summary.document, summary.year, theme)


def _rows(table: Table, summaries: Iterable[Summary], dataset: Dataset) -> list[Row]:
    """The rows of a table: its totals, and the projects that its document lists."""
    document, year, _ = table
    theme = dataset.get(Theme, table.theme)
    rows = [Row(_line(s), s.measure or "", True, s.amount, s.projects, s.key) for s in summaries]
    for measure in dataset.backlinks(theme, Measure):
        for project in projects_of_measure(measure, year, dataset):
            if project.document == document:
                amount = None if project.computation("amount") else project.amount
                rows.append(Row(_line(project), measure.id, is_total=False, amount=amount))
    if rows and not any(row.is_total and not row.measure for row in rows):
        # The heading of the theme has no figures, or they slid away from it.
        top = min(row.line for row in rows)
        above = [line for cited, line in theme.cited if cited == document and line < top]
        if above:
            rows.append(Row(max(above), "", is_total=True))
    return sorted(rows, key=lambda row: row.line)


def _line(record: Record) -> int:
    """The line of a record's row."""
    return record.sources[0].lines[0][0]
