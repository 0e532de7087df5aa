"""Amounts of money: reads what documents print and people type, writes what records and messages use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

SPACE = "[ \u00a0\u2009\u202f]"
UNIT = "(?:€|euros?|eur)"

# One sign separates all thousands, or none does. The group is atomic: “52 500 €” does not contain 52. Cents
# are two digits; “,-” means no cents.
NUMBER = (
    rf"(?P<whole>(?>[0-9]{{1,3}}(?P<mark>\.|{SPACE})[0-9]{{3}}(?![0-9])"
    r"(?:(?P=mark)[0-9]{3}(?![0-9]))*|[0-9]+))"
    r"(?:(?!(?P=mark))[.,](?:(?P<cents>[0-9]{2})(?![0-9])|-+))?"
)
PRINTED = re.compile(
    rf"(?<![\w.,])(?P<unit>{UNIT}{SPACE}?)?{NUMBER}(?(unit)|{SPACE}?{UNIT})(?!\w|[.,][0-9])",
    re.IGNORECASE,
)
TYPED = re.compile(rf"{UNIT}?{SPACE}*{NUMBER}{SPACE}*{UNIT}?", re.IGNORECASE)


def amounts_in(line: str) -> Iterator[tuple[Decimal, re.Match[str]]]:
    """Every amount with a unit on a line: “50.000,50 €”, “€ 40 000”, “118.800,00 euro”."""
    for match in PRINTED.finditer(line):
        yield _value(match), match


def parse_amount(text: str) -> Decimal | None:
    """The amount that somebody typed, with or without a unit. None if it is not an amount."""
    match = TYPED.fullmatch(text.strip())
    return _value(match) if match else None


def euros(amount: Decimal | int) -> str:
    """An amount as the sources print it: 1.392.600, or 50.000,50 where it has cents."""
    return with_commas(amount).translate(str.maketrans(",.", ".,"))


def digits(amount: Decimal | int) -> str:
    """An amount as records write it: 1392600, or 50000.50 where it has cents."""
    return with_commas(amount).replace(",", "")


def with_commas(amount: Decimal | int, sign: str = "") -> str:
    """An amount as English writes it: 1,392,600, or 50,000.50 where it has cents."""
    return f"{Decimal(amount):{sign},.2f}".removesuffix(".00")


def _value(match: re.Match[str]) -> Decimal:
    return Decimal(f"{re.sub('[^0-9]', '', match['whole'])}.{match['cents'] or '00'}")
