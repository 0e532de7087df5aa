"""Problems: how they are shown and sorted."""

from __future__ import annotations

from generator.core.problem import DataError, Problem


def test_a_problem_shows_place_field_message_code_and_hint() -> None:
    problem = Problem("data/a.yml", 3, 7, "name.fr", "a-rule", "is wrong", "fix it")
    whole_file = Problem("data/a.yml", 1, 1, "", "a-rule", "is wrong")

    assert str(problem) == "data/a.yml:3:7: name.fr: is wrong [a-rule]\n    fix it"
    assert str(whole_file) == "data/a.yml:1:1: is wrong [a-rule]"


def test_problems_are_sorted_and_reported_once() -> None:
    late, early = (Problem("data/a.yml", line, 1, "", "a-rule", "is wrong") for line in (10, 9))

    assert DataError([late, early, late]).problems == (early, late)
