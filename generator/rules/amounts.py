"""Checks the arithmetic of the data: computed values, stated totals, figures that slid by a row."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations_with_replacement
from typing import NamedTuple

from generator.core.money import euros
from generator.core.problem import Finding
from generator.dataset.dataset import Dataset
from generator.dataset.indexes import measures_of, projects_of_measure
from generator.dataset.quotations import find
from generator.dataset.totals import Number, balance_of, compute, operands
from generator.records import Computed, Measure, Method, Quoted, Record, Summary, Theme, numbers_of

# --- computed values ---------------------------------------------------------------------------


def wrong_computation(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A computed value equals the result of its computation, and the record's lines do not print it."""
    for index, computed in enumerate(record.computed):
        if computed.field not in numbers_of(type(record)):
            continue  # `unknown_field` reports it
        if faulty := [*_faulty_operands(record, index, computed, dataset)]:
            yield from faulty
            continue
        value, result = getattr(record, computed.field), compute(computed, dataset)
        if value != result:
            yield Finding(
                (computed.field,),
                f"the computation gives {arithmetic(computed, dataset)}",
                f"write {result}, or correct the records under `computed`",
            )
        marker = Quoted(money=computed.field == "amount")
        if spans := find(_number(computed.field, result), marker, record.cited, None, dataset):
            yield Finding(
                ("computed", index, "field"),
                f"line {spans[0].line} prints {_number(computed.field, result)}",
                "a value that is printed is not computed: delete this entry",
            )


def _faulty_operands(
    record: Record, index: int, computed: Computed, dataset: Dataset
) -> Iterator[Finding]:
    for position, key in enumerate(computed.of):
        where = ("computed", index, "of", position)
        operand = dataset.record(key)
        if record.key in _computed_from(key, computed.field, dataset):
            message = f"{key} is itself computed from {record.key}"
            yield Finding(where, message, "compute one of the two from printed values")
        elif computed.method is not Method.COUNT and not isinstance(
            getattr(operand, computed.field, None), int | Decimal
        ):
            yield Finding(where, f"{key} has no {computed.field}", "name a record that has one")


def _computed_from(key: str, field: str, dataset: Dataset) -> set[str]:
    """The keys of a record and of all records from which its field is computed, at any depth."""
    found: set[str] = set()
    waiting = [key]
    while waiting:
        if (key := waiting.pop()) not in found:
            found.add(key)
            computation = dataset.record(key).computation(field)
            waiting += computation.of if computation else ()
    return found


def arithmetic(computed: Computed, dataset: Dataset) -> str:
    """A computation with its result, as messages print it: 670.000 − 640.000 = 30.000."""
    result = _number(computed.field, compute(computed, dataset))
    if computed.method is Method.COUNT:
        return f"{result}, the number of records"
    sign = " − " if computed.method is Method.DIFFERENCE else " + "
    numbers = (_number(computed.field, number) for _, number in operands(computed, dataset))
    return f"{sign.join(numbers)} = {result}"


def _number(field: str, value: Number) -> str:
    return euros(value) if field == "amount" else str(value)


# --- stated totals -----------------------------------------------------------------------------

LOOK = "look for a project that is missing, or is of another measure or year"
ACCEPT = "where the document itself does not add up, say so under `silenced`"


def total_differs(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """The total that a row states for a measure or a theme is the sum of the rows below it."""
    if not isinstance(record, Summary) or _slide_of(record, dataset):
        return
    balance = balance_of(record, dataset)
    stated, listed, missing = balance.stated, balance.listed, balance.missing
    hint = f"{LOOK}; {ACCEPT}"
    if missing.projects:
        more = "missing" if missing.projects > 0 else "too many"
        message = f"states {stated.projects} where {listed.projects} are listed: {abs(missing.projects)} {more}"
        yield Finding(("projects",), message, hint)
    if missing.amount:
        more = "missing" if missing.amount > 0 else "too much"
        message = (
            f"states {euros(stated.amount)} € where the listed projects add up to "
            f"{euros(listed.amount)} €: {euros(abs(missing.amount))} € {more}"
        )
        yield Finding(("amount",), message, hint)
        return
    parts = _stated_by_measure(record, dataset) if record.theme else None
    if parts is not None and sum(parts) != stated.amount:
        message = (
            f"states {euros(stated.amount)} € where the totals of the measures add up to "
            f"{euros(sum(parts))} €"
        )
        yield Finding(("amount",), message, ACCEPT)


def slid_figures(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """The figures of a table are on their own rows: moved up or down a row, the totals would not agree."""
    slide = _slide_of(record, dataset) if isinstance(record, Summary) else None
    if slide and slide.key == record.key:
        yield Finding(
            ("amount",),
            f"the totals do not agree; they would if {slide.lines} were one row {slide.direction}: "
            f"{'; '.join(slide.agreements)}",
            "compare with the original; name the fields and the lines that print them under `moved`, "
            "and compute what is then printed nowhere (`computed`)",
        )


# --- figures that slid -------------------------------------------------------------------------


class Table(NamedTuple):
    """The rows in which a document lists the projects of a year for a theme."""

    document: str
    year: int
    theme: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table of subsidies and the figures on it: None where it prints none.

    `measure` is empty for the row of the theme; `is_total` distinguishes a stated total from a project.
    """

    line: int
    measure: str
    is_total: bool
    amount: Decimal | None = None
    projects: int | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Slide:
    """Figures that are a row too low or too high: once moved, every stated total agrees.

    `key` is the record of the first total among them, `agreements` the arithmetic that then holds.
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

    None where the totals agree as they are, or no such run exists. `rows` are those of one theme, in
    the order of the document.
    """
    if all(agrees is not False for _, agrees in _totals(rows)):
        return None
    runs = combinations_with_replacement(range(len(rows)), 2)
    for first, last in sorted(runs, key=lambda run: run[1] - run[0]):
        totals = [row for row in rows[first : last + 1] if row.is_total and row.amount is not None]
        for step, direction in ((-1, "higher"), (1, "lower")):
            moved = _moved(rows, first, last, step) if totals else None
            if moved is None or any(agrees is False for _, agrees in _totals(moved)):
                continue
            targets = {rows[i + step].line for i in range(first, last + 1) if rows[i].is_total}
            agreements = [said for row, said in _agreements(moved) if row.line in targets]
            if agreements:
                lines = rows[first].line, rows[last].line
                return Slide(totals[0].key, *lines, direction, tuple(agreements))
    return None


def _moved(rows: Sequence[Row], first: int, last: int, step: int) -> list[Row] | None:
    """The rows with the figures of a run moved by one; None if a figure is in the way."""
    target = first - 1 if step < 0 else last + 1
    if not 0 <= target < len(rows) or rows[target].amount is not None:
        return None
    moved = list(rows)
    for i in range(first, last + 1):
        moved[i] = replace(moved[i], amount=None, projects=None)
    for i in range(first, last + 1):
        figures = rows[i].amount, rows[i].projects
        if figures[1] is not None and not moved[i + step].is_total:
            return None  # a number of projects is no figure of a project
        moved[i + step] = replace(moved[i + step], amount=figures[0], projects=figures[1])
    return moved


def _parts(row: Row, rows: Sequence[Row]) -> list[Row]:
    """The rows that a total sums up: a measure's projects, a theme's measures."""
    if row.measure:
        return [each for each in rows if each.measure == row.measure and not each.is_total]
    measures = [each for each in rows if each.measure and each.is_total]
    if all(each.amount is not None for each in measures):
        return measures
    return [each for each in rows if not each.is_total]


def _totals(rows: Sequence[Row]) -> Iterator[tuple[Row, bool | None]]:
    """Whether each stated figure agrees with the rows below it; None where one of them is not known."""
    for row in rows:
        if row.is_total and row.amount is not None:
            amounts = [part.amount for part in _parts(row, rows)]
            known = sum(amount for amount in amounts if amount is not None)
            if None not in amounts:
                yield row, known == row.amount
            else:
                yield row, None if known <= row.amount else False
        if row.is_total and row.projects is not None:
            yield row, row.projects == _count(row, rows)


def _count(row: Row, rows: Sequence[Row]) -> int:
    return sum(not each.is_total and row.measure in ("", each.measure) for each in rows)


def _agreements(rows: Sequence[Row]) -> Iterator[tuple[Row, str]]:
    """The arithmetic of each total that agrees exactly."""
    for row in rows:
        amounts = [part.amount for part in _parts(row, rows)] if row.is_total else []
        if amounts and None not in amounts and sum(amounts) == row.amount:  # type: ignore[arg-type]
            terms = " + ".join(euros(amount) for amount in amounts if amount is not None)
            yield row, f"{euros(row.amount or 0)} = {terms}"
        if row.is_total and row.projects == _count(row, rows):
            yield row, f"{row.projects} projects are listed"


def _slide_of(summary: Summary, dataset: Dataset) -> Slide | None:
    return _slides(dataset)[_table_of(summary, dataset)]


@functools.lru_cache(maxsize=2)  # every summary asks; `diff` has two states
def _slides(dataset: Dataset) -> Mapping[Table, Slide | None]:
    """What slid in each table that states a total."""
    tables: dict[Table, list[Summary]] = defaultdict(list)
    for summary in dataset.all(Summary):
        tables[_table_of(summary, dataset)].append(summary)
    return {table: find_slide(_rows(table, tables[table], dataset)) for table in tables}


def _table_of(summary: Summary, dataset: Dataset) -> Table:
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
                rows.append(Row(_line(project), measure.id, False, amount, key=project.key))
    if rows and not any(row.is_total and not row.measure for row in rows):
        # The theme's heading: a row without figures, unless they slid away from it.
        top = min(row.line for row in rows)
        above = [line for cited, line in theme.cited if cited == document and line < top]
        rows += [Row(max(above), "", True)] if above else []
    return sorted(rows, key=lambda row: row.line)


def _line(record: Record) -> int:
    return record.sources[0].lines[0][0]


def _stated_by_measure(summary: Summary, dataset: Dataset) -> list[Decimal] | None:
    """The totals of the year for the measures of a summary's theme; None if one with projects has none."""
    year, measures = summary.year, measures_of(summary, dataset)
    rows = [row for measure in measures for row in dataset.backlinks(measure, Summary)]
    stated = {row.measure: row.amount for row in rows if row.year == year}
    amounts = [
        stated.get(measure.id)
        for measure in measures
        if measure.id in stated or projects_of_measure(measure, year, dataset)
    ]
    return None if None in amounts else [amount for amount in amounts if amount is not None]
