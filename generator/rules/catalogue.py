"""All rules of the data: the list of their families, and the list that people read."""

from __future__ import annotations

from generator.core.problem import RuleInfo, Severity
from generator.reading.codes import CODES
from generator.rules import (
    addresses,
    amounts,
    canonical_form,
    cells,
    coverage,
    gaps,
    identity,
    language,
    provenance,
    quotations,
    references,
    rows,
    suppression,
    translations,
    twins,
    years,
)
from generator.rules.registry import Rule, When, rules_of

# The order matters: if two rules find something in one field, only the first reports it.
FAMILIES = (
    references,
    canonical_form,
    language,
    translations,
    years,
    identity,
    quotations,
    rows,
    provenance,
    coverage,
    gaps,
    addresses,
    amounts,
    twins,
    cells,
    suppression,
)

RULES = tuple(rule for family in FAMILIES for rule in rules_of(family))

WARNINGS = tuple(r for r in RULES if r.severity == "warning" and r.when is not When.LAST)
"""The rules that a record can silence, with a reason."""


def rules_at(when: When, severity: Severity = "error") -> tuple[Rule, ...]:
    """The rules of a severity that are checked at the same time."""
    return tuple(rule for rule in RULES if rule.when is when and rule.severity == severity)


def catalogue() -> tuple[RuleInfo, ...]:
    """Every rule that a problem can name: those of reading, errors in the order of `When`, then warnings."""
    errors = [rule.info for when in When for rule in rules_at(when)]
    return (*CODES, *errors, *(rule.info for rule in RULES if rule.severity == "warning"))
