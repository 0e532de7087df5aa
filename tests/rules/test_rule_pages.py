"""The pages of the rules: their words, and what a page shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.core.problem import DataError, RuleInfo
from generator.core.typography import NO_BREAK, typeset
from generator.reading.words import load_rules
from generator.records import KINDS, LANGUAGES, Language
from generator.rules.catalogue import catalogue
from generator.site.fingerprint import GENERATOR
from generator.site.site import Site
from tests.support.parsed_page import normalize_space, parse_page

RULES: dict[str, dict[str, Any]] = {
    code: page
    for file in sorted((GENERATOR / "rules" / "words").glob("*.yml"))
    for code, page in yaml.safe_load(file.read_text("utf-8")).items()
}
EXAMPLES = {code: rule["example"] for code, rule in RULES.items() if "example" in rule}

SEVERITY = {
    "fr": {"error": "Erreur. ", "warning": "Avertissement. "},
    "nl": {"error": "Fout. ", "warning": "Waarschuwing. "},
}

each_language = pytest.mark.parametrize("language", LANGUAGES)


# --- the words ---------------------------------------------------------------------------------


def texts() -> Iterator[tuple[str, str, str]]:
    for code, rule in RULES.items():
        for language in LANGUAGES:
            yield from ((f"{code}.{language}", part, text) for part, text in rule[language].items())


def test_a_title_is_a_phrase_the_rest_are_sentences() -> None:
    for place, part, text in texts():
        assert text.endswith(".") != (part == "title"), f"{place}.{part}"
        assert text[0].isupper() or text[0] in "«“", f"{place}.{part}"


def test_no_text_is_longer_than_300_characters() -> None:
    assert [f"{place}.{part}" for place, part, text in texts() if len(text) > 300] == []


def test_no_two_rules_have_the_same_title() -> None:
    for language in LANGUAGES:
        titles = [rule[language]["title"] for rule in RULES.values()]
        assert len(set(titles)) == len(titles)


def test_an_example_can_be_copied_into_a_record() -> None:
    """It has fields of records, and no no-break space."""
    known = {field for kind in KINDS for field in kind.model_fields}

    for code, example in EXAMPLES.items():
        assert yaml.safe_load(example).keys() <= known, code
        assert NO_BREAK not in example, code


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a-rule:\n  fr: {title: T, why: W., fix: M.}\n", "1:1: a-rule.nl: Field required"),
        ("a-rule:\n  fr: {title: T}\n  nl: {}\n", "2:3: a-rule.fr.why: Field required"),
        ("a-rule: a text\n", "1:9: a-rule: Input should be"),
    ],
    ids=["a language", "a part", "everything"],
)
def test_missing_words_are_reported(text: str, place: str, tmp_path: Path) -> None:
    file = tmp_path / "rules" / "words" / "family.yml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")

    with pytest.raises(DataError, match=re.escape(f"family.yml:{place}")):
        load_rules(tmp_path)


# --- the pages ---------------------------------------------------------------------------------


@each_language
@pytest.mark.parametrize("rule", catalogue(), ids=lambda rule: rule.code)
def test_a_rule_has_a_page(
    rule: RuleInfo, language: Language, toy_site: Site, toy_pages: dict[str, str]
) -> None:
    words = {"fr": "regles", "nl": "regels"}
    page = toy_site.pages[f"rules/{rule.code}"]
    html = parse_page(toy_pages[f"{language}/generated/rules/{rule.code}.md"])
    shown = normalize_space(html.text)

    assert page.address[language] == f"{language}/{words[language]}/{rule.code}/"
    assert rule.code in shown
    assert SEVERITY[language][rule.severity] in shown
    for part in ("title", "why", "fix"):
        assert normalize_space(typeset(RULES[rule.code][language][part]).replace("`", "")) in shown
    if rule.code in EXAMPLES:  # as it is written, because it is to be copied
        assert html.one("pre").text == EXAMPLES[rule.code]


@each_language
def test_the_list_links_to_every_rule(language: Language, toy_pages: dict[str, str]) -> None:
    page = toy_pages[f"{language}/generated/rules.md"]

    for rule in catalogue():
        assert page.count(f'/{rule.code}/">') == 1


def test_the_search_of_the_site_finds_no_rule(toy_site: Site) -> None:
    pages = [toy_site.pages[f"rules/{rule.code}"] for rule in catalogue()]

    assert not any(p.search_record(toy_site.dataset, toy_site.locales["fr"]) for p in pages)
