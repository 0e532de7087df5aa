"""What cases of mistakes cannot say of the rules: what they let pass."""

from __future__ import annotations

import pytest

from tests.repository import Repository

KETJES = "data/associations/ketjes.yml"


def test_a_spelling_may_run_over_two_lines_of_its_record(repository: Repository) -> None:
    repository.replace(
        "data/associations/amis.yml",
        "  - printed: Les Amis de l'Ile\n",
        "  - printed: |-\n      Les Amis\n      de l'Ile\n",
    )

    assert "code-not-in-source" not in [problem.code for problem in repository.problems()]


@pytest.mark.parametrize("number", ["0999.999.922", "1000.000.021"])
def test_an_enterprise_number_whose_check_digits_fit_passes(
    number: str, repository: Repository
) -> None:
    repository.replace(
        KETJES,
        "slug:\n",
        f"enterprise_number: {number}\ngeneral_knowledge: [enterprise_number]\nslug:\n",
    )

    assert [p for p in repository.problems() if p.severity == "error"] == []
