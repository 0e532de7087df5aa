"""Lists the outputs, and renders them all. To add one, add a module and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from generator.records import LANGUAGES
from generator.site.outputs import pages
from generator.site.site import Site

Output = Callable[[Site], Iterable[tuple[str, str]]]

OUTPUTS: tuple[Output, ...] = (pages.render,)


def render_site(site: Site) -> Iterator[tuple[str, str]]:
    """(path below docs/, text) of every file of every output."""
    for output in OUTPUTS:
        for path, text in output(site):
            yield source_path(path), text


def source_path(path: str) -> str:
    """Where docs/ has a file: fr/generated/calls.csv for fr/calls.csv, shared/generated/data/calls.json."""
    language, _, rest = path.partition("/")
    return f"{language}/generated/{rest}" if language in LANGUAGES else f"shared/generated/{path}"


def published_files(site: Site) -> Iterator[tuple[str, str]]:
    """(path below the published site, text) of every file that MkDocs copies: all except the pages."""
    for output in OUTPUTS:
        if output is not pages.render:
            yield from output(site)
