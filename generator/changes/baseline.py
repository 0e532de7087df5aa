"""Finds the state that a change starts from: a commit or branch of the repository, or a folder."""

from __future__ import annotations

import io
import os
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.core.git import git
from generator.core.text import did_you_mean


class UnknownBaselineError(Exception):
    """There is no such state to compare with; the message says what to do about it."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The state that a change starts from: its `name` for readers, and its data/ and docs/.

    `other_files` are the other files that pages are made of and that differ from it, where git knows.
    """

    name: str
    folder: Path
    other_files: tuple[str, ...] = ()


MADE_OF = ("generator", "mkdocs.yml", "theme")


@contextmanager
def open_baseline(base: str, root: Path) -> Iterator[Baseline]:
    """The state called `base`, for as long as it is needed.

    `base` is a folder that holds data/, or whatever names a commit of the repository that `root`
    lies in, as a whole or as one folder of it: of a branch that went on, what HEAD has of it. Raises
    UnknownBaselineError where it is neither.
    """
    if base and (Path(base) / "data").is_dir():
        yield Baseline(base, Path(base))
        return
    tip = _commit(base, root)
    commit = _shared(tip, root)
    name = base if commit == tip else f"{base} as HEAD has it ({commit[:7]})"
    below = git(root, "rev-parse", "--show-prefix").decode().strip()
    with tempfile.TemporaryDirectory(prefix="base-") as folder:
        try:
            there = _names(root, "ls-tree", "--name-only", "-z", commit, "data", "docs")
            # Unlike a tar, a zip holds no links, and is not unpacked outside the folder.
            archive = git(root, "archive", "--format=zip", "-0", commit, "data", *there[1:])
            with zipfile.ZipFile(io.BytesIO(archive)) as files:
                files.extractall(folder)
        except (subprocess.CalledProcessError, zipfile.BadZipFile) as error:
            raise UnknownBaselineError(
                f"“{base}” holds no {below}data/ to compare with{_said(error)}. "
                "Name a commit that does, or a folder."
            ) from error
        changed = ("diff", "--name-only", "--relative", "-z", commit, "--", *MADE_OF)
        yield Baseline(name, Path(folder), _names(root, *changed))


def _shared(tip: str, root: Path) -> str:
    """The newest commit that HEAD and another share: what that branch gained since is no change of ours.

    The other itself where they share none, and where it is ahead of HEAD.
    """
    try:
        head = git(root, "rev-parse", "HEAD").decode().strip()
        shared = git(root, "merge-base", tip, head).decode().strip()
    except subprocess.CalledProcessError:
        return tip
    return tip if shared == head else shared


def _commit(base: str, root: Path) -> str:
    try:
        shallow = git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    except OSError as error:
        raise UnknownBaselineError(
            f"“{base}” is no folder with data/ in it, and git is not installed. "
            "Install git, or name a folder."
        ) from error
    except subprocess.CalledProcessError as error:
        raise UnknownBaselineError(
            f"“{base}” is no folder with data/ in it, and git does not know {root} as a repository"
            f"{_said(error)}. Name a folder."
        ) from error
    try:
        found = git(root, "rev-parse", "--verify", "--end-of-options", f"{base}^{{commit}}")
    except subprocess.CalledProcessError as error:
        known = git(root, "for-each-ref", "--format=%(refname:short)").decode().split()
        raise UnknownBaselineError(
            f"“{base}” is neither a folder with data/ in it nor a commit or branch here"
            + (f" ({hint})" if (hint := did_you_mean(base, known)) else "")
            + (
                ": this clone is shallow. Fetch the rest with `git fetch --unshallow`"
                if shallow
                else ". Fetch what this clone lacks with `git fetch origin`"
            )
            + ", or name a folder."
        ) from error
    return found.decode().strip()


def _said(error: Exception) -> str:
    """What git said, in brackets."""
    said = getattr(error, "stderr", b"").decode(errors="replace").strip() or str(error)
    return f" ({said.splitlines()[0].removeprefix('fatal: ')})"


def _names(root: Path, *arguments: str) -> tuple[str, ...]:
    return tuple(filter(None, os.fsdecode(git(root, *arguments)).split("\0")))
