"""Corrections: what the source prints and what we show instead."""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.problem import Finding
from generator.core.text import fold, shorten_middle, single_spaced
from generator.dataset.dataset import Dataset
from generator.dataset.lines import line_of
from generator.records import Reason, Record, Text, walk
from generator.rules.cited import CITED, by_place, cited_lines, is_astray
from generator.rules.registry import rule


@rule(blocks_pages=False)
def correction_not_in_source(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """The `printed` words of a correction are on the lines that the record cites."""
    if not record.corrections or is_astray(by_place(record, dataset)[CITED]):
        return  # `not_in_source` reports it
    lines = cited_lines(record, dataset)
    for moved in record.moved:
        lines += [line_of(dataset, record.document, line) for part in moved.lines for line in part]
    for index, correction in enumerate(record.corrections):
        printed = single_spaced(correction.printed)
        # `correction_without_text` reports a correction that changes nothing.
        if printed != correction.shown and not any(printed in line for line in lines):
            yield Finding(
                ("corrections", index, "printed"),
                f"the cited lines do not print “{shorten_middle(correction.printed)}”",
                "copy what they print; if they print what we show, delete this correction",
            )


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
            yield Finding(
                ("corrections", index, "shown"),
                f"“{shorten_middle(correction.shown)}” occurs {count} times in the record's texts",
                "quote enough words to occur exactly once",
            )
        elif single_spaced(correction.printed) == single_spaced(correction.shown):
            message = "the same words as `printed`: nothing is corrected"
            yield Finding(("corrections", index, "shown"), message, "delete this correction")


@rule(blocks_pages=False)
def correction_of_capitals(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A correction has the reason `capitals` only if it changes nothing but capitals, and always then."""
    for index, correction in enumerate(record.corrections):
        printed, shown = single_spaced(correction.printed), single_spaced(correction.shown)
        where = ("corrections", index, "why")
        words = f"“{shorten_middle(printed)}”, “{shorten_middle(shown)}”"
        if correction.why is Reason.CAPITALS and not _is_case(printed, shown):
            hint = "give another reason, or quote only the words whose capitals change"
            yield Finding(where, f"not only capitals differ: {words}", hint)
        elif correction.why is not Reason.CAPITALS and _is_case(printed, shown):
            yield Finding(where, f"only capitals differ: {words}", "write “why: capitals”")


def _is_case(printed: str, shown: str) -> bool:
    """Whether words differ in capitals only. Printed capitals often have no accents."""
    if printed.isupper():
        return fold(printed) == fold(shown)
    return printed.casefold() == shown.casefold() and printed != shown
