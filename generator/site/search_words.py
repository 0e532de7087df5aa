"""Words by which the search finds records: names in both languages, totals."""

from __future__ import annotations

from collections.abc import Iterable

from generator.core.text import single_spaced
from generator.dataset.lookup import written_names
from generator.dataset.totals import total
from generator.records import Project, Record
from generator.site.locale import Locale
from generator.site.views.order import grouped


def names_and_misprints(record: Record) -> list[str]:
    """The names of a record in both languages, and as its sources misprint them; not its spellings."""
    names = [words for (field, *_), words in written_names(record) if field != "spellings"]
    return names + [c.printed for c in record.corrections if c.shown in names]


def unique(*groups: Iterable[str]) -> list[str]:
    """Names in a row, each once."""
    return list(dict.fromkeys(single_spaced(name) for group in groups for name in group))


def totals_by_year(projects: Iterable[Project], locale: Locale) -> list[str]:
    """What projects add up to in each year."""
    years = grouped(projects, lambda project: project.year)
    return [locale.money(total(years[year]).amount) for year in sorted(years)]
