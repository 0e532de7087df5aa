"""Measures the preview: from saving a file to its words standing in both languages' open pages.

`python -m benchmarks.saving` serves a copy of the repository as `make serve` does. Two readers wait
on it as browsers do, one in each language, and take their page again when they are told to. Beside it
stands what the same change costs without a preview: `python -m generator build`, `mkdocs build`.
Seconds are of the clock, since that is what one waits for: let nothing else run.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import NamedTuple

REPOSITORY = Path(__file__).resolve().parent.parent

WORD = "Zebra"

ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


class Change(NamedTuple):
    """What is saved: `old` becomes `new` in a file; `pages` show the word then, one in each language."""

    name: str
    path: str
    old: str
    new: str
    pages: tuple[str, str]


JETTE = ("fr/communes/jette/", "nl/gemeenten/jette/")
MEASURE = ("fr/mesures/2021-2024/m2-1/", "nl/maatregelen/2021-2024/m2-1/")

CHANGES = (
    Change(
        "a record",
        "data/measures/2021-2024-m2-1.yml",
        "fr: Former les professionnels\n  nl: Opleiding",
        "fr: Zebra, former les professionnels\n  nl: Zebra, opleiding",
        MEASURE,
    ),
    Change(
        "a template",
        "generator/templates/commune.html",
        "{% block body %}\n",
        "{% block body %}\n<p>Zebra</p>\n",
        JETTE,
    ),
    Change(
        "a word of the interface",
        "generator/interface.yml",
        "glossary.nav: {fr: Glossaire, nl: Woordenlijst}",
        "glossary.nav: {fr: Zebra, nl: Zebra}",
        JETTE,
    ),
    Change(
        "a page written by hand",
        "docs/fr/about.md",
        "\n# ",
        "\n# Zebra ",
        ("fr/a-propos/", "fr/a-propos/"),
    ),
    Change(
        "a template of the theme",
        "theme/overrides/partials/footer.html",
        "<footer ",
        "<p>Zebra</p><footer ",
        JETTE,
    ),
)


class Reader:
    """A browser with one page open."""

    def __init__(self, port: int, page: str) -> None:
        self._port, self._page = port, page
        self._serial = json.loads(self._get(f"live?serial=0&page=/{page}"))["serial"]

    def wait(self, *, shown: bool) -> float:
        """Wait until the page shows the word, or does not; the time at which that was so."""
        while True:
            news = json.loads(self._get(f"live?serial={self._serial}&page=/{self._page}"))
            self._serial = news["serial"]
            if news["notices"]:
                sys.exit(str(news["notices"]))
            if (WORD in self._get(self._page)) == shown:
                return time.monotonic()

    def _get(self, address: str) -> str:
        connection = HTTPConnection("127.0.0.1", self._port)
        connection.request("GET", f"/{address}")
        return connection.getresponse().read().decode()


def shown_after(change: Change, root: Path, port: int) -> float:
    """Seconds from saving a change to its standing in both pages; the change is taken back."""
    file = root / change.path
    before = file.read_text(encoding="utf-8")
    after = before.replace(change.old, change.new, 1)
    if before == after:
        sys.exit(f"{change.path} does not say {change.old!r} any more")
    readers = [Reader(port, page) for page in change.pages]
    with ThreadPoolExecutor(len(readers)) as threads:
        times = []
        for text, shown in ((after, True), (before, False)):
            waiting = [threads.submit(reader.wait, shown=shown) for reader in readers]
            time.sleep(0.3)  # until they wait, and in no step with the server's looks at the files
            saved = time.monotonic()
            file.write_text(text, encoding="utf-8")
            times.append(max(reader.result() for reader in waiting) - saved)
    return times[0]


def built_after(change: Change, root: Path) -> float:
    """Seconds that the generator and MkDocs take to build the site with a change."""
    file = root / change.path
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace(change.old, change.new, 1), encoding="utf-8")
    start = time.monotonic()
    run(root, "generator", "build")
    run(root, "mkdocs", "build", "--quiet")
    seconds = time.monotonic() - start
    file.write_text(before, encoding="utf-8")
    return seconds


def run(root: Path, *arguments: str) -> None:
    """Run a module in a folder."""
    subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=root,
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        check=True,
    )


@contextmanager
def serving(root: Path) -> Iterator[int]:
    """The preview of a folder, on a port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", f"-a127.0.0.1:{port}"]
    server = subprocess.Popen(
        command, cwd=root, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while server.poll() is None:
            try:
                Reader(port, "fr/")
                break
            except OSError:
                time.sleep(0.1)
        else:
            sys.exit("The preview does not start: try `make serve`")
        yield port
    finally:
        server.terminate()
        server.wait()


def measure(repeat: int) -> Iterator[str]:
    """The figures, as lines of Markdown."""
    with tempfile.TemporaryDirectory(prefix="preview-") as folder:
        root = Path(folder)
        made = shutil.ignore_patterns("generated", "__pycache__")
        for part in ("data", "docs", "generator", "theme"):
            shutil.copytree(REPOSITORY / part, root / part, ignore=made)
        shutil.copy(REPOSITORY / "mkdocs.yml", root)
        run(root, "generator", "build")
        with serving(root) as port:
            shown = {
                change: [shown_after(change, root, port) for _ in range(repeat)]
                for change in CHANGES
            }
        yield "| Seconds from saving to showing | median | slowest | build of the site |"
        yield "| --- | --: | --: | --: |"
        for change, times in shown.items():
            built = median(built_after(change, root) for _ in range(3))
            yield f"| {change.name} | {median(times):.2f} | {max(times):.2f} | {built:.1f} |"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--repeat", type=int, default=9, help="measurements of each (default 9)")
    print("\n".join(measure(parser.parse_args().repeat)))


if __name__ == "__main__":
    main()
