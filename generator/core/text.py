"""Text: compares words as people type them, makes ids, shortens, finds near matches."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST_ID = 60
"""Characters of an id that we propose."""

LONGEST_EXCERPT = 60
"""Characters that a message repeats of what somebody wrote."""

NEAR = 60
"""Of 100: words that are at least this similar may be meant for each other."""


def fold(text: str) -> str:
    """The text without capitals and accents, as people type and compare names."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def single_spaced(text: str) -> str:
    """The words with one space between them: no line breaks, tabs or spaces around them."""
    return " ".join(text.split())


def composed(text: str) -> str:
    """The text with each accented letter as one character (NFC); macOS writes letter and accent apart."""
    return unicodedata.normalize("NFC", text)


def character_name(sign: str) -> str:
    """A character as messages name it: U+0410 CYRILLIC CAPITAL LETTER A. Control characters have no name."""
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".rstrip()


# Accents without a letter, ligatures, wide and mathematical letters.
DISGUISED = re.compile("[\u0300-\u036f\ufb00-\ufb06\uff21-\uff5a\U0001d400-\U0001d7ff]")

# Alphabets with letters that look like Latin letters.
SIMILAR = ("ARMENIAN ", "CHEROKEE ", "COPTIC ", "CYRILLIC ", "GREEK ", "LISU ")


def look_alikes(text: str) -> list[str]:
    """The characters of a text that readers may take for other letters: each once, in order."""
    signs = dict.fromkeys(sign for sign in text if not sign.isascii())
    return [
        sign
        for sign in signs
        if DISGUISED.match(sign) or unicodedata.name(sign, "").startswith(SIMILAR)
    ]


def slugify(*parts: object) -> str:
    """ASCII words joined by hyphens, as ids and addresses are: "l'Écoute" is l-ecoute."""
    text = fold("-".join(str(part) for part in parts)).replace("œ", "oe").replace("æ", "ae")
    words = re.findall("[a-z0-9]+", text)
    while len(words) > 1 and len("-".join(words)) > LONGEST_ID:
        words.pop()
    return "-".join(words)[:LONGEST_ID]


def did_you_mean(word: object, known: Iterable[str]) -> str:
    """A hint that names the known word nearest to a misspelled one. Empty if none is near."""
    found = nearest(str(word), known)
    return f"did you mean “{found}”?" if found else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word nearest to another. Empty if none is as near as NEAR.

    Words of one or two letters must be the same.
    """
    from rapidfuzz import fuzz, process  # imported late: few checks need it

    folded = {name.casefold(): name for name in known}
    cutoff = NEAR if len(word) > 2 else 100  # noqa: PLR2004
    found = process.extractOne(
        word.casefold(), folded.keys(), scorer=fuzz.ratio, score_cutoff=cutoff
    )
    return folded[found[0]] if found else ""


# French and Dutch, from 2 on. Documents use digits for larger numbers.
IN_LETTERS = (
    ("deux", "twee"),
    ("trois", "drie"),
    ("quatre", "vier"),
    ("cinq", "vijf"),
    ("six", "zes"),
    ("sept", "zeven"),
    ("huit", "acht"),
    ("neuf", "negen"),
    ("dix", "tien"),
    ("onze", "elf"),
    ("douze", "twaalf"),
)


def spelled(number: int) -> tuple[str, ...]:
    """A small number in French and in Dutch letters. Empty for other numbers."""
    return IN_LETTERS[number - 2] if 0 <= number - 2 < len(IN_LETTERS) else ()


def shorten(value: object) -> str:
    """What somebody wrote, on one line, cut to the length that a message has room for."""
    text = single_spaced(str(value))
    return text if len(text) <= LONGEST_EXCERPT else f"{text[: LONGEST_EXCERPT - 1]}…"


def counted(count: int, word: str) -> str:
    """The count with its word: "1 error", "2 errors"."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def shorten_middle(text: str, head: int = 60, tail: int = 25) -> str:
    """The first `head` and the last `tail` characters, in whole words if there are any."""
    if len(text) <= head + tail + len(" … "):
        return text
    begin, end = text[:head], text[len(text) - tail :]
    return f"{begin.rpartition(' ')[0] or begin} … {end.partition(' ')[2] or end}"
