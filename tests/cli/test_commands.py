"""The command line: what it says, what it writes, and its exit codes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from generator import REPOSITORY
from generator.cli.exit_codes import BROKEN, CLEAN, PROBLEMS
from generator.cli.main import COMMANDS, main
from generator.rules.catalogue import catalogue
from generator.rules.report import json_schema, rules_as_text
from generator.site import fingerprint as stamp
from tests.support.repository import Repository

BREAK = ("data/communes/forest.yml", "fr: Forest", "fr: Forêt")


@pytest.fixture
def warned(repository: Repository) -> Repository:
    """A repository with one warning."""
    repository.replace("data/communes/forest.yml", "[1, 1]", "[1,  1]")
    return repository


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The program as its users start it."""
    command = [sys.executable, "-m", "generator", *arguments]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)


def test_exit_codes_are_what_the_help_says() -> None:
    assert (CLEAN, PROBLEMS, BROKEN) == (0, 1, 2)
    assert "Exit codes: 0 all is well, 1 problems in the data, 2 the installation is" in " ".join(
        run("--help").stdout.split()
    )


# --- help --------------------------------------------------------------------------------------


def test_help_tells_a_newcomer_what_to_run() -> None:
    lines = [line.strip() for line in run("--help").stdout.splitlines()]

    assert "Change a record     edit its YAML file in data/, then run `check`" in lines
    assert any(line.startswith("See it on the site  run `build`") for line in lines)


def test_help_lists_the_commands_without_importing_them() -> None:
    program = (
        "import sys; from generator.cli.main import main; main(['--help'], standalone_mode=False)"
    )
    loaded = "print(*sorted(name for name in sys.modules if name.startswith('generator.')))"
    result = subprocess.run(
        [sys.executable, "-c", f"{program}; {loaded}"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    *text, modules = result.stdout.splitlines()

    assert modules.split() == ["generator.cli", "generator.cli.main"]
    assert {line.split()[0] for line in text[text.index("Commands:") + 1 :]} >= {*COMMANDS}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_each_says_of_itself(name: str) -> None:
    command = main.get_command(click.Context(main), name)

    assert command
    assert command.help
    assert " ".join(command.help.split()).startswith(COMMANDS[name])


def test_an_unknown_command_is_no_problem_of_the_data() -> None:
    result = run("biuld")

    assert result.returncode == BROKEN
    assert "No such command" in result.stderr


# --- check -------------------------------------------------------------------------------------


def test_check_counts_records_when_all_is_well(repository: Repository) -> None:
    result = repository.run("check")

    assert result.exit_code == CLEAN
    assert re.search(
        r"^No problems.* in 42 records: 1 actions, 3 activities, ", result.stdout, re.MULTILINE
    )


def test_check_tells_every_problem_and_how_many(repository: Repository) -> None:
    repository.replace(*BREAK)
    repository.replace("data/communes/uccle.yml", "fr: Uccle", "fr: Uccles")
    result = repository.run("check")

    assert result.exit_code == PROBLEMS
    problems = "".join(f"{problem}\n" for problem in repository.errors())
    assert result.stdout.startswith(problems)
    assert "\n\n2 errors" in result.stdout
    assert result.stderr == ""


def test_a_warning_is_told_and_is_no_failure(warned: Repository) -> None:
    result = warned.run("check")

    assert result.exit_code == CLEAN
    assert re.search(
        r"^data/communes/forest.yml:.+: warning: .+ \[not-canonical\]$", result.stdout, re.MULTILINE
    )
    assert "\n\n1 warning" in result.stdout


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_each_format_has_the_same_exit_codes(form: str, repository: Repository) -> None:
    assert repository.run("check", "--format", form).exit_code == CLEAN
    repository.replace(*BREAK)
    assert repository.run("check", "--format", form).exit_code == PROBLEMS


def test_json_stands_alone_on_standard_output(repository: Repository) -> None:
    """Progress is told beside it: its bars go to standard error."""
    repository.replace(*BREAK)
    result = run("check", "--format", "json", "--root", str(repository.root))

    assert [problem["line"] for problem in json.loads(result.stdout)["problems"]][:1] == [4]


def test_github_gets_annotations(repository: Repository) -> None:
    repository.replace(*BREAK)

    assert repository.run("check", "--format", "github").stdout.startswith(
        "::error file=data/communes/forest.yml,line=4,col=7,title=not-in-source::name.fr: "
    )


def test_rules_are_listed(repository: Repository) -> None:
    result = repository.run("check", "--rules")

    assert result.exit_code == CLEAN
    assert result.stdout == f"{rules_as_text(catalogue())}\n"
    assert json.loads(repository.run("check", "--rules", "--format", "json").stdout)


def test_the_schema_of_json_is_printed(repository: Repository) -> None:
    assert json.loads(repository.run("check", "--schema").stdout) == json_schema()


def test_check_writes_nothing(repository: Repository) -> None:
    repository.run("check")

    assert sorted(path.name for path in repository.root.iterdir()) == ["data", "mkdocs.yml"]


def test_a_folder_without_data_is_a_broken_installation(repository: Repository) -> None:
    shutil.rmtree(repository.root / "data")

    assert repository.run("check").exit_code == BROKEN
    assert repository.run("build").exit_code == BROKEN


def test_a_folder_that_is_not_there_is_a_broken_installation(tmp_path: Path) -> None:
    result = run("check", "--root", str(tmp_path / "nowhere"))

    assert result.returncode == BROKEN
    assert "does not exist" in result.stderr


# --- build -------------------------------------------------------------------------------------


def test_build_writes_every_page(repository: Repository, toy_pages: dict[str, str]) -> None:
    result = repository.run("build")

    assert result.exit_code == CLEAN
    assert (
        result.stdout
        == f"{len(toy_pages)} pages: {len(toy_pages)} written, 0 unchanged, 0 removed.\n"
    )
    assert repository.pages().keys() == toy_pages.keys()


def test_build_tells_how_many_warnings_there_are(warned: Repository) -> None:
    result = warned.run("build")

    assert result.exit_code == CLEAN
    assert result.stdout.endswith("\n1 warning: `python -m generator check` shows them.\n")


def test_build_again_has_nothing_to_do(repository: Repository) -> None:
    repository.run("build")
    result = repository.run("build")

    assert result.exit_code == CLEAN
    assert result.stdout == "Nothing has changed since the last run.\n"


def test_build_rewrites_only_what_a_change_changes(repository: Repository) -> None:
    repository.run("build")
    before = repository.pages()
    repository.replace("data/communes/forest.yml", "1190", "1070")
    result = repository.run("build")

    after = repository.pages()
    changed = {path for path in after if after[path] != before[path]}
    pages = ("communes/forest", "home")  # home finds communes by postal code
    assert changed == {
        f"{language}/generated/{page}.md" for language in ("fr", "nl") for page in pages
    }
    assert f"4 written, {len(after) - 4} unchanged, 0 removed" in result.stdout


def test_build_removes_the_pages_of_records_that_are_gone(repository: Repository) -> None:
    repository.run("build")
    repository.delete("data/projects/2022-ketjes-bal.yml")
    repository.delete("data/redirects/ketjes-danse.yml")
    source = "data/sources/question-7.yml"
    repository.replace(source, "\nsources:\n", "\nfurniture: [27]\nsources:\n")
    result = repository.run("build")

    assert result.exit_code == CLEAN, result.output
    assert "4 removed" in result.stdout
    assert "fr/generated/projects/2022-ketjes-bal.md" not in repository.pages()


def test_with_a_problem_nothing_is_written(repository: Repository) -> None:
    repository.replace(*BREAK)
    result = repository.run("build")

    assert result.exit_code == PROBLEMS
    assert result.stdout == "".join(f"{problem}\n" for problem in repository.errors())
    assert result.stderr == "\n1 problem in 1 file. Nothing was written.\n"
    assert not (repository.root / "docs").exists()


def test_with_a_problem_the_pages_of_the_last_good_run_stay(repository: Repository) -> None:
    repository.run("build")
    before = repository.pages()
    repository.replace(*BREAK)
    repository.delete("data/projects/2022-ketjes-bal.yml")
    result = repository.run("build")

    assert result.exit_code == PROBLEMS
    assert repository.pages() == before


@pytest.mark.parametrize("settings", ["site_url: a\nrepo_url: b\n", "site_url: [", None])
def test_without_settings_the_installation_is_broken(
    settings: str | None, repository: Repository
) -> None:
    if settings is None:
        repository.delete("mkdocs.yml")
    else:
        repository.write("mkdocs.yml", settings)
    result = repository.run("build")

    assert result.exit_code == BROKEN
    assert result.stderr.startswith("The installation is broken: mkdocs.yml:")
    assert not (repository.root / "docs").exists()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("site/words/shared.yml", "year: {fr: Année}"),
        ("site/words/shared.yml", "year: {fr: Année, nl: Jaar}"),
        ("site/templates/home.html", "{% if %}"),
        ("site/templates/home.html", None),
    ],
    ids=["a string lacks a language", "a string lacks", "a template is no template", "one lacks"],
)
def test_with_a_part_of_the_generator_missing_the_installation_is_broken(
    path: str, text: str | None, repository: Repository, tmp_path: Path
) -> None:
    """The program runs from a copy of its own, in which something is wrong."""
    copy = tmp_path / "program/generator"
    shutil.copytree(stamp.GENERATOR, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / path).unlink()
    if text is not None:
        (copy / path).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "generator", "build", "--root", str(repository.root)]
    result = subprocess.run(command, cwd=copy.parent, capture_output=True, text=True, check=False)

    assert result.stderr.startswith("The installation is broken: ")
    assert result.returncode == BROKEN


# --- coverage ----------------------------------------------------------------------------------


def test_coverage_is_empty_when_every_line_is_cited(repository: Repository) -> None:
    result = repository.run("coverage")

    assert result.exit_code == CLEAN
    assert result.stdout == (
        "journal: 13 lines with text, 0 cited by no record\n"
        "page-amis: 6 lines with text, 0 cited by no record\n"
        "question-7: 25 lines with text, 0 cited by no record\n"
    )


def test_coverage_lists_each_line_that_no_record_cites(repository: Repository) -> None:
    repository.replace("data/sources/page-amis.yml", "furniture: [1, 6]\n", "")
    result = repository.run("coverage")

    assert result.exit_code == PROBLEMS
    assert (
        "page-amis: 6 lines with text, 2 cited by no record\n  1: Haut de page\n  6: Bas de page\n"
    ) in result.stdout
