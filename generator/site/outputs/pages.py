"""The pages: HTML bodies with front matter, from which MkDocs builds the site."""

from __future__ import annotations

from collections.abc import Iterator

from generator.records import Language
from generator.site.outputs.output import Output
from generator.site.pages import Page
from generator.site.renderer import Renderer
from generator.site.site import Site

EXTENSION = ".md"


def path_of(page: Page) -> str:
    """The file of a page below docs/<language>/generated/."""
    return f"{page.key}{EXTENSION}"


def render(site: Site, language: Language) -> Iterator[tuple[str, str]]:
    """Every page, except redirects from an address that another page has."""
    renderer = Renderer(site, language)
    for page in site.pages.values():
        if site.addresses[page.address[language]] == page.key:
            yield path_of(page), renderer.render(page)


OUTPUT = Output("pages", EXTENSION, render)
