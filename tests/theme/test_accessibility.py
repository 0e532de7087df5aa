"""Pages in Chromium, on a phone and on a desk: none is too wide, and axe-core finds nothing in light and dark.

Width, charts, requests and scripts depend on a page's words: every page is opened. axe-core takes a second
a page and judges structure and colours, which most pages share: it sees the fewest pages that have, between
them, every element of the real site and of the toy's in every place where it occurs. `test_html.py` reads
the HTML of all pages.
"""

from __future__ import annotations

import multiprocessing
import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple

import lxml.html
import pytest
from playwright.sync_api import Page, sync_playwright

from tests.support.browser import (
    DESKTOP,
    HEIGHT,
    PHONE,
    SCHEMES,
    check,
    check_colours,
    chromium,
    overflow,
    visit,
)
from tests.support.built import Built
from tests.support.server import serve

PROCESSES = 2
NARROW = 320  # pixels; also what 1280 pixels leave at 400 %

# Colours are all that a scheme changes: each width is judged whole in one of them.
WHOLE = {PHONE: "light", DESKTOP: "dark"}


class Findings(NamedTuple):
    """What is wrong with a page: by axe-core, in its width, its charts, its requests, its scripts."""

    address: str
    axe: list[str]
    wide: list[str]
    covered: list[str]
    foreign: list[str]
    errors: list[str]


class Visits(NamedTuple):
    """Pages for one process to open: where they are served, and which of them axe-core judges."""

    origin: str
    addresses: list[str]
    judged: set[str]


def inspect(visits: Visits) -> list[Findings]:
    """Open each page once, in a browser of this process's own, and look at it in every way."""
    with (
        sync_playwright() as playwright,
        chromium(playwright) as browser,
        visit(browser, visits.origin, has_touch=False) as reader,
    ):
        page = reader.open()
        found = []
        for address in visits.addresses:
            reader.foreign.clear()
            reader.errors.clear()
            page.goto(visits.origin + address)
            axe: list[str] = []
            wide: list[str] = []
            covered: list[str] = []
            for width in (NARROW, PHONE, 2 * NARROW, DESKTOP):
                page.set_viewport_size({"width": width, "height": HEIGHT.get(width, 740)})
                wide += [f"{width} px: {over} px too wide"] if (over := overflow(page)) else []
                covered += [f"{width} px: {text}" for text in page.evaluate(COVERED)]
                if address in visits.judged and width in WHOLE:
                    axe += violations(page, width)
            found.append(Findings(address, axe, wide, covered, [*reader.foreign], [*reader.errors]))
    return found


def violations(page: Page, width: int) -> Iterator[str]:
    """What axe-core finds in light and dark: everything in one of the two, colours in the other."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for finding in check(page) if scheme == WHOLE[width] else check_colours(page):
            yield f"{width} px, {scheme}: {finding}"


# Labels of a chart that stand on one another or outside the screen. Those of a map have their own tile.
COVERED = """() => {
  const labels = [...document.querySelectorAll("main svg text")].filter(({ textContent }) => textContent.trim());
  const boxes = labels.map((label) => label.getBoundingClientRect());
  const covers = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return labels.filter((label, here) => boxes[here].right > innerWidth || boxes[here].left < 0
    || boxes.some((box, there) => there < here && covers(boxes[here], box)
      && labels[there].closest("svg") === label.closest("svg") && !label.closest("a")))
    .map(({ textContent }) => textContent);
}"""


Feature = tuple[object, ...]


def features(html: lxml.html.HtmlElement) -> set[Feature]:
    """What axe-core can judge of a page: each element's place and attributes, the order of headings."""
    found: set[Feature] = set()
    places: dict[lxml.html.HtmlElement, Feature] = {}
    heading = ""
    for element in html.iter("*"):
        classes = sorted((element.get("class") or "").split())
        place = (*places.get(element.getparent(), ()), element.tag, *classes)
        places[element] = place
        values = [element.get(name) for name in ("lang", "role", "type")]
        found.add((place, *sorted(element.keys()), *values))
        if re.fullmatch("h[1-6]", element.tag):
            found.add((heading, element.tag))
            heading = element.tag
    return found


def telling(site: Built, seen: set[Feature]) -> set[str]:
    """Few pages that have, between them, each feature and kind of page of a site; those in `seen` aside.

    What they have goes into `seen`. Redirects are left out: a browser does not stay there.
    """
    pages = {a: features(html) for a, html in site.html.items() if a not in site.redirects}
    for page in site.pages.values():
        for language, address in page.address.items():
            if address in pages:
                pages[address].add((language, page.template))
    chosen: set[str] = set()
    while True:
        address = max(pages, key=lambda address: (len(pages[address] - seen), address))
        if pages[address] <= seen:
            return chosen
        chosen.add(address)
        seen |= pages[address]


@pytest.fixture(scope="module")
def findings(site: Built, origin: str, toy_built: Built) -> list[Findings]:
    seen: set[Feature] = set()
    judged, addresses = telling(site, seen), [a for a in site.html if a not in site.redirects]
    visits = [Visits(origin, addresses[n::PROCESSES], judged) for n in range(PROCESSES)]
    with serve(toy_built.folder) as toy:
        others = telling(toy_built, seen)
        visits.append(Visits(toy, sorted(others), others))
        # Fresh processes: Playwright's event loop does not outlive a fork.
        with ProcessPoolExecutor(PROCESSES, multiprocessing.get_context("spawn")) as pool:
            found = [f for part in pool.map(inspect, visits) for f in part]
    assert len(found) == len(addresses) + len(others)
    return found


def told(findings: list[Findings], kind: str) -> str:
    """The findings of a kind, a page a line."""
    found = [(f.address, finding) for f in findings for finding in getattr(f, kind)]
    return "\n".join(f"/{address}: {finding}" for address, finding in found)


def test_axe_finds_nothing_in_any_part_of_a_page(findings: list[Findings]) -> None:
    assert not told(findings, "axe")


def test_no_page_scrolls_sideways(findings: list[Findings]) -> None:
    assert not told(findings, "wide")


def test_no_label_of_a_chart_covers_another(findings: list[Findings]) -> None:
    assert not told(findings, "covered")


def test_no_page_asks_another_host_for_anything(findings: list[Findings]) -> None:
    assert not told(findings, "foreign")


def test_no_page_has_a_script_that_fails(findings: list[Findings]) -> None:
    assert not told(findings, "errors")
