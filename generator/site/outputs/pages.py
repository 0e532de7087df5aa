"""The pages: HTML bodies with front matter, from which MkDocs builds the site."""

from __future__ import annotations

from collections.abc import Iterator

from generator.records import LANGUAGES
from generator.site.pages import Page
from generator.site.renderer import Renderer
from generator.site.site import Site


def path_of(page: Page, language: str) -> str:
    """The path of a page's file: its language and key. MkDocs publishes it at the page's address."""
    return f"{language}/{page.key}.md"


def render(site: Site) -> Iterator[tuple[str, str]]:
    """Every page, except redirects from an address that another page has."""
    for language in LANGUAGES:
        renderer = Renderer(site, language)
        for page in site.pages.values():
            if site.addresses[page.address[language]] == page.key:
                yield path_of(page, language), renderer.render(page)
