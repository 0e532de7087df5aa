"""Asks git about a repository."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def git(root: Path, *arguments: str) -> bytes:
    """What `git <arguments>` prints in the folder `root`, in English whatever the user's language.

    Raises OSError if git is not installed, CalledProcessError if it fails.
    """
    command = ["git", "-C", str(root), "-c", "core.quotepath=off", *arguments]
    english = {**os.environ, "LC_ALL": "C"}
    return subprocess.run(command, capture_output=True, check=True, env=english).stdout
