"""Quotations: the cited lines print what a record quotes; a correction says what we show instead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from generator.core.problem import Finding
from generator.core.text import fold, shorten_middle, single_spaced
from generator.dataset.dataset import Dataset
from generator.dataset.lines import line_of
from generator.dataset.quotations import Quotation, field_of, quotations
from generator.records import Location, Reason, Record, Source, Text, walk
from generator.rules.provenance import unknown_field
from generator.rules.registry import rule
from generator.rules.suggestions import are_exchanged, is_number, nearest_words, places_of, suggest

CITED: Location = ("sources", 0, "lines")
"""Where a record gives the lines that it cites."""

MOST_HINTS = 20
"""Quotations of a record that get a suggestion: after these are fixed, the next ones get one."""


@rule()
def line_not_in_source(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """The lines that a record cites exist in the document and are not blank."""
    cited: list[tuple[Location, str, range]] = [
        (("sources", index, "lines"), citation.document, lines)
        for index, citation in enumerate(record.sources)
        for lines in citation.lines
    ]
    if isinstance(record, Source):
        cited += [
            (("parts", i, "lines"), record.id, part.lines) for i, part in enumerate(record.parts)
        ]
    for where, document, lines in cited:
        last = len("\n".join(dataset.texts[document]).rstrip().split("\n"))
        beyond = lines[-1] > last
        if beyond or not any(line_of(dataset, document, line) for line in lines):
            span = f"line {lines[0]}" if len(lines) == 1 else f"lines {lines[0]} to {lines[-1]}"
            wrong = f"the document has only {last} lines" if beyond else "nothing is printed there"
            hint = f"find the right lines in data/sources/{document}/text.txt"
            yield Finding(where, f"{span} of {document}: {wrong}", hint)


@rule(blocks_pages=False)
def not_in_source(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """What a record quotes is on the lines that it cites, word for word."""
    by_place = quotations_by_place(record, dataset)
    if all(quotation.spans for quoted in by_place.values() for quotation in quoted):
        return
    # If the cited lines or the named fields do not exist, that is the mistake.
    if any(line_not_in_source(record, dataset)) or any(unknown_field(record, dataset)):
        return
    missing: list[Quotation] = []
    for place, quoted in by_place.items():
        texts = [quotation for quotation in quoted[:MOST_HINTS] if not is_number(quotation)]
        if are_lines_wrong(quoted) and not any(nearest_words(text, dataset) for text in texts):
            lines = places_of(max(quoted, key=lambda each: len(each.printed)), dataset)
            message = "nothing that the record quotes is on the cited lines"
            hint = (
                f"fix the lines: its words are on {lines}"
                if lines
                else "fix the document, or its lines"
            )
            yield Finding(place, message, hint)
        else:
            missing += [quotation for quotation in quoted if not quotation.spans]
    yield from _not_found(missing, record, dataset)


def _not_found(missing: Sequence[Quotation], record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A finding for each missing quotation, except those that another mistake explains."""
    first = missing[:MOST_HINTS]
    exchanged = dict.fromkeys(
        quotation.where[:-1]
        for quotation in first
        if are_exchanged(quotation.where, record, dataset)
    )
    for where in exchanged:
        message = "the French words are under `nl`, the Dutch words under `fr`"
        yield Finding(where, message, "exchange `fr` and `nl`")
    # Words that contain a wrong correction are not found either: that is one mistake, not two.
    wrong = [*correction_not_in_source(record, dataset), *correction_without_text(record, dataset)]
    miscorrected = {
        single_spaced(record.corrections[int(finding.where[1])].printed) for finding in wrong
    }
    for index, quotation in enumerate(missing):
        if quotation.where[:-1] in exchanged:
            continue
        if any(words in quotation.printed for words in miscorrected):
            continue
        message = f"not found on the cited lines: “{shorten_middle(quotation.printed)}”"
        hint = suggest(quotation, dataset) if index < MOST_HINTS else ""
        yield Finding(quotation.where, message, hint or _how_to_quote(record, quotation.where))


def _how_to_quote(record: Record, where: Location) -> str:
    """How to fix a quotation that is not found and resembles nothing on its lines."""
    if where[-1] in ("fr", "nl", "both", "text"):
        return (
            "copy the printed words and record the change under `corrections`; "
            "name the field under `unofficial` if the translation is yours"
        )
    hint = "copy it as it is printed, or fix the lines under `sources`"
    if isinstance(getattr(record, field_of(where), None), str):
        hint += f"; if no source gives it, name “{field_of(where)}” under `general_knowledge`"
    return hint


def quotations_by_place(record: Record, dataset: Dataset) -> defaultdict[Location, list[Quotation]]:
    """What a record quotes, by the field that gives its lines: `sources`, or an entry of `moved`."""
    moved = {item.field: ("moved", index, "lines") for index, item in enumerate(record.moved)}
    by_place = defaultdict[Location, list[Quotation]](list)
    for quotation in quotations(record, dataset):
        path = field_of(quotation.where)
        place = moved.get(path) or moved.get(path.rpartition(".")[0]) or CITED
        if quotation.where[0] == "variants":
            place = quotation.where
        by_place[place].append(quotation)
    return by_place


def are_lines_wrong(quoted: Sequence[Quotation]) -> bool:
    """Whether none of several quotations is on its lines: that is one mistake, in the lines."""
    return len(quoted) > 1 and not any(quotation.spans for quotation in quoted)


@rule(blocks_pages=False)
def correction_not_in_source(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """The `printed` words of a correction are on the lines that the record cites."""
    if not record.corrections or are_lines_wrong(quotations_by_place(record, dataset)[CITED]):
        return  # `not_in_source` reports it
    lines = [line_of(dataset, *line) for line in record.cited]
    for moved in record.moved:
        lines += [line_of(dataset, record.document, line) for part in moved.lines for line in part]
    for index, correction in enumerate(record.corrections):
        printed = single_spaced(correction.printed)
        # `correction_without_text` reports a correction that changes nothing.
        if printed != correction.shown and not any(printed in line for line in lines):
            message = f"the cited lines do not print “{shorten_middle(correction.printed)}”"
            hint = "copy what they print; if they print what we show, delete this correction"
            yield Finding(("corrections", index, "printed"), message, hint)


@rule(blocks_pages=False)
def correction_without_text(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """The `shown` words of a correction occur once in the texts of the record, in its language."""
    if not record.corrections:
        return
    texts = [
        (key, single_spaced(text))
        for _, value, _ in walk(record)
        if isinstance(value, Text)
        for key, text in value.wordings
    ]
    for index, correction in enumerate(record.corrections):
        count = sum(
            text.count(correction.shown) for key, text in texts if key in (correction.lang, "both")
        )
        if count != 1:
            message = (
                f"“{shorten_middle(correction.shown)}” occurs {count} times in the record's texts"
            )
            hint = "quote enough words to occur exactly once"
            yield Finding(("corrections", index, "shown"), message, hint)
        elif single_spaced(correction.printed) == single_spaced(correction.shown):
            message = "the same words as `printed`: nothing is corrected"
            yield Finding(("corrections", index, "shown"), message, "delete this correction")


@rule(blocks_pages=False)
def correction_of_capitals(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A correction has the reason `capitals` if it changes nothing but capitals, and only then."""
    for index, correction in enumerate(record.corrections):
        printed, shown = single_spaced(correction.printed), single_spaced(correction.shown)
        where = ("corrections", index, "why")
        words = f"“{shorten_middle(printed)}”, “{shorten_middle(shown)}”"
        if correction.why is Reason.CAPITALS and not _only_capitals_differ(printed, shown):
            hint = "give another reason, or quote only the words whose capitals change"
            yield Finding(where, f"not only capitals differ: {words}", hint)
        elif correction.why is not Reason.CAPITALS and _only_capitals_differ(printed, shown):
            yield Finding(where, f"only capitals differ: {words}", "write “why: capitals”")


def _only_capitals_differ(printed: str, shown: str) -> bool:
    """Whether words differ in capitals only. Words in capitals are often printed without accents."""
    if printed.isupper():
        return fold(printed) == fold(shown)
    return printed.casefold() == shown.casefold() and printed != shown
