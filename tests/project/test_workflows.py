"""The workflows: their permissions, what they run, and that each linter finds the mistakes that it is for."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import REPOSITORY

WORKFLOWS = sorted((REPOSITORY / ".github" / "workflows").glob("*.yml"))


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def jobs() -> Iterator[tuple[str, dict[str, Any]]]:
    """(workflow/job, job) of every workflow."""
    for path in WORKFLOWS:
        for name, job in read(path)["jobs"].items():
            yield f"{path.stem}/{name}", job


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    """(workflow/job, step) of every job."""
    for name, job in jobs():
        for step in job["steps"]:
            yield name, step


# --- permissions ------------------------------------------------------------------------------


def test_only_two_jobs_may_write() -> None:
    assert [path.name for path in WORKFLOWS if read(path)["permissions"] != {}] == []
    writing = {
        name: sorted(scope for scope, level in job["permissions"].items() if level == "write")
        for name, job in jobs()
    }
    assert {name: scopes for name, scopes in writing.items() if scopes} == {
        "comment/comment": ["pull-requests"],
        "publish/deploy": ["id-token", "pages"],
    }


def test_the_job_that_may_write_runs_code_of_the_default_branch_only() -> None:
    """`ref`, `working-directory` or an artifact would bring in other code."""
    used = [step for name, step in steps() if name == "comment/comment"]
    assert [step.get("uses", "").partition("@")[0] for step in used] == ["actions/checkout", ""]
    assert used[0]["with"] == {"persist-credentials": False, "sparse-checkout": ".ci"}
    assert used[1]["run"] == "python3 .ci/comment.py"


def test_no_checkout_keeps_its_token() -> None:
    checkouts = [step for _, step in steps() if "actions/checkout@" in step.get("uses", "")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_the_site_is_built_with_its_history() -> None:
    """Pages give the date on which their record last changed."""
    for name in ("pull-request/report", "test/test", "publish/build"):
        checkout = next(step for job, step in steps() if job == name)
        assert checkout["with"]["fetch-depth"] == 0, name


def test_an_action_is_pinned_by_commit_to_one_version_everywhere() -> None:
    lines = [line for path in WORKFLOWS for line in path.read_text().splitlines()]
    pins = {line.partition("uses: ")[2] for line in lines if "uses: " in line}
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", pin) for pin in pins), pins
    assert len({pin.partition("@")[0] for pin in pins}) == len(pins)


def test_no_script_contains_text_of_a_pull_request() -> None:
    assert [(name, step["run"]) for name, step in steps() if "${{" in step.get("run", "")] == []


# --- what they run -----------------------------------------------------------------------------


def test_every_step_runs_what_a_person_can_run_too() -> None:
    """`make`, the generator, and programs of .ci/, which tests/project/test_pipeline.py runs."""
    ours = re.compile(
        r"make [\w ./-]+|(\.venv/bin/python -m generator|((\.venv/bin/)?python3? )?\.ci/\w+)\b[^;&|]*"
    )
    commands = {step["run"] for _, step in steps() if "run" in step}
    assert {command for command in commands if not ours.fullmatch(command)} == {
        'cat report.md >> "$GITHUB_STEP_SUMMARY"'
    }
    programs = {word for command in commands for word in command.split() if ".ci/" in word}
    assert [program for program in programs if not (REPOSITORY / program).is_file()] == []


def test_the_comment_follows_the_workflow_for_pull_requests() -> None:
    comment, pull_request = (
        read(REPOSITORY / ".github" / "workflows" / f"{name}.yml")
        for name in ("comment", "pull-request")
    )
    # YAML 1.1 reads the key `on` as true.
    assert comment[True]["workflow_run"]["workflows"] == [pull_request["name"]]
    kept = [step["with"] for _, step in steps() if "upload-artifact@" in step.get("uses", "")]
    assert {"name": "report", "path": "report.md"} in kept  # what .ci/comment.py looks for


# --- their linters -----------------------------------------------------------------------------

HOOKS = {
    hook["id"]: hook
    for repository in read(REPOSITORY / ".pre-commit-config.yaml")["repos"]
    for hook in repository["hooks"]
}

PUBLISH, PULL_REQUEST = ".github/workflows/publish.yml", ".github/workflows/pull-request.yml"
FORM = ".github/ISSUE_TEMPLATE/correction-fr.yml"

SPOILED = [
    ("actionlint", PUBLISH, "steps.deployment.outputs", "steps.nothing.outputs", "nothing"),
    ("zizmor", PULL_REQUEST, "run: make site", "run: echo ${{ github.head_ref }}", "injection"),
    ("zizmor", PULL_REQUEST, "  pull_request:", "  pull_request_target:", "dangerous-triggers"),
    ("zizmor", PUBLISH, "permissions: {}", "permissions: write-all", "excessive-permissions"),
    ("zizmor", PUBLISH, r"@[0-9a-f]{40} # v7\.0\.1", "@v7", "unpinned-uses"),
    ("zizmor", PUBLISH, "persist-credentials: false", "fetch-tags: false", "artipacked"),
    ("timeouts", PUBLISH, " +timeout-minutes: 15\n", "", "'timeout-minutes' is a required"),
    ("issue-forms", FORM, "type: input", "type: inptu", "'inptu' is not one of"),
    ("issue-config", ".github/ISSUE_TEMPLATE/config.yml", "true", "perhaps", "'perhaps' is not"),
    ("dependabot", ".github/dependabot.yml", "monthly", "sometimes", "'sometimes' is not one of"),
]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of .github/, with its linters."""
    shutil.copytree(REPOSITORY / ".github", tmp_path / ".github")
    for tools in (".venv", "node_modules"):
        (tmp_path / tools).symlink_to(REPOSITORY / tools)
    return tmp_path


def lint(hook: str, checkout: Path) -> tuple[int, str]:
    """Exit code and output of a hook on its files, as pre-commit runs it."""
    command = shlex.split(HOOKS[hook]["entry"])
    files = (p.relative_to(checkout).as_posix() for p in (checkout / ".github").rglob("*"))
    looked_at = sorted(file for file in files if re.search(HOOKS[hook]["files"], file))
    assert looked_at
    if HOOKS[hook].get("pass_filenames", True):
        command += looked_at
    done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(("hook", "file", "old", "new", "finding"), SPOILED)
def test_a_linter_finds_the_mistake(
    hook: str, file: str, old: str, new: str, finding: str, checkout: Path
) -> None:
    path = checkout / file
    spoiled, count = re.subn(old, lambda _: new, path.read_text(encoding="utf-8"))
    assert count, f"{old} is not in {file}"
    path.write_text(spoiled, encoding="utf-8")
    code, said = lint(hook, checkout)
    assert code != 0
    assert finding in said
