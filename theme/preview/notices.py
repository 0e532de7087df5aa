"""What somebody who looks at the preview has to fix: where it is, what is wrong, how to fix it."""

from __future__ import annotations

import logging
import os
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError
from mkdocs.exceptions import MkDocsException

log = logging.getLogger("mkdocs.preview")
"""What the preview prints in the terminal."""

PANEL = Path(__file__).with_name("notices.html")


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to fix. `where` is "data/x.yml:3:1", or empty if the message names the place."""

    where: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        line = f"{self.where}: {self.message}" if self.where else self.message
        return f"{line}\n    {self.hint}" if self.hint else line


class Listener(logging.Handler):
    """Keeps the warnings that MkDocs logs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message, unless it is our own or the server's."""
        if record.name not in (log.name, "mkdocs.livereload"):
            self.messages.append(record.getMessage())

    def take(self) -> list[Notice]:
        """Return what was logged since the last call, each message once."""
        messages, self.messages = self.messages, []
        return [Notice("", message) for message in dict.fromkeys(messages)]


def to_html(notices: Sequence[Notice]) -> str:
    """Return the panel that shows notices above a page; nothing if there are none."""
    if not notices:
        return ""
    # Messages quote records, so they are escaped.
    template = Environment(autoescape=True).from_string(PANEL.read_text(encoding="utf-8"))
    return template.render(notices=notices)


def notices_of(error: Exception, root: Path) -> list[Notice]:
    """Return what an error says: where in the files below `root`, what is wrong, how to fix it."""
    # No isinstance: after a reload of the generator, its DataError is another class.
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
    below = f"{root}/"
    ours = [step for step in _steps(error) if below in step[0] and "site-packages" not in step[0]]
    # A template that calls failing code is what was edited, so prefer the last template.
    last = [step for step in ours if step[0].endswith(".html")][-1:] or ours[-1:]
    where = "".join(f"{_below(file, root)}:{line}" for file, line in last)
    return [Notice(where, f"{type(error).__name__}: {error}")]


def _steps(error: Exception) -> Iterator[tuple[str, int]]:
    """Yield the file and line of each step of a traceback, in templates those of the source.

    Jinja rewrites a traceback itself if a whole template is rendered, but not if one block is.
    """
    for frame, line in traceback.walk_tb(error.__traceback__):
        template = frame.f_globals.get("__jinja_template__")
        file = frame.f_code.co_filename
        yield file, template.get_corresponding_lineno(line) if template else line


def _below(path: str, root: Path) -> str:
    """Return a path as the terminal would show it."""
    return os.path.relpath(path, root) if path.startswith(f"{root}/") else path
