"""A word or abbreviation that a reader may not know, in our words."""

from __future__ import annotations

from generator.records.bilingual import Note
from generator.records.provenance import Citation, Record


class Term(Record):
    """A word or abbreviation that a reader may not know, in our words.

    A term that no document explains has no sources: its meaning is general knowledge.
    """

    kind = "terms"
    sources: tuple[Citation, ...] = ()
    """Where a document explains it, if one does."""
    abbreviation: Note | None = None
    """The abbreviation, if it has one."""
    name: Note | None = None
    """The word, or the abbreviation in full."""
    meaning: Note
    """What it means, in plain words of ours."""
    synonyms: tuple[Note, ...] = ()
    """Other words of ours that people may look for."""

    @property
    def label(self) -> Note | None:
        """A term is called by the form that texts use."""
        return self.abbreviation or self.name
