"""What a visit costs and leaves behind: bytes, movements, stored data."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from generator.records import Commune, Language, Measure
from tests.support.browser import DESKTOP, PHONE, Load, Visit, visit
from tests.support.built import Built, other
from tests.theme.interface import (
    SEARCH_PAGE,
    THEME,
    in_both_languages,
    label,
    projects_page,
    search,
)

# --- what stays in the reader's browser --------------------------------------------------------


STORED = """async () => ({
  local: { ...localStorage },
  session: { ...sessionStorage },
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""


@in_both_languages
def test_light_and_dark_follow_the_system_until_the_reader_chooses(
    site: Built, newcomer: Visit, language: Language
) -> None:
    page = newcomer.open(f"{language}/")

    def background() -> str:
        colour: str = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
        return colour

    page.emulate_media(color_scheme="light")
    light = background()
    page.emulate_media(color_scheme="dark")
    dark = background()
    assert light != dark
    page.emulate_media(color_scheme="light")

    switch = page.get_by_role("button", name=THEME["dark"][language])
    assert switch.get_attribute("aria-pressed") == "false"
    switch.click()
    assert background() == dark
    page.reload()
    assert background() == dark
    assert switch.get_attribute("aria-pressed") == "true"
    page.goto(newcomer.origin + site.address(site.dataset.all(Measure)[0], other(language)))
    assert background() == dark
    assert page.evaluate(STORED)["local"] == {"scheme": "dark"}
    page.get_by_role("button", name=THEME["dark"][other(language)]).click()
    assert background() == light
    page.reload()
    assert background() == light
    assert page.evaluate(STORED)["local"] == {}


def test_nothing_is_stored_by_reading_searching_and_filtering(
    site: Built, newcomer: Visit, toy_built: Built, toy_reader: Visit
) -> None:
    nothing = {"local": {}, "session": {}, "databases": 0, "caches": 0, "workers": 0}
    page = toy_reader.open()
    for address in toy_built.kinds.values():
        page.goto(toy_reader.origin + address)
    assert page.evaluate(STORED) == nothing
    page = newcomer.open(SEARCH_PAGE["fr"])
    search(page, "prévention")
    page.goto(f"{newcomer.origin}{site.address(projects_page(site), 'fr')}?measure=2.1")
    page.goto(f"{newcomer.origin}fr/")
    page.get_by_label(label(site, "fr", "finder.commune.label")).fill("1070")
    assert page.evaluate(STORED) == nothing
    assert newcomer.context.cookies() == []


# --- weight ------------------------------------------------------------------------------------


@in_both_languages
def test_a_first_view_and_a_second_page_are_light_and_do_not_move(
    site: Built, newcomer: Visit, language: Language
) -> None:
    load = Load(newcomer)
    first = site.dataset.get(Measure, "2021-2024-m2-1")
    second = site.dataset.get(Commune, "koekelberg")
    for record, size, requests in ((first, 150_000, 12), (second, 20_000, 12)):
        load.open(site.address(record, language))
        assert load.transferred <= size
        assert load.requests <= requests
        assert load.shift == 0


@in_both_languages
@pytest.mark.parametrize("width", [PHONE, DESKTOP])  # at a desk the filters are open, with counts
def test_the_search_index_is_loaded_on_demand_and_is_light(
    browser: Browser, origin: str, language: Language, width: int
) -> None:
    with visit(browser, origin, width) as reader:
        assert_light(reader, language)


def assert_light(reader: Visit, language: Language) -> None:
    page = reader.context.new_page()
    loaded: list[tuple[str, int]] = []
    page.on(
        "requestfinished",
        lambda request: loaded.append((request.url, request.sizes()["responseBodySize"])),
    )
    page.goto(reader.origin + SEARCH_PAGE[language])
    page.get_by_role("main").get_by_role("searchbox").focus()
    page.wait_for_load_state("networkidle")
    assert not [url for url, _ in loaded if "/pagefind/" in url]
    search(page, {"fr": "prévention", "nl": "preventie"}[language])
    page.wait_for_load_state("networkidle")
    engine = re.compile(r"/pagefind/\w\w/(pagefind[\w-]*\.js|wasm\.)")
    data = [size for url, size in loaded if "/pagefind/" in url and not engine.search(url)]
    assert data
    assert sum(data) <= 100_000
