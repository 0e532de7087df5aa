"""Finds the state that a change starts from: a commit or branch of the repository, or a folder."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.load import near


class UnknownBaseError(Exception):
    """There is no such state to compare with; the message says what to do about it."""


@contextmanager
def folder_of(base: str, root: Path) -> Iterator[Path]:
    """A folder with the data/ of `base`, for as long as it is needed.

    `base` is a folder that holds data/, or whatever names a commit of the repository that `root`
    lies in, as a whole or as one folder of it. Raises UnknownBaseError where it is neither.
    """
    if (Path(base) / "data").is_dir():
        yield Path(base)
        return
    commit = _commit(base, root)
    below = _git(root, "rev-parse", "--show-prefix").decode().strip()
    with tempfile.TemporaryDirectory(prefix="base-") as folder:
        try:
            archive = _git(root, "archive", "--format=tar", commit, "data")
            with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
                tar.extractall(folder, filter="data")
        except (subprocess.CalledProcessError, tarfile.TarError) as error:
            raise UnknownBaseError(
                f"“{base}” holds no {below}data/ to compare with{_said(error)}. "
                "Name a commit that does, or a folder."
            ) from error
        yield Path(folder)


def _commit(base: str, root: Path) -> str:
    try:
        shallow = _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    except OSError as error:
        raise UnknownBaseError(
            f"“{base}” is no folder with data/ in it, and git is not installed. "
            "Install git, or name a folder."
        ) from error
    except subprocess.CalledProcessError as error:
        raise UnknownBaseError(
            f"“{base}” is no folder with data/ in it, and git does not know {root} as a repository"
            f"{_said(error)}. Name a folder."
        ) from error
    try:
        found = _git(root, "rev-parse", "--verify", "--end-of-options", f"{base}^{{commit}}")
    except subprocess.CalledProcessError as error:
        known = _git(root, "for-each-ref", "--format=%(refname:short)").decode().split()
        raise UnknownBaseError(
            f"“{base}” is neither a folder with data/ in it nor a commit or branch here"
            + (f" ({hint})" if (hint := near(base, known)) else "")
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


def _git(root: Path, *arguments: str) -> bytes:
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(command, capture_output=True, check=True).stdout
