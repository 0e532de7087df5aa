"""The glossary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, Self

from markupsafe import Markup

from generator.dataset.dataset import Dataset
from generator.records import FOREIGN, LANGUAGES, Language, Note, Term
from generator.site.locale import Locale
from generator.site.views.view import IndexView


@dataclass(frozen=True, slots=True)
class GlossaryView(IndexView):
    """The words and abbreviations that the pages explain."""

    name = "glossary"
    shows = (Term,)
    explains_abbreviations = False

    terms: list[Term]

    @classmethod
    def of(cls, _: None, dataset: Dataset, locale: Locale) -> Self:
        return cls(locale.alphabetical(dataset.all(Term)))

    @classmethod
    def search_record(cls, subject: None, dataset: Dataset, locale: Locale) -> dict[str, Any]:
        """The terms, each found by itself, and the words that are synonyms of printed ones.

        `aliases` maps a word to the term that this site uses for it.
        """
        terms = [_TermWords(term, locale) for term in locale.alphabetical(dataset.all(Term))]
        pairs = [(text[_other(locale)], text[locale.language]) for text in locale.both("same")]
        aliases = (alias for term in terms for alias in term.aliases)
        return {"parts": [term.part for term in terms], "aliases": dict(chain(pairs, aliases))}


class _TermWords:
    """A term of the glossary as the search must know it."""

    def __init__(self, term: Term, locale: Locale) -> None:
        self._term = term
        self._locale = locale
        self._other = _other(locale)

    @property
    def part(self) -> dict[str, Any]:
        """What finds the term, and where on the page it is."""
        forms = [text for text in (self._term.abbreviation, self._term.name) if text]
        return {
            "kind": "term",
            "anchor": self._term.id,
            "title": self._locale("colon").join(map(self._ours, forms)).unescape(),
            "words": list(dict.fromkeys(form for form, _ in self.aliases)),
            "whole": [self._ours(form).unescape() for form in forms],
        }

    @property
    def aliases(self) -> Iterator[tuple[str, str]]:
        """(another word, its synonym that this site prints in this language)."""
        for text in (self._term.abbreviation, self._term.name):
            if text:
                yield _plain(text[self._other]), self._ours(text).unescape()
        if label := self._term.label:
            for synonym in self._term.synonyms:
                for language in LANGUAGES:
                    yield _plain(synonym[language]), self._ours(label).unescape()

    def _ours(self, text: Note) -> Markup:
        return self._locale.text(_plain(text[self._locale.language]))


def _other(locale: Locale) -> Language:
    return next(language for language in LANGUAGES if language != locale.language)


def _plain(note: str) -> str:
    """A note without the marks around words of another language."""
    return FOREIGN.sub(r"\1", note)
