"""The answers to the prompts of `new`, so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pydantic

from generator.core.text import single_spaced
from generator.dataset.dataset import Dataset
from generator.dataset.indexes import edition_of
from generator.dataset.lines import LineKey, line_of
from generator.dataset.quotations import find
from generator.records import (
    Edition,
    Language,
    Lines,
    Location,
    Marker,
    Record,
    Source,
    Text,
    model_at,
)

R = TypeVar("R", bound=Record)

LINES: pydantic.TypeAdapter[range] = pydantic.TypeAdapter(Lines)


class InvalidAnswerError(Exception):
    """An answer that is refused, and why; `candidates` are records that may be meant."""

    def __init__(self, message: str, candidates: Sequence[Record] = ()) -> None:
        super().__init__(message)
        self.candidates = candidates


@dataclass
class Answers:
    """The answers for a new record of a kind.

    `values` are by their place in the record; `referenced` holds, by kind, the record that an
    answer refers to.
    """

    kind: type[Record]
    dataset: Dataset
    values: dict[Location, Any] = field(default_factory=dict)
    referenced: dict[type[Record], Record] = field(default_factory=dict)

    def get(self, *where: str | int) -> Any:
        """The value at a place in the record; None if there is no answer."""
        return self.values.get(where)

    def reference(self, kind: type[R]) -> R:
        """The record of a kind that an answer refers to. KeyError if none does."""
        return self.referenced[kind]  # type: ignore[return-value]  # its key is its own kind

    def cited_lines(self) -> list[LineKey]:
        """The cited lines, each with its document."""
        document, parts = self.reference(Source).id, self.get("sources", 0, "lines")
        return [(document, line) for part in parts for line in LINES.validate_python(part)]

    def cited_texts(self) -> list[str]:
        """The text of each cited line."""
        return [line_of(self.dataset, *line) for line in self.cited_lines()]

    def is_cited(self, text: str, marker: Marker = Text) -> bool:
        """Whether the cited lines print a number, or each paragraph of a text, as `check` asks."""
        lines, paragraphs = self.cited_lines(), [single_spaced(part) for part in text.split("\n\n")]
        return all(find(part, marker, lines, None, self.dataset) for part in paragraphs)

    def is_quoted(self, place: Location) -> bool:
        """Whether the words at a place come from a document (`Text`) and are not ours (`Note`)."""
        return model_at(self.kind, place) is Text

    def edition(self) -> Edition | None:
        """The edition that the record belongs to: that of its year, or the one that it refers to."""
        if year := self.get("year"):
            return edition_of(year, self.dataset)
        return self.reference(Edition) if Edition in self.referenced else None

    def existing_ids(self) -> set[str]:
        """The ids of all records of the kind, also of those that cannot be read."""
        keys = [key.split("/") for key in self.dataset.loaded.known]
        return {name for kind, name in keys if kind == self.kind.kind}

    def existing_slugs(self, language: Language) -> set[str]:
        """The slugs of all pages of the kind, and of the year if the record has one."""
        records: Sequence[Any] = self.dataset.all(self.kind)
        year = self.get("year")
        return {r.slug[language] for r in records if year in (None, getattr(r, "year", None))}
