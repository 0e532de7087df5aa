"""What the editor that we recommend does with a record: by its own YAML language server, as shipped."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator import REPOSITORY
from generator.core.problem import Problem
from generator.dataset.dataset import Dataset
from generator.records import KINDS, Commune
from tests.support.language_server import Editor, editor
from tests.support.repository import Repository

VSCODE = REPOSITORY / ".vscode"
ACTIVITY = "data/activities/2022-ixelles-m2-1.yml"
PROJECT = "data/projects/2022-amis-cafe.yml"
COMMUNE = "commune: ixelles"
FORM_OF_IDS = (
    "Write small letters without accents and digits, with a hyphen between words, "
    "like this: maison-des-jeunes"
)


def configured(name: str) -> Any:
    """One of the files with which VS Code opens this repository."""
    return json.loads((VSCODE / name).read_text("utf-8"))


class Desk:
    """A repository with its schemas, open in an editor."""

    def __init__(self, repository: Repository, session: Editor) -> None:
        self.editor = session
        self._repository = repository
        self._new = 0

    def file(self, path: str, old: str = "", new: str = "") -> tuple[Path, str]:
        """A copy of a record beside it, in which `new` stands for `old`, and its text."""
        text = self._repository.read(path)
        assert text.count(old) == 1 or not old
        self._new += 1
        folder = (self._repository.root / path).parent
        return folder / f"{self._new}.yml", text.replace(old, new) if old else text

    def said(self, path: str, old: str, new: str) -> list[str]:
        """What is told of each mistake."""
        return [mistake["message"] for mistake in self.editor.open(*self.file(path, old, new))]

    def written(self, file: Path, line: int, column: int) -> dict[str, str]:
        """What each completion at a place writes: `$1` is where one types, `${1:x}` what one replaces."""
        document, position = {"uri": file.as_uri()}, {"line": line, "character": column}
        answer = self.editor.ask(
            "textDocument/completion", {"textDocument": document, "position": position}
        )
        return {item["label"]: item["insertText"] for item in answer["items"]}

    def mistakes(self, path: str, old: str = "", new: str = "") -> list[tuple[str, str]]:
        """(the line as it stands there, the words underlined in it) of each mistake."""
        file, text = self.file(path, old, new)
        found = []
        for mistake in self.editor.open(file, text):
            start, end = mistake["range"]["start"], mistake["range"]["end"]
            line = text.split("\n")[start["line"]]
            found.append((line, line[start["character"] : end["character"]]))
        return found


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The toy, open in an editor with the settings of this repository."""
    repository = Repository.copy(tmp_path_factory.mktemp("editor") / "toy")
    assert repository.run("schema").exit_code == 0
    with editor(repository.root, configured("settings.json")) as session:
        yield Desk(repository, session)


def at(text: str, words: str) -> tuple[int, int]:
    """The place after some words of a text: line and column from 0."""
    before = text[: text.index(words) + len(words)]
    return before.count("\n"), len(before) - before.rfind("\n") - 1


# --- a record in the editor --------------------------------------------------------------------


def test_a_sound_record_has_nothing_underlined(desk: Desk) -> None:
    for kind in ("activities/2022-ixelles-m2-1", "sources/page-amis", "communes/forest"):
        assert desk.mistakes(f"data/{kind}.yml") == []


def test_completion_offers_every_commune_by_its_names(desk: Desk, toy: Dataset) -> None:
    file, text = desk.file(ACTIVITY, COMMUNE, "commune: ")
    desk.editor.open(file, text)
    offered = desk.editor.complete(file, *at(text, "commune: "))

    assert list(offered) == [commune.id for commune in toy.all(Commune)]
    assert offered["ixelles"] == "Ixelles / Elsene"


def test_completion_offers_the_fields_that_are_left(desk: Desk) -> None:
    file, text = desk.file(ACTIVITY)
    desk.editor.open(file, text)
    offered = desk.editor.complete(file, text.count("\n"), 0)

    assert "doubts" in offered
    assert "commune" not in offered
    assert offered["gaps"] == "Fields that the source leaves out, and in which way."


def test_completion_writes_no_value_that_one_must_delete(desk: Desk) -> None:
    file = desk.file(PROJECT)[0]
    desk.editor.open(file, "\n")
    written = desk.written(file, 0, 0)

    assert written["id"] == "id: "
    assert written["amount"] == "amount: ${1:0}"
    assert written["slug"] == "slug:\n  fr: $1\n  nl: $2"
    file, text = desk.file(PROJECT, "amount: 12500", "amount: ")
    desk.editor.open(file, text)
    assert desk.editor.complete(file, *at(text, "amount: ")) == {}


@pytest.mark.parametrize(
    ("begun", "offered", "not_offered"),
    [
        ("unofficial:\n  - ", "description.nl", "describtion.nl"),
        ("general_knowledge:\n  - ", "title.nl", "slug"),
        ("silenced:\n  - rule: ", "amount-outlier", "needless-silence"),
    ],
)
def test_completion_offers_the_fields_and_warnings_that_a_record_can_name(
    begun: str, offered: str, not_offered: str, desk: Desk
) -> None:
    file, text = desk.file(PROJECT, "repairs: [run-together]\n", f"{begun}\n")
    desk.editor.open(file, text)
    found = desk.editor.complete(file, *at(text, begun))

    assert found[offered]
    assert not_offered not in found


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        (
            PROJECT,
            "nl: amis-filosofisch-cafe",
            "nl: Filosofisch café",
            FORM_OF_IDS,
        ),
        (
            "data/measures/2021-2024-m2-1.yml",
            'code: "2.1"',
            "code: 2.1",
            'Write a number in quotes, like this: "2.1"',
        ),
        (
            "data/communes/forest.yml",
            '"21007"',
            "21007",
            'Write five digits in quotes, like this: "21004"',
        ),
        (
            PROJECT,
            "lines: [24]",
            "lines: [24 to 26]",
            "Write the number of a line, or of the first and the last, like this: 3-22",
        ),
    ],
    ids=["the end of an address", "a code", "digits", "lines"],
)
def test_a_wrong_form_is_told_in_words(
    path: str, old: str, new: str, said: str, desk: Desk
) -> None:
    assert desk.said(path, old, new) == [said]


@pytest.mark.parametrize(
    ("old", "new", "line", "underlined"),
    [
        (COMMUNE, "commune: elsene", "commune: elsene", "elsene"),
        ("year: 2022", 'year: "2022"', 'year: "2022"', '"2022"'),
        ("year: 2022", "yaer: 2022", "yaer: 2022", "yaer"),
    ],
    ids=["a wrong id", "a number in quotes", "an unknown field"],
)
def test_a_mistake_is_underlined_where_it_stands(
    old: str, new: str, line: str, underlined: str, desk: Desk
) -> None:
    assert (line, underlined) in desk.mistakes(ACTIVITY, old, new)


def test_the_editor_reads_yaml_as_the_checks_do(desk: Desk) -> None:
    """In YAML 1.1 `no` is no word, and 2.10 is 2.1 in any."""
    assert ("  nl: no", "no") in desk.mistakes("data/communes/forest.yml", "nl: Vorst", "nl: no")
    code = desk.mistakes("data/measures/2021-2024-m2-1.yml", 'code: "2.1"', "code: 2.1")
    assert code == [("code: 2.1", "2.1")]


def test_hover_tells_what_a_field_is(desk: Desk) -> None:
    file, text = desk.file(PROJECT)
    desk.editor.open(file, text)
    told = desk.editor.hover(file, *at(text, "amoun"))

    assert "The subsidy in euros, as printed: 52200, or 50000.50 where cents are printed." in told
    assert "For example: 52200" in told


@pytest.mark.parametrize(
    ("place", "title"),
    [
        ("titl", "Title"),
        ("title:\n  f", "In French"),
        ("confirme", "Confirmed translations"),
        ("confirmed:\n  title: a", "Confirmed translations"),
    ],
)
def test_hover_calls_a_field_by_plain_words(place: str, title: str, desk: Desk) -> None:
    file, text = desk.file(PROJECT)
    desk.editor.open(file, text)

    assert f"#### {title}\n" in desk.editor.hover(file, *at(text, place))


def test_a_record_names_its_schema_itself(desk: Desk, tmp_path: Path) -> None:
    """An editor without our settings, of another maker, finds it by the record's first line."""
    repository = Repository.copy(tmp_path / "toy")
    repository.run("schema")
    modeline = "# yaml-language-server: $schema=../../schemas/activities.json\n"
    text = repository.read(ACTIVITY)
    with editor(repository.root, {"yaml.schemaStore.enable": False}) as session:
        other = Desk(repository, session)
        repository.write(ACTIVITY, modeline + text.removeprefix(modeline))
        found = other.mistakes(ACTIVITY, COMMUNE, "commune: elsene")

    assert found == [("commune: elsene", "elsene")]


# --- the workspace -----------------------------------------------------------------------------


def test_every_kind_of_record_has_its_schema_in_the_settings() -> None:
    schemas = configured("settings.json")["yaml.schemas"]

    assert schemas.keys() == {f"schemas/{kind.kind}.json" for kind in KINDS}
    for schema, files in schemas.items():
        assert files.startswith(f"data/{Path(schema).stem}/")


def test_the_tasks_are_targets_of_make() -> None:
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")

    for task in configured("tasks.json")["tasks"]:
        assert re.search(
            rf"^{task['command'].removeprefix('make ')}: .*## ", makefile, re.MULTILINE
        )


@pytest.mark.parametrize("severity", ["error", "warning", "silenced"])
def test_what_check_says_is_underlined_too(severity: Any) -> None:
    problem = Problem("data/a/b.yml", 3, 7, "title.nl", "code", "is wrong", "mend it", severity)
    (task,) = (task for task in configured("tasks.json")["tasks"] if task["label"] == "check")
    pattern = task["problemMatcher"]["pattern"]
    match = re.match(pattern["regexp"], str(problem).split("\n")[0])

    if severity == "silenced":
        assert match is None
    else:
        assert match
        told = {part: match[group] for part, group in pattern.items() if part != "regexp"}
        assert told == {
            "file": "data/a/b.yml",
            "line": "3",
            "column": "7",
            "severity": "warning" if severity == "warning" else None,
            "message": "title.nl: is wrong [code]",
        }
