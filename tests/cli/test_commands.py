"""The command line: what it prints, what it writes, and its exit codes."""

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
from generator.rules.report import json_schema
from tests.support.repository import Repository

BREAK = ("data/communes/forest.yml", "fr: Forest", "fr: Forêt")


@pytest.fixture
def warned(repository: Repository) -> Repository:
    """A repository with one warning."""
    repository.replace("data/communes/forest.yml", "[1, 1]", "[1,  1]")
    return repository


def run(
    *arguments: str, program: tuple[str, ...] = ("-m", "generator"), folder: Path = REPOSITORY
) -> subprocess.CompletedProcess[str]:
    """The program as its users start it."""
    command = [sys.executable, *program, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


# --- help --------------------------------------------------------------------------------------


def test_help_lists_the_commands_without_importing_them() -> None:
    code = """if True:
        import sys
        from generator.cli.main import main
        main(["--help"], standalone_mode=False)
        print(*sorted(name for name in sys.modules if name.startswith("generator.")))
    """
    *text, modules = run(program=("-c", code)).stdout.splitlines()

    assert modules.split() == ["generator.cli", "generator.cli.main"]
    assert {line.split()[0] for line in text[text.index("Commands:") + 1 :]} >= {*COMMANDS}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_begins_as_in_the_list(name: str) -> None:
    command = main.get_command(click.Context(main), name)

    assert command
    assert command.name == name
    assert " ".join((command.help or "").split()).startswith(COMMANDS[name])


def test_an_unknown_command_is_a_wrong_call() -> None:
    result = run("biuld")

    assert result.returncode == BROKEN
    assert "No such command" in result.stderr


# --- check -------------------------------------------------------------------------------------


def test_check_counts_records_if_there_are_no_problems(repository: Repository) -> None:
    result = repository.run("check")

    assert result.exit_code == CLEAN
    assert re.search(r"^No problems.* in 42 records: ", result.stdout, re.MULTILINE)
    assert sorted(path.name for path in repository.root.iterdir()) == ["data", "mkdocs.yml"]


def test_check_reports_every_problem_and_their_number(repository: Repository) -> None:
    repository.replace(*BREAK)
    repository.replace("data/communes/uccle.yml", "fr: Uccle", "fr: Uccles")
    result = repository.run("check")

    assert result.exit_code == PROBLEMS
    problems = "".join(f"{problem}\n" for problem in repository.errors())
    assert result.stdout.startswith(problems)
    assert "\n\n2 errors" in result.stdout


def test_a_warning_is_reported_and_is_no_failure(warned: Repository) -> None:
    result = warned.run("check")

    assert result.exit_code == CLEAN
    assert re.search(
        r"^data/communes/forest.yml:.+: warning: .+ \[not-canonical\]$", result.stdout, re.MULTILINE
    )
    assert "\n\n1 warning" in result.stdout


@pytest.mark.parametrize("output_format", ["text", "json", "github"])
def test_the_exit_code_is_the_same_in_each_format(
    output_format: str, repository: Repository
) -> None:
    assert repository.run("check", "--format", output_format).exit_code == CLEAN
    repository.replace(*BREAK)
    assert repository.run("check", "--format", output_format).exit_code == PROBLEMS


def test_standard_output_has_nothing_but_json(repository: Repository) -> None:
    """Progress bars go to standard error."""
    repository.replace(*BREAK)
    result = run("check", "--format", "json", "--root", str(repository.root))

    assert json.loads(result.stdout)["problems"][0]["line"] == 4


def test_github_gets_annotations(repository: Repository) -> None:
    repository.replace(*BREAK)

    assert repository.run("check", "--format", "github").stdout.startswith(
        "::error file=data/communes/forest.yml,line=4,col=7,title=not-in-source::name.fr: "
    )


def test_rules_and_the_schema_of_json_are_listed(repository: Repository) -> None:
    codes = [rule.code for rule in catalogue()]
    as_text = repository.run("check", "--rules").stdout
    as_json = repository.run("check", "--rules", "--format", "json").stdout

    assert [line.split()[0] for line in as_text.splitlines()] == codes
    assert [rule["code"] for rule in json.loads(as_json)] == codes
    assert json.loads(repository.run("check", "--schema").stdout) == json_schema()


# --- build -------------------------------------------------------------------------------------


def test_build_writes_every_page(repository: Repository, toy_pages: dict[str, str]) -> None:
    result = repository.run("build")

    assert result.exit_code == CLEAN
    assert f"{len(toy_pages)} written, 0 unchanged, 0 removed" in result.stdout
    assert repository.pages().keys() == toy_pages.keys()


def test_build_counts_warnings(warned: Repository) -> None:
    result = warned.run("build")

    assert result.exit_code == CLEAN
    assert "\n1 warning: " in result.stdout


def test_build_again_has_nothing_to_do(repository: Repository) -> None:
    repository.run("build")
    result = repository.run("build")

    assert result.exit_code == CLEAN
    assert result.stdout == "Nothing has changed since the last run.\n"


def test_build_rewrites_only_what_changes(repository: Repository) -> None:
    repository.run("build")
    before = repository.pages()
    repository.replace("data/communes/forest.yml", "1190", "1070")
    result = repository.run("build")

    after = repository.pages()
    pages = ("communes/forest", "home")  # home finds communes by postal code
    assert {path for path in after if after[path] != before[path]} == {
        f"{language}/generated/{page}.md" for language in ("fr", "nl") for page in pages
    }
    assert f"4 written, {len(after) - 4} unchanged, 0 removed" in result.stdout


def test_build_removes_the_pages_of_removed_records(repository: Repository) -> None:
    repository.run("build")
    repository.delete("data/projects/2022-ketjes-bal.yml")
    repository.delete("data/redirects/ketjes-danse.yml")
    source = "data/sources/question-7.yml"
    repository.replace(source, "\nsources:\n", "\nfurniture: [27]\nsources:\n")
    result = repository.run("build")

    assert result.exit_code == CLEAN, result.output
    assert "4 removed" in result.stdout
    assert "fr/generated/projects/2022-ketjes-bal.md" not in repository.pages()


def test_with_an_error_nothing_is_written_and_the_pages_of_the_last_good_run_stay(
    repository: Repository,
) -> None:
    repository.run("build")
    before = repository.pages()
    repository.replace(*BREAK)
    result = repository.run("build")

    assert result.exit_code == PROBLEMS
    assert result.stdout == "".join(f"{problem}\n" for problem in repository.errors())
    assert result.stderr == "\n1 problem in 1 file. Nothing was written.\n"
    assert repository.pages() == before


# --- a broken installation ---------------------------------------------------------------------


def test_without_data_the_installation_is_broken(repository: Repository, tmp_path: Path) -> None:
    shutil.rmtree(repository.root / "data")

    assert repository.run("check").exit_code == BROKEN
    assert repository.run("build").exit_code == BROKEN
    assert run("check", "--root", str(tmp_path / "nowhere")).returncode == BROKEN


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
    ids=["words in one language", "missing words", "a wrong template", "a missing template"],
)
def test_with_a_wrong_part_of_the_generator_the_installation_is_broken(
    path: str, text: str | None, repository: Repository, tmp_path: Path
) -> None:
    """The program runs from a copy of its own, in which something is wrong."""
    copy = tmp_path / "program/generator"
    original = REPOSITORY / "generator"
    shutil.copytree(original, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / path).unlink()
    if text is not None:
        (copy / path).write_text(text, encoding="utf-8")
    result = run("build", "--root", str(repository.root), folder=copy.parent)

    assert result.stderr.startswith("The installation is broken: ")
    assert result.returncode == BROKEN


@pytest.mark.parametrize("package", ["click", "pydantic"])
def test_with_a_missing_package_the_installation_is_broken(package: str) -> None:
    """Click is imported at the start, pydantic by a command."""
    code = f"import runpy, sys; sys.modules[{package!r}] = None; runpy.run_module('generator')"
    result = run("check", program=("-c", code))

    assert result.stderr.startswith("The installation is broken: ")
    assert "make site" in result.stderr
    assert result.returncode == BROKEN


# --- coverage ----------------------------------------------------------------------------------


def test_coverage_lists_each_line_that_no_record_cites(repository: Repository) -> None:
    complete = repository.run("coverage")
    repository.replace("data/sources/page-amis.yml", "furniture: [1, 6]\n", "")
    result = repository.run("coverage")

    assert complete.exit_code == CLEAN
    assert [line.split(", ")[1] for line in complete.stdout.splitlines()] == [
        "0 cited by no record"
    ] * 3
    assert result.exit_code == PROBLEMS
    assert (
        "page-amis: 6 lines with text, 2 cited by no record\n  1: Haut de page\n  6: Bas de page\n"
    ) in result.stdout
