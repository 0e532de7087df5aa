"""The rules of the data, one function each. A rule's name is its code, its docstring the rule."""

from __future__ import annotations

import functools
import inspect
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from generator.core.problem import Finding, Problem, Severity
from generator.core.text import character, did_you_mean, look_alikes, slugify
from generator.dataset.dataset import Dataset
from generator.dataset.indexes import (
    activities_of,
    call_of,
    edition_of,
    first_with,
    local_plan_of,
    numbered,
    projects_of_year,
    slug_owner,
)
from generator.dataset.lookup import resolve
from generator.dataset.translations import State, Translation, is_quoted, stale, translations
from generator.reading.canonical import canonicalize
from generator.reading.difference import difference
from generator.reading.load import CODES
from generator.reading.strict_yaml import first_of, shorten
from generator.records import (
    ENGLISH,
    KIND_OF,
    LANGUAGES,
    Action,
    Activity,
    Association,
    Call,
    Commune,
    Edition,
    LocalPlan,
    Location,
    Measure,
    Plan,
    Project,
    Question,
    Record,
    Redirect,
    Ref,
    Summary,
    Theme,
    expected_fields,
    walk,
)
from generator.rules.amounts import slid_figures, total_differs, wrong_computation
from generator.rules.plausible import (
    amount_outlier,
    association_twice,
    curly_apostrophe,
    look_alike,
    same_in_both,
    wrong_language,
    year_unlike_id,
)
from generator.rules.quotations import (
    WORDS,
    Rule,
    code_not_in_source,
    correction_not_in_source,
    correction_of_capitals,
    correction_without_text,
    line_not_in_source,
    needless_move,
    not_in_source,
    row_of_another_commune,
    uncited_line,
    unknown_field,
    unproven_field,
    words_of_another_row,
)
from generator.rules.twins import row_twice, two_in_a_cell


def check(dataset: Dataset, addresses: Mapping[str, str] = MappingProxyType({})) -> list[Problem]:
    """Everything that is wrong in the data: what loading found, then every rule on every record.

    A record that leans on a broken one is spared what follows from that, and a rule about the
    dataset as a whole waits until each record is sound: one mistake is to give one message.
    Warnings, silenced ones too, come of records without a mistake, which is to be mended first.
    `addresses` gives the key of the page at each address (`pages.addresses`): where pages stand is
    no affair of the rules, but a redirect may not stand where one does.
    """
    loaded = dataset.loaded.problems
    unknown = {
        record.key: [*_apply((unknown_reference,), record, dataset)] for record in dataset.records
    }
    broken = {key for key, found in unknown.items() if found}
    problems = [problem for found in unknown.values() for problem in found]
    problems += [] if loaded or problems else _planless(dataset)
    leaning = dataset.dependents(dataset.loaded.invalid | broken)
    for record in dataset.records:
        if record.key not in leaning:
            problems += _apply(RULES, record, dataset)
    problems += _living(dataset, addresses)
    for rule in WHOLE:
        if not loaded and not problems:  # what one finds makes the next ones fail
            for record in dataset.records:
                problems += _apply((rule,), record, dataset)
    mistaken = {problem.path for problem in (*loaded, *problems)}
    complete = not mistaken
    for record in dataset.records:
        if record.key not in leaning and dataset.path(record) not in mistaken:
            problems += _warnings(record, dataset, complete)
    return sorted(map(_naming_look_alikes, [*loaded, *_first(problems)]))


def _naming_look_alikes(problem: Problem) -> Problem:
    """Name the characters of a problem that make two different words look the same."""
    shown = f"{problem.field} {problem.message} {problem.hint}"
    names = [
        f"“{sign}” is {name}"
        for sign in look_alikes(shown)
        if (name := character(sign)) not in shown
    ]
    return (
        replace(problem, hint="; ".join(filter(None, [problem.hint, *names]))) if names else problem
    )


def _first(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Of each file so many as somebody mends at once: those first that keep its page from being made."""
    harmless = {code_of(rule) for rule in WORDS}
    for _, found in groupby(sorted(problems), attrgetter("path")):
        yield from first_of(sorted(found, key=lambda problem: problem.code in harmless))


def _planless(dataset: Dataset) -> Iterator[Problem]:
    for _, message, hint in no_plan(dataset):
        yield Problem(f"data/{Plan.kind}", 1, 1, "", code_of(no_plan), message, hint)


def _living(dataset: Dataset, addresses: Mapping[str, str]) -> Iterator[Problem]:
    for redirect in dataset.all(Redirect):
        for finding in living_address(redirect, addresses):
            yield dataset.loaded.problem(redirect, code_of(living_address), *finding)


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Those that stop the build."""
    return [problem for problem in problems if problem.severity == "error"]


def _warnings(record: Record, dataset: Dataset, complete: bool) -> Iterator[Problem]:
    """What may be wrong in a record. Unless all records are sound, sums are not compared."""
    reasons = {
        silenced.rule: " / ".join(silenced.reason[language] for language in LANGUAGES)
        for silenced in record.silenced
    }
    later = (not_canonical,) if complete else (not_canonical, slid_figures, total_differs)
    rules = tuple(rule for rule in WARNINGS if rule not in later)
    # How a file is written is told beside what is told of its fields.
    found = [
        replace(problem, severity="warning")
        for each in (rules, (not_canonical,))
        for problem in _apply(each, record, dataset)
    ]
    for problem in found:
        reason = reasons.get(problem.code)
        yield replace(problem, severity="silenced", reason=reason) if reason else problem
    heard = {problem.code for problem in found}
    known = {code_of(warning) for warning in WARNINGS}
    for index, silenced in enumerate(record.silenced):
        if silenced.rule not in heard and (complete or silenced.rule not in known):
            finding = _needless(silenced.rule)
            where = ("silenced", index, "rule")
            problem = dataset.loaded.problem(record, "needless-silence", where, *finding)
            # No error: a record that is added elsewhere can make what was far off usual.
            yield replace(problem, severity="warning")


def _needless(rule: str) -> tuple[str, str]:
    codes = [code_of(warning) for warning in WARNINGS]
    if rule in codes:
        return f"there is no warning “{rule}” here to silence", "delete this entry"
    return f"“{rule}” is no warning", did_you_mean(
        rule, codes
    ) or f"warnings are {', '.join(codes)}"


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """A rule as it is listed: the code in its messages, how much it weighs, what it asks."""

    code: str
    severity: Severity
    sentence: str


def catalogue() -> tuple[RuleInfo, ...]:
    """Every rule that a problem can name: of reading, of records, warnings."""
    silence = "What a record silences is a warning that would be given."
    return (
        *(RuleInfo(code, "error", sentence) for code, sentence in CODES.items()),
        *(_info(rule, "error") for rule in (unknown_reference, *RULES, *WHOLE)),
        *(_info(rule, "error") for rule in (no_plan, living_address)),
        *(_info(rule, "warning") for rule in WARNINGS),
        RuleInfo("needless-silence", "warning", silence),
    )


def _info(rule: Callable[..., Iterable[Finding]], severity: Severity) -> RuleInfo:
    return RuleInfo(code_of(rule), severity, (inspect.getdoc(rule) or "").partition("\n")[0])


def code_of(rule: Callable[..., Iterable[Finding]]) -> str:
    """The code in its messages: its name."""
    return rule.__name__.replace("_", "-")


def _apply(rules: tuple[Rule, ...], record: Record, dataset: Dataset) -> Iterator[Problem]:
    """What rules find in a record. Of a field that one has told of, those after it say no more."""
    silenced = {silenced.rule for silenced in record.silenced}
    told: set[Location] = set()
    for rule in rules:
        is_silenced = code_of(rule) in silenced
        found = [f for f in rule(record, dataset) if is_silenced or _field(f.where) not in told]
        if not is_silenced:
            told |= {_field(finding.where) for finding in found if finding.where}
        for finding in found:
            yield dataset.loaded.problem(record, code_of(rule), *finding)


def _field(where: Location) -> Location:
    """A text, of its wording in a language."""
    return where[:-1] if where and where[-1] in (*LANGUAGES, "both") else where


# --- references --------------------------------------------------------------------------------


def unknown_reference(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A reference names a record that exists."""
    for where, value, marker in walk(record):
        if not isinstance(marker, Ref) or marker.key(value) in dataset.loaded.known:
            continue
        if not marker.kind:
            keys = [r.key for r in dataset.records if not isinstance(r, Redirect)]
            hint = (
                did_you_mean(value, keys) or "write data/’s folder and the id: projects/2022-foyer"
            )
            yield Finding(where, f"no record “{value}”", hint)
        else:
            meant = resolve(value, KIND_OF[marker.kind], dataset)
            if meant:
                hint = f"did you mean {' or '.join(f'“{one.id}”' for one in meant[:3])}?"
            elif marker.kind == Commune.kind and len(dataset.all(Commune)) == len(NIS_CODES):
                communes = ", ".join(commune.id for commune in dataset.all(Commune))
                hint = f"the Region's {len(NIS_CODES)} communes are all there: {communes}"
            elif name := slugify(value):
                hint = f"add data/{marker.kind}/{name}.yml first"
                hint += "" if name == value else f", and write “{name}” here"
            else:
                hint = f"write an id there: the name of a file in data/{marker.kind}/"
            message = f"no record “{shorten(value)}” in data/{marker.kind}/"
            yield Finding(where, message, hint)


def missing_year(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """An activity's commune has a local plan of its year; a project's year has a call for projects."""
    match record:
        case Activity() if not local_plan_of(record.commune, record.year, dataset):
            name = f"{record.year}-{record.commune}"
            yield Finding(
                ("year",),
                f"{record.commune} has no local plan of {record.year}",
                f"add data/local-plans/{record.year}/{name}.yml, or mend the year",
            )
        case Project() | Summary() if not call_of(record.year, dataset):
            yield Finding(
                ("year",),
                f"no call for projects of {record.year}",
                f"add data/calls/call-{record.year}.yml, or mend the year",
            )


def year_outside_edition(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A record's year lies within its edition of the plan, or its measure's."""
    year = getattr(record, "year", None)
    if year is None:
        return
    of = _of_an_edition(record, dataset)
    edition = dataset.get(Edition, of.edition)
    if not edition.first_year <= year <= edition.last_year:
        yield Finding(
            ("year",),
            f"{year} lies outside the edition {edition.years}",
            _of_the_year(year, of, dataset),
        )


def _of_an_edition(record: Any, dataset: Dataset) -> Any:
    """What says to which edition a record belongs: the record, its theme or its measure."""
    if hasattr(record, "edition"):
        return record
    if getattr(record, "theme", None):
        return dataset.get(Theme, record.theme)
    return dataset.get(Measure, record.measure)


def _of_the_year(year: int, of: Record, dataset: Dataset) -> str:
    """What belongs to the edition of a year if `of`, a theme, a measure or the record itself, does not."""
    edition = edition_of(year, dataset)
    if not edition:
        return "mend the year; no edition in data/editions/ covers it"
    if not isinstance(of, Measure | Theme):
        return f"mend the year, or write “edition: {edition.id}”, which covers it"
    name = type(of).__name__.lower()
    right: Theme | Measure | None = numbered(type(of), edition.id, of.code, dataset)  # type: ignore[type-var]
    if not right:
        return f"mend the year, or the {name}; the edition {edition.years} has no {name} {of.code}"
    return f"mend the year, or write “{name}: {right.id}”: {of.code} of the edition {edition.years}"


def code_of_another_theme(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A theme belongs to the edition of what it is the theme of; a measure's code begins with its theme's."""
    if isinstance(record, Measure | Action):
        theme = dataset.get(Theme, record.theme)
        if theme.edition != record.edition:
            right = numbered(Theme, record.edition, theme.code, dataset)
            yield Finding(
                ("theme",),
                f"theme {theme.id} belongs to the edition {theme.edition}",
                f"did you mean “{right.id}”?" if right else "mend the theme, or the edition",
            )
        if isinstance(record, Measure) and not record.code.startswith(f"{theme.code}."):
            message = f"{record.code} is no code of theme {theme.code}"
            yield Finding(("code",), message, "mend the code, or the theme")


def duplicate_key(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """One measure for an edition and code, one local plan for a commune and year, and so on."""
    for fields in KEYS.get(type(record), ()):
        given = all(getattr(record, field) is not None for field in fields)
        first = first_with(record, fields, dataset)
        if given and first.id != record.id:
            yield Finding(
                (fields[-1],),
                f"{first.id} has the same {' and '.join(fields)}",
                f"see {dataset.path(first)}",
            )
    for index, code in enumerate(record.postal_codes if isinstance(record, Commune) else ()):
        owner = _by_postal_code(dataset)[code]
        if owner.id != record.id:
            message = f"{owner.id} has the postal code {code} already"
            yield Finding(("postal_codes", index), message, f"see {dataset.path(owner)}")


@functools.lru_cache(maxsize=1)  # each commune asks
def _by_postal_code(dataset: Dataset) -> Mapping[str, Commune]:
    """The first commune, by id, that has each postal code."""
    communes = reversed(dataset.all(Commune))
    return {code: commune for commune in communes for code in commune.postal_codes}


def second_plan(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """There is one plan: the site's home page is its page."""
    if isinstance(record, Plan) and record is not dataset.all(Plan)[0]:
        yield Finding(
            ("id",),
            f"{dataset.all(Plan)[0].id} is the plan already",
            "add an edition to it, or make another site",
        )


def no_plan(dataset: Dataset) -> Iterator[Finding]:
    """There is a plan, of which the site is."""
    if not dataset.all(Plan):
        hint = f"add data/{Plan.kind}/<id>.yml: the site's home page is the plan's"
        yield Finding((), "there is no plan", hint)


# The Region's communes by Statbel's codes, and bpost's codes for them: general knowledge, which no
# document here gives. The institutions' own postal codes (1049, the Commission) are no commune's.
NIS_CODES = frozenset(str(code) for code in range(21001, 21020))
POSTAL_CODES = frozenset(
    str(code)
    for code in (1000, 1020, *range(1030, 1100, 10), 1081, 1082, 1083, *range(1120, 1220, 10))
)


def commune_outside_region(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A commune is one of the Region's 19, by its NIS code and by its postal codes."""
    if not isinstance(record, Commune):
        return
    if record.nis_code not in NIS_CODES:
        yield Finding(
            ("nis_code",),
            f"{record.nis_code} is none of the Region's 19 communes",
            "mend the code: theirs are 21001 to 21019; a commune elsewhere has no place here",
        )
    for index, code in enumerate(record.postal_codes):
        if code not in POSTAL_CODES:
            yield Finding(
                ("postal_codes", index),
                f"{code} is no postal code of a Brussels commune",
                "mend the code: theirs are 1000 to 1210, mostly in tens",
            )


MOST_TILES = 20
"""Columns or rows: four times those that the Region's communes take."""


def tile_off_the_map(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A commune's tile lies on the map, which has no more than 20 columns and rows."""
    if isinstance(record, Commune) and max(record.tile) >= MOST_TILES:
        message = f"column {record.tile[0]}, row {record.tile[1]}: the map is not so large"
        hint = f"write a column and a row from 0 to {MOST_TILES - 1}, beside the neighbours' tiles"
        yield Finding(("tile",), message, hint)


def wrong_check_digits(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """The last two digits of an enterprise number follow from the others."""
    if isinstance(record, Association) and record.enterprise_number:
        from stdnum.be import vat  # imported late: hardly a check needs it

        if not vat.is_valid(record.enterprise_number):
            yield Finding(
                ("enterprise_number",),
                f"{record.enterprise_number} is no enterprise number: its check digits do not fit",
                "compare it digit by digit with the register: https://kbopub.economie.fgov.be",
            )


# What names a record besides its id.
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


# --- the apparatus -----------------------------------------------------------------------------


def untold_gap(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A field that the source leaves empty is told under `gaps`; a field that is given is not."""
    if not isinstance(record, LocalPlan | Call):
        fields = expected_fields(type(record))
        yield from _gaps(record, {name: not getattr(record, name) for name in fields})


def untold_silence(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A local plan without activities, or a call without projects, says so under `gaps`."""
    match record:
        case LocalPlan():
            commune = dataset.get(Commune, record.commune)
            yield from _gaps(
                record, {"activities": not activities_of(commune, record.year, dataset)}
            )
        case Call():
            yield from _gaps(record, {"projects": not projects_of_year(record.year, dataset)})


def _gaps(record: Record, missing: dict[str, bool]) -> Iterator[Finding]:
    told: dict[str, int] = {}
    for index, gap in enumerate(record.gaps):
        if told.setdefault(gap.field, index) != index:
            message = f"“{gap.field}” is told twice"
            yield Finding(("gaps", index, "field"), message, "keep one of the two")
    for name, is_missing in missing.items():
        if is_missing and name not in told:
            yield Finding(
                (name,), "is missing", "give it, or say under `gaps` what the source says"
            )
    for name, index in told.items():
        if not missing.get(name, False):
            where = ("gaps", index, "field")
            if name in missing:
                yield Finding(where, f"“{name}” is given", "delete one of the two")
            else:
                hint = (
                    did_you_mean(name, missing)
                    or f"can be missing here: {', '.join(missing) or 'nothing'}"
                )
                yield Finding(where, f"“{name}” is no field that can be missing", hint)


# --- translations ------------------------------------------------------------------------------


def translation_behind(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """When one language of a text changes, the other follows, or somebody confirms that it holds."""
    for text in translations(record):
        if text.behind:
            stayed = ENGLISH[text.behind]
            changed = next(name for name in ENGLISH.values() if name != stayed)
            hint = f"translate the change; where the {stayed} still holds, "
            if is_quoted(record, text):
                hint = f"the {stayed} is the source's own and stays: read both, then mend the {changed} or "
            where = (*text.where, text.behind)
            yield Finding(where, text.told, hint + _confirm(record, text, dataset))


def translation_unconfirmed(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """Somebody has confirmed that both languages of a text say the same."""
    for text in translations(record):
        if text.state not in (State.NEW, State.CHANGED):
            continue
        before = record.confirmed.get(text.field, "")
        if text.digests.split("-") == [*reversed(before.split("-"))]:
            message = "the French and the Dutch have been exchanged since somebody confirmed them"
            yield Finding(text.where, message, "exchange `fr` and `nl`")
        else:
            hint = "read both, then "
            yield Finding(text.where, text.told, hint + _confirm(record, text, dataset))


def _confirm(record: Record, text: Translation, dataset: Dataset) -> str:
    there = "below “confirmed:”, as far in as the lines there"
    if text.field in record.confirmed:
        there = f"in place of “{text.field}: …” below “confirmed:”"
    elif not record.confirmed:
        there = "below a new line “confirmed:”, two spaces further in"
    path = shlex.quote(dataset.path(record))
    return (
        f"confirm it: python -m generator confirm {path} {text.field} "
        f"(or write “{text.line}” {there})"
    )


def stale_confirmation(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """What is confirmed is a text that the record has."""
    fields = [text.field for text in translations(record)]
    for place in stale(record):
        hint = did_you_mean(place, fields) or "delete this line"
        message = f"the record has no text “{place}” in two languages"
        yield Finding(("confirmed", place), message, hint)


# --- addresses ---------------------------------------------------------------------------------


def taken_slug(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """No two records of a kind and year have the same address."""
    slug = getattr(record, "slug", None)
    if slug is None:
        return
    owners = {language: slug_owner(record, language, dataset) for language in LANGUAGES}
    is_copied = owners["fr"] is owners["nl"]
    for language in LANGUAGES[:1] if is_copied else LANGUAGES:
        owner = owners[language]
        if owner.id != record.id:
            yield Finding(
                ("slug",) if is_copied else ("slug", language),
                f"{owner.id} has the slug “{slug[language]}” already",
                f"choose another; see {dataset.path(owner)}",
            )


def untold_redirect(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A redirect leads to a record, or says why there is no page any more."""
    if isinstance(record, Redirect) and (record.to is None) == (record.reason is None):
        message = "neither `to` nor `reason`" if record.to is None else "`to` beside `reason`"
        hint = "give the record that readers are led to (to), or in both languages why there is none (reason)"
        yield Finding(("to",), message, hint)


def living_address(redirect: Redirect, addresses: Mapping[str, str]) -> Iterator[Finding]:
    """No page and no other redirect has a redirect's old address; in one language its own target may."""
    keys = {language: addresses.get(redirect.old[language]) for language in LANGUAGES}
    moved = any(key in (None, redirect.key) for key in keys.values())
    is_copied = keys["fr"] == keys["nl"]
    for language in LANGUAGES[:1] if is_copied else LANGUAGES:
        key = keys[language]
        if not key or key == redirect.key or (moved and key == redirect.to):
            continue
        where = ("old",) if is_copied else ("old", language)
        if key.startswith(f"{Redirect.kind}/"):
            hint = "keep one of the two, or mend the address"
            yield Finding(where, f"{key} has this old address already", hint)
        else:
            hint = "write the address that is gone, or delete the redirect"
            yield Finding(where, f"a page stands there: that of {key}", hint)


# --- the file ----------------------------------------------------------------------------------


# `diff` and the preview look at the same files again and again.
_canonical = functools.lru_cache(maxsize=4096)(canonicalize)


def not_canonical(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A record's file is in canonical form: one order, one style."""
    path, text = dataset.path(record), dataset.loaded.text(record)
    canonical = _canonical(text, type(record), path)
    if text != canonical:
        where, what = difference(text, canonical)
        hint = f"mend it by hand, or the whole file: python -m generator format {shlex.quote(path)}"
        yield Finding(where, f"not in canonical form: {what}", hint)


RULES: tuple[Rule, ...] = (
    year_outside_edition,
    code_of_another_theme,
    commune_outside_region,
    tile_off_the_map,
    wrong_check_digits,
    duplicate_key,
    second_plan,
    line_not_in_source,
    not_in_source,
    correction_not_in_source,
    correction_without_text,
    correction_of_capitals,
    code_not_in_source,
    unknown_field,
    needless_move,
    wrong_computation,
    unproven_field,
    untold_gap,
    taken_slug,
    untold_redirect,
)

WHOLE: tuple[Rule, ...] = (
    missing_year,
    row_of_another_commune,
    words_of_another_row,
    uncited_line,
    untold_silence,
)

# What may be right and looks wrong: a record can silence it by code, with a reason (`silenced`).
WARNINGS: tuple[Rule, ...] = (
    not_canonical,
    look_alike,
    wrong_language,
    curly_apostrophe,
    same_in_both,
    translation_behind,
    translation_unconfirmed,
    stale_confirmation,
    year_unlike_id,
    amount_outlier,
    slid_figures,
    total_differs,
    association_twice,
    row_twice,
    two_in_a_cell,
)
