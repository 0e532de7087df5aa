"""Printed pages have their address, their date and their source, and no menus."""

from __future__ import annotations

from io import BytesIO

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from generator.core.typography import typeset
from generator.records import (
    Action,
    Activity,
    Association,
    Call,
    Commune,
    Language,
    Measure,
    Project,
    Record,
    Source,
)
from tests.support.browser import Visit
from tests.support.built import CHANGED, ORIGIN, Built
from tests.support.parsed_page import normalize_space
from tests.theme.interface import THEME, in_both_languages, text_of


def printed(page: Page) -> str:
    text = " ".join(leaf.extract_text() for leaf in PdfReader(BytesIO(page.pdf())).pages)
    return normalize_space(text)


@in_both_languages
@pytest.mark.parametrize("kind", [Measure, Commune, Association, Project, Activity, Action, Call])
def test_a_printed_page_has_address_date_and_source(
    toy_built: Built, toy_reader: Visit, language: Language, kind: type[Record]
) -> None:
    record = toy_built.dataset.all(kind)[0]
    address = toy_built.address(record, language)
    page = toy_reader.open(address)
    paper = printed(page)
    assert ORIGIN + address in paper
    year, month, day = CHANGED.split("-")
    assert f"{day}/{month}/{year}" in paper
    source = toy_built.dataset.get(Source, record.sources[0].document)
    assert normalize_space(typeset(source.title[language])) in paper
    for word in (THEME["menu_label"], THEME["report"], THEME["search"]):
        assert word[language] not in paper
    assert text_of(page.locator("h1"))[:40] in paper
