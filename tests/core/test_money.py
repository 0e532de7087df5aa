"""Amounts with cents, from the document's line to the page: read, checked, shown, to the cent."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pydantic import TypeAdapter

from generator.core.money import amounts_in, digits, euros, read
from generator.dataset.totals import balance_of
from generator.records import Euros, Project, Summary
from generator.site.locale import Strings
from generator.site.renderer import Renderer
from generator.site.site import Settings, Site
from tests.support.parsed_page import parse_page
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


# --- documents ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "amounts"),
    [
        ("Subside : 50.000,50 €.", ["50000.50"]),
        ("50 000,50 euros", ["50000.50"]),
        ("50\u00a0000,50\u00a0€", ["50000.50"]),
        ("50\u202f000,50\u202f€", ["50000.50"]),
        ("€ 50.000,50", ["50000.50"]),
        ("€\u00a050.000,50 of € 40.000", ["50000.50", "40000"]),
        ("118.800,00 €\t95.000 €", ["118800", "95000"]),
        ("2022 3 457.600 €", ["457600"]),
        ("M2.2 500 €", ["500"]),
        ("3\t500 €", ["500"]),
        ("0,50 €", ["0.50"]),
        ("50.000,50", []),
        ("50.000,5 €", []),
        ("1.392.60 €", []),
        ("2,5 millions d'euros", []),
    ],
)
def test_the_amounts_of_a_line_are_read_to_the_cent(line: str, amounts: list[str]) -> None:
    assert [value for value, _ in amounts_in(line)] == [*map(Decimal, amounts)]


@pytest.mark.parametrize("amount", ["0", "0.05", "7", "999.99", "52200", "50000.50", "1392600.10"])
def test_an_amount_is_read_back_as_it_is_written(amount: str) -> None:
    value = Decimal(amount)

    assert digits(value) == amount
    assert read(euros(value)) == value
    assert [found for found, _ in amounts_in(f"{euros(value)} €")] == [value]


def test_a_project_with_cents_passes_the_check(cents: Repository) -> None:
    assert [problem for problem in cents.problems() if problem.severity == "error"] == []


# --- records -----------------------------------------------------------------------------------


@pytest.mark.parametrize("given", [True, -1, 0.5, "1", None, Decimal("1.5"), Decimal("1.500")])
def test_what_is_no_exact_amount_is_refused(given: object) -> None:
    with pytest.raises(ValueError, match=r"amount|zero"):
        TypeAdapter(Euros).validate_python(given)


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


# --- pages -------------------------------------------------------------------------------------


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
    language: str,
    key: str,
    shown: str,
    cents: Repository,
    strings: Strings,
    settings: Settings,
) -> None:
    site = Site(cents.dataset(), strings, settings, {})
    page = next(page for page in site.pages.values() if page.key == key)
    html = Renderer(site, "fr" if language == "fr" else "nl").render(page)

    assert shown in " ".join(parse_page(html).text.split())
