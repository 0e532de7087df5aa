"""Compares two sequences: lines, items of a list, or the words of two texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from generator.core.text import single_spaced

T = TypeVar("T")

Opcode = tuple[str, int, int, int, int]
"""equal, replace, insert or delete: start and end in the old sequence, start and end in the new one."""

MOST_WORDS = 5_000
"""Two texts in which more words than this lie between the first and the last difference count as all different."""

WORD = re.compile(r"\S+?(?<=\w)['’](?=\w)|\S+ ")
"""A word with the space after it; an elided article is a word of its own (l'école)."""


def opcodes(
    old: Sequence[T], new: Sequence[T], most: int, is_junk: Callable[[T], bool] | None = None
) -> list[Opcode]:
    """What `SequenceMatcher.get_opcodes` says of two sequences, in bounded time.

    Its time grows with the square of their length. If more than `most` items lie between the first
    difference and the last, everything between them counts as replaced.
    """
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    a, b = old[start : len(old) - end], new[start : len(new) - end]
    between: list[Opcode] = [("replace", 0, len(a), 0, len(b))]
    if max(len(a), len(b)) <= most:
        between = [*SequenceMatcher(is_junk, a, b).get_opcodes()]
    here, there = start + len(a), start + len(b)
    found: list[Opcode] = [
        ("equal", 0, start, 0, start),
        *((tag, a1 + start, a2 + start, b1 + start, b2 + start) for tag, a1, a2, b1, b2 in between),
        ("equal", here, len(old), there, len(new)),
    ]
    return [(tag, a1, a2, b1, b2) for tag, a1, a2, b1, b2 in found if a1 < a2 or b1 < b2]


def differences(ours: str, theirs: str) -> list[tuple[str, str]]:
    """Where two wordings differ: (ours, theirs), with a word before and after for context.

    Apostrophes and a final full stop are typography, not wording.
    """
    a, b = (WORD.findall(single_spaced(text).rstrip(".") + " ") for text in (ours, theirs))
    old, new = ([word.replace("’", "'") for word in words] for words in (a, b))
    return [
        (_around(a, a1, a2), _around(b, b1, b2))
        for tag, a1, a2, b1, b2 in opcodes(old, new, MOST_WORDS)
        if tag != "equal"
    ]


def _common(old: Sequence[T], new: Sequence[T]) -> int:
    """How many items two sequences have in common from the start."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(old), len(new)))


def _around(words: list[str], start: int, end: int) -> str:
    return "".join(words[max(0, start - 1) : end + 1]).strip()
