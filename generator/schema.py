"""JSON Schemas of the kinds of record, for editors: the models' words and forms, the data's ids."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from generator.checks import catalogue
from generator.dataset import Dataset
from generator.models import KINDS, REF, WARNINGS, Record
from generator.words import Words

Choices = Mapping[str, Mapping[str, str]]
"""What can be named: kind of record -> id -> what the record is called; WARNINGS -> code -> title."""

Meaning = Callable[[str], str]
"""What interface.yml or rules.yml says under a key, in both languages."""

# Enumerations whose values interface.yml explains.
EXPLAINED = ("reason", "repair", "silence")


def schemas(dataset: Dataset, french: Words, dutch: Words) -> Iterator[tuple[str, str]]:
    """(kind, text of its JSON Schema) for every kind of record.

    The ids are those of all files in data/, of those that hold a mistake too.
    """

    def called(record: Record) -> str:
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
        kind, _, name = key.partition("/")
        record = dataset.loaded.records.get(key)
        choices[kind][name] = called(record) if record else ""
    warnings = [rule.code for rule in catalogue() if rule.severity == "warning"]
    choices[WARNINGS] = {code: meaning(f"rule.{code}.title") for code in warnings}
    for model in KINDS:
        schema = _completed(record_schema(model), choices, meaning)
        yield model.kind, json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def record_schema(kind: type[Record]) -> JsonSchemaValue:
    """What the model of a kind says of its files, whatever the data. `REF` marks references."""
    schema = kind.model_json_schema(schema_generator=_FileSchema)
    return {"$schema": GenerateJsonSchema.schema_dialect, **schema}


class _FileSchema(GenerateJsonSchema):
    """In a file a field is given or left out: it is never empty, and no default stands there."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def get_title_from_name(self, name: str) -> str:
        return name.replace("_", " ").capitalize()


def _completed(node: Any, choices: Choices, meaning: Meaning) -> Any:
    """The schema with the ids that a reference can name, and what each value means."""
    if isinstance(node, list):
        return [_completed(item, choices, meaning) for item in node]
    if not isinstance(node, dict):
        return node
    node = {key: _completed(value, choices, meaning) for key, value in node.items()}
    if isinstance(node.get("description"), str):
        # Editors take the end of a line for that of a paragraph.
        paragraphs = node["description"].split("\n\n")
        node["description"] = "\n\n".join(" ".join(lines.split()) for lines in paragraphs)
    if ids := choices.get(node.pop(REF, "")):
        told = {key: node[key] for key in ("title", "description", "type") if key in node}
        return told | {"enum": list(ids), "enumDescriptions": list(ids.values())}
    if "enum" in node and (family := node.get("title", "").lower()) in EXPLAINED:
        node["enumDescriptions"] = [meaning(f"{family}.{value}") for value in node["enum"]]
    return node


def _both(french: str, dutch: str) -> str:
    """Ixelles / Elsene."""
    return french if french == dutch else f"{french} / {dutch}"
