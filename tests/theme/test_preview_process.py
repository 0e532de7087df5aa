"""How `mkdocs serve` starts and ends: with a mistake in a record, with a signal, on a port in use."""

from __future__ import annotations

import signal
import socket
import sys
from pathlib import Path

import pytest

from tests.support.preview import MODULE, PATIENCE, Preview, copy_program, eventually, generate
from tests.support.repository import Repository

FOREST = "data/communes/forest.yml"
PAGE = "fr/communes/forest/"


def toy_with_program(root: Path) -> Repository:
    repository = Repository.copy(root)
    copy_program(root)
    return repository


def test_a_mistake_at_the_start_is_shown_over_the_last_good_pages(tmp_path: Path) -> None:
    repository = toy_with_program(tmp_path / "toy")
    assert generate(repository.root).returncode == 0
    repository.replace(FOREST, "fr: Forest", "fr: Forêt")
    with Preview.running(repository, tmp_path / "tmp") as served:
        assert "<h1>Forest" in served.page(PAGE)
        assert served.notices(PAGE)
        repository.replace(FOREST, "fr: Forêt", "fr: Forest")
        eventually("it is fixed", lambda: not served.notices(PAGE))


# `mkdocs` does not look for modules in the folder where it is started, `python -m mkdocs` does.
@pytest.mark.parametrize(
    ("mkdocs", "how"),
    [
        (MODULE, signal.SIGINT),
        ((str(Path(sys.executable).with_name("mkdocs")),), signal.SIGTERM),
    ],
    ids=["Ctrl-C", "SIGTERM"],
)
@pytest.mark.parametrize(("ready", "code"), [("Serving on", 0), ("Building documentation", 1)])
def test_it_ends_and_leaves_nothing(
    tmp_path: Path, mkdocs: tuple[str, ...], how: signal.Signals, ready: str, code: int
) -> None:
    repository = toy_with_program(tmp_path / "toy")
    with Preview.running(repository, tmp_path / "tmp", mkdocs=mkdocs, ready=ready) as served:
        served.process.send_signal(how)
        assert served.process.wait(PATIENCE) == code
        assert "Traceback" not in served.log()
        assert [file.name for file in served.temporary.iterdir()] == ["log"]


def test_a_port_in_use_is_reported_with_another_one(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert_refused(tmp_path, port, f"To use another port: make serve PORT={port + 1}")


def test_a_port_that_does_not_exist_is_reported(tmp_path: Path) -> None:
    assert_refused(tmp_path, 99_999, "There is no port 99999")


def assert_refused(tmp_path: Path, port: int, message: str) -> None:
    repository = toy_with_program(tmp_path / "toy")
    with Preview.running(repository, tmp_path / "tmp", port, ready=message) as served:
        assert served.process.wait(PATIENCE) != 0
        assert "Traceback" not in served.log()
