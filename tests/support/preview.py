"""The preview in a process of its own, as `make serve` starts it: for its tests and its benchmark."""

from __future__ import annotations

import os
import re
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
from typing import Self, TypeVar

import pytest

from generator import REPOSITORY
from tests.support.repository import Repository, site_settings

T = TypeVar("T")

ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}  # as in the Makefile
# A shell lets programs in the background ignore Ctrl-C, and they pass that on to their children.
DEFAULT_SIGNALS = ("env", "--default-signal=INT")
MODULE = (sys.executable, "-m", "mkdocs")
PATIENCE = 60  # seconds: reached only if something is broken


def eventually(what: str, condition: Callable[[], T]) -> T:
    """Return the first true answer. The test fails if there is none."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if answer := condition():
            return answer
        time.sleep(0.05)
    pytest.fail(f"Never true: {what}.")


def copy_program(root: Path) -> None:
    """Put a copy of the program beside the data in `root`. Tests may break it."""
    generated = shutil.ignore_patterns("generated", "__pycache__")
    for folder in ("docs", "generator", "theme"):
        shutil.copytree(REPOSITORY / folder, root / folder, ignore=generated)
    (root / "mkdocs.yml").write_text(site_settings(root / "data"), encoding="utf-8")


def generate(root: Path) -> subprocess.CompletedProcess[str]:
    """Run `python -m generator build` with the copy of the program."""
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
    @contextmanager
    def running(
        cls,
        repository: Repository,
        temporary: Path,
        port: int = 0,
        mkdocs: tuple[str, ...] = MODULE,
        ready: str = "Serving on",
    ) -> Iterator[Self]:
        """Do what `make serve` does, until the log says `ready`.

        `temporary` has the log, and the folder into which MkDocs writes the site.
        """
        generate(repository.root)
        temporary.mkdir(exist_ok=True)
        port = port or free_port()
        with (temporary / "log").open("wb") as log:
            process = subprocess.Popen(
                [*DEFAULT_SIGNALS, *mkdocs, "serve", f"-a127.0.0.1:{port}"],
                cwd=repository.root,
                env={**ENVIRONMENT, "TMPDIR": str(temporary)},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        started = cls(repository, port, temporary, process)
        try:
            eventually(ready, lambda: ready in started.log() or process.poll() is not None)
            assert ready in started.log(), started.log()
            yield started
        finally:
            process.kill()
            process.wait()

    def get(self, address: str) -> tuple[int, str]:
        """Return what the server answers: a status, and a body or the address of a redirect."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=2 * PATIENCE)
        connection.request("GET", f"/{address}")
        answer = connection.getresponse()
        return answer.status, answer.headers["Location"] or answer.read().decode()

    def page(self, address: str) -> str:
        """Return a page without what the preview adds. Empty if there is none."""
        status, page = self.get(address)
        page = re.sub(
            r'<div lang="en" role="alert">.*?</template></div>', "", page, flags=re.DOTALL
        )
        return page.rpartition("<script>")[0] or page if status == HTTPStatus.OK else ""

    def notices(self, address: str) -> str:
        """Return the notices that are shown above a page, as HTML. Empty if there are none."""
        found = re.search(
            r"<details open>(.*?)</details>\n</template>", self.get(address)[1], re.DOTALL
        )
        return found[1] if found else ""

    def version(self, address: str) -> int:
        """Return the version of the site that a page belongs to."""
        found = re.search(r"livereload\((\d+)", self.get(address)[1])
        assert found
        return int(found[1])

    def wait(self, version: int) -> None:
        """Wait for the next version of the site, as browsers do."""
        eventually("a new version", lambda: int(self.get(f"livereload/{version}/1")[1]) > version)

    def log(self) -> str:
        """Return what the preview printed."""
        return (self.temporary / "log").read_text(encoding="utf-8")

    @contextmanager
    def edited(self, path: str, old: str, new: str) -> Iterator[None]:
        """Replace the first `old` in a file, for a while."""
        before = self.repository.read(path)
        after = before.replace(old, new, 1)
        assert after != before, f"{path} does not contain {old!r}"
        self.repository.write(path, after)
        try:
            yield
        finally:
            self.repository.write(path, before)


def free_port() -> int:
    """Return a port that nobody uses yet."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
