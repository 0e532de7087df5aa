"""The state that a change starts from: where it is looked for, and what is said where it is not."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from generator.base import UnknownBaseError, folder_of
from generator.cli import BROKEN, CLEAN, PROBLEMS
from tests.repository import Repository

FOREST = "data/communes/forest.yml"


def git(root: Path, *arguments: str) -> None:
    author = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    command = ["git", "-C", str(root), *author, "-c", "init.defaultBranch=main", *arguments]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def committed(tmp_path: Path) -> Repository:
    """The toy as one folder of a repository, its commune Forest changed since the commit."""
    repository = Repository.copy(tmp_path / "clone of another name/site")
    top = repository.root.parent
    git(top, "init", "--quiet")
    git(top, "add", ".")
    git(top, "commit", "--quiet", "--message", "Data", "--no-gpg-sign")
    repository.replace(FOREST, "1190", "1170")
    return repository


def refusal(base: str, root: Path) -> str:
    with pytest.raises(UnknownBaseError) as raised, folder_of(base, root):
        pass
    return str(raised.value)


# --- where it is -------------------------------------------------------------------------------


@pytest.mark.parametrize("base", ["main", "HEAD", "main@{0}"])
def test_a_commit_of_a_folder_within_a_repository(base: str, committed: Repository) -> None:
    with folder_of(base, committed.root) as folder:
        assert '"1190"' in (folder / FOREST).read_text(encoding="utf-8")
        assert (folder / "data/sources/page-amis/text.txt").is_file()
    assert not folder.exists()


def test_a_folder_needs_no_git(repository: Repository, tmp_path: Path) -> None:
    with folder_of(str(repository.root), tmp_path) as folder:
        assert folder == repository.root
    assert folder.exists()


def test_a_folder_without_data_may_be_the_name_of_a_branch(
    committed: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(committed.root)
    (committed.root / "main").mkdir()
    with folder_of("main", committed.root) as folder:
        assert (folder / "data").is_dir()


# --- where it is not ---------------------------------------------------------------------------


def test_a_branch_that_is_not_here_is_fetched(committed: Repository) -> None:
    assert refusal("mian", committed.root) == (
        "“mian” is neither a folder with data/ in it nor a commit or branch here "
        "(did you mean “main”?). Fetch what this clone lacks with `git fetch origin`, "
        "or name a folder."
    )


def test_a_shallow_clone_is_deepened(committed: Repository, tmp_path: Path) -> None:
    clone = tmp_path / "shallow"
    source = f"file://{committed.root.parent}"
    git(committed.root, "commit", "--quiet", "--all", "--message", "Second", "--no-gpg-sign")
    git(tmp_path, "clone", "--quiet", "--depth", "1", source, str(clone))

    assert "this clone is shallow. Fetch the rest with `git fetch --unshallow`" in refusal(
        "HEAD~1", clone / "site"
    )


def test_what_looks_like_an_option_is_none(committed: Repository, tmp_path: Path) -> None:
    output = tmp_path / "output"

    assert "neither a folder" in refusal(f"--output={output}", committed.root)
    assert not output.exists()


def test_a_commit_without_data_is_named(committed: Repository) -> None:
    assert refusal("HEAD", committed.root.parent).startswith(
        "“HEAD” holds no data/ to compare with"
    )


def test_without_a_repository_a_folder_is_asked_for(repository: Repository) -> None:
    told = refusal("main", repository.root)

    assert "git does not know" in told
    assert told.endswith("Name a folder.")


def test_without_git_a_folder_is_asked_for(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")

    assert "git is not installed" in refusal("main", repository.root)


# --- the command -------------------------------------------------------------------------------


def test_the_command_tells_what_the_change_does(committed: Repository) -> None:
    result = committed.run("diff", "main")

    assert "  postal_codes: [-1190-]{+1170+}\n" in result.stdout
    assert "1 effect: from main to the work tree\n" in result.stdout
    assert result.exit_code == (PROBLEMS if "error," in result.stdout else CLEAN)


def test_the_command_lists_the_pages_when_asked(committed: Repository) -> None:
    assert "  fr/communes/forest/\n" not in committed.run("diff", "main").stdout
    assert "  fr/communes/forest/\n" in committed.run("diff", "main", "--pages").stdout


@pytest.mark.parametrize(("form", "begins"), [("markdown", "\n### 1 effect"), ("json", "{\n")])
def test_the_command_speaks_to_others_too(form: str, begins: str, committed: Repository) -> None:
    assert committed.run("diff", "main", "--format", form).stdout.startswith(begins)


def test_a_page_that_leads_nowhere_is_a_problem(committed: Repository) -> None:
    committed.delete("data/redirects/amis-loto.yml")

    assert committed.run("diff", "main").exit_code == PROBLEMS


def test_an_unknown_base_is_no_problem_of_the_data(committed: Repository) -> None:
    result = committed.run("diff", "nowhere")

    assert result.exit_code == BROKEN
    assert "Invalid value for BASE: “nowhere” is neither a folder" in result.stderr


def test_the_schema_needs_no_base(repository: Repository) -> None:
    assert '"$schema"' in repository.run("diff", "--schema").stdout
    assert repository.run("diff").exit_code == BROKEN
