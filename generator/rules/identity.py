"""Identity: codes, numbers and keys belong to one record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.core.problem import Finding
from generator.dataset.dataset import Dataset, once
from generator.dataset.indexes import first_with, numbered
from generator.records import (
    Action,
    Association,
    Call,
    Commune,
    Edition,
    LocalPlan,
    Measure,
    Plan,
    Question,
    Record,
    Summary,
    Theme,
)
from generator.rules.registry import When, rule

KEYS: dict[type[Record], tuple[tuple[str, ...], ...]] = {
    Edition: (("plan", "years"),),
    Theme: (("edition", "code"),),
    Measure: (("edition", "code"),),
    Summary: (("measure", "year"), ("theme", "year")),
    Commune: (("nis_code",), ("tile",)),
    LocalPlan: (("commune", "year"),),
    Call: (("year",),),
    Association: (("enterprise_number",),),
    Question: (("number",),),
}
"""The fields that identify a record of a kind, besides its id."""


@rule(on=(Measure, Action))
def code_of_another_theme(record: Measure | Action, dataset: Dataset) -> Iterator[Finding]:
    """A measure or an action has the edition of its theme; the code of a measure begins with its theme's code."""
    theme = dataset.get(Theme, record.theme)
    if theme.edition != record.edition:
        right = numbered(Theme, record.edition, theme.code, dataset)
        message = f"theme {theme.id} belongs to the edition {theme.edition}"
        hint = f"did you mean “{right.id}”?" if right else "fix the theme, or the edition"
        yield Finding(("theme",), message, hint)
    if isinstance(record, Measure) and not record.code.startswith(f"{theme.code}."):
        message = f"{record.code} does not begin with {theme.code}, the code of its theme"
        yield Finding(("code",), message, "fix the code, or the theme")


# The NIS codes (Statbel) and postal codes (bpost) of the Region's communes. No document in data/sources gives
# them. The postal codes of institutions (1049, the Commission) are not the code of a commune.
NIS_CODES = frozenset(str(code) for code in range(21001, 21020))
POSTAL_CODES = frozenset(
    str(code)
    for code in (1000, 1020, *range(1030, 1100, 10), 1081, 1082, 1083, *range(1120, 1220, 10))
)


@rule(on=Commune)
def commune_outside_region(record: Commune, dataset: Dataset) -> Iterator[Finding]:
    """A commune is one of the Region's 19, by its NIS code and its postal codes."""
    if record.nis_code not in NIS_CODES:
        message = f"{record.nis_code} is not the code of one of the Region's 19 communes"
        hint = "fix the code: the Region has 21001 to 21019; communes elsewhere are not recorded"
        yield Finding(("nis_code",), message, hint)
    for index, code in enumerate(record.postal_codes):
        if code not in POSTAL_CODES:
            message = f"{code} is not the postal code of a Brussels commune"
            hint = "fix the code: the Region has 1000 to 1210, mostly in tens"
            yield Finding(("postal_codes", index), message, hint)


MOST_TILES = 20
"""Columns and rows of the map: four times what the Region's communes need."""


@rule(on=Commune)
def tile_off_the_map(record: Commune, dataset: Dataset) -> Iterator[Finding]:
    """A commune's tile is on the map, which has 20 columns and 20 rows."""
    if max(record.tile) >= MOST_TILES:
        message = f"column {record.tile[0]}, row {record.tile[1]} is outside the map"
        hint = f"write a column and a row from 0 to {MOST_TILES - 1}, beside the neighbours' tiles"
        yield Finding(("tile",), message, hint)


@rule(on=Association)
def wrong_check_digits(record: Association, dataset: Dataset) -> Iterator[Finding]:
    """The last two digits of an enterprise number follow from the others."""
    if record.enterprise_number:
        from stdnum.be import vat  # imported late: few checks need it

        if not vat.is_valid(record.enterprise_number):
            message = f"{record.enterprise_number} is not an enterprise number: its check digits are wrong"
            hint = "compare it digit by digit with the register: https://kbopub.economie.fgov.be"
            yield Finding(("enterprise_number",), message, hint)


@rule()
def duplicate_key(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """No two records have the same key: one measure per edition and code, one local plan per commune and year."""
    for fields in KEYS.get(type(record), ()):
        given = all(getattr(record, field) is not None for field in fields)
        first = first_with(record, fields, dataset)
        if given and first.id != record.id:
            message = f"{first.id} has the same {' and '.join(fields)}"
            yield Finding((fields[-1],), message, f"fix one of the two; see {dataset.path(first)}")
    for index, code in enumerate(record.postal_codes if isinstance(record, Commune) else ()):
        owner = _by_postal_code(dataset)[code]
        if owner.id != record.id:
            message = f"{owner.id} already has the postal code {code}"
            hint = f"fix one of the two; see {dataset.path(owner)}"
            yield Finding(("postal_codes", index), message, hint)


@once
def _by_postal_code(dataset: Dataset) -> Mapping[str, Commune]:
    """The first commune, by id, that has each postal code."""
    communes = reversed(dataset.all(Commune))
    return {code: commune for commune in communes for code in commune.postal_codes}


@rule(on=Plan)
def second_plan(record: Plan, dataset: Dataset) -> Iterator[Finding]:
    """There is only one plan: the site's home page is its page."""
    first = dataset.all(Plan)[0]
    if record is not first:
        message = f"the plan is already {first.id}"
        yield Finding(("id",), message, "add an edition to it, or make another site")


@rule(when=When.DATASET)
def no_plan(dataset: Dataset) -> Iterator[Finding]:
    """There is a plan: the site is about it."""
    if not dataset.all(Plan):
        hint = f"add data/{Plan.kind}/<id>.yml: the site's home page is the plan's"
        yield Finding((), "there is no plan", hint)
