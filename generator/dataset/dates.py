"""Finds dates as Belgian documents print them: in figures, or with the name of the month."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator

from babel.dates import get_month_names

from generator.records import LANGUAGES


def dates_in(text: str) -> Iterator[tuple[datetime.date, re.Match[str]]]:
    """Every date in a text, and where it is: 14 janvier 2021, 1er mars 2019, 14/01/2021."""
    months, pattern = _months()
    for match in pattern.finditer(text):
        month = months[match["name"].lower()] if match["name"] else int(match["number"])
        try:
            yield datetime.date(int(match["year"]), month, int(match["day"])), match
        except ValueError:  # 31/02/2021
            continue


@functools.cache
def _months() -> tuple[dict[str, int], re.Pattern[str]]:
    months = {
        name: number
        for language in LANGUAGES
        for number, name in get_month_names("wide", locale=language).items()
    }
    named = rf"(?:er)? (?P<name>{'|'.join(months)}) "
    figures = r"(?P<mark>[/.-])(?P<number>\d{1,2})(?P=mark)"
    pattern = rf"(?<![\w/.-])(?P<day>\d{{1,2}})(?:{named}|{figures})(?P<year>\d{{4}})(?![\w/-])"
    return months, re.compile(pattern, re.IGNORECASE)
