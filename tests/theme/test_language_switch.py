"""Every page leads to its counterpart in the other language, with the query, the filters and the place."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from generator.records import Language
from tests.support.browser import Visit
from tests.support.built import Built, other
from tests.theme.interface import SEARCH_PAGE, in_both_languages, label, shown_rows


@pytest.mark.parametrize("kind", ["home", "measure", "a-propos"])
def test_a_page_leads_to_the_other_language_and_back(
    kind: str, toy_built: Built, toy_reader: Visit
) -> None:
    address = toy_built.kinds[kind]
    page = toy_reader.open(address)
    for wanted in ("nl", "fr"):
        switch = page.get_by_role("banner").locator(f"a[hreflang={wanted}]")
        target = re.sub(r"^(\.\./)+", "", switch.get_attribute("href") or "")
        switch.click()
        expect(page).to_have_url(toy_reader.origin + target)
        assert (page.locator("html").get_attribute("lang") or "")[:2] == wanted
        expect(page.locator("h1")).to_be_visible()
    expect(page).to_have_url(toy_reader.origin + address)


def switch(page: Page, language: Language) -> str:
    """Follow the switch, and return the address of the page that it leads to."""
    page.get_by_role("banner").locator(f"a[hreflang={other(language)}]").click()
    expect(page.locator("html")).to_have_attribute("lang", re.compile(other(language)))
    return page.url


@in_both_languages
def test_the_other_language_keeps_query_and_filters(
    site: Built, reader: Visit, language: Language
) -> None:
    page = reader.open(f"{SEARCH_PAGE[language]}?q=prefer&kind=project&year=2022")
    assert switch(page, language).endswith(
        f"{SEARCH_PAGE[other(language)]}?q=prefer&kind=project&year=2022"
    )
    results = page.locator("main ol.results > li")
    expect(results.first).to_contain_text("PREFER")
    kind = label(site, other(language), "project.one")
    assert all(text.startswith(kind) for text in results.all_inner_texts())


@pytest.mark.parametrize(
    ("language", "named", "kept"), [("fr", "Ixelles", "Elsene"), ("nl", "Elsene", "Ixelles")]
)
def test_the_other_language_keeps_a_commune(
    site: Built, reader: Visit, language: Language, named: str, kept: str
) -> None:
    page = reader.open(f"{SEARCH_PAGE[language]}?q=2022&commune={named}")
    expect(page.locator("#search-commune")).to_have_value("ixelles")
    switch(page, language)
    expect(page.locator("#search-commune option:checked")).to_contain_text(kept)
    page.goto(f"{reader.origin}{site.pages['activities-2022'].address[language]}?commune={named}")
    expect(shown_rows(page)).to_have_count(1)
    switch(page, language)
    expect(shown_rows(page)).to_have_count(1)
    expect(shown_rows(page)).to_contain_text(kept)


@in_both_languages
def test_the_other_language_keeps_a_tables_filter_and_the_place(
    site: Built, reader: Visit, language: Language
) -> None:
    projects = site.pages["projects-2022"].address
    page = reader.open(f"{projects[language]}?text=prefer&sort=-amount")
    assert (
        switch(page, language)
        == f"{reader.origin}{projects[other(language)]}?text=prefer&sort=-amount"
    )
    expect(shown_rows(page)).to_have_count(2)
    page.goto(f"{reader.origin}{site.pages['glossary'].address[language]}#bps")
    assert switch(page, language).endswith(f"{site.pages['glossary'].address[other(language)]}#bps")
    # A page written by hand, whose headings differ.
    about = {"fr": "fr/a-propos/#licences", "nl": "nl/over-deze-site/#licenties"}
    page.goto(f"{reader.origin}{about[language]}")
    switch(page, language)
    assert (
        page.locator(":target").evaluate("part => part.parentElement.id")
        == about[other(language)].split("#")[1]
    )
    expect(page.locator(":target")).to_be_in_viewport()
