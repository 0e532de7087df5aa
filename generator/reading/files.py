"""Finds files and reads them as text, in bounded time and memory, whatever they contain."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from generator.core.problem import DataError, Problem
from generator.core.text import character_name

LARGEST_RECORD = 200_000
"""Bytes: twenty times the longest record."""

LARGEST_DOCUMENT = 5_000_000
"""Bytes of a source's text: about two thousand pages."""

INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
"""Characters that a review does not show: control characters, private ones, and those that reorder or hide text."""

LEFT_BEHIND = re.compile(r"^\.|^~\$|~$|^(?:desktop\.ini|(?:eh)?thumbs\.db)$", re.IGNORECASE)
"""Names of files that editors, desktops and office programs leave behind."""

CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)


def find_files(folder: Path, root: Path) -> tuple[list[Path], list[Problem]]:
    """Every file below `folder`, in order, and a problem for each folder that cannot be read.

    Does not follow links. Skips files that programs leave behind (.DS_Store, Thumbs.db, ~$x.docx).
    """
    files: list[Path] = []
    problems: list[Problem] = []

    def refuse(error: OSError) -> None:
        problems.extend(_unreadable(error, Path(error.filename).relative_to(root)).problems)

    for parent, folders, names in os.walk(folder, onerror=refuse):
        links = [name for name in folders if Path(parent, name).is_symlink()]
        files += (Path(parent, name) for name in (*links, *names) if not LEFT_BEHIND.search(name))
    return sorted(files), problems


def path_of(file: Path, root: Path) -> str:
    """The path of a file below `root`, as problems name it.

    Raises DataError if the path has characters that a terminal does not show.
    """
    path = file.relative_to(root).as_posix()
    if path.isprintable():
        return path
    shown = path.encode("unicode_escape").decode()
    message = "a name with bytes that are not letters, or with invisible characters"
    raise DataError([Problem(shown, 1, 1, "", "file-name", message, "rename it: a-z, 0-9, -")])


def read_text(file: Path, path: str, most: int) -> str:
    r"""The text of a file of at most `most` bytes, with lines that end in \n.

    Raises DataError, with `path`, if it is not a file, too large or not UTF-8, if git left a merge
    conflict in it, or if it has characters that a review does not show.
    """
    try:
        if not stat.S_ISREG(file.lstat().st_mode):
            link = file.is_symlink()
            message = "a symbolic link" if link else "neither a file nor a folder"
            hint = "put the file itself in its place" if link else "delete it"
            raise DataError([Problem(path, 1, 1, "", "not-a-file", message, hint)])
        with file.open("rb") as stream:
            content = stream.read(most + 1)
    except OSError as error:
        raise _unreadable(error, path) from error
    if len(content) > most:
        message = f"larger than {most:,} bytes"
        hint = "is it the right file? No file of this kind in data/ is so long"
        raise DataError([Problem(path, 1, 1, "", "too-large", message, hint)])
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        before = content[: error.start].decode()
        hint = "save the file in the UTF-8 encoding"
        raise _refusal(path, before, "encoding", "not UTF-8 from here on", hint) from error
    text = text.replace("\r\n", "\n")
    _refuse_marks(text, path)
    return text


def _refuse_marks(text: str, path: str) -> None:
    if mark := CONFLICT.search(text):
        message = "two versions that git could not merge"
        hint = "keep one of the two; delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
        raise _refusal(path, text[: mark.start()], "merge-conflict", message, hint)
    if text.startswith("\ufeff"):
        hint = "save the file as UTF-8 without a byte-order mark"
        message = "begins with an invisible character, a byte-order mark (U+FEFF)"
        raise _refusal(path, "", "invisible-character", message, hint)
    if found := INVISIBLE.search(text):
        before = text[: found.start()]
        raise _refusal(path, before, "invisible-character", *invisible(found))


def invisible(found: re.Match[str]) -> tuple[str, str]:
    """What to say about an invisible character: (message, hint)."""
    before = found.string[: found.start()].rpartition("\n")[2][-20:].lstrip()
    place = f"after “{before}”" if before else "at the beginning of the line"
    return f"an invisible character ({character_name(found[0])}) {place}", "delete it"


def _refusal(path: str, before: str, code: str, message: str, hint: str) -> DataError:
    """A problem at the place right after the text `before`."""
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return DataError([Problem(path, line, column, "", code, message, hint)])


def _unreadable(error: OSError, path: str | Path) -> DataError:
    message, hint = f"cannot be read: {error.strerror}", "make it readable for you"
    return DataError([Problem(str(path), 1, 1, "", "unreadable", message, hint)])
