"""The parts of the site that readers use: search page, tables, labels. Tests operate them as readers do."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

import pytest
import yaml
from playwright.sync_api import Locator, Page, expect

from generator import REPOSITORY
from generator.records import LANGUAGES, Call, Language, Project
from tests.support.browser import Visit
from tests.support.built import Built
from tests.support.parsed_page import normalize_space

in_both_languages = pytest.mark.parametrize("language", LANGUAGES)

THEME = yaml.safe_load((REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8"))["extra"]["words"]
SEARCH_PAGE = {"fr": "fr/recherche/", "nl": "nl/zoeken/"}


def text_of(part: Locator) -> str:
    """The text that a reader sees, with simple spaces."""
    return normalize_space(part.inner_text())


def label(site: Built, language: Language, key: str) -> str:
    """A text of the interface."""
    return site.locales[language](key).unescape()


# --- the search page ---------------------------------------------------------------------------


def search_words(language: Language) -> dict[str, Any]:
    """The sentences of the search page."""
    text = (REPOSITORY / "docs" / language / "search.md").read_text(encoding="utf-8")
    match = re.search(r'id="search-words">(.*?)</script>', text, re.DOTALL)
    assert match
    words: dict[str, Any] = json.loads(match[1])
    return words


def search(page: Page, query: str) -> list[Locator]:
    """Type a query into the field of the search page, and wait for the results."""
    field = page.get_by_role("main").get_by_role("searchbox")
    field.fill(query)
    field.press("Enter")
    expect(page.locator("main [role=status]")).to_contain_text(query)
    return page.locator("main ol.results > li").all()


def result_addresses(page: Page, reader: Visit) -> list[str]:
    """The addresses of the results that are shown."""
    hrefs: list[str] = page.locator("main ol.results > li h2 a").evaluate_all(
        "links => links.map(link => link.href)"
    )
    assert all(href.startswith(reader.origin) for href in hrefs)
    return [href.removeprefix(reader.origin) for href in hrefs]


# For each query: the addresses of its results in their order, and what the page says beside them.
FIND = """async ([locale, queries]) => {
  const { find, load } = await import(new URL("/assets/engine.js", location.origin).href);
  const { pagefind } = await load(locale);
  const { results } = await pagefind.search(null);
  const pages = new Map(await Promise.all(results.map(async ({ id, data }) => [id, (await data()).url])));
  const state = { kind: [], measure: [], commune: [], year: [] };
  const answers = [];
  for (const q of queries) {
    const { results, synonyms, suggestion, loose } = await find(locale, { q, ...state }, false);
    answers.push({
      found: results.map(({ id }) => pages.get(id).replace(/^.*[/]/, "").replace(/[.]html$/, "").replaceAll("+", "/")),
      synonyms: synonyms.map(({ term }) => term), suggestion, loose,
    });
  }
  return answers;
}"""


@dataclass
class Engine:
    """The scripts of the search page, on an open page per language: no typing, many queries at a time."""

    pages: dict[Language, Page]

    def __call__(self, language: Language, *queries: str) -> list[dict[str, Any]]:
        """What each query finds."""
        answers: list[dict[str, Any]] = self.pages[language].evaluate(
            FIND, [language, list(queries)]
        )
        return answers

    def first(self, language: Language, query: str) -> str:
        """The address of the first result of a query; empty if there is none."""
        (answer,) = self(language, query)
        return str(next(iter(answer["found"]), ""))


# --- tables ------------------------------------------------------------------------------------


def shown_rows(page: Page) -> Locator:
    """The rows of the first table that pass its filters."""
    return page.locator("main table").first.locator("tbody tr:visible")


def rows(page: Page) -> list[str]:
    """The text of each of these rows."""
    return [text_of(row) for row in shown_rows(page).all()]


def tools(page: Page) -> Locator:
    """What filters and sorts the first table."""
    return page.locator(".table-tools").first


def projects(site: Built, measure: str | None = None) -> list[Project]:
    """The projects of 2022, or those of one measure."""
    listed = [p for p in site.dataset.all(Project) if p.year == 2022]
    return [p for p in listed if measure is None or p.measure == measure]


def projects_page(site: Built) -> Call:
    """The call whose page lists these projects."""
    return next(call for call in site.dataset.all(Call) if call.year == 2022)
