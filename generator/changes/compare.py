"""Compares two snapshots of the data: their records, totals, pages and problems."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from generator.changes.comparison import Comparison, Snapshot
from generator.changes.page_changes import changed_pages, page_changes
from generator.changes.problem_changes import problem_changes
from generator.changes.record_changes import record_changes
from generator.changes.renames import find_renames
from generator.changes.total_changes import total_changes


def compare(
    name: str, before: Snapshot, after: Snapshot, other_files: tuple[str, ...] = ()
) -> Comparison:
    """Compares the snapshot `before`, which is called `name`, with the snapshot `after`.

    A consequence of a change is not a change of its own: a reference that follows a new id, a
    total or a page that moves along. `other_files` are those of `baseline.Baseline`.
    """
    renames = find_renames(before.dataset, after.dataset)
    fixed, new = problem_changes(before, after, renames)
    by_path = defaultdict(list)
    for problem in new:
        by_path[problem.path].append(problem)
    # Each problem is reported once: with its record, else with its total, else on its own.
    records = tuple(
        replace(record, problems=tuple(by_path.pop(record.path, ())))
        for record in record_changes(before.dataset, after.dataset, renames)
    )
    totals = tuple(
        replace(total, problems=tuple(p for path in paths for p in by_path.pop(path, ())))
        for total, paths in total_changes(before, after, renames)
    )
    keys = {record.key for record in records}
    loaded = before.dataset.loaded, after.dataset.loaded
    return Comparison(
        base=name,
        records=records,
        totals=totals,
        pages=tuple(page_changes(before, after, renames)),
        changed_pages=changed_pages(before, after, renames, keys),
        other_files=other_files,
        problems=tuple(problem for problems in by_path.values() for problem in problems),
        fixed=tuple(fixed),
        not_compared=tuple(sorted({problem.path for each in loaded for problem in each.problems})),
        errors_before=len(before.errors),
        errors_after=len(after.errors),
    )
