"""The rules of the data, one function each. A rule's name is its code, its docstring the rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from generator.dataset import Dataset
from generator.load import near
from generator.models import (
    KIND_OF,
    Activity,
    Association,
    Call,
    Citation,
    Commune,
    Edition,
    LocalPlan,
    Location,
    Measure,
    Plan,
    Project,
    Question,
    Record,
    Ref,
    Source,
    Summary,
    Text,
    Theme,
    expected_fields,
    facts_of,
    walk,
)
from generator.problems import Problem
from generator.quotes import field_of, line_of, plain, quotations


class Finding(NamedTuple):
    """What a rule found: where in the record, what is wrong, how to mend it."""

    where: Location
    message: str
    hint: str = ""


Rule = Callable[[Record, Dataset], Iterator[Finding]]


def check(dataset: Dataset) -> list[Problem]:
    """Everything that is wrong in the data: what loading found, then every rule on every record.

    A record that leans on a broken one is spared what follows from that, and a rule about the
    dataset as a whole waits until each record is sound: one mistake is to give one message.
    Warnings come after those, silenced ones too, with the reason that their record gives.
    """
    problems = [*dataset.loaded.problems]
    broken = set(dataset.loaded.unsound)
    for record in dataset.records:
        found = list(_apply((unknown_reference,), record, dataset))
        if found:
            broken.add(record.key)
            problems += found
    leaning = dataset.leaning_on(broken)
    for record in dataset.records:
        if record.key not in leaning:
            problems += _apply(RULES, record, dataset)
    if not problems:
        for record in dataset.records:
            problems += _apply(WHOLE, record, dataset)
    for record in dataset.records:
        if record.key not in leaning:
            problems += _warnings(record, dataset)
    return sorted(problems)


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Those that stop the build."""
    return [problem for problem in problems if problem.severity == "error"]


def _warnings(record: Record, dataset: Dataset) -> Iterator[Problem]:
    reasons = {silenced.rule: silenced.reason for silenced in record.silenced}
    found = [replace(p, severity="warning") for p in _apply(WARNINGS, record, dataset)]
    for problem in found:
        reason = reasons.get(problem.code)
        yield replace(problem, severity="silenced", reason=reason) if reason else problem
    heard = {problem.code for problem in found}
    for index, silenced in enumerate(record.silenced):
        if silenced.rule not in heard:
            finding = _needless(silenced.rule)
            where = ("silenced", index, "rule")
            yield dataset.loaded.problem(record, "needless-silence", where, *finding)


def _needless(rule: str) -> tuple[str, str]:
    codes = [code_of(warning) for warning in WARNINGS]
    if rule in codes:
        return f"there is no warning “{rule}” here to silence", "delete this entry"
    return f"“{rule}” is no warning", near(rule, codes) or f"warnings are {', '.join(codes)}"


def code_of(rule: Rule) -> str:
    """The code in its messages: its name."""
    return rule.__name__.replace("_", "-")


def _apply(rules: tuple[Rule, ...], record: Record, dataset: Dataset) -> Iterator[Problem]:
    for rule in rules:
        for finding in rule(record, dataset):
            yield dataset.loaded.problem(record, code_of(rule), *finding)


# --- references --------------------------------------------------------------------------------


def unknown_reference(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A reference names a record that exists."""
    for where, value, marker in walk(record):
        key = f"{marker.kind}/{value}" if isinstance(marker, Ref) else ""
        if isinstance(marker, Ref) and key not in dataset.loaded.known:
            ids = [known.id for known in dataset.all(KIND_OF[marker.kind])]
            yield Finding(
                where,
                f"no record “{value}” in data/{marker.kind}/",
                near(value, ids) or f"add data/{marker.kind}/{value}.yml first",
            )


def missing_year(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """An activity's commune has a local plan of its year; a project's year has a call for projects."""
    match record:
        case Activity() if not dataset.local_plan(record.commune, record.year):
            name = f"{record.year}-{record.commune}"
            yield Finding(
                ("year",),
                f"{record.commune} has no local plan of {record.year}",
                f"add data/local-plans/{record.year}/{name}.yml, or mend the year",
            )
        case Project() | Summary() if not dataset.call(record.year):
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
    told = record if hasattr(record, "edition") else dataset.get(Measure, record.measure)  # type: ignore[attr-defined]
    edition = dataset.get(Edition, told.edition)
    if not edition.first_year <= year <= edition.last_year:
        yield Finding(
            ("year",),
            f"{year} lies outside the edition {edition.years}",
            "mend the year, or choose the measure or edition that covers it",
        )


def code_of_another_theme(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A measure belongs to its theme's edition, and its code begins with its theme's."""
    if isinstance(record, Measure):
        theme = dataset.get(Theme, record.theme)
        if theme.edition != record.edition:
            message = f"theme {theme.id} belongs to the edition {theme.edition}"
            yield Finding(("theme",), message, "mend the theme, or the edition")
        if not record.code.startswith(f"{theme.code}."):
            message = f"{record.code} is no code of theme {theme.code}"
            yield Finding(("code",), message, "mend the code, or the theme")


def duplicate_key(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """One measure for an edition and code, one local plan for a commune and year, and so on."""
    for fields in KEYS.get(type(record), ()):
        first = dataset.first_with(record, fields)
        if first.id != record.id:
            yield Finding(
                (fields[-1],),
                f"{first.id} has the same {' and '.join(fields)}",
                f"see {dataset.path(first)}",
            )


def second_plan(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """There is one plan: the site's home page is its page."""
    if isinstance(record, Plan) and record is not dataset.all(Plan)[0]:
        yield Finding(
            ("id",),
            f"{dataset.all(Plan)[0].id} is the plan already",
            "add an edition to it, or make another site",
        )


# What names a record besides its id.
KEYS: dict[type[Record], tuple[tuple[str, ...], ...]] = {
    Edition: (("plan", "years"),),
    Theme: (("edition", "code"),),
    Measure: (("edition", "code"),),
    Summary: (("measure", "year"),),
    Commune: (("nis_code",), ("tile",)),
    LocalPlan: (("commune", "year"),),
    Call: (("year",),),
    Question: (("number",),),
}


# --- sources -----------------------------------------------------------------------------------


def line_not_in_source(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """The lines that a record names exist in the document and are not blank."""
    named: list[tuple[Location, str, range]] = [
        (("sources", index, "lines"), citation.document, lines)
        for index, citation in enumerate(record.sources)
        for lines in citation.lines
    ]
    if isinstance(record, Source):
        named += [
            (("parts", i, "lines"), record.id, part.lines) for i, part in enumerate(record.parts)
        ]
    for where, document, lines in named:
        beyond = lines[-1] > len(dataset.texts[document])
        if beyond or not any(line_of(dataset, document, line) for line in lines):
            named_lines = (
                f"line {lines[0]}" if len(lines) == 1 else f"lines {lines[0]} to {lines[-1]}"
            )
            yield Finding(
                where,
                f"{named_lines} of {document}: blank, or not there",
                f"look into data/sources/{document}/text.txt",
            )


def not_in_source(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """What a record quotes stands in the lines that it cites, word for word."""
    for quotation in quotations(record, dataset):
        if not quotation.spans:
            yield Finding(
                quotation.where,
                f"not in the cited lines: “{_shorten(quotation.printed)}”",
                "copy the printed words and record the change under `corrections`; "
                "name the field under `unofficial` if the translation is yours",
            )


def correction_without_text(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """The `shown` words of a correction stand once in one text of the record, in its language."""
    if not record.corrections:
        return
    texts = [
        (key, plain(text))
        for _, value, _ in walk(record)
        if isinstance(value, Text)
        for key, text in value.wordings
    ]
    for index, correction in enumerate(record.corrections):
        count = sum(
            text.count(correction.shown) for key, text in texts if key in (correction.lang, "both")
        )
        if count != 1:
            yield Finding(
                ("corrections", index, "shown"),
                f"“{_shorten(correction.shown)}” stands {count} times in the record's texts",
                "quote as many words as it takes to stand there once",
            )


def code_not_in_source(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """The measure's code stands on a row's cited lines, and so does a spelling of the association."""
    if not isinstance(record, Activity | Project | Summary):
        return
    lines = cited_lines(record.sources, dataset)
    code = dataset.get(Measure, record.measure).code
    if not any(re.search(rf"(?<![\d.]){re.escape(code)}(?![\d.]*\d)", line) for line in lines):
        yield Finding(
            ("measure",),
            f"the cited lines do not name measure {code}",
            "mend the measure, or the lines under `sources`",
        )
    if isinstance(record, Project):
        association = dataset.get(Association, record.association)
        if not any(s.printed in line for s in association.spellings for line in lines):
            yield Finding(
                ("association",),
                f"the cited lines do not name {association.id} in any of its spellings",
                f"mend the association, or add the spelling to {dataset.path(association)}",
            )


def row_of_another_commune(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """In the annex, an activity stands below its own commune's name."""
    if not isinstance(record, Activity):
        return
    for index, citation in enumerate(record.sources):
        row = citation.lines[0][0]
        above = dataset.commune_above(citation.document, record.year, row)
        if above not in (record.commune, None):
            yield Finding(
                ("sources", index, "lines"),
                f"line {row} stands below {above}, not {record.commune}",
                "mend the commune or the line",
            )


def uncited_line(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """Every line of a document is cited by a record, or named as no part of its text (`furniture`)."""
    if isinstance(record, Source):
        for number in uncited_lines(record, dataset):
            yield Finding(
                (),
                f"no record cites line {number}: “{_shorten(line_of(dataset, record.id, number))}”",
                "add the record that says what this line says",
            )


# --- the apparatus -----------------------------------------------------------------------------


def unknown_field(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """`moved`, `unofficial` and their like name fields that the record has."""
    known = {*facts_of(type(record)), *_texts(record)}
    named: list[tuple[Location, str]] = [
        *((("moved", i, "field"), item.field) for i, item in enumerate(record.moved)),
        *((("variants", i, "field"), item.field) for i, item in enumerate(record.variants)),
        *((("unofficial", i), field) for i, field in enumerate(record.unofficial)),
        *((("general_knowledge", i), field) for i, field in enumerate(record.general_knowledge)),
    ]
    for where, field in named:
        if field not in known:
            yield Finding(where, f"the record has no field “{field}”", near(field, known))
    texts = sorted(path for path in _texts(record) if path.endswith((".fr", ".nl", ".both")))
    for index, variant in enumerate(record.variants):
        if variant.field in known and variant.field not in texts:
            message = f"“{variant.field}” is no text of the record"
            yield Finding(("variants", index, "field"), message, f"texts here: {', '.join(texts)}")


def untold_gap(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A field that the source leaves empty is told under `gaps`; a field that is given is not."""
    if not isinstance(record, LocalPlan):
        fields = expected_fields(type(record))
        yield from _gaps(record, {name: not getattr(record, name) for name in fields})


def untold_silence(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A local plan without an activity says under `gaps` (field: activities) what the source says."""
    if isinstance(record, LocalPlan):
        commune = dataset.get(Commune, record.commune)
        yield from _gaps(record, {"activities": not dataset.activities(commune, record.year)})


def _gaps(record: Record, missing: dict[str, bool]) -> Iterator[Finding]:
    told = {gap.field: index for index, gap in enumerate(record.gaps)}
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
                    near(name, missing) or f"can be missing here: {', '.join(missing) or 'nothing'}"
                )
                yield Finding(where, f"“{name}” is no field that can be missing", hint)


def missing_boundary(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """Where there are boundaries (data/boundaries.geojson), every commune has one."""
    boundaries = dataset.loaded.boundaries
    if isinstance(record, Commune) and boundaries and record.nis_code not in boundaries:
        message = f"data/boundaries.geojson has no feature with nis_code {record.nis_code}"
        yield Finding(
            ("nis_code",), message, "add it, or remove the file: the map is then of tiles"
        )


# --- addresses ---------------------------------------------------------------------------------


def taken_slug(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """No two records of a kind and year have the same address."""
    slug = getattr(record, "slug", None)
    if slug is None:
        return
    for language in ("fr", "nl"):
        owner = dataset.slug_owner(record, language)
        if owner.id != record.id:
            yield Finding(
                ("slug", language),
                f"{owner.id} has the slug “{slug[language]}” already",
                f"choose another; see {dataset.path(owner)}",
            )


RULES: tuple[Rule, ...] = (
    year_outside_edition,
    code_of_another_theme,
    duplicate_key,
    second_plan,
    line_not_in_source,
    not_in_source,
    correction_without_text,
    code_not_in_source,
    unknown_field,
    untold_gap,
    missing_boundary,
    taken_slug,
)

WHOLE: tuple[Rule, ...] = (
    missing_year,
    row_of_another_commune,
    untold_silence,
    uncited_line,
)

# What may be right and looks wrong: a record can silence it by code, with a reason (`silenced`).
WARNINGS: tuple[Rule, ...] = ()


# --- what rules share --------------------------------------------------------------------------


def cited_lines(citations: tuple[Citation, ...], dataset: Dataset) -> list[str]:
    """The text of every cited line."""
    return [
        line_of(dataset, citation.document, line)
        for citation in citations
        for lines in citation.lines
        for line in lines
    ]


def uncited_lines(source: Source, dataset: Dataset) -> list[int]:
    """The lines of a document that hold text and that no record cites."""
    furniture = {line for lines in source.furniture for line in lines}
    return [
        number
        for number, line in enumerate(dataset.texts.get(source.id, ()), 1)
        if line.strip() and number not in furniture and not dataset.citing(source, number)
    ]


def _texts(record: Record) -> set[str]:
    """The paths of the record's texts, without and with the language."""
    paths: set[str] = set()
    for where, value, _ in walk(record):
        if isinstance(value, Text):
            paths.add(field_of(where))
            paths |= {field_of((*where, key)) for key, _ in value.wordings}
    return paths


def _shorten(text: str, room: int = 90) -> str:
    return text if len(text) <= room else f"{text[:60]} … {text[-25:]}"
