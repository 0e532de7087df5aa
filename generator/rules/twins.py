"""Twins: one thing that is recorded twice."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from generator.core.problem import Finding
from generator.core.text import fold, single_spaced
from generator.dataset.dataset import Dataset, once
from generator.dataset.lines import LineKey, own_rows
from generator.dataset.lookup import LEGAL_FORMS, written_names
from generator.dataset.quotations import quotations
from generator.records import Action, Activity, Association, Location, Project, Record, Summary
from generator.rules.registry import rule

# --- two records of one association

# Legal forms and articles: words that do not distinguish names.
COMMON_WORDS = re.compile(rf"\b(?:{'|'.join(LEGAL_FORMS)}|les?|la|l|des?|du|d|het|een|et|en)\b")
BRACKETED = re.compile(r"\(([^()]*)\)")
# How alike two names must be, of 100, without the words that both have. Socabé and Socabà are 83; no two
# associations of 2022 are more than 55.
ALIKE = 75
# Each name is compared only with its neighbours in each of these orders, so the time does not grow with the
# square of the number of names. Wherever a letter is wrong, two similar names are neighbours in one of them.
ORDERS: tuple[Callable[[str], Any], ...] = (
    str,
    lambda name: name[::-1],
    lambda name: sorted(name.split()),
)
NEIGHBOURS = 5
SHORTEST = 5  # letters: shorter words are often initials, which resemble many others


class Name(NamedTuple):
    """One name of an association: its distinguishing words, its place in the record, as it is written."""

    folded: str
    where: Location
    written: str
    association: Association


@rule(on=Association, severity="warning")
def association_twice(record: Association, dataset: Dataset) -> Iterator[Finding]:
    """An association has one record, with all spellings of its name."""
    if found := _twins(dataset).get(record.id):
        name, other = found
        path = dataset.path(other.association)
        yield Finding(
            name.where,
            f"“{name.written}” looks like “{other.written}” of {path}",
            "if they are one, add the spelling there and delete this record; "
            "if they are two, say so under `silenced`",
        )


@once
def _twins(dataset: Dataset) -> Mapping[str, tuple[Name, Name]]:
    """For each association that looks like one with more projects: its name, and the name of the other."""
    names = [name for each in dataset.all(Association) for name in _names(each)]
    twins: dict[str, tuple[Name, Name]] = {}
    for order in ORDERS:
        ordered = sorted(names, key=lambda name: order(name.folded))
        for index, name in enumerate(ordered):
            for other in ordered[index + 1 : index + 1 + NEIGHBOURS]:
                if name.association is not other.association and _alike(name.folded, other.folded):
                    main, twin = sorted((name, other), key=lambda each: _order(each, dataset))
                    twins.setdefault(twin.association.id, (twin, main))
    return twins


def _order(name: Name, dataset: Dataset) -> tuple[int, str]:
    """The association with the most projects comes first, then the first by id."""
    return -len(dataset.backlinks(name.association, Project)), name.association.id


def _alike(one: str, other: str) -> bool:
    """Whether two folded names are nearly the same, without the words that both have."""
    from rapidfuzz import fuzz  # imported late: only this needs it

    words, others = set(one.split()), set(other.split())
    rest, other_rest = " ".join(sorted(words - others)), " ".join(sorted(others - words))
    if min(len(rest), len(other_rest)) < SHORTEST:
        return rest == other_rest
    return fuzz.ratio(rest, other_rest) >= ALIKE


def _names(association: Association) -> list[Name]:
    """The names of an association that differ in distinguishing words: the first one with each."""
    names: dict[str, Name] = {}
    for where, words in written_names(association):
        # “Centre communautaire laïc juif (CCLJ)” is a name and its initials.
        initials = [part for part in BRACKETED.findall(words) if part.isupper()]
        for part in (BRACKETED.sub(" ", words), *initials):
            if folded := _distinguishing_words(part):
                names.setdefault(folded, Name(folded, where, single_spaced(words), association))
    return list(names.values())


def _distinguishing_words(name: str) -> str:
    """The words that distinguish a name, without case, accents, marks and legal form."""
    return " ".join(re.findall(r"\w+", COMMON_WORDS.sub(" ", fold(name.replace(".", "")))))


# --- two records of one row


class Claim(NamedTuple):
    """What a record takes from a line. No other record of its kind may take the same."""

    kind: str
    line: LineKey
    value: object


@rule(severity="warning")
def row_twice(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """No two records of a kind take the same amount, or the same activity of a commune, from the same line.

    The first record by id is not reported. Nor is the second, if the line prints the amount twice.
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
                f"{dataset.path(others[0])} also {what} line {line} of {document}",
                "keep one of the two records, or correct the lines under `sources`; if the line "
                "is for both, say why under `silenced`",
            )
            return


@once
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
