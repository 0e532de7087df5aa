"""A site: all pages of a checked dataset, and what they need besides the data."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from generator.dataset.dataset import Dataset
from generator.dataset.translations import outdated, survey
from generator.records import LANGUAGES, Language, Record
from generator.site.locale import Locale, Strings
from generator.site.pages import Page, addresses, build_pages, page_of
from generator.site.views.field import Field


@dataclass(frozen=True, slots=True)
class Settings:
    """What the pages need from mkdocs.yml. `site_url` is absolute."""

    site_url: str
    repo_url: str
    edit_uri: str


class Site:
    """All pages of a checked dataset, ready to be rendered.

    `history` gives the date of the last change of each file in data/, where it is known.
    """

    def __init__(
        self,
        dataset: Dataset,
        strings: Strings,
        settings: Settings,
        history: Mapping[str, datetime.date],
    ) -> None:
        self.dataset = dataset
        self.settings = settings
        self.history = history
        self.locales = {language: Locale(language, strings) for language in LANGUAGES}
        self.pages = build_pages(dataset, self.locales)
        self.addresses = addresses(self.pages)
        self._behind: dict[tuple[str, Language | None], list[tuple[Record, Field]]] = {}
        for record, text in survey(dataset).behind:
            if outdated(record, text):
                behind = self._behind.setdefault((page_of(record)[0], text.behind), [])
                behind.append((record, Field.of(text.field)))

    def trail(self, page: Page) -> list[Page]:
        """The pages from the home page down to the page above this one."""
        above: list[Page] = []
        while page.parent:
            page = self.pages[page.parent]
            above.insert(0, page)
        return above

    def behind(self, page: Page, language: Language) -> list[tuple[Record, Field]]:
        """The texts of a page's records whose other language has changed since."""
        return self._behind.get((page.key, language), [])

    def updated(self, record: Record) -> datetime.date | None:
        """The date of the last change to a record's file."""
        return self.history.get(self.dataset.path(record))

    def page_updated(self, page: Page) -> datetime.date | None:
        """When the page's record last changed; for a page of many records, when any did."""
        if page.record:
            return self.updated(page.record)
        return max(self.history.values(), default=None)

    def edit_url(self, record: Record) -> str:
        """The address at which a record's file is edited."""
        repository, editor = self.settings.repo_url.rstrip("/"), self.settings.edit_uri.strip("/")
        return f"{repository}/{editor}/{self.dataset.path(record)}"

    def rule_urls(self, code: str) -> dict[Language, str]:
        """The full address, in each language, of the page of a rule."""
        url = self.settings.site_url.rstrip("/")
        address = self.pages[f"rules/{code}"].address
        return {language: f"{url}/{address[language]}" for language in LANGUAGES}
