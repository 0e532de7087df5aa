"""The phases of the generator that growth.py measures: `python -m benchmarks.phases PHASE ROOT`.

Each runs in a process of its own, and prints its costs as JSON. Only functions import the generator: a
phase holds only the modules that it measures, and growth.py stays small. The peak of a process is at
least the size of the process that started it.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from generator import REPOSITORY

LOAD, RENDER, READ_BARE, RENDER_BARE = (
    "load and check",
    "render and write",
    "bare loop: read the YAML",
    "bare loop: render the templates",
)


class Cost(NamedTuple):
    """Processor time in seconds, and the most memory that was held, in megabytes."""

    seconds: float
    peak: float


def load(root: Path) -> dict[str, Any]:
    """Load, link and check the data."""
    from generator.dataset.dataset import Dataset
    from generator.reading.load import load_data
    from generator.rules.check import check, errors

    with _measured(LOAD) as costs:
        dataset = Dataset(load_data(root))
        problems = errors(check(dataset))
    if problems:
        sys.exit("\n".join(map(str, problems[:20])))
    # The glossary does not grow: counting its small entries would make a record of today look cheap.
    growing = sum(record.kind != "terms" for record in dataset.records)
    return {"costs": costs, "records": growing}


def render(root: Path) -> dict[str, Any]:
    """Render every page and write it into an empty folder."""
    from generator.site.outputs.registry import render_site
    from generator.site.writer import write_files

    site = _site(root)
    with tempfile.TemporaryDirectory(dir=root) as docs:
        with _measured(RENDER) as costs:
            # A new site, as on the command line: addresses are part of the cost.
            written = write_files(Path(docs), render_site(_site_of(site.dataset, root)))
        size = sum(file.stat().st_size for file in Path(docs).rglob("*.md"))
    return {"costs": costs, "pages": written.changed, "bytes": size}


def bare(root: Path) -> dict[str, Any]:
    """Read the same YAML with the C loader, render the same templates with the same views."""
    import yaml

    with _measured(READ_BARE) as costs:
        data = [
            yaml.load(file.read_bytes(), yaml.CSafeLoader)
            for file in sorted((root / "data").rglob("*.yml"))
        ]

    from generator.records import LANGUAGES
    from generator.site.pages import Page
    from generator.site.renderer import Renderer

    class Bare(Renderer):
        """A page's body, without title, description and front matter."""

        def render(self, page: Page) -> str:
            return self._environment.get_template(page.template).render(self._context(page))

    site = _site(root)
    with _measured(RENDER_BARE) as rendering:
        for language in LANGUAGES:
            writer = Bare(site, language)
            for page in site.pages.values():
                writer.render(page)
    return {"costs": costs | rendering, "files": len(data)}


PHASES: dict[str, Callable[[Path], dict[str, Any]]] = {"load": load, "render": render, "bare": bare}


def _site(root: Path) -> Any:
    from generator.dataset.dataset import Dataset
    from generator.reading.load import load_data

    return _site_of(Dataset(load_data(root)), root)


def _site_of(dataset: Any, root: Path) -> Any:
    from generator.reading.words import load_interface, load_settings
    from generator.site.site import Settings, Site

    strings = load_interface(REPOSITORY / "generator")
    return Site(dataset, strings, Settings(**load_settings(root / "mkdocs.yml")), {})


@contextmanager
def _measured(name: str) -> Iterator[dict[str, Cost]]:
    """A dictionary that holds the cost of the block when the block ends."""
    costs: dict[str, Cost] = {}
    start = time.process_time()
    yield costs
    seconds = time.process_time() - start
    status = Path("/proc/self/status").read_text(encoding="ascii")
    kilobytes = int(status.partition("VmHWM:")[2].split()[0])
    costs[name] = Cost(seconds, kilobytes / 1024)


if __name__ == "__main__":
    print(json.dumps(PHASES[sys.argv[1]](Path(sys.argv[2]))))
