"""Pages in Chromium, on a phone and on a desk: none is too wide, and axe-core finds nothing in light and dark.

A few pages show everything that pages can show (`sample.py`). axe-core judges structure and colours on
those; widths, charts, requests and scripts are also looked at on the fullest pages of each kind.
`test_html.py` and `test_site.py` read the HTML of all pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import (
    DESKTOP,
    HEIGHT,
    PHONE,
    SCHEMES,
    check,
    check_colours,
    overflow,
    visit,
)
from tests.support.built import Built
from tests.support.server import serve
from tests.theme.sample import Feature, covering, fullest

NARROW = 320  # pixels; also what 1280 pixels leave at 400 %

# Only colours differ between the schemes: each width is judged completely in one of them.
WHOLE = {PHONE: "light", DESKTOP: "dark"}


class Findings(NamedTuple):
    """What is wrong with a page: by axe-core, in its width, its charts, its requests, its scripts."""

    address: str
    axe: list[str]
    wide: list[str]
    covered: list[str]
    foreign: list[str]
    errors: list[str]


def inspect(
    browser: Browser, origin: str, addresses: list[str], judged: set[str]
) -> Iterator[Findings]:
    """Open each page once and look at it in every way; axe-core judges only pages in `judged`."""
    with visit(browser, origin, has_touch=False) as reader:
        page = reader.open()
        for address in addresses:
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
                if address in judged and width in WHOLE:
                    axe += violations(page, width)
            yield Findings(address, axe, wide, covered, [*reader.foreign], [*reader.errors])


def violations(page: Page, width: int) -> Iterator[str]:
    """What axe-core finds in light and dark: everything in one of the two, colours in the other."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for finding in check(page) if scheme == WHOLE[width] else check_colours(page):
            yield f"{width} px, {scheme}: {finding}"


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
def findings(browser: Browser, site: Built, origin: str, toy_built: Built) -> list[Findings]:
    seen: set[Feature] = set()
    judged = covering(site, seen)
    found = [*inspect(browser, origin, sorted({*judged, *fullest(site)}), {*judged})]
    with serve(toy_built.folder) as toy:
        others = covering(toy_built, seen)
        found += inspect(browser, toy, others, {*others})
    return found


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
