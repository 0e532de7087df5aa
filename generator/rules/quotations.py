"""Quotations: what a record quotes is printed in the document that it cites."""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.problem import Finding
from generator.core.text import shorten_middle, single_spaced
from generator.dataset.dataset import Dataset
from generator.dataset.lines import line_of
from generator.dataset.quotations import Quotation, field_of
from generator.records import Location, Record, Source
from generator.rules.cited import by_place, is_astray
from generator.rules.corrections import correction_not_in_source, correction_without_text
from generator.rules.provenance import unknown_field
from generator.rules.registry import rule
from generator.rules.suggestions import (
    alike,
    are_exchanged,
    elsewhere,
    is_number,
    suggest,
)

MOST_HINTS = 20
"""Quotations of a record that get a suggestion: after these are fixed, the next ones get one."""


@rule()
def line_not_in_source(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """The lines that a record cites exist in the document and are not blank."""
    named: list[tuple[Location, str, range]] = [
        (("sources", index, "lines"), citation.document, lines)
        for index, citation in enumerate(record.sources)
        for lines in citation.lines
    ]
    if isinstance(record, Source):
        named += [
            (("parts", i, "lines"), record.id, part.lines) for i, part in enumerate(record.parts)
        ]
    for where, document, lines in named:
        last = len("\n".join(dataset.texts[document]).rstrip().split("\n"))
        beyond = lines[-1] > last
        if beyond or not any(line_of(dataset, document, line) for line in lines):
            span = f"line {lines[0]}" if len(lines) == 1 else f"lines {lines[0]} to {lines[-1]}"
            message = f"{span} of {document}: " + (f"it has {last} lines" if beyond else "blank")
            yield Finding(where, message, f"look at data/sources/{document}/text.txt")


@rule(blocks_pages=False)
def not_in_source(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """What a record quotes is on the lines that it cites, word for word."""
    quoted_at = by_place(record, dataset)
    if all(quotation.spans for quoted in quoted_at.values() for quotation in quoted):
        return
    # If the cited lines or the named fields do not exist, that is the mistake.
    if any(line_not_in_source(record, dataset)) or any(unknown_field(record, dataset)):
        return
    missing: list[Quotation] = []
    for place, quoted in quoted_at.items():
        texts = [quotation for quotation in quoted[:MOST_HINTS] if not is_number(quotation)]
        if not is_astray(quoted) or any(alike(text, dataset) for text in texts):
            missing += [quotation for quotation in quoted if not quotation.spans]
            continue
        lines = elsewhere(max(quoted, key=lambda each: len(each.printed)), dataset)
        message = "nothing that the record quotes is on the cited lines"
        hint = f"its words are on {lines}" if lines else "fix the document, or its lines"
        yield Finding(place, message, hint)
    few = missing[:MOST_HINTS]
    exchanged = dict.fromkeys(q.where[:-1] for q in few if are_exchanged(q.where, record, dataset))
    for where in exchanged:
        message = "the French words are under `nl`, the Dutch words under `fr`"
        yield Finding(where, message, "exchange `fr` and `nl`")
    spoilt = _spoilt(record, dataset)
    for index, quotation in enumerate(missing):
        # Words that contain a wrong correction are not found either: that is one mistake, not two.
        if quotation.where[:-1] in exchanged or any(w in quotation.printed for w in spoilt):
            continue
        message = f"not found on the cited lines: “{shorten_middle(quotation.printed)}”"
        hint = suggest(record, quotation, dataset) if index < MOST_HINTS else ""
        yield Finding(quotation.where, message, hint or _how_to_quote(record, quotation.where))


def _how_to_quote(record: Record, where: Location) -> str:
    if where[-1] in ("fr", "nl", "both", "text"):
        return (
            "copy the printed words and record the change under `corrections`; "
            "name the field under `unofficial` if the translation is yours"
        )
    hint = "copy it as it is printed, or fix the lines under `sources`"
    if isinstance(getattr(record, field_of(where), None), str):
        hint += f"; if no source gives it, name “{field_of(where)}” under `general_knowledge`"
    return hint


def _spoilt(record: Record, dataset: Dataset) -> set[str]:
    """The printed words of wrong corrections: a quotation that contains them is not found."""
    wrong = [*correction_not_in_source(record, dataset), *correction_without_text(record, dataset)]
    return {single_spaced(record.corrections[int(finding.where[1])].printed) for finding in wrong}
