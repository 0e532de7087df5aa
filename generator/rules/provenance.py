"""Provenance: what a record says about the origin of its fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.core.money import euros
from generator.core.problem import Finding
from generator.core.text import did_you_mean
from generator.dataset.dataset import Dataset
from generator.dataset.lines import LineKey, commune_above, line_of, names_target
from generator.dataset.quotations import field_of, find, quotations
from generator.dataset.totals import Number, compute, operands
from generator.records import (
    Activity,
    Computed,
    Location,
    Method,
    Quoted,
    Record,
    Text,
    facts_of,
    movable_references,
    numbers_of,
    walk,
)
from generator.rules.registry import rule


@rule()
def unknown_field(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """`moved`, `unofficial` and similar lists name fields that the record has."""
    known = {*facts_of(type(record)), *_texts(record)}
    movable = known | {*movable_references(type(record))}
    fields_of = {
        "variants": known,
        "unofficial": known,
        "general_knowledge": known,
        "moved": movable,
        "inferred": movable,
        "computed": {*numbers_of(type(record))},
    }
    for part, fields in fields_of.items():
        what = "number" if part == "computed" else "field"
        for index, item in enumerate(getattr(record, part)):
            where: Location = (part, index)
            field = item
            if not isinstance(item, str):
                where, field = (part, index, "field"), item.field
            if field not in fields:
                known_here = f"{what}s here: {', '.join(sorted(fields)) or 'none'}"
                hint = did_you_mean(field, fields) or known_here
                yield Finding(where, f"the record has no {what} “{field}”", hint)
    texts = sorted(path for path in _texts(record) if path.endswith((".fr", ".nl", ".both")))
    for index, variant in enumerate(record.variants):
        if variant.field in known and variant.field not in texts:
            message = f"“{variant.field}” is not a text of the record"
            yield Finding(("variants", index, "field"), message, f"texts here: {', '.join(texts)}")


def _texts(record: Record) -> set[str]:
    """The paths of the texts of a record, without and with the language."""
    paths: set[str] = set()
    for where, value, _ in walk(record):
        if isinstance(value, Text):
            paths.add(field_of(where))
            paths |= {field_of((*where, key)) for key, _ in value.wordings}
    return paths


@rule()
def needless_move(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A moved value is not printed on the record's own lines."""
    for index, moved in enumerate(record.moved):
        if _is_printed(record, moved.field, record.cited, dataset):
            message = f"the record's own lines print its “{moved.field}”"
            hint = "delete this entry, or correct the lines under `sources`"
            yield Finding(("moved", index, "field"), message, hint)


def _is_printed(record: Record, field: str, lines: Sequence[LineKey], dataset: Dataset) -> bool:
    """Whether lines print a field's value, or the name or code of what it refers to."""
    if field == "commune" and isinstance(record, Activity):
        document, line = lines[0]
        return commune_above(document, record.year, line, dataset) == record.commune
    if field in movable_references(type(record)):
        return any(names_target(line_of(dataset, *line), record, field, dataset) for line in lines)
    quoted = [
        quotation
        for quotation in quotations(record, dataset)
        if field in (path := field_of(quotation.where), path.rpartition(".")[0])
    ]
    return bool(quoted) and all(
        find(quotation.printed, quotation.marker, lines, None, dataset) for quotation in quoted
    )


@rule()
def wrong_computation(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A computed value is the result of its computation, and the record's lines do not print it."""
    for index, computed in enumerate(record.computed):
        if computed.field not in numbers_of(type(record)):
            continue  # `unknown_field` reports it
        if faulty := [*_faulty_operands(record, index, computed, dataset)]:
            yield from faulty
            continue
        result = compute(computed, dataset)
        if getattr(record, computed.field) != result:
            message = f"the computation gives {arithmetic(computed, dataset)}"
            hint = f"write {result}, or correct the records under `computed`"
            yield Finding((computed.field,), message, hint)
        printed, marker = _number(computed.field, result), Quoted(money=computed.field == "amount")
        if spans := find(printed, marker, record.cited, None, dataset):
            message = f"line {spans[0].line} prints {printed}"
            hint = "a value that is printed is not computed: delete this entry"
            yield Finding(("computed", index, "field"), message, hint)


def _faulty_operands(
    record: Record, index: int, computed: Computed, dataset: Dataset
) -> Iterator[Finding]:
    """The operands that have no number, or a number that is itself computed from this record."""
    for position, key in enumerate(computed.of):
        where = ("computed", index, "of", position)
        operand = dataset.record(key)
        if record.key in _computed_from(key, computed.field, dataset):
            message = f"{key} is itself computed from {record.key}"
            yield Finding(where, message, "compute one of the two from printed values")
        elif computed.method is not Method.COUNT and not isinstance(
            getattr(operand, computed.field, None), int | Decimal
        ):
            yield Finding(where, f"{key} has no {computed.field}", "name a record that has one")


def _computed_from(key: str, field: str, dataset: Dataset) -> set[str]:
    """The keys of a record and of all records from which its field is computed, at any depth."""
    found: set[str] = set()
    waiting = [key]
    while waiting:
        operand = waiting.pop()
        if operand not in found:
            found.add(operand)
            computation = dataset.record(operand).computation(field)
            waiting += computation.of if computation else ()
    return found


def arithmetic(computed: Computed, dataset: Dataset) -> str:
    """A computation with its result, as messages print it: 670.000 − 640.000 = 30.000."""
    result = _number(computed.field, compute(computed, dataset))
    if computed.method is Method.COUNT:
        return f"{result}, the number of records"
    sign = " − " if computed.method is Method.DIFFERENCE else " + "
    numbers = (_number(computed.field, number) for _, number in operands(computed, dataset))
    return f"{sign.join(numbers)} = {result}"


def _number(field: str, value: Number) -> str:
    """A number as messages print it: an amount as the sources print it."""
    return euros(value) if field == "amount" else str(value)


@rule(blocks_pages=False)
def unproven_field(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A text is our own in at most one language, and a number is never our own: a source prints the rest."""
    named: dict[str, Location] = {
        field: (part, index)
        for part in ("unofficial", "general_knowledge")
        for index, field in enumerate(getattr(record, part))
    }
    found: dict[Location, Finding] = {}
    for where, value, marker in walk(record):
        path = field_of(where)
        if isinstance(value, Text):
            ours = [named.get(path) or named.get(f"{path}.{key}") for key, _ in value.wordings]
            if all(ours) and (place := ours[-1]):
                found[place] = Finding(
                    place,
                    f"“{path}” is our own text in both languages: no source proves it",
                    "copy the words that the source prints in one language; words of our own go "
                    "under `remarks`",
                )
        elif isinstance(marker, Quoted) and path in named:
            if isinstance(value, str) and path in record.general_knowledge:
                continue
            found[named[path]] = Finding(
                named[path],
                f"“{path}” is not a text: a source must print it",
                "delete this item; a number that no source prints goes under `computed`",
            )
    yield from found.values()
