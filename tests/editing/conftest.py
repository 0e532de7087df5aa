"""The toy with a row for each new record."""

from __future__ import annotations

import pytest

from tests.editing.new_record import ROWS, TEXT
from tests.support.repository import Repository


@pytest.fixture
def row(repository: Repository) -> Repository:
    """The toy, with one more row in its document for each kind."""
    rows = "\n".join(ROWS.values())
    repository.write(TEXT, f"{repository.read(TEXT).rstrip()}\n{rows}\n")
    return repository
