"""Words by which the search finds records: names in both languages, totals."""

from __future__ import annotations

from collections.abc import Iterable

from generator.dataset.totals import total
from generator.records import LANGUAGES, Project, Record, Text
from generator.site.locale import Locale


def in_both(record: Record, *texts: Text) -> list[str]:
    """Names of a record in both languages, and as its sources print them."""
    names = [text[language] for text in texts for language in LANGUAGES]
    return names + [c.printed for c in record.corrections if c.shown in names]


def unique(*groups: Iterable[str]) -> list[str]:
    """Names in a row, each once."""
    return list(dict.fromkeys(" ".join(name.split()) for group in groups for name in group))


def totals_by_year(projects: Iterable[Project], locale: Locale) -> list[str]:
    """What projects add up to in each year."""
    years: dict[int, list[Project]] = {}
    for project in projects:
        years.setdefault(project.year, []).append(project)
    return [locale.money(total(years[year]).amount) for year in sorted(years)]
