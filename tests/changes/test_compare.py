"""What a change does: cases/<part>.yml changes the toy and expects the exact report.

A case is a change of the toy as in tests/support/cases.py; `before` is a change of the toy that it is
compared with, and `found` the report.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.changes import report
from generator.changes.compare import compare
from generator.changes.comparison import Comparison, Snapshot
from generator.changes.json_report import as_json
from generator.dataset.dataset import Dataset
from generator.reading.load import load_data
from generator.records import KINDS, LANGUAGES, Record
from generator.rules.check import check, errors
from generator.site.locale import Strings
from generator.site.manual_pages import load_manual_pages, manual_addresses
from generator.site.outputs.registry import render_site
from generator.site.site import Settings, Site
from tests.support.cases import CASES as CASES_OF_RULES
from tests.support.cases import Case
from tests.support.repository import TOY, Repository

CASES = [
    Case(file, name, change, change["found"])
    for file in sorted((Path(__file__).parent / "cases").glob("*.yml"))
    for name, change in yaml.safe_load(file.read_text(encoding="utf-8")).items()
]
ONE_CASE_OF_EACH_RULE = {
    case.file: case for case in reversed(CASES_OF_RULES) if case.found
}.values()

Read = Callable[[Path], Snapshot]
Compare = Callable[[], Comparison]


@pytest.fixture(scope="session")
def read(strings: Strings, settings: Settings) -> Read:
    """Reads the snapshot of a repository, as the program does."""

    def snapshot(root: Path) -> Snapshot:
        site = Site(Dataset(load_data(root)), strings, settings, {})
        found = check(site.dataset, site.addresses | manual_addresses(root))
        return Snapshot(site, found, load_manual_pages(root))

    return snapshot


@pytest.fixture(scope="session")
def toy_snapshot(read: Read) -> Snapshot:
    return read(TOY)


@pytest.fixture
def before(tmp_path: Path) -> Repository:
    """The toy before the change; `repository` is the toy after it."""
    return Repository.copy(tmp_path / "before")


@pytest.fixture
def compared(before: Repository, repository: Repository, read: Read) -> Compare:
    """Compares the two."""
    return lambda: compare("main", read(before.root), read(repository.root))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_report(
    case: Case, before: Repository, repository: Repository, compared: Compare, update_golden: bool
) -> None:
    Case(case.file, case.name, case.change.get("before", {}), "").make(before)
    case.make(repository)
    found = report.as_text(compared()) + "\n"

    if update_golden:
        case.rewrite(found)
    else:
        assert found == case.found


def test_the_same_data_have_no_changes(compared: Compare) -> None:
    found = compared()

    assert (found.records, found.totals, found.pages, found.problems) == ((), (), (), ())
    assert found.changed_pages == {"fr": (), "nl": ()}
    assert not found.fails


@pytest.mark.parametrize("case", ONE_CASE_OF_EACH_RULE, ids=str)
def test_any_problem_of_the_data_can_be_reported(
    case: Case, repository: Repository, read: Read, toy_snapshot: Snapshot
) -> None:
    """No problem of the data makes the comparison end in a traceback."""
    case.make(repository)
    changed = read(repository.root)
    found = compare("main", toy_snapshot, changed)

    assert found.errors_after == len(errors(changed.problems))
    assert found.fails or not changed.errors
    assert report.as_markdown(found)


# --- redirects to add --------------------------------------------------------------------------

KETJES = "data/associations/ketjes.yml"


@pytest.mark.parametrize(
    "lose",
    [
        lambda repository: repository.delete("data/projects/2022-ketjes-fanfare.yml"),
        lambda repository: repository.replace(KETJES, "fr: ketjes\n  nl: ketjes", "fr: k\n  nl: k"),
        lambda repository: repository.replace(KETJES, "nl: ketjes", "nl: de-ketjes"),
    ],
    ids=["a removed page", "a moved page", "a page that moved in one language"],
)
def test_the_proposed_redirect_can_be_pasted_as_it_is(
    lose: Callable[[Repository], None], repository: Repository, compared: Compare
) -> None:
    lose(repository)
    found = compared()
    [(path, text)] = json.loads(as_json(found))["redirects"].items()
    repository.write(path, text)

    assert found.fails
    assert not any(page.lost for page in compared().pages)
    assert path not in {problem.path for problem in repository.problems()}
    assert f" {path}:\n\n{text}\n" in report.as_text(found)
    [block] = re.findall(r"```yaml\n(.*?) *```", report.as_markdown(found), re.DOTALL)
    assert textwrap.dedent(block) == text


# --- changed pages -----------------------------------------------------------------------------


def with_more_words(value: Any) -> Any:
    """The data of a record with one more word in each text of more than one word."""
    if isinstance(value, dict):
        return {
            key: f"{item} etc"
            if key in ("fr", "nl", "both") and " " in str(item)
            else with_more_words(item)
            for key, item in value.items()
        }
    return [with_more_words(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_no_changed_page_is_overlooked(
    kind: type[Record], before: Repository, repository: Repository, read: Read
) -> None:
    """Only some pages are rendered for the comparison: rendering all of them finds no others."""
    dataset = repository.dataset()
    for path in map(dataset.path, dataset.all(kind)):
        data = yaml.safe_load(repository.read(path))
        repository.write(path, yaml.safe_dump(with_more_words(data), allow_unicode=True))
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


# --- pages written by hand ---------------------------------------------------------------------


def write_by_hand(site: Repository, text: str = "Bonjour", fr: str = "qui") -> None:
    """A page in both languages, with a text and an address in French."""
    for language, words in (("fr", text), ("nl", "Goedendag")):
        matter = f'title: Nous\naddress: {{"fr": "fr/{fr}/", "nl": "nl/over-ons/"}}'
        site.write(f"docs/{language}/about.md", f"---\n{matter}\n---\n{words}\n")


def test_the_text_of_a_page_written_by_hand_changes(
    before: Repository, repository: Repository, compared: Compare
) -> None:
    write_by_hand(before)
    write_by_hand(repository, text="Bonsoir")

    assert compared().changed_pages == {"fr": ("fr/qui/",), "nl": ()}


def test_a_page_written_by_hand_moves_without_a_redirect(
    before: Repository, repository: Repository, compared: Compare
) -> None:
    write_by_hand(before)
    write_by_hand(repository, fr="nous")

    (page,) = compared().pages
    assert (page.what, page.key, page.lost) == ("moves", "docs/about.md", ("fr/qui/",))


def test_a_removed_page_written_by_hand_needs_a_redirect(
    before: Repository, repository: Repository, compared: Compare
) -> None:
    write_by_hand(before)
    for language in LANGUAGES:
        repository.write(f"docs/{language}/other.md", "a page without an address")
    found = compared()
    for path, text in json.loads(as_json(found))["redirects"].items():
        repository.write(path, text)

    assert found.pages[0].lost == ("fr/qui/", "nl/over-ons/")
    assert found.fails
    assert not compared().fails


def test_a_redirect_cannot_have_the_address_of_a_page_written_by_hand(
    repository: Repository, compared: Compare
) -> None:
    redirect = yaml.safe_load(repository.read("data/redirects/ketjes-danse.yml"))
    write_by_hand(repository, fr=redirect["old"]["fr"].removeprefix("fr/").strip("/"))

    assert [problem.code for problem in compared().problems] == ["living-address"]


# --- records with another id -------------------------------------------------------------------

BAL = "data/projects/2022-ketjes-bal.yml"


def renames(found: Comparison) -> dict[str, str]:
    return {record.was: record.path for record in found.records if record.what == "renamed"}


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
def test_a_record_is_recognized_by(
    other: dict[str, Any], repository: Repository, compared: Compare
) -> None:
    new = "data/projects/2022-bal.yml"
    data = yaml.safe_load(repository.read(BAL)) | {"id": "2022-bal"} | other
    repository.write(new, yaml.safe_dump(data, allow_unicode=True))
    repository.delete(BAL)

    assert renames(compared()) == {BAL: new}


def test_a_record_is_not_recognized_in_two(repository: Repository, compared: Compare) -> None:
    text = repository.read(BAL)
    for name in ("2022-a", "2022-b"):
        other = text.replace("id: 2022-ketjes-bal", f"id: {name}")
        repository.write(f"data/projects/{name}.yml", other)
    repository.delete(BAL)

    assert [record.what for record in compared().records] == ["added", "added", "removed"]


# --- what fails --------------------------------------------------------------------------------


def test_an_older_error_is_no_failure(
    before: Repository, repository: Repository, compared: Compare
) -> None:
    for state in (before, repository):
        state.replace("data/communes/forest.yml", "fr: Forest", "fr: Forêt")

    assert compared().errors_after == 1
    assert not compared().fails


def test_a_warning_is_no_failure(repository: Repository, compared: Compare) -> None:
    repository.replace("data/terms/lai.yml", "fr: Une association", "fr: Une autre association")
    found = compared()

    assert [problem.code for problem in found.new_problems] == ["translation-behind"]
    assert not found.fails
