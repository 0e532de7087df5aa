"""One thing that may be recorded twice, or two that may be recorded as one: rules that warn."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.core.problem import Finding
from generator.core.text import fold
from generator.dataset.dataset import Dataset
from generator.dataset.lines import LineKey, line_of
from generator.dataset.lookup import LEGAL_FORMS
from generator.dataset.quotations import plain, quotations
from generator.dataset.rows import own_rows
from generator.records import LANGUAGES, Action, Activity, Association, Project, Record, Summary

# --- two records of one row --------------------------------------------------------------------


class Claim(NamedTuple):
    """What a record takes from a line, so that no other record of its kind can take it too."""

    kind: str
    line: LineKey
    value: object


def row_twice(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """No two records of a kind take the same amount, or a commune's activity, from the same line.

    Of the records that do, each is reported except the first by id; except the first two if the line
    prints the amount twice.
    """
    claims = _claims(dataset)
    for claim, times in _claimed(record, dataset).items():
        others = claims[claim]
        if others.index(record) >= times:
            document, line = claim.line
            is_amount = not isinstance(record, Activity) and not record.computation("amount")
            what = "takes its amount from" if is_amount else "has its row on"
            yield Finding(
                ("amount",) if is_amount else ("sources", 0, "lines"),
                f"{dataset.path(others[0])} {what} line {line} of {document} too",
                "keep one of the two records, or correct the lines under `sources`; where the line "
                "is there for both, say why under `silenced`",
            )
            return


@functools.lru_cache(maxsize=1)  # every record asks
def _claims(dataset: Dataset) -> Mapping[Claim, list[Record]]:
    """The records that make each claim, by id."""
    found: dict[Claim, list[Record]] = defaultdict(list)
    for kind in (Activity, Project, Summary, Action):
        for record in dataset.all(kind):
            for claim in _claimed(record, dataset):
                found[claim].append(record)
    return found


def _claimed(record: Record, dataset: Dataset) -> Mapping[Claim, int]:
    """What a record claims, and how many times the line prints it."""
    if isinstance(record, Activity):
        value = (record.commune, record.measure)
        return {Claim(record.kind, line, value): 1 for line in own_rows(record, dataset)}
    if not isinstance(record, Project | Summary | Action):
        return {}
    if record.computation("amount"):  # its row prints none
        return {Claim(record.kind, line, None): 1 for line in own_rows(record, dataset)}
    printed = Counter(
        (span.document, span.line)
        for quotation in quotations(record, dataset)
        if quotation.where == ("amount",)
        for span in quotation.spans
    )
    moved = any(item.field == "amount" for item in record.moved)
    own = printed.keys() if moved else own_rows(record, dataset) & printed.keys()
    return {Claim(record.kind, line, record.amount): printed[line] for line in own}


# --- two associations in one cell --------------------------------------------------------------

LEGAL_FORM = re.compile(rf"\b(?:{'|'.join(LEGAL_FORMS)})\b\.?", re.IGNORECASE)
JOINING = {"et", "en", "and", "de", "la", "le", "les", "du", "des", "van", "het"}
"""Words that join or begin names, and are not names."""
BETWEEN = re.compile(r"[/,;&+()]|\s(?:[-–—]|et|en|and)\s")
"""What separates two names in one cell."""


def two_in_a_cell(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """The cell that names a project's association names neither another association nor anything else."""
    if not isinstance(record, Project):
        return
    association = dataset.get(Association, record.association)
    for line in own_rows(record, dataset):
        cells = line_of(dataset, *line).split("\t")
        names = _names(association)
        cell = next((c for c in cells if any(name in c for name in names)), "")
        if len(cells) == 1 or not cell:
            continue  # running text names much else
        path = dataset.path(association)
        if others := _others(cell, association, dataset):
            yield Finding(
                ("association",),
                f"the cell “{cell}” also names {others[0].id} ({dataset.path(others[0])})",
                "where the row is of both, say so under `remarks` and `silenced`; where they are one, "
                "keep one record, with all spellings",
            )
        elif rest := _rest(cell, names):
            yield Finding(
                ("association",),
                f"the cell “{cell}” names more than {association.id}: “{rest}”",
                f"where that is its name too, add the spelling to {path}; where the row is of two "
                "associations, say so under `remarks` and `silenced`",
            )


def _names(association: Association) -> list[str]:
    """All that an association is called, the longest first."""
    fields = (association.name, association.abbreviation, association.full_name)
    names = {plain(text[language]) for text in fields if text for language in LANGUAGES}
    return sorted(names | {plain(s.printed) for s in association.spellings}, key=len, reverse=True)


def _rest(cell: str, names: list[str]) -> str:
    """What a cell holds besides the names of an association and legal forms."""
    for name in names:
        cell = cell.replace(name, " ")
    words = re.findall(r"[^\W\d_]+", LEGAL_FORM.sub(" ", cell))
    return " ".join(words) if any(word.lower() not in JOINING for word in words) else ""


def _others(cell: str, one: Association, dataset: Dataset) -> list[Association]:
    """The other associations that a part of a cell names, whatever the spellings of the one cover."""
    by_name = _by_name(dataset)
    named = [other for part in BETWEEN.split(cell) for other in by_name.get(_folded(part), ())]
    return [other for other in named if other is not one]


@functools.lru_cache(maxsize=1)  # every project asks
def _by_name(dataset: Dataset) -> Mapping[str, list[Association]]:
    found: dict[str, list[Association]] = defaultdict(list)
    for association in dataset.all(Association):
        for name in {_folded(name) for name in _names(association)} - {""}:
            found[name].append(association)
    return found


def _folded(name: str) -> str:
    """A name without its legal form, capitals and accents."""
    return fold(plain(LEGAL_FORM.sub(" ", name)))
