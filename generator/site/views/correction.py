"""The places where pages show something else than the documents print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from generator.dataset.dataset import Dataset
from generator.records import Association, Correction, Doubt, Moved, Record, Repair, Spelling
from generator.site.locale import Locale
from generator.site.views.order import first_citation, grouped
from generator.site.views.view import IndexView


@dataclass(frozen=True, slots=True)
class CorrectionsView(IndexView):
    """Every place where pages show something else than was printed, in the order of the sources."""

    name = "corrections"
    above = "sources"
    search_kind = None  # has misprints of both languages; readers look for words of their own

    corrections: list[tuple[Record, Correction]]
    spellings: list[tuple[Association, Spelling]]
    moved: list[tuple[Record, Moved]]
    computed: list[Record]
    repairs: list[tuple[Repair, list[Record]]]
    doubts: list[tuple[Record, Doubt]]

    @classmethod
    def of(cls, _: None, dataset: Dataset, locale: Locale) -> Self:
        records = sorted(dataset.records, key=first_citation)
        repairs = grouped(((repair, r) for r in records for repair in r.repairs), lambda x: x[0])
        return cls(
            corrections=[(r, correction) for r in records for correction in r.corrections],
            spellings=[
                (a, s)
                for a in locale.alphabetical(dataset.all(Association))
                for s in a.spellings
                if s.why
            ],
            moved=[(r, moved) for r in records for moved in r.moved],
            computed=[r for r in records if r.computed],
            repairs=[(repair, [r for _, r in rows]) for repair, rows in repairs.items()],
            doubts=[(r, doubt) for r in records for doubt in r.doubts],
        )
