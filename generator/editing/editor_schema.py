"""JSON Schemas of the kinds of record, for editors.

Fields, their types and their descriptions come from the models, ids from the data. A new kind or
field of a record needs nothing here, unless its name is not clear enough or a gap names a kind.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from generator.dataset.dataset import Dataset
from generator.records import (
    FIELDS,
    GAPS,
    KINDS,
    MOVABLE,
    NUMBERS,
    REF,
    TEXTS,
    WARNINGS,
    Call,
    LocalPlan,
    Record,
    facts_of,
    movable_references,
    numbers_of,
    required_or_gap_fields,
    text_paths,
)
from generator.rules import catalogue
from generator.site.locale import Locale

Choices = Mapping[str, Mapping[str, str]]
"""The values that a reference can have, with their names, by the `key` of its marker `REF`.

A kind of record -> id -> name; WARNINGS -> code -> title; FIELDS, TEXTS, MOVABLE, NUMBERS and GAPS ->
field -> name.
"""

Meaning = Callable[[str], str]
"""The words of the site or of a rule under a key, in both languages."""

EXPLAINED = ("reason", "repair", "silence")
"""The enumerations whose values the words of the site explain."""

TITLES = {
    "fr": "In French",
    "nl": "In Dutch",
    "both": "In both languages",
    "lang": "Language",
    "nis_code": "NIS code",
    "tile": "Place on the tile map",
    "plain": "In plain language",
    "short": "In a few words",
    "reading": "How its text came to us",
    "read": "Day on which it was read",
    "extract": "Only an extract",
    "caveat": "What the amount covers",
    "asked": "What is asked",
    "inferred": "Concluded by us",
    "missing": "What is missing as a whole",
    "furniture": "Page heads and numbers",
    "old": "Former address",
    "to": "Leads to",
    "printed": "As printed",
    "shown": "As we show it",
    "moved": "Values from other lines",
    "computed": "Computed values",
    "of": "Computed from",
    "repairs": "Repaired layout",
    "variants": "Other wordings",
    "unofficial": "Translated by us",
    "silenced": "Silenced warnings",
    "confirmed": "Confirmed translations",
}
"""The titles that editors show, for fields whose names are not clear enough."""


def schemas(dataset: Dataset, french: Locale, dutch: Locale) -> Iterator[tuple[str, str]]:
    """(kind, text of its JSON Schema) for every kind of record.

    A reference can have the id of every file in data/, even if the file cannot be read.
    """

    def name_of(record: Record) -> str:
        short = getattr(record, "short", None)
        names = (
            words.name(record) + (f" – {short[words.language]}" if short else "")
            for words in (french, dutch)
        )
        return _both(*names)

    def meaning(key: str) -> str:
        return _both(*(words(key).unescape() for words in (french, dutch)))

    choices: dict[str, dict[str, str]] = {kind.kind: {} for kind in KINDS}
    for key in sorted(dataset.loaded.known):
        kind, _, record_id = key.partition("/")
        record = dataset.loaded.records.get(key)
        choices[kind][record_id] = name_of(record) if record else ""
    warnings = [rule.code for rule in catalogue.WARNINGS]
    choices[WARNINGS] = {code: meaning(f"rule.{code}.title") for code in warnings}
    for model in KINDS:
        schema = _complete(record_schema(model), choices | _fields(model, meaning), meaning)
        yield model.kind, json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _fields(kind: type[Record], meaning: Meaning) -> dict[str, dict[str, str]]:
    """The fields that other fields of a record can name, as the rules allow it."""

    def named(paths: Iterable[str]) -> dict[str, str]:
        return {path: meaning(f"field.{path.partition('.')[0]}") for path in paths}

    texts = [f"{path}.{key}" for path in text_paths(kind) for key in ("fr", "nl", "both")]
    gaps = named(required_or_gap_fields(kind))
    if missing := {LocalPlan: "activities", Call: "projects"}.get(kind):
        gaps = {missing: meaning(f"kind.{missing}")}  # it names a kind of record, not a field
    return {
        FIELDS: named([*facts_of(kind), *texts]),
        TEXTS: named(texts),
        MOVABLE: named([*facts_of(kind), *texts])
        | {name: meaning(f"{name}.one") for name in movable_references(kind)},
        NUMBERS: named(numbers_of(kind)),
        GAPS: gaps,
    }


def record_schema(kind: type[Record]) -> JsonSchemaValue:
    """The schema of a kind without the data: `REF` marks the references."""
    schema = kind.model_json_schema(schema_generator=_FileSchema)
    return {"$schema": GenerateJsonSchema.schema_dialect, **schema}


class _FileSchema(GenerateJsonSchema):
    """In a file a field has a value or is left out: it is never null, and there is no default."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: object) -> bool:
        return True  # else editors show the title of the referenced model

    def get_title_from_name(self, name: str) -> str:
        return TITLES.get(name, name.replace("_", " ").capitalize())


def _complete(node: Any, choices: Choices, meaning: Meaning) -> Any:
    """The schema with the values that each reference can have, and the meaning of each value."""
    if isinstance(node, list):
        return [_complete(item, choices, meaning) for item in node]
    if not isinstance(node, dict):
        return node
    node = {key: _complete(value, choices, meaning) for key, value in node.items()}
    paragraphs = []
    if isinstance(node.get("description"), str):
        # Editors start a new paragraph at each end of a line.
        paragraphs = [" ".join(lines.split()) for lines in node["description"].split("\n\n")]
    ids = choices.get(node.pop(REF, ""))
    if isinstance(node.get("examples"), list):
        examples = map(_as_yaml, node.pop("examples"))
        if not ids:  # editors insert `examples` into the file as if they were values
            paragraphs.append(f"For example: {', '.join(examples)}")
    if paragraphs:
        node["description"] = "\n\n".join(paragraphs)
    if ids:
        kept = {key: node[key] for key in ("title", "description", "type") if key in node}
        return kept | {"enum": list(ids), "enumDescriptions": list(ids.values())}
    if "enum" in node and (family := node.get("title", "").lower()) in EXPLAINED:
        node["enumDescriptions"] = [meaning(f"{family}.{value}") for value in node["enum"]]
    return node


def _as_yaml(example: object) -> str:
    """An example as it is written in a file: digits that are text are in quotes."""
    quoted = isinstance(example, str) and example.replace(".", "", 1).isdigit()
    return f'"{example}"' if quoted else str(example)


def _both(french: str, dutch: str) -> str:
    """Both names, once if they are the same: "Ixelles / Elsene"."""
    return french if french == dutch else f"{french} / {dutch}"
