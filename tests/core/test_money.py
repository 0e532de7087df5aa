"""Amounts of money: read from documents and typed text, written for records and messages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.core.money import amounts_in, digits, euros, parse_amount


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
        ("30.000€, (EUR 30.000), 30.000,- €", ["30000", "30000", "30000"]),
        ("1 30.000 €", ["30000"]),
        ("130 000 €", ["130000"]),
        ("30.000.000 €", ["30000000"]),
        ("30.000,000 €", []),
        ("30.000 eurocent", []),
        ("30.000 %", []),
    ],
)
def test_the_amounts_of_a_line_are_read_to_the_cent(line: str, amounts: list[str]) -> None:
    assert [value for value, _ in amounts_in(line)] == [*map(Decimal, amounts)]


@pytest.mark.parametrize("amount", ["0", "0.05", "7", "999.99", "52200", "50000.50", "1392600.10"])
def test_an_amount_is_read_back_as_it_is_written(amount: str) -> None:
    value = Decimal(amount)

    assert digits(value) == amount
    assert parse_amount(euros(value)) == value
    assert [found for found, _ in amounts_in(f"{euros(value)} €")] == [value]


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        *((text, "3000") for text in ("3.000", "3 000", "3\u00a0000", "3\u202f000", "3000")),
        *((text, "3000") for text in ("3.000,00", "3 000,00 EUR", "3.000,- €", "3000.00")),
        *((text, "3000") for text in ("€ 3.000", "€3000", "euro 3.000", "3.000 euros", "3000EUR")),
        *((text, "3000.75") for text in ("3.000,75", "3 000,75 €", "€ 3.000,75", "3000.75")),
        *((text, None) for text in ("trois", "3,000", "3000.5")),
    ],
)
def test_an_amount_is_read_as_belgians_type_it(typed: str, amount: str | None) -> None:
    assert parse_amount(typed) == (Decimal(amount) if amount else None)
