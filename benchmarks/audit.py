"""Compares the main pages with Material's default theme: scores of Lighthouse, bytes, requests.

`python -m benchmarks.audit` builds the site twice in a temporary folder: as it is, and with the same
data, pages and addresses in the default theme. tests/support/servers.py serves both, compressed as web
servers do. The figures go to benchmarks/audit.md. The audit fails if our pages do not reach GOALS.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import yaml
from playwright.sync_api import Browser, sync_playwright

from generator import REPOSITORY
from generator.records import LANGUAGES, Language
from tests.support import built
from tests.support.browser import CHROMIUM, Load, chromium, visit
from tests.support.servers import serve

REPORT = REPOSITORY / "benchmarks" / "audit.md"
LIGHTHOUSE = REPOSITORY / "node_modules" / ".bin" / "lighthouse"

# By the key of their page.
PAGES = {
    "home": "Home",
    "measures/2021-2024-m2-1": "A measure",
    "communes/koekelberg": "A commune",
    "projects-2022": "The projects table",
}
SECOND = "associations/prefer"  # another page

GOALS = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 95}
FIRST_VIEW = (150, 12)  # kB, requests
SECOND_PAGE = 20  # kB

OURS, DEFAULT = "this site", "default theme"


class Figures(NamedTuple):
    """The measurements of a page."""

    scores: Mapping[str, int]
    """Lighthouse's, of 100."""
    shift: float
    first: tuple[float, int]
    """kB and requests with an empty cache."""
    second: tuple[float, int]
    """kB and requests of another page afterwards."""
    remarks: list[str]
    """What costs points in a score of Lighthouse."""

    def failures(self) -> Iterator[str]:
        """Where a page of ours is below our goals."""
        for category, goal in GOALS.items():
            if self.scores[category] < goal:
                yield f"{category} {self.scores[category]} < {goal}: {'; '.join(self.remarks)}"
        if self.first[0] > FIRST_VIEW[0] or self.first[1] > FIRST_VIEW[1]:
            yield f"first view {self.first} > {FIRST_VIEW}"
        if self.second[0] > SECOND_PAGE:
            yield f"second page {self.second[0]} kB > {SECOND_PAGE}"
        if self.shift:
            yield f"layout shift {self.shift}"


def main() -> None:
    """Measure and write the report."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=3, help="runs of Lighthouse; the median counts")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        ours, default = root / "ours", root / "ours" / "default"
        ours.mkdir()
        # Served before they are built: pages contain the address of the server.
        with serve(ours / "site") as origin, serve(default) as default_origin:
            site = built.build(ours, site_url=origin)
            build_default(ours, default, default_origin)
            with sync_playwright() as playwright, chromium(playwright) as browser:
                figures = {
                    (language, key, theme): measure(browser, site, at, language, key, runs)
                    for language in LANGUAGES
                    for key in PAGES
                    for theme, at in ((OURS, origin), (DEFAULT, default_origin))
                }
                version = browser.version
    REPORT.write_text("\n".join(report(figures, version, runs)) + "\n", encoding="utf-8")
    failures = [
        f"/{language}/ {PAGES[key]}: {failure}"
        for (language, key, theme), measured in figures.items()
        if theme == OURS
        for failure in measured.failures()
    ]
    print(REPORT.read_text(encoding="utf-8"))
    if failures:
        sys.exit("\n".join(failures))


def build_default(root: Path, target: Path, origin: str) -> None:
    """Build the site with Material's default theme: only pages and addresses are ours.

    Its fonts are left out: they come from another host, which cannot be reached here.
    """
    settings = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
    for ours in ("extra_css", "extra_javascript", "watch"):
        settings.pop(ours, None)
    settings |= {
        "site_url": origin,
        "site_dir": str(target),
        "theme": {"name": "material", "language": "fr", "font": False},
        "hooks": [hook for hook in settings["hooks"] if hook.endswith("hooks.py")],
        "plugins": ["search", *settings["plugins"]],
    }
    scratch = root / "default.yml"
    scratch.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    built.run(sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(scratch))


def measure(
    browser: Browser, site: built.Built, origin: str, language: Language, key: str, runs: int
) -> Figures:
    """Measure a page and its scores."""
    address = site.pages[key].address[language]
    print(f"{origin}{address}", file=sys.stderr)
    with visit(browser, origin) as reader:
        load = Load(reader)
        load.open(address)
        first = (kilobytes(load), load.requests)
        load.open(site.pages[SECOND].address[language])
        second = (kilobytes(load), load.requests)
    judged = [judge(origin + address) for _ in range(runs)]
    scores = {
        category: round(100 * median(run["categories"][category]["score"] for run in judged))
        for category in GOALS
    }
    shift = median(run["audits"]["cumulative-layout-shift"]["numericValue"] for run in judged)
    return Figures(scores, round(shift, 3), first, second, list(remarks(judged[0])))


def kilobytes(load: Load) -> float:
    """The bytes transferred, in units of 1000."""
    return round(load.transferred / 1000, 1)


def judge(url: str) -> dict[str, Any]:
    """Lighthouse's report on a page, as on a medium phone on a slow network."""
    command = [str(LIGHTHOUSE), url, "--quiet", "--output=json", "--output-path=stdout"]
    command += [f"--only-categories={','.join(GOALS)}"]
    command += ["--chrome-flags=--headless=new --no-sandbox --disable-gpu --no-proxy-server"]
    environment = {**os.environ, "CHROME_PATH": CHROMIUM, "CI": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"lighthouse {url}:\n{done.stderr}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def remarks(report: Mapping[str, Any]) -> Iterator[str]:
    """The audits in which a page loses points."""
    for category in GOALS:
        for reference in report["categories"][category]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            score = audit["score"]
            if reference["weight"] and score is not None and score < 0.9:  # noqa: PLR2004  # green
                yield f"{audit['title']} {audit.get('displayValue', '')}".strip()


Measured = Mapping[tuple[Language, str, str], Figures]


def report(figures: Measured, version: str, runs: int) -> Iterator[str]:
    """The report, line by line."""
    lighthouse = json.loads((LIGHTHOUSE.parent.parent / "lighthouse/package.json").read_bytes())
    yield "# What a reader's browser loads, and what Lighthouse says about it"
    yield ""
    yield "Written by `make audit`: do not edit. This site is compared with the same data, pages and addresses"
    yield "in Material's default theme, with its search and without its fonts, which come from another host."
    yield "This machine serves both, compressed."
    yield ""
    counted = "one run" if runs == 1 else f"the median of {runs} runs"
    yield f"Lighthouse {lighthouse['version']}, Chromium {version}, {counted}: a medium phone"
    yield "on a slow network. Scores are of 100, in the order performance, accessibility, best practices, SEO."
    yield "*Moved* is cumulative layout shift."
    yield ""
    yield from table(
        ("Page", "", "scores", "moved", "default: scores", "moved"),
        (
            (
                PAGES[key],
                language,
                scores(figures[language, key, OURS]),
                f"{figures[language, key, OURS].shift:g}",
                scores(figures[language, key, DEFAULT]),
                f"{figures[language, key, DEFAULT].shift:g}",
            )
            for language in LANGUAGES
            for key in PAGES
        ),
    )
    yield ""
    yield "What is transferred, in kB (1000 bytes, headers included) and requests: with an empty cache, then"
    yield "for another page, an association's, with what the first one left in the cache."
    yield ""
    yield from table(
        ("Page", "", "first view", "second page", "default: first view", "second page"),
        (
            (
                PAGES[key],
                language,
                *(
                    f"{size:.1f} kB, {requests}"
                    for theme in (OURS, DEFAULT)
                    for size, requests in (
                        figures[language, key, theme].first,
                        figures[language, key, theme].second,
                    )
                ),
            )
            for language in LANGUAGES
            for key in PAGES
        ),
    )
    yield ""
    yield "Goals: 100 for accessibility, best practices and SEO, at least"
    yield f"{GOALS['performance']} for performance; a first view of at most {FIRST_VIEW[0]} kB in"
    yield f"{FIRST_VIEW[1]} requests, a second page of at most {SECOND_PAGE} kB; nothing moves."
    found = {
        theme: sorted({r for (_, _, t), f in figures.items() if t == theme for r in f.remarks})
        for theme in (OURS, DEFAULT)
    }
    for theme, remarked in found.items():
        if remarked:
            yield ""
            yield f"What Lighthouse recommends to improve ({theme}):"
            yield ""
            yield from (f"- {remark}" for remark in remarked)


def scores(figures: Figures) -> str:
    """Scores in Lighthouse's own order."""
    order = ("performance", "accessibility", "best-practices", "seo")
    return " ".join(str(figures.scores[category]) for category in order)


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A Markdown table with numbers aligned to the right."""
    yield f"| {' | '.join(head)} |"
    yield f"| --- | --- |{' --: |' * (len(head) - 2)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


if __name__ == "__main__":
    main()
