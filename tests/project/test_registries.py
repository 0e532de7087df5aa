"""What a new rule, kind of record, kind of page or reason still lacks, by name."""

from __future__ import annotations

import re
import string

import pytest

from generator.dataset.dataset import Dataset
from generator.records import (
    KINDS,
    LANGUAGES,
    Method,
    Reason,
    Record,
    Repair,
    Silence,
    bilingual_fields,
    expected_fields,
    facts_of,
)
from generator.site.environment import TEMPLATES
from generator.site.locale import Locale, Strings
from generator.site.pages import PAGES, page_of
from generator.site.site import Site
from tests.support.cases import CASES

# Templates that are no page of their own.
PIECES = {"macros.html", "measure_lines.html", "page.html", "pictures.html", "record.html"}


# --- rules -------------------------------------------------------------------------------------


def test_every_message_says_how_to_mend_it() -> None:
    """A problem's second line is its hint."""
    problems = [p for case in CASES for p in re.split(r"\n(?=data/)", case.found.strip()) if p]

    assert [problem for problem in problems if "\n" not in problem] == []


# --- records -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_kind_of_record_stands_in_the_toy(kind: type[Record], toy: Dataset) -> None:
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


def test_every_kind_of_page_has_a_template_and_every_template_a_page() -> None:
    templates = {file.name for file in TEMPLATES.iterdir()}

    assert templates == {f"{kind.name}.html" for kind in PAGES} | PIECES


def test_every_kind_of_page_that_says_no_address_itself_has_a_word_for_it(strings: Strings) -> None:
    words = {key.removeprefix("address.") for key in strings if key.startswith("address.")}

    assert words == {kind.name for kind in PAGES} - {"home", "redirect"} | {"search"}


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
            for name in (*facts_of(kind), *bilingual_fields(kind), *expected_fields(kind))
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
    used = {key for site in sites for words in site.locales.values() for key in words.used}

    assert set(strings) - used - families(toy) == set()


def test_both_languages_have_every_plural_form(strings: Strings) -> None:
    for language in LANGUAGES:
        words = Locale(language, strings)
        forms = {words.babel.plural_form(n) for n in range(1000)}
        for key, texts in strings.items():
            if isinstance(texts[language], dict):
                assert texts[language].keys() >= forms | {"other"}, key


def test_both_languages_fill_the_same_places(strings: Strings) -> None:
    """Each {placeholder} of a string stands in both languages, in every plural form but one."""
    for key, texts in strings.items():
        french, dutch = (placeholders(texts[language]) for language in LANGUAGES)
        assert french == dutch, key


def placeholders(text: str | dict[str, str]) -> set[str]:
    texts = text.values() if isinstance(text, dict) else [text]
    return {field for t in texts for _, field, _, _ in string.Formatter().parse(t) if field}
