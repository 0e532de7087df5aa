"""Measures the search as the dataset grows: the time to index pages, and the bytes that a query transfers.

`python -m benchmarks.search` grows the dataset with copies.py, has the generator write its pages, indexes
them as the site does and searches in Chromium on the search page of the site. Each query is the first of
a new reader: the cache is empty, and all filters are shown with their counts.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, urlsplit

from mkdocs.utils.meta import get_data
from playwright.sync_api import Browser, Request, sync_playwright

from benchmarks.growth import run
from generator import REPOSITORY
from tests.support.browser import chromium
from tests.support.servers import serve
from theme.build.addresses import escaped
from theme.build.search_index import INDEX, build_index
from theme.build.search_records import write_record

QUERIES = {
    "fr": ("Elsene", "1070", "2.5", "securite", "formations", "prévention jeunes police"),
    "nl": ("Ixelles", "opleidingen", "preventie jongeren politie"),
}
ENGINE = ("pagefind.js", "pagefind-worker.js", "wasm.")
ASSETS = REPOSITORY / "theme" / "overrides" / "assets"


def read_pages(root: Path) -> Iterator[tuple[str, Any, str]]:
    """(language, front matter, body) of each generated page, as theme/hooks.py has them."""
    for page in (root / "docs").glob("*/generated/**/*.md"):
        body, meta = get_data(page.read_text(encoding="utf-8"))
        yield page.relative_to(root / "docs").parts[0], escaped(meta), body


def write_search_pages(site: Path) -> None:
    """Write the search pages without menus and footer, and their scripts."""
    (site / "assets").mkdir()
    for script in ASSETS.glob("*.js"):
        (site / "assets" / script.name).write_bytes(script.read_bytes())
    for locale in QUERIES:
        text = (REPOSITORY / "docs" / locale / "search.md").read_text(encoding="utf-8")
        body, _ = get_data(text)
        (site / f"{locale}.html").write_text(
            f'<!doctype html><html lang="{locale}"><meta charset="utf-8">{body}'
            '<script type="module" src="assets/search.js"></script>',
            encoding="utf-8",
        )


def ask(browser: Browser, address: str) -> tuple[str, float, list[tuple[str, int]]]:
    """The answer of the search page to a query, the milliseconds that it took, and (file, bytes) of each file."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    requests: list[Request] = []

    def note(request: Request) -> None:
        requests.append(request)

    page.on("requestfinished", note)
    start = time.monotonic()
    page.goto(address)
    page.wait_for_selector(".results li")
    answer = page.inner_text("[role=status]")
    milliseconds = 1000 * (time.monotonic() - start)
    page.wait_for_load_state("networkidle")
    sizes = [
        (PurePosixPath(urlsplit(request.url).path).name, request.sizes()["responseBodySize"])
        for request in requests
    ]
    page.close()
    return answer, milliseconds, sizes


def measure(root: Path) -> Iterator[str]:
    """The figures of a repository with generated pages, as lines of Markdown."""
    with tempfile.TemporaryDirectory(prefix="search-") as folder:
        site = Path(folder)
        pages = list(read_pages(root))
        start = time.monotonic()
        for page in pages:
            write_record(site, *page)
        written = time.monotonic()
        build_index(site)
        indexed = time.monotonic()
        files = [file for file in (site / INDEX).rglob("*") if file.is_file()]
        size = sum(file.stat().st_size for file in files)
        yield f"**{len(pages):,} pages**: records {written - start:.1f} s, index {indexed - written:.1f} s;"
        yield f"{len(files):,} files of {size / 1000:,.0f} kB on the server."
        yield ""
        yield "| query | answer | engine, kB | the rest, kB | files | ms |"
        yield "| --- | --- | --: | --: | --: | --: |"
        write_search_pages(site)
        with (
            serve(site) as origin,
            sync_playwright() as playwright,
            chromium(playwright) as browser,
        ):
            for locale, queries in QUERIES.items():
                for query in queries:
                    answer, milliseconds, sent = ask(
                        browser, f"{origin}{locale}.html?q={quote(query)}"
                    )
                    own = {f"{locale}.html", *(script.name for script in ASSETS.glob("*.js"))}
                    found = [(n, b) for n, b in sent if n not in own]
                    engine = [b for name, b in found if name.startswith(ENGINE)]
                    rest = [b for name, b in found if not name.startswith(ENGINE)]
                    yield (
                        f"| {query} ({locale}) | {answer} | {sum(engine) / 1000:.1f} "
                        f"| {sum(rest) / 1000:.1f} | {len(rest)} | {milliseconds:.0f} |"
                    )
        yield ""


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--sizes",
        type=int,
        nargs="+",
        default=[1, 50],
        metavar="N",
        help="how many times the real data (default 1 50)",
    )
    parser.add_argument(
        "roots", type=Path, nargs="*", help="repositories to measure instead, their pages written"
    )
    options = parser.parse_args()
    for root in options.roots:
        print("\n".join(measure(root)))
    for size in [] if options.roots else options.sizes:
        with tempfile.TemporaryDirectory(prefix="growth-") as folder:
            root = Path(folder, "repository")
            run("-m", "benchmarks.copies", str(size), root)
            run("-m", "generator", "build", "--root", root)
            print("\n".join(measure(root)))


if __name__ == "__main__":
    main()
