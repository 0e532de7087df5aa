"""The schemas by which editors help: what the models say of a file, with the ids of the data."""

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

KIND_NAMES = [kind.kind for kind in KINDS]
each_kind = pytest.mark.parametrize("kind", KINDS, ids=KIND_NAMES)


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


def object_of(model: type[Model], kind: type[Record], schema: Any) -> Any:
    """What the schema of a kind says of one of its models."""
    return schema if model is kind else schema["$defs"][model.__name__]


# --- the models, and nothing else --------------------------------------------------------------


@each_kind
def test_every_field_of_every_model_is_there_and_no_other(kind: type[Record]) -> None:
    schema = record_schema(kind)

    for model in models_in(kind):
        told = object_of(model, kind, schema)
        required = {name for name, field in model.model_fields.items() if field.is_required()}
        assert list(told["properties"]) == list(model.model_fields)
        assert set(told.get("required", ())) == required
        assert told["additionalProperties"] is False


@each_kind
def test_every_field_says_what_it_is(kind: type[Record]) -> None:
    schema = record_schema(kind)
    silent = [
        f"{model.__name__}.{name}"
        for model in models_in(kind)
        for name, field in object_of(model, kind, schema)["properties"].items()
        if not field.get("description", "").endswith(".")
    ]

    assert silent == []


@each_kind
def test_a_form_comes_with_an_example_that_has_it(kind: type[Record]) -> None:
    def look(node: Any) -> Iterator[tuple[Any, Any]]:
        if isinstance(node, dict):
            if isinstance(node.get("pattern"), str):
                assert node["errorMessage"].startswith("Write ")
                yield from ((node, example) for example in node["examples"])
            for value in node.values():
                yield from look(value)

    for schema, example in look(record_schema(kind)):
        Draft202012Validator(schema).validate(example)


@each_kind
def test_a_schema_is_one(kind: type[Record]) -> None:
    Draft202012Validator.check_schema(record_schema(kind))


# --- the data ----------------------------------------------------------------------------------


def as_json(text: str) -> Any:
    """A record as JSON Schema sees it: a day is text."""
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


def mistakes(schema: Any, text: str) -> dict[str, str]:
    """Where a record breaks its schema: place -> keyword that it breaks."""
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    errors = validator.iter_errors(as_json(text))
    return {error.json_path.removeprefix("$."): str(error.validator) for error in errors}


@pytest.mark.parametrize("root", [TOY, REPOSITORY], ids=["toy", "real"])
def test_every_record_is_sound(root: Path, toy: Dataset, real: Dataset, strings: Strings) -> None:
    dataset = toy if root == TOY else real
    valid = schemas_of(dataset, strings)
    wrong = {
        record.key: found
        for record in dataset.records
        if (found := mistakes(valid[record.kind], (root / dataset.path(record)).read_text("utf-8")))
    }

    assert wrong == {}


ACTIVITY = "data/activities/2022-ixelles-m2-1.yml"
COMMUNE = "data/communes/forest.yml"
SOURCE = "data/sources/page-amis.yml"


@pytest.mark.parametrize(
    ("path", "old", "new", "place", "keyword"),
    [
        (ACTIVITY, "year: 2022\n", "", "$", "required"),
        (ACTIVITY, "year: 2022\n", "year: 2022\nyaer: 2022\n", "$", "additionalProperties"),
        (ACTIVITY, "year: 2022\n", 'year: "2022"\n', "year", "type"),
        (ACTIVITY, "year: 2022\n", "year: 22\n", "year", "minimum"),
        (ACTIVITY, "year: 2022\n", "year:\n", "year", "type"),
        (ACTIVITY, "commune: ixelles", "commune: elsene", "commune", "enum"),
        (COMMUNE, '"21007"', "21007", "nis_code", "type"),
        (COMMUNE, '"21007"', '"2100"', "nis_code", "pattern"),
        (COMMUNE, "  nl: Vorst\n", "", "name", "oneOf"),
        (COMMUNE, "  nl: Vorst\n", "  nl: Vorst\n  both: Forest\n", "name", "oneOf"),
        (COMMUNE, "  nl: Vorst\n", "  nl: Vorst\n  lang: fr\n", "name", "oneOf"),
        (COMMUNE, "  nl: Vorst\n", "  nl: no\n", "name.nl", "type"),
        (COMMUNE, "  nl: Vorst\n", '  nl: ""\n', "name.nl", "minLength"),
        (SOURCE, "lines: 2-5", "lines: 5 to 2", "parts[0].lines", "pattern"),
        (SOURCE, "lines: 2-5", "lines: 0", "parts[0].lines", "minimum"),
        (SOURCE, "date: 2022-05-01", "date: May 2022", "date", "format"),
        (SOURCE, "languages: [fr]", "languages: []", "languages", "minItems"),
        (SOURCE, "languages: [fr]", "languages: [de]", "languages[0]", "enum"),
        (SOURCE, "languages: [fr]", "languages: fr", "languages", "type"),
    ],
)
def test_a_mistake_is_told_at_its_place(
    path: str,
    old: str,
    new: str,
    place: str,
    keyword: str,
    repository: Repository,
    toy_schemas: dict[str, Any],
) -> None:
    schema = toy_schemas[path.split("/")[1]]
    assert mistakes(schema, repository.read(path)) == {}
    repository.replace(path, old, new)

    assert mistakes(schema, repository.read(path)) == {place: keyword}
    assert repository.run("check").exit_code == PROBLEMS


@each_kind
def test_a_reference_offers_every_record_of_its_kind_by_name(
    kind: type[Record], toy: Dataset, toy_schemas: dict[str, Any]
) -> None:
    for model in models_in(kind):
        told = object_of(model, kind, toy_schemas[kind.kind])["properties"]
        for name, field in model.model_fields.items():
            for marker in (*field.metadata, *parts(field.annotation)):
                if isinstance(marker, Ref) and marker.kind:
                    ids = [r.id for r in toy.records if r.kind == marker.kind]
                    assert told[name]["enum"] == ids
                    assert all(told[name]["enumDescriptions"])


def test_what_is_silenced_is_one_of_the_warnings(toy_schemas: dict[str, Any]) -> None:
    rule = toy_schemas["projects"]["$defs"]["Silenced"]["properties"]["rule"]

    assert rule["enum"] == [warning.code for warning in WARNINGS]
    assert all(" / " in title for title in rule["enumDescriptions"])


def test_a_field_is_named_by_its_path(toy_schemas: dict[str, Any]) -> None:
    texts = [f"{text}.{key}" for text in ("title", "description") for key in ("fr", "nl", "both")]
    project = toy_schemas["projects"]
    fields = project["properties"]["unofficial"]["items"]

    assert fields["enum"] == ["year", "amount", "title", "description", *texts]
    assert fields["enumDescriptions"][-1] == "description / omschrijving"
    assert project["properties"]["general_knowledge"]["items"] == fields
    assert project["$defs"]["Moved"]["properties"]["field"]["enum"] == [
        *fields["enum"],
        "measure",
        "association",
    ]
    assert project["$defs"]["Computed"]["properties"]["field"]["enum"] == ["amount"]
    assert project["$defs"]["Variant"]["properties"]["field"]["enum"] == texts


@pytest.mark.parametrize(
    ("kind", "fields"), [("activities", ["names"]), ("local-plans", ["activities"])]
)
def test_a_gap_is_of_a_field_that_can_be_missing(
    kind: str, fields: list[str], toy_schemas: dict[str, Any]
) -> None:
    assert toy_schemas[kind]["$defs"]["Gap"]["properties"]["field"]["enum"] == fields


@each_kind
def test_no_example_can_be_taken_for_a_value(
    kind: type[Record], toy_schemas: dict[str, Any]
) -> None:
    """Editors write what stands under `examples` or `default` into the file."""
    schema = json.dumps(toy_schemas[kind.kind])

    assert '"examples": [' not in schema
    assert '"default": ' not in schema
    assert "For example: " in schema


def test_a_choice_says_what_it_means_in_both_languages(toy_schemas: dict[str, Any]) -> None:
    commune = toy_schemas["activities"]["properties"]["commune"]
    reasons = toy_schemas["projects"]["$defs"]["Reason"]

    assert commune["enumDescriptions"][commune["enum"].index("ixelles")] == "Ixelles / Elsene"
    assert reasons["enum"] == list(Reason)
    assert reasons["enumDescriptions"][0] == "erreur de lecture ou de frappe / lees- of tikfout"


def test_a_record_that_holds_a_mistake_can_be_named_all_the_same(
    repository: Repository, strings: Strings
) -> None:
    repository.replace("data/communes/forest.yml", "id: forest", "id: [")
    commune = schemas_of(repository.dataset(), strings)["activities"]["properties"]["commune"]

    assert "forest" in commune["enum"]


def test_of_a_kind_without_records_any_id_can_be_named(
    repository: Repository, strings: Strings
) -> None:
    repository.delete("data/calls/call-2022.yml")
    for path in repository.records():
        if path.startswith("data/administrations/"):
            repository.delete(path)
    administration = schemas_of(repository.dataset(), strings)["calls"]["properties"]

    assert "enum" not in administration["administration"]


# --- the command -------------------------------------------------------------------------------


def written(repository: Repository) -> dict[str, tuple[bytes, int]]:
    """Every file in schemas/: what it says, and when it was written."""
    files = (repository.root / "schemas").iterdir()
    return {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in files}


def test_the_command_writes_a_schema_of_every_kind(repository: Repository) -> None:
    result = repository.run("schema")

    assert result.exit_code == CLEAN
    assert result.stdout == f"{len(KINDS)} schemas: {len(KINDS)} written into schemas/.\n"
    assert written(repository).keys() == {f"{kind}.json" for kind in KIND_NAMES}


def test_a_schema_that_says_the_same_is_not_written_again(repository: Repository) -> None:
    repository.run("schema")
    before = written(repository)
    result = repository.run("schema")

    assert result.stdout == f"{len(KINDS)} schemas: 0 written into schemas/.\n"
    assert written(repository) == before


def test_a_new_record_can_be_named_at_once(repository: Repository) -> None:
    repository.run("schema")
    commune = repository.read("data/communes/uccle.yml").replace("id: uccle", "id: jette")
    repository.write("data/communes/jette.yml", commune)
    repository.run("schema")

    assert '"jette"' in repository.read("schemas/activities.json")


def test_one_schema_can_be_looked_at(repository: Repository) -> None:
    result = repository.run("schema", "--kind", "communes")

    assert result.exit_code == CLEAN
    assert json.loads(result.stdout)["title"] == "Commune"
    assert not (repository.root / "schemas").exists()


def test_a_kind_that_there_is_not_is_told(repository: Repository) -> None:
    result = repository.run("schema", "--kind", "comune")

    assert result.exit_code == BROKEN
    assert "“comune” is not a kind of record; did you mean “communes”?" in result.stderr
