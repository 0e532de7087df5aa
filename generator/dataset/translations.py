"""Whether the French and the Dutch of a text still say the same: compares words, not dates.

Somebody confirms that they do, and the record keeps digests of both. If one language changes later, the
other is behind.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.core.text import single_spaced
from generator.dataset.dataset import Dataset, once
from generator.dataset.quotations import field_of
from generator.records import (
    IN_ENGLISH,
    LANGUAGES,
    Language,
    Location,
    Note,
    Record,
    Text,
    bilingual_fields,
    place_of,
    required_or_gap_fields,
    walk,
)

DIGITS = 6
"""The length of a digest: one change in 16 million is missed."""


class State(StrEnum):
    """What is known of a text in two languages."""

    CONFIRMED = "confirmed"
    BEHIND = "behind"
    """One language changed after that."""
    CHANGED = "changed"
    """Both languages changed after that."""
    NEW = "new"
    """Nobody has confirmed it yet."""


DESCRIPTIONS: Mapping[State, str] = {
    State.CONFIRMED: "confirmed before, as it is now",
    State.CHANGED: "the French and the Dutch have changed since somebody confirmed that they say the same",
    State.NEW: "nobody has confirmed that the French and the Dutch say the same",
}


@dataclass(frozen=True, slots=True)
class Translation:
    """A text in two languages. `behind` is the language that did not change when the other did."""

    where: Location
    text: Text | Note
    state: State
    behind: Language | None = None

    @property
    def field(self) -> str:
        """Its place, as in messages and under `confirmed`: "names.2"."""
        return place_of(self.where)

    @property
    def description(self) -> str:
        """Its state in words."""
        if self.behind is None:
            return DESCRIPTIONS[self.state]
        stayed = IN_ENGLISH[self.behind]
        changed = next(name for name in IN_ENGLISH.values() if name != stayed)
        return f"the {changed} has changed since somebody confirmed that both say the same, the {stayed} has not"

    @property
    def digests(self) -> str:
        """The digests of its present words, for `confirmed`."""
        return digests(self.text)

    @property
    def line(self) -> str:
        """The line that confirms it."""
        return f"{self.field}: {self.digests}"


def digests(text: Text | Note) -> str:
    """Digests of the French and the Dutch words, with single spaces: "3f2a91-04b7de"."""
    return "-".join(_digest(text[language]) for language in LANGUAGES)


@functools.lru_cache(maxsize=1024)  # rules and pages ask for the same records
def translations(record: Record) -> tuple[Translation, ...]:
    """Every text of a record that has a wording for each language: facts first, then provenance.

    Words that were confirmed in one place of the record are confirmed in all, because items of lists
    can move.
    """
    known = set(record.confirmed.values())
    found = []
    for where, text in _texts(record):
        if isinstance(text, Note) or text.both is None:
            state, behind = _state(digests(text), record.confirmed.get(place_of(where)), known)
            found.append(Translation(where, text, state, behind))
    return tuple(sorted(found, key=lambda text: text.where[0] in Record.model_fields))


def stale(record: Record) -> list[str]:
    """The entries of `confirmed` that belong to no text: neither their place nor their words exist."""
    texts = translations(record)
    places = {text.field for text in texts}
    words = {(_without_items(text.field), text.digests) for text in texts}  # items can move
    return [
        place
        for place, pair in record.confirmed.items()
        if place not in places and (_without_items(place), pair) not in words
    ]


def _without_items(place: str) -> str:
    """A place without the numbers of items: "names.2" is "names"."""
    return re.sub(r"\.\d+", "", place)


def confirm(record: Record, fields: Collection[str]) -> dict[str, str]:
    """The entries of `confirmed` after these fields are confirmed, without stale ones."""
    confirmed = {}
    for text in translations(record):
        if text.state is State.CONFIRMED or text.field in fields:
            confirmed[text.field] = text.digests
        elif before := record.confirmed.get(text.field):
            confirmed[text.field] = before
    return confirmed


def _digest(words: str) -> str:
    return hashlib.sha256(single_spaced(words).encode()).hexdigest()[:DIGITS]


def _state(now: str, before: str | None, known: Collection[str]) -> tuple[State, Language | None]:
    if now in known:
        return State.CONFIRMED, None
    if before is None:
        return State.NEW, None
    stayed = [
        language
        for language, was, is_ in zip(LANGUAGES, before.split("-"), now.split("-"), strict=True)
        if was == is_
    ]
    return (State.BEHIND, stayed[0]) if stayed else (State.CHANGED, None)


# --- the dataset as a whole --------------------------------------------------------------------


class TextCount(StrEnum):
    """What is counted: texts of a kind of record, in one language."""

    TEXTS = "texts"
    OFFICIAL = "official"
    """The source's own words."""
    UNOFFICIAL = "unofficial"
    """Our translation of them."""
    OURS = "ours"
    """Our own words: notes, general knowledge."""
    SAME = "same"
    """One wording for both languages."""
    MISSING = "missing"
    """Texts that no source has, as `gaps` says."""
    BEHIND = "behind"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Survey:
    """The state of all translations: counts by kind and language, texts to confirm, missing texts."""

    counts: Mapping[str, Mapping[Language, Counter[TextCount]]]
    waiting: list[tuple[Record, Translation]]
    missing: list[tuple[Record, str]]

    @property
    def behind(self) -> list[tuple[Record, Translation]]:
        """Texts that have changed in one language only."""
        return [(record, text) for record, text in self.waiting if text.behind]

    @property
    def unconfirmed(self) -> list[tuple[Record, Translation]]:
        """Texts that nobody has confirmed as they are now."""
        return [(record, text) for record, text in self.waiting if not text.behind]

    def total(self, language: Language) -> Counter[TextCount]:
        """The counts of all kinds together."""
        return sum((counts[language] for counts in self.counts.values()), Counter())


@once
def survey(dataset: Dataset) -> Survey:
    """Counts the texts of every record, and lists those that somebody must confirm or that are missing."""
    found = Survey(defaultdict(lambda: {language: Counter() for language in LANGUAGES}), [], [])
    for record in dataset.records:
        waiting = [text for text in translations(record) if text.state is not State.CONFIRMED]
        missing = _missing(record)
        found.waiting.extend((record, text) for text in waiting)
        found.missing.extend((record, field) for field in missing)
        for language, counts in found.counts[record.kind].items():
            origins = [_origin(record, *text, language) for text in _texts(record)]
            counts.update(origins)
            counts[TextCount.TEXTS] += len(origins)
            counts[TextCount.MISSING] += len(missing)
            counts[TextCount.BEHIND] += sum(text.behind == language for text in waiting)
            counts[TextCount.UNCONFIRMED] += sum(text.behind is None for text in waiting)
    return found


def outdated(record: Record, text: Translation) -> bool:
    """Whether readers of the language that is behind may miss something.

    They do not if they read the source's own words, and only our translation has changed.
    """
    origins = {_origin(record, text.where, text.text, language) for language in LANGUAGES}
    return text.behind is not None and not (
        is_quoted(record, text) and TextCount.UNOFFICIAL in origins
    )


def is_quoted(record: Record, text: Translation) -> bool:
    """Whether the language that is behind has the source's own words, which our changes do not affect."""
    origin = _origin(record, text.where, text.text, text.behind) if text.behind else None
    return origin is TextCount.OFFICIAL


def _texts(record: Record) -> Iterator[tuple[Location, Text | Note]]:
    for where, value, _ in walk(record):
        if isinstance(value, Text | Note):
            yield where, value


def _origin(record: Record, where: Location, text: Text | Note, language: Language) -> TextCount:
    if isinstance(text, Text) and text.both is not None:
        return TextCount.SAME
    named = {field_of(where), field_of((*where, language))}
    if named.intersection(record.unofficial):
        return TextCount.UNOFFICIAL
    if isinstance(text, Note) or named.intersection(record.general_knowledge):
        return TextCount.OURS
    return TextCount.OFFICIAL


def _missing(record: Record) -> list[str]:
    texts = bilingual_fields(type(record))
    return [
        f for f in required_or_gap_fields(type(record)) if f in texts and not getattr(record, f)
    ]
