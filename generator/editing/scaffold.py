"""Makes the file of a new record of the answers to the questions of `new`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.core.text import fold
from generator.dataset.dataset import Dataset
from generator.dataset.lookup import by_name
from generator.dataset.quotations import field_of, quotations
from generator.editing.answers import Draft, shown
from generator.editing.prompts import Asked
from generator.reading.canonical import canonicalize
from generator.records import LANGUAGES, Location, Note, Record, Text, walk
from generator.rules.quotations import not_in_source
from generator.rules.rows import row_of_another_commune
from generator.rules.years import missing_year

ALIKE = 0.8
"""How near a name is to one that it may be a spelling of."""

MISSING = "…"
"""What a new record says in a language in which it was given no words."""


@dataclass(frozen=True)
class Made:
    """A new record, its file's path in the repository and text, and what is left to do about it.

    Words that are missing are marked in the file; the record says MISSING.
    """

    record: Record
    path: str
    text: str
    notes: list[str]


def make(asked: Asked, draft: Draft) -> Made:
    """The record that the answers make: every question is answered, but those that can be left."""
    fields: dict[str, Any] = {**asked.unasked}
    for place, value in _settled(draft).items():
        _put(value, place, fields)
    record = asked.kind.model_validate(fields)
    missing = dict(_missing(record))
    absent = [place for place in _unprinted(record, draft.dataset) if place not in missing]
    # Of a text that is printed in neither language, none is a translation.
    unofficial = [place for place in absent if _counterpart(place) not in absent]
    if unofficial:
        fields["unofficial"] = unofficial
    folder = f"{fields['year']}/" if "year" in fields else ""
    path = f"data/{record.kind}/{folder}{record.id}.yml"
    text = canonicalize("", asked.kind, path, **fields)
    text = re.sub(rf"^([ -]*..:) {MISSING}$", r"\1 null  # to be given", text, flags=re.MULTILINE)
    hints = {field_of(found.where): found.hint for found in not_in_source(record, draft.dataset)}
    notes = [*_first(record, draft.dataset), *missing.values()]
    for field in absent:
        hint = hints.get(field) or hints.get(f"{field}.both") or "cite the lines that print it"
        notes.append(
            f"{field} is not on the cited lines, so it is named under `unofficial`: as ours. "
            f"If it is not ours: {hint}."
            if field in unofficial
            else f"{field} is not on the cited lines: {hint}."
        )
    return Made(record, path, text, notes)


def _settled(draft: Draft) -> dict[Location, Any]:
    """The answers by their places; of a text, what is the same in both languages once."""
    settled = dict(draft.answers)
    for text in {place[:-1] for place in settled if place[-1] in LANGUAGES} - {("slug",)}:
        words = {
            (*text, language): settled.pop((*text, language), MISSING) for language in LANGUAGES
        }
        fr, nl = words.values()
        settled |= {(*text, "both"): fr} if fr == nl and draft.quotes(text) else words
    return settled


def _put(value: Any, place: Location, fields: Any) -> None:
    """Puts a value in its place below `fields`; a list on the way has one item."""
    step, *rest = place
    if not rest:
        fields[step] = value
    elif rest[0] == 0:
        _put(value, tuple(rest[1:]), fields.setdefault(step, [{}])[0])
    else:
        _put(value, tuple(rest), fields.setdefault(step, {}))


def _missing(record: Record) -> Iterator[tuple[str, str]]:
    """The place of each text that lacks a language, and what to do about it."""
    for where, text, _ in walk(record):
        for language in LANGUAGES if isinstance(text, Text | Note) else ():
            if text[language] == MISSING:
                place = field_of((*where, language))
                ours = "; a translation of yours is named under `unofficial`"
                yield place, f"Give {place}{ours if isinstance(text, Text) else ''}."


def _unprinted(record: Record, dataset: Dataset) -> list[str]:
    """The places of the words that no cited line holds."""
    absent = [quotation.where for quotation in quotations(record, dataset) if not quotation.spans]
    return [*dict.fromkeys(field_of(where).removesuffix(".both") for where in absent)]


def _counterpart(place: str) -> str:
    """The place of a text's wording in the other language: title.nl for title.fr."""
    field, _, language = place.rpartition(".")
    return f"{field}.{'nl' if language == 'fr' else 'fr'}" if language in LANGUAGES else place


def _first(record: Record, dataset: Dataset) -> Iterator[str]:
    """What comes before the record: what it needs, and whether it is there already."""
    for finding in (*missing_year(record, dataset), *row_of_another_commune(record, dataset)):
        yield f"First {finding.hint}: {finding.message}."
    others = dataset.all(type(record))
    twins = [other for other in others if other.sources == record.sources]
    if record.label and not hasattr(record, "year"):  # every year may have its Bal
        called = by_name(others)
        near = difflib.get_close_matches(fold(record.label["fr"]), called, n=1, cutoff=ALIKE)
        twins += [other for name in near for other in called[name]]
    if twins:
        yield (
            f"Is it {shown(twins[-1])}? Then delete this record, and add what is new, such as a "
            "spelling, to that one."
        )
