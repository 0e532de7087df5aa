"""What the sources do not say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from generator.dataset.coverage import Coverage, scope
from generator.dataset.dataset import Dataset
from generator.records import Note, Plan, Record, Silence, Summary, Term
from generator.site.locale import Locale
from generator.site.views.field import Field
from generator.site.views.order import first_citation, grouped
from generator.site.views.stated_total import StatedTotal
from generator.site.views.view import IndexView


@dataclass(frozen=True, slots=True)
class GapsView(IndexView):
    """What the sources do not say."""

    name = "gaps"
    above = "sources"

    coverages: list[Coverage]
    missing: list[Note]
    silences: list[tuple[Silence, list[tuple[Note, list[Record]]]]]
    inferred: list[tuple[Note, list[Record]]]
    unofficial: list[tuple[Record, Field]]
    general_knowledge: list[tuple[Field, list[Record]]]
    totals: list[StatedTotal]

    @classmethod
    def of(cls, _: None, dataset: Dataset, locale: Locale) -> Self:
        records = sorted(dataset.records, key=first_citation)
        gaps = grouped(((r, gap) for r in records for gap in r.gaps), lambda row: row[1].silence)
        fields = [(Field.of(f), r) for r in records for f in r.general_knowledge]
        # The meaning of a term without a source is general knowledge, though no field says so.
        fields += [(Field.of("meaning"), t) for t in dataset.all(Term) if not t.sources]
        known = grouped(fields, lambda row: row[0])
        return cls(
            coverages=[coverage for coverage in scope(dataset) if not coverage.is_whole],
            missing=[note for plan in dataset.all(Plan) for note in plan.missing],
            silences=[
                (silence, _by_note((gap.note, r) for r, gap in gaps[silence]))
                for silence in Silence
                if silence in gaps
            ],
            inferred=_by_note((inference.why, r) for r in records for inference in r.inferred),
            unofficial=[(r, Field.of(field)) for r in records for field in r.unofficial],
            general_knowledge=[
                (field, locale.alphabetical(r for _, r in rows)) for field, rows in known.items()
            ],
            totals=[
                x for x in StatedTotal.rows(dataset.all(Summary), dataset) if x.balance.missing
            ],
        )


def _by_note(rows: Iterable[tuple[Note, Record]]) -> list[tuple[Note, list[Record]]]:
    """Each note once, with all its records."""
    groups = grouped(rows, lambda row: row[0])
    return [(note, [record for _, record in found]) for note, found in groups.items()]
