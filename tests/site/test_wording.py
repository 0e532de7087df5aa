"""Texts of records on pages: their language, their lists, their corrections."""

from __future__ import annotations

import pytest

from generator.records import LANGUAGES, Language
from tests.support.parsed_page import Read, Render, normalize_space
from tests.support.repository import Repository

# --- languages ---------------------------------------------------------------------------------


def test_words_in_another_language_say_so(page: Read) -> None:
    spans = [*page("nl", "associations/amis").all("span", lang="fr")]

    assert {"Les Amis de l’Île", "Lieu d’Accueil pour l’Île"} <= {span.text for span in spans}


def test_a_name_that_has_no_language_is_left_alone(page: Read) -> None:
    spans = [span.text for span in page("nl", "associations/ketjes").all("span")]

    assert "Ketjes" not in spans


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_in_a_third_language_says_so_on_every_page(language: Language, page: Read) -> None:
    for key in ("activities/2026-ixelles-m2-1", "activities-2026", "communes/ixelles"):
        assert "Repair Café" in [e.text for e in page(language, key).all("span", lang="en")], key


def test_words_of_another_language_within_a_note_say_so(
    repository: Repository, render: Render
) -> None:
    repository.replace("data/local-plans/2022-uccle.yml", "est vide.", "est [leeg <i>]{nl}.")
    commune = render(repository)("fr", "communes/uccle")

    assert [span.text for span in commune.all("span", lang="nl")] == ["Ukkel", "leeg <i>"]


def test_a_title_of_the_other_language_is_marked_in_a_text_as_a_whole_word_only(
    repository: Repository, render: Render
) -> None:
    """The Dutch title “tous” is no part of the French word “toussent”."""
    repository.replace(
        "data/projects/2022-ketjes-bal.yml",
        "  both: Bal\n",
        "  fr: Bal\n  nl: tous\n",
    )
    repository.replace("data/projects/2022-ketjes-bal.yml", "bal pour tous", "bal où tous toussent")
    repository.replace(
        "data/sources/question-7/text.txt", "Un bal pour tous", "Un bal où tous toussent"
    )
    project = render(repository)("fr", "projects/2022-ketjes-bal")

    assert [span.text for span in project.all("span", lang="nl")] == ["tous"]


# --- corrections -------------------------------------------------------------------------------


def test_corrections_to_words_for_both_languages_are_shown_in_both(page: Read) -> None:
    for language in LANGUAGES:
        question = page(language, "questions/question-7")
        assert "L'ÉCUYER" in [q.text for q in question.all("q", lang="fr")]


def test_a_correction_may_contain_html_and_digits(repository: Repository, render: Render) -> None:
    cafe = "data/projects/2022-amis-cafe.yml"
    repository.replace(cafe, "Des soirées & des débats", 'Des soirées "0" & 1 débats')
    repository.replace(cafe, "  - lang: fr\n    printed: débas\n    shown: débats", "  - lang: fr")
    repository.replace(
        cafe,
        "  - lang: fr\n    why: misread",
        "".join(
            f"  - lang: fr\n    printed: '{printed}'\n    shown: '{shown}'\n    why: misread\n"
            for printed, shown in (('"o" &', '"0" &'), ("des", "1"), ("débas", "débats"))
        ).rstrip("\n"),
    )
    repository.replace("data/sources/question-7/text.txt", "soirées & des", 'soirées "o" & des')
    project = render(repository)("fr", "projects/2022-amis-cafe")
    marks = [*project.all("a", class_="corrected")]

    assert [mark.text for mark in marks] == ['"0" &', "1", "débats"]
    assert [
        mark["title"].endswith(p) for mark, p in zip(marks, ('"o" &', "des", "débas"), strict=True)
    ]


def test_corrected_words_are_marked_across_the_end_of_a_line(
    repository: Repository, render: Render
) -> None:
    cafe = "data/projects/2022-amis-cafe.yml"
    repository.replace(cafe, "Des soirées & des débats", "Des soirées & des\n    débats")
    repository.replace(cafe, "printed: débas", "printed: des débas")
    repository.replace(cafe, "shown: débats", "shown: des débats")
    project = render(repository)("fr", "projects/2022-amis-cafe")

    assert normalize_space(project.one("a", class_="corrected").text) == "des débats"
