"""Amounts: outliers, stated totals, figures that slid by a row."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.core.money import euros
from generator.core.problem import Finding
from generator.dataset.dataset import Dataset, once
from generator.dataset.indexes import amounts_of, measures_of, projects_of_measure
from generator.dataset.totals import balance_of
from generator.records import Measure, Project, Record, Summary, Theme
from generator.rules.registry import When, rule
from generator.rules.slides import Row, Slide, find_slide


class Table(NamedTuple):
    """The rows in which a document lists the projects of a year for a theme."""

    document: str
    year: int
    theme: str


# What is usual is the median of the others: unlike a mean, it stays where it is when one of them is
# wrong. An amount of half the median or more is at least five times the median with a zero too many;
# a factor of ten would miss every amount below the median. To be no false alarm, it must be too much
# for both its association and its measure. Small amounts are no sign: there are many.
FAR = 5


FEWEST_OTHERS = 2  # one other is no usage


@rule(on=Project, severity="warning")
def amount_outlier(record: Project, dataset: Dataset) -> Iterator[Finding]:
    """No amount is five times what is usual both for its association and for its measure: no stray zero.

    Of one with fewer than FEWEST_OTHERS other projects nothing is usual; the other decides.
    """
    usual, others = max(
        (
            (_median_without(amounts, record.amount), f"{len(amounts) - 1} others of {owner}")
            for field, owner in (("association", record.association), ("measure", record.measure))
            if len(amounts := amounts_of(field, owner, dataset)) > FEWEST_OTHERS
        ),
        default=(Decimal(), ""),
    )
    if 0 < usual * FAR <= record.amount:
        yield Finding(
            ("amount",),
            f"{euros(record.amount)} € where {euros(round(usual, 2))} € is usual, the median of the "
            f"{others}: a zero too many?",
            "look at the cited line; where the amount is right, say how you know under `silenced`",
        )


def _median_without(amounts: Sequence[Decimal], one: Decimal) -> Decimal:
    """The median of sorted amounts less one of them."""
    at = bisect_left(amounts, one)
    middle = ((len(amounts) - 2) // 2, (len(amounts) - 1) // 2)
    return sum((amounts[index + (index >= at)] for index in middle), Decimal()) / 2


@rule(on=Summary, severity="warning", when=When.COMPLETE)
def slid_figures(record: Summary, dataset: Dataset) -> Iterator[Finding]:
    """The figures of a table are on their own rows: moved up or down a row, the totals would not agree."""
    slide = _slide_of(record, dataset)
    if slide and slide.key == record.key:
        yield Finding(
            ("amount",),
            f"the totals do not agree; they would if {slide.lines} were one row {slide.direction}: "
            f"{'; '.join(slide.agreements)}",
            "compare with the original; name the fields and the lines that print them under `moved`, "
            "and compute what is then printed nowhere (`computed`)",
        )


LOOK = "look for a project that is missing, or is of another measure or year"
ACCEPT = "where the document itself does not add up, say so under `silenced`"


@rule(on=Summary, severity="warning", when=When.COMPLETE)
def total_differs(record: Summary, dataset: Dataset) -> Iterator[Finding]:
    """The total that a row states for a measure or a theme is the sum of the rows below it."""
    if _slide_of(record, dataset):
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


def _slide_of(summary: Summary, dataset: Dataset) -> Slide | None:
    return _slides(dataset)[_table_of(summary, dataset)]


@once
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
