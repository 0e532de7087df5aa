"""What may be right and looks wrong: the rules that warn. A record can silence one, with a reason."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from generator.core.money import euros
from generator.core.problem import Finding
from generator.core.text import character, fold, look_alikes
from generator.dataset.dataset import Dataset
from generator.dataset.indexes import amounts_of
from generator.dataset.lookup import LEGAL_FORMS
from generator.dataset.quotations import field_of, plain
from generator.records import (
    FOREIGN,
    LANGUAGES,
    Association,
    Language,
    Location,
    Note,
    Project,
    Record,
    Text,
    walk,
)
from generator.rules.language import leaning

SHORTEST = 5  # letters: shorter words are often initials, which are near to any others


# --- years -------------------------------------------------------------------------------------


def year_unlike_id(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A record is of the year with which its id begins."""
    year, named = getattr(record, "year", None), re.match(r"(\d{4})-", record.id)
    if year and named and year != int(named[1]):
        yield Finding(
            ("year",),
            f"{year}, but the id begins with {named[1]}",
            "mend the year; for a record of another year write a new file, under an id of its own",
        )


# --- money -------------------------------------------------------------------------------------

# What is usual is the median of the others: unlike a mean, it stays where it is when one of them is
# wrong. An amount of half the median or more is at least five times the median with a zero too many;
# a factor of ten would miss every amount below the median. To be no false alarm, it must be too much
# for both its association and its measure. Small amounts are no sign: there are many.
FAR = 5
FEWEST_OTHERS = 2  # one other is no usage


def amount_outlier(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """No amount is five times what is usual both for its association and for its measure: no stray zero.

    Of one with fewer than FEWEST_OTHERS other projects nothing is usual; the other decides.
    """
    if not isinstance(record, Project):
        return
    usual, others = max(
        (
            (_median_without(amounts, record.amount), f"{len(amounts) - 1} others of {owner}")
            for field, owner in (("association", record.association), ("measure", record.measure))
            if len(amounts := amounts_of(field, owner, dataset)) > FEWEST_OTHERS
        ),
        default=(Decimal(), ""),
    )
    if 0 < usual * FAR <= record.amount:
        yield Finding(
            ("amount",),
            f"{euros(record.amount)} € where {euros(round(usual, 2))} € is usual, the median of the "
            f"{others}: a zero too many?",
            "look at the cited line; where the amount is right, say how you know under `silenced`",
        )


def _median_without(amounts: Sequence[Decimal], one: Decimal) -> Decimal:
    """The median of sorted amounts less one of them."""
    at = bisect_left(amounts, one)
    middle = ((len(amounts) - 2) // 2, (len(amounts) - 1) // 2)
    return sum((amounts[index + (index >= at)] for index in middle), Decimal()) / 2


# --- names -------------------------------------------------------------------------------------

# Words by which no name differs from another: legal forms and articles.
SAID_OF_MANY = re.compile(rf"\b(?:{'|'.join(LEGAL_FORMS)}|les?|la|l|des?|du|d|het|een|et|en)\b")
BRACKETED = re.compile(r"\(([^()]*)\)")
# Of two names, the words that both have aside, the rest is this alike (in hundredths). Socabé and
# Socabà are at 83, no two associations of 2022 above 55.
ALIKE = 75
# Names stand beside their like in one of these orders, wherever a letter is wrong: each is compared
# with its neighbours only, so that the work grows with the names and not with their square.
ORDERS: tuple[Callable[[str], Any], ...] = (
    str,
    lambda name: name[::-1],
    lambda name: sorted(name.split()),
)
NEIGHBOURS = 5


class Name(NamedTuple):
    """One name of an association: its words folded, where it stands, as it is written."""

    folded: str
    where: Location
    written: str
    association: Association


def association_twice(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """An association has one record, in however many ways its name is spelled."""
    if isinstance(record, Association) and (found := _twins(dataset).get(record.id)):
        name, other = found
        path = dataset.path(other.association)
        yield Finding(
            name.where,
            f"“{name.written}” looks like “{other.written}” of {path}",
            "where they are one, add the spelling there and delete this record; "
            "where they are two, say so under `silenced`",
        )


@functools.lru_cache(maxsize=1)  # each association asks
def _twins(dataset: Dataset) -> Mapping[str, tuple[Name, Name]]:
    """By the id of the newer of two associations that look like one: its name, and the other's.

    The newer one is that with fewer projects.
    """
    names = [name for each in dataset.all(Association) for name in _names(each)]
    twins: dict[str, tuple[Name, Name]] = {}
    for order in ORDERS:
        ordered = sorted(names, key=lambda name: order(name.folded))
        for index, name in enumerate(ordered):
            for other in ordered[index + 1 : index + 1 + NEIGHBOURS]:
                if name.association is not other.association and _alike(name.folded, other.folded):
                    older, newer = sorted((name, other), key=lambda n: _age(n, dataset))
                    twins.setdefault(newer.association.id, (newer, older))
    return twins


def _age(name: Name, dataset: Dataset) -> tuple[int, str]:
    return -len(dataset.backlinks(name.association, Project)), name.association.id


def _alike(one: str, other: str) -> bool:
    from rapidfuzz import fuzz  # imported late: nothing else needs it

    words, others = set(one.split()), set(other.split())
    rest, others_rest = " ".join(sorted(words - others)), " ".join(sorted(others - words))
    if min(len(rest), len(others_rest)) < SHORTEST:
        return rest == others_rest
    return fuzz.ratio(rest, others_rest) >= ALIKE


def _names(association: Association) -> list[Name]:
    """Every name of an association, once for each way in which it folds."""
    written: list[tuple[Location, str]] = [
        *(
            ((field, key), words)
            for field in ("name", "abbreviation", "full_name")
            if (text := getattr(association, field))
            for key, words in text.wordings
        ),
        *(
            (("spellings", index, "printed"), spelling.printed)
            for index, spelling in enumerate(association.spellings)
        ),
    ]
    names: dict[str, Name] = {}
    for where, words in written:
        # “Centre communautaire laïc juif (CCLJ)” is a name and its initials.
        initials = [part for part in BRACKETED.findall(words) if part.isupper()]
        for part in (BRACKETED.sub(" ", words), *initials):
            if folded := _folded(part):
                names.setdefault(folded, Name(folded, where, plain(words), association))
    return list(names.values())


def _folded(name: str) -> str:
    """The words by which a name is known, without case, accents, marks and legal form."""
    return " ".join(re.findall(r"\w+", SAID_OF_MANY.sub(" ", fold(name.replace(".", "")))))


# --- languages ---------------------------------------------------------------------------------

# How far words must lean to the wrong side (see `leaning`). Of the texts of 2022 none leans there by
# more than a tenth, 87 in 100 lean to their own side by as much as this; most of what is too short
# for that is still known when both languages are exchanged.
SURE = 0.3
SURE_TOGETHER = 0.2
LONGEST_NAME = 4  # words: what is longer and the same in both languages is a sentence, no name


def wrong_language(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """What stands under `fr` is French, what stands under `nl` is Dutch."""
    for where, text, _ in walk(record):
        if not isinstance(text, Text | Note) or _same(text):
            continue
        french, dutch = (
            leaning(words) if len(words) >= SHORTEST else 0
            for words in (_own(text, language) for language in LANGUAGES)
        )
        same = (
            "words that stay French or Dutch go in brackets: [words]{fr}, [words]{nl}"
            if isinstance(text, Note)
            else "a name that is the same in both languages goes under `both`"
        )
        if french < 0 < dutch and dutch - french > SURE_TOGETHER:
            message = "the French reads like Dutch and the Dutch like French"
            yield Finding(where, message, "exchange `fr` and `nl`")
        elif french < -SURE:
            yield Finding((*where, "fr"), "reads like Dutch", f"write it in French; {same}")
        elif dutch > SURE:
            yield Finding((*where, "nl"), "reads like French", f"write it in Dutch; {same}")


def look_alike(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A text holds no letter of another alphabet, ligature or stray accent that looks like a French or Dutch letter."""
    for where, text, _ in walk(record):
        if not isinstance(text, Text | Note):
            continue
        ours = [(language, text[language]) for language in LANGUAGES]
        wordings = text.wordings if isinstance(text, Text) else ours
        for key, sign in ((key, sign) for key, words in wordings for sign in look_alikes(words)):
            message = f"“{sign}” ({character(sign)}) looks like another letter"
            hint = "type that letter; where this one is meant, say so under `silenced`"
            yield Finding((*where, key), message, hint)


def curly_apostrophe(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """In our own words the apostrophe is the one of the keyboard: pages show every one curly."""
    for where, text, _ in walk(record):
        if not isinstance(text, Text | Note):
            continue
        for language in LANGUAGES:
            ours = isinstance(text, Note) or f"{field_of(where)}.{language}" in record.unofficial
            if ours and (found := re.search(r"\w+’\w*", text[language])):
                typed = found[0].replace("’", "'")
                message = f"“{found[0]}” has a curly apostrophe"
                yield Finding((*where, language), message, f"write “{typed}”")


def same_in_both(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A text that is the same in both languages is written once, as `both`; a sentence of ours never is."""
    for where, text, _ in walk(record):
        message = "the same words in French and in Dutch"
        if isinstance(text, Text) and text.both is None and _same(text):
            hint = "translate one of them; a name that needs no translation goes under `both`"
            yield Finding(where, message, hint)
        elif (
            isinstance(text, Note) and _same(text) and len(_own(text, "fr").split()) > LONGEST_NAME
        ):
            yield Finding(where, message, "translate one of them")


def _same(text: Text | Note) -> bool:
    return plain(text["fr"]) == plain(text["nl"])


def _own(text: Text | Note, language: Language) -> str:
    """A text's words in one language, less those that it marks as foreign."""
    return FOREIGN.sub(" ", text[language]).strip()
