"""Explains what is wrong with the fields of a record: the errors of validation, as a person would say them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import pydantic
from pydantic_core import ErrorDetails

from generator.core.problem import Finding
from generator.core.text import did_you_mean, shorten
from generator.reading.field_synonyms import field_meant_by
from generator.reading.hints import (
    as_written,
    corrected,
    example_of,
    list_hint,
    not_number,
    not_parts,
    not_text,
    value_hint,
)
from generator.reading.strict_yaml import dotted
from generator.records import Location, Record, fields_at


def findings(error: pydantic.ValidationError, kind: type[Record]) -> Iterator[Finding]:
    """What is wrong with a record of `kind`. Each mistake is reported once, however many errors it causes."""
    details = error.errors(include_url=False)
    # A wrong item has an error of its own, and pydantic also says that its list is empty.
    above = {detail["loc"][:depth] for detail in details for depth in range(len(detail["loc"]))}
    outdented = _outdented(details, kind)
    misnamed, split = _misnamed(details), _split(details)
    for where in dict.fromkeys(split.values()):
        message = "a hyphen separates this from the item above"
        hint = "write a space in place of the hyphen, if it belongs to the item above"
        yield Finding(where, message, hint, "missing-field")
    for detail in details:
        where = detail["loc"]
        if where in above or where in outdented or where in misnamed or _owner(detail) in split:
            continue
        if parts := [field[-1:] for field, owner in outdented.items() if owner == where]:
            names = ", ".join(map(dotted, parts))
            lack = "has no value" if detail["input"] is None else detail["msg"]
            are = "is" if len(parts) == 1 else "are"
            message = f"{lack}; {names} below it {are} too far left"
            yield Finding(where, message, f"indent {names} by two spaces", "no-value")
        else:
            yield _explain(detail, kind)


# --- several errors, one mistake -----------------------------------------------------------------


def _owner(detail: ErrorDetails) -> Location:
    """The value in which a field or a language is missing."""
    where = detail["loc"]
    return where[:-1] if detail["type"] == "missing" else where


def _outdented(details: Sequence[ErrorDetails], kind: type[Record]) -> dict[Location, Location]:
    """Fields that are indented too little: each -> the empty field that it belongs in."""
    empty: dict[Location, list[Location]] = defaultdict(list)
    for detail in details:
        if detail["type"] == "language" or (
            detail["input"] is None and detail["type"] != "extra_forbidden"
        ):
            empty[detail["loc"][:-1]].append(detail["loc"])
    return {
        detail["loc"]: owner
        for detail in details
        if detail["type"] == "extra_forbidden"
        for owner in empty[detail["loc"][:-1]]
        if detail["loc"][-1] in fields_at(kind, owner)
    }


def _misnamed(details: Iterable[ErrorDetails]) -> set[Location]:
    """Missing fields that are there under a misspelled name. Only the misspelled name is reported."""
    found: dict[str, dict[Location, list[str]]] = defaultdict(lambda: defaultdict(list))
    for detail in details:
        if detail["loc"]:
            found[detail["type"]][detail["loc"][:-1]].append(str(detail["loc"][-1]))
    return {
        (*where, name)
        for where, missing in found["missing"].items()
        for unknown in found["extra_forbidden"][where]
        if (name := field_meant_by(unknown, missing))
    }


def _split(details: Iterable[ErrorDetails]) -> dict[Location, Location]:
    """Two items that are one item, split by a stray hyphen: each of the two -> the second."""
    lacking = {
        _owner(detail): detail["input"]
        for detail in details
        if detail["type"] in ("missing", "language") and isinstance(detail["input"], dict)
    }
    split: dict[Location, Location] = {}
    for where, given in lacking.items():
        after = (*where[:-1], where[-1] + 1) if where and isinstance(where[-1], int) else ()
        if after and after in lacking and not given.keys() & lacking[after].keys():
            split |= {where: after, after: after}
    return split


# --- one error -----------------------------------------------------------------------------------


def _explain(detail: ErrorDetails, kind: type[Record]) -> Finding:
    """An error of pydantic in our words."""
    where, given, context = detail["loc"], detail["input"], detail.get("ctx", {})
    match detail["type"]:
        case "missing" if isinstance(last := where[-1], int):
            return Finding(where[:-1], f"has no item {last + 1}", "add it", "missing-field")
        case "missing":
            return Finding(where, "is missing", f"add {as_written(kind, where)}", "missing-field")
        case "extra_forbidden":
            return _unknown_field(where, kind)
        case _ if given is None:
            return Finding(where, "has no value", value_hint(kind, where), "no-value")
        case "string_too_short" | "too_short":
            return Finding(where, "is empty", value_hint(kind, where), "empty")
        case "enum" | "literal_error":
            known = re.findall(r"'([^']+)'", context["expected"])
            message = f"“{shorten(given)}” is not one of {', '.join(known)}"
            hint = did_you_mean(shorten(given), known) or "choose one"
            return Finding(where, message, hint, "not-one-of")
        case "too_long":
            message = f"more than {context['max_length']} items"
            return Finding(where, message, "is each of them meant to be here?", "too-many")
        case "language" if empty := [key for key in given if given[key] is None]:
            hint = "give it; words that serve both languages go under `both` alone"
            return Finding((*where, empty[0]), "has no value", hint, "no-value")
        case "both" | "language" | "lang":
            return Finding(where, detail["msg"], context["hint"], "languages")
    return _wrong_type(detail, kind) or _wrong_form(detail)


def _unknown_field(where: Location, kind: type[Record]) -> Finding:
    fields = fields_at(kind, where[:-1])
    known = field_meant_by(shorten(where[-1]), fields)
    hint = f"did you mean “{known}”?" if known else f"known here: {', '.join(fields)}"
    return Finding(where, "no such field", hint, "no-such-field")


def _wrong_type(detail: ErrorDetails, kind: type[Record]) -> Finding | None:
    """A value that is not of the type of its field; None if it is."""
    where, given = detail["loc"], detail["input"]
    match detail["type"]:
        case "string_type":
            return Finding(where, *not_text(given), "wrong-type")
        case "int_type" | "euros":
            return Finding(where, *not_number(given, where), "wrong-type")
        case "tuple_type":
            return Finding(where, "not a list", list_hint(given, kind, where), "wrong-type")
        case "model_type" | "model_attributes_type":
            return Finding(where, *not_parts(given, kind, where), "wrong-type")
        case "dict_type":
            hint = "write what it says: python -m generator confirm, with the path of this file"
            return Finding(where, "not a list of confirmed texts", hint, "wrong-type")
    return None


def _wrong_form(detail: ErrorDetails) -> Finding:
    """A value of the right type that is not of the form of its field."""
    where, given = detail["loc"], detail["input"]
    match detail["type"]:
        case "form":
            message = f"“{shorten(given)}” {detail['msg']}"
        case "greater_than_equal" | "less_than_equal":
            message = f"{shorten(given)} is not a year from 1900 to 2100"
        case code if code.startswith("date"):
            message = f"not a date: {shorten(given)}"
        case _:
            message = detail["msg"]
    if proposed := corrected(where, str(given)):
        return Finding(where, message, f"write {proposed}", "form")
    example = detail.get("ctx", {}).get("hint") or f"like this: {example_of(where, '…')}"
    return Finding(where, message, example, "form")
