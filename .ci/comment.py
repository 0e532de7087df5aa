#!/usr/bin/env python3
"""Says in a comment what a pull request does: what .github/workflows/comment.yml runs.

It runs with a token that can write, after a run that may have run a stranger's code. So nothing of
that run is believed: which pull request it belongs to is asked of GitHub, and what it left in its
artifact is text, bounded in size, that addresses nobody; what else Markdown can do, its author can do
in a comment of their own. Only Python's own library is needed: whatever else were installed here would
hold the token too.
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

ARTIFACT, FILE = "effect", "effect.md"
ARCHIVE_BYTES = 1_000_000
CHARACTERS = 60_000  # GitHub takes 65,536
AUTHOR = "github-actions[bot]"
MARK = "<!-- effect of this pull request -->"
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
        """Every item of a list that comes in pages."""
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
        # Not sent along when GitHub leads on to where its files are.
        request.add_unredirected_header("Authorization", f"Bearer {self.token}")
        with urlopen(request, timeout=SECONDS) as response:  # noqa: S310  # as above
            answer: bytes = response.read(limit)
            return answer


def main() -> int:
    """Comment, and say what was done. Reads GITHUB_EVENT_PATH and what else GitHub gives a job."""
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
    """Post what a run found out, or put it into the comment that is there; says which."""
    number = pull_request(github, run)
    if number is None:
        return "No open pull request has this run's commit as its last: nothing to say."
    archive = artifact(github, run)
    if archive is None:
        return f"The run left no {ARTIFACT} of at most {ARCHIVE_BYTES} bytes: nothing to say."
    try:
        told = effect(archive)
    except (zipfile.BadZipFile, KeyError):
        return f"The run's {ARTIFACT} is no archive of {FILE}: nothing to say."
    body = {"body": text(told, run["html_url"])}
    for posted in github.all(f"issues/{number}/comments"):
        author = (posted["user"] or {}).get("login")  # none once their account is deleted
        if author == AUTHOR and posted["body"].startswith(MARK):
            github.ask("PATCH", f"issues/comments/{posted['id']}", body)
            return f"Changed the comment on pull request {number}."
    github.ask("POST", f"issues/{number}/comments", body)
    return f"Commented on pull request {number}."


def pull_request(github: GitHub, run: dict[str, Any]) -> int | None:
    """The open pull request whose last commit the run was for, by what GitHub says of the run."""
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
    """The archive that the run left; none where there is none or it is too large."""
    listed = github.ask("GET", f"actions/runs/{run['id']}/artifacts?name={ARTIFACT}")["artifacts"]
    sound = [a for a in listed if not a["expired"] and a["size_in_bytes"] <= ARCHIVE_BYTES]
    if not sound:
        return None
    newest = max(sound, key=lambda item: int(item["id"]))
    return github.download(f"actions/artifacts/{newest['id']}/zip", ARCHIVE_BYTES)


def effect(archive: bytes) -> str:
    """The text in an archive, read in memory: nothing is unpacked, little more is read than shown."""
    with zipfile.ZipFile(io.BytesIO(archive)) as files, files.open(FILE) as file:
        return file.read(4 * CHARACTERS + 4).decode(errors="replace")


def text(effect: str, run: str) -> str:
    """The comment. What is ours stands above, where nothing in the text can end or hide it."""
    said = f"{MARK}\nWhat this pull request does, in the words of its own code. "
    said += f"[The run]({run}) holds the site to look at where it could be built (artifact `site`)"
    effect = effect.replace("@", "@\N{WORD JOINER}")  # addresses nobody any more and looks the same
    if len(effect) > CHARACTERS:
        effect = effect[:CHARACTERS].rpartition("\n")[0]
        said += ", and all of what is cut short here"
    return f"{said}.\n\n{effect.strip() or 'It could not be told: the run says why.'}\n"


if __name__ == "__main__":
    sys.exit(main())
