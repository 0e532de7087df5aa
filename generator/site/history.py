"""Asks git when each record was last changed. Without a repository, nobody knows, and that is fine."""

from __future__ import annotations

import datetime
import os
import subprocess
from pathlib import Path

from generator.core.git import git


def last_changes(root: Path) -> dict[str, datetime.date]:
    """The date of the last commit to each file in data/, by path relative to `root`.

    Empty outside a repository, and in a shallow clone: there the oldest commit that is known
    seems to have written everything.
    """
    if revision(root).endswith("false"):
        log = _git(
            root,
            "log",
            "--format=%x00%cs",
            "--name-only",
            "--no-renames",
            "--relative",
            "--",
            "data",
        )
    else:
        log = ""
    changes: dict[str, datetime.date] = {}
    for commit in log.split("\0")[1:]:
        date, *paths = commit.split("\n")
        for path in filter(None, paths):
            # Newest first: what is known already is later.
            changes.setdefault(path, datetime.date.fromisoformat(date))
    return changes


def revision(root: Path) -> str:
    """The commit that is checked out, and whether its history is cut off; empty without one."""
    return _git(root, "rev-parse", "HEAD", "--is-shallow-repository").strip()


def _git(root: Path, *arguments: str) -> str:
    """What git prints; nothing if it is not installed or fails."""
    try:
        output = git(root, *arguments)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return os.fsdecode(output)  # a file's name need not be text
