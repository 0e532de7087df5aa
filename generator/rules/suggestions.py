"""Suggestions: what a document prints in place of words that a record quotes wrongly."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Any

from generator.core.money import amounts_in, digits
from generator.core.text import character_name, shorten_middle
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
"""A hint that would list more of them repeats all words that are printed."""

MOST_PLACES = 3
"""Lines that a hint names."""

# Marks that people type in place of others.
MARKS = str.maketrans("’‘´`“”„«»–—‑−", '\'\'\'\'"""""----')

COUNT = re.compile(r"(?<=\t)\d+(?=\t)")
"""A cell that contains only a number."""


def suggest(quotation: Quotation, dataset: Dataset) -> str:
    """What the lines print in place of a quotation, or where it is printed; empty if neither is known."""
    if is_number(quotation):
        if numbers := _numbers(quotation, dataset):
            written = " or ".join(dict.fromkeys(numbers.values()))
            return f"the line prints {' and '.join(numbers)}; write {written}, or fix the lines"
    elif printed := nearest_words(quotation, dataset):
        difference = _difference(quotation.printed, printed)
        if _letters(printed) == _letters(quotation.printed):
            return f"{difference}; write it as it is printed"
        is_text = quotation.where[-1] in ("fr", "nl", "both")
        remedy = "record the change under `corrections`" if is_text else "fix the lines"
        return f"{difference}; write it like that, or {remedy}"
    places = places_of(quotation, dataset)
    return f"it is on {places}: fix the lines" if places else ""


def places_of(quotation: Quotation, dataset: Dataset) -> str:
    """The lines that print a quotation, in the first document that does: "line 7 of question-1"."""
    for document, text in dataset.texts.items():
        lines = [(document, number) for number in range(1, len(text) + 1)]
        spans = find(quotation.printed, quotation.marker, lines, None, dataset)
        numbers = [str(number) for number in dict.fromkeys(span.line for span in spans)]
        if numbers:
            more = ", …" if len(numbers) > MOST_PLACES else ""
            word = "line" if len(numbers) == 1 else "lines"
            return f"{word} {', '.join(numbers[:MOST_PLACES])}{more} of {document}"
    return ""


# --- numbers


def is_number(quotation: Quotation) -> bool:
    """Whether a quotation is an amount, a count or a date."""
    return re.sub("[.,]", "", quotation.printed).isdecimal() or is_date(quotation.marker)


def _numbers(quotation: Quotation, dataset: Dataset) -> dict[str, str]:
    """The amounts, dates or counts on the lines of a quotation: as printed -> as a record writes it."""
    lines = [line_of(dataset, *line) for line in quotation.lines]
    if is_money(quotation.marker):
        return {match[0]: digits(value) for line in lines for value, match in amounts_in(line)}
    if is_date(quotation.marker):
        return {match[0]: str(day) for line in lines for day, match in dates_in(line)}
    return {count: count for line in lines for count in COUNT.findall(line)}


# --- words


def nearest_words(quotation: Quotation, dataset: Dataset) -> str:
    """The words on the lines of a quotation that are most like it; empty if none are alike."""
    from rapidfuzz import fuzz  # imported late: few checks need it

    words = quotation.printed
    lines = [line_of(dataset, *line) for line in quotation.lines]
    if len(words) < SHORTEST or len(words) + sum(map(len, lines)) > MOST_LETTERS:
        return ""
    folded = _without_case(words)
    best, nearest = 0.0, ""
    for line in lines:
        found = fuzz.partial_ratio_alignment(folded, _without_case(line), score_cutoff=ALIKE)
        # With a shorter line, it would measure whether the line is in the words.
        if not found or len(line) < len(words) * ALIKE / 100:
            continue
        part = _part_like(words, line, found.dest_start, found.dest_end)
        likeness = fuzz.ratio(folded, _without_case(part), score_cutoff=ALIKE)
        if likeness > best:
            best, nearest = likeness, part
    return nearest


def _part_like(words: str, line: str, start: int, end: int) -> str:
    """The whole words of a line, near the letters from `start` to `end`, that correspond to `words`."""
    near = [
        word
        for word in re.finditer(r"\S+", line)
        if word.end() > start and word.start() <= end and _letters(word[0])
    ]
    ours = [_without_case(word) for word in words.split() if _letters(word)]
    theirs = [_without_case(word[0]) for word in near]
    matching: list[re.Match[str]] = []
    for tag, _, _, first, last in SequenceMatcher(None, ours, theirs).get_opcodes():
        if tag != "insert":
            matching += near[first:last]
    return _with_marks_of(words, line, matching[0], matching[-1]) if matching else ""


def _with_marks_of(words: str, line: str, first: re.Match[str], last: re.Match[str]) -> str:
    """The words of a line from `first` to `last`, with the marks around them that `words` has too."""
    found = line[first.start() : last.end()]
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
    """How the printed words differ from those of a record, with the names of marks."""
    our_words, their_words = words.split(), printed.split()
    differences, marks = [], dict[str, None]()
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, our_words, their_words).get_opcodes():
        ours, theirs = " ".join(our_words[i1:i2]), " ".join(their_words[j1:j2])
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
    named = [f"not {mark} ({character_name(mark)})" for mark in marks]
    return f"the line prints {', '.join(differences)}" + (f": {', '.join(named)}" if named else "")


def _letters(text: str) -> str:
    """The letters and digits of a text, without capitals and marks."""
    return re.sub(r"\W", "", _without_case(text))


def _without_case(text: str) -> str:
    """The text without capitals and with simple marks, letter for letter: its length is the same."""
    marks = text.translate(MARKS)
    return lower if len(lower := marks.lower()) == len(text) else marks


# --- languages


def are_exchanged(where: Location, record: Record, dataset: Dataset) -> bool:
    """Whether a text would be in the source if its languages were exchanged."""
    if where[-1] not in ("fr", "nl"):
        return False
    exchanged = _exchange(record, where[:-1])
    found = [q.spans for q in quotations(exchanged, dataset) if q.where[:-1] == where[:-1]]
    return bool(found) and all(found)


def _exchange(holder: Any, where: Location) -> Any:
    """A copy of a record, or of a part of it, with the languages of its text at `where` exchanged."""
    if not where:
        return Text(fr=holder.nl, nl=holder.fr)
    step, rest = where[0], where[1:]
    if isinstance(holder, tuple):
        index = int(step)
        return (*holder[:index], _exchange(holder[index], rest), *holder[index + 1 :])
    name = str(step)
    return holder.model_copy(update={name: _exchange(getattr(holder, name), rest)})
