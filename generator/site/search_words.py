"""By which words, besides its own, a page is found, and what it can be narrowed by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from markupsafe import Markup

from generator.dataset.dataset import Dataset
from generator.dataset.indexes import projects_of_year
from generator.dataset.totals import total
from generator.records import (
    FOREIGN,
    LANGUAGES,
    Action,
    Activity,
    Association,
    Call,
    Commune,
    Language,
    Measure,
    Note,
    Project,
    Question,
    Record,
    Source,
    Term,
    Theme,
)
from generator.site.amounts import amount_text
from generator.site.locale import Locale
from generator.site.pages import Page

KINDS: dict[type[Record], str] = {
    Measure: "measure",
    Commune: "commune",
    Activity: "activity",
    Association: "association",
    Project: "project",
    Action: "action",
    Question: "question",
    Source: "source",
}

LEGAL_FORMS = ("asbl", "vzw")
"""Every association on the site is one: people type it beside the name."""

# Pages that hold both languages' misprints: a reader would find what is not in hers. Redirects
# are not found either: what they lead to is. Rules are for who edits records: their list is found.
NOT_FOUND = ("corrections.html", "redirect.html", "rule.html")


def found_by(page: Page, dataset: Dataset, words: Locale) -> dict[str, Any] | None:
    """What the search must know of a page: kind, further words, measures, communes, years, amounts.

    Measures, communes and years are what the reader chooses from; they are the same in both
    languages. `aliases` maps words to the term that is used for them here. None: not to be found.
    """
    record = page.record
    if page.template in NOT_FOUND:
        return None
    search: dict[str, Any] = {"kind": KINDS.get(type(record), "page") if record else "page"}
    if page.template == "glossary.html":
        search |= _glossary(dataset, words)
    return search | (_record(record, dataset, words) if record else {})


def _record(record: Record, dataset: Dataset, words: Locale) -> dict[str, Any]:
    search: dict[str, Any] = {}
    match record:
        case Measure():
            search |= {"words": _codes(record), "measure": [record.code]}
            search["totals"] = _totals(dataset.backlinks(record, Project), words)
        case Commune():
            search["words"] = known_as(record)
            measures = {a.measure for a in dataset.backlinks(record, Activity)}
            codes = sorted({dataset.get(Measure, measure).code for measure in measures})
            search |= {"commune": [record.id], "measure": codes}
        case Activity():
            commune = dataset.get(Commune, record.commune)
            measure = dataset.get(Measure, record.measure)
            search |= {"words": _join(_names(commune)), "commune": [commune.id]}
            search |= {"measure": [measure.code], "year": [str(record.year)]}
        case Association():
            search["words"] = known_as(record)
            projects = dataset.backlinks(record, Project)
            search["measure"] = sorted({dataset.get(Measure, p.measure).code for p in projects})
            search["year"] = sorted({str(p.year) for p in projects})
            search["totals"] = [words.money(total(projects).amount)]
        case Project():
            association = dataset.get(Association, record.association)
            measure = dataset.get(Measure, record.measure)
            search |= {"words": _join(_names(association)), "measure": [measure.code]}
            search |= {"year": [str(record.year)], "amount": amount_text(record, dataset, words)}
        case Call():
            search["totals"] = _totals(projects_of_year(record.year, dataset), words)
        case Theme():
            search["whole"] = [words("theme.numbered", code=record.code).unescape()]
            # No index page: its name is what the reader looks for.
            search["heading"] = "names"
        case Action():
            search["year"] = [str(record.year)]
            if record.amount is not None:
                search["amount"] = amount_text(record, dataset, words)
    return search


def _totals(projects: Iterable[Project], words: Locale) -> list[str]:
    """What projects add up to in each year."""
    years: dict[int, list[Project]] = {}
    for project in projects:
        years.setdefault(project.year, []).append(project)
    return [words.money(total(years[year]).amount) for year in sorted(years)]


def _glossary(dataset: Dataset, words: Locale) -> dict[str, Any]:
    """The terms, each found by itself, and the words that are synonyms of printed ones."""
    terms = [_Term(term, words) for term in words.alphabetical(dataset.all(Term))]
    pairs = [(text[_other(words)], text[words.language]) for text in words.both("same")]
    aliases = (alias for term in terms for alias in term.aliases)
    return {"parts": [term.part for term in terms], "aliases": dict(chain(pairs, aliases))}


def _codes(measure: Measure) -> list[str]:
    """A measure's code in all its spellings: 2.1, M2.1, M2-1."""
    code = measure.code
    return [code, f"M{code}", f"M{code.replace('.', '-')}"]


def known_as(record: Commune | Association) -> list[str]:
    """Every word by which a commune or an association is looked for."""
    if isinstance(record, Commune):
        return _join(_names(record), record.postal_codes)
    return _join(_names(record), (s.printed for s in record.spellings), LEGAL_FORMS)


def _names(record: Commune | Association) -> list[str]:
    """A name in both languages, and what else it goes by."""
    texts = [record.name]
    if isinstance(record, Association):
        texts += [text for text in (record.abbreviation, record.full_name) if text]
    names = [text[language] for text in texts for language in LANGUAGES]
    return names + [c.printed for c in record.corrections if c.shown in names]


class _Term:
    """A term of the glossary as the search must know it."""

    def __init__(self, term: Term, words: Locale) -> None:
        self._term = term
        self._words = words
        self._other = _other(words)

    @property
    def part(self) -> dict[str, Any]:
        """What finds the term, and where on the page it is."""
        forms = [text for text in (self._term.abbreviation, self._term.name) if text]
        return {
            "kind": "term",
            "anchor": self._term.id,
            "title": self._words("colon").join(map(self._ours, forms)).unescape(),
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
        return self._words.text(_plain(text[self._words.language]))


def _other(words: Locale) -> Language:
    return next(language for language in LANGUAGES if language != words.language)


def _plain(note: str) -> str:
    return FOREIGN.sub(r"\1", note)


def _join(*groups: Iterable[str]) -> list[str]:
    """Names in a row, each once."""
    return list(dict.fromkeys(" ".join(name.split()) for group in groups for name in group))
