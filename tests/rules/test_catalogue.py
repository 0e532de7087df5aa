"""The catalogue of rules: what each rule needs besides its function, and what exists without a rule."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from typing import get_args, get_type_hints

import pytest
import yaml

from generator import rules as room
from generator.dataset.dataset import Dataset
from generator.records import LANGUAGES, Record
from generator.rules.catalogue import FAMILIES, RULES, catalogue
from generator.rules.registry import When, rule, rules_of
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
    lines = [
        line for file in {c.file for c in CASES} for line in file.read_text("utf-8").splitlines()
    ]
    names = [line for line in lines if line[:1].isalpha()]

    assert len(names) == len(CASES)


def test_a_rule_has_one_code_and_is_one_sentence() -> None:
    found = catalogue()

    assert len({each.code for each in found}) == len(found)
    for each in found:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", each.code)
        assert re.fullmatch(r"[A-Z`].+\.", each.sentence), each.code


# --- a rule that is registered wrongly -----------------------------------------------------------


def test_every_module_with_rules_is_a_family() -> None:
    modules = [
        importlib.import_module(f"{room.__name__}.{m.name}")
        for m in pkgutil.iter_modules(room.__path__)
    ]

    assert {m for m in modules if any(rules_of(m))} == {*FAMILIES}


def test_a_rule_takes_the_kinds_and_the_context_that_it_is_registered_for() -> None:
    contexts = {When.ADDRESSES: Mapping[str, str], When.LAST: Mapping[str, bool]}
    for each in RULES:
        *kinds, context, _ = get_type_hints(each.find).values()
        on = get_args(kinds[0]) or (*kinds,) if kinds else (Record,)

        assert {*on} == {*each.on}, each.code
        assert context == contexts.get(each.when, Dataset), each.code
        assert (not kinds) == (each.when is When.DATASET), each.code


@pytest.mark.parametrize(("severity", "when"), [("warning", When.FIRST), ("error", When.LAST)])
def test_a_rule_that_would_never_be_checked_is_refused(severity: str, when: When) -> None:
    with pytest.raises(ValueError, match=when.name):
        rule(severity=severity, when=when)  # type: ignore[arg-type]
