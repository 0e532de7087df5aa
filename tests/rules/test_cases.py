"""Every rule of the data: cases/<rule>.yml changes the toy and expects exact messages, or none.

The form of a case is described in tests/support/cases.py.
"""

from __future__ import annotations

import pytest

from generator.core.problem import Problem
from generator.dataset.dataset import Dataset
from generator.reading.field_synonyms import OTHER_NAMES
from generator.records import Model
from generator.rules.check import check
from tests.support.cases import CASES, Case
from tests.support.repository import Repository


@pytest.fixture(scope="module")
def silenced(toy: Dataset) -> list[Problem]:
    """What the toy's own records silence."""
    return check(toy)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(
    case: Case, repository: Repository, silenced: list[Problem], update_golden: bool
) -> None:
    """What is wrong, where, and how to fix it: path:line:column: field: message [rule], hint."""
    case.make(repository)
    # A file with a mistake is seldom in canonical form too: only that rule's own cases expect it.
    hidden = {"not-canonical"} - {case.file.stem}
    problems = [p for p in repository.problems() if p not in silenced and p.code not in hidden]
    if not case.found:
        problems = [problem for problem in problems if problem.severity != "silenced"]
    found = "".join(f"{problem}\n" for problem in problems)

    if update_golden and found and case.found:
        case.rewrite(found)
    else:
        assert found == case.found


def test_the_toy_has_no_problem(repository: Repository) -> None:
    assert [p for p in repository.problems() if p.severity != "silenced"] == []


def test_a_case_finds_what_the_rule_of_its_file_reports() -> None:
    strays = [c for c in CASES if c.found and f" [{c.file.stem}]\n" not in c.found]

    assert strays == []


def test_what_people_call_otherwise_is_a_field() -> None:
    parts = [Model]
    for part in parts:
        parts += part.__subclasses__()
    fields = {field for part in parts for field in part.model_fields}

    assert OTHER_NAMES.keys() - fields == set()
