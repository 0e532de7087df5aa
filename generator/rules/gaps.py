"""Gaps: what the source leaves empty."""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.problem import Finding
from generator.core.text import did_you_mean
from generator.dataset.dataset import Dataset
from generator.dataset.indexes import activities_of, projects_of_year
from generator.records import Call, Commune, LocalPlan, Record, required_or_gap_fields
from generator.rules.registry import When, rule


@rule()
def untold_gap(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A field that the source leaves empty is listed under `gaps`; a field with a value is not."""
    if not isinstance(record, LocalPlan | Call):
        fields = required_or_gap_fields(type(record))
        yield from _compare_gaps(record, {name: not getattr(record, name) for name in fields})


@rule(on=(LocalPlan, Call), when=When.COMPLETE)
def untold_silence(record: LocalPlan | Call, dataset: Dataset) -> Iterator[Finding]:
    """A local plan without activities, or a call without projects, says so under `gaps`."""
    if isinstance(record, LocalPlan):
        commune = dataset.get(Commune, record.commune)
        missing = {"activities": not activities_of(commune, record.year, dataset)}
    else:
        missing = {"projects": not projects_of_year(record.year, dataset)}
    yield from _compare_gaps(record, missing)


def _compare_gaps(record: Record, missing: dict[str, bool]) -> Iterator[Finding]:
    """Compares the gaps of a record with `missing`: for each field that can be missing, whether it is."""
    listed: dict[str, int] = {}
    for index, gap in enumerate(record.gaps):
        if listed.setdefault(gap.field, index) != index:
            message = f"“{gap.field}” is listed twice"
            yield Finding(("gaps", index, "field"), message, "keep one of the two")
    for name, is_missing in missing.items():
        if is_missing and name not in listed:
            hint = "give it, or say under `gaps` what the source says"
            yield Finding((name,), "is missing", hint)
    for name, index in listed.items():
        where = ("gaps", index, "field")
        if name not in missing:
            fields = f"can be missing here: {', '.join(missing) or 'nothing'}"
            message = f"“{name}” is not a field that can be missing"
            yield Finding(where, message, did_you_mean(name, missing) or fields)
        elif not missing[name]:
            yield Finding(where, f"“{name}” has a value", "delete the value, or this gap")
