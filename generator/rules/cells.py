"""Cells: the cell of a table that names an association names nothing else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from generator.core.problem import Finding
from generator.core.text import fold, single_spaced
from generator.dataset.dataset import Dataset, once
from generator.dataset.lines import line_of, own_rows
from generator.dataset.lookup import LEGAL_FORMS, written_names
from generator.records import Association, Project
from generator.rules.registry import rule

LEGAL_FORM = re.compile(rf"\b(?:{'|'.join(LEGAL_FORMS)})\b\.?", re.IGNORECASE)
JOINING = {"et", "en", "and", "de", "la", "le", "les", "du", "des", "van", "het"}
"""Words that join or begin names, and are no names."""
BETWEEN = re.compile(r"[/,;&+()]|\s(?:[-–—]|et|en|and)\s")
"""What separates two names in one cell."""


@rule(on=Project, severity="warning")
def two_in_a_cell(record: Project, dataset: Dataset) -> Iterator[Finding]:
    """The cell that names a project's association names no other association and nothing else."""
    association = dataset.get(Association, record.association)
    names = _names(association)
    for line in own_rows(record, dataset):
        cells = line_of(dataset, *line).split("\t")
        cell = next((cell for cell in cells if any(name in cell for name in names)), "")
        if len(cells) == 1 or not cell:
            continue  # running text names other things too
        if others := _others(cell, association, dataset):
            yield Finding(
                ("association",),
                f"the cell “{cell}” also names {others[0].id} ({dataset.path(others[0])})",
                "if the row is about both, say so under `remarks` and `silenced`; if they are one, "
                "keep one record, with all spellings",
            )
        elif rest := _rest(cell, names):
            yield Finding(
                ("association",),
                f"the cell “{cell}” names more than {association.id}: “{rest}”",
                f"if that is its name too, add the spelling to {dataset.path(association)}; if the row "
                "is about two associations, say so under `remarks` and `silenced`",
            )


def _names(association: Association) -> list[str]:
    """All names of an association, the longest first."""
    names = dict.fromkeys(single_spaced(words) for _, words in written_names(association))
    return sorted(names, key=len, reverse=True)


def _rest(cell: str, names: list[str]) -> str:
    """What a cell says besides the names of an association and legal forms."""
    for name in names:
        cell = cell.replace(name, " ")
    words = re.findall(r"[^\W\d_]+", LEGAL_FORM.sub(" ", cell))
    return " ".join(words) if any(word.lower() not in JOINING for word in words) else ""


def _others(cell: str, one: Association, dataset: Dataset) -> list[Association]:
    """The other associations that a part of a cell names, even inside a spelling of this one."""
    by_name = _by_name(dataset)
    named = [other for part in BETWEEN.split(cell) for other in by_name.get(_bare_name(part), ())]
    return [other for other in named if other is not one]


@once
def _by_name(dataset: Dataset) -> Mapping[str, list[Association]]:
    """The associations that have each name."""
    found: dict[str, list[Association]] = defaultdict(list)
    for association in dataset.all(Association):
        for name in {_bare_name(name) for name in _names(association)} - {""}:
            found[name].append(association)
    return found


def _bare_name(name: str) -> str:
    """A name without its legal form, capitals and accents."""
    return fold(single_spaced(LEGAL_FORM.sub(" ", name)))
