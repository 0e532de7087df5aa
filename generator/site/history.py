"""Asks git when each record was last changed. Pages also work without a repository."""

from __future__ import annotations

import datetime
import os
import subprocess
from pathlib import Path

from generator.core.git import git

LOG = "log --format=%x00%cs --name-only --no-renames --relative -- data"


def last_changes(root: Path) -> dict[str, datetime.date]:
    """The date of the last commit to each file in data/, by path relative to `root`.

    Empty outside a repository, and in a shallow clone: there the oldest commit seems to have written
    every file.
    """
    changes: dict[str, datetime.date] = {}
    if not revision(root).endswith("false"):
        return changes
    for commit in _git(root, *LOG.split()).split("\0")[1:]:
        date, *paths = commit.split("\n")
        for path in filter(None, paths):
            # git lists the newest commit first: the first date of a file is its last change.
            changes.setdefault(path, datetime.date.fromisoformat(date))
    return changes


def revision(root: Path) -> str:
    """The commit that is checked out, and whether the clone is shallow; empty outside a repository."""
    return _git(root, "rev-parse", "HEAD", "--is-shallow-repository").strip()


def _git(root: Path, *arguments: str) -> str:
    """What git prints; nothing if it is not installed or fails."""
    try:
        output = git(root, *arguments)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return os.fsdecode(output)  # a file name can have bytes that are not text
