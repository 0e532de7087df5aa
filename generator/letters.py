"""Words as people type and compare them: without capitals, accents and marks."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

LONGEST_ID = 60
"""Characters, of those that we propose."""


def bare(text: str) -> str:
    """Without capitals and accents, as people type and compare names."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def kebab(*parts: object) -> str:
    """ASCII words joined by hyphens, as ids and addresses are: "l'Écoute" is l-ecoute."""
    text = bare("-".join(str(part) for part in parts)).replace("œ", "oe").replace("æ", "ae")
    words = re.findall("[a-z0-9]+", text)
    while len(words) > 1 and len("-".join(words)) > LONGEST_ID:
        words.pop()
    return "-".join(words)[:LONGEST_ID]


def near(word: object, known: Iterable[str]) -> str:
    """A hint that names the known word nearest to a misspelled one; empty when none is near."""
    found = nearest(str(word), known, 0.5)
    return f"did you mean “{found}”?" if found else ""


def nearest(word: str, known: Iterable[str], nearness: float) -> str:
    """The known word nearest to another, at least so near (0 to 1); empty when none is.

    Two letters that are not the same are two words.
    """
    folded = {name.casefold(): name for name in known}
    cutoff = nearness if len(word) > 2 else 1  # noqa: PLR2004
    matches = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=cutoff)
    return folded[matches[0]] if matches else ""
