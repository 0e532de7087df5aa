"""Where two wordings differ."""

from __future__ import annotations

import pytest

from generator.core.diff import differences, opcodes


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


def test_many_differences_are_not_compared_item_by_item() -> None:
    """A document may have 100,000 lines; time grows with the square of the lines that differ."""
    old = ["same", "b", "c", "d", "end"]
    new = ["same", "x", "c", "y", "end"]
    ends = ("equal", 0, 1, 0, 1), ("equal", 4, 5, 4, 5)

    assert opcodes(old, new, most=2) == [ends[0], ("replace", 1, 4, 1, 4), ends[1]]
    assert len(opcodes(old, new, most=3)) == 5
