"""How far the two languages say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from generator.dataset.dataset import Dataset
from generator.dataset.translations import TextCount, survey
from generator.records import KIND_OF, LANGUAGES, Language, Record
from generator.site.locale import Locale
from generator.site.views.field import Field
from generator.site.views.order import grouped
from generator.site.views.view import IndexView


@dataclass(frozen=True, slots=True)
class TranslationsView(IndexView):
    """How far both languages say the same: numbers by kind of record, then the texts to look at."""

    name = "translations"
    above = "sources"

    columns: list[TextCount]
    tables: list[tuple[Language, Counter[TextCount], list[tuple[str, Counter[TextCount]]]]]
    behind: list[TextsToReview]
    unconfirmed: list[TextsToReview]
    missing: list[TextsToReview]

    @classmethod
    def of(cls, _: None, dataset: Dataset, locale: Locale) -> Self:
        found = survey(dataset)
        counts = {kind: found.counts[kind] for kind in KIND_OF if kind in found.counts}
        unofficial = [(record, field) for record in dataset.records for field in record.unofficial]
        return cls(
            columns=list(TextCount),
            tables=[
                (
                    language,
                    found.total(language),
                    [(kind, by[language]) for kind, by in counts.items() if by[language].total()],
                )
                for language in sorted(LANGUAGES, key=lambda language: language != locale.language)
            ],
            behind=TextsToReview.rows(
                (r, f"{x.field}.{x.behind}", x.line) for r, x in found.behind
            ),
            unconfirmed=TextsToReview.rows((r, x.field, x.line) for r, x in found.unconfirmed),
            missing=TextsToReview.rows(
                (r, field, "") for r, field in [*found.missing, *unofficial]
            ),
        )


@dataclass(frozen=True, slots=True)
class TextsToReview:
    """A record with fields to look at, and the line that confirms each one, if there is one."""

    record: Record
    fields: list[tuple[Field, str]]

    @classmethod
    def rows(cls, found: Iterable[tuple[Record, str, str]]) -> list[Self]:
        """One row for each record."""
        rows = grouped(found, lambda row: row[0])
        return [cls(r, [(Field.of(field), line) for _, field, line in rows[r]]) for r in rows]
