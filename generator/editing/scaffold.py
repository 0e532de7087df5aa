"""Makes the file of a new record from the answers to the prompts of `new`."""

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
from generator.editing.answers import Answers
from generator.editing.parsers import described
from generator.editing.prompt import KindPrompts
from generator.reading.canonical import canonicalize
from generator.records import LANGUAGES, Location, Note, Record, Text, walk
from generator.rules.quotations import not_in_source
from generator.rules.rows import row_of_another_commune
from generator.rules.years import missing_year

LIKENESS = 0.8
"""Names that are at least this similar, from 0 to 1, may be spellings of the same name."""

MISSING = "…"
"""The words of a new record in a language for which there is no answer."""


@dataclass(frozen=True)
class NewRecord:
    """A new record, the path of its file in the repository, its text, and what is left to do.

    The file says `null` where words are missing; the record says MISSING.
    """

    record: Record
    path: str
    text: str
    steps: list[str]


def new_record(kind: KindPrompts, answers: Answers) -> NewRecord:
    """The record that the answers make. Every prompt that is required has its answer."""
    fields: dict[str, Any] = {**kind.preset}
    for place, value in _values_by_place(answers).items():
        _put(value, place, fields)
    record = kind.kind.model_validate(fields)
    missing = dict(_missing(record))
    not_cited = [place for place in _not_cited(record, answers.dataset) if place not in missing]
    # A translation of ours: the words in one language are printed, those in the other are not.
    unofficial = [place for place in not_cited if _other_language(place) not in not_cited]
    if unofficial:
        fields["unofficial"] = unofficial
    folder = f"{fields['year']}/" if "year" in fields else ""
    path = f"data/{record.kind}/{folder}{record.id}.yml"
    text = canonicalize("", kind.kind, path, **fields)
    text = re.sub(rf"^([ -]*..:) {MISSING}$", r"\1 null  # to be given", text, flags=re.MULTILINE)
    steps = [
        *_first_steps(record, answers.dataset),
        *missing.values(),
        *_steps_for_uncited(record, answers.dataset, not_cited, unofficial),
    ]
    return NewRecord(record, path, text, steps)


def _steps_for_uncited(
    record: Record, dataset: Dataset, not_cited: list[str], unofficial: list[str]
) -> Iterator[str]:
    """What to do about each text that no cited line prints."""
    hints = {field_of(found.where): found.hint for found in not_in_source(record, dataset)}
    for field in not_cited:
        hint = hints.get(field) or hints.get(f"{field}.both") or "cite the lines that print it"
        if field in unofficial:
            yield (
                f"{field} is not on the cited lines, so it is listed under `unofficial`, as our words. "
                f"If they are not ours: {hint}."
            )
        else:
            yield f"{field} is not on the cited lines: {hint}."


def _values_by_place(answers: Answers) -> dict[Location, Any]:
    """The values by their place. A text in both languages that is the same is under `both`."""
    fields = dict(answers.values)
    for text in {place[:-1] for place in fields if place[-1] in LANGUAGES} - {("slug",)}:
        fr, nl = (fields.pop((*text, language), MISSING) for language in LANGUAGES)
        if fr == nl and answers.is_quoted(text):
            fields[*text, "both"] = fr
        else:
            fields |= {(*text, "fr"): fr, (*text, "nl"): nl}
    return fields


def _put(value: Any, place: Location, fields: Any) -> None:
    """Puts a value at its place in `fields`; a list on the way has one item."""
    step, *rest = place
    if not rest:
        fields[step] = value
    elif rest[0] == 0:
        _put(value, tuple(rest[1:]), fields.setdefault(step, [{}])[0])
    else:
        _put(value, tuple(rest), fields.setdefault(step, {}))


def _missing(record: Record) -> Iterator[tuple[str, str]]:
    """The place of each text that is missing in a language, and what to do about it."""
    for where, text, _ in walk(record):
        for language in LANGUAGES if isinstance(text, Text | Note) else ():
            if text[language] == MISSING:
                place = field_of((*where, language))
                ours = f"; if you translate it yourself, list {place} under `unofficial`"
                yield place, f"Add {place}{ours if isinstance(text, Text) else ''}."


def _not_cited(record: Record, dataset: Dataset) -> list[str]:
    """The places of the words that no cited line prints."""
    found = [quotation.where for quotation in quotations(record, dataset) if not quotation.spans]
    return [*dict.fromkeys(field_of(where).removesuffix(".both") for where in found)]


def _other_language(place: str) -> str:
    """The place of the same text in the other language: title.nl for title.fr."""
    field, _, language = place.rpartition(".")
    return f"{field}.{'nl' if language == 'fr' else 'fr'}" if language in LANGUAGES else place


def _first_steps(record: Record, dataset: Dataset) -> Iterator[str]:
    """What to do first: add what the record needs, and see whether it is there already."""
    for finding in (*missing_year(record, dataset), *row_of_another_commune(record, dataset)):
        yield f"First {finding.hint}: {finding.message}."
    others = dataset.all(type(record))
    twins = [other for other in others if other.sources == record.sources]
    if record.label and not hasattr(record, "year"):  # the same name may come back each year
        named = by_name(others)
        near = difflib.get_close_matches(fold(record.label["fr"]), named, n=1, cutoff=LIKENESS)
        twins += [other for name in near for other in named[name]]
    if twins:
        yield (
            f"Is it the same as {described(twins[-1])}? Then delete this record, and add what is new, for "
            "example a spelling, to that one."
        )
