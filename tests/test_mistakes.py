"""Every rule of the data: mistakes/<the rule in words>.yml spoils the toy and expects exact messages.

A case says what to `add` (path: text), `change` (path: {old: new}), `delete` (paths) or `save_as`
(path: encoding) in the toy, and then, last, every problem that must come of it.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
import yaml

from tests.repository import Repository

MISTAKES = Path(__file__).parent / "mistakes"
CASES = sorted(MISTAKES.glob("*.yml"))
EXPECTED = "problems: |\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_mistake(case: Path, repository: Repository, update_golden: bool) -> None:
    """What is wrong, where, and how to mend it: path:line:column: field: message [rule], hint."""
    text = case.read_text(encoding="utf-8")
    mistake = yaml.safe_load(text)

    for path, content in mistake.get("add", {}).items():
        repository.write(path, content)
    for path, changes in mistake.get("change", {}).items():
        for old, new in changes.items():
            repository.replace(path, old, new)
    for path in mistake.get("delete", ()):
        repository.delete(path)
    for path, encoding in mistake.get("save_as", {}).items():
        repository.write(path, repository.read(path), encoding)
    found = "".join(f"{problem}\n" for problem in repository.problems())

    if update_golden and found:
        situation, _, _ = text.partition(EXPECTED)
        case.write_text(situation + EXPECTED + textwrap.indent(found, "  "), encoding="utf-8")
    else:
        assert found == mistake["problems"]


def test_the_toy_itself_has_no_mistake(repository: Repository) -> None:
    assert repository.problems() == []
