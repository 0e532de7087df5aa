"""Slides: figures of a table that are printed a row too low or too high."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.rules.slides import Row, find_slide

# Annex 2 of 2022 as it is printed: (line, measure, number of projects, amount). The theme has no measure.
PRINTED = (
    (125, "", None, None),
    (126, "2.1", 21, 1392600),
    *((127 + i, "2.1", None, x) for i, x in enumerate((670000, 88300, 100000, 51000, 20800))),
    *((132 + i, "2.1", None, x) for i, x in enumerate((120700, 109200, 150000))),
    (136, "2.2", 9, 457600),
    *((137 + i, "2.2", None, x) for i, x in enumerate((50000, 46000, 24700, 2000, 70200))),
    *((142 + i, "2.2", None, x) for i, x in enumerate((52200, 95400, 42200, 74900))),
    (146, "2.3", 1, 30200),
    (147, "2.3", None, 30200),
    (149, "2.4", 1, 21000),
    (150, "2.4", None, 21000),
    (151, "2.5", 2, 213800),
    (152, "2.5", None, 95000),
    (153, "2.5", None, 118800),
)
TOTALS = {125, 126, 136, 146, 149, 151}


def table(**changes: tuple[int | None, int | None]) -> list[Row]:
    """The rows of annex 2, with the (number, amount) of some lines (l127) changed."""
    rows = []
    for line, measure, *printed in PRINTED:
        projects, amount = changes.get(f"l{line}", printed)
        euros = None if amount is None else Decimal(amount)
        rows.append(Row(line, measure, line in TOTALS, euros, projects, f"row-{line}"))
    return rows


READ = {"l125": (21, 1392600), "l126": (None, 670000), "l127": (None, None)}


def test_the_printed_figures_of_2022_agree_one_row_higher() -> None:
    slide = find_slide(table())

    assert slide
    assert (slide.lines, slide.direction) == ("the figures of lines 126 to 127", "higher")
    assert slide.agreements == (
        "1.392.600 = 670.000 + 457.600 + 30.200 + 21.000 + 213.800",
        "21 projects are listed",
    )


def test_the_figures_of_2022_agree_as_we_read_them() -> None:
    assert find_slide(table(**READ)) is None


def test_a_table_without_a_wrong_total_has_no_slide() -> None:
    assert find_slide(table(**(READ | {"l127": (None, 30000)}))) is None


def test_figures_can_be_a_row_too_high() -> None:
    """A measure's total and the amounts of its two projects, each on the row above its own."""
    slide = find_slide(
        [
            Row(1, "", is_total=True, amount=Decimal(300), projects=2),
            Row(2, "1", is_total=True, amount=Decimal(100)),
            Row(3, "1", is_total=False, amount=Decimal(200)),
            Row(4, "1", is_total=False),
        ]
    )
    assert slide
    assert (slide.lines, slide.direction) == ("the figures of lines 1 to 3", "lower")
    assert slide.agreements == ("300 = 100 + 200", "2 projects are listed")


@pytest.mark.parametrize("line", [126, 136, 146])
def test_a_total_that_no_move_explains_is_not_a_slide(line: int) -> None:
    assert find_slide(table(**(READ | {f"l{line}": (5, 999)}))) is None
