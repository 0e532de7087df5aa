"""Compares two texts word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from generator.core.diff import opcodes
from generator.core.text import shorten_middle

CONTEXT = 40
"""Characters of unchanged text that are kept before and after a change."""

MOST_CHANGES = 50
"""After so many changes in one text, the rest is left out."""

MOST_WORDS = 1_000
"""With more words that differ, the whole text counts as replaced: comparing words takes too long."""

TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
VISIBLE = str.maketrans({" ": "␣", "\u00a0": "⍽", "\n": "¶"})

Piece = tuple[Literal["same", "old", "new"], str]


def word_diff(old: str, new: str) -> Iterator[Piece]:
    """The pieces of both texts in reading order; long pieces that stay are shortened."""
    if not any(map(str.isspace, old + new)):  # an id, an address or a number is one word
        if old:
            yield "old", old
        if new:
            yield "new", new
        return
    a, b = TOKEN.findall(old), TOKEN.findall(new)
    steps = opcodes(a, b, MOST_WORDS, str.isspace)
    for tag, a1, a2, b1, b2 in steps[:MOST_CHANGES]:
        if tag == "equal":
            head, tail = CONTEXT * (a1 > 0), CONTEXT * (a2 < len(a))
            yield "same", shorten_middle("".join(a[a1:a2]), head, tail)
            continue
        if a1 < a2:
            yield "old", _visible("".join(a[a1:a2]))
        if b1 < b2:
            yield "new", _visible("".join(b[b1:b2]))
    if len(steps) > MOST_CHANGES:
        yield "same", " … "


def _visible(text: str) -> str:
    """The text; if it is only space, with a sign for each space."""
    return text.translate(VISIBLE) if text.isspace() else text
