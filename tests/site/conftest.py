"""The toy's pages, parsed."""

from __future__ import annotations

import pytest

from generator.site.locale import Strings
from generator.site.renderer import Renderer
from generator.site.site import Settings, Site
from tests.support.parsed_page import ParsedPage, Read, Render, parse_page
from tests.support.repository import Repository


@pytest.fixture(scope="session")
def readings(toy_pages: dict[str, str]) -> dict[str, ParsedPage]:
    return {path: parse_page(page) for path, page in toy_pages.items()}


@pytest.fixture(scope="session")
def page(readings: dict[str, ParsedPage]) -> Read:
    return lambda language, key: readings[f"{language}/generated/{key}.md"]


@pytest.fixture
def render(strings: Strings, settings: Settings) -> Render:
    """Renders a repository whose data has no mistake."""

    def read(repository: Repository) -> Read:
        assert repository.errors() == []
        site = Site(repository.dataset(), strings, settings, {})
        return lambda language, key: parse_page(Renderer(site, language).render(site.pages[key]))

    return read
