"""What a change does: effects/<in words>.yml changes the toy and expects the exact report.

A case says what to `add` (path: text), `move` (path: path), `change` (path: {old: new}) or `delete`
(paths), and under `before` what was so before the change; then, last, the whole report.
"""

from __future__ import annotations

import json
import re
import shutil
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import REPOSITORY
from generator.changes import report
from generator.changes.compare import compare
from generator.changes.comparison import Comparison, Snapshot
from generator.changes.fields import MOST_ITEMS, aligned
from generator.dataset.dataset import Dataset
from generator.reading.load import load_data
from generator.records import KINDS, LANGUAGES, Association, Measure, Project, Record, Summary
from generator.rules.check import check, errors
from generator.site.locale import Strings
from generator.site.manual_pages import addresses, written_pages
from generator.site.outputs.registry import render_site
from generator.site.site import Settings, Site
from tests.support.cases import CASES as CASES_OF_RULES
from tests.support.cases import Case
from tests.support.repository import TOY, Repository

EFFECTS = Path(__file__).parent / "effects"
CASES = sorted(EFFECTS.glob("*.yml"))
EXPECTED = "effect: |\n"

Read = Callable[[Path], Snapshot]


@pytest.fixture(scope="session")
def read(strings: Strings, settings: Settings) -> Read:
    """What the program reads of a repository."""

    def state(root: Path) -> Snapshot:
        site = Site(Dataset(load_data(root)), strings, settings, {})
        found = check(site.dataset, site.addresses | addresses(root))
        return Snapshot(site, found, written_pages(root))

    return state


@pytest.fixture(scope="session")
def toy_state(read: Read) -> Snapshot:
    return read(TOY)


@pytest.fixture
def before(tmp_path: Path) -> Repository:
    """The toy as it was; `repository` is the toy as it is."""
    return Repository.copy(tmp_path / "before")


@pytest.fixture
def told(before: Repository, repository: Repository, read: Read) -> Callable[[], Comparison]:
    """Compares the two."""
    return lambda: compare("main", read(before.root), read(repository.root))


def spoil(repository: Repository, case: dict[str, Any]) -> None:
    """Makes the change of a case."""
    for path, text in case.get("add", {}).items():
        repository.write(path, text)
    for old, new in case.get("move", {}).items():
        repository.write(new, repository.read(old))
        repository.delete(old)
    for path, changes in case.get("change", {}).items():
        for old, new in changes.items():
            repository.replace(path, old, new)
    for path in case.get("delete", ()):
        repository.delete(path)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_effect(
    path: Path,
    before: Repository,
    repository: Repository,
    told: Callable[[], Comparison],
    update_golden: bool,
) -> None:
    text = path.read_text(encoding="utf-8")
    case = yaml.safe_load(text)
    spoil(before, case.get("before", {}))
    spoil(repository, case)
    found = report.as_text(told(), pages=True) + "\n"

    if update_golden:
        situation, _, _ = text.partition(EXPECTED)
        expected = textwrap.indent(found, "  ")
        path.write_text(situation + EXPECTED + expected, encoding="utf-8")
    else:
        assert found == case["effect"]


# --- the whole promise -------------------------------------------------------------------------


def test_an_amount_a_Dutch_title_and_an_id_of_the_real_data_are_three_effects(  # noqa: N802
    tmp_path: Path, read: Read
) -> None:
    """What follows stands beside them: a total that moves along, quotations that no longer hold."""
    real = read(REPOSITORY)
    shutil.copytree(REPOSITORY / "data", tmp_path / "data")
    changed = Repository(tmp_path)
    projects = iter(real.dataset.all(Project))
    priced = next(projects)
    titled = next(
        project
        for project in projects
        if project.measure != priced.measure
        and changed.read(real.dataset.path(project)).count(f"nl: {project.title.nl}\n") == 1
    )
    named = next(
        a
        for a in real.dataset.all(Association)
        if a.id not in (priced.association, titled.association)
    )
    changed.replace(real.dataset.path(priced), f"amount: {priced.amount}\n", "amount: 123456\n")
    changed.replace(real.dataset.path(titled), f"nl: {titled.title.nl}\n", "nl: Opleiding\n")
    path = f"data/associations/{named.id}.yml"
    changed.write(
        path.replace(".yml", "-x.yml"),
        changed.read(path).replace(f"id: {named.id}\n", f"id: {named.id}-x\n"),
    )
    changed.delete(path)
    for project in real.dataset.backlinks(named, Project):
        reference = f"association: {named.id}\n"
        changed.replace(real.dataset.path(project), reference, reference.replace("\n", "-x\n"))

    found = compare("main", real, read(tmp_path))

    assert [(r.what, r.key, [f.field for f in r.fields]) for r in found.records] == sorted(
        [
            ("changed", priced.key, ["amount"]),
            ("changed", titled.key, ["title.nl"]),
            ("renamed", f"{named.key}-x", []),
        ],
        key=lambda record: record[1],
    )
    assert {t.key for t in found.totals} == {
        f"associations/{priced.association}",
        f"measures/{priced.measure}",
        f"themes/{real.dataset.get(Measure, priced.measure).theme}",
    }
    assert (found.pages, found.problems, found.fixed, found.not_compared) == ((), (), (), ())
    assert {p.path for p in found.new_problems} <= {
        *map(real.dataset.path, (priced, titled)),
        *(real.dataset.path(s) for s in real.dataset.all(Summary)),
    }


def test_the_same_data_have_no_effect(told: Callable[[], Comparison]) -> None:
    found = told()

    assert (found.records, found.totals, found.pages, found.problems) == ((), (), (), ())
    assert not found.fails
    assert found.changed_pages == {"fr": (), "nl": ()}


# --- what to add where a page is lost ----------------------------------------------------------

KETJES = "data/associations/ketjes.yml"


@pytest.mark.parametrize(
    "lose",
    [
        lambda repository: repository.delete("data/projects/2022-ketjes-fanfare.yml"),
        lambda repository: repository.replace(KETJES, "fr: ketjes\n  nl: ketjes", "fr: k\n  nl: k"),
        lambda repository: repository.replace(KETJES, "nl: ketjes", "nl: de-ketjes"),
    ],
    ids=["a page that disappears", "one that moves", "one that moves in a language"],
)
def test_what_it_says_to_add_can_be_pasted_as_it_is(
    lose: Callable[[Repository], None], repository: Repository, told: Callable[[], Comparison]
) -> None:
    lose(repository)
    lost = told()
    [(path, text)] = json.loads(report.as_json(lost))["redirects"].items()
    repository.write(path, text)

    assert lost.fails
    assert not any(page.lost for page in told().pages)
    assert path not in {problem.path for problem in repository.problems()}
    assert f" {path}:\n\n{text}\n" in report.as_text(lost)
    [block] = re.findall(r"```yaml\n(.*?) *```", report.as_markdown(lost), re.DOTALL)
    assert textwrap.dedent(block) == text


# --- which pages change ------------------------------------------------------------------------


def worded(value: Any) -> Any:
    """A record's data with a word more in each text of ours and of a source."""
    if isinstance(value, dict):
        return {
            key: f"{item} etc" if key in ("fr", "nl", "both") and " " in str(item) else worded(item)
            for key, item in value.items()
        }
    return [worded(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_no_page_that_changes_is_overlooked(
    kind: type[Record], before: Repository, repository: Repository, read: Read
) -> None:
    """Only pages that show something else are rendered: the whole site, rendered, knows no others."""
    for record in repository.dataset().all(kind):
        path = repository.dataset().path(record)
        data = yaml.safe_load(repository.read(path))
        repository.write(path, yaml.safe_dump(worded(data), allow_unicode=True))
    old, new = read(before.root), read(repository.root)
    pages = dict(render_site(old.site)), dict(render_site(new.site))
    addresses = {
        f"{language}/generated/{page.key}.md": page.address[language]
        for language in LANGUAGES
        for page in new.site.pages.values()
    }

    changed = compare("main", old, new).changed_pages

    assert changed
    assert {address for some in changed.values() for address in some} == {
        addresses[path] for path in pages[1] if pages[0][path] != pages[1][path]
    }


@pytest.mark.parametrize("case", [case for case in CASES_OF_RULES if case.found], ids=str)
def test_whatever_is_wrong_there_is_an_account(
    case: Case, repository: Repository, read: Read, toy_state: Snapshot
) -> None:
    """A mistake in the data, before the change or after it, never ends in a traceback."""
    case.make(repository)
    spoilt = read(repository.root)

    found = compare("main", toy_state, spoilt)

    assert found.errors_after == len(errors(spoilt.problems))
    assert found.fails or not spoilt.errors
    assert report.as_markdown(found)


# --- pages written by hand ---------------------------------------------------------------------

WRITTEN = """\
---
title: {title}
address: {{"fr": "fr/{fr}/", "nl": "nl/over-ons/"}}
---
{text}
"""


def write_by_hand(site: Repository, text: str = "Bonjour", fr: str = "qui") -> None:
    for language, said in (("fr", text), ("nl", "Goedendag")):
        page = WRITTEN.format(title="Nous", fr=fr, text=said)
        site.write(f"docs/{language}/about.md", page)


def test_a_page_written_by_hand_says_something_else(
    before: Repository, repository: Repository, told: Callable[[], Comparison]
) -> None:
    write_by_hand(before)
    write_by_hand(repository, text="Bonsoir")

    assert told().changed_pages == {"fr": ("fr/qui/",), "nl": ()}


def test_a_page_written_by_hand_moves_and_leads_nowhere_from_where_it_was(
    before: Repository, repository: Repository, told: Callable[[], Comparison]
) -> None:
    write_by_hand(before)
    write_by_hand(repository, fr="nous")

    (page,) = told().pages
    assert (page.what, page.key, page.lost) == ("moves", "docs/about.md", ("fr/qui/",))


def test_a_page_written_by_hand_that_goes_needs_a_redirect(
    before: Repository, repository: Repository, told: Callable[[], Comparison]
) -> None:
    write_by_hand(before)
    write_by_hand(repository)
    for language in LANGUAGES:
        repository.delete(f"docs/{language}/about.md")
    lost = told()
    for path, text in json.loads(report.as_json(lost))["redirects"].items():
        repository.write(path, text)

    assert lost.pages[0].lost == ("fr/qui/", "nl/over-ons/")
    assert lost.fails
    assert not told().fails


def test_a_redirect_gives_way_to_no_page_written_by_hand(
    repository: Repository, told: Callable[[], Comparison]
) -> None:
    redirect = repository.read("data/redirects/ketjes-danse.yml")
    old = yaml.safe_load(redirect)["old"]["fr"]
    write_by_hand(repository, fr=old.removeprefix("fr/").strip("/"))

    assert [p.message for p in told().problems] == ["a page stands there: that of docs/about.md"]


# --- which record is which ---------------------------------------------------------------------


def renamed(found: Comparison) -> dict[str, str]:
    return {r.was: r.path for r in found.records if r.what == "renamed"}


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"title": {"fr": "Bal", "nl": "Dansfeest"}},
        {"slug": {"fr": "x", "nl": "y"}, "amount": 4000},
        {"slug": {"fr": "x", "nl": "y"}, "sources": [{"document": "question-7", "lines": [28]}]},
    ],
    ids=["same content", "same address", "same lines", "same name"],
)
def test_a_record_is_known_under_another_id(
    other: dict[str, Any], repository: Repository, told: Callable[[], Comparison]
) -> None:
    old, new = "data/projects/2022-ketjes-bal.yml", "data/projects/2022-bal.yml"
    data = yaml.safe_load(repository.read(old)) | {"id": "2022-bal"} | other
    repository.write(new, yaml.safe_dump(data, allow_unicode=True))
    repository.delete(old)

    assert renamed(told()) == {old: new}


def test_two_alike_are_not_taken_for_one(
    repository: Repository, told: Callable[[], Comparison]
) -> None:
    old = "data/projects/2022-ketjes-bal.yml"
    text = repository.read(old)
    for name in ("2022-a", "2022-b"):
        repository.write(
            f"data/projects/{name}.yml", text.replace("id: 2022-ketjes-bal", f"id: {name}")
        )
    repository.delete(old)
    found = told()

    assert renamed(found) == {}
    assert [record.what for record in found.records] == ["added", "added", "removed"]


# --- what fails --------------------------------------------------------------------------------


def test_an_error_that_was_there_before_is_no_failure_of_the_change(
    before: Repository, repository: Repository, told: Callable[[], Comparison]
) -> None:
    for state in (before, repository):
        state.replace("data/communes/forest.yml", "fr: Forest", "fr: Forêt")

    assert told().errors_after == 1
    assert not told().fails


def test_a_warning_is_no_failure(repository: Repository, told: Callable[[], Comparison]) -> None:
    repository.replace("data/terms/lai.yml", "fr: Une association", "fr: Une autre association")
    found = told()

    assert [problem.code for problem in found.new_problems] == ["translation-behind"]
    assert not found.fails


def test_what_lies_between_the_changes_of_a_long_list_is_not_looked_through() -> None:
    """A document may have 100,000 lines; to find which of them moved takes the square of that."""
    lines = [f"line {number}" for number in range(MOST_ITEMS + 2)]
    changed = ["first", *lines[1:-2], "last but one", lines[-1]]

    assert aligned(lines, changed, MOST_ITEMS) == [
        ("replace", 0, MOST_ITEMS + 1, 0, MOST_ITEMS + 1),
        ("equal", MOST_ITEMS + 1, MOST_ITEMS + 2, MOST_ITEMS + 1, MOST_ITEMS + 2),
    ]
    assert [tag for tag, *_ in aligned(lines[:-2], changed[:-2], MOST_ITEMS)] == [
        "replace",
        "equal",
    ]
