"""What is wrong in a record's fields, in our words: what validation found, and how fields are written."""

from __future__ import annotations

import datetime
import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import repeat
from typing import Any, get_args, get_origin

import pydantic

from generator.core.money import digits, read
from generator.core.text import did_you_mean, nearest, shorten, slugify
from generator.reading.strict_yaml import dotted
from generator.records import (
    LANGUAGES,
    LONGEST_RANGE,
    Location,
    Model,
    Note,
    Record,
    Text,
    expected_fields,
    fields_at,
    model_at,
)

Mistake = tuple[str, Location, str, str]
"""A code, where, a message, a hint."""


def mistakes(error: pydantic.ValidationError, kind: type[Record]) -> Iterator[Mistake]:
    """What is wrong in a record, in our words: one mistake is told once."""
    details = error.errors(include_url=False)
    # A list whose items are wrong counts as empty too.
    above = {detail["loc"][:depth] for detail in details for depth in range(len(detail["loc"]))}
    astray, misnamed, parted = _astray(details, kind), _misnamed(details), _parted(details)
    for where in dict.fromkeys(parted.values()):
        hint = "write a space in place of the hyphen, if it belongs to the item above"
        yield "missing-field", where, "a hyphen parts this from the item above", hint
    for detail in details:
        where = detail["loc"]
        if where in above or where in astray or where in misnamed or _owner(detail) in parted:
            continue
        if fields := [field for field, owner in astray.items() if owner == where]:
            names = ", ".join(dotted(field[-1:]) for field in fields)
            lack = "has no value" if detail["input"] is None else detail["msg"]
            hint = f"indent {names} by two spaces"
            yield "no-value", where, f"{lack}; {names} below it stands too far left", hint
            continue
        yield _explain(detail, kind)


def _field(word: str, fields: Iterable[str]) -> str:
    """The field that somebody calls otherwise: misspelt, or in French or Dutch; empty if none is near."""
    names = _names(tuple(fields))
    return names.get(nearest(slugify(word), names), "")


@functools.cache
def _names(fields: tuple[str, ...]) -> Mapping[str, str]:
    """What fields are called: the field by each of its names."""
    return {
        name: field
        for field in fields
        for name in (field.replace("_", "-"), *CALLED.get(field, "").split())
    }


def _owner(detail: Any) -> Location:
    """Of what a field lacks, or a language: `owner.field`."""
    where: Location = detail["loc"]
    return where[:-1] if detail["type"] == "missing" else where


def _astray(details: Iterable[Any], kind: type[Record]) -> dict[Location, Location]:
    """Fields that stand beside the field that they belong into, and that lacks them: field -> that field."""
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


def _misnamed(details: Iterable[Any]) -> set[Location]:
    """Fields that are missing since their name is misspelt: the misspelt one is told."""
    found: dict[str, dict[Location, list[str]]] = defaultdict(lambda: defaultdict(list))
    for detail in details:
        if detail["loc"]:
            found[detail["type"]][detail["loc"][:-1]].append(str(detail["loc"][-1]))
    return {
        (*where, name)
        for where, missing in found["missing"].items()
        for unknown in found["extra_forbidden"][where]
        if (name := _field(unknown, missing))
    }


def _parted(details: Iterable[Any]) -> dict[Location, Location]:
    """Items of lists each of which lacks what its neighbour has: item -> the second of the two."""
    lacking = {
        _owner(detail): detail["input"]
        for detail in details
        if detail["type"] in ("missing", "language") and isinstance(detail["input"], dict)
    }
    parted: dict[Location, Location] = {}
    for where, given in lacking.items():
        after = (*where[:-1], where[-1] + 1) if where and isinstance(where[-1], int) else ()
        if after and after in lacking and not given.keys() & lacking[after].keys():
            parted |= {where: after, after: after}
    return parted


def _explain(detail: Any, kind: type[Record]) -> Mistake:  # noqa: C901, PLR0912  # one case a kind of mistake
    """Pydantic's finding in our words."""
    where, given, context = detail["loc"], detail["input"], detail.get("ctx", {})
    match detail["type"]:
        case "missing" if isinstance(where[-1], int):
            return "missing-field", where[:-1], f"has no item {where[-1] + 1}", "add it"
        case "missing":
            return "missing-field", where, "is missing", f"add {_written(kind, where)}"
        case "extra_forbidden":
            fields = fields_at(kind, where[:-1])
            meant = _field(shorten(where[-1]), fields)
            hint = f"did you mean “{meant}”?" if meant else f"known here: {', '.join(fields)}"
            return "no-such-field", where, "no such field", hint
        case _ if given is None:
            return "no-value", where, "has no value", _give(kind, where)
        case "string_too_short" | "too_short":
            return "empty", where, "is empty", _give(kind, where)
        case "string_type":
            return "wrong-type", where, *_no_text(given)
        case "int_type" | "euros":
            return "wrong-type", where, *_no_number(given, where)
        case "tuple_type":
            return "wrong-type", where, "not a list", _as_list(given, kind, where)
        case "model_type" | "model_attributes_type":
            return "wrong-type", where, *_no_parts(given, kind, where)
        case "dict_type":
            hint = "write what it says: python -m generator confirm, with the path of this file"
            return "wrong-type", where, "not a list of confirmed texts", hint
        case "enum" | "literal_error":
            expected = re.findall(r"'([^']+)'", context["expected"])
            message = f"“{shorten(given)}” is none of {', '.join(expected)}"
            return (
                "not-one-of",
                where,
                message,
                did_you_mean(shorten(given), expected) or "choose one",
            )
        case "too_long":
            message = f"more than {context['max_length']} items"
            return "too-many", where, message, "is each of them meant to be here?"
        case "language" if empty := [key for key in given if given[key] is None]:
            hint = "give it; words that serve both languages go under `both` alone"
            return "no-value", (*where, empty[0]), "has no value", hint
        case "both" | "language" | "lang":
            return "languages", where, str(detail["msg"]), context["hint"]
        case "form":
            message = f"“{shorten(given)}” {detail['msg']}"
        case "greater_than_equal" | "less_than_equal":
            message = f"{shorten(given)} is no year that we know of"
        case code if code.startswith("date"):
            message = f"not a date: {shorten(given)}"
        case _:
            message = str(detail["msg"])
    example = context.get("hint") or f"like this: {EXAMPLES.get(where[-1], '…')}"
    meant = _meant(where, str(given))
    hint = f"write {meant}" if meant else example
    return "form", where, message, hint


# --- how it is written -------------------------------------------------------------------------

EXAMPLES: Mapping[str | int, str] = {
    "year": "2022",
    "date": "2022-05-01 (year-month-day)",
    "amount": "1392600",
}

# As people call them who think in French or Dutch.
CALLED: Mapping[str, str] = {
    "abbreviation": "abreviation sigle afkorting",
    "address": "adresse lien adres link url",
    "addressee": "destinataire bestemmeling",
    "administration": "administratie",
    "adopted": "adopte adoption goedgekeurd goedkeuring",
    "amount": "montant somme subside bedrag subsidie",
    "answer": "reponse antwoord",
    "association": "asbl vzw vereniging",
    "author": "auteur indiener",
    "both": "deux les-deux beide allebei",
    "budget": "financement begroting financiering",
    "code": "code-mesure",
    "columns": "colonnes kolommen",
    "commune": "gemeente",
    "confirmed": "confirme confirmes bevestigd",
    "corrections": "correction correcties verbeteringen verbetering",
    "date": "datum",
    "description": "descriptif beschrijving omschrijving",
    "document": "bron-document stuk",
    "doubts": "doute doutes twijfel twijfels",
    "edition": "editie uitgave",
    "enterprise_number": "numero-entreprise numero-d-entreprise bce kbo ondernemingsnummer",
    "extract": "extrait uittreksel",
    "field": "champ veld",
    "fr": "francais french frans",
    "full_name": "nom-complet volledige-naam",
    "furniture": "en-tetes kopteksten",
    "gaps": "lacune lacunes leemte leemten leemtes",
    "general_knowledge": "connaissances-generales algemene-kennis",
    "history": "historique histoire geschiedenis",
    "lang": "langue taal",
    "languages": "langues talen",
    "legal_form": "forme-juridique rechtsvorm",
    "lines": "ligne lignes lijn lijnen regel regels",
    "meaning": "signification sens betekenis",
    "measure": "mesure maatregel",
    "moved": "deplace deplaces verplaatst",
    "name": "nom naam",
    "names": "noms namen",
    "nis_code": "ins code-ins nis niscode",
    "nl": "neerlandais dutch nederlands",
    "note": "nota",
    "number": "numero nummer",
    "office": "fonction functie ambt",
    "old": "ancien ancienne oud oude",
    "parts": "parties delen",
    "postal_codes": "code-postal codes-postaux postcode postcodes",
    "printed": "imprime gedrukt",
    "projects": "projets projecten",
    "reason": "raison reden",
    "remarks": "remarque remarques opmerking opmerkingen",
    "repairs": "reparations herstellingen",
    "role": "rol",
    "rule": "regle",
    "service": "dienst",
    "short": "court kort",
    "shown": "affiche montre getoond",
    "slug": "adresse adres",
    "sources": "source bron bronnen",
    "spellings": "orthographe orthographes graphies spelling spellingen schrijfwijze schrijfwijzen",
    "status": "statut",
    "subject": "sujet objet onderwerp",
    "text": "texte tekst",
    "theme": "thema",
    "title": "titre intitule titel nom naam",
    "to": "vers naar",
    "unofficial": "non-officiel officieux onofficieel niet-officieel",
    "variants": "variante variantes variant varianten",
    "why": "pourquoi waarom",
    "year": "annee jaar",
    "years": "annees jaren",
}

LETTERS = str.maketrans("OoIl", "0011")
"""What is typed, and read by a recogniser, for a digit."""


def _no_text(given: object) -> tuple[str, str]:
    """What to say of a value that is no text: (message, hint)."""
    match given:
        case tuple():
            only = f": {shorten(given[0])}" if len(given) == 1 and isinstance(given[0], str) else ""
            return (
                "a list where one value is expected",
                f"write one, without hyphen or brackets{only}",
            )
        case dict():
            hint = "write it behind the colon; words that hold a colon go in quotes"
            return "fields where one value is expected", hint
        case bool():
            return "YAML reads this as yes or no, not as text", "put it in quotes"
    told = "a date" if isinstance(given, datetime.date) else "a number"
    return f"YAML reads this as {told}, not as text", f'put it in quotes: "{given}"'


def _no_number(given: object, where: Location) -> tuple[str, str]:
    """What to say of a value that is no whole number, or no amount: (message, hint)."""
    shown, example = shorten(given), EXAMPLES.get(where[-1], "12")
    match given:
        case bool():
            return "YAML reads this as yes or no, not as a number", f"plain digits: {example}"
        case dict() | tuple():
            numbers = [n for n in (given.values() if isinstance(given, dict) else given) if n]
            told = "fields" if isinstance(given, dict) else "a list"
            same = f": {numbers[0]}" if numbers and len({*map(str, numbers)}) == 1 else ""
            serves = ", which serves both languages" if isinstance(given, dict) else ""
            return f"{told} where one number is expected", f"write one number{serves}{same}"
        case str() if re.fullmatch(r"\d+(\.\d\d)?", given, re.ASCII):
            return f"“{shown}” is text, not a number", f"write it without quotes: {shown}"
        case Decimal() if where[-1] == "amount":
            return _no_cents(given)
    typed = unicodedata.normalize("NFKC", shown).translate(LETTERS)
    if where[-1] == "year":
        year = re.search(r"\d{4}", typed)
        return f"not a year: {shown}", f"one year, four digits: {year[0] if year else example}"
    meant = read(shown) or read(typed) or read(typed.replace(",", "."))
    if where[-1] == "amount":
        written = digits(meant) if meant else f"{example}, or 50000.50 with cents"
        return f"not an amount: {shown}", f"digits alone, and a dot before cents: {written}"
    written = example if meant is None or meant % 1 else digits(meant)
    return f"not a whole number: {shown}", f"plain digits, no dots, no sign: {written}"


def _no_cents(given: Decimal) -> tuple[str, str]:
    """What to say of an amount that has neither no decimals nor two: (message, hint)."""
    decimals = str(given).partition(".")[2]
    match len(decimals):
        case 1:
            hint = f"write {given}0 if that is {decimals}0 cents"
        case 3:
            hint = f"write {digits(given * 1000)}: nothing parts the thousands"
        case _:
            hint = "write it as it is printed, to the cent: 50000.50"
    return f"not an amount: {given}; after a dot come two digits, the cents", hint


def _as_list(given: object, kind: type[Record], where: Location) -> str:
    """How to write what is no list as one."""
    model, shown = model_at(kind, where), shorten(given)
    if model is not model_at(kind, where[:-1]):
        return f"write each item below it, after “- ”: {_below(model, '- ', given)}"
    if where[-1] == "lines":
        shown = ", ".join(re.findall(r"\d+(?:-\d+)?", shown))
    if not isinstance(given, bool) and re.fullmatch(r"[\w.-]+(?:, *[\w.-]+)*", shown):
        # Digits in a list of texts are those of codes.
        written = f'"{shown}"' if isinstance(given, int) and _is_of_texts(kind, where) else shown
        return f"write it in brackets: [{written}]"
    return "write each item on a line of its own, after “- ”"


def _is_of_texts(kind: type[Record], where: Location) -> bool:
    field = model_at(kind, where[:-1]).model_fields[str(where[-1])]
    item = get_args(field.annotation)[0]
    return getattr(item, "__origin__", item) is str


def _no_parts(given: object, kind: type[Record], where: Location) -> tuple[str, str]:
    """What to say of a value where parts are expected: (message, hint)."""
    model = model_at(kind, where)
    told = "a list" if isinstance(given, tuple) else "one value"
    hint = "write them below it, each on a line of its own: " + _below(model)
    if isinstance(given, tuple):
        hint += ", without hyphens"
    elif isinstance(where[-1], int):
        hint = "write " + _below(model, "- ", given)
    return f"{told} where parts are expected: {', '.join(_parts(model))}", hint


def _give(kind: type[Record], where: Location) -> str:
    """What to do about a field without a value."""
    name, model = where[-1], model_at(kind, where[:-1])
    field = model.model_fields.get(str(name))
    if len(where) == 1 and name in expected_fields(kind):
        return "give it, or delete the line and say under `gaps` what the source says"
    if field is None or not (field.is_required() or (model is Text and name in LANGUAGES)):
        return "give it, or delete the line"
    return f"give it: {_written(kind, where)}"


def _written(kind: type[Record], where: Location) -> str:
    """A field as it is written: “amount: …”; with its parts below it where it has some."""
    name, holder, model = str(where[-1]), model_at(kind, where[:-1]), model_at(kind, where)
    if model is holder:
        return f"“{_line(holder, name)}”"
    return f"“{name}:” and below it {_below(model, '- ' if _is_list(holder, name) else '')}"


def _below(model: type[Model], first: str = "", given: object = None) -> str:
    """The parts of a value as they are written, a line each; `first` stands before them."""
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
    """The parts that must be there; those that can be, where any of them will do."""
    if model is Text:
        return [*LANGUAGES]
    required = [name for name, field in model.model_fields.items() if field.is_required()]
    return required or [*model.model_fields]


def _meant(where: Location, given: str) -> str:
    """A misspelt value in the form of its field; empty where nobody can know."""
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
