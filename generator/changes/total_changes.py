"""Compares the totals of two snapshots: those that projects add up to, those that documents state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.changes.comparison import Renames, Snapshot, TotalChange
from generator.dataset.dataset import Dataset
from generator.dataset.totals import Total, total
from generator.records import Association, Measure, Project, Summary, Theme


def total_changes(
    before: Snapshot, after: Snapshot, renames: Renames
) -> Iterator[tuple[TotalChange, list[str]]]:
    """Each total that differs, with the paths of the records that state it.

    Nothing if a record cannot be read, or refers to a missing record: sums would be too low.
    """
    if before.dataset.loaded.invalid or after.dataset.loaded.invalid:
        return
    if any(error.code == "unknown-reference" for error in (*before.errors, *after.errors)):
        return
    old, new = _totals(before.dataset, renames), _totals(after.dataset, {})
    paths = defaultdict(list)
    for summary in after.dataset.all(Summary):
        paths[summary.subject, summary.year].append(after.dataset.path(summary))
    nothing = (total(()), None)
    for key, year in sorted({*old, *new}):
        (was, stated_was), (now, stated) = (each.get((key, year), nothing) for each in (old, new))
        if (was, stated_was) != (now, stated):
            label = _label(key, year, before.dataset, after.dataset)
            yield TotalChange(key, label, was, now, stated_was, stated), paths[key, year]


def _totals(
    dataset: Dataset, renames: Renames
) -> dict[tuple[str, int], tuple[Total, Total | None]]:
    """Listed and stated totals of each theme, measure and year, and of each association (year 0)."""

    def new_key(key: str) -> str:
        return renames.get(key, key)

    projects: dict[tuple[str, int], list[Project]] = defaultdict(list)
    for project in dataset.all(Project):
        measure = dataset.get(Measure, project.measure)
        projects[new_key(measure.key), project.year].append(project)
        projects[new_key(f"{Theme.kind}/{measure.theme}"), project.year].append(project)
        projects[new_key(f"{Association.kind}/{project.association}"), 0].append(project)
    stated = {
        (new_key(summary.subject), summary.year): Total(summary.projects, summary.amount)
        for summary in dataset.all(Summary)
    }
    # Leave out a theme without a stated total: the totals of its measures say the same.
    keys = {
        key for key in {**projects, **stated} if key in stated or not key[0].startswith(Theme.kind)
    }
    return {key: (total(projects[key]), stated.get(key)) for key in keys}


def _label(key: str, year: int, before: Dataset, after: Dataset) -> str:
    """What a total is the total of: "measure 2.1 (2022)", "association foyer"."""
    kind, _, name = key.partition("/")
    if kind == Association.kind:
        return f"association {name}"
    model: type[Theme | Measure] = Theme if kind == Theme.kind else Measure
    record = after.find(model, name) or before.find(model, name)
    return f"{model.__name__.lower()} {record.code if record else name} ({year})"
