"""Amounts: what counts as an outlier."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.dataset.dataset import Dataset
from generator.records import Project
from generator.rules.amounts import amount_outlier
from tests.support.repository import Repository


def test_a_zero_too_many_is_found_except_in_small_amounts(repository: Repository) -> None:
    """It is found in an amount of half the usual amount or more."""
    amounts = [10_000, 20_000, 30_000, 40_000, 50_000, 60_000, 70_000]
    found = [
        amount
        for amount in amounts
        if outliers(repository, [*(a for a in amounts if a != amount), amount * 10])
    ]

    assert found == [30_000, 40_000, 50_000, 60_000, 70_000]


@pytest.mark.parametrize(
    ("amounts", "found"),
    [
        ([1_000, 500_000], []),  # one other is not enough
        ([10_000, 12_000, 49_000], []),
        ([10_000, 12_000, 55_000], [55_000]),
        ([10_000, 12_000, 55_000, 60_000, 900_000], [900_000]),  # the median, not the mean
        ([100_000, 120_000, 500], []),  # small amounts are not reported
        ([0, 0, 900_000], []),
    ],
)
def test_the_usual_amount_is_the_median_of_the_others(
    amounts: list[int], found: list[int], repository: Repository
) -> None:
    assert outliers(repository, amounts) == found


def outliers(repository: Repository, amounts: list[int]) -> list[Decimal]:
    """The amounts with a warning, if these are the amounts of the projects of one measure."""
    loaded = repository.dataset().loaded
    (one, *_) = (r for r in loaded.records.values() if isinstance(r, Project))
    for key in [key for key, record in loaded.records.items() if isinstance(record, Project)]:
        del loaded.records[key]
    for number, amount in enumerate(amounts):
        project = one.model_copy(
            update={"id": f"p-{number}", "association": f"a-{number}", "amount": Decimal(amount)}
        )
        loaded.records[project.key] = project
    dataset = Dataset(loaded)
    return [p.amount for p in dataset.all(Project) if [*amount_outlier(p, dataset)]]
