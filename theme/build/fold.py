"""Folds text into the words that the search compares, exactly as overrides/assets/fold.js does.

Accents, apostrophes, hyphens, ligatures, grouped digits and "Saint" make no difference between
printed and typed words. A test compares the two modules on every text of the site.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

APOSTROPHES = "'’‘ʼ´`′＇"
SPACES = "\u00a0\u202f\u2009"  # within a number
LETTER = r"(?:[^\W_]|[\u0300-\u036f])"
INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")

TOKEN = re.compile(
    # An elided article is skipped.
    rf"(?<![^\W_])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)[{APOSTROPHES}](?=[^\W\d_])"
    # 118.800, 118 800, 50.000,50
    rf"|(?<![^\W_])(?<![.,])(?P<amount>\d{{1,3}}(?:[.,'’{SPACES}]\d{{3}})+)"
    rf"(?:[.,](?P<cents>\d{{1,2}}))?(?!{LETTER})"
    # 2.5, 2,5, M2.5, m2-5, 118800,00
    rf"|(?<![^\W_])(?<![.,])m?(?P<whole>\d+)(?:[.,]|(?<=m\d)-)(?P<part>\d{{1,2}})"
    rf"(?![.,]?\d|{LETTER})"
    rf"|(?P<word>{LETTER}+)",
    re.IGNORECASE,
)
LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l"})
NUMBERED = re.compile(r"\d+([^\W\d_]{3,})$")  # 2bouts, but not 1er
SAINT = {"st", "ste", "saint", "sainte", "sint"}

# Words that do not help to find anything, unless nothing else is typed.
PARTICLES = set(
    "a au aux ce ces d dans de des du en et l la le les ou par pour s sur un une"  # noqa: SIM905
    " aan bij die dit een der het in met naar of om op te ten ter tot uit van voor".split()
)


def significant(words: list[str]) -> list[str]:
    """Return the words without particles; all words if there are only particles."""
    return [word for word in words if word not in PARTICLES] or words


def fold(text: str) -> list[str]:
    """Return the words of a text, in order, as they are compared."""
    return ["saint" if word in SAINT else word for word, _ in _words(text)]


def folded(text: str) -> Iterator[tuple[str, str]]:
    """Yield (word, printed form) for each word that finds a text: "bouts" finds "2Bouts" too."""
    for word, printed in _words(text):
        yield word, printed
        if word in SAINT:
            yield "saint", printed
        if match := NUMBERED.match(word):
            yield match[1], printed


def _words(text: str) -> Iterator[tuple[str, str]]:
    for match in TOKEN.finditer(INVISIBLE.sub("", text)):
        if match["amount"]:
            yield re.sub(r"\D", "", match["amount"]) + _decimals(match["cents"] or "0"), match[0]
        elif match["whole"]:
            money = len(match["whole"]) > 3 or match["part"] == "00"  # noqa: PLR2004
            part = _decimals(match["part"]) if money else f"d{match['part']}"
            yield match["whole"] + part, match[0]
        elif match["word"] and (word := _bare(match["word"])):
            yield word, match[0]


def _decimals(part: str) -> str:
    return f"d{part}" if part.strip("0") else ""


def _bare(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.lower()).translate(LETTERS)
    return "".join(letter for letter in letters if not "\u0300" <= letter <= "\u036f")
