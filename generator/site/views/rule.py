"""The rules of the data, and one rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from generator.core.problem import RuleInfo, Severity
from generator.dataset.dataset import Dataset
from generator.rules.catalogue import catalogue
from generator.site.locale import Locale
from generator.site.views.order import grouped
from generator.site.views.view import IndexView, View


@dataclass(frozen=True, slots=True)
class RulesView(IndexView):
    """The rules of the data, those first that stop the publication."""

    name = "rules"
    above = "sources"

    severities: list[tuple[Severity, list[RuleInfo]]]

    @classmethod
    def of(cls, _: None, dataset: Dataset, locale: Locale) -> Self:
        return cls(list(grouped(catalogue(), lambda rule: rule.severity).items()))


@dataclass(frozen=True, slots=True)
class RuleView(View[RuleInfo]):
    """A rule: its reason, and how to fix what breaks it. The words are in generator/rules/words."""

    name = "rule"
    above = "rules"
    search_kind = None  # for people who edit records: the search finds the list

    rule: RuleInfo
    has_example: bool

    @classmethod
    def of(cls, rule: RuleInfo, dataset: Dataset, locale: Locale) -> Self:
        return cls(rule, f"rule.{rule.code}.example" in locale)

    @classmethod
    def subjects(cls, dataset: Dataset) -> Iterable[RuleInfo]:
        return catalogue()

    @classmethod
    def key(cls, subject: RuleInfo) -> str:
        return f"{cls.above}/{subject.code}"

    @classmethod
    def tail(cls, subject: RuleInfo, locale: Locale) -> str:
        return f"{subject.code}/"
