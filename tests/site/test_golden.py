"""One page of each kind in both languages, byte for byte: golden/<language>/<kind>.html.

What all pages have alike (most of the front matter, the foot of a record's page) is in one of them
only. After a change of wording or layout that was meant: `pytest --update-golden`, then read the diff.
"""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from generator.records import LANGUAGES, Language
from generator.rules.catalogue import catalogue
from generator.site.pages import PAGES
from generator.site.renderer import Renderer
from generator.site.site import Site
from generator.site.views import rule

GOLDEN = Path(__file__).parent / "golden"
NAMES = [view.name for view in PAGES]

WHOLE = "project"
"""The kind of page that is shown whole."""

SHOWN = {
    "theme": "themes/2021-2024-t2",
    "commune": "communes/ixelles",
    "source": "sources/question-7",
    "redirect": "redirects/ketjes-danse",
    "rule": "rules/not-in-source",
}
"""The page of a kind that shows most, if it is not the first."""

OWN = ("title", "nav_title", "description", "address", "section", "search", "redirect")
"""The fields of front matter whose values are the page's own."""


def golden(page: str, name: str) -> str:
    """The part of a page that is its kind's own, without empty lines."""
    _, head, body = page.split("---\n", 2)
    if name != WHOLE:
        head = "".join(f"{line}\n" for line in head.splitlines() if line.partition(":")[0] in OWN)
        body = re.sub(r'<footer class="record-foot">.*</footer>\n', "", body, flags=re.DOTALL)
    return re.sub(r"\n\n+", "\n", f"---\n{head}---\n{body}")


def shown(name: str, language: Language, site: Site) -> str:
    """The page of a kind that shows most."""
    first = next(page for page in site.pages.values() if page.view.name == name)
    return Renderer(site, language).render(site.pages[SHOWN.get(name, first.key)])


@pytest.mark.parametrize(("language", "name"), [*product(LANGUAGES, NAMES)])
def test_page_is_as_it_was(
    language: Language,
    name: str,
    toy_site: Site,
    update_golden: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A list of two rules: a new rule changes no golden page.
    two = [next(r for r in catalogue() if r.severity == s) for s in ("error", "warning")]
    monkeypatch.setattr(rule, "catalogue", lambda: two)
    page = golden(shown(name, language, toy_site), name).encode()
    file = GOLDEN / language / f"{name}.html"

    if update_golden:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(page)

    assert file.exists(), "run pytest --update-golden"
    assert page == file.read_bytes()


def test_no_golden_page_is_left_over() -> None:
    files = {file.relative_to(GOLDEN).as_posix() for file in GOLDEN.rglob("*.*")}

    assert files == {f"{language}/{name}.html" for language, name in product(LANGUAGES, NAMES)}
