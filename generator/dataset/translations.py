"""Whether both languages of a text still say the same, as somebody confirmed: by content, not by date."""

from __future__ import annotations

import functools
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.dataset.dataset import Dataset, once
from generator.dataset.quotations import field_of
from generator.records import (
    ENGLISH,
    LANGUAGES,
    Language,
    Location,
    Note,
    Record,
    Text,
    bilingual_fields,
    expected_fields,
    place_of,
    walk,
)

DIGITS = 6  # of a digest: one change in 16 million goes unseen


class State(StrEnum):
    """What is known of a text in two languages."""

    CONFIRMED = "confirmed"
    BEHIND = "behind"
    """One language changed since."""
    CHANGED = "changed"
    """Both did."""
    NEW = "new"
    """Nobody has confirmed it yet."""


TOLD: Mapping[State, str] = {
    State.CONFIRMED: "confirmed before, as it is now",
    State.CHANGED: "the French and the Dutch have changed since somebody confirmed that they say the same",
    State.NEW: "nobody has confirmed that the French and the Dutch say the same",
}


@dataclass(frozen=True, slots=True)
class Translation:
    """A text in two languages; `behind` is the one that stayed as it was while the other changed."""

    where: Location
    text: Text | Note
    state: State
    behind: Language | None = None

    @property
    def field(self) -> str:
        """Its place as messages print it, and as `confirmed` names it: "names.2"."""
        return place_of(self.where)

    @property
    def told(self) -> str:
        """Its state in words."""
        if self.behind is None:
            return TOLD[self.state]
        stayed = ENGLISH[self.behind]
        changed = next(name for name in ENGLISH.values() if name != stayed)
        return f"the {changed} has changed since somebody confirmed that both say the same, the {stayed} has not"

    @property
    def digests(self) -> str:
        """What stands under `confirmed` when somebody confirms it as it is now."""
        return digests(self.text)

    @property
    def line(self) -> str:
        """The line that says so."""
        return f"{self.field}: {self.digests}"


def digests(text: Text | Note) -> str:
    """Of the French and the Dutch words, white space folded: "3f2a91-04b7de"."""
    return "-".join(_digest(text[language]) for language in LANGUAGES)


@functools.lru_cache(maxsize=1024)  # rules and pages ask for those of the same record
def translations(record: Record) -> tuple[Translation, ...]:
    """Every text of a record that has its own words in each language: facts, then the apparatus.

    Two wordings that were confirmed in one place of the record are so in every other: a list
    whose items move needs no new confirmation.
    """
    known = set(record.confirmed.values())
    found = []
    for where, text in _texts(record):
        if isinstance(text, Note) or text.both is None:
            state, behind = _state(digests(text), record.confirmed.get(place_of(where)), known)
            found.append(Translation(where, text, state, behind))
    return tuple(sorted(found, key=lambda text: text.where[0] in Record.model_fields))


def stale(record: Record) -> list[str]:
    """The entries of `confirmed` that no text answers to: by its place, or by its words in the same list."""
    texts = translations(record)
    answered = {text.field for text in texts} | {
        (_field(text.field), text.digests) for text in texts
    }
    return [
        place
        for place, pair in record.confirmed.items()
        if not answered.intersection((place, (_field(place), pair)))
    ]


def _field(place: str) -> str:
    """A place without the numbers of items, which can move."""
    return re.sub(r"\.\d+", "", place)


def confirm(record: Record, fields: Collection[str]) -> dict[str, str]:
    """What `confirmed` is to say once these fields are confirmed; stale entries are left out."""
    confirmed = {}
    for text in translations(record):
        if text.state is State.CONFIRMED or text.field in fields:
            confirmed[text.field] = text.digests
        elif before := record.confirmed.get(text.field):
            confirmed[text.field] = before
    return confirmed


def _digest(words: str) -> str:
    return hashlib.sha256(" ".join(words.split()).encode()).hexdigest()[:DIGITS]


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


class Count(StrEnum):
    """What is counted of the texts of a kind, in a language."""

    TEXTS = "texts"
    OFFICIAL = "official"
    """The source's own words."""
    UNOFFICIAL = "unofficial"
    """Our translation of them."""
    OURS = "ours"
    """Words that no source has: notes, what everybody knows."""
    SAME = "same"
    """One wording for both languages."""
    MISSING = "missing"
    """No words, since no source has any (told under `gaps`)."""
    BEHIND = "behind"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Survey:
    """The state of all translations: counts by kind and language, what waits, what no source gives."""

    counts: Mapping[str, Mapping[Language, Counter[Count]]]
    waiting: list[tuple[Record, Translation]]
    missing: list[tuple[Record, str]]

    @property
    def behind(self) -> list[tuple[Record, Translation]]:
        """Those of which one language has changed."""
        return [(record, text) for record, text in self.waiting if text.behind]

    @property
    def unconfirmed(self) -> list[tuple[Record, Translation]]:
        """Those that nobody has confirmed since both languages are as they are."""
        return [(record, text) for record, text in self.waiting if not text.behind]

    def total(self, language: Language) -> Counter[Count]:
        """The counts of all kinds together."""
        return sum((counts[language] for counts in self.counts.values()), Counter())


@once
def survey(dataset: Dataset) -> Survey:
    """Counts the texts of every record, and lists those that somebody has to look at."""
    found = Survey(defaultdict(lambda: {language: Counter() for language in LANGUAGES}), [], [])
    for record in dataset.records:
        waiting = [text for text in translations(record) if text.state is not State.CONFIRMED]
        missing = _missing(record)
        found.waiting.extend((record, text) for text in waiting)
        found.missing.extend((record, field) for field in missing)
        for language, counts in found.counts[record.kind].items():
            origins = [_origin(record, *text, language) for text in _texts(record)]
            counts.update(origins)
            counts[Count.TEXTS] += len(origins)
            counts[Count.MISSING] += len(missing)
            counts[Count.BEHIND] += sum(text.behind == language for text in waiting)
            counts[Count.UNCONFIRMED] += sum(text.behind is None for text in waiting)
    return found


def outdated(record: Record, text: Translation) -> bool:
    """Whether readers of the language that is behind may miss something.

    They do not where they read the source's own words, and only our translation has changed.
    """
    origins = {_origin(record, text.where, text.text, language) for language in LANGUAGES}
    return text.behind is not None and not (is_quoted(record, text) and Count.UNOFFICIAL in origins)


def is_quoted(record: Record, text: Translation) -> bool:
    """Whether the language that is behind is the source's own words, which follow no change of ours."""
    origin = _origin(record, text.where, text.text, text.behind) if text.behind else None
    return origin is Count.OFFICIAL


def _texts(record: Record) -> Iterator[tuple[Location, Text | Note]]:
    for where, value, _ in walk(record):
        if isinstance(value, Text | Note):
            yield where, value


def _origin(record: Record, where: Location, text: Text | Note, language: Language) -> Count:
    if isinstance(text, Text) and text.both is not None:
        return Count.SAME
    named = {field_of(where), field_of((*where, language))}
    if named.intersection(record.unofficial):
        return Count.UNOFFICIAL
    if isinstance(text, Note) or named.intersection(record.general_knowledge):
        return Count.OURS
    return Count.OFFICIAL


def _missing(record: Record) -> list[str]:
    texts = bilingual_fields(type(record))
    return [f for f in expected_fields(type(record)) if f in texts and not getattr(record, f)]
