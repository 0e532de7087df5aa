"""By what a record can be called: its id, its code, its names, as people type them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from generator.core.text import fold, nearest
from generator.dataset.dataset import Dataset, once
from generator.dataset.quotations import plain
from generator.records import LANGUAGES, Measure, Record

LEGAL_FORMS = ("asbl", "vzw", "aisbl", "ivzw")
"""What names of associations may end with, and are the same without."""

SHORTEST = 3
"""Letters: shorter names stand in others by chance."""


def names_of(record: Record) -> list[str]:
    """Its id, its code, its names in both languages, its spellings, its postal codes."""
    names = [record.id, getattr(record, "code", ""), getattr(record, "years", "")]
    for text in (
        record.label,
        getattr(record, "short", None),
        getattr(record, "abbreviation", None),
    ):
        names += [text[language] for language in LANGUAGES] if text else []
    names += [spelling.printed for spelling in getattr(record, "spellings", ())]
    names += getattr(record, "postal_codes", ())
    if isinstance(record, Measure):
        names += [f"M{record.code}", f"M{record.code}".replace(".", "-")]
    return [name for name in names if name]


def by_name(records: Iterable[Record]) -> dict[str, list[Record]]:
    """The records by each name that they can be called by, without capitals and accents."""
    called: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        for name in dict.fromkeys(fold(plain(name)) for name in names_of(record)):
            called[name].append(record)
    return called


def resolve(name: str, kind: type[Record], dataset: Dataset) -> list[Record]:
    """The records that a name means; where it is nobody's, those that it holds the name of, or is near."""
    known, wanted = _known(kind, dataset), fold(plain(name))
    if wanted in known:
        return known[wanted]
    held = [like for like in known if len(like) > SHORTEST and f" {like} " in f" {wanted} "]
    near = held or [nearest(wanted, known)]
    return [*dict.fromkeys(record for like in near for record in known.get(like, ()))]


@once
def _known(kind: type[Record], dataset: Dataset) -> Mapping[str, list[Record]]:
    return by_name(dataset.all(kind))
