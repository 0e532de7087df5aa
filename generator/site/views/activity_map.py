"""Counts the activities of communes, and draws them on the map."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.dataset.dataset import Dataset, once
from generator.dataset.indexes import activities_of
from generator.records import Activity, Commune, LocalPlan, Record, Silence
from generator.site.charts import Map, map_of
from generator.site.locale import Locale
from generator.site.views.order import grouped


def activity_map(year: int, dataset: Dataset, locale: Locale) -> Map:
    """A map of the number of activities of each commune in a year."""
    rows = [a for commune in dataset.all(Commune) for a in activities_of(commune, year, dataset)]
    return map_of_rows(rows, year, dataset, locale)


def map_of_rows(rows: Iterable[Activity], year: int, dataset: Dataset, locale: Locale) -> Map:
    """A map of the number of activities of each commune in some rows of a year."""
    by_commune = grouped(rows, lambda activity: activity.commune)
    counts = {commune: count_of(found) for commune, found in by_commune.items()}
    moved = [
        (dataset.get(Commune, commune), activity)
        for commune, found in by_commune.items()
        for activity in found
        if activity.lines_of("commune")
    ]
    return replace(map_of(counts, year, dataset, locale), moved=tuple(moved))


def count_of(activities: Iterable[Activity]) -> int:
    """The number of activities in some rows of annex 1: a row names one, several or none."""
    return sum(len(activity.names) for activity in activities)


def silence_of(records: Iterable[Record]) -> Silence | None:
    """The kind of silence in the first gap of some records."""
    return next((gap.silence for record in records for gap in record.gaps), None)


@once
def activity_years(dataset: Dataset) -> list[int]:
    """The years that have local plans."""
    return sorted({plan.year for plan in dataset.all(LocalPlan)})
