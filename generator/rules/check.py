"""Checks a dataset: applies every rule, in an order in which one mistake gives one message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, groupby
from operator import attrgetter

from generator.core.problem import Problem
from generator.core.text import character_name, look_alikes
from generator.dataset.dataset import Dataset
from generator.reading.strict_yaml import first_problems
from generator.records import LANGUAGES, Location, Plan, Record
from generator.rules.catalogue import RULES, WARNINGS, rules_at
from generator.rules.registry import Rule, When


def check(dataset: Dataset, addresses: Mapping[str, str] = {}) -> list[Problem]:
    """Everything that is wrong in the data: what reading found, then what the rules find.

    `addresses` gives the key of the page at each address. Only records without errors get warnings,
    because the errors are to be fixed first.
    """
    loaded, records = dataset.loaded, dataset.records
    first = {record.key: [*_apply(rules_at(When.FIRST), record, dataset)] for record in records}
    found = [*chain.from_iterable(first.values())]
    # Most rules skip records with unknown references, and records that refer to invalid ones.
    broken = {key for key, problems in first.items() if problems}
    invalid = dataset.dependents(loaded.invalid | broken)
    valid = [record for record in records if record.key not in invalid]

    if not loaded.problems and not found:
        found += _apply_to_dataset(dataset)
    for record in valid:
        found += _apply(rules_at(When.EACH), record, dataset)
    for record in records:
        found += _apply(rules_at(When.ADDRESSES), record, dataset, addresses)
    # What one of these rules finds can be the cause of what the next one would find.
    for rule in rules_at(When.COMPLETE):
        if not loaded.problems and not found:
            found += chain.from_iterable(_apply([rule], record, dataset) for record in records)

    faulty = {problem.path for problem in (*loaded.problems, *found)}
    for record in valid:
        if dataset.path(record) not in faulty:
            found += _warnings(record, dataset, is_complete=not faulty)
    return sorted(map(_with_names_of_look_alikes, [*loaded.problems, *_first_of_each_file(found)]))


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that stop the build."""
    return [problem for problem in problems if problem.severity == "error"]


def _apply(
    rules: Iterable[Rule], record: Record, dataset: Dataset, context: object = None
) -> Iterator[Problem]:
    """What rules find in a record. If several find something in one field, only the first reports it.

    `context` is what the rules take in place of the dataset.
    """
    silenced = {entry.rule for entry in record.silenced}
    reported: set[Location] = set()
    for rule in rules:
        found = [*rule(record, dataset if context is None else context)]
        if not rule.about_form and rule.code not in silenced:
            found = [finding for finding in found if _field(finding.where) not in reported]
            reported |= {_field(finding.where) for finding in found if finding.where}
        for finding in found:
            problem = dataset.loaded.problem(record, rule.code, finding)
            yield replace(problem, severity=rule.severity)


def _field(where: Location) -> Location:
    """The field of a finding: the whole text, if the finding is about its wording in one language."""
    return where[:-1] if where and where[-1] in (*LANGUAGES, "both") else where


def _apply_to_dataset(dataset: Dataset) -> Iterator[Problem]:
    """What the rules about the whole dataset find. The place is data/plans: only a plan must exist."""
    for rule in rules_at(When.DATASET):
        for finding in rule.find(dataset):
            yield Problem(f"data/{Plan.kind}", 1, 1, "", rule.code, finding.message, finding.hint)


def _warnings(record: Record, dataset: Dataset, *, is_complete: bool) -> Iterator[Problem]:
    """The warnings of a record; those that it silences have its reason."""
    rules = [rule for rule in WARNINGS if is_complete or rule.when is not When.COMPLETE]
    reasons = {
        entry.rule: " / ".join(entry.reason[language] for language in LANGUAGES)
        for entry in record.silenced
    }
    found = [*_apply(rules, record, dataset)]
    for problem in found:
        reason = reasons.get(problem.code)
        yield replace(problem, severity="silenced", reason=reason) if reason else problem
    given = {problem.code for problem in found}
    # With an error elsewhere, nobody knows which warnings this record will get once it is fixed.
    is_absent = {rule.code: is_complete and rule.code not in given for rule in WARNINGS}
    yield from _apply(rules_at(When.LAST, "warning"), record, dataset, is_absent)


def _first_of_each_file(problems: Iterable[Problem]) -> Iterator[Problem]:
    """As many problems of each file as somebody fixes at once, those that block its pages first."""
    harmless = {rule.code for rule in RULES if not rule.blocks_pages}
    for _, found in groupby(sorted(problems), attrgetter("path")):
        yield from first_problems(sorted(found, key=lambda problem: problem.code in harmless))


def _with_names_of_look_alikes(problem: Problem) -> Problem:
    """Adds to the hint the names of characters that make two different words look the same."""
    shown = f"{problem.field} {problem.message} {problem.hint}"
    names = {sign: character_name(sign) for sign in look_alikes(shown)}
    hints = [f"“{sign}” is {name}" for sign, name in names.items() if name not in shown]
    return replace(problem, hint="; ".join(filter(None, [problem.hint, *hints])))
