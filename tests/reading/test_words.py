"""The words of the interface, in both languages and each in one file; the settings of the site."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.core.problem import DataError
from generator.reading.words import load_settings, load_words


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


# --- settings ----------------------------------------------------------------------------------


def test_settings_are_three_addresses(tmp_path: Path) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text("site_name: x\nsite_url: a\nrepo_url: b\nedit_uri: c\n", encoding="utf-8")

    assert load_settings(file) == {"site_url": "a", "repo_url": "b", "edit_uri": "c"}


def test_each_missing_setting_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text("site_url: a\nrepo_url: 1\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_settings(file)

    assert [problem.message for problem in caught.value.problems] == [
        "edit_uri is missing: pages link to it",
        "repo_url is missing: pages link to it",
    ]


def test_a_missing_file_of_settings_is_reported(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"mkdocs\.yml:1:1: cannot be read: No such file"):
        load_settings(tmp_path / "mkdocs.yml")
