"""Takes pictures of each kind of page in site/, for reviewers of the design: `make shots`.

It pictures whole pages: on a phone and at a desk, light and dark, in both languages. Then it pictures
once: what opens, the narrowest screen, forced colours and paper. The pictures are in shots/.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from generator import REPOSITORY
from generator.records import LANGUAGES
from tests.support.browser import DESKTOP, PHONE, SCHEMES, chromium, visit
from tests.support.built import Built, counterpart
from tests.support.servers import serve

SHOTS = REPOSITORY / "shots"

# Pages that show more than other pages of their kind.
SPECIAL = {
    "root": "",
    "not-found": "404.html",
    "measure": "fr/mesures/2021-2024/m2-1/",
    "measure-untitled": "fr/mesures/2021-2024/m2-6/",
    "commune": "fr/communes/koekelberg/",
    "commune-unexplained": "fr/communes/forest/",
    "commune-blank": "fr/communes/schaerbeek/",
    "commune-no-activity": "fr/communes/etterbeek/",
    "association": "fr/associations/prefer/",
    "search": "fr/recherche/?q=prefer",
    "search-none": "fr/recherche/?q=xylophone",
    "projects-filtered": "fr/projets/2022/?measure=2.1&sort=-amount",
}


def main() -> None:
    """Take all pictures."""
    site = Built.of_repository(REPOSITORY)
    kinds = {kind: a for kind, a in site.kinds.items() if kind != "recherche"} | SPECIAL
    shutil.rmtree(SHOTS, ignore_errors=True)
    SHOTS.mkdir()
    with (
        serve(site.folder) as origin,
        sync_playwright() as playwright,
        chromium(playwright) as browser,
    ):
        for scheme in SCHEMES:
            for width in (PHONE, DESKTOP):
                with visit(browser, origin, width, color_scheme=scheme) as reader:
                    for kind, address in kinds.items():
                        languages = LANGUAGES if address[:2] == "fr" else ("both",)
                        for language in languages:
                            page = reader.open(counterpart(site, address, language))
                            shoot(page, f"{kind}-{language}-{width}-{scheme}")
                            page.close()
        shoot_states(browser, origin, site)


def shoot(page: Page, name: str, whole: bool = True) -> None:
    """Take a picture when everything is loaded."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=SHOTS / f"{name}.png", full_page=whole)


def shoot_states(browser: Browser, origin: str, site: Built) -> None:
    """What opens, the narrowest screen, forced colours, paper."""
    opened: dict[str, Callable[[Page], None]] = {
        "menu": lambda page: page.locator("header button.menu").click(),
        "term": lambda page: page.locator("main button.term").first.click(),
        "finder": lambda page: page.locator(".finder-tools input").first.fill("107"),
        "focus": lambda page: page.locator("svg.map a").first.focus(),
        "skip": lambda page: page.keyboard.press("Tab"),
    }
    with visit(browser, origin) as reader:
        for state, opening in opened.items():
            page = reader.open("fr/")
            opening(page)
            shoot(page, f"open-{state}", whole=False)
    ways: tuple[tuple[str, int, dict[str, Any]], ...] = (
        ("narrowest", 320, {}),
        ("forced-colours", PHONE, {"forced_colors": "active"}),
        ("without-scripts", PHONE, {"java_script_enabled": False}),
    )
    for name, width, options in ways:
        with visit(browser, origin, width, **options) as reader:
            for kind in ("home", "communes", "measure", "projects"):
                shoot(reader.open(site.kinds[kind]), f"{name}-{kind}")
    with visit(browser, origin) as reader:
        for kind in ("measure", "commune", "projects"):
            reader.open(site.kinds[kind]).pdf(path=SHOTS / f"paper-{kind}.pdf")


if __name__ == "__main__":
    main()
