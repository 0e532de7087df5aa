"""Lists the outputs, and renders them all. To add one, add a module and a line here."""

from __future__ import annotations

from collections.abc import Iterator

from generator.records import LANGUAGES
from generator.site.outputs import pages
from generator.site.outputs.output import Output
from generator.site.site import Site

OUTPUTS: tuple[Output, ...] = (pages.OUTPUT,)


def render_site(site: Site) -> Iterator[tuple[str, str]]:
    """(path below docs/, text) of every file of every output, in every language."""
    for output in OUTPUTS:
        for language in LANGUAGES:
            for path, text in output.render(site, language):
                yield f"{language}/generated/{path}", text


def published_files(site: Site) -> Iterator[tuple[str, str]]:
    """(path below the published site, text) of every file that is published as it is.

    MkDocs makes HTML of the pages; it publishes all other files below their language.
    """
    for output in OUTPUTS:
        if output is not pages.OUTPUT:
            for language in LANGUAGES:
                for path, text in output.render(site, language):
                    yield f"{language}/{path}", text
