"""The programs that workflows run, with servers on 127.0.0.1 in place of GitHub and other hosts."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator import REPOSITORY
from tests.support.servers import Host, answering

PYTHON = sys.executable


def run(*command: str | Path, **environment: str) -> tuple[int, str]:
    """Exit code and output of a program."""
    done = subprocess.run(
        command,
        cwd=REPOSITORY,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    "program", [[".ci/audit"], [PYTHON, ".ci/links.py"], [PYTHON, ".ci/comment.py"]]
)
def test_a_program_says_what_it_is_for(program: list[str]) -> None:
    code, said = run(*program, "--help")
    assert (code, "says" in said.lower()) == (0, True)


# --- comment.py --------------------------------------------------------------------------------

MARK = "<!-- report on this pull request -->"
BODY = "## What changes\n\n+40 000 euros for @example/editors\n"
RUN = {
    "id": 7,
    "head_sha": "5ad",
    "head_branch": "title",
    "head_repository": {"id": 99, "owner": {"login": "neighbour"}},
    "html_url": "https://forge.example/runs/7",
    "pull_requests": [],  # GitHub lists none for a fork
}
PULLS = "GET /repos/our/site/pulls?state=open&head=neighbour%3Atitle&per_page=100&page=1"
ARTIFACTS = "GET /repos/our/site/actions/runs/7/artifacts?name=report"
DOWNLOAD = "GET /repos/our/site/actions/artifacts/1/zip"
COMMENTS = "GET /repos/our/site/issues/12/comments?per_page=100&page=1"
COMMENT = "POST /repos/our/site/issues/12/comments"
CHANGE = "PATCH /repos/our/site/issues/comments/5"


def pull(number: int, sha: str = "5ad", repository: int | None = 99) -> dict[str, Any]:
    """A pull request; without a repository, its fork was deleted."""
    repo = None if repository is None else {"id": repository}
    return {"number": number, "head": {"sha": sha, "repo": repo}}


def artifact(size: int, expired: bool = False) -> dict[str, Any]:
    return {"artifacts": [{"id": 1, "size_in_bytes": size, "expired": expired}]}


def archive(text: str, name: str = "report.md") -> bytes:
    """A zip archive of one file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, text)
    return buffer.getvalue()


@pytest.fixture
def answers() -> dict[str, Any]:
    """The answers of GitHub: pull request 12 from the fork `neighbour`, without a comment of ours."""
    return {
        PULLS: [pull(12)],
        ARTIFACTS: artifact(500),
        DOWNLOAD: archive(BODY),
        COMMENTS: [{"id": 4, "user": None, "body": "Of somebody who left"}],
        COMMENT: {},
        CHANGE: {},
    }


@pytest.fixture
def github(answers: dict[str, Any]) -> Iterator[Host]:
    with answering(answers) as host:
        yield host


def comment(github: Host, tmp_path: Path, **differs: object) -> tuple[int, str]:
    """What comment.py answers to the end of the run."""
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"workflow_run": RUN | differs}), encoding="utf-8")
    return run(
        PYTHON,
        ".ci/comment.py",
        GITHUB_EVENT_PATH=str(event),
        GITHUB_API_URL=github.address,
        GITHUB_REPOSITORY="our/site",
        GITHUB_TOKEN="secret",  # noqa: S106  # none
    )


def test_a_pull_request_gets_a_comment_that_says_what_it_does(github: Host, tmp_path: Path) -> None:
    assert comment(github, tmp_path) == (0, "Commented on pull request 12.\n")
    (posted,) = github.of("POST")
    assert posted.what == COMMENT
    assert posted.headers["Authorization"] == "Bearer secret"
    assert json.loads(posted.body)["body"] == (
        f"{MARK}\n"
        "What this pull request does, as reported by its own code. "
        "[The run](https://forge.example/runs/7) has the built site (artifact `site`), unless the build failed.\n"
        "\n## What changes\n\n+40 000 euros for @\N{WORD JOINER}example/editors\n"
    )


def test_the_next_run_changes_the_same_comment(
    github: Host, answers: dict[str, Any], tmp_path: Path
) -> None:
    """It is behind a hundred others, and somebody else used the same mark."""
    foreign = {"id": 4, "user": {"login": "neighbour"}, "body": f"{MARK}\nnot the robot's"}
    ours = {"id": 5, "user": {"login": "github-actions[bot]"}, "body": f"{MARK}\nbefore"}
    answers[COMMENTS] = [foreign] * 100
    answers[COMMENTS.replace("&page=1", "&page=2")] = [ours]
    assert comment(github, tmp_path) == (0, "Changed the comment on pull request 12.\n")
    assert [r.what for r in github.received if not r.what.startswith("GET")] == [CHANGE]


NO_PULL = "this run's commit is not the last one of an open pull request."
NO_ARTIFACT = "the run has no artifact “report” of at most 1000000 bytes."
NO_REPORT = "the artifact “report” is not an archive with report.md."


@pytest.mark.parametrize(
    ("asked", "answer", "reason"),
    [
        pytest.param(PULLS, [], NO_PULL, id="closed-meanwhile"),
        pytest.param(PULLS, [pull(12, sha="newer")], NO_PULL, id="pushed-to-meanwhile"),
        pytest.param(PULLS, [pull(12, repository=98)], NO_PULL, id="another-fork-of-the-owner"),
        pytest.param(PULLS, [pull(12, repository=None)], NO_PULL, id="fork-deleted"),
        pytest.param(ARTIFACTS, {"artifacts": []}, NO_ARTIFACT, id="no-artifact"),
        pytest.param(ARTIFACTS, artifact(1_000_001), NO_ARTIFACT, id="large-artifact"),
        pytest.param(ARTIFACTS, artifact(500, expired=True), NO_ARTIFACT, id="expired-artifact"),
        pytest.param(DOWNLOAD, b"not an archive", NO_REPORT, id="no-archive"),
        pytest.param(DOWNLOAD, archive("text", "../report.md"), NO_REPORT, id="another-path"),
    ],
)
def test_without_an_open_pull_request_and_a_report_there_is_no_comment(
    asked: str, answer: Any, reason: str, github: Host, answers: dict[str, Any], tmp_path: Path
) -> None:
    answers[asked] = answer
    assert comment(github, tmp_path) == (0, f"No comment: {reason}\n")
    assert github.received[-1].what == asked


def test_a_run_of_a_deleted_fork_gives_no_comment(github: Host, tmp_path: Path) -> None:
    assert comment(github, tmp_path, head_repository=None) == (0, f"No comment: {NO_PULL}\n")


def test_a_long_report_is_cut_and_the_comment_says_so(
    github: Host, answers: dict[str, Any], tmp_path: Path
) -> None:
    answers[DOWNLOAD] = archive("a line of @somebody\n" * 5_000_000)  # 100 MB, in 200 kB
    assert comment(github, tmp_path)[0] == 0
    body = json.loads(github.of("POST")[0].body)["body"]
    assert 59_000 < len(body) < 65_536
    assert "and the whole report, which is cut short here" in body.split("\n\n")[0]
    assert body.endswith("\na line of @\N{WORD JOINER}somebody\n")


def test_an_empty_report_gives_a_comment_that_says_so(
    github: Host, answers: dict[str, Any], tmp_path: Path
) -> None:
    answers[DOWNLOAD] = archive("\n")
    assert comment(github, tmp_path)[0] == 0
    body = json.loads(github.of("POST")[0].body)["body"]
    assert body.endswith("\n\nThere is no report: see the run.\n")


def test_the_token_is_sent_to_github_only(
    github: Host, answers: dict[str, Any], tmp_path: Path
) -> None:
    """GitHub redirects to the artifact on another host, with a signature in the address."""
    with answering({"GET /file?signature=1": answers[DOWNLOAD]}) as storage:
        answers[DOWNLOAD] = f"{storage.address}/file?signature=1"
        assert comment(github, tmp_path)[0] == 0
        (fetched,) = storage.received
    assert "Authorization" not in fetched.headers


# --- links.py ----------------------------------------------------------------------------------


def links(tmp_path: Path, *addresses: str, excused: str = "[]") -> tuple[int, str]:
    """What links.py prints for a site whose pages link to these addresses."""
    site = tmp_path / "site"
    (site / "fr").mkdir(parents=True)
    anchors = "".join(f"<a href='{address}'>x</a>" for address in addresses)
    for page in ("index.html", "fr/index.html"):
        (site / page).write_text(f"<html>{anchors}<a href='../nl/'>ours</a></html>")
    (tmp_path / "excused.yml").write_text(excused, encoding="utf-8")
    return run(PYTHON, ".ci/links.py", site, "--excused", tmp_path / "excused.yml")


def test_a_broken_link_is_reported_with_its_pages(tmp_path: Path) -> None:
    with answering({"GET /good?a=1&b=2": {}, "GET /moved": "/good?a=1&b=2"}) as host:
        good, moved, bad = (f"{host.address}/{path}" for path in ("good?a=1&b=2", "moved", "bad"))
        code, said = links(tmp_path, good.replace("&", "&amp;"), f"{moved}#part", bad)
    assert code == 1
    assert said == (
        f"{bad}: answers 404 Not Found\n    on fr/index.html and 1 more\n"
        "3 links followed, 1 broken.\n"
    )


def test_each_address_is_requested_once(tmp_path: Path) -> None:
    with answering({"GET /good": {}}) as host:
        address = f"{host.address}/good"
        code, said = links(tmp_path, address, f"{address}#a", f"{address}#b")
    assert (code, said) == (0, "1 links followed, 0 broken.\n")
    assert [request.what for request in host.received] == ["GET /good"]


def test_an_excused_link_is_not_followed(tmp_path: Path) -> None:
    with answering({}) as host:
        excused = f"- begins: {host.address}/private/\n  reason: asks to sign in\n"
        code, said = links(tmp_path, f"{host.address}/private/a", excused=excused)
    assert (code, said) == (0, "0 links followed, 0 broken.\n")
    assert not host.received


def test_an_excuse_that_no_link_needs_is_reported(tmp_path: Path) -> None:
    excused = "- begins: https://gone.example/\n  reason: was slow\n"
    code, said = links(tmp_path, excused=excused)
    assert code == 1
    assert said == (
        "https://gone.example/: no page links there\n"
        f"    delete it from {tmp_path / 'excused.yml'}\n"
        "0 links followed, 0 broken.\n"
    )


def test_a_host_that_does_not_answer_is_reported(tmp_path: Path) -> None:
    with answering({}) as host:
        pass  # now nothing listens there
    code, said = links(tmp_path, host.address)
    assert code == 1
    assert said.startswith(f"{host.address}: does not answer (")


# --- audit -------------------------------------------------------------------------------------

VULNERABILITY = {
    "id": "GHSA-0000",
    "details": "Takes any file.",
    "affected": [{"package": {"name": "jinja2", "ecosystem": "PyPI"}, "ranges": []}],
}
BULK = "POST /-/npm/v1/security/advisories/bulk"
ADVISORY = {
    "id": 1,
    "title": "Takes any file",
    "url": "https://forge.example/GHSA-1111",
    "severity": "high",
    "vulnerable_versions": "<99",
}


@pytest.mark.parametrize(
    ("osv", "npm", "code", "reported"),
    [
        ({}, {}, 0, ["No known vulnerabilities found", "found 0 vulnerabilities"]),
        ({"vulns": [VULNERABILITY]}, {}, 1, ["GHSA-0000", "found 0 vulnerabilities"]),
        ({}, {"axe-core": [ADVISORY]}, 1, ["No known vulnerabilities found", "GHSA-1111"]),
    ],
    ids=["clean", "a-python-package", "an-npm-package"],
)
def test_a_known_vulnerability_of_a_pinned_package_is_reported(
    osv: Any, npm: Any, code: int, reported: list[str], tmp_path: Path
) -> None:
    with answering({"POST /v1/query": osv, BULK: npm}) as host:
        found, said = run(
            ".ci/audit",
            OSV_URL=f"{host.address}/v1/query",
            npm_config_registry=host.address,
            npm_config_audit="true",
            npm_config_cache=str(tmp_path / "npm"),
            XDG_CACHE_HOME=str(tmp_path),
        )
    assert (found, [words for words in reported if words not in said]) == (code, []), said
