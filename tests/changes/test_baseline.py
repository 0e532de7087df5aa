"""What a change is compared with: commits, branches and folders; and the command `diff`."""

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


def commit(root: Path, message: str) -> None:
    git(root, "commit", "--quiet", "--all", "--message", message, "--no-gpg-sign")


@pytest.fixture
def committed(tmp_path: Path) -> Repository:
    """The toy as one folder of a repository, its commune Forest changed since the commit."""
    repository = Repository.copy(tmp_path / "clone of another name/site")
    top = repository.root.parent
    git(top, "init", "--quiet")
    git(top, "add", ".")
    commit(top, "Data")
    repository.replace(FOREST, "1190", "1170")
    return repository


def refusal(base: str, root: Path) -> str:
    with pytest.raises(UnknownBaselineError) as raised, open_baseline(base, root):
        pass
    return str(raised.value)


# --- found -------------------------------------------------------------------------------------


@pytest.mark.parametrize("base", ["main", "HEAD", "main@{0}"])
def test_a_commit_is_unpacked_into_a_temporary_folder(base: str, committed: Repository) -> None:
    with open_baseline(base, committed.root) as found:
        assert found.name == base
        assert '"1190"' in (found.folder / FOREST).read_text(encoding="utf-8")
        assert (found.folder / "data/sources/page-amis/text.txt").is_file()
    assert not found.folder.exists()


def test_a_folder_needs_no_git(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with open_baseline(str(repository.root), tmp_path) as found:
        assert found.folder == repository.root
    assert found.folder.exists()


def test_a_folder_without_data_can_have_the_name_of_a_branch(
    committed: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(committed.root)
    (committed.root / "main").mkdir()
    with open_baseline("main", committed.root) as found:
        assert (found.folder / "data").is_dir()


def test_later_commits_of_the_other_branch_are_left_out(committed: Repository) -> None:
    git(committed.root, "switch", "--quiet", "--create", "ours")
    commit(committed.root, "Ours")
    git(committed.root, "switch", "--quiet", "main")
    committed.replace(FOREST, "1190", "1180")
    commit(committed.root, "Theirs")
    git(committed.root, "switch", "--quiet", "ours")

    with open_baseline("main", committed.root) as found:
        assert re.fullmatch(r"main where HEAD branched off \([0-9a-f]{7}\)", found.name)
        assert '"1190"' in (found.folder / FOREST).read_text(encoding="utf-8")


def test_a_branch_ahead_of_ours_is_taken_as_it_is(committed: Repository) -> None:
    git(committed.root, "switch", "--quiet", "--create", "ahead")
    commit(committed.root, "Ahead")
    git(committed.root, "switch", "--quiet", "main")

    with open_baseline("ahead", committed.root) as found:
        assert found.name == "ahead"
        assert '"1170"' in (found.folder / FOREST).read_text(encoding="utf-8")


def test_other_changed_files_that_pages_are_made_of_are_named(committed: Repository) -> None:
    committed.replace("mkdocs.yml", "https://toy.example/", "https://other.example/")

    with open_baseline("main", committed.root) as found:
        assert found.other_files == ("mkdocs.yml",)


# --- not found ---------------------------------------------------------------------------------


def test_a_similar_branch_is_suggested(committed: Repository) -> None:
    message = refusal("mian", committed.root)

    assert "did you mean “main”?" in message
    assert "git fetch origin" in message


def test_a_shallow_clone_is_to_be_completed(committed: Repository, tmp_path: Path) -> None:
    clone = tmp_path / "shallow"
    source = f"file://{committed.root.parent}"
    commit(committed.root, "Second")
    git(tmp_path, "clone", "--quiet", "--depth", "1", source, str(clone))

    assert "git fetch --unshallow" in refusal("HEAD~1", clone / "site")


@pytest.mark.parametrize("base", ["", "--output=file"], ids=["an unset variable", "an option"])
def test_a_base_is_never_an_option_of_git_nor_this_folder(
    base: str, committed: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(committed.root)

    assert f"“{base}” is neither a folder" in refusal(base, committed.root)
    assert not (committed.root / "file").exists()


def test_a_commit_without_data_is_refused(committed: Repository) -> None:
    assert "has no data/" in refusal("HEAD", committed.root.parent)


def test_without_a_repository_only_a_folder_can_be_named(repository: Repository) -> None:
    assert "is not in a git repository" in refusal("main", repository.root)


def test_without_git_only_a_folder_can_be_named(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")

    assert "git is not installed" in refusal("main", repository.root)


# --- the command -------------------------------------------------------------------------------


def test_diff_reports_the_change(committed: Repository) -> None:
    result = committed.run("diff", "main")

    assert "  postal_codes: [-1190-]{+1170+}\n" in result.stdout
    assert "  fr/communes/forest/\n" not in result.stdout
    assert "  fr/communes/forest/\n" in committed.run("diff", "main", "--pages").stdout
    assert result.exit_code == CLEAN


@pytest.mark.parametrize(
    ("output_format", "begins"), [("markdown", "### 1 record changes"), ("json", "{\n")]
)
def test_diff_has_other_formats(output_format: str, begins: str, committed: Repository) -> None:
    result = committed.run("diff", "main", "--format", output_format)

    assert result.stdout.startswith(begins)


def test_diff_fails_if_an_address_is_lost(committed: Repository) -> None:
    committed.delete("data/redirects/amis-loto.yml")

    assert committed.run("diff", "main").exit_code == PROBLEMS


def test_diff_with_an_unknown_base_is_a_wrong_call(committed: Repository) -> None:
    result = committed.run("diff", "nowhere")

    assert result.exit_code == BROKEN
    assert "Invalid value for BASE: “nowhere” is neither a folder" in result.stderr


def test_the_schema_of_diff_needs_no_base(repository: Repository) -> None:
    assert '"$schema"' in repository.run("diff", "--schema").stdout
    assert repository.run("diff").exit_code == BROKEN
