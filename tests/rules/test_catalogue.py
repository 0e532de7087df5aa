"""The catalogue of rules: what each rule needs besides its function, and what is there without a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import yaml

from generator.core.problem import RuleInfo
from generator.records import LANGUAGES
from generator.rules.catalogue import FAMILIES, catalogue
from generator.rules.registry import rules_of
from generator.site.fingerprint import GENERATOR
from tests.support.cases import CASES

WORDS = {
    file.stem: yaml.safe_load(file.read_text(encoding="utf-8"))
    for file in sorted((GENERATOR / "rules" / "words").glob("*.yml"))
}
FAMILY = {
    rule.code: family.__name__.rpartition(".")[2]
    for family in FAMILIES
    for rule in rules_of(family)
}
# No case can be written for these: tests/reading makes, or simulates, what they find.
WITHOUT_CASES = {"not-a-file", "too-large"}


def missing(code: str) -> Iterator[str]:
    """What is missing for a rule. The words of the rules of reading can be in any file."""
    files = [FAMILY[code]] if code in FAMILY else [*WORDS]
    words = [WORDS[file][code] for file in files if code in WORDS.get(file, {})]
    for language in LANGUAGES:
        if not words or not words[0].get(language):
            yield f"{code}: words in {language} in generator/rules/words/{files[0]}.yml"
    cases = [case for case in CASES if case.file.stem == code]
    for kind, exists in (
        ("finds it", any(case.found for case in cases)),
        ("passes", any(not case.found for case in cases)),
    ):
        if not exists and code not in WITHOUT_CASES:
            yield f"{code}: a case that {kind} in tests/rules/cases/{code}.yml"


def test_nothing_is_missing_for_any_rule() -> None:
    assert [part for rule in catalogue() for part in missing(rule.code)] == []


def test_words_cases_and_reported_codes_are_those_of_a_rule() -> None:
    codes = {rule.code for rule in catalogue()}
    reported = re.compile(r"^data/.+ \[([a-z-]+)\]$", re.MULTILINE)

    assert {code for words in WORDS.values() for code in words} <= codes
    assert {case.file.stem for case in CASES} <= codes
    assert {code for case in CASES for code in reported.findall(case.found)} <= codes


def test_no_two_cases_of_a_rule_have_the_same_name() -> None:
    """YAML would keep only the last one."""
    files = {case.file for case in CASES}
    names = [
        line
        for file in files
        for line in file.read_text("utf-8").splitlines()
        if line[:1].isalpha()
    ]

    assert len(names) == len(CASES)


@pytest.mark.parametrize("rule", catalogue(), ids=lambda rule: rule.code)
def test_a_rule_has_one_code_and_is_one_sentence(rule: RuleInfo) -> None:
    assert [each.code for each in catalogue()].count(rule.code) == 1
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.code)
    assert re.fullmatch(r"[A-Z`].+\.", rule.sentence)
