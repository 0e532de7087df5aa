"""The words of the interface: in both languages, each in one file."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.core.problem import DataError
from generator.reading.interface import load_words


def problems(tmp_path: Path, *files: str) -> str:
    words = tmp_path / "generator" / "site" / "words"
    words.mkdir(parents=True)
    for name, text in zip("ab", files, strict=False):
        (words / f"{name}.yml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_words(tmp_path / "generator")
    return str(caught.value)


@pytest.mark.parametrize(
    "text", ["{fr: Année}", "{fr: Année, nl: }", "{fr: Année, nl: ''}", "Année", ""]
)
def test_a_word_has_both_languages(text: str, tmp_path: Path) -> None:
    assert "year has no text in nl [interface]" in problems(tmp_path, f"year: {text}")


@pytest.mark.parametrize("forms", ["{}", "{one: project}"])
def test_a_plural_has_its_forms(forms: str, tmp_path: Path) -> None:
    text = f"projects: {{fr: {{one: projet, other: projets}}, nl: {forms}}}"

    assert "projects has no text in nl" in problems(tmp_path, text)


def test_a_word_is_in_one_file(tmp_path: Path) -> None:
    assert problems(tmp_path, "a: {fr: A, nl: A}", "b: {fr: B, nl: B}\na: {fr: A, nl: A}") == (
        "generator/site/words/b.yml:2:1: a: a is already in generator/site/words/a.yml [interface]\n"
        "    delete one of the two"
    )


def test_words_that_are_not_yaml_have_their_place_reported(tmp_path: Path) -> None:
    assert problems(tmp_path, "year: {fr: Année").startswith(
        "generator/site/words/a.yml:1:7: a bracket that is not closed"
    )
