"""Pages in Chromium, on a phone and on a desk: none is too wide, and axe-core finds nothing in light and dark.

A few pages show everything that pages can show (`sample.py`). axe-core judges these: structure and
colours on a phone, colours in the dark at a desk, and on one page of each kind everything at a desk.
Widths, charts, requests and scripts are also looked at on the fullest pages of each kind.
`test_html.py` and `test_site.py` read the HTML of all pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, expect

from generator.records import Language
from tests.support.browser import (
    DESKTOP,
    HEIGHT,
    PHONE,
    Scheme,
    check,
    check_colours,
    overflow,
    visit,
)
from tests.support.built import Built
from tests.theme.interface import (
    SEARCH_PAGE,
    THEME,
    label,
    projects_page,
    search,
    search_words,
    tools,
)
from tests.theme.sample import Feature, covering, fullest

NARROW = 320  # pixels; also what 1280 pixels leave at 400 %

SCHEME: Mapping[int, Scheme] = {PHONE: "light", DESKTOP: "dark"}


class Findings(NamedTuple):
    """What is wrong with a page: by axe-core, in its width, its charts, its requests, its scripts."""

    address: str
    axe: list[str]
    wide: list[str]
    covered: list[str]
    foreign: list[str]
    errors: list[str]


def inspect(
    browser: Browser, origin: str, addresses: Iterable[str], judged: set[str], at_desk: set[str]
) -> Iterator[Findings]:
    """Open each page once and look at it in every way.

    axe-core judges only the pages in `judged`; those in `at_desk` completely at a desk too.
    """
    with visit(browser, origin, has_touch=False) as reader:
        page = reader.open()
        for address in sorted(addresses):
            reader.foreign.clear()
            reader.errors.clear()
            page.goto(origin + address)
            axe: list[str] = []
            wide: list[str] = []
            covered: list[str] = []
            for width in (NARROW, PHONE, 2 * NARROW, DESKTOP):
                page.set_viewport_size({"width": width, "height": HEIGHT.get(width, 740)})
                wide += [f"{width} px: {over} px too wide"] if (over := overflow(page)) else []
                covered += [f"{width} px: {text}" for text in page.evaluate(COVERED)]
                if address in judged and width in SCHEME:
                    page.emulate_media(color_scheme=SCHEME[width])
                    complete = width == PHONE or address in at_desk
                    found = check(page) if complete else check_colours(page)
                    axe += [f"{width} px, {SCHEME[width]}: {finding}" for finding in found]
            yield Findings(address, axe, wide, covered, [*reader.foreign], [*reader.errors])


# Labels of a chart that cover one another or leave the screen. Those of a map have their own tile.
COVERED = """() => {
  const labels = [...document.querySelectorAll("main svg text")].filter(({ textContent }) => textContent.trim());
  const boxes = labels.map((label) => label.getBoundingClientRect());
  const covers = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return labels.filter((label, here) => boxes[here].right > innerWidth || boxes[here].left < 0
    || boxes.some((box, there) => there < here && covers(boxes[here], box)
      && labels[there].closest("svg") === label.closest("svg") && !label.closest("a")))
    .map(({ textContent }) => textContent);
}"""


@pytest.fixture(scope="module")
def findings(
    browser: Browser, site: Built, origin: str, toy_built: Built, toy_origin: str
) -> list[Findings]:
    seen: set[Feature] = set()
    judged, kinds = {*covering(site, seen)}, {*site.kinds.values()}
    found = [*inspect(browser, origin, judged | kinds | fullest(site), judged | kinds, kinds)]
    others = {*covering(toy_built, seen)}
    return [*found, *inspect(browser, toy_origin, others, others, others)]


def report(findings: list[Findings], kind: str) -> str:
    """The findings of a kind, one per line, each with its page."""
    found = [(f.address, finding) for f in findings for finding in getattr(f, kind)]
    return "\n".join(f"/{address}: {finding}" for address, finding in found)


def test_axe_finds_nothing_in_any_part_of_a_page(findings: list[Findings]) -> None:
    assert not report(findings, "axe")


def test_no_page_scrolls_sideways(findings: list[Findings]) -> None:
    assert not report(findings, "wide")


def test_no_label_of_a_chart_covers_another(findings: list[Findings]) -> None:
    assert not report(findings, "covered")


def test_no_page_asks_another_host_for_anything(findings: list[Findings]) -> None:
    assert not report(findings, "foreign")


def test_no_page_has_a_script_that_fails(findings: list[Findings]) -> None:
    assert not report(findings, "errors")


# --- states that no page shows at first ----------------------------------------------------------


@pytest.mark.parametrize(("language", "width"), [("fr", PHONE), ("nl", DESKTOP)])
def test_axe_finds_nothing_in_what_opens(
    site: Built, browser: Browser, origin: str, language: Language, width: int
) -> None:
    with visit(browser, origin, width, color_scheme=SCHEME[width]) as reader:
        page = reader.open(SEARCH_PAGE[language])
        search(page, {"fr": "prévention", "nl": "preventie"}[language])
        if not page.get_by_role("checkbox").first.is_visible():
            page.get_by_text(search_words(language)["narrow"], exact=True).click()
        expect(page.get_by_role("checkbox").first).to_be_visible()
        assert check(page) == [], "search results"

        page.goto(f"{origin}{site.address(projects_page(site), language)}?measure=2.1")
        expect(tools(page).get_by_role("combobox").first).to_be_visible()
        assert check(page) == [], "filtered table"

        page.goto(f"{origin}{language}/")
        page.get_by_label(label(site, language, "finder.commune.label")).fill("1070")
        page.locator("button.term").first.click()
        expect(page.locator("[popover]:popover-open")).to_be_visible()
        assert check(page) == [], "finder and term"
        page.keyboard.press("Escape")

        page.get_by_role("button", name=THEME["menu"][language], exact=True).click()
        assert check(page) == [], "menu"
