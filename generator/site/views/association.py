"""The associations, and one association."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from generator.dataset.coverage import Coverage, scope
from generator.dataset.dataset import Dataset
from generator.dataset.totals import Total, total
from generator.records import Association, Measure, Project, Text
from generator.site.charts import Bar, bars
from generator.site.locale import Locale
from generator.site.search_words import names_and_misprints, unique
from generator.site.views.order import years_of
from generator.site.views.project import ProjectLine
from generator.site.views.view import IndexView, RecordView

LEGAL_FORMS = ("asbl", "vzw")
"""Every association on the site has this legal form: readers type it beside the name."""


@dataclass(frozen=True, slots=True)
class AssociationsView(IndexView):
    """Every association with its number of projects and listed total."""

    name = "associations"

    scope: list[Coverage]
    years: list[int]
    rows: list[tuple[Association, Total]]
    bars: list[Bar]

    @classmethod
    def of(cls, _: None, dataset: Dataset, locale: Locale) -> Self:
        associations = locale.alphabetical(dataset.all(Association))
        rows = [(a, total(dataset.backlinks(a, Project))) for a in associations]
        by_amount = sorted(rows, key=lambda row: -row[1].amount)
        years = years_of(dataset.all(Project))
        return cls(
            scope(dataset, years),
            sorted(years),
            rows,
            bars((_short_name(a), sum_, None) for a, sum_ in by_amount),
        )


@dataclass(frozen=True, slots=True)
class AssociationView(RecordView[Association]):
    """An association, its projects and how the sources spell it."""

    name = "association"
    record = Association
    above = "associations"
    search_kind = "association"

    association: Association
    scope: list[Coverage]
    years: list[int]
    projects: list[ProjectLine]
    total: Total

    @classmethod
    def of(cls, association: Association, dataset: Dataset, locale: Locale) -> Self:
        projects = dataset.backlinks(association, Project)
        lines = ProjectLine.table(projects, dataset, locale)
        years = years_of(projects)
        return cls(
            association=association,
            scope=scope(dataset, years),
            years=sorted(years),
            projects=lines,
            total=total(projects),
        )

    @classmethod
    def search_record(
        cls, subject: Association, dataset: Dataset, locale: Locale
    ) -> dict[str, Any]:
        projects = dataset.backlinks(subject, Project)
        return {
            "words": spellings_of_association(subject),
            "measure": sorted({dataset.get(Measure, p.measure).code for p in projects}),
            "year": sorted({str(p.year) for p in projects}),
            "totals": [locale.money(total(projects).amount)],
        }


def spellings_of_association(association: Association) -> list[str]:
    """Every word by which readers look for an association."""
    printed = (spelling.printed for spelling in association.spellings)
    return unique(names_and_misprints(association), printed, LEGAL_FORMS)


def _short_name(association: Association) -> Text:
    """What an association is called where there is little room."""
    name, short = association.name, association.abbreviation
    return short if short and len(name["fr"]) > len("Centre communautaire") else name
