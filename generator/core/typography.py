"""Sets text in type: spaces that do not break, and the curly apostrophe.

Data and interface strings are typed as a keyboard types them; pages show what `typeset` makes of them.
"""

from __future__ import annotations

import functools
import re

NO_BREAK = "\u00a0"

# French puts a space before the double marks and inside its quotation marks, and both languages
# between a number and its unit or its groups of digits: a line must not break there.
# Code between `backticks` stays as it is.
SPACE = r" (?=[:;?!»])|(?<=«) |(?<=\d) (?=[%€])|(?<=€) (?=\d)"
SPACE += r"|(?:(?<=\bn°)|(?<=\bnr\.)) (?=[\d{])"  # “{” is where a number will be
SPACE += r"|(?<=\d) (?=\d{3}\b|(?:millions?|milliards?|miljoen|miljard|euros?)\b)"
# Between letters, after an elided word (“d'”, “qu'”), or before the Dutch “'s” and “'t”. Other single
# marks are quotation marks.
APOSTROPHE = r"(?<=\w)'(?=\w)|(?<=\b[cdjlmnstCDJLMNST])'|(?<=\b[qQ]u)'|(?<!\w)'(?=[st]\b)"

MARKS = re.compile(rf"`[^`]*`|{SPACE}|{APOSTROPHE}")


@functools.lru_cache(maxsize=8192)  # the same names and phrases are on many pages
def typeset(text: str) -> str:
    """The text with no-break spaces and curly apostrophes; code between backticks stays as it is."""
    return MARKS.sub(_set, text)


def _set(match: re.Match[str]) -> str:
    mark = match[0]
    if mark == " ":
        return NO_BREAK
    return "’" if mark == "'" else mark
