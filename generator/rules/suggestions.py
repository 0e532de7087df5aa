"""Suggestions: what a document prints in place of words that a record quotes wrongly."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Any

from generator.core.money import amounts_in, digits
from generator.core.text import character, shorten_middle
from generator.dataset.dataset import Dataset
from generator.dataset.dates import dates_in
from generator.dataset.lines import line_of
from generator.dataset.quotations import Quotation, find, is_date, is_money, quotations
from generator.records import Location, Record, Text

SHORTEST = 4
"""Letters: shorter words resemble many others."""

MOST_LETTERS = 20_000
"""The words and lines together: longer ones are not compared letter by letter, which takes long."""

ALIKE = 70
"""How alike words must be, of 100, to be suggested."""

MOST_DIFFERENCES = 3

# Marks that people type in place of others.
MARKS = str.maketrans("’‘´`“”„«»–—‑−", '\'\'\'\'"""""----')
COUNT = re.compile(r"(?<=\t)\d+(?=\t)")


def suggest(record: Record, quotation: Quotation, dataset: Dataset) -> str:
    """What the lines print in place of a quotation, or where the quotation is; empty if neither is known."""
    if printed := alike(quotation, dataset):
        if is_number(quotation):
            written = " or ".join(dict.fromkeys(_numbers(quotation, dataset).values()))
            return f"the line prints {printed}; write {written}, or fix the lines"
        difference = _difference(quotation.printed, printed)
        if _letters(printed) == _letters(quotation.printed):
            return f"{difference}; write it as it is printed"
        is_text = quotation.where[-1] in ("fr", "nl", "both")
        return f"{difference}; write it like that, or {'record the change under `corrections`' if is_text else 'fix the lines'}"
    if places := elsewhere(quotation, dataset):
        return f"it is on {places}: fix the lines"
    return ""


def are_exchanged(where: Location, record: Record, dataset: Dataset) -> bool:
    """Whether a text would be in the source if its languages were exchanged."""
    if where[-1] not in ("fr", "nl"):
        return False
    exchanged = _exchange(record, where[:-1])
    found = [q.spans for q in quotations(exchanged, dataset) if q.where[:-1] == where[:-1]]
    return bool(found) and all(found)


def _exchange(holder: Any, where: Location) -> Any:
    """A record, or a part of it, with the languages of its text at `where` exchanged."""
    if not where:
        return Text(fr=holder.nl, nl=holder.fr)
    step, *rest = where
    if isinstance(holder, tuple):
        return tuple(
            _exchange(item, tuple(rest)) if index == step else item
            for index, item in enumerate(holder)
        )
    return holder.model_copy(update={step: _exchange(getattr(holder, str(step)), tuple(rest))})


def is_number(quotation: Quotation) -> bool:
    """Whether a quotation is an amount, a count or a date."""
    return re.sub("[.,]", "", quotation.printed).isdecimal() or is_date(quotation.marker)


def _numbers(quotation: Quotation, dataset: Dataset) -> dict[str, str]:
    """The amounts, dates or counts on the lines of a quotation: as printed -> as a record writes it."""
    lines = [line_of(dataset, document, number) for document, number in quotation.lines]
    if is_money(quotation.marker):
        return {match[0]: digits(value) for line in lines for value, match in amounts_in(line)}
    if is_date(quotation.marker):
        return {match[0]: str(day) for line in lines for day, match in dates_in(line)}
    return {count: count for line in lines for count in COUNT.findall(line)}


def _letters(text: str) -> str:
    return re.sub(r"\W", "", _without_case(text))


def elsewhere(quotation: Quotation, dataset: Dataset) -> str:
    """The lines that print a quotation, in the first document that does: "line 7 of question-1"."""
    for document, text in dataset.texts.items():
        lines = [(document, number) for number in range(1, len(text) + 1)]
        found = find(quotation.printed, quotation.marker, lines, None, dataset)
        numbers = [str(number) for number in dict.fromkeys(span.line for span in found)]
        if numbers:
            more = ", …" if len(numbers) > 3 else ""  # noqa: PLR2004
            lines_ = "line" if len(numbers) == 1 else "lines"
            return f"{lines_} {', '.join(numbers[:3])}{more} of {document}"
    return ""


def alike(quotation: Quotation, dataset: Dataset) -> str:
    """The words on the lines of a quotation that are most like it; empty if none are alike."""
    words = quotation.printed
    lines = [line_of(dataset, document, number) for document, number in quotation.lines]
    if is_number(quotation):
        return " and ".join(_numbers(quotation, dataset))
    if len(words) < SHORTEST or len(words) + sum(map(len, lines)) > MOST_LETTERS:
        return ""
    from rapidfuzz import fuzz  # imported late: few checks need it

    best, printed = ALIKE - 0.1, ""
    for line in lines:
        found = fuzz.partial_ratio_alignment(
            _without_case(words), _without_case(line), score_cutoff=ALIKE
        )
        # With a shorter line, it would measure whether the line is in the words.
        if not found or len(line) < len(words) * ALIKE / 100:
            continue
        stretch = _stretch(words, line, found.dest_start, found.dest_end)
        if (likeness := fuzz.ratio(_without_case(words), _without_case(stretch))) > best:
            best, printed = likeness, stretch
    return printed


def _stretch(words: str, line: str, start: int, end: int) -> str:
    """The whole words of a line, near the letters from `start` to `end`, that correspond to `words`."""
    there = [
        word
        for word in re.finditer(r"\S+", line)
        if word.end() > start and word.start() < end + 1 and _letters(word[0])
    ]
    one = [_without_case(word) for word in words.split() if _letters(word)]
    steps = SequenceMatcher(None, one, [_without_case(word[0]) for word in there]).get_opcodes()
    answering = [
        there[at] for tag, _, _, j1, j2 in steps if tag != "insert" for at in range(j1, j2)
    ]
    if not answering:
        return ""
    first, last = answering[0], answering[-1]
    found = line[first.start() : last.end()]
    # Marks beside the first and the last word belong to them only if `words` has them too.
    if last[0][0].isalnum():
        found = re.sub(r"\W+$", "", found)
    if first[0][-1].isalnum():
        found = re.sub(r"^\W+", "", found)
    before, _, after = line.partition(found)
    lead, trail = re.findall(r"^\W*|\W*$", words)[:2]
    if before.endswith(lead):
        found = lead + found
    return found + trail if after.startswith(trail) else found


def _difference(words: str, printed: str) -> str:
    """How the words of a line differ from those of a record, with the names of marks."""
    one, other = words.split(), printed.split()
    differences, marks = [], dict[str, None]()
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, one, other).get_opcodes():
        ours, theirs = " ".join(one[i1:i2]), " ".join(other[j1:j2])
        match tag:
            case "replace":
                differences.append(f"“{theirs}” in place of “{ours}”")
                marks |= dict.fromkeys(m for m in ours if not m.isalnum() and m not in theirs + " ")
            case "delete":
                differences.append(f"no “{ours}”")
            case "insert":
                differences.append(f"also “{theirs}”")
    if len(differences) > MOST_DIFFERENCES:
        return f"the line prints “{shorten_middle(printed)}”"
    named = [f"not {mark} ({character(mark)})" for mark in marks]
    return f"the line prints {', '.join(differences)}" + (f": {', '.join(named)}" if named else "")


def _without_case(text: str) -> str:
    """The text without capitals and with simple marks, letter for letter: its length is the same."""
    marks = text.translate(MARKS)
    return lower if len(lower := marks.lower()) == len(text) else marks
