"""Looks into records: their references, quoted values and texts, and the fields of each kind."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, get_args

from pydantic.fields import FieldInfo

from generator.records.bilingual import Model, Note, Text
from generator.records.markers import NotQuoted, Ours, Quoted, Ref, RequiredOrGap
from generator.records.provenance import Record

Location = tuple[str | int, ...]
"""Where in a record: ("names", 0, "fr")."""

Marker = Ref | Quoted | type[Text] | type[Note]


def place_of(where: Location) -> str:
    """A place as messages show it, where items count from 1: ("names", 0, "fr") is "names.1.fr"."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in where)


def walk(model: Model, where: Location = ()) -> Iterator[tuple[Location, Any, Marker]]:
    """Every reference, quoted value, `Text` and `Note` in a record: (where, value, marker)."""
    for name, marker in _fields_to_walk(type(model)):
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
def _fields_to_walk(cls: type[Model]) -> tuple[tuple[str, Marker | None], ...]:
    """The fields of a class that `walk` visits, each with its marker. None: its parts are visited."""
    found: list[tuple[str, Marker | None]] = []
    for name, field in cls.model_fields.items():
        parts = _parts(field)
        markers = [p for p in parts if isinstance(p, Ref | Quoted) or p is Text or p is Note]
        if markers:
            found.append((name, markers[0]))
        elif any(_fields_to_walk(model) for model in _models(parts)):
            found.append((name, None))
        elif str in parts and not any(isinstance(part, Ours | NotQuoted) for part in parts):
            found.append((name, Quoted()))
    return tuple(found)


def _parts(field: FieldInfo) -> list[Any]:
    """The types and markers of a field, at any depth."""
    return [*field.metadata, *_flatten(field.annotation)]


def _models(parts: Iterable[Any]) -> list[type[Model]]:
    return [part for part in parts if isinstance(part, type) and issubclass(part, Model)]


def _flatten(annotation: Any) -> Iterator[Any]:
    """The parts of an annotation, at any depth: `tuple[Annotated[X, M], ...]` gives X and M too."""
    yield annotation
    for part in (*get_args(annotation), *getattr(annotation, "__metadata__", ())):
        yield from _flatten(part)


def fields_at(kind: type[Model], where: Location) -> list[str]:
    """The names of the fields that a record of `kind` may have at `where`."""
    return list(model_at(kind, where).model_fields)


def model_at(kind: type[Model], where: Location) -> type[Model]:
    """The model at `where` in a record of `kind`. If there is none: the model around it."""
    model = kind
    for step in where:
        if isinstance(step, str) and step in model.model_fields:
            model = next(iter(_models(_parts(model.model_fields[step]))), model)
    return model


@functools.cache
def bilingual_fields(kind: type[Model]) -> tuple[str, ...]:
    """The fields of a kind that hold text in both languages, or have parts that do."""
    return tuple(
        name
        for name, field in kind.model_fields.items()
        if any(part in (Text, Note) or bilingual_fields(part) for part in _models(_parts(field)))
    )


def text_paths(kind: type[Model]) -> Iterator[str]:
    """The paths of all texts in a kind of record, as in `unofficial`: "title", "names"."""
    for name, marker in _fields_to_walk(kind):
        if marker is Text:
            yield name
        elif marker is None:
            yield from (f"{name}.{path}" for path in text_paths(model_at(kind, (name,))))


def required_or_gap_fields(kind: type[Record]) -> list[str]:
    """The fields that a record may leave out only if its `gaps` say so."""
    return _marked(kind, RequiredOrGap)


@functools.cache
def numbers_of(kind: type[Record]) -> tuple[str, ...]:
    """The fields of a kind that hold an amount or a count of a source."""
    return tuple(
        name
        for name in _marked(kind, Quoted)
        if not {int, Decimal}.isdisjoint(_parts(kind.model_fields[name]))
    )


def movable_references(kind: type[Record]) -> tuple[str, ...]:
    """The fields with a `movable` reference."""
    return tuple(name for name, marker in references_of(kind).items() if marker.movable)


@functools.cache
def references_of(kind: type[Record]) -> Mapping[str, Ref]:
    """The fields of a kind that refer to records, with their markers."""
    return {
        name: marker
        for name, field in kind.model_fields.items()
        for marker in _parts(field)
        if isinstance(marker, Ref)
    }


@functools.cache
def facts_of(kind: type[Record]) -> tuple[str, ...]:
    """The fields with facts of a source: all but references, provenance and our own content."""
    return tuple(
        name
        for name, field in kind.model_fields.items()
        if name not in Record.model_fields
        and name not in references_of(kind)
        and not _is_ours(field)
    )


def _is_ours(field: FieldInfo) -> bool:
    """Whether a field, or each part of its value, is marked as ours."""
    parts = _parts(field)
    return any(isinstance(part, Ours) for part in parts) or any(
        all(map(_is_ours, model.model_fields.values())) for model in _models(parts)
    )


def _marked(kind: type[Model], marker: type) -> list[str]:
    return [
        name
        for name, field in kind.model_fields.items()
        if any(isinstance(part, marker) for part in _parts(field))
    ]
