"""Names what is missing for a new kind of record, kind of page, reason or repair."""

from __future__ import annotations

import json
import re
import string
from typing import Any

import pytest
import yaml

from generator import REPOSITORY
from generator.dataset.dataset import Dataset
from generator.records import (
    KINDS,
    LANGUAGES,
    Language,
    Method,
    Reason,
    Record,
    Repair,
    Silence,
    bilingual_fields,
    facts_of,
    required_or_gap_fields,
)
from generator.site.environment import TEMPLATES
from generator.site.locale import Locale, Strings
from generator.site.pages import PAGES, page_of
from generator.site.site import Site
from generator.site.views.view import IndexView, View
from tests.site.test_golden import GOLDEN
from tests.support.cases import CASES
from tests.theme.interface import search_words
from theme.build.search_records import NAMED, WEIGHTS

SETTINGS = yaml.safe_load((REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8"))

# Templates that are no page of their own.
PIECES = {"macros", "page", "pictures", "record"}


# --- rules -------------------------------------------------------------------------------------


def test_every_message_says_how_to_fix_it() -> None:
    """A problem's second line is its hint."""
    problems = [p for case in CASES for p in re.split(r"\n(?=data/)", case.found.strip()) if p]

    assert [problem for problem in problems if "\n" not in problem] == []


# --- records -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_kind_of_record_is_in_the_toy(kind: type[Record], toy: Dataset) -> None:
    assert toy.all(kind)


def test_every_record_is_shown_on_a_page(toy: Dataset, toy_site: Site) -> None:
    homeless = [record.key for record in toy.records if page_of(record)[0] not in toy_site.pages]

    assert homeless == []


def test_a_record_without_a_page_of_its_own_has_its_place_on_another(
    toy: Dataset, toy_pages: dict[str, str]
) -> None:
    for record in toy.records:
        page, anchor = page_of(record)
        if anchor:
            for language in LANGUAGES:
                html = toy_pages[f"{language}/generated/{page}.md"]
                assert html.count(f'id="{anchor.removeprefix("#")}"') == 1, record.key


# --- pages -------------------------------------------------------------------------------------


def search_kinds(language: Language) -> set[str]:
    """The kinds of page that the search page has words for."""
    return {*search_words(language)["kinds"]}


def in_menu(key: str) -> bool:
    return f"generated/{key}.md" in json.dumps(SETTINGS["nav"])


@pytest.mark.parametrize("view", PAGES, ids=lambda view: view.name)
def test_a_kind_of_page_has_all_that_it_needs(view: type[View[Any]], strings: Strings) -> None:
    has_address = view.address.__func__ is View.address.__func__  # type: ignore[attr-defined]
    needs = {
        f"generator/site/templates/{view.name}.html": (TEMPLATES / f"{view.name}.html").exists(),
        f"address.{view.name} in generator/site/words": f"address.{view.name}" in strings
        or not has_address,
        **{
            f"a word for “{view.search_kind}” in docs/{language}/search.md": view.search_kind
            in {None, *search_kinds(language)}
            for language in LANGUAGES
        },
        **{
            f"tests/site/golden/{language}/{view.name}.html (pytest --update-golden)": (
                GOLDEN / language / f"{view.name}.html"
            ).exists()
            for language in LANGUAGES
        },
        "a line in the menu of mkdocs.yml": not issubclass(view, IndexView) or in_menu(view.name),
    }

    assert [need for need, is_there in needs.items() if not is_there] == []


def test_nothing_is_left_over_of_a_kind_of_page(strings: Strings) -> None:
    names = {view.name for view in PAGES}
    addresses = {key.partition(".")[2] for key in strings if key.startswith("address.")}
    kinds = {view.search_kind for view in PAGES} - {None}

    assert {file.stem for file in TEMPLATES.iterdir()} == names | PIECES
    assert addresses <= names | {"search"}
    assert SETTINGS["extra"]["words"]["preview"].keys() <= names | {"page"}
    for language in LANGUAGES:
        assert search_kinds(language) == kinds | {"term"}
    assert {*NAMED} <= kinds
    assert {*WEIGHTS} <= names | kinds


def test_words_in_addresses_are_plain(strings: Strings) -> None:
    for key, word in strings.items():
        if key.startswith("address."):
            for language in LANGUAGES:
                assert re.fullmatch(r"[a-z]+(-[a-z]+)*", word[language]), key


# --- interface strings -------------------------------------------------------------------------


def families(toy: Dataset) -> set[str]:
    """The keys that templates put together from a prefix and a member of a registry."""
    return {
        *(f"reason.{reason}" for reason in Reason),
        *(f"repair.{repair}" for repair in Repair),
        *(f"silence.{silence}" for silence in Silence),
        *(f"gaps.{silence}" for silence in Silence),
        *(f"computed.{method}" for method in (Method.SUM, Method.COUNT)),
        *(f"computed.sign.{method}" for method in (Method.SUM, Method.DIFFERENCE)),
        *(f"kind.{kind.kind}" for kind in KINDS),
        *(
            f"field.{name}"
            for kind in KINDS
            for name in (*facts_of(kind), *bilingual_fields(kind), *required_or_gap_fields(kind))
        ),
        *(f"language.{language}" for language in LANGUAGES),
        *(f"label.{kind.kind}" for kind in KINDS if nameless(kind, toy)),
    }


def nameless(kind: type[Record], toy: Dataset) -> bool:
    """Whether a record of this kind may have no name of its own."""
    return any(record.label is None for record in toy.all(kind))


def test_every_member_of_a_registry_has_its_words(strings: Strings, toy: Dataset) -> None:
    assert families(toy) - set(strings) == set()


def test_no_interface_string_is_unused(
    strings: Strings,
    toy: Dataset,
    toy_site: Site,
    lagging_site: Site,
    real_site: Site,
    toy_pages: dict[str, str],
    lagging_pages: dict[str, str],
    real_pages: dict[str, str],
) -> None:
    """Rendering every page of the toy, before and after a change, and of the real data asks for all."""
    assert toy_pages
    assert lagging_pages
    assert real_pages
    sites = (toy_site, lagging_site, real_site)
    used = {key for site in sites for locale in site.locales.values() for key in locale.used}

    assert set(strings) - used - families(toy) == set()


def test_both_languages_have_every_plural_form(strings: Strings) -> None:
    for language in LANGUAGES:
        locale = Locale(language, strings)
        forms = {locale.babel.plural_form(n) for n in range(1000)}
        for key, texts in strings.items():
            if isinstance(texts[language], dict):
                assert texts[language].keys() >= forms | {"other"}, key


def test_both_languages_fill_the_same_places(strings: Strings) -> None:
    """Each {placeholder} of a string is in both languages, in every plural form but one."""
    for key, texts in strings.items():
        french, dutch = (placeholders(texts[language]) for language in LANGUAGES)
        assert french == dutch, key


def placeholders(text: str | dict[str, str]) -> set[str]:
    texts = text.values() if isinstance(text, dict) else [text]
    return {field for t in texts for _, field, _, _ in string.Formatter().parse(t) if field}
