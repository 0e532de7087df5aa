"""The plan, its editions and its administration."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from generator.dataset.coverage import Coverage
from generator.dataset.dataset import Dataset
from generator.records import Administration, Call, Edition, Plan, Record, Theme
from generator.site.locale import Locale
from generator.site.views.order import by_code, by_year
from generator.site.views.view import View


@dataclass(frozen=True, slots=True)
class PlanView(View[Plan]):
    """The plan, its editions with their themes and calls for projects, its administration."""

    name = "plan"
    shows = (Plan, Edition, Administration, Call)

    plan: Plan
    administration: Administration
    editions: list[tuple[Coverage, list[Theme], list[Call]]]

    @classmethod
    def of(cls, plan: Plan, dataset: Dataset, locale: Locale) -> Self:
        editions = sorted(dataset.backlinks(plan, Edition), key=lambda edition: edition.years)
        return cls(
            plan,
            dataset.get(Administration, plan.administration),
            [
                (
                    Coverage.of(edition, dataset),
                    by_code(dataset.backlinks(edition, Theme)),
                    by_year(dataset.backlinks(edition, Call))[::-1],
                )
                for edition in editions
            ],
        )

    @classmethod
    def subjects(cls, dataset: Dataset) -> Iterable[Plan]:
        return dataset.all(Plan)

    @classmethod
    def place(cls, record: Record) -> tuple[str, str] | None:
        """A call is here if its projects are not known: it says so under `gaps`."""
        if isinstance(record, Call) and not record.gaps:
            return None
        return cls.name, "" if isinstance(record, Plan) else f"#{record.id}"
