"""Hostile files: what nobody sees, what is not a file, and what needs more time or memory than there is."""

from __future__ import annotations

import errno
import os
import re
import tracemalloc
import unicodedata
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from generator.cli.exit_codes import PROBLEMS
from generator.reading.codes import CODES
from generator.reading.load import load_data
from generator.reading.strict_yaml import MOST_PROBLEMS
from tests.support.repository import Repository

FOREST = "data/communes/forest.yml"
TEXT = "data/sources/page-amis/text.txt"

# --- what no review shows ----------------------------------------------------------------------

INVISIBLE = {
    "right-to-left override": "\u202e",
    "zero-width space": "\u200b",
    "byte order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "line separator": "\u2028",
    "tag": "\U000e0041",
    "variation selector": "\ufe0f",
    "Hangul filler": "\u3164",
    "blank of Braille": "\u2800",
    "private character": "\ue000",
    "far private character": "\U000f0000",
    "escape": "\x1b",
}


@pytest.mark.parametrize("escaped", [False, True])
@pytest.mark.parametrize("character", INVISIBLE.values(), ids=INVISIBLE)
def test_an_invisible_character_is_refused_by_name_with_line_and_column(
    character: str, escaped: bool, repository: Repository
) -> None:
    code = ord(character)
    written = f"\\U{code:08X}" if escaped else character
    repository.replace(FOREST, "fr: Forest", f'fr: "Fo{written}rest"')
    (problem,) = repository.errors()

    assert re.match(r"data/communes/forest\.yml:4:\d+: ", str(problem))
    name = unicodedata.name(character, "")
    assert f"({f'U+{code:04X} {name}'.rstrip()})" in problem.message
    assert problem.hint == "delete it"


@pytest.mark.parametrize("character", "éÅœßĳ’“”«»–…€\u00a0\u202f")
def test_letters_and_marks_of_our_languages_are_allowed(
    character: str, repository: Repository
) -> None:
    note = "La ligne d'Uccle est vide."
    repository.replace("data/local-plans/2022-uccle.yml", note, f"a{character}b")

    assert repository.errors() == []


# --- files that are not what they seem ---------------------------------------------------------


def large(file: Path) -> None:
    """100 MB that take no room on the disk."""
    with file.open("wb") as stream:
        stream.truncate(100_000_000)


ODD_FILES: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "a link out of the tree": (lambda f: f.symlink_to(__file__), "not-a-file", "a symbolic link"),
    "a link to nothing": (lambda f: f.symlink_to("nothing.yml"), "not-a-file", "a symbolic link"),
    "a link to itself": (lambda f: f.symlink_to(f.name), "not-a-file", "a symbolic link"),
    "a link to a folder": (lambda f: f.symlink_to(f.parent), "not-a-file", "a symbolic link"),
    "a link to endless zeros": (
        lambda f: f.symlink_to("/dev/zero"),
        "not-a-file",
        "a symbolic link",
    ),
    "a pipe that nobody writes to": (os.mkfifo, "not-a-file", "neither a file nor a folder"),
    "100 MB": (large, "too-large", "larger than 200,000 bytes"),
}


@pytest.mark.parametrize(("make", "code", "message"), ODD_FILES.values(), ids=ODD_FILES)
@pytest.mark.parametrize("path", [FOREST, TEXT])
def test_an_odd_file_is_one_problem_and_the_others_are_still_checked(
    path: str, make: Callable[[Path], None], code: str, message: str, repository: Repository
) -> None:
    repository.delete(path)
    make(repository.root / path)
    repository.replace("data/communes/uccle.yml", "nis_code:", "nis_cod:")
    tracemalloc.start()
    found = [(p.path, p.code, p.message) for p in repository.errors()]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    expected = message if path == FOREST else message.replace("200,000", "5,000,000")
    assert [problem for problem in found if problem[0] == path] == [(path, code, expected)]
    assert [problem[:2] for problem in found if problem[0] != path] == [
        ("data/communes/uccle.yml", "no-such-field")
    ]
    assert peak < 20_000_000


def test_build_does_not_wait_for_a_pipe(repository: Repository) -> None:
    repository.delete(FOREST)
    os.mkfifo(repository.root / FOREST)
    result = repository.run("build")

    assert result.exit_code == PROBLEMS
    assert f"{FOREST}:1:1: " in result.stdout


def test_a_link_to_a_folder_is_not_followed(repository: Repository) -> None:
    folder = repository.root / "data/communes"
    (folder / "elsewhere").symlink_to(folder)

    assert [(p.path, p.code) for p in repository.errors()] == [
        ("data/communes/elsewhere", "not-a-file")
    ]


@pytest.mark.parametrize(
    ("owner", "opener", "path"),
    [(Path, "open", FOREST), (os, "scandir", "data/communes/secret")],
    ids=["a file", "a folder"],
)
def test_what_may_not_be_read_is_one_problem(
    owner: Any, opener: str, path: str, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Simulated: somebody who runs tests as root may read everything."""
    (repository.root / "data/communes/secret").mkdir()
    opened = getattr(owner, opener)

    def refusing(file: Any, *arguments: Any, **options: Any) -> Any:
        if str(file).endswith(path):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))
        return opened(file, *arguments, **options)

    monkeypatch.setattr(owner, opener, refusing)

    (problem,) = repository.errors()
    assert (problem.path, problem.code) == (path, "unreadable")
    assert problem.message == "cannot be read: Permission denied"


def test_a_file_name_that_is_not_utf_8_is_reported_in_letters(repository: Repository) -> None:
    (repository.root / os.fsdecode(b"data/communes/for\xeat.yml")).write_text("id: x")
    result = repository.run("check")

    assert result.exit_code == PROBLEMS
    assert "data/communes/for\\udceat.yml:1:1: a name with bytes" in result.stdout


# --- files that need more time or memory than there is -------------------------------------------

ENDLESS = {
    "lists": "[" * 100_000,
    "mappings": "{" * 100_000,
    "lists in mappings": "{a: [" * 30_000,
    "items": "- " * 90_000,
    "keys": "? " * 90_000,
    "indentation": "".join(f"{' ' * depth}a:\n" for depth in range(600)),
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_endless_nesting_is_one_problem(text: str, repository: Repository) -> None:
    repository.write(FOREST, text)
    (problem,) = repository.errors()

    assert (problem.code, problem.message) == ("yaml", "nested more than 20 levels deep")


def test_an_alias_bomb_is_one_problem(repository: Repository) -> None:
    """Written out, it has ten thousand million words."""
    lines = [
        "a0: &a0 lol",
        *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 11)),
    ]
    repository.write(FOREST, "\n".join(lines))

    (problem,) = repository.errors()
    assert (problem.path, problem.line, problem.code) == (FOREST, 2, "alias")


MANY = {
    "unknown fields": "".join(f"x{n}: 1\n" for n in range(20_000)),
    "unknown fields without a value": "".join(f"x{n}:\n" for n in range(20_000)),
    "the same field": "a: 1\n" * 30_000,
    "ambiguous values": f"lines: [{'0x1, ' * 30_000}]",
    "empty lists": f"sources: [{'{document: a, lines: []}, ' * 7_000}]",
}


@pytest.mark.parametrize("text", MANY.values(), ids=MANY)
def test_the_first_mistakes_of_a_file_are_reported_and_the_others_counted(
    text: str, repository: Repository
) -> None:
    repository.write(FOREST, text)
    problems = repository.errors()

    assert len(problems) == MOST_PROBLEMS + 1
    assert [p for p in problems if re.fullmatch(r"and \d+ more in this file", p.message)]


def test_a_text_of_endless_lines_is_one_problem(repository: Repository) -> None:
    repository.write(TEXT, "a\n" * 100_001)
    (problem,) = repository.errors()

    assert (problem.path, problem.code, problem.message) == (
        *(TEXT, "too-large"),
        "more than 100,000 lines",
    )


@pytest.mark.parametrize("seed", range(10))
def test_any_damage_to_a_file_is_reported_with_a_place_in_it(
    seed: int, repository: Repository, tmp_path: Path
) -> None:
    random = Random(seed)  # noqa: S311  # the same damage each time
    alone = Repository(tmp_path / "alone")
    for path in repository.records():
        text = repository.read(path)
        at = random.randrange(len(text))
        spoilt = text[:at] + random.choice(INSERTED) + text[at + random.randrange(3) :]
        alone.write(path, spoilt)
        for problem in load_data(alone.root).problems:
            lines = spoilt.split("\n")
            assert problem.code in {rule.code for rule in CODES}
            assert problem.hint
            assert 1 <= problem.line <= len(lines)
            assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        alone.delete(path)


INSERTED = (
    *("\t", "\n", "\r", "\0", " ", "  ", '"', "'", ":", ": ", "#", " #", "-", "- ", "?", "? "),
    *("[", "]", "{", "}", ",", "&", "&a ", "*", "*a", "!", "!!", "|", ">", "%", "@", "`", "\\"),
    *("---\n", "...\n", "\n---\n", "\n<<: ", "~", "null", "1e9", ".nan", "\ufeff", "é", "\u2028"),
)
