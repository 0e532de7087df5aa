"""Reports a comparison as JSON, for programs."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from pydantic import TypeAdapter

from generator.changes.comparison import Comparison
from generator.changes.page_changes import proposed_redirect
from generator.rules.report import json_schema_of


@dataclass(frozen=True, slots=True)
class JsonReport(Comparison):
    """A comparison with the `redirects` to add for the lost addresses: path -> text."""

    redirects: dict[str, str]


def as_json(comparison: Comparison) -> str:
    """A comparison for programs, as `json_schema` describes it."""
    values = {field.name: getattr(comparison, field.name) for field in fields(comparison)}
    redirects = dict(filter(None, map(proposed_redirect, comparison.pages)))
    report = JsonReport(**values, redirects=redirects)
    return TypeAdapter(JsonReport).dump_json(report, indent=2, by_alias=True).decode()


def json_schema() -> dict[str, Any]:
    """The JSON Schema of what `as_json` gives."""
    return json_schema_of(JsonReport)
