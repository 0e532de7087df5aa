"""What a change of the data does: records, totals, pages and problems of two states, compared.

An *effect* is a record that came, went, changed or got another id, with what follows from it:
totals and pages move along, and a reference that follows a new id is no change of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, Literal, TypeVar

from generator.checks import (
    KEYS,
    WHOLE,
    code_not_in_source,
    code_of,
    correction_not_in_source,
    correction_without_text,
    missing_year,
    not_in_source,
    row_of_another_commune,
    uncited_line,
)
from generator.dataset import Dataset, Total, total
from generator.glossary import Explainer
from generator.models import (
    KINDS,
    LANGUAGES,
    Association,
    Commune,
    Language,
    Measure,
    Model,
    Project,
    Record,
    Redirect,
    Ref,
    Source,
    Summary,
    Term,
    place_of,
    walk,
)
from generator.pages import Page
from generator.problems import Problem
from generator.render import Site, Writer
from generator.search import found_by

T = TypeVar("T")

Opcode = tuple[str, int, int, int, int]
"""equal, replace, insert or delete: from where to where before, from where to where now."""

MOST_ITEMS = 500
"""Of a list, lines of a document too: beyond, they are compared number by number."""

# Errors of words and lines: pages can be drawn all the same. With any other they may lack what they
# are made of.
DRAWABLE = {
    *map(
        code_of,
        (
            not_in_source,
            code_not_in_source,
            correction_not_in_source,
            correction_without_text,
            row_of_another_commune,
            uncited_line,
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class State:
    """The data before or after the change, with its pages and everything that is wrong in it."""

    site: Site
    problems: list[Problem]

    @property
    def dataset(self) -> Dataset:
        """Its records."""
        return self.site.dataset

    @property
    def errors(self) -> list[Problem]:
        """What stops the build."""
        return [problem for problem in self.problems if problem.severity == "error"]

    @property
    def drawable(self) -> bool:
        """Whether its pages can be rendered."""
        # That each year has its pages is asked for by `check` only where there are no other errors.
        return all(problem.code in DRAWABLE for problem in self.errors) and not any(
            finding
            for record in self.dataset.records
            for finding in missing_year(record, self.dataset)
        )


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field before and after, in the words of its file; None where it was not given."""

    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record that came, went, changed, or got another id.

    `path` is its file (before, of one that went), `was` the file before it got another id; `name`
    what readers call it; `followers` how many records name it by its new id; `problems` what is
    wrong in its file since the change.
    """

    what: Literal["added", "removed", "renamed", "changed"]
    key: str
    path: str
    name: dict[Language, str]
    was: str = ""
    fields: tuple[FieldChange, ...] = ()
    followers: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class TotalChange:
    """The money of a measure in a year, or of an association: before and after the change.

    `problems` are new ones in the file that states the total, where the change does not touch it.
    """

    key: str
    label: str
    was: Total
    listed: Total
    stated_was: Total | None = None
    stated: Total | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page that comes, goes or moves: its addresses before and after, key before where it goes.

    `lost` are the old addresses at which nothing stands any more, not even a redirect.
    """

    what: Literal["appears", "disappears", "moves"]
    key: str
    old: dict[Language, str]
    new: dict[Language, str]
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """Everything that a change does.

    `redrawn` are the addresses of the pages that say something else than before, None where that
    cannot be known; `problems` those that belong to no record or total here; `mended` those that
    are gone; `unread` the files that hold a mistake and are not compared; `errors_before` and
    `errors_after` how many errors there are in all.
    """

    base: str
    records: tuple[RecordChange, ...]
    totals: tuple[TotalChange, ...]
    pages: tuple[PageChange, ...]
    redrawn: dict[Language, tuple[str, ...]] | None
    problems: tuple[Problem, ...]
    mended: tuple[Problem, ...]
    unread: tuple[str, ...]
    errors_before: int
    errors_after: int

    @property
    def all_problems(self) -> list[Problem]:
        """Every problem that was not there before."""
        told = [
            self.problems,
            *(r.problems for r in self.records),
            *(t.problems for t in self.totals),
        ]
        return [problem for problems in told for problem in problems]

    @property
    def fails(self) -> bool:
        """Whether the change breaks something: an address that was cited, or the build."""
        return any(page.lost for page in self.pages) or any(
            problem.severity == "error" for problem in self.all_problems
        )


def compare(name: str, base: State, head: State) -> Effect:
    """The effect of the change from `base`, which is called `name`, to `head`."""
    before, after = base.dataset, head.dataset
    renamed = _renamed(before, after)
    mended, arisen = _problems(base, head, renamed)
    below = defaultdict(list)
    for problem in arisen:
        below[problem.path].append(problem)
    records = tuple(
        replace(record, problems=tuple(below.pop(record.path, ())))
        for record in _records(before, after, renamed)
    )
    sound = not (before.loaded.unsound or after.loaded.unsound)
    totals = tuple(
        replace(change, problems=tuple(p for path in stating for p in below.pop(path, ())))
        for change, stating in (_totals(before, after, renamed) if sound else ())
    )
    return Effect(
        name,
        records,
        totals,
        tuple(_pages(base, head, renamed)),
        _redrawn(base, head, renamed, records) if base.drawable and head.drawable else None,
        tuple(problem for problems in below.values() for problem in problems),
        tuple(mended),
        tuple(sorted({p.path for p in (*before.loaded.problems, *after.loaded.problems)})),
        len(base.errors),
        len(head.errors),
    )


# --- records -----------------------------------------------------------------------------------

Renamed = Mapping[str, str]
"""The key before -> the key now, of records that got another id."""


def _records(before: Dataset, after: Dataset, renamed: Renamed) -> Iterator[RecordChange]:
    old = {renamed.get(record.key, record.key): record for record in before.records}
    new = {record.key: record for record in after.records}
    followers: Counter[str] = Counter()
    changes = []
    for key in sorted({*old, *new}):
        was, now = old.get(key), new.get(key)
        if was is None and now and key not in before.loaded.unsound:
            changes.append(RecordChange("added", key, after.path(now), _name(now)))
        elif now is None and was and key not in after.loaded.unsound:
            changes.append(RecordChange("removed", key, before.path(was), _name(was)))
        elif was and now:
            found = [*_changed("", was, now), *_texts(was, now, before, after)]
            following = _following(was, found, renamed)
            followers.update({target for _, target in following})
            followed = {change for change, _ in following}
            own = tuple(c for c in found if c not in followed and c.field != "id")
            if was.key != now.key:
                path = before.path(was)
                change = RecordChange("renamed", key, after.path(now), _name(now), path, own)
                changes.append(change)
            elif own:
                changes.append(RecordChange("changed", key, after.path(now), _name(now), "", own))
    for change in changes:
        yield replace(change, followers=followers[change.key])


def _name(record: Record) -> dict[Language, str]:
    return {language: record.label[language] for language in LANGUAGES} if record.label else {}


def _following(
    was: Record, changes: list[FieldChange], renamed: Renamed
) -> list[tuple[FieldChange, str]]:
    """The changes of a reference to a record's new id, with the key of that record."""
    if not renamed:
        return []
    kinds = {place_of(where): mark.kind for where, _, mark in walk(was) if isinstance(mark, Ref)}
    if isinstance(was, Redirect):
        kinds["to"] = ""
    following = []
    for change in changes:
        if change.field in kinds:
            old, new = (
                f"{kinds[change.field]}/{key}".strip("/") for key in (change.old, change.new)
            )
            if renamed.get(old) == new:
                following.append((change, new))
    return following


def _changed(field: str, old: Any, new: Any) -> Iterator[FieldChange]:
    """The leaves in which two values differ; items of lists are compared with their likes."""
    if old == new:
        return
    if isinstance(old, Model) or isinstance(new, Model):
        for name in type(old if old is not None else new).model_fields:
            yield from _changed(_join(field, name), *(getattr(v, name, None) for v in (old, new)))
    elif isinstance(old, dict) or isinstance(new, dict):
        # The digests of `confirmed` say nothing to a reader; which texts they are of does.
        old, new = old or {}, new or {}
        gone = tuple(name for name in old if name not in new)
        yield FieldChange(field, _said(gone), _said(tuple(n for n in new if old.get(n) != new[n])))
    elif any(
        isinstance(item, Model)
        for value in (old, new)
        for item in (value if isinstance(value, tuple) else ())
    ):
        yield from _items(field, old or (), new or ())
    else:
        yield FieldChange(field, _said(old), _said(new))


def _items(field: str, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[FieldChange]:
    for number, was, now in _pairs(old, new):
        yield from _changed(f"{field}.{number}", was, now)


def _pairs(old: Sequence[T], new: Sequence[T]) -> Iterator[tuple[int, T | None, T | None]]:
    """The items that differ, side by side, each with its number: now, or before, of one that went."""
    for tag, a1, a2, b1, b2 in aligned(old, new, MOST_ITEMS):
        if tag != "equal":
            for i, j in zip_longest(range(a1, a2), range(b1, b2)):
                number = (i if j is None else j) + 1
                yield number, None if i is None else old[i], None if j is None else new[j]


def aligned(
    old: Sequence[T], new: Sequence[T], most: int, is_junk: Callable[[T], bool] | None = None
) -> list[Opcode]:
    """What `SequenceMatcher.get_opcodes` says of two sequences, in bounded time.

    It takes the square of their length, so where more than `most` items lie between the first and
    the last that differ, all between them counts as replaced.
    """
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    a, b = old[start : len(old) - end], new[start : len(new) - end]
    opcodes: list[Opcode] = [("replace", 0, len(a), 0, len(b))]
    if max(len(a), len(b)) <= most:
        opcodes = [*SequenceMatcher(is_junk, a, b).get_opcodes()]
    here, there = start + len(a), start + len(b)
    found: list[Opcode] = [
        ("equal", 0, start, 0, start),
        *((tag, a1 + start, a2 + start, b1 + start, b2 + start) for tag, a1, a2, b1, b2 in opcodes),
        ("equal", here, len(old), there, len(new)),
    ]
    return [(tag, a1, a2, b1, b2) for tag, a1, a2, b1, b2 in found if a1 < a2 or b1 < b2]


def _alike(old: Sequence[T], new: Sequence[T]) -> int:
    """How many items two sequences have in common from the start."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(old), len(new)))


def _join(field: str, name: str) -> str:
    return f"{field}.{name}" if field else name


def _said(value: Any) -> str | None:
    """A leaf as its file says it."""
    match value:
        case None | ():
            return None
        case range():
            return f"{value[0]}" if len(value) == 1 else f"{value[0]}-{value[-1]}"
        case tuple():
            return ", ".join(str(_said(item)) for item in value)
        case _:
            return str(value)


def _texts(was: Record, now: Record, before: Dataset, after: Dataset) -> Iterator[FieldChange]:
    """What belongs to a record and stands in no YAML: a document's lines, a commune's outline."""
    if isinstance(was, Source) and isinstance(now, Source):
        lines = before.texts.get(was.id, ()), after.texts.get(now.id, ())
        for number, old, new in _pairs(*lines):
            yield FieldChange(f"text.txt, line {number}", old, new)
    if isinstance(was, Commune) and isinstance(now, Commune):
        outlines = (
            before.loaded.boundaries.get(was.nis_code),
            after.loaded.boundaries.get(now.nis_code),
        )
        if outlines[0] != outlines[1]:
            yield FieldChange("boundary", *(_outline(outline) for outline in outlines))


def _outline(rings: Any) -> str | None:
    return rings and f"an outline of {sum(map(len, rings))} points"


# --- records that got another id ---------------------------------------------------------------


def _renamed(before: Dataset, after: Dataset) -> dict[str, str]:
    """The records that got another id, found by what else makes a record the one that it is.

    One that went and one that came are the same where they alone of their kind have the same
    content; else the same address, the same key, the same lines of a source, the same name.
    """
    renamed: dict[str, str] = {}
    old, new = ({record.key: record for record in dataset.records} for dataset in (before, after))
    unsound = before.loaded.unsound | after.loaded.unsound
    went: dict[str, list[Record]] = defaultdict(list)
    came: dict[str, list[Record]] = defaultdict(list)
    for records, others, moved in ((old, new, went), (new, old, came)):
        for key, record in records.items():
            if key not in others and key not in unsound:
                moved[record.kind].append(record)
    # Kinds that others refer to come first: an id that changed is known where it is referred to.
    for kind in sorted(KINDS, key=lambda kind: kind is not Source):
        if kind.kind in went and kind.kind in came:
            _pair(went[kind.kind], came[kind.kind], renamed)
    return renamed


def _pair(went: list[Record], came: list[Record], renamed: dict[str, str]) -> None:
    old = {record.key: _signatures(record, renamed) for record in went}
    new = {record.key: _signatures(record, {}) for record in came}
    paired: set[str] = set()
    for sign in ("content", "slug", "key", "lines", "name"):
        owners: dict[Hashable, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
        for side, records in enumerate((old, new)):
            for key, signatures in records.items():
                if key not in renamed and key not in paired and signatures[sign]:
                    owners[signatures[sign]][side].append(key)
        for gone, found in owners.values():
            if len(gone) == len(found) == 1:
                renamed[gone[0]] = found[0]
                paired.add(found[0])


def _signatures(record: Record, renamed: Renamed) -> dict[str, tuple[Hashable, ...]]:
    leaves = {leaf.field: leaf.new for leaf in _changed("", None, record) if leaf.field != "id"}
    for where, value, mark in walk(record):
        if isinstance(mark, Ref) and f"{mark.kind}/{value}" in renamed:
            leaves[place_of(where)] = renamed[f"{mark.kind}/{value}"].partition("/")[2]
    slug = [leaves.get(name) for name in ("slug.fr", "slug.nl")]
    lines = [value for field, value in leaves.items() if field.startswith("sources.")]
    return {
        "content": tuple(sorted(leaves.items())),
        "slug": (leaves.get("year"), *slug) if any(slug) else (),
        "key": tuple(leaves.get(field) for key in KEYS.get(type(record), ()) for field in key),
        "lines": tuple(lines),
        "name": tuple(_name(record).values()),
    }


# --- totals ------------------------------------------------------------------------------------


def _totals(
    before: Dataset, after: Dataset, renamed: Renamed
) -> Iterator[tuple[TotalChange, list[str]]]:
    """Each total that is another now, with the files that state it."""
    old, new = _sums(before, renamed), _sums(after, {})
    stating = defaultdict(list)
    for summary in after.all(Summary):
        stating[f"{Measure.kind}/{summary.measure}@{summary.year}"].append(after.path(summary))
    nothing = (Total(0, 0), None)
    for key in sorted({*old, *new}):
        was, now = old.get(key, nothing), new.get(key, nothing)
        if was != now:
            record, _, year = key.partition("@")
            label = _label(record, year, before, after)
            yield TotalChange(record, label, was[0], now[0], was[1], now[1]), stating[key]


def _sums(dataset: Dataset, renamed: Renamed) -> dict[str, tuple[Total, Total | None]]:
    """Listed and stated totals of each measure and year, and of each association."""
    rows: dict[str, list[Project]] = defaultdict(list)
    stated = {}
    for summary in dataset.all(Summary):
        key = _now(Measure, summary.measure, renamed)
        stated[f"{key}@{summary.year}"] = Total(summary.projects, summary.amount)
    for project in dataset.all(Project):
        rows[f"{_now(Measure, project.measure, renamed)}@{project.year}"].append(project)
        rows[_now(Association, project.association, renamed)].append(project)
    return {key: (total(rows[key]), stated.get(key)) for key in {**rows, **stated}}


def _now(kind: type[Record], id: str, renamed: Renamed) -> str:
    key = f"{kind.kind}/{id}"
    return renamed.get(key, key)


def _label(key: str, year: str, before: Dataset, after: Dataset) -> str:
    """What a total is of: "measure 2.1 (2022)", "association foyer"."""
    kind, _, name = key.partition("/")
    if kind == Association.kind:
        return f"association {name}"
    measure = after.find(Measure, name) or before.find(Measure, name)
    return f"measure {measure.code if measure else name} ({year})"


# --- pages -------------------------------------------------------------------------------------


def _pages(base: State, head: State, renamed: Renamed) -> Iterator[PageChange]:
    old = {renamed.get(page.key, page.key): page for page in base.site.pages.values()}
    new = head.site.pages
    for key in sorted({*old, *new}):
        was, now = old.get(key), new.get(key)
        if (was or now) and not _unknown(was or now, head if was else base):  # type: ignore[arg-type]
            before, after = _standing(was, base.site), _standing(now, head.site)
            lost = tuple(at for at in before.values() if at not in head.site.addresses)
            redirect = isinstance((was or now).subject, Redirect)  # type: ignore[union-attr]
            if was and now and before != after and not redirect:
                yield PageChange("moves", key, before, after, lost)
            elif was and not now and (lost or not redirect):
                yield PageChange("disappears", was.key, before, {}, lost)
            elif now and not was and not redirect:
                yield PageChange("appears", key, {}, after)


def _standing(page: Page | None, site: Site) -> dict[Language, str]:
    """The addresses at which a page stands."""
    if page is None:
        return {}
    return {lang: at for lang, at in page.address.items() if site.addresses[at] == page.key}


def _unknown(page: Page, other: State) -> bool:
    """Whether nobody knows if the other state has the page: the file that makes it cannot be read."""
    unsound = other.dataset.loaded.unsound
    if page.key in other.site.pages or not unsound:
        return False
    return not isinstance(page.subject, Record) or page.subject.key in unsound


def _redrawn(
    base: State, head: State, renamed: Renamed, records: Iterable[RecordChange]
) -> dict[Language, tuple[str, ...]]:
    """The addresses of the pages that say something else: rendered from both states, and compared."""
    back = {now: was for was, now in renamed.items()}
    changed = {record.key for record in records}
    touched = head.dataset.leaning_on(changed)
    touched |= base.dataset.leaning_on({back.get(key, key) for key in changed})
    # An abbreviation explains itself wherever it stands: in texts of which nothing else changed too.
    terms = [
        term
        for state in (base, head)
        for term in state.dataset.all(Term)
        if term.abbreviation and {term.key, renamed.get(term.key)} & changed
    ]
    explained = {
        language: Explainer(terms, language, lambda _, form: form) for language in LANGUAGES
    }
    seen = _seen(base.site), _seen(head.site)
    redrawn: dict[Language, tuple[str, ...]] = {}
    for language in LANGUAGES:
        before, after = Writer(base.site, language), Writer(head.site, language)
        addresses = []
        for new in head.site.pages.values():
            old = base.site.pages.get(back.get(new.key, new.key))
            if old is None:
                continue
            concerned = (
                old.address != new.address
                or seen[0][language, old.key] != seen[1][language, new.key]
                or any(record.key in touched for record in _shown(seen[1][language, new.key]))
            )
            same = not concerned or before.plain(old) == after.plain(new)
            if same and terms and explained[language].finds(body := after.body(new)):
                same = before.explained(old, body) == after.explained(new, body)
            if not same:
                addresses.append(new.address[language])
        redrawn[language] = tuple(addresses)
    return redrawn


def _seen(site: Site) -> dict[tuple[Language, str], tuple[object, object]]:
    """What each page shows, and what it is found by. To look at costs less than to render.

    All else that a page says comes from records that those which it shows refer to.
    """
    return {
        (language, page.key): (
            page.view(page.subject, site.dataset, words),
            found_by(page, site.dataset, words),
        )
        for language, words in site.words.items()
        for page in site.pages.values()
    }


def _shown(value: Any) -> Iterator[Record]:
    """Every record in a view."""
    if isinstance(value, Record):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _shown(item)
    elif isinstance(value, dict):
        for item in (*value, *value.values()):
            yield from _shown(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _shown(getattr(value, field.name))


# --- problems ----------------------------------------------------------------------------------


def _problems(base: State, head: State, renamed: Renamed) -> tuple[list[Problem], list[Problem]]:
    """(those that are gone, those that are new). Lines move: a problem is known by what it says."""
    paths = {
        base.dataset.loaded.paths[was]: head.dataset.loaded.paths[now]
        for was, now in renamed.items()
    }

    def known(problem: Problem) -> tuple[str, ...]:
        path = paths.get(problem.path, problem.path)
        return path, problem.code, problem.message, problem.severity

    told = [[p for p in state.problems if p.severity != "silenced"] for state in (base, head)]
    mended, arisen = (
        _missing(one, Counter(map(known, other)), known) for one, other in (told, reversed(told))
    )
    unheard = _unheard(base), _unheard(head)
    return (
        [p for p in mended if not unheard[1](p)],
        [p for p in arisen if p.severity == "error" or not unheard[0](p)],
    )


def _unheard(state: State) -> Callable[[Problem], bool]:
    """Whether a problem could not be found in a state: errors keep other rules from being asked."""
    loaded = state.dataset.loaded
    files = {problem.path for problem in state.errors}
    broken = [key for key, path in loaded.paths.items() if path in files]
    leaning = state.dataset.leaning_on({*broken, *loaded.unsound})
    files |= {loaded.paths[key] for key in leaning if key in loaded.paths}
    waiting = {code_of(rule) for rule in WHOLE} if files else set()

    return lambda problem: (
        problem.code in waiting or (problem.severity == "warning" and problem.path in files)
    )


def _missing(problems: list[Problem], others: Counter[Any], known: Any) -> list[Problem]:
    found = []
    for problem in problems:
        if others[known(problem)]:
            others[known(problem)] -= 1
        else:
            found.append(problem)
    return found
