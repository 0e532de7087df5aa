"""Measures the preview: the time from saving a file until open pages show its words.

`python -m benchmarks.preview` serves a copy of the repository as `make serve` does. Two readers wait as
browsers do, and reload their page when the server says so. For comparison, the same change is built
with `python -m generator build` and `mkdocs build`. Seconds are wall time: let nothing else run.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from statistics import median
from typing import NamedTuple

from generator import REPOSITORY
from tests.support.preview import ENVIRONMENT, Preview, copy_program, generate
from tests.support.repository import Repository

WORD = "Zebra"


class Change(NamedTuple):
    """What is saved: `new` replaces `old` in a file. Then each of `pages` shows the word."""

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
        "plain:\n  fr: >-\n    Mieux",
        "plain:\n  fr: >-\n    Zebra, mieux",
        (MEASURE[0], MEASURE[0]),
    ),
    Change(
        "a template",
        "generator/site/templates/commune.html",
        "{% block body %}\n",
        "{% block body %}\n<p>Zebra</p>\n",
        JETTE,
    ),
    Change(
        "a word of the interface",
        "generator/site/words/term.yml",
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

    def __init__(self, preview: Preview, page: str) -> None:
        self._preview, self._page = preview, page
        self._version = preview.version(page)

    def wait(self, *, shown: bool) -> float:
        """Wait until the page shows the word, or no longer shows it. Return the time."""
        while True:
            self._preview.wait(self._version)
            self._version = self._preview.version(self._page)
            if notices := self._preview.notices(self._page):
                sys.exit(notices)
            if (WORD in self._preview.page(self._page)) == shown:
                return time.monotonic()


def shown_after(change: Change, preview: Preview) -> float:
    """Return the seconds from saving a change until both pages show it. The change is undone."""
    readers = [Reader(preview, page) for page in change.pages]
    with ThreadPoolExecutor(len(readers)) as threads:

        def waiting(*, shown: bool) -> list[Future[float]]:
            futures = [threads.submit(reader.wait, shown=shown) for reader in readers]
            time.sleep(0.3)  # until both wait
            return futures

        changed = waiting(shown=True)
        saved = time.monotonic()
        with preview.edited(change.path, change.old, change.new):
            seconds = max(reader.result() for reader in changed) - saved
            restored = waiting(shown=False)
        wait(restored)
    return seconds


def built_after(change: Change, preview: Preview) -> float:
    """Return the seconds that a build of the whole site with a change takes."""
    with preview.edited(change.path, change.old, change.new):
        start = time.monotonic()
        generate(preview.repository.root)
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        subprocess.run(command, cwd=preview.repository.root, env=ENVIRONMENT, check=True)
        return time.monotonic() - start


def measure(repeat: int) -> Iterator[str]:
    """The figures, as lines of Markdown."""
    for change in CHANGES:
        if change.old not in (REPOSITORY / change.path).read_text(encoding="utf-8"):
            sys.exit(f"benchmarks/preview.py: {change.path} no longer contains {change.old!r}")
    with tempfile.TemporaryDirectory(prefix="preview-") as folder:
        root = Path(folder, "copy")
        shutil.copytree(REPOSITORY / "data", root / "data")
        copy_program(root)
        with Preview.running(Repository(root), Path(folder, "tmp")) as preview:
            shown = {
                change: [shown_after(change, preview) for _ in range(repeat)] for change in CHANGES
            }
        yield "| Seconds from saving to showing | median | slowest | build of the site |"
        yield "| --- | --: | --: | --: |"
        for change, times in shown.items():
            built = median(built_after(change, preview) for _ in range(min(3, repeat)))
            yield f"| {change.name} | {median(times):.2f} | {max(times):.2f} | {built:.1f} |"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--repeat", type=int, default=9, help="measurements of each (default 9)")
    print("\n".join(measure(parser.parse_args().repeat)))


if __name__ == "__main__":
    main()
