"""A theme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from generator.dataset.coverage import Coverage
from generator.dataset.dataset import Dataset
from generator.records import Action, Edition, Measure, Theme
from generator.site.locale import Locale
from generator.site.views.measure import MeasureLine, years_counted
from generator.site.views.view import RecordView


@dataclass(frozen=True, slots=True)
class ThemeView(RecordView[Theme]):
    """A theme with its measures and what the Region does for it itself."""

    name = "theme"
    record = Theme
    above = "plan"

    theme: Theme
    edition: Edition
    scope: list[Coverage]
    measures: list[MeasureLine]
    years: list[int]
    actions: list[Action]

    @classmethod
    def of(cls, theme: Theme, dataset: Dataset, locale: Locale) -> Self:
        edition = dataset.get(Edition, theme.edition)
        lines = MeasureLine.table(dataset.backlinks(theme, Measure), dataset)
        return cls(
            theme=theme,
            edition=edition,
            scope=[Coverage.of(edition, dataset)],
            measures=lines,
            years=years_counted(lines),
            actions=locale.alphabetical(dataset.backlinks(theme, Action)),
        )

    @classmethod
    def tail(cls, subject: Theme, locale: Locale) -> str:
        """Edition and code: editions number their themes separately."""
        return f"{subject.edition}/t{subject.code}/"

    @classmethod
    def search_record(cls, subject: Theme, dataset: Dataset, locale: Locale) -> dict[str, Any]:
        """Its number; its name as a heading, because readers look for it."""
        number = locale("theme.numbered", code=subject.code).unescape()
        return {"whole": [number], "heading": "names"}
