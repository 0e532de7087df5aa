"""The search page, used by typing. `test_search_results.py` says what is found first."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, expect

from generator.records import Association, Commune, Language
from tests.support.browser import Visit, visit
from tests.support.built import Built
from tests.theme.interface import (
    SEARCH_PAGE,
    THEME,
    in_both_languages,
    label,
    result_addresses,
    search,
    search_words,
    text_of,
)

# --- where a search begins ---------------------------------------------------------------------


@in_both_languages
def test_a_search_begins_on_any_page(site: Built, reader: Visit, language: Language) -> None:
    page = reader.open(site.address(site.dataset.all(Association)[0], language))
    name = THEME["search"][language]
    page.get_by_role("banner").get_by_role("link", name=name).click()
    expect(page).to_have_url(reader.origin + SEARCH_PAGE[language])
    assert search(page, "Koekelberg")


@in_both_languages
def test_a_search_begins_in_the_bar_at_a_desk(
    site: Built, at_desk: Visit, language: Language
) -> None:
    page = at_desk.open(site.address(site.dataset.all(Association)[0], language))
    field = page.get_by_label(THEME["search_label"][language])
    field.fill("Koekelberg")
    field.press("Enter")
    expect(page.locator("main ol.results h2").first).to_contain_text("Koekelberg")
    expect(page).to_have_url(at_desk.origin + f"{SEARCH_PAGE[language]}?q=Koekelberg")


@in_both_languages
def test_a_search_begins_on_the_front_page(reader: Visit, language: Language) -> None:
    page = reader.open(f"{language}/")
    field = page.get_by_role("search").get_by_role("searchbox").locator("visible=true")
    field.fill("jette")
    field.press("Enter")
    expect(page.locator("main ol.results h2").first).to_contain_text("Jette")
    expect(page).to_have_url(reader.origin + f"{SEARCH_PAGE[language]}?q=jette")


# --- results -----------------------------------------------------------------------------------


@in_both_languages
def test_results_are_narrowed_and_the_address_can_be_sent(
    site: Built, reader: Visit, browser: Browser, language: Language
) -> None:
    said = search_words(language)
    query = {"fr": "prévention", "nl": "preventie"}[language]
    page = reader.open(SEARCH_PAGE[language])
    search(page, query)
    status = page.locator("main [role=status]")
    everything = number_in(status)
    page.get_by_text(said["narrow"], exact=True).click()
    activities = re.compile(rf"^{label(site, language, 'activity.many')} \(")
    page.get_by_role("checkbox", name=activities).check()
    expect(status).not_to_contain_text(re.compile(rf"^{everything} "))
    some = number_in(status)
    assert 0 < some < everything
    page.get_by_label(said["measure"], exact=True).select_option("2.2")
    expect(status).not_to_contain_text(re.compile(rf"^{some} "))
    few = number_in(status)
    assert 0 < few < some
    found = result_addresses(page, reader)
    kind = f"/{label(site, language, 'address.activity')}/"
    assert all(kind in address for address in found)
    shown = text_of(page.locator("main ol.results"))

    with visit(browser, reader.origin) as friend:
        sent = friend.open(reader.at(page))
        expect(sent.locator("main [role=status]")).to_have_text(status.inner_text())
        assert result_addresses(sent, friend) == found
        assert text_of(sent.locator("main ol.results")) == shown
        assert sent.get_by_role("checkbox", name=activities).is_checked()

    page.go_back()
    expect(status).to_contain_text(f"{some} ")
    page.go_back()
    expect(status).to_contain_text(f"{everything} ")


def number_in(part: Locator) -> int:
    """The number that a sentence begins with."""
    match = re.match(r"\d+", part.inner_text())
    assert match
    return int(match[0])


def test_more_results_are_shown_on_demand(reader: Visit) -> None:
    page = reader.open(SEARCH_PAGE["fr"])
    first = len(search(page, "2022"))
    page.locator("main ol.results ~ button:visible").first.click()
    expect(page.locator("main ol.results > li")).not_to_have_count(first)
    found = result_addresses(page, reader)
    assert len({*found}) == len(found) > first


@in_both_languages
def test_results_are_reached_and_opened_with_the_keyboard_alone(
    site: Built, reader: Visit, language: Language
) -> None:
    page = reader.open(SEARCH_PAGE[language])
    page.get_by_role("main").get_by_role("searchbox").focus()
    page.keyboard.type("Elsene")
    expect(page.locator("main ol.results h2").first).to_be_visible()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.locator("main ol.results > li h2 a:focus").count():
            break
    page.keyboard.press("Enter")
    record = site.dataset.get(Commune, "ixelles")
    page.wait_for_url(reader.origin + site.address(record, language))


# --- what the page says ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "query", "term"),
    [("fr", "LIVC", "CSIL"), ("nl", "CSIL", "LIVC"), ("fr", "subside", "subvention")],
)
def test_a_page_says_which_word_it_uses_instead(
    reader: Visit, language: Language, query: str, term: str
) -> None:
    page = reader.open(SEARCH_PAGE[language])
    search(page, query)
    sentence = search_words(language)["synonym"].format(typed=query, term=term)
    expect(page.locator("#found").get_by_text(sentence)).to_be_visible()
    href = page.locator("main ol.results a").first.get_attribute("href") or ""
    assert "/#" in href
    page.locator("main ol.results a").first.click()
    expect(page.locator(":target")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("language", "query", "suggested"),
    [("fr", "formtion", "formation"), ("nl", "polarsering", "polarisering")],
)
def test_a_suggestion_is_followed(
    reader: Visit, language: Language, query: str, suggested: str
) -> None:
    page = reader.open(SEARCH_PAGE[language])
    search(page, query)
    page.locator(".suggestion").get_by_role("link", name=suggested).click()
    expect(page).to_have_url(re.compile(rf"\?q={suggested}$"))
    expect(page.locator("main ol.results > li").first).to_be_visible()


@in_both_languages
def test_if_nothing_is_found_the_page_says_what_the_site_covers(
    site: Built, reader: Visit, language: Language
) -> None:
    page = reader.open(SEARCH_PAGE[language])
    search(page, {"fr": "piscine", "nl": "zwembad"}[language])
    expect(page.locator("main ol.results > li")).to_have_count(0)
    assert search_words(language)["help"] in page.locator("main").inner_text()
    covers = page.locator("#covers")
    expect(covers).to_be_visible()
    covers.get_by_role("link").click()
    expect(page).to_have_url(reader.origin + site.pages["gaps"].address[language])
    page = reader.open(SEARCH_PAGE[language])
    search(page, "PREFER")
    expect(page.locator("main ol.results > li").first).to_be_visible()
    expect(page.locator("#covers")).to_be_hidden()
