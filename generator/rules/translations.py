"""Translations: both languages of a text say the same, and somebody has confirmed it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from generator.core.problem import Finding
from generator.core.text import did_you_mean
from generator.dataset.dataset import Dataset
from generator.dataset.translations import State, Translation, is_quoted, stale, translations
from generator.records import IN_ENGLISH, Record
from generator.rules.registry import rule


@rule(severity="warning")
def translation_behind(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """When one language of a text changes, the other one changes too, or somebody confirms that it is still right."""
    for text in translations(record):
        if text.behind:
            stayed = IN_ENGLISH[text.behind]
            changed = next(name for name in IN_ENGLISH.values() if name != stayed)
            hint = f"translate the change; if the {stayed} is still right, "
            if is_quoted(record, text):
                hint = f"the {stayed} is what the source prints and stays: read both, then fix the {changed} or "
            where = (*text.where, text.behind)
            yield Finding(where, text.description, hint + _confirm(record, text, dataset))


@rule(severity="warning")
def translation_unconfirmed(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """Somebody has confirmed that both languages of a text say the same."""
    for text in translations(record):
        if text.state not in (State.NEW, State.CHANGED):
            continue
        before = record.confirmed.get(text.field, "")
        if text.digests.split("-") == [*reversed(before.split("-"))]:
            message = "the French and the Dutch have been exchanged since somebody confirmed them"
            yield Finding(text.where, message, "exchange `fr` and `nl`")
        else:
            hint = "read both, then "
            yield Finding(text.where, text.description, hint + _confirm(record, text, dataset))


def _confirm(record: Record, text: Translation, dataset: Dataset) -> str:
    """How to confirm a text: with a command, or by hand."""
    there = "below “confirmed:”, indented like the lines there"
    if text.field in record.confirmed:
        there = f"in place of “{text.field}: …” below “confirmed:”"
    elif not record.confirmed:
        there = "below a new line “confirmed:”, indented by two spaces"
    path = shlex.quote(dataset.path(record))
    return (
        f"confirm it: python -m generator confirm {path} {text.field} "
        f"(or write “{text.line}” {there})"
    )


@rule(severity="warning")
def stale_confirmation(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """`confirmed` names only texts that the record has."""
    fields = [text.field for text in translations(record)]
    for place in stale(record):
        hint = did_you_mean(place, fields) or "delete this line"
        message = f"the record has no text “{place}” in two languages"
        yield Finding(("confirmed", place), message, hint)
