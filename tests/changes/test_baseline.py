"""The state that a change starts from: where it is looked for, and what is said where it is not."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from generator.changes.baseline import UnknownBaselineError, open_baseline
from generator.cli.exit_codes import BROKEN, CLEAN, PROBLEMS
from tests.support.repository import Repository

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
    with pytest.raises(UnknownBaselineError) as raised, open_baseline(base, root):
        pass
    return str(raised.value)


# --- where it is -------------------------------------------------------------------------------


@pytest.mark.parametrize("base", ["main", "HEAD", "main@{0}"])
def test_a_commit_of_a_folder_within_a_repository(base: str, committed: Repository) -> None:
    with open_baseline(base, committed.root) as found:
        assert found.name == base
        assert '"1190"' in (found.folder / FOREST).read_text(encoding="utf-8")
        assert (found.folder / "data/sources/page-amis/text.txt").is_file()
    assert not found.folder.exists()


def test_a_folder_needs_no_git(repository: Repository, tmp_path: Path) -> None:
    with open_baseline(str(repository.root), tmp_path) as found:
        assert found.folder == repository.root
    assert found.folder.exists()


def test_a_folder_without_data_may_be_the_name_of_a_branch(
    committed: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(committed.root)
    (committed.root / "main").mkdir()
    with open_baseline("main", committed.root) as found:
        assert (found.folder / "data").is_dir()


def test_what_a_branch_gained_since_is_no_change_of_ours(committed: Repository) -> None:
    git(committed.root, "switch", "--quiet", "--create", "ours")
    git(committed.root, "commit", "--quiet", "--all", "--message", "Ours", "--no-gpg-sign")
    git(committed.root, "switch", "--quiet", "main")
    committed.replace(FOREST, "1190", "1180")
    git(committed.root, "commit", "--quiet", "--all", "--message", "Theirs", "--no-gpg-sign")
    git(committed.root, "switch", "--quiet", "ours")

    with open_baseline("main", committed.root) as found:
        assert re.fullmatch(r"main as HEAD has it \([0-9a-f]{7}\)", found.name)
        assert '"1190"' in (found.folder / FOREST).read_text(encoding="utf-8")


def test_a_branch_ahead_of_ours_is_taken_as_it_is(committed: Repository) -> None:
    git(committed.root, "switch", "--quiet", "--create", "ahead")
    git(committed.root, "commit", "--quiet", "--all", "--message", "Ahead", "--no-gpg-sign")
    git(committed.root, "switch", "--quiet", "main")

    with open_baseline("ahead", committed.root) as found:
        assert found.name == "ahead"
        assert '"1170"' in (found.folder / FOREST).read_text(encoding="utf-8")


def test_what_else_pages_are_made_of_is_named(committed: Repository) -> None:
    committed.replace("mkdocs.yml", "https://toy.example/", "https://other.example/")

    with open_baseline("main", committed.root) as found:
        assert found.other_files == ("mkdocs.yml",)


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


def test_no_name_is_not_this_folder(committed: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unset variable of a script."""
    monkeypatch.chdir(committed.root)
    assert "neither a folder" in refusal("", committed.root)


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
    assert "1 record changes, compared with main: " in result.stdout
    assert result.exit_code == CLEAN


def test_the_command_lists_the_pages_when_asked(committed: Repository) -> None:
    assert "  fr/communes/forest/\n" not in committed.run("diff", "main").stdout
    assert "  fr/communes/forest/\n" in committed.run("diff", "main", "--pages").stdout


@pytest.mark.parametrize(
    ("form", "begins"), [("markdown", "### 1 record changes"), ("json", "{\n")]
)
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
