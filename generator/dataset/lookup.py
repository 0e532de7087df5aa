"""Finds records by what people call them: id, code, names, spellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from generator.core.text import fold, nearest, single_spaced
from generator.dataset.dataset import Dataset, once
from generator.records import Location, Measure, Note, Record, Text

LEGAL_FORMS = ("asbl", "vzw", "aisbl", "ivzw")
"""The name of an association may end with one of these, and means the same without it."""

SHORTEST = 3
"""Letters. Names as short as this are in other names by chance."""


def written_names(record: Record) -> Iterator[tuple[Location, str]]:
    """The names that a record gives, and where: its names and abbreviation, then its spellings."""
    for field in ("name", "abbreviation", "full_name"):
        text: Text | Note | None = getattr(record, field, None)
        for key, words in text.wordings if text else ():
            yield (field, key), words
    for index, spelling in enumerate(getattr(record, "spellings", ())):
        yield ("spellings", index, "printed"), spelling.printed


def names_of(record: Record) -> list[str]:
    """Everything that people may call a record: its id, code, years, names and postal codes."""
    names = [record.id, getattr(record, "code", ""), getattr(record, "years", "")]
    for text in (record.label, getattr(record, "short", None)):
        names += [words for _, words in text.wordings] if text else []
    names += [words for _, words in written_names(record)]
    names += getattr(record, "postal_codes", ())
    if isinstance(record, Measure):
        names += [f"M{record.code}", f"M{record.code}".replace(".", "-")]
    return [name for name in names if name]


def by_name(records: Iterable[Record]) -> dict[str, list[Record]]:
    """The records by each of their names, without capitals and accents."""
    called: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        for name in dict.fromkeys(fold(single_spaced(name)) for name in names_of(record)):
            called[name].append(record)
    return called


def resolve(name: str, kind: type[Record], dataset: Dataset) -> list[Record]:
    """The records with this name. If there are none: those with a name inside it, or near it."""
    known, wanted = _known(kind, dataset), fold(single_spaced(name))
    if wanted in known:
        return known[wanted]
    inside = [each for each in known if len(each) > SHORTEST and f" {each} " in f" {wanted} "]
    names = inside or [nearest(wanted, known)]
    return [*dict.fromkeys(record for each in names for record in known.get(each, ()))]


@once
def _known(kind: type[Record], dataset: Dataset) -> Mapping[str, list[Record]]:
    return by_name(dataset.all(kind))
