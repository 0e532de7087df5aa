"""What somebody who looks at the preview has to mend: mistakes in files, as short as can be said."""

from __future__ import annotations

import logging
import os
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import TemplateSyntaxError
from mkdocs.exceptions import MkDocsException

log = logging.getLogger("mkdocs.live")
"""What the preview says in the terminal."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to mend: where ("data/x.yml:3:1", or empty where the message says it), what, how."""

    where: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        line = f"{self.where}: {self.message}" if self.where else self.message
        return f"{line}\n    {self.hint}" if self.hint else line


class Listener(logging.Handler):
    """Remembers what MkDocs says of pages."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Remembers a message that is not our own."""
        if record.name != log.name:
            self.heard.append(record.getMessage())


def notices_of(error: Exception, root: Path) -> list[Notice]:
    """What to show of an error: where in the files below `root`, what, and how to mend it."""
    # Known by what it carries: a DataError may be of code that was since reloaded.
    if problems := getattr(error, "problems", ()):
        return [
            Notice(
                f"{problem.path}:{problem.line}:{problem.column}",
                f"{problem.field and f'{problem.field}: '}{problem.message} [{problem.code}]",
                problem.hint,
            )
            for problem in problems
        ]
    if isinstance(error, TemplateSyntaxError | SyntaxError):
        message = error.msg if isinstance(error, SyntaxError) else error.message
        return [Notice(f"{_below(error.filename or '', root)}:{error.lineno}", f"{message}")]
    if isinstance(error, MkDocsException):
        return [Notice("", str(error))]
    ours = [step for step in _steps(error) if "site-packages" not in step[0]]
    # Where a template calls what fails, the template is what was edited.
    last = [step for step in ours if step[0].endswith(".html")][-1:] or ours[-1:]
    where = "".join(f"{_below(file, root)}:{line}" for file, line in last)
    return [Notice(where, f"{type(error).__name__}: {error}")]


def _steps(error: Exception) -> Iterator[tuple[str, int]]:
    """The files and lines through which an error came, of templates those that were written.

    Jinja tells of them itself where a whole template is rendered, and not where a block is.
    """
    for frame, line in traceback.walk_tb(error.__traceback__):
        template = frame.f_globals.get("__jinja_template__")
        file = frame.f_code.co_filename
        yield file, template.get_corresponding_lineno(line) if template else line


def _below(path: str, root: Path) -> str:
    """A path as the terminal would show it."""
    return os.path.relpath(path, root) if path.startswith(f"{root}/") else path
