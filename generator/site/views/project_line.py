"""A project as a line of a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from generator.dataset.dataset import Dataset
from generator.records import Association, Measure, Project
from generator.site.locale import Locale
from generator.site.views.order import code_key


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project in a table, with the records that its cells link to."""

    project: Project
    association: Association
    measure: Measure

    @classmethod
    def table(cls, projects: Iterable[Project], dataset: Dataset, locale: Locale) -> list[Self]:
        """Projects in the order of their measure, then of their association's name."""
        lines = [
            cls(p, dataset.get(Association, p.association), dataset.get(Measure, p.measure))
            for p in locale.alphabetical(projects)
        ]
        order = {
            a.id: i
            for i, a in enumerate(
                locale.alphabetical({x.association.id: x.association for x in lines}.values())
            )
        }
        return sorted(
            lines, key=lambda x: (-x.project.year, code_key(x.measure), order[x.association.id])
        )
