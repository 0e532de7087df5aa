"""The guides for contributors: following the commands of a guide gives the result that it promises."""

from __future__ import annotations

import json
import re
import textwrap
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from generator import REPOSITORY
from generator.reading.canonical import canonicalize
from generator.records import KIND_OF
from tests.support.built import run
from tests.support.clone import SOMEBODY, Clone

GUIDES = ("CONTRIBUTING.md", "CONTRIBUTING.fr.md", "CONTRIBUTING.nl.md")
BLOCK = re.compile(r"^( *)```(\w+)(?: ([^\n]+))?\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)

NOT_RUN = {
    "sudo ": "changes the machine",
    "gh auth login": "asks github.com",
    "git clone": "asks github.com",
    "cd ": "we are there",
    "git fetch": "asks github.com",
    "git push": "asks github.com",
    "git switch --detach FETCH_HEAD": "shows what `git fetch` brought",
    "make serve": "runs until it is stopped",
    "make lint": "needs the whole repository; `make test` runs it",
    "make test": "runs this test",
}


class Block(NamedTuple):
    """A fenced block: its language, the file that it belongs to, its text."""

    language: str
    file: str
    text: str


def blocks(guide: str) -> list[Block]:
    """A guide's fenced blocks."""
    return [
        Block(language, file, textwrap.dedent(text))
        for _, language, file, text in BLOCK.findall(text_of(guide))
    ]


def commands(guide: str) -> list[str]:
    """A guide's commands, without their comments."""
    return [
        command
        for block in blocks(guide)
        if block.language == "sh"
        for command in lines(block.text)
    ]


def lines(script: str) -> list[str]:
    """The commands of a script; a backslash joins lines."""
    joined = re.sub(r"\\\n\s*", "", script).splitlines()
    return [line.partition("  #")[0].strip() for line in joined]


def put(block: Block, clone: Clone) -> None:
    """Write a block into its file; change only the fields that it gives, if the file exists."""
    path, text = clone.root / block.file, block.text
    if path.exists() and path.suffix == ".yml":
        kind = KIND_OF[Path(block.file).parts[1]]
        text = canonicalize(
            path.read_text(encoding="utf-8"), kind, block.file, **yaml.safe_load(text)
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """A clone in which the commands and edits of the English guide were made, in its order."""
    clone = Clone.into(tmp_path_factory.mktemp("clone"))
    session = ""  # each command runs in a new shell, which must activate the environment again
    for block in blocks(GUIDES[0]):
        if block.file:
            edits_on_github = (clone.root / block.file).exists()
            put(block, clone)
            if edits_on_github:
                clone.run(f"{SOMEBODY} commit --quiet --all --message 'On github.com'")
        for command in lines(block.text) if block.language == "sh" else ():
            if command.startswith("source "):
                session += f"{command} && "
            elif not command.startswith(tuple(NOT_RUN)):
                clone.run(session + command)
    return clone


def test_the_commits_are_those_of_the_guide(followed: Clone) -> None:
    sent = [re.search('--message "(.+)"', command) for command in commands(GUIDES[0])]
    changes = followed.run("git log --branches --format='%an: %s'").splitlines()
    assert {*changes} == {
        "Somebody: Start",
        "Somebody: On github.com",
        *(f"Anna Peeters: {message[1]}" for message in sent if message),
    }
    assert followed.run("git status --short") == ""


def test_an_edit_on_github_com_follows_the_canonical_order(followed: Clone) -> None:
    """Nobody can run `format` there, so the example shows the field before the one that it adds."""
    example = [yaml.safe_load(block.text) for block in blocks(GUIDES[0]) if block.file][1]
    file = next(block.file for block in blocks(GUIDES[0]) if block.file)
    record = yaml.safe_load(followed.run(f"git show main:{file}"))
    fields = [*record]
    before, added = example
    assert fields[fields.index(before) + 1] == added
    assert record[before] == example[before]


def test_the_project_of_the_guide_has_a_page_in_both_languages(followed: Clone) -> None:
    followed.run("git switch --quiet foyer-2024")
    followed.run(".venv/bin/python -m generator build")
    (french,) = followed.root.glob("docs/fr/generated/projects/2024*.md")
    dutch = followed.root / "docs" / "nl" / french.relative_to(followed.root / "docs" / "fr")
    assert "<h1>Le vrai du faux</h1>" in french.read_text(encoding="utf-8")
    assert "<h1>Feit of fictie</h1>" in dutch.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("branch", "left"),
    [
        # The edit on github.com is confirmed by a later recipe.
        ("foyer-2024", ["title.fr: translation-behind"]),
        ("evere", ["title.fr: translation-behind"]),
        ("traductions", []),
    ],
)
def test_the_changes_of_the_guide_give_no_warning(
    branch: str, left: list[str], followed: Clone
) -> None:
    followed.run(f"git switch --quiet {branch}")
    found = json.loads(followed.run(".venv/bin/python -m generator check --format json"))
    files = {block.file for block in blocks(GUIDES[0])} | {
        *followed.run("git diff --name-only main").splitlines()
    }
    assert [f"{p['field']}: {p['code']}" for p in found["problems"] if p["path"] in files] == left


def test_without_its_project_the_document_of_the_guide_fails_the_check(followed: Clone) -> None:
    """The document's own record does not replace the record of a row."""
    followed.run("git switch --quiet foyer-2024")
    (project,) = followed.root.glob("data/projects/2024/*.yml")
    text = project.read_text(encoding="utf-8")
    project.unlink()
    found = followed.run(".venv/bin/python -m generator check --format json || true")
    project.write_text(text, encoding="utf-8")

    uncited = [p for p in json.loads(found)["problems"] if p["code"] == "uncited-line"]
    assert [(p["path"], p["severity"]) for p in uncited] == [
        ("data/sources/decision-2024.yml", "error")
    ]
    assert "no record cites line 2: “M2.2 Foyer 40.000 €" in uncited[0]["message"]


def test_the_tests_of_the_data_pass_with_the_project_of_the_guide(followed: Clone) -> None:
    followed.run("git switch --quiet foyer-2024")
    assert " passed" in followed.run(
        ".venv/bin/python -m pytest -q -p no:xdist tests/project/test_real_data.py"
    )


@pytest.mark.parametrize("edition", GUIDES[1:])
def test_each_edition_gives_the_same_commands_and_files(edition: str) -> None:
    assert commands(edition) == commands(GUIDES[0])
    files = [[block for block in blocks(guide) if block.file] for guide in (GUIDES[0], edition)]
    assert files[0] == files[1]


def test_every_command_that_is_not_run_is_in_the_guide() -> None:
    given = commands(GUIDES[0])
    assert [start for start in NOT_RUN if not any(c.startswith(start) for c in given)] == []


@pytest.mark.parametrize("guide", GUIDES)
def test_every_target_of_make_exists(guide: str) -> None:
    named = re.findall(r"(?:`|^ *)make (\w+)", text_of(guide), re.MULTILINE)
    there = re.findall(r"^ +make (\w+)", run("make", "help"), re.MULTILINE)
    assert named
    assert set(named) <= set(there)


@pytest.mark.parametrize("guide", GUIDES)
def test_every_link_leads_to_a_file_or_heading(guide: str) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", text_of(guide)):
        file, _, anchor = target.partition("#")
        assert (REPOSITORY / file).exists(), target
        assert not anchor or anchor in anchors(file or guide), target


def text_of(guide: str) -> str:
    return (REPOSITORY / guide).read_text(encoding="utf-8")


def anchors(guide: str) -> set[str]:
    """The anchors that GitHub gives a guide's headings."""
    headings = re.findall(r"^#+ (.+)$", text_of(guide), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
