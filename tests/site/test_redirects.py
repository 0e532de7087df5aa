"""Old addresses that somebody may have cited: they lead to the new page, or say why there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.records import LANGUAGES, Language
from generator.site.locale import Strings
from generator.site.outputs.registry import render_site
from generator.site.site import Settings, Site
from tests.support.built import ORIGIN, Built
from tests.support.parsed_page import parse_page
from tests.support.repository import Repository

MOVED = {"fr": "fr/projets/2022/ketjes-danse/", "nl": "nl/projecten/2022/ketjes-dans/"}
BAL = {"fr": "fr/projets/2022/ketjes-bal/", "nl": "nl/projecten/2022/ketjes-bal/"}
GONE = {"fr": "fr/projets/2022/amis-loto/", "nl": "nl/projecten/2022/amis-lotto/"}
WHY = {"fr": "Ce projet n’a jamais existé & ", "nl": "Dit project heeft nooit bestaan & "}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_that_moved_links_to_where_it_is(
    language: Language, toy_pages: dict[str, str]
) -> None:
    page = parse_page(toy_pages[f"{language}/generated/redirects/ketjes-danse.md"])

    assert page.head["address"] == MOVED
    assert page.head["redirect"] == BAL[language]
    assert page.head["search"] is None
    assert page.links(language)[f"https://toy.example/{BAL[language]}"] == "Bal"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_that_is_gone_says_why(language: Language, toy_pages: dict[str, str]) -> None:
    page = parse_page(toy_pages[f"{language}/generated/redirects/amis-loto.md"])

    assert page.head["redirect"] is None
    assert WHY[language] in page.text
    assert page.links(language).keys() == {f"https://toy.example/{language}/"}


def test_a_redirect_leads_to_the_place_of_a_record_on_another_page(
    repository: Repository, strings: Strings, settings: Settings
) -> None:
    repository.replace("data/redirects/ketjes-danse.yml", "projects/2022-ketjes-bal", "terms/lai")
    site = Site(repository.dataset(), strings, settings, {})
    page = parse_page(dict(render_site(site))["fr/generated/redirects/ketjes-danse.md"])

    assert page.head["redirect"] == "fr/glossaire/#lai"


def test_a_language_whose_address_stayed_keeps_its_page(
    repository: Repository, strings: Strings, settings: Settings
) -> None:
    repository.replace("data/redirects/ketjes-danse.yml", MOVED["fr"], BAL["fr"])
    pages = dict(render_site(Site(repository.dataset(), strings, settings, {})))

    assert repository.errors() == []
    assert "fr/generated/redirects/ketjes-danse.md" not in pages
    assert "nl/generated/redirects/ketjes-danse.md" in pages


# --- in the site -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_old_address_redirects(language: Language, toy_built: Built) -> None:
    html = toy_built.html[MOVED[language]]

    assert html.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=../ketjes-bal/"]
    assert html.xpath("//link[@rel='canonical']/@href") == [ORIGIN + BAL[language]]
    assert html.xpath("//meta[@name='robots']") == []
    alternates = html.xpath("//link[@rel='alternate'][@hreflang!='x-default']/@href")
    assert alternates == [ORIGIN + address for address in MOVED.values()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_engines_do_not_index_a_page_that_is_gone(
    language: Language, toy_built: Built
) -> None:
    html = toy_built.html[GONE[language]]

    assert html.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert html.xpath("//meta[@http-equiv='refresh']") == []
    assert html.get("lang", "")[:2] == language


def test_no_old_address_is_in_the_sitemap(toy_built: Built) -> None:
    sitemap = Path(toy_built.folder, "sitemap.xml").read_text(encoding="utf-8")

    assert BAL["fr"] in sitemap
    assert not any(address in sitemap for address in (*MOVED.values(), *GONE.values()))
