"""Totals that a document states, beside what its rows add up to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self, cast

from generator.dataset.dataset import Dataset
from generator.dataset.totals import Balance, balance_of
from generator.records import Measure, Summary, Theme
from generator.site.views.order import code_key


@dataclass(frozen=True, slots=True)
class StatedTotal:
    """A row that states a total: its theme or measure, and the listed total beside it."""

    summary: Summary
    subject: Theme | Measure
    balance: Balance

    @classmethod
    def rows(cls, summaries: Iterable[Summary], dataset: Dataset) -> list[Self]:
        """The totals that some rows state, newest first, each theme before its measures."""
        found = [
            cls(s, cast("Theme | Measure", dataset.record(s.subject)), balance_of(s, dataset))
            for s in summaries
        ]
        return sorted(found, key=lambda stated: (-stated.summary.year, code_key(stated.subject)))


def stated_in(year: int, dataset: Dataset) -> Balance | None:
    """The stated and the listed total of a whole year, from its themes, or else from its measures.

    None where nothing is stated, which is not the same as zero.
    """
    summaries = [s for s in dataset.all(Summary) if s.year == year]
    counted = [s for s in summaries if s.theme] or summaries
    balances = [balance_of(s, dataset) for s in counted]
    return sum(balances[1:], start=balances[0]) if balances else None
