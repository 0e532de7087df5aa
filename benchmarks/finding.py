"""Measures what finding costs: indexing time, and what one query transfers as the dataset grows.

`python benchmarks/finding.py` grows the dataset as copies.py does, has the generator write its pages,
indexes them with theme/build/search_records.py and asks in Chromium, on the site's own search page, from a server
that compresses. Each query is a reader's first: nothing is cached, all filters are shown with counts.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

from growth import REPOSITORY, run
from mkdocs.utils.meta import get_data
from playwright.sync_api import Browser, sync_playwright

sys.path.append(str(REPOSITORY))
from theme.build.addresses import escaped
from theme.build.search_index import INDEX, build_index
from theme.build.search_records import write_record

QUERIES = {
    "fr": ("Elsene", "1070", "2.5", "securite", "formations", "prévention jeunes police"),
    "nl": ("Ixelles", "opleidingen", "preventie jongeren politie"),
}
ENGINE = ("pagefind.js", "pagefind-worker.js", "wasm.")
ASSETS = REPOSITORY / "theme" / "overrides" / "assets"


class Compressing(SimpleHTTPRequestHandler):
    """Serves a folder compressed, and notes in `sent` how many bytes each file took."""

    sent: list[tuple[str, int]]

    def do_GET(self) -> None:
        """Send a file, and note its size."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in {".html", ".js", ".json"}:  # Pagefind's own files are compressed already
            content = gzip.compress(content)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        self.sent.append((path.name, len(content)))

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """A server of a folder: its address, and what it sends as it sends it."""
    handler: type[Compressing] = type("Handler", (Compressing,), {"sent": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", handler.sent
    server.shutdown()


def read_pages(root: Path) -> Iterator[tuple[str, Any, str]]:
    """(language, front matter, body) of each generated page, as theme/hooks.py has them."""
    for page in (root / "docs").glob("*/generated/**/*.md"):
        body, meta = get_data(page.read_text(encoding="utf-8"))
        yield page.relative_to(root / "docs").parts[0], escaped(meta), body


def write_search_pages(site: Path) -> None:
    """Writes the search pages without frame (what of them is not HTML is not asked), and their scripts."""
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


def ask(browser: Browser, address: str) -> tuple[str, float]:
    """What the search page says to a query, and after how many milliseconds."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    start = time.monotonic()
    page.goto(address)
    page.wait_for_selector(".results li")
    said = page.inner_text("[role=status]")
    milliseconds = 1000 * (time.monotonic() - start)
    page.close()
    return said, milliseconds


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
        with sync_playwright() as playwright, serving(site) as (origin, sent):
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
            for locale, queries in QUERIES.items():
                for query in queries:
                    sent.clear()
                    said, milliseconds = ask(browser, f"{origin}/{locale}.html?q={quote(query)}")
                    own = {f"{locale}.html", *(script.name for script in ASSETS.glob("*.js"))}
                    found = [(n, b) for n, b in sent if n not in own]
                    engine = [b for name, b in found if name.startswith(ENGINE)]
                    rest = [b for name, b in found if not name.startswith(ENGINE)]
                    yield (
                        f"| {query} ({locale}) | {said} | {sum(engine) / 1000:.1f} "
                        f"| {sum(rest) / 1000:.1f} | {len(rest)} | {milliseconds:.0f} |"
                    )
            browser.close()
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
            run(REPOSITORY / "benchmarks" / "copies.py", str(size), root)
            run("-m", "generator", "build", "--root", root)
            print("\n".join(measure(root)))


if __name__ == "__main__":
    main()
