"""A contributor's copy of this repository, in which commands run as they would at home."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from generator import REPOSITORY

COPIED = (
    *(".ci", ".gitignore", "Makefile", "data", "docs", "generator", "mkdocs.yml"),
    *("pyproject.toml", "tests", "theme"),
)
SOMEBODY = "git -c user.name=Somebody -c user.email=somebody@example.org"
"""git with a name and an address, for somebody who has not set theirs."""


@dataclass(frozen=True)
class Clone:
    """A repository whose branch main has the files of this one as they are now, committed or not."""

    root: Path

    @classmethod
    def into(cls, root: Path) -> Self:
        """A clone in an empty folder, with this repository's environment: `make` installs nothing."""
        generated = shutil.ignore_patterns("generated", "__pycache__")
        for name in COPIED:
            if (REPOSITORY / name).is_dir():
                shutil.copytree(REPOSITORY / name, root / name, ignore=generated)
            else:
                shutil.copy2(REPOSITORY / name, root / name)
        (root / ".venv").mkdir()
        for item in (REPOSITORY / ".venv").iterdir():
            if not item.name.startswith("installed"):
                (root / ".venv" / item.name).symlink_to(item)
        for stamp in ("requirements.txt", ".venv/installed"):  # in the order of their making
            (root / stamp).touch()
        clone = cls(root)
        clone.run("git init --quiet --initial-branch=main")
        clone.run(f"git add . && {SOMEBODY} commit --quiet --message Start")
        return clone

    def run(self, command: str, code: int = 0) -> str:
        """Return what a command prints; its exit code must be `code`.

        git does not read the settings of this machine and its user.
        """
        home = {"GIT_CONFIG_GLOBAL": str(self.root / ".git/global"), "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self.root,
            env=os.environ | home,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout
