"""The activities of a year, and one activity."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from generator.dataset.coverage import Coverage, scope
from generator.dataset.dataset import Dataset
from generator.dataset.indexes import activities_of
from generator.records import Activity, Commune, Edition, Measure
from generator.site.locale import Locale
from generator.site.search_words import names_and_misprints, unique
from generator.site.views.activity_map import activity_years
from generator.site.views.order import code_key
from generator.site.views.view import RecordView, View


@dataclass(frozen=True, slots=True)
class ActivitiesView(View[int]):
    """All activities of a year, one table."""

    name = "activities"
    above = "communes"
    scripts = ("tables",)

    year: int
    scope: list[Coverage]
    rows: list[tuple[Commune, Measure, Activity]]

    @classmethod
    def of(cls, year: int, dataset: Dataset, locale: Locale) -> Self:
        rows = []
        for commune in locale.alphabetical(dataset.all(Commune)):
            activities = locale.alphabetical(activities_of(commune, year, dataset))
            measured = [(dataset.get(Measure, a.measure), a) for a in activities]
            measured.sort(key=lambda row: code_key(row[0]))
            rows += [(commune, measure, activity) for measure, activity in measured]
        return cls(year, scope(dataset, [year]), rows)

    @classmethod
    def subjects(cls, dataset: Dataset) -> Iterable[int]:
        return activity_years(dataset)

    @classmethod
    def key(cls, subject: int) -> str:
        return f"{cls.name}-{subject}"

    @classmethod
    def tail(cls, subject: int, locale: Locale) -> str:
        return f"{subject}/"


@dataclass(frozen=True, slots=True)
class ActivityView(RecordView[Activity]):
    """One row of a commune's local plan."""

    name = "activity"
    record = Activity
    search_kind = "activity"

    activity: Activity
    commune: Commune
    measure: Measure
    edition: Edition

    @classmethod
    def of(cls, activity: Activity, dataset: Dataset, locale: Locale) -> Self:
        measure = dataset.get(Measure, activity.measure)
        return cls(
            activity,
            dataset.get(Commune, activity.commune),
            measure,
            dataset.get(Edition, measure.edition),
        )

    @classmethod
    def parent(cls, subject: Activity) -> str:
        return f"{Commune.kind}/{subject.commune}"

    @classmethod
    def search_record(cls, subject: Activity, dataset: Dataset, locale: Locale) -> dict[str, Any]:
        commune = dataset.get(Commune, subject.commune)
        return {
            "words": unique(names_and_misprints(commune)),
            "commune": [commune.id],
            "measure": [dataset.get(Measure, subject.measure).code],
            "year": [str(subject.year)],
        }
