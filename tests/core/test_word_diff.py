"""Where two wordings differ."""

from __future__ import annotations

import pytest

from generator.core.word_diff import differences


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("les mêmes mots", "les mêmes mots", []),
        ("l'entente", "l’entente.", []),
        ("un  mot\nplié", "un mot plié", []),
        ("un soutien aux voisins", "un appui aux voisins", [("un soutien aux", "un appui aux")]),
        ("la dimension", "d’une dimension", [("la dimension", "d’une dimension")]),
        ("un mot", "un mot de plus", [("mot", "mot de plus")]),
        ("au début", "tout au début", [("au", "tout au")]),
        ("les 'deux' mille", "les 'deux' cents", [("'deux' mille", "'deux' cents")]),
    ],
)
def test_two_wordings_differ_in_words_not_in_typography(
    ours: str, theirs: str, expected: list[tuple[str, str]]
) -> None:
    assert differences(ours, theirs) == expected
