"""Text as people type and compare it."""

from __future__ import annotations

import pytest

from generator.core.text import (
    LONGEST_ID,
    character_name,
    did_you_mean,
    fold,
    look_alikes,
    shorten,
    shorten_middle,
    single_spaced,
    slugify,
)


def test_folded_text_has_no_capitals_and_no_accents() -> None:
    assert fold("Les Amis de l'Île") == "les amis de l'ile"


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("L'Écoute", "l-ecoute"),
        ("foyer_atelier  Médiawijs", "foyer-atelier-mediawijs"),
        ("Cœur & Æther", "coeur-aether"),
        ("– ?", ""),
    ],
)
def test_an_id_is_ascii_words_joined_by_hyphens(words: str, written: str) -> None:
    assert slugify(words) == written


def test_a_long_id_ends_with_a_whole_word() -> None:
    assert slugify("maison " * 20) == "-".join(["maison"] * 8)
    assert len(slugify("a" * 100)) == LONGEST_ID


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("ixeles", "did you mean “ixelles”?"),
        ("en", ""),
        ("vorst", "did you mean “forest”?"),
        ("molenbeek", ""),
        (None, ""),
    ],
)
def test_a_hint_names_the_nearest_word(word: object, hint: str) -> None:
    assert did_you_mean(word, ["forest", "ixelles", "uccle"]) == hint


def test_a_character_is_named_with_its_code() -> None:
    assert character_name("А") == "U+0410 CYRILLIC CAPITAL LETTER A"
    assert character_name("\x07") == "U+0007"


def test_letters_that_look_like_others_are_found() -> None:
    assert look_alikes("Аction confiance сonﬁance Özkara œuvre 5 ‰ µm") == ["А", "с", "ﬁ"]
    assert look_alikes("é ï x̃") == ["\N{COMBINING TILDE}"]


def test_white_space_of_any_kind_becomes_single_spaces() -> None:
    assert single_spaced(" a\n\tb\u00a0 c ") == "a b c"


def test_long_text_is_shortened_at_its_end_or_in_its_middle_between_words() -> None:
    assert shorten("mot " * 20) == "mot " * 14 + "mot…"
    assert shorten_middle("un deux trois quatre", 8, 8) == "un deux … quatre"
    assert shorten_middle("un deux", 8, 8) == "un deux"
