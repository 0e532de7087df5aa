"""Looks into records: every reference, quoted value and text, and which fields a kind has."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, get_args

from generator.records.action import Action
from generator.records.activity import Activity
from generator.records.project import Project
from generator.records.provenance import Record
from generator.records.summary import Summary
from generator.records.types import Model, Note, Quoted, Ref, RequiredOrGap, Text

Location = tuple[str | int, ...]
"""Where in a record: ("names", 0, "fr")."""


Marker = Ref | Quoted | type[Text] | type[Note]


def place_of(where: Location) -> str:
    """A place as messages print it, items of a list from 1: ("names", 0, "fr") is "names.1.fr"."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in where)


def walk(model: Model, where: Location = ()) -> Iterator[tuple[Location, Any, Marker]]:
    """Every reference, quoted value, `Text` and `Note` in a record: (where, value, marker)."""
    for name, marker in _shape(type(model)):
        value = getattr(model, name)
        many = isinstance(value, tuple)
        for index, item in enumerate(value if many else (value,)):
            place = (*where, name, index) if many else (*where, name)
            if item is None:
                continue
            if marker is None:
                yield from walk(item, place)
            else:
                yield place, item, marker


@functools.cache
def _shape(cls: type[Model]) -> tuple[tuple[str, Marker | None], ...]:
    """The fields of a class that `walk` cares for; marker None: a nested model to walk into."""
    shape: list[tuple[str, Marker | None]] = []
    for name, field in cls.model_fields.items():
        parts = [*field.metadata, *_flatten(field.annotation)]
        markers = [p for p in parts if isinstance(p, Ref | Quoted) or p is Text or p is Note]
        if markers:
            shape.append((name, markers[0]))
        elif any(
            isinstance(part, type) and issubclass(part, Model) and _shape(part) for part in parts
        ):
            shape.append((name, None))
    return tuple(shape)


def _flatten(annotation: Any) -> Iterator[Any]:
    """An annotation's parts, at any depth: `tuple[Annotated[X, M], ...]` gives X and M too."""
    yield annotation
    for part in (*get_args(annotation), *getattr(annotation, "__metadata__", ())):
        yield from _flatten(part)


def fields_at(kind: type[Model], where: Location) -> list[str]:
    """The names of the fields that a record of `kind` may have at `where`."""
    return list(model_at(kind, where).model_fields)


def model_at(kind: type[Model], where: Location) -> type[Model]:
    """What a record of `kind` holds at `where`; what holds that where it has no fields of its own."""
    model = kind
    for step in where:
        if isinstance(step, str) and step in model.model_fields:
            parts = _flatten(model.model_fields[step].annotation)
            model = next((p for p in parts if isinstance(p, type) and issubclass(p, Model)), model)
    return model


@functools.cache
def bilingual_fields(kind: type[Model]) -> tuple[str, ...]:
    """The fields of a kind that hold words in both languages, themselves or within."""
    return tuple(
        name
        for name, field in kind.model_fields.items()
        if any(
            isinstance(part, type)
            and issubclass(part, Model)
            and (part in (Text, Note) or bilingual_fields(part))
            for part in _flatten(field.annotation)
        )
    )


def text_paths(kind: type[Model]) -> Iterator[str]:
    """The paths of the texts that a record of a kind can have, as the apparatus names them."""
    for name, marker in _shape(kind):
        if marker is Text:
            yield name
        elif marker is None:
            yield from (f"{name}.{path}" for path in text_paths(model_at(kind, (name,))))


def expected_fields(kind: type[Record]) -> list[str]:
    """The fields that a record lacks only where its `gaps` say so."""
    return [
        name
        for name, field in kind.model_fields.items()
        if any(isinstance(mark, RequiredOrGap) for mark in field.metadata)
    ]


@functools.cache
def numbers_of(kind: type[Record]) -> tuple[str, ...]:
    """The fields of a kind that hold an amount or a count of a source."""
    found = []
    for name, field in kind.model_fields.items():
        parts = [*field.metadata, *_flatten(field.annotation)]
        if (int in parts or Decimal in parts) and any(isinstance(p, Quoted) for p in parts):
            found.append(name)
    return tuple(found)


def references_of(kind: type[Record]) -> tuple[str, ...]:
    """The fields that say to what a row belongs: they can be printed on another line, or inferred."""
    rows: dict[type[Record], tuple[str, ...]] = {
        Activity: ("commune", "measure"),
        Project: ("measure", "association"),
        Summary: ("theme", "measure"),
        Action: ("theme",),
    }
    return rows.get(kind, ())


@functools.cache
def facts_of(kind: type[Record]) -> tuple[str, ...]:
    """The fields of a kind in which a source, or we, can say something."""
    ours = {
        *("slug", "spellings", "status", "reading", "furniture", "publisher", "address"),
        *("read", "extract", "short", "plain", "tile", "caveat", "asked", "missing"),
        *("old", "to", "reason"),
    }
    return tuple(
        name
        for name, field in kind.model_fields.items()
        if name not in {*Record.model_fields, *ours}
        and not any(isinstance(part, Ref) for part in _flatten(field.annotation))
        and not any(isinstance(mark, Ref) for mark in field.metadata)
    )
