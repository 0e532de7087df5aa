"""Says in a hint how to write the value of a field, in place of a wrong value."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from itertools import repeat
from typing import get_args, get_origin

from generator.core.money import digits, parse_amount
from generator.core.text import shorten, slugify
from generator.records import (
    LANGUAGES,
    LONGEST_RANGE,
    Location,
    Model,
    Note,
    Record,
    Text,
    model_at,
    required_or_gap_fields,
)

EXAMPLES: Mapping[str | int, str] = {
    "year": "2022",
    "date": "2022-05-01 (year-month-day)",
    "amount": "1392600",
}
"""Examples of values, by the field's name."""


LETTERS = str.maketrans("OoIl", "0011")
"""Letters that people, and text recognisers, write for digits."""


def example_of(where: Location, otherwise: str) -> str:
    """An example of the value of a field."""
    return EXAMPLES.get(where[-1], otherwise)


def not_text(given: object) -> tuple[str, str]:
    """What to say about a value that is not a text: (message, hint)."""
    match given:
        case tuple():
            only = f": {shorten(given[0])}" if len(given) == 1 and isinstance(given[0], str) else ""
            return (
                "a list where one value is expected",
                f"write one, without hyphen or brackets{only}",
            )
        case dict():
            hint = "write it after the colon; words that hold a colon go in quotes"
            return "fields where one value is expected", hint
        case bool():
            return "YAML reads this as yes or no, not as text", "put it in quotes"
    given_as = "a date" if isinstance(given, datetime.date) else "a number"
    return f"YAML reads this as {given_as}, not as text", f'put it in quotes: "{given}"'


def not_number(given: object, where: Location) -> tuple[str, str]:
    """What to say about a value that is not a whole number, or not an amount: (message, hint)."""
    shown, example = shorten(given), example_of(where, "12")
    match given:
        case bool():
            return "YAML reads this as yes or no, not as a number", f"plain digits: {example}"
        case dict() | tuple():
            numbers = [n for n in (given.values() if isinstance(given, dict) else given) if n]
            given_as = "fields" if isinstance(given, dict) else "a list"
            same = f": {numbers[0]}" if numbers and len({*map(str, numbers)}) == 1 else ""
            serves = ", which serves both languages" if isinstance(given, dict) else ""
            return f"{given_as} where one number is expected", f"write one number{serves}{same}"
        case str() if re.fullmatch(r"\d+(\.\d\d)?", given, re.ASCII):
            return f"“{shown}” is text, not a number", f"write it without quotes: {shown}"
        case Decimal() if where[-1] == "amount":
            return _no_cents(given)
    typed = unicodedata.normalize("NFKC", shown).translate(LETTERS)
    if where[-1] == "year":
        year = re.search(r"\d{4}", typed)
        return f"not a year: {shown}", f"one year, four digits: {year[0] if year else example}"
    meant = parse_amount(shown) or parse_amount(typed) or parse_amount(typed.replace(",", "."))
    if where[-1] == "amount":
        written = digits(meant) if meant else f"{example}, or 50000.50 with cents"
        return f"not an amount: {shown}", f"digits alone, and a dot before cents: {written}"
    written = example if meant is None or meant % 1 else digits(meant)
    return f"not a whole number: {shown}", f"plain digits, no dots, no sign: {written}"


def _no_cents(given: Decimal) -> tuple[str, str]:
    """What to say about an amount with one decimal, or with more than two: (message, hint)."""
    decimals = str(given).partition(".")[2]
    match len(decimals):
        case 1:
            hint = f"write {given}0 if that is {decimals}0 cents"
        case 3:
            hint = f"write {digits(given * 1000)}: no sign separates thousands"
        case _:
            hint = "write it as it is printed, to the cent: 50000.50"
    return f"not an amount: {given}; after the dot come two digits, the cents", hint


def list_hint(given: object, kind: type[Record], where: Location) -> str:
    """How to write a value as a list."""
    model, shown = model_at(kind, where), shorten(given)
    if model is not model_at(kind, where[:-1]):
        return f"write each item below it, after “- ”: {_below(model, '- ', given)}"
    if where[-1] == "lines":
        shown = ", ".join(re.findall(r"\d+(?:-\d+)?", shown))
    if not isinstance(given, bool) and re.fullmatch(r"[\w.-]+(?:, *[\w.-]+)*", shown):
        # In a list of texts, digits are a code and need quotes.
        written = f'"{shown}"' if isinstance(given, int) and _holds_texts(kind, where) else shown
        return f"write it in brackets: [{written}]"
    return "write each item on a line of its own, after “- ”"


def _holds_texts(kind: type[Record], where: Location) -> bool:
    field = model_at(kind, where[:-1]).model_fields[str(where[-1])]
    item = get_args(field.annotation)[0]
    return getattr(item, "__origin__", item) is str


def not_parts(given: object, kind: type[Record], where: Location) -> tuple[str, str]:
    """What to say about a value that should have parts: (message, hint)."""
    model = model_at(kind, where)
    given_as = "a list" if isinstance(given, tuple) else "one value"
    hint = "write them below it, each on a line of its own: " + _below(model)
    if isinstance(given, tuple):
        hint += ", without hyphens"
    elif isinstance(where[-1], int):
        hint = "write " + _below(model, "- ", given)
    return f"{given_as} where parts are expected: {', '.join(_parts(model))}", hint


def value_hint(kind: type[Record], where: Location) -> str:
    """How to fix a field without a value."""
    name, model = where[-1], model_at(kind, where[:-1])
    field = model.model_fields.get(str(name))
    if len(where) == 1 and name in required_or_gap_fields(kind):
        return "give it, or delete the line and say under `gaps` what the source says"
    if field is None or not (field.is_required() or (model is Text and name in LANGUAGES)):
        return "give it, or delete the line"
    return f"give it: {as_written(kind, where)}"


def as_written(kind: type[Record], where: Location) -> str:
    """A field as it is written: “amount: …”, or with its parts below it."""
    name, holder, model = str(where[-1]), model_at(kind, where[:-1]), model_at(kind, where)
    if model is holder:
        return f"“{_line(holder, name)}”"
    return f"“{name}:” and below it {_below(model, '- ' if _is_list(holder, name) else '')}"


def _below(model: type[Model], first: str = "", given: object = None) -> str:
    """The parts of a value as they are written, one on each line; `first` comes before the first."""
    lines = [_line(model, name) for name in _parts(model)]
    if isinstance(given, str) and model not in (Text, Note):
        lines[0] = lines[0].replace("…", shorten(given))
    margins = [f"  {first}", *repeat(" " * len(f"  {first}"), len(lines) - 1)]
    return ", ".join(f"“{margin}{line}”" for margin, line in zip(margins, lines, strict=True))


def _line(model: type[Model], name: str) -> str:
    return f"{name}: […]" if _is_list(model, name) else f"{name}: …"


def _is_list(model: type[Model], name: str) -> bool:
    field = model.model_fields.get(name)
    return field is not None and get_origin(field.annotation) is tuple


def _parts(model: type[Model]) -> list[str]:
    """The required parts of a value; all its parts if none is required."""
    if model is Text:
        return [*LANGUAGES]
    required = [name for name, field in model.model_fields.items() if field.is_required()]
    return required or [*model.model_fields]


def corrected(where: Location, given: str) -> str:
    """A misspelled value in the form of its field; empty if it cannot be known."""
    match where:
        case ("id",) | ("slug", _):
            return f"“{slugify(given)}”" if slugify(given) else ""
        case ("code" | "number",):
            code = re.search(r"\d+([.]\d+)?", given.replace(",", "."))
            return f'"{code[0]}"' if code else ""
        case ("enterprise_number",):
            # An older one has nine digits: a zero comes before them.
            digits = re.fullmatch(r"([01]?\d{3})(\d{3})(\d{3})", re.sub(r"\D", "", given))
            return f"“{digits[1]:0>4}.{digits[2]}.{digits[3]}”" if digits else ""
        case ("old", language):
            at = re.search(rf"\b{language}/[a-z0-9./-]*[a-z0-9]", given)
            return f"“{at[0]}/”" if at and "/." not in at[0] else ""
        case (*_, "lines", _) | (*_, "lines"):
            numbers = sorted(int(number) for number in re.findall(r"\d+", given))
            known = len(numbers) in (1, 2) and numbers[0] > 0 and numbers[-1] < LONGEST_RANGE
            separator = "-" if re.search(r"\d\s*[-–—]\s*\d", given) else ", "
            return separator.join(map(str, numbers)) if known else ""
        case ("year",) if re.fullmatch(r"\d\d", given):
            return f"20{given}"
        case (*_, "date"):
            day = re.fullmatch(r"(\d\d?)[/. -](\d\d?)[/. -](\d{4})", given)
            return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}" if day else ""
    return ""
