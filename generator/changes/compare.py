"""What a change of the data does: records, totals, pages and problems of two states, compared.

An *effect* is a record that came, went, changed or got another id, with what follows from it:
totals and pages move along, and a reference that follows a new id is no change of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from generator.changes.changed_pages import find_redrawn
from generator.changes.fields import FieldChange, changed_fields, side_by_side
from generator.changes.renames import Renamed, find_renamed
from generator.core.problem import Problem
from generator.dataset.dataset import Dataset
from generator.dataset.totals import Total, total
from generator.records import (
    LANGUAGES,
    Association,
    Language,
    Measure,
    Project,
    Record,
    Redirect,
    Ref,
    Source,
    Summary,
    Theme,
    place_of,
    walk,
)
from generator.rules.checks import WHOLE, code_of, errors, missing_year
from generator.rules.quotations import WORDS
from generator.site.manual_pages import WrittenPage
from generator.site.pages import Page
from generator.site.renderer import Site

# With any other error, pages may lack what they are made of.
DRAWABLE = {code_of(rule) for rule in WORDS}


@dataclass(frozen=True, slots=True)
class State:
    """The data before or after the change, with its pages and everything that is wrong in it."""

    site: Site
    problems: list[Problem]
    written: Mapping[str, WrittenPage] | None = None
    """Its pages written by hand; None where nobody knows them."""

    @property
    def dataset(self) -> Dataset:
        """Its records."""
        return self.site.dataset

    @property
    def addresses(self) -> set[str]:
        """Wherever a page stands."""
        written = (self.written or {}).values()
        return {*self.site.addresses, *(at for page in written for at in page.address.values())}

    @property
    def errors(self) -> list[Problem]:
        """What stops the build."""
        return errors(self.problems)

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
    cannot be known; `untold` other files that changed and that pages are made of; `problems` those
    that belong to no record or total here; `mended` those that are gone; `unread` the files that
    hold a mistake and are not compared; `errors_before` and `errors_after` how many errors there are
    in all.
    """

    base: str
    records: tuple[RecordChange, ...]
    totals: tuple[TotalChange, ...]
    pages: tuple[PageChange, ...]
    redrawn: dict[Language, tuple[str, ...]] | None
    untold: tuple[str, ...]
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


def compare(name: str, base: State, head: State, untold: tuple[str, ...] = ()) -> Effect:
    """The effect of the change from `base`, which is called `name`, to `head`.

    `untold` are other files that changed (`base.Base`).
    """
    before, after = base.dataset, head.dataset
    renamed = find_renamed(before, after)
    mended, arisen = _problems(base, head, renamed)
    below = defaultdict(list)
    for problem in arisen:
        below[problem.path].append(problem)
    records = tuple(
        replace(record, problems=tuple(below.pop(record.path, ())))
        for record in _records(before, after, renamed)
    )
    # Rows that name a record that is not there add up to nothing.
    broken = {problem.code for problem in (*base.errors, *head.errors)} & {"unknown-reference"}
    sound = not (before.loaded.invalid or after.loaded.invalid or broken)
    totals = tuple(
        replace(change, problems=tuple(p for path in stating for p in below.pop(path, ())))
        for change, stating in (_totals(before, after, renamed) if sound else ())
    )
    standing = head.addresses
    drawable = base.drawable and head.drawable
    changed = {record.key for record in records}
    return Effect(
        name,
        records,
        totals,
        (*_pages(base, head, renamed, standing), *_written(base, head, standing)),
        _redrawn(base, head, renamed, changed) if drawable else None,
        untold,
        tuple(problem for problems in below.values() for problem in problems),
        tuple(mended),
        tuple(sorted({p.path for p in (*before.loaded.problems, *after.loaded.problems)})),
        len(base.errors),
        len(head.errors),
    )


# --- records -----------------------------------------------------------------------------------


def _records(before: Dataset, after: Dataset, renamed: Renamed) -> Iterator[RecordChange]:
    old = {renamed.get(record.key, record.key): record for record in before.records}
    new = {record.key: record for record in after.records}
    followers: Counter[str] = Counter()
    changes = []
    for key in sorted({*old, *new}):
        was, now = old.get(key), new.get(key)
        if was is None and now and key not in before.loaded.invalid:
            changes.append(RecordChange("added", key, after.path(now), _name(now)))
        elif now is None and was and key not in after.loaded.invalid:
            changes.append(RecordChange("removed", key, before.path(was), _name(was)))
        elif was and now:
            found = [*changed_fields(was, now), *_texts(was, now, before, after)]
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
    following = []
    for change in changes:
        if change.field in kinds:
            old, new = (
                f"{kinds[change.field]}/{key}".strip("/") for key in (change.old, change.new)
            )
            if renamed.get(old) == new:
                following.append((change, new))
    return following


def _texts(was: Record, now: Record, before: Dataset, after: Dataset) -> Iterator[FieldChange]:
    """What belongs to a record and stands in no YAML: a document's lines."""
    if isinstance(was, Source) and isinstance(now, Source):
        lines = before.texts.get(was.id, ()), after.texts.get(now.id, ())
        for number, old, new in side_by_side(*lines):
            yield FieldChange(f"text.txt, line {number}", old, new)


# --- totals ------------------------------------------------------------------------------------


def _totals(
    before: Dataset, after: Dataset, renamed: Renamed
) -> Iterator[tuple[TotalChange, list[str]]]:
    """Each total that is another now, with the files that state it."""
    old, new = _sums(before, renamed), _sums(after, {})
    stating = defaultdict(list)
    for summary in after.all(Summary):
        stating[summary.subject, summary.year].append(after.path(summary))
    nothing = (total(()), None)
    for key, year in sorted({*old, *new}):
        was, now = old.get((key, year), nothing), new.get((key, year), nothing)
        if was != now:
            label = _label(key, year, before, after)
            change = TotalChange(key, label, was[0], now[0], was[1], now[1])
            yield change, stating[key, year]


def _sums(dataset: Dataset, renamed: Renamed) -> dict[tuple[str, int], tuple[Total, Total | None]]:
    """Listed and stated totals of each theme, measure and year, and of each association (year 0)."""

    def now(key: str) -> str:
        return renamed.get(key, key)

    rows: dict[tuple[str, int], list[Project]] = defaultdict(list)
    for project in dataset.all(Project):
        measure = dataset.get(Measure, project.measure)
        rows[now(measure.key), project.year].append(project)
        rows[now(f"{Theme.kind}/{measure.theme}"), project.year].append(project)
        rows[now(f"{Association.kind}/{project.association}"), 0].append(project)
    stated = {
        (now(summary.subject), summary.year): Total(summary.projects, summary.amount)
        for summary in dataset.all(Summary)
    }
    # The listed total of a theme is news only beside a stated one: else those of its measures say it.
    keys = {key for key in {**rows, **stated} if key in stated or not key[0].startswith(Theme.kind)}
    return {key: (total(rows[key]), stated.get(key)) for key in keys}


def _label(key: str, year: int, before: Dataset, after: Dataset) -> str:
    """What a total is of: "measure 2.1 (2022)", "association foyer"."""
    kind, _, name = key.partition("/")
    if kind == Association.kind:
        return f"association {name}"
    of: type[Theme | Measure] = Theme if kind == Theme.kind else Measure
    record = after.find(of, name) or before.find(of, name)
    return f"{of.__name__.lower()} {record.code if record else name} ({year})"


# --- pages -------------------------------------------------------------------------------------


def _pages(
    base: State, head: State, renamed: Renamed, standing: Collection[str]
) -> Iterator[PageChange]:
    """The pages that come, go or move. `standing`: the addresses at which one stands now."""
    old = {renamed.get(page.key, page.key): page for page in base.site.pages.values()}
    new = head.site.pages
    for key in sorted({*old, *new}):
        was, now = old.get(key), new.get(key)
        page = old.get(key) or new[key]
        if _is_unknown(page, head if was else base):
            continue
        before, after = _standing(was, base.site), _standing(now, head.site)
        lost = tuple(at for at in before.values() if at not in standing)
        is_redirect = isinstance(page.subject, Redirect)
        if was and now and before != after and (lost or not is_redirect):
            yield PageChange("moves", key, before, after, lost)
        elif was and not now and (lost or not is_redirect):
            yield PageChange("disappears", was.key, before, {}, lost)
        elif now and not was and not is_redirect:
            yield PageChange("appears", key, {}, after)


def _written(base: State, head: State, standing: Collection[str]) -> Iterator[PageChange]:
    """The same of pages that are written by hand."""
    if base.written is None or head.written is None:
        return
    for key in sorted({*base.written, *head.written}):
        was, now = base.written.get(key), head.written.get(key)
        before, after = ({**page.address} if page else {} for page in (was, now))
        lost = tuple(at for at in before.values() if at not in standing)
        if before != after:
            what: Any = "moves" if was and now else "disappears" if was else "appears"
            yield PageChange(what, key, before, after, lost)


def _redrawn(
    base: State, head: State, renamed: Renamed, changed: Collection[str]
) -> dict[Language, tuple[str, ...]]:
    """The addresses of the pages that say something else, those written by hand first."""
    redrawn = find_redrawn(base.site, head.site, renamed, changed)
    pairs = [(was, (head.written or {}).get(was.key)) for was in (base.written or {}).values()]
    return {
        language: (
            *(
                now.address[language]
                for was, now in pairs
                if now and was.text[language] != now.text[language]
            ),
            *addresses,
        )
        for language, addresses in redrawn.items()
    }


def _standing(page: Page | None, site: Site) -> dict[Language, str]:
    """The addresses at which a page stands."""
    if page is None:
        return {}
    return {lang: at for lang, at in page.address.items() if site.addresses[at] == page.key}


def _is_unknown(page: Page, other: State) -> bool:
    """Whether nobody knows if the other state has the page: the file that makes it cannot be read."""
    invalid = other.dataset.loaded.invalid
    if page.key in other.site.pages or not invalid:
        return False
    return not isinstance(page.subject, Record) or page.subject.key in invalid


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
    leaning = state.dataset.dependents({*broken, *loaded.invalid})
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
