"""Readers of the built site, and its search engine. Nothing may fail in a reader's browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser

from generator.records import LANGUAGES
from tests.support.browser import DESKTOP, PHONE, Visit, visit
from tests.support.built import Built
from tests.support.servers import serve
from tests.theme.interface import SEARCH_PAGE, Engine


@pytest.fixture(scope="session")
def toy_origin(toy_built: Built) -> Iterator[str]:
    """Where the toy's site is served: each kind of page, and few pages of each."""
    with serve(toy_built.folder) as address:
        yield address


@contextmanager
def in_one_tab(browser: Browser, origin: str, width: int, **options: Any) -> Iterator[Visit]:
    """A visit whose pages open in one tab, test after test."""
    with visit(browser, origin, width, **options) as visiting:
        visiting.tab = visiting.context.new_page()
        yield visiting


@pytest.fixture(scope="session")
def _phone(browser: Browser, origin: str) -> Iterator[Visit]:
    with in_one_tab(browser, origin, PHONE) as visiting:
        yield visiting


@pytest.fixture(scope="session")
def _desk(browser: Browser, origin: str) -> Iterator[Visit]:
    with in_one_tab(browser, origin, DESKTOP) as visiting:
        yield visiting


@pytest.fixture(scope="session")
def _without_scripts(browser: Browser, origin: str) -> Iterator[Visit]:
    with in_one_tab(browser, origin, PHONE, java_script_enabled=False) as visiting:
        yield visiting


@pytest.fixture(scope="session")
def _toy_phone(browser: Browser, toy_origin: str) -> Iterator[Visit]:
    with in_one_tab(browser, toy_origin, PHONE) as visiting:
        yield visiting


def flawless(visiting: Visit) -> Iterator[Visit]:
    """A visit in which no script fails and no other host is asked."""
    visiting.errors.clear()
    visiting.foreign.clear()
    yield visiting
    if visiting.tab:
        visiting.tab.goto("about:blank")
    assert not visiting.errors
    assert not visiting.foreign


@pytest.fixture
def reader(_phone: Visit) -> Iterator[Visit]:
    """A reader with a phone."""
    yield from flawless(_phone)


@pytest.fixture
def at_desk(_desk: Visit) -> Iterator[Visit]:
    """A reader at a desk."""
    yield from flawless(_desk)


@pytest.fixture
def without_scripts(_without_scripts: Visit) -> Iterator[Visit]:
    """A reader with a phone whose browser runs no scripts."""
    yield from flawless(_without_scripts)


@pytest.fixture
def toy_reader(_toy_phone: Visit) -> Iterator[Visit]:
    """A reader of the toy's site with a phone."""
    yield from flawless(_toy_phone)


@pytest.fixture
def newcomer(browser: Browser, origin: str) -> Iterator[Visit]:
    """A reader with a phone whose browser has nothing of the site in its cache and its storage."""
    with visit(browser, origin) as visiting:
        yield from flawless(visiting)


@pytest.fixture(scope="session")
def engine(_desk: Visit) -> Engine:
    """The search engine of both languages, on pages of its own."""
    pages = {language: _desk.context.new_page() for language in LANGUAGES}
    for language, page in pages.items():
        page.goto(_desk.origin + SEARCH_PAGE[language])
    return Engine(pages)
