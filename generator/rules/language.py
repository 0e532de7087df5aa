"""Language: the language and the letters of texts."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any

from generator.core.problem import Finding
from generator.core.text import character_name, look_alikes, single_spaced
from generator.dataset.dataset import Dataset
from generator.dataset.quotations import field_of
from generator.records import FOREIGN, LANGUAGES, Language, Location, Note, Record, Text, walk
from generator.rules.registry import rule

SURE = 0.3
"""How clearly a text must belong to the other language (see `frenchness`).

For 87 of 100 texts of 2022, the score of their own language is higher by SURE or more; no text is on the wrong
side by more than 0.1.
"""
SURE_TOGETHER = 0.2
"""How far apart two texts must be that are both on the wrong side: the scores of short texts differ less."""
SHORTEST = 5
"""Letters: the language of a shorter text is not known."""
LONGEST_NAME = 4
"""Words: a longer text is a sentence, not a name."""


def _texts(record: Record) -> Iterator[tuple[Location, Text | Note]]:
    """The texts of a record in two languages, and where they are."""
    for where, value, _ in walk(record):
        if isinstance(value, Text | Note):
            yield where, value


@rule(severity="warning")
def look_alike(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A text has no letter of another alphabet, ligature or stray accent that looks like a French or Dutch letter."""
    for where, text in _texts(record):
        both = [(language, text[language]) for language in LANGUAGES]
        for key, words in text.wordings if isinstance(text, Text) else both:
            for sign in look_alikes(words):
                message = f"“{sign}” ({character_name(sign)}) looks like another letter"
                hint = "type that letter; if this one is meant, say so under `silenced`"
                yield Finding((*where, key), message, hint)


@rule(severity="warning")
def wrong_language(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """The text under `fr` is French, the text under `nl` is Dutch."""
    for where, text in _texts(record):
        if _is_same(text):
            continue
        french, dutch = (frenchness(_own(text, language)) for language in LANGUAGES)
        same = (
            "words that stay French or Dutch go in brackets: [words]{fr}, [words]{nl}"
            if isinstance(text, Note)
            else "a name that is the same in both languages goes under `both`"
        )
        if french < 0 < dutch and dutch - french > SURE_TOGETHER:
            message = "the French reads like Dutch and the Dutch like French"
            yield Finding(where, message, "exchange `fr` and `nl`")
        elif french < -SURE:
            yield Finding((*where, "fr"), "reads like Dutch", f"write it in French; {same}")
        elif dutch > SURE:
            yield Finding((*where, "nl"), "reads like French", f"write it in Dutch; {same}")


def frenchness(words: str) -> float:
    """How French (towards 1) or Dutch (towards -1) words are; 0 if that is not known."""
    if len(words) < SHORTEST:
        return 0
    scores: dict[str, float] = _detector().detect_details(words).scores
    return scores.get("fr", 0) - scores.get("nl", 0)


@functools.cache  # imported late: most commands need no detector
def _detector() -> Any:
    import eldc  # type: ignore[import-untyped]

    eldc.init()
    detector = eldc.instance()
    detector.set_languages(["fr", "nl"])
    detector.set_scores(2)
    return detector


@rule(severity="warning")
def curly_apostrophe(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """Our own texts have the straight apostrophe of the keyboard: pages show every apostrophe curly."""
    for where, text in _texts(record):
        for language in LANGUAGES:
            ours = isinstance(text, Note) or f"{field_of(where)}.{language}" in record.unofficial
            if ours and (found := re.search(r"\w+’\w*", text[language])):
                typed = found[0].replace("’", "'")
                message = f"“{found[0]}” has a curly apostrophe"
                yield Finding((*where, language), message, f"write “{typed}”")


@rule(severity="warning")
def same_in_both(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A text that is the same in both languages is written once, under `both`; our own sentences are translated."""
    message = "the same words in French and in Dutch"
    for where, text in _texts(record):
        if not _is_same(text):
            continue
        if isinstance(text, Note):
            if len(_own(text, "fr").split()) > LONGEST_NAME:
                yield Finding(where, message, "translate one of them")
        elif text.both is None:
            hint = "translate one of them; a name that needs no translation goes under `both`"
            yield Finding(where, message, hint)


def _is_same(text: Text | Note) -> bool:
    """Whether a text has the same words in both languages."""
    return single_spaced(text["fr"]) == single_spaced(text["nl"])


def _own(text: Text | Note, language: Language) -> str:
    """The words of a text in one language, without those that it marks as foreign."""
    return FOREIGN.sub(" ", text[language]).strip()
