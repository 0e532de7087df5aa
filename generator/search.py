"""By which words, besides its own, a page is found, and what it can be narrowed by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.amounts import amount_text
from generator.dataset import Dataset
from generator.models import (
    LANGUAGES,
    Action,
    Activity,
    Association,
    Commune,
    Measure,
    Project,
    Question,
    Record,
    Source,
)
from generator.pages import Page
from generator.words import Words

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


# Pages that hold both languages' misprints: a reader would find what is not in hers. Redirects
# are not found either: what they lead to is. Rules are for who edits records: their list is found.
NOT_FOUND = ("corrections.html", "redirect.html", "rule.html")


def found_by(page: Page, dataset: Dataset, words: Words) -> dict[str, Any] | None:
    """What the search must know of a page: kind, further words, measures, communes, years, amount.

    The values of measure, commune and year are what the reader chooses from. None: not to be found.
    """
    record = page.record
    if page.template in NOT_FOUND:
        return None
    search: dict[str, Any] = {"kind": KINDS.get(type(record), "page") if record else "page"}
    match record:
        case Measure():
            search |= {"words": _codes(record), "measure": [record.code]}
        case Commune():
            search |= {"words": _join(_names(record), record.postal_codes)}
            measures = {a.measure for a in dataset.backlinks(record, Activity)}
            codes = sorted({dataset.get(Measure, measure).code for measure in measures})
            search |= {"commune": [words.name(record)], "measure": codes}
        case Activity():
            commune = dataset.get(Commune, record.commune)
            measure = dataset.get(Measure, record.measure)
            search |= {"words": _join(_names(commune)), "commune": [words.name(commune)]}
            search |= {"measure": [measure.code], "year": [str(record.year)]}
        case Association():
            search |= {"words": _join(_names(record), (s.printed for s in record.spellings))}
            projects = dataset.backlinks(record, Project)
            search["measure"] = sorted({dataset.get(Measure, p.measure).code for p in projects})
            search["year"] = sorted({str(p.year) for p in projects})
        case Project():
            association = dataset.get(Association, record.association)
            measure = dataset.get(Measure, record.measure)
            search |= {"words": _join(_names(association)), "measure": [measure.code]}
            search |= {"year": [str(record.year)], "amount": amount_text(record, dataset, words)}
        case Action():
            search |= {"year": [str(record.year)]}
            if record.amount is not None:
                search["amount"] = amount_text(record, dataset, words)
    return search


def _codes(measure: Measure) -> list[str]:
    """A measure's code in all its spellings: 2.1, M2.1, M2-1."""
    code = measure.code
    return [code, f"M{code}", f"M{code.replace('.', '-')}"]


def _names(record: Commune | Association) -> list[str]:
    """A name in both languages, and what else it goes by."""
    texts = [record.name]
    if isinstance(record, Association):
        texts += [text for text in (record.abbreviation, record.full_name) if text]
    return [text[language] for text in texts for language in LANGUAGES]


def _join(*groups: Iterable[str]) -> list[str]:
    """Names in a row, each once."""
    return list(dict.fromkeys(" ".join(name.split()) for group in groups for name in group))
