"""A build that is killed leaves whole pages, and the next build completes them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.preview import eventually
from tests.support.repository import Repository


@pytest.mark.parametrize("pages", [1, 10, 40])
def test_a_build_that_is_killed_leaves_whole_pages(tmp_path: Path, pages: int) -> None:
    repository = Repository.copy(tmp_path / "toy")
    root = repository.root
    command = [sys.executable, "-m", "generator", "build", "--root", str(root)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    eventually("pages are written", lambda: len([*root.glob("docs/*/generated/**/*.md")]) >= pages)
    process.kill()
    process.wait()
    left = {path: text for path, text in repository.pages().items() if path.endswith(".md")}

    subprocess.run(command, check=True, capture_output=True)

    assert left.items() <= repository.pages().items()
