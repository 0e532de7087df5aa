"""Finds what a change is compared with: a commit or a branch of the repository, or a folder."""

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
    """There is nothing to compare with under that name; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The state before a change: its `name` for readers, and the folder with its data/ and docs/.

    `other_files` are files that pages are made of, outside these folders, and that differ from it.
    """

    name: str
    folder: Path
    other_files: tuple[str, ...] = ()


SOURCES_OF_PAGES = ("generator", "mkdocs.yml", "theme")


@contextmanager
def open_baseline(base: str, root: Path) -> Iterator[Baseline]:
    """The baseline `base`; its folder exists inside the `with` block only.

    `base` is a folder that holds data/, or names a commit of the repository around `root`. If that
    commit is on another branch, the baseline is the newest commit that HEAD has in common with it.
    Raises UnknownBaselineError if there is no such folder or commit.
    """
    if base and (Path(base) / "data").is_dir():
        yield Baseline(base, Path(base))
        return
    tip = _commit(base, root)
    commit = _merge_base(tip, root)
    name = base if commit == tip else f"{base} where HEAD branched off ({commit[:7]})"
    with tempfile.TemporaryDirectory(prefix="base-") as folder:
        try:
            docs = _names(root, "ls-tree", "--name-only", "-z", commit, "docs")  # if it has docs/
            # A zip has no links, unlike a tar: nothing can be written outside the folder.
            archive = git(root, "archive", "--format=zip", "-0", commit, "data", *docs)
            with zipfile.ZipFile(io.BytesIO(archive)) as files:
                files.extractall(folder)
        except (subprocess.CalledProcessError, zipfile.BadZipFile) as error:
            below = git(root, "rev-parse", "--show-prefix").decode().strip()
            raise UnknownBaselineError(
                f"“{base}” has no {below}data/ to compare with{_message(error)}. "
                "Name a commit that has it, or a folder."
            ) from error
        changed = ("diff", "--name-only", "--relative", "-z", commit, "--", *SOURCES_OF_PAGES)
        yield Baseline(name, Path(folder), _names(root, *changed))


def _merge_base(tip: str, root: Path) -> str:
    """The newest commit that HEAD and `tip` share: later commits of that branch do not count.

    `tip` itself if they share none, or if `tip` is ahead of HEAD.
    """
    try:
        head = git(root, "rev-parse", "HEAD").decode().strip()
        shared = git(root, "merge-base", tip, head).decode().strip()
    except subprocess.CalledProcessError:
        return tip
    return tip if shared == head else shared


def _commit(base: str, root: Path) -> str:
    """The full name of a commit. Raises UnknownBaselineError if there is none."""
    try:
        shallow = git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    except OSError as error:
        raise UnknownBaselineError(
            f"“{base}” is not a folder with data/, and git is not installed. "
            "Install git, or name a folder."
        ) from error
    except subprocess.CalledProcessError as error:
        raise UnknownBaselineError(
            f"“{base}” is not a folder with data/, and {root} is not in a git repository"
            f"{_message(error)}. Name a folder."
        ) from error
    try:
        found = git(root, "rev-parse", "--verify", "--end-of-options", f"{base}^{{commit}}")
    except subprocess.CalledProcessError as error:
        known = git(root, "for-each-ref", "--format=%(refname:short)").decode().split()
        hint = did_you_mean(base, known)
        fetch = (
            "This clone is shallow: fetch the rest with `git fetch --unshallow`"
            if shallow
            else "If the server has it, fetch it with `git fetch origin`"
        )
        raise UnknownBaselineError(
            f"“{base}” is neither a folder with data/ nor a commit or branch of this clone"
            f"{f' ({hint})' if hint else ''}. "
            f"{fetch}, or name a folder."
        ) from error
    return found.decode().strip()


def _message(error: Exception) -> str:
    """The first line that git printed about an error, in brackets."""
    message = getattr(error, "stderr", b"").decode(errors="replace").strip() or str(error)
    return f" ({message.splitlines()[0].removeprefix('fatal: ')})"


def _names(root: Path, *arguments: str) -> tuple[str, ...]:
    """The names that a command of git prints with `-z`."""
    return tuple(filter(None, os.fsdecode(git(root, *arguments)).split("\0")))
