"""Typography: no-break spaces and curly apostrophes.

Data and interface strings have the characters of a keyboard. Pages show the result of `typeset`.
"""

from __future__ import annotations

import functools
import re

NO_BREAK = "\u00a0"

# French has a space before double marks and inside quotation marks. Both languages have a space between a
# number and its unit, and between groups of digits. A line must not break at these spaces.
SPACE = r" (?=[:;?!»])|(?<=«) |(?<=\d) (?=[%€])|(?<=€) (?=\d)"
SPACE += r"|(?:(?<=\bn°)|(?<=\bnr\.)) (?=[\d{])"  # a number will replace “{”
SPACE += r"|(?<=\d) (?=\d{3}\b|(?:millions?|milliards?|miljoen|miljard|euros?)\b)"
# Between letters, after an elided word (“d'”, “qu'”), or before the Dutch “'s” and “'t”. Other single
# marks are quotation marks. Code between `backticks` stays as it is.
APOSTROPHE = r"(?<=\w)'(?=\w)|(?<=\b[cdjlmnstCDJLMNST])'|(?<=\b[qQ]u)'|(?<!\w)'(?=[st]\b)"

MARKS = re.compile(rf"`[^`]*`|{SPACE}|{APOSTROPHE}")


@functools.lru_cache(maxsize=8192)  # the same names and phrases are on many pages
def typeset(text: str) -> str:
    """The text with no-break spaces and curly apostrophes, except in code between backticks."""
    return MARKS.sub(_set, text)


def _set(match: re.Match[str]) -> str:
    mark = match[0]
    if mark == " ":
        return NO_BREAK
    return "’" if mark == "'" else mark
