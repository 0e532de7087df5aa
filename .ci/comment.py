#!/usr/bin/env python3
"""Comments on a pull request and says what it does: .github/workflows/comment.yml runs this.

It has a token that can write, and follows a run that may have run a stranger's code. So it trusts nothing
from that run. It asks GitHub which pull request the run belongs to. It reads the run's artifact as text,
limits its size and makes @mentions harmless; all else that Markdown can do, the author can also do in a
comment of their own. It uses Python's standard library only: an installed package could read the token.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

ARTIFACT, FILE = "report", "report.md"
ARCHIVE_BYTES = 1_000_000
CHARACTERS = 60_000  # GitHub accepts 65,536
AUTHOR = "github-actions[bot]"
MARK = "<!-- report on this pull request -->"
HEADERS = {"Accept": "application/vnd.github+json", "Content-Type": "application/json"}
SECONDS = 30


@dataclass(frozen=True)
class GitHub:
    """GitHub's API for one repository. A refusal is an HTTPError, and ends the program."""

    api: str
    repository: str
    token: str

    def ask(self, method: str, path: str, body: dict[str, str] | None = None) -> Any:
        """The answer, as JSON."""
        return json.loads(self._answer(method, path, body, limit=None))

    def all(self, path: str, **query: str) -> list[Any]:
        """Every item of a list that GitHub gives in pages."""
        items: list[Any] = []
        page = 0
        while len(items) == 100 * page:
            page += 1
            items += self.ask(
                "GET", f"{path}?{urlencode({**query, 'per_page': 100, 'page': page})}"
            )
        return items

    def download(self, path: str, limit: int) -> bytes:
        """The first `limit` bytes of a file."""
        return self._answer("GET", path, None, limit)

    def _answer(
        self, method: str, path: str, body: dict[str, str] | None, limit: int | None
    ) -> bytes:
        url = f"{self.api}/repos/{self.repository}/{path}"
        data = None if body is None else json.dumps(body).encode()
        request = Request(url, data, HEADERS, method=method)  # noqa: S310  # GitHub's
        # Not sent to the host of the files, to which GitHub redirects.
        request.add_unredirected_header("Authorization", f"Bearer {self.token}")
        with urlopen(request, timeout=SECONDS) as response:  # noqa: S310  # as above
            answer: bytes = response.read(limit)
            return answer


def main() -> int:
    """Comment, and print what was done. Reads the environment that GitHub gives a job."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.parse_args()
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    github = GitHub(
        os.environ["GITHUB_API_URL"], os.environ["GITHUB_REPOSITORY"], os.environ["GITHUB_TOKEN"]
    )
    print(comment(github, event["workflow_run"]))
    return 0


def comment(github: GitHub, run: dict[str, Any]) -> str:
    """Post what a run reports, or change the existing comment. Return which."""
    number = pull_request(github, run)
    if number is None:
        return "No comment: this run's commit is not the last one of an open pull request."
    archive = artifact(github, run)
    if archive is None:
        return f"No comment: the run has no artifact “{ARTIFACT}” of at most {ARCHIVE_BYTES} bytes."
    try:
        report = report_in(archive)
    except (zipfile.BadZipFile, KeyError):
        return f"No comment: the artifact “{ARTIFACT}” is not an archive with {FILE}."
    body = {"body": text(report, run["html_url"])}
    for posted in github.all(f"issues/{number}/comments"):
        author = (posted["user"] or {}).get("login")  # None after their account was deleted
        if author == AUTHOR and posted["body"].startswith(MARK):
            github.ask("PATCH", f"issues/comments/{posted['id']}", body)
            return f"Changed the comment on pull request {number}."
    github.ask("POST", f"issues/{number}/comments", body)
    return f"Commented on pull request {number}."


def pull_request(github: GitHub, run: dict[str, Any]) -> int | None:
    """The open pull request whose last commit is the commit of the run."""
    source = run["head_repository"]
    if source is None:  # the fork was deleted
        return None
    head = f"{source['owner']['login']}:{run['head_branch']}"
    for pull in github.all("pulls", state="open", head=head):
        repository = pull["head"]["repo"] or {}
        if pull["head"]["sha"] == run["head_sha"] and repository.get("id") == source["id"]:
            return int(pull["number"])
    return None


def artifact(github: GitHub, run: dict[str, Any]) -> bytes | None:
    """The artifact of the run, an archive; None if it is missing, expired or too large."""
    listed = github.ask("GET", f"actions/runs/{run['id']}/artifacts?name={ARTIFACT}")["artifacts"]
    usable = [a for a in listed if not a["expired"] and a["size_in_bytes"] <= ARCHIVE_BYTES]
    if not usable:
        return None
    newest = max(usable, key=lambda item: int(item["id"]))
    return github.download(f"actions/artifacts/{newest['id']}/zip", ARCHIVE_BYTES)


def report_in(archive: bytes) -> str:
    """The report in an archive, read in memory. It writes no file and reads only as much as a comment can show."""
    with zipfile.ZipFile(io.BytesIO(archive)) as files, files.open(FILE) as file:
        return file.read(4 * CHARACTERS + 4).decode(errors="replace")


def text(report: str, run: str) -> str:
    """The comment. Our own words come first: there, nothing in the report can end or hide them."""
    said = f"{MARK}\nWhat this pull request does, as reported by its own code. "
    said += f"[The run]({run}) has the built site (artifact `site`), unless the build failed"
    report = report.replace("@", "@\N{WORD JOINER}")  # looks the same and notifies nobody
    if len(report) > CHARACTERS:
        report = report[:CHARACTERS].rpartition("\n")[0]
        said += ", and the whole report, which is cut short here"
    return f"{said}.\n\n{report.strip() or 'There is no report: see the run.'}\n"


if __name__ == "__main__":
    sys.exit(main())
