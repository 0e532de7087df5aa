"""Parsers of answers: each turns a typed text into a value for the record, or says what is wrong."""

from __future__ import annotations

import difflib
import re
import textwrap
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pydantic

from generator.core.money import amounts_in, euros, parse_amount
from generator.core.text import fold, single_spaced, slugify
from generator.dataset.indexes import edition_of, numbered
from generator.dataset.lookup import SHORTEST, by_name, names_of
from generator.editing.answers import LINES, Answers, InvalidAnswerError
from generator.records import Edition, Id, Measure, Quoted, Record, Source, Theme

MOST_CANDIDATES = 8

LONGEST_NAME = 200
"""Characters of an id or a slug: a file system takes 255, with the parts around it."""

ID: pydantic.TypeAdapter[str] = pydantic.TypeAdapter(Id)

Parser = Callable[[str, Answers], Any]
"""The value of what was typed; may need earlier answers. Raises InvalidAnswerError."""


def words(text: str, answers: Answers) -> str:
    """Any words."""
    if not text:
        raise InvalidAnswerError("an answer is required")
    return text


def quoted(text: str, answers: Answers) -> str:
    """Words that a cited line prints."""
    if not answers.is_cited(words(text, answers), Quoted()):
        raise InvalidAnswerError(f"“{text}” is not on the cited lines: copy it letter by letter")
    return text


def matching(pattern: str, example: str, item: Callable[[str], Any] | None = None) -> Parser:
    """A parser of text that matches a pattern; with `item`, of a list whose items `item` converts."""

    def parse(text: str, answers: Answers) -> Any:
        if not re.fullmatch(pattern, text, re.ASCII):
            raise InvalidAnswerError(f"“{text}” has the wrong form: write it like {example}")
        return [item(part) for part in re.split(r"[,\s]+", text)] if item else text

    return parse


def year(text: str, answers: Answers) -> int:
    """A year of one of the plan's editions."""
    if not re.fullmatch(r"[0-9]{4}", text) or not edition_of(int(text), answers.dataset):
        editions = ", ".join(edition.years for edition in answers.dataset.all(Edition))
        raise InvalidAnswerError(f"“{text}” is not a year of an edition of the plan: {editions}")
    return int(text)


def lines(text: str, answers: Answers) -> list[int | str]:
    """Numbers of lines of the document, and ranges. For other words, it names lines that have them."""
    document = answers.reference(Source).id
    texts = enumerate(answers.dataset.texts.get(document, ()), 1)
    known = {number: line for number, line in texts if line.strip()}
    parsed: list[int | str] = []
    for part in re.split(r"[,\s]+", text.strip("[] ")):
        try:
            numbers = LINES.validate_python(part)
        except pydantic.ValidationError as error:
            message = f"“{text}” is not the number of a line: write 132, or 132-134, 140"
            raise InvalidAnswerError(message + _lines_with(text, known)) from error
        if missing := sorted(set(numbers) - known.keys()):
            raise InvalidAnswerError(
                f"line {missing[0]} of {document} is blank or missing: its last line is {max(known, default=0)}"
            )
        parsed.append(int(part) if part.isdecimal() else part)
    return parsed


def _lines_with(text: str, known: dict[int, str]) -> str:
    """Some lines that hold the text, each on a line of its own with its number."""
    wanted = fold(single_spaced(text))
    if len(wanted) < SHORTEST:
        return ""
    found = [(number, line) for number, line in known.items() if wanted in fold(line)]
    return "".join(
        f"\n{number:4} {textwrap.shorten(line, 90, placeholder=' …')}"
        for number, line in found[:MOST_CANDIDATES]
    )


def amount(text: str, answers: Answers) -> Decimal:
    """An amount in euros that a cited line prints."""
    value = parse_amount(text)
    if not value:
        raise InvalidAnswerError(
            f"“{text}” is not an amount in euros: write 12500, or 12500.50 with cents"
        )
    if not answers.is_cited(euros(value), Quoted(money=True)):
        others = [match[0] for line in answers.cited_texts() for _, match in amounts_in(line)]
        there = f": they have {', '.join(others)}" if others else ""
        raise InvalidAnswerError(f"{euros(value)} € is not on the cited lines{there}")
    return value


def code(text: str, answers: Answers) -> str:
    """The number of a measure below its theme, if no measure of the edition has it."""
    edition, theme = answers.reference(Edition), answers.reference(Theme).code
    matching(rf"{re.escape(theme)}\.\d+", f"{theme}.1")(text, answers)
    if taken := numbered(Measure, edition.id, text, answers.dataset):
        raise InvalidAnswerError(
            f"the edition {edition.years} already has a measure {text}: {taken.id}"
        )
    return text


def unused(existing: Callable[[Answers], set[str]], message: str) -> Parser:
    """A parser of an id or a slug that is not `existing`; `message` has {text} and {kind}."""

    def parse(text: str, answers: Answers) -> str:
        try:
            ID.validate_python(text)
        except pydantic.ValidationError as error:
            raise InvalidAnswerError(
                f"“{text}” can only have a-z, 0-9 and hyphens between them, like maison-des-jeunes"
            ) from error
        if len(text) > LONGEST_NAME:
            raise InvalidAnswerError(f"longer than {LONGEST_NAME} characters")
        if text in existing(answers):
            raise InvalidAnswerError(message.format(text=text, kind=answers.kind.kind))
        return text

    return parse


def reference(kind: type[Record], remedy: str) -> Parser:
    """A parser of an id, a code or a name of a record; `remedy` says what to do if there is none."""

    def parse(text: str, answers: Answers) -> str:
        answers.referenced[kind] = _find(kind, text, answers, remedy)
        return answers.referenced[kind].id

    return parse


def _find(kind: type[Record], text: str, answers: Answers, remedy: str) -> Record:
    """The record that the text names, among those of the edition if that is known."""
    edition = answers.edition()
    records = [
        record
        for record in answers.dataset.all(kind)
        if not edition or getattr(record, "edition", edition.id) == edition.id
    ]
    where = f" of the edition {edition.years}" if edition and "edition" in kind.model_fields else ""
    named, wanted = by_name(records), fold(single_spaced(text))
    if len(exact := named.get(wanted, [])) == 1:
        return exact[0]
    if text in ("", "?"):
        raise InvalidAnswerError(f"data/{kind.kind}/{where} has:", records)
    if (key := f"{kind.kind}/{slugify(text)}") in answers.dataset.loaded.invalid:
        raise InvalidAnswerError(
            f"{key} has a mistake: fix it first, python -m generator check shows it"
        )
    unknown = f"no record{where} in data/{kind.kind}/ is called “{text}”"
    close = difflib.get_close_matches(wanted, named, n=MOST_CANDIDATES, cutoff=0.5)
    close += [name for name in named if wanted in name]
    if near := [*dict.fromkeys(record for name in close for record in named[name])]:
        raise InvalidAnswerError(f"{unknown}; did you mean one of these?", near[:MOST_CANDIDATES])
    raise InvalidAnswerError(f"{unknown}: list them with “?”, or add it first: {remedy}")


def described(record: Record) -> str:
    """A record in a list of candidates: its id, then its names."""
    names = dict.fromkeys(name for name in names_of(record) if name != record.id)
    return f"{record.id} ({' / '.join(list(names)[:3])})" if names else record.id
