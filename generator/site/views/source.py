"""The documents, and one document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from generator.dataset.dataset import Dataset
from generator.records import Part, Record, Source
from generator.site.locale import Locale
from generator.site.views.citations import records_citing
from generator.site.views.order import grouped
from generator.site.views.transcript import TranscriptLine, transcript
from generator.site.views.view import IndexView, RecordView


@dataclass(frozen=True, slots=True)
class SourcesView(IndexView):
    """Every document, with the number of records that cite it."""

    name = "sources"

    rows: list[tuple[Source, int]]

    @classmethod
    def of(cls, _: None, dataset: Dataset, locale: Locale) -> Self:
        return cls(
            [(s, len(records_citing(s, dataset))) for s in locale.alphabetical(dataset.all(Source))]
        )


@dataclass(frozen=True, slots=True)
class SourceView(RecordView[Source]):
    """A document line by line, with the records that cite it, by kind."""

    name = "source"
    record = Source
    above = "sources"
    search_kind = "source"

    source: Source
    parts: list[tuple[Part, list[TranscriptLine]]]
    kinds: list[tuple[str, list[Record]]]

    @classmethod
    def of(cls, source: Source, dataset: Dataset, locale: Locale) -> Self:
        kinds = grouped(records_citing(source, dataset), lambda r: r.kind)
        return cls(source, transcript(source, dataset), list(kinds.items()))
