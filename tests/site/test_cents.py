"""Amounts with cents: checked, added up, kept in records and shown on pages, to the cent."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.dataset.totals import balance_of
from generator.records import Language, Project, Summary
from tests.support.parsed_page import Render, normalize_space
from tests.support.repository import Repository

LINE = "data/sources/question-7/text.txt"
CAFE = "data/projects/2022-amis-cafe.yml"


@pytest.fixture
def cents(repository: Repository) -> Repository:
    """The toy, in which one of two projects of M2.1 and the stated total have cents."""
    repository.replace(LINE, "\t12.500 €\t", "\t€ 12.500,50\t")
    repository.replace(LINE, "\t\t3\t30.000 €", "\t\t3\t30.000,25 euro")
    repository.replace(CAFE, "amount: 12500", "amount: 12500.50")
    repository.replace("data/summaries/2022-m2-1.yml", "amount: 30000", "amount: 30000.25")
    return repository


def test_a_project_with_cents_passes_the_check(cents: Repository) -> None:
    assert [problem for problem in cents.problems() if problem.severity == "error"] == []


def test_cents_are_kept_exactly(cents: Repository) -> None:
    dataset = cents.dataset()
    balance = balance_of(dataset.get(Summary, "2022-m2-1"), dataset)

    assert dataset.get(Project, "2022-amis-cafe").amount == Decimal("12500.50")
    assert balance.listed.amount == Decimal("20000.50")
    assert balance.missing.amount == Decimal("9999.75")


def test_the_canonical_form_keeps_cents(cents: Repository) -> None:
    text = cents.read(CAFE)
    cents.run("format", CAFE)

    assert cents.read(CAFE) == text
    assert "amount: 12500.50\n" in text


@pytest.mark.parametrize(
    ("language", "key", "shown"),
    [
        ("fr", "projects/2022-amis-cafe", "12 500,50 €"),
        ("nl", "projects/2022-amis-cafe", "€ 12.500,50"),
        ("fr", "measures/2021-2024-m2-1", "20 000,50 €"),
        ("nl", "measures/2021-2024-m2-1", "€ 30.000,25"),
        ("nl", "associations/amis", "€ 7.500"),
        ("fr", "associations/amis", "20 000,50 €"),
    ],
)
def test_pages_show_cents_where_there_are_any(
    language: Language, key: str, shown: str, cents: Repository, render: Render
) -> None:
    assert shown in normalize_space(render(cents)(language, key).text)
