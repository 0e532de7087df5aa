"""The actions of the Region, and one action."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from generator.dataset.coverage import Coverage, scope
from generator.dataset.dataset import Dataset
from generator.records import Action, Administration, Edition, Theme
from generator.site.amounts import amount_text
from generator.site.locale import Locale
from generator.site.views.order import by_year, years_of
from generator.site.views.view import IndexView, RecordView


@dataclass(frozen=True, slots=True)
class ActionsView(IndexView):
    """What the Region does itself."""

    name = "actions"

    scope: list[Coverage]
    actions: list[Action]

    @classmethod
    def of(cls, _: None, dataset: Dataset, locale: Locale) -> Self:
        actions = dataset.all(Action)
        return cls(scope(dataset, years_of(actions)), by_year(locale.alphabetical(actions)))


@dataclass(frozen=True, slots=True)
class ActionView(RecordView[Action]):
    """A regional action."""

    name = "action"
    record = Action
    above = "actions"
    search_kind = "action"

    action: Action
    edition: Edition
    theme: Theme
    administration: Administration

    @classmethod
    def of(cls, action: Action, dataset: Dataset, locale: Locale) -> Self:
        return cls(
            action,
            dataset.get(Edition, action.edition),
            dataset.get(Theme, action.theme),
            dataset.get(Administration, action.administration),
        )

    @classmethod
    def search_record(cls, subject: Action, dataset: Dataset, locale: Locale) -> dict[str, Any]:
        found: dict[str, Any] = {"year": [str(subject.year)]}
        if subject.amount is not None:
            found["amount"] = amount_text(subject, dataset, locale)
        return found
