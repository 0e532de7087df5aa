"""Every page in Chromium: axe-core in light and dark, on a phone and on a desk; no page is too wide."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.browser import (
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
from tests.built import Built

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


def inspect(origin: str, addresses: list[str]) -> list[Findings]:
    """Open each page once, in a browser of this process's own, and look at it in every way."""
    with (
        sync_playwright() as playwright,
        chromium(playwright) as browser,
        visit(browser, origin, has_touch=False) as reader,
    ):
        page = reader.open()
        found = []
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
                if width in WHOLE:
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


@pytest.fixture(scope="module")
def findings(site: Built, origin: str) -> list[Findings]:
    addresses = list(site.html)
    shares = [addresses[number::PROCESSES] for number in range(PROCESSES)]
    # Fresh processes: Playwright's event loop does not outlive a fork.
    with ProcessPoolExecutor(PROCESSES, multiprocessing.get_context("spawn")) as pool:
        found = [f for part in pool.map(inspect, [origin] * PROCESSES, shares) for f in part]
    assert {f.address for f in found} == set(site.html)
    return found


def told(findings: list[Findings], kind: str) -> str:
    """The findings of a kind, a page a line."""
    found = [(f.address, finding) for f in findings for finding in getattr(f, kind)]
    return "\n".join(f"/{address}: {finding}" for address, finding in found)


def test_axe_finds_nothing_on_any_page(findings: list[Findings]) -> None:
    assert not told(findings, "axe")


def test_no_page_scrolls_sideways(findings: list[Findings]) -> None:
    assert not told(findings, "wide")


def test_no_label_of_a_chart_covers_another(findings: list[Findings]) -> None:
    assert not told(findings, "covered")


def test_no_page_asks_another_host_for_anything(findings: list[Findings]) -> None:
    assert not told(findings, "foreign")


def test_no_page_has_a_script_that_fails(findings: list[Findings]) -> None:
    assert not told(findings, "errors")
