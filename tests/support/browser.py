"""Debian's Chromium with axe-core. It reaches only this machine, no other host."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request

from generator import REPOSITORY

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",  # tests run as root
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")

PHONE, DESKTOP = 360, 1280
HEIGHT = {PHONE: 740, DESKTOP: 800}

AXE = REPOSITORY / "node_modules" / "axe-core" / "axe.min.js"

# WCAG 2.2 AA and the best practices of axe-core. Target size is off by default.
EVERYTHING = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}

CHECK = """async (options) => {
  const { violations } = await axe.run(document, { ...options, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`));
}"""


@contextmanager
def chromium(playwright: Playwright, *arguments: str) -> Iterator[Browser]:
    """A browser, without a window."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *arguments])
    try:
        yield browser
    finally:
        browser.close()


@dataclass
class Visit:
    """A reader with an empty browser, and what goes wrong in it."""

    context: BrowserContext
    origin: str
    foreign: list[str] = field(default_factory=list)
    """Addresses on other hosts that pages request."""
    errors: list[str] = field(default_factory=list)
    """Errors in scripts."""
    tab: Page | None = None
    """The tab in which every page opens: a new one takes as long as five pages."""

    def open(self, address: str = "") -> Page:
        """A page of the site, in a new tab if the reader has none."""
        page = self.tab or self.context.new_page()
        page.goto(self.origin + address)
        return page

    def at(self, page: Page) -> str:
        """The address of a tab below the root, with its query."""
        assert page.url.startswith(self.origin)
        return page.url.removeprefix(self.origin)


@contextmanager
def visit(browser: Browser, origin: str, width: int = PHONE, **options: Any) -> Iterator[Visit]:
    """A fresh reader with a screen of a width; `options` are those of Browser.new_context."""
    options = {
        "viewport": {"width": width, "height": HEIGHT.get(width, 740)},
        "has_touch": width == PHONE,
        "reduced_motion": "reduce",
        "locale": "en",  # the site must not depend on it
        **options,
    }
    context = browser.new_context(**options)
    visit = Visit(context, origin)

    def note(request: Request) -> None:
        if not request.url.startswith((origin, "data:", "blob:")):
            visit.foreign.append(request.url)

    # These requests get no answer: see ARGUMENTS. A route that aborts them would disable the cache.
    context.on("request", note)
    context.on("weberror", lambda error: visit.errors.append(str(error.error)))
    try:
        yield visit
    finally:
        context.close()


def check(page: Page, options: Mapping[str, Any] = EVERYTHING) -> list[str]:
    """What axe-core finds on a page in its present state."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(CHECK, options)
    return found


def check_colours(page: Page) -> list[str]:
    """What axe-core finds in colours."""
    return check(page, COLOURS)


def overflow(page: Page) -> int:
    """By how many pixels a page can be scrolled sideways."""
    pixels: int = page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return pixels


class Load:
    """A tab that counts the bytes of each page; files that it loaded before stay in its cache."""

    def __init__(self, reader: Visit) -> None:
        self._reader = reader
        self._page = reader.context.new_page()
        self._page.add_init_script(
            """window.shift = 0;
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) shift += entry.hadRecentInput ? 0 : entry.value;
            }).observe({ type: "layout-shift", buffered: true });"""
        )
        self._sizes: list[int] = []
        network = reader.context.new_cdp_session(self._page)
        network.send("Network.enable")
        network.on("Network.loadingFinished", lambda e: self._sizes.append(e["encodedDataLength"]))

    def open(self, address: str) -> None:
        """Open a page and wait until everything is loaded."""
        self._sizes.clear()
        self._page.goto(self._reader.origin + address, wait_until="networkidle")

    @property
    def transferred(self) -> int:
        """Bytes transferred for the page, with headers, without files from the cache."""
        return int(sum(self._sizes))

    @property
    def requests(self) -> int:
        """Answers transferred for the page."""
        return sum(1 for size in self._sizes if size)

    @property
    def shift(self) -> float:
        """How much the content of the page moved while it loaded (cumulative layout shift)."""
        shift: float = self._page.evaluate("() => shift")
        return shift
