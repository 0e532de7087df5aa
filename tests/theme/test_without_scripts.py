"""Without scripts, pages show the same words and complete tables."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from generator.records import Activity, Association, Commune, Language, Record
from tests.support.browser import Visit, visit
from tests.support.built import Built
from tests.theme.interface import (
    SEARCH_PAGE,
    THEME,
    in_both_languages,
    projects,
    projects_page,
    rows,
    text_of,
)


def test_every_kind_of_page_reads_the_same_without_scripts(
    toy_built: Built, toy_reader: Visit, browser: Browser
) -> None:
    with visit(browser, toy_reader.origin, java_script_enabled=False) as without_scripts:
        without_scripts.tab = without_scripts.context.new_page()
        for kind, address in toy_built.kinds.items():
            text = text_of(without_scripts.open(address).get_by_role("main"))
            with_scripts = text_of(toy_reader.open(address).get_by_role("main"))
            missing = {word for word in with_scripts.split() if word not in text}
            # Only scripts show fields to search, sort and filter.
            if kind not in ("home", "projects", "activities", "recherche"):
                assert not missing, f"{address}: {missing}"
            assert len(text) > 100, address


@in_both_languages
def test_tables_are_complete_without_scripts(
    site: Built, without_scripts: Visit, language: Language
) -> None:
    page = without_scripts.open(site.address(projects_page(site), language))
    assert len(rows(page)) == len(projects(site))
    page = without_scripts.open(site.pages["activities-2022"].address[language])
    assert len(rows(page)) == len(site.dataset.all(Activity))


@in_both_languages
def test_lists_of_the_front_page_are_complete_without_scripts(
    site: Built, without_scripts: Visit, language: Language
) -> None:
    page = without_scripts.open(f"{language}/")
    listed: tuple[type[Record], ...] = (Commune, Association)
    for number, kind in enumerate(listed):
        links = page.locator("ul.finder").nth(number).get_by_role("link")
        expect(links).to_have_count(len(site.dataset.all(kind)))
        expect(links.first).to_be_visible()
    expect(page.locator(".finder-tools")).to_have_count(0)


@in_both_languages
def test_search_says_that_it_needs_scripts_and_leads_to_lists(
    site: Built, without_scripts: Visit, language: Language
) -> None:
    page = without_scripts.open(f"{SEARCH_PAGE[language]}?q=jette")
    needed = page.locator("main noscript")  # Playwright does not look for text in it
    expect(needed.locator("p")).to_be_visible()
    assert "JavaScript" in text_of(needed)
    for key in ("communes", "measures", "associations", "projects-2022", "activities-2022"):
        end = site.pages[key].address[language].removeprefix(f"{language}/")
        expect(page.locator(f"main a[href$='{end}']")).to_be_visible()


@in_both_languages
def test_menu_and_explanations_open_without_scripts(
    without_scripts: Visit, language: Language
) -> None:
    page = without_scripts.open(f"{language}/")
    page.get_by_role("button", name=THEME["menu"][language], exact=True).click()
    menu = page.get_by_role("navigation", name=THEME["menu_label"][language])
    expect(menu).to_be_visible()
    menu.get_by_role("button", name=THEME["close"][language]).click()
    expect(menu).to_be_hidden()
    page.locator("main button.term").first.click()
    expect(page.locator("main [popover]:popover-open").first).to_be_visible()
    # A button that would do nothing is not shown.
    expect(page.get_by_role("button", name=THEME["dark"][language])).to_have_count(0)
