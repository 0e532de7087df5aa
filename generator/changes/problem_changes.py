"""Compares the problems of two snapshots: which are fixed, and which are new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from generator.changes.comparison import Renames, Snapshot
from generator.core.problem import Problem
from generator.rules.catalogue import rules_at
from generator.rules.registry import When

Identify = Callable[[Problem], tuple[str, ...]]
"""What two problems have in common if they are the same: lines move, and do not count."""


def problem_changes(
    before: Snapshot, after: Snapshot, renames: Renames
) -> tuple[list[Problem], list[Problem]]:
    """(the problems that are fixed, the problems that are new).

    Errors keep rules from running: a problem that could not be found in the other snapshot is
    not fixed; nor is it new, unless it is an error.
    """
    new_paths = {
        before.dataset.loaded.paths[old]: after.dataset.loaded.paths[new]
        for old, new in renames.items()
    }

    def identify(problem: Problem) -> tuple[str, ...]:
        path = new_paths.get(problem.path, problem.path)
        return path, problem.code, problem.message, problem.severity

    old, new = (
        [p for p in snapshot.problems if p.severity != "silenced"] for snapshot in (before, after)
    )
    hidden_before, hidden_after = _hidden(before), _hidden(after)
    return (
        [p for p in _only_in(old, new, identify) if not hidden_after(p)],
        [p for p in _only_in(new, old, identify) if p.severity == "error" or not hidden_before(p)],
    )


def _hidden(snapshot: Snapshot) -> Callable[[Problem], bool]:
    """A function: whether errors of the snapshot keep `check` from finding a problem there."""
    loaded = snapshot.dataset.loaded
    paths = {problem.path for problem in snapshot.errors}
    broken = [key for key, path in loaded.paths.items() if path in paths]
    dependents = snapshot.dataset.dependents({*broken, *loaded.invalid})
    paths |= {loaded.paths[key] for key in dependents if key in loaded.paths}
    codes = {rule.code for rule in rules_at(When.COMPLETE)} if paths else set()

    return lambda problem: (
        problem.code in codes or (problem.severity == "warning" and problem.path in paths)
    )


def _only_in(
    problems: Iterable[Problem], others: Iterable[Problem], identify: Identify
) -> Iterator[Problem]:
    """The problems that are missing in `others`. A problem that occurs twice must occur twice there."""
    counts = Counter(map(identify, others))
    for problem in problems:
        if counts[identify(problem)]:
            counts[identify(problem)] -= 1
        else:
            yield problem
