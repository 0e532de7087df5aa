"""Amounts: outliers, stated totals, figures that slid by a row."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.core.money import euros
from generator.core.problem import Finding
from generator.dataset.dataset import Dataset
from generator.dataset.indexes import amounts_of, measures_of, projects_of_measure
from generator.dataset.totals import balance_of
from generator.records import Project, Summary
from generator.rules.registry import When, rule
from generator.rules.slides import slide_of

# The usual amount is the median of the others, because one wrong amount changes a mean, but not a median.
# An amount is reported only if it is too high for its association and for its measure. Amounts that are too
# low are not reported: many are small.
FAR = 5
"""With a zero too many, half the median becomes five times the median. A factor of ten would miss it."""
FEWEST_OTHERS = 2


@rule(on=Project, severity="warning")
def amount_outlier(record: Project, dataset: Dataset) -> Iterator[Finding]:
    """No amount is five times the usual amount of its association and of its measure: it may have a zero too many.

    An association or a measure with fewer than FEWEST_OTHERS other projects has no usual amount.
    """
    usual, others = Decimal(), ""
    for field, owner in (("association", record.association), ("measure", record.measure)):
        amounts = amounts_of(field, owner, dataset)
        if len(amounts) > FEWEST_OTHERS:
            median = _median_without(record.amount, amounts)
            if median > usual:
                usual, others = median, f"{len(amounts) - 1} others of {owner}"
    if 0 < usual * FAR <= record.amount:
        yield Finding(
            ("amount",),
            f"{euros(record.amount)} € is far above the usual {euros(round(usual, 2))} €, the median of "
            f"the {others}: a zero too many?",
            "look at the cited line; if the amount is right, say how you know under `silenced`",
        )


def _median_without(one: Decimal, amounts: Sequence[Decimal]) -> Decimal:
    """The median of sorted amounts without one of them, in a time that does not grow with their number."""
    at = bisect_left(amounts, one)
    middle = ((len(amounts) - 2) // 2, (len(amounts) - 1) // 2)
    return sum((amounts[index + (index >= at)] for index in middle), Decimal()) / 2


@rule(on=Summary, severity="warning", when=When.COMPLETE)
def slid_figures(record: Summary, dataset: Dataset) -> Iterator[Finding]:
    """The figures of a table are on their own rows, not one row too high or too low."""
    slide = slide_of(record, dataset)
    if slide and slide.key == record.key:
        yield Finding(
            ("amount",),
            f"the totals do not agree; they would if {slide.lines} were one row {slide.direction}: "
            f"{'; '.join(slide.agreements)}",
            "compare with the original; name the fields and the lines that print them under `moved`, "
            "and compute what is then printed nowhere (`computed`)",
        )


LOOK = "look for a project that is missing, or belongs to another measure or year"
ACCEPT = "if the document itself does not add up, say so under `silenced`"


@rule(on=Summary, severity="warning", when=When.COMPLETE)
def total_differs(record: Summary, dataset: Dataset) -> Iterator[Finding]:
    """The total that a row states for a measure or a theme is the sum of the rows below it."""
    if slide_of(record, dataset):
        return
    balance = balance_of(record, dataset)
    stated, listed, missing = balance.stated, balance.listed, balance.missing
    hint = f"{LOOK}; {ACCEPT}"
    if missing.projects:
        more = "missing" if missing.projects > 0 else "too many"
        message = f"states {stated.projects}, but {listed.projects} are listed: {abs(missing.projects)} {more}"
        yield Finding(("projects",), message, hint)
    if missing.amount:
        more = "missing" if missing.amount > 0 else "too much"
        message = (
            f"states {euros(stated.amount)} €, but the listed projects add up to "
            f"{euros(listed.amount)} €: {euros(abs(missing.amount))} € {more}"
        )
        yield Finding(("amount",), message, hint)
        return
    parts = _stated_by_measure(record, dataset) if record.theme else None
    if parts is not None and sum(parts) != stated.amount:
        message = (
            f"states {euros(stated.amount)} €, but the totals of the measures add up to "
            f"{euros(sum(parts))} €"
        )
        yield Finding(("amount",), message, ACCEPT)


def _stated_by_measure(summary: Summary, dataset: Dataset) -> list[Decimal] | None:
    """The totals of the measures of a theme in a year; None if a measure with projects has no total."""
    year, measures = summary.year, measures_of(summary, dataset)
    rows = [row for measure in measures for row in dataset.backlinks(measure, Summary)]
    stated = {row.measure: row.amount for row in rows if row.year == year}
    amounts = []
    for measure in measures:
        if measure.id in stated:
            amounts.append(stated[measure.id])
        elif projects_of_measure(measure, year, dataset):
            return None
    return amounts
