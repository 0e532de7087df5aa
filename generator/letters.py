"""Words as people type and compare them: without capitals, accents and marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST_ID = 60
"""Characters, of those that we propose."""

NEAR = 60
"""Of 100: how alike two words are of which one may be meant for the other."""


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
    found = nearest(str(word), known)
    return f"did you mean “{found}”?" if found else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word nearest to another, if it is NEAR; empty when none is.

    Two letters that are not the same are two words.
    """
    from rapidfuzz import fuzz, process  # imported late: hardly a check needs it

    folded = {name.casefold(): name for name in known}
    cutoff = NEAR if len(word) > 2 else 100  # noqa: PLR2004
    found = process.extractOne(
        word.casefold(), folded.keys(), scorer=fuzz.ratio, score_cutoff=cutoff
    )
    return folded[found[0]] if found else ""
