"""The preview, as `make serve` starts it, in a process of its own: for its tests and its benchmark."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Self, TypeVar

import pytest

from generator import REPOSITORY
from tests.support.repository import Repository, site_settings

T = TypeVar("T")

ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}  # as the Makefile has it
# A shell has what it starts in the background ignore Ctrl-C, and all that this starts in turn.
HEEDING_SIGNALS = ("env", "--default-signal=INT")
MKDOCS = (sys.executable, "-m", "mkdocs")
PATIENCE = 60  # seconds: reached only by what is broken


def eventually(what: str, condition: Callable[[], T]) -> T:
    """The first answer that is true."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if answer := condition():
            return answer
        time.sleep(0.05)
    pytest.fail(f"It never came about that {what}.")


def copy_program(root: Path) -> None:
    """Put a copy of the program beside the data in `root`: what stands there may be spoilt."""
    generated = shutil.ignore_patterns("generated", "__pycache__")
    for folder in ("docs", "generator", "theme"):
        shutil.copytree(REPOSITORY / folder, root / folder, ignore=generated)
    (root / "mkdocs.yml").write_text(site_settings(root / "data"), encoding="utf-8")


def generate(root: Path) -> subprocess.CompletedProcess[str]:
    """`python -m generator build`, with the copy's own program."""
    command = [sys.executable, "-m", "generator", "build"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


@dataclass(frozen=True)
class Preview:
    """A preview that runs, and the repository that it shows."""

    repository: Repository
    port: int
    temporary: Path
    process: subprocess.Popen[bytes]

    @classmethod
    def start(
        cls,
        repository: Repository,
        temporary: Path,
        port: int = 0,
        mkdocs: tuple[str, ...] = MKDOCS,
    ) -> Self:
        """What `make serve` does; the log is in `temporary`, where MkDocs puts its site too."""
        generate(repository.root)
        temporary.mkdir(exist_ok=True)
        port = port or free_port()
        with (temporary / "log").open("wb") as log:
            process = subprocess.Popen(
                [*HEEDING_SIGNALS, *mkdocs, "serve", f"-a127.0.0.1:{port}"],
                cwd=repository.root,
                env={**ENVIRONMENT, "TMPDIR": str(temporary)},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        return cls(repository, port, temporary, process)

    @classmethod
    @contextmanager
    def running(cls, repository: Repository, temporary: Path) -> Iterator[Self]:
        """One that serves, for a while."""
        started = cls.start(repository, temporary)
        try:
            started.begin()
            yield started
        finally:
            started.process.kill()
            started.process.wait()

    def begin(self) -> None:
        """Wait until it serves."""
        ready = "follows what you save"
        eventually("it serves", lambda: ready in self.log() or self.process.poll() is not None)
        assert ready in self.log(), self.log()

    def get(self, address: str) -> tuple[int, bytes]:
        """What the server answers: a status and a body."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", f"/{address}")
        answer = connection.getresponse()
        return answer.status, answer.read()

    def redirected(self, address: str) -> tuple[int, str | None]:
        """Where the server sends whoever asks for an address: a status and another address."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", f"/{address}")
        answer = connection.getresponse()
        return answer.status, answer.headers["Location"]

    def page(self, address: str) -> str:
        """A page as a browser gets it; empty where there is none."""
        status, page = self.get(address)
        return page.decode() if status == HTTPStatus.OK else ""

    def news(self, address: str = "", serial: int = 0) -> dict[str, Any]:
        """What a browser that shows a page and was last told `serial` is told next."""
        news: dict[str, Any] = json.loads(self.get(f"live?serial={serial}&page=/{address}")[1])
        return news

    def lacks(self, address: str, words: str) -> bool:
        """Whether a page, if it is there, does not say some words."""
        return words not in self.page(address)

    def log(self) -> str:
        """What stands in the terminal."""
        return (self.temporary / "log").read_text(encoding="utf-8")

    @contextmanager
    def edited(self, path: str, old: str, new: str) -> Iterator[None]:
        """A file with `new` for the first `old`, for a while."""
        before = self.repository.read(path)
        after = before.replace(old, new, 1)
        assert after != before, f"{path} does not say {old!r}"
        self.repository.write(path, after)
        try:
            yield
        finally:
            self.repository.write(path, before)


def free_port() -> int:
    """A port that nobody uses yet."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
