"""The schemas for editors: what the models say of a file, with the ids of the data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from generator import REPOSITORY
from generator.cli.exit_codes import BROKEN, CLEAN, PROBLEMS
from generator.dataset.dataset import Dataset
from generator.editing.editor_schema import record_schema, schemas
from generator.records import KINDS, Model, Reason, Record, Ref
from generator.rules.catalogue import WARNINGS
from generator.site.locale import Locale, Strings
from tests.support.repository import TOY, Repository

each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)


def schemas_of(dataset: Dataset, strings: Strings) -> dict[str, Any]:
    texts = schemas(dataset, Locale("fr", strings), Locale("nl", strings))
    return {kind: json.loads(text) for kind, text in texts}


@pytest.fixture(scope="module")
def toy_schemas(toy: Dataset, strings: Strings) -> dict[str, Any]:
    return schemas_of(toy, strings)


def parts(annotation: Any) -> Iterator[Any]:
    """An annotation and everything within it."""
    yield annotation
    for part in (*get_args(annotation), *getattr(annotation, "__metadata__", ())):
        yield from parts(part)


def models_in(model: type[Model]) -> Iterator[type[Model]]:
    """A model and the models of its fields, at any depth."""
    yield model
    for field in model.model_fields.values():
        for part in parts(field.annotation):
            if isinstance(part, type) and issubclass(part, Model):
                yield from models_in(part)


def part_for(model: type[Model], kind: type[Record], schema: Any) -> Any:
    """The part of the schema of a kind that describes one of its models."""
    return schema if model is kind else schema["$defs"][model.__name__]


# --- the models --------------------------------------------------------------------------------


@each_kind
def test_a_schema_has_the_fields_of_every_model_each_with_a_description(
    kind: type[Record],
) -> None:
    schema = record_schema(kind)

    Draft202012Validator.check_schema(schema)
    for model in models_in(kind):
        part = part_for(model, kind, schema)
        required = {name for name, field in model.model_fields.items() if field.is_required()}
        assert list(part["properties"]) == list(model.model_fields)
        assert set(part.get("required", ())) == required
        assert part["additionalProperties"] is False
        for name, field in part["properties"].items():
            assert field.get("description", "").endswith("."), f"{model.__name__}.{name}"


@each_kind
def test_a_pattern_comes_with_a_message_and_an_example_that_matches(kind: type[Record]) -> None:
    def with_pattern(node: Any) -> Iterator[Any]:
        if isinstance(node, dict):
            if isinstance(node.get("pattern"), str):
                yield node
            for value in node.values():
                yield from with_pattern(value)

    for schema in with_pattern(record_schema(kind)):
        assert schema["errorMessage"].startswith("Write ")
        for example in schema["examples"]:
            Draft202012Validator(schema).validate(example)


# --- the data ----------------------------------------------------------------------------------


def mistakes(schema: Any, text: str) -> dict[str, str]:
    """Where a record breaks its schema: place -> keyword that it breaks."""
    value = json.loads(json.dumps(yaml.safe_load(text), default=str))  # in JSON, a day is text
    errors = Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(value)
    return {error.json_path.removeprefix("$."): str(error.validator) for error in errors}


@pytest.mark.parametrize("root", [TOY, REPOSITORY], ids=["toy", "real"])
def test_every_record_fits_its_schema(
    root: Path, toy: Dataset, real: Dataset, strings: Strings
) -> None:
    dataset = toy if root == TOY else real
    schemas = schemas_of(dataset, strings)
    found = {
        record.key: mistakes(schemas[record.kind], (root / dataset.path(record)).read_text("utf-8"))
        for record in dataset.records
    }

    assert {key: wrong for key, wrong in found.items() if wrong} == {}


ACTIVITY = "data/activities/2022-ixelles-m2-1.yml"
COMMUNE = "data/communes/forest.yml"
SOURCE = "data/sources/page-amis.yml"


@pytest.mark.parametrize(
    ("path", "old", "new", "place", "keyword"),
    [
        (ACTIVITY, "year: 2022\n", "", "$", "required"),
        (ACTIVITY, "year: 2022\n", "year: 2022\nyaer: 2022\n", "$", "additionalProperties"),
        (ACTIVITY, "year: 2022\n", "year:\n", "year", "type"),
        (ACTIVITY, "commune: ixelles", "commune: elsene", "commune", "enum"),
        (COMMUNE, '"21007"', "21007", "nis_code", "type"),
        (COMMUNE, '"21007"', '"2100"', "nis_code", "pattern"),
        (COMMUNE, "  nl: Vorst\n", "", "name", "oneOf"),
        (COMMUNE, "  nl: Vorst\n", "  nl: Vorst\n  both: Forest\n", "name", "oneOf"),
        (COMMUNE, "  nl: Vorst\n", "  nl: no\n", "name.nl", "type"),
        (SOURCE, "lines: 2-5", "lines: 5 to 2", "parts[0].lines", "pattern"),
        (SOURCE, "date: 2022-05-01", "date: May 2022", "date", "format"),
    ],
)
def test_a_schema_and_check_refuse_the_same_mistake(
    path: str,
    old: str,
    new: str,
    place: str,
    keyword: str,
    repository: Repository,
    toy_schemas: dict[str, Any],
) -> None:
    repository.replace(path, old, new)

    assert mistakes(toy_schemas[path.split("/")[1]], repository.read(path)) == {place: keyword}
    assert repository.run("check").exit_code == PROBLEMS


@each_kind
def test_a_reference_offers_every_record_of_its_kind_by_name(
    kind: type[Record], toy: Dataset, toy_schemas: dict[str, Any]
) -> None:
    for model in models_in(kind):
        properties = part_for(model, kind, toy_schemas[kind.kind])["properties"]
        for name, field in model.model_fields.items():
            for marker in (*field.metadata, *parts(field.annotation)):
                if isinstance(marker, Ref) and marker.kind:
                    ids = [r.id for r in toy.records if r.kind == marker.kind]
                    assert properties[name]["enum"] == ids
                    assert all(properties[name]["enumDescriptions"])


def test_values_are_explained_in_both_languages(toy_schemas: dict[str, Any]) -> None:
    commune = toy_schemas["activities"]["properties"]["commune"]
    reasons = toy_schemas["projects"]["$defs"]["Reason"]
    warnings = toy_schemas["projects"]["$defs"]["SuppressedWarning"]["properties"]["rule"]

    assert commune["enumDescriptions"][commune["enum"].index("ixelles")] == "Ixelles / Elsene"
    assert reasons["enum"] == list(Reason)
    assert warnings["enum"] == [warning.code for warning in WARNINGS]
    for values in (reasons, warnings):
        assert all(" / " in meaning for meaning in values["enumDescriptions"])


def test_a_field_is_named_by_its_path(toy_schemas: dict[str, Any]) -> None:
    texts = [f"{text}.{key}" for text in ("title", "description") for key in ("fr", "nl", "both")]
    project = toy_schemas["projects"]

    def of(model: str) -> Any:
        return project["$defs"][model]["properties"]["field"]["enum"]

    fields = project["properties"]["unofficial"]["items"]
    assert fields["enum"] == ["year", "amount", "title", "description", *texts]
    assert fields["enumDescriptions"][-1] == "description / omschrijving"
    assert project["properties"]["general_knowledge"]["items"] == fields
    assert of("Moved") == [*fields["enum"], "measure", "association"]
    assert of("Computed") == ["amount"]
    assert of("Variant") == texts


@pytest.mark.parametrize(
    ("kind", "fields"), [("activities", ["names"]), ("local-plans", ["activities"])]
)
def test_a_gap_names_what_can_be_missing(
    kind: str, fields: list[str], toy_schemas: dict[str, Any]
) -> None:
    assert toy_schemas[kind]["$defs"]["Gap"]["properties"]["field"]["enum"] == fields


@each_kind
def test_an_example_is_in_the_description_only(
    kind: type[Record], toy_schemas: dict[str, Any]
) -> None:
    """Editors insert `examples` and `default` into the file."""
    schema = json.dumps(toy_schemas[kind.kind])

    assert '"examples": [' not in schema
    assert '"default": ' not in schema
    assert "For example: " in schema


def test_a_record_that_cannot_be_read_is_offered_too(
    repository: Repository, strings: Strings
) -> None:
    repository.replace("data/communes/forest.yml", "id: forest", "id: [")
    commune = schemas_of(repository.dataset(), strings)["activities"]["properties"]["commune"]

    assert "forest" in commune["enum"]


def test_a_reference_to_a_kind_without_records_can_have_any_id(
    repository: Repository, strings: Strings
) -> None:
    repository.delete("data/calls/call-2022.yml")
    for path in repository.records():
        if path.startswith("data/administrations/"):
            repository.delete(path)
    administration = schemas_of(repository.dataset(), strings)["calls"]["properties"]

    assert "enum" not in administration["administration"]


# --- the command -------------------------------------------------------------------------------


def test_schema_writes_what_has_changed(repository: Repository) -> None:
    first = repository.run("schema")
    files = {file.name: file.stat().st_mtime_ns for file in (repository.root / "schemas").iterdir()}
    commune = repository.read("data/communes/uccle.yml").replace("id: uccle", "id: jette")
    repository.write("data/communes/jette.yml", commune)
    repository.run("schema")
    written = {
        file.name
        for file in (repository.root / "schemas").iterdir()
        if file.stat().st_mtime_ns != files[file.name]
    }

    assert first.exit_code == CLEAN
    assert files.keys() == {f"{kind.kind}.json" for kind in KINDS}
    assert "activities.json" in written
    assert "terms.json" not in written
    assert '"jette"' in repository.read("schemas/activities.json")


def test_schema_of_one_kind_is_printed(repository: Repository) -> None:
    result = repository.run("schema", "--kind", "communes")
    unknown = repository.run("schema", "--kind", "comune")

    assert json.loads(result.stdout)["title"] == "Commune"
    assert not (repository.root / "schemas").exists()
    assert unknown.exit_code == BROKEN
    assert "did you mean “communes”?" in unknown.stderr
