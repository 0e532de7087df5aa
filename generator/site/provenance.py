"""Where records are printed, and what of them no source says: for templates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.dataset.dataset import Dataset
from generator.dataset.totals import Total
from generator.records import Language, Part, Record, Source, Summary


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is printed: a document, the part of it, and a first and last line."""

    source: Source
    part: Part | None
    first: int
    last: int

    @property
    def lang(self) -> str | None:
        """The language of the part, if it has one language."""
        return self.part.lang if self.part else None


class Provenance:
    """Answers where a record comes from, to readers of one language."""

    def __init__(self, dataset: Dataset, language: Language) -> None:
        self._dataset = dataset
        self._language = language

    def place(self, document: str, lines: range) -> Place:
        """The place of some lines of a document."""
        source = self._dataset.get(Source, document)
        part = next((p for p in source.parts if lines[0] in p.lines), None)
        return Place(source, part, lines[0], lines[-1])

    def places(self, record: Record) -> list[Place]:
        """The places where a record is printed, in the order in which it cites them."""
        own = record.document
        ranges = [
            *((c.document, lines) for c in record.sources for lines in c.lines),
            *((own, lines) for moved in record.moved for lines in moved.lines),
            *((v.document, lines) for v in record.variants for lines in v.lines),
        ]
        return [self.place(document, lines) for document, lines in dict.fromkeys(ranges)]

    def first_places(self, record: Record) -> list[Place]:
        """The first place that a record cites in each document, if possible in this language."""
        first: dict[str, Place] = {}
        for place in self.places(record):
            known = first.setdefault(place.source.id, place)
            if place.lang == self._language != known.lang:
                first[place.source.id] = place
        return list(first.values())

    def documents(self, record: Record) -> list[Source]:
        """The documents that a record cites, in its order."""
        return [*dict.fromkeys(place.source for place in self.places(record))]

    def parts(self, records: Iterable[Record]) -> list[Place]:
        """The parts of documents in which records are printed, each once; in this language if possible."""
        found = {}
        for record in records:
            places = self.places(record)
            legible = [place for place in places if place.lang in (None, self._language)]
            place = (legible or places)[0]
            lines = place.part.lines if place.part else range(place.first, place.last + 1)
            found[place.source.id, lines[0]] = self.place(place.source.id, lines)
        return [place for _, place in sorted(found.items())]

    def is_unofficial(self, record: Record, field: str) -> bool:
        """Whether this language's wording of a field is our translation."""
        return f"{field}.{self._language}" in record.unofficial

    def is_general_knowledge(self, record: Record, field: str) -> bool:
        """Whether this language's wording of a field is general knowledge: no source of ours gives it."""
        return not {field, f"{field}.{self._language}"}.isdisjoint(record.general_knowledge)

    def is_inferred(self, record: Record, field: str) -> bool:
        """Whether we conclude a field, and no source states it outright."""
        return any(inference.field == field for inference in record.inferred)

    def is_derived(self, listed: Total) -> bool:
        """Whether a listed amount is computed from a stated total: then they always agree."""
        records = (self._dataset.record(key) for key in listed.computed)
        return any(
            of.startswith(f"{Summary.kind}/")
            for record in records
            for computed in record.computed
            for of in computed.of
        )
