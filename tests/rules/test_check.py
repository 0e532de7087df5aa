"""What `check` does with many problems at once, and without any record."""

from __future__ import annotations

import shlex
import string
from collections import Counter

import pytest

from generator.cli.exit_codes import PROBLEMS
from generator.reading.strict_yaml import MOST_PROBLEMS
from tests.support.repository import Repository

KETJES = "data/associations/ketjes.yml"


def test_a_reference_to_an_unknown_commune_lists_all_19_if_they_are_recorded(
    repository: Repository,
) -> None:
    text = repository.read("data/communes/evere.yml")
    for number in range(15):
        repository.write(
            f"data/communes/c{number}.yml", text.replace("id: evere", f"id: c{number}")
        )
    repository.replace("data/local-plans/2022-forest.yml", "commune: forest", "commune: gand")
    [problem] = [p for p in repository.problems() if p.code == "unknown-reference"]

    assert problem.hint.startswith("all 19 communes of the Region are recorded: c0, c1, ")
    assert problem.hint.endswith(", evere, forest, ixelles, uccle")


def test_a_file_with_many_problems_shows_the_first_ones_and_counts_the_rest(
    repository: Repository,
) -> None:
    fields = ", ".join(f"x{letter}" for letter in string.ascii_lowercase)
    repository.replace(KETJES, "slug:\n", f"unofficial: [{fields}]\nslug:\n")
    problems = [p for p in repository.errors() if p.path == KETJES]

    assert [p.field for p in problems[:-1]] == [f"unofficial.{n}" for n in range(1, 21)]
    assert problems[-1].message == "and 6 more in this file"
    assert problems[-1].code == "unknown-field"


def test_problems_that_block_a_page_are_shown_before_others(repository: Repository) -> None:
    """Problems that block no page are left out first."""
    spellings = "".join(f"  - printed: Nobody {number}\n" for number in range(30))
    repository.replace(KETJES, "spellings:\n", f"spellings:\n{spellings}")
    number = "enterprise_number: 0999.999.923\ngeneral_knowledge: [enterprise_number]\n"
    repository.write(KETJES, repository.read(KETJES) + number)
    codes = Counter(p.code for p in repository.errors() if p.path == KETJES)

    assert codes == {"not-in-source": MOST_PROBLEMS, "wrong-check-digits": 1}


def test_a_command_in_a_hint_quotes_the_path_of_a_file(repository: Repository) -> None:
    text = repository.read("data/communes/forest.yml")
    repository.delete("data/communes/forest.yml")
    repository.write("data/communes/l'été/forest.yml", text.replace("Vorst", "Voorst"))
    repository.replace("data/communes/evere.yml", "tile: [0, 0]", "tile: [0,0]")
    hints = [p.hint for p in repository.problems() if "python -m" in p.hint]

    assert hints
    for hint in hints:
        path = shlex.split(hint.partition("python -m generator ")[2].partition(" (or ")[0])[1]
        assert (repository.root / path).is_file()


@pytest.mark.parametrize("kept", [(), ("terms",)], ids=["nothing at all", "no plan"])
def test_without_a_plan_nothing_is_built_and_nothing_fails(
    kept: tuple[str, ...], repository: Repository
) -> None:
    for path in [*repository.root.glob("data/*/**/*.*")]:
        if path.relative_to(repository.root).parts[1] not in kept:
            path.unlink()
    for command in (["check"], ["build"], ["diff", str(repository.root)]):
        result = repository.run(*command)

        assert isinstance(result.exception, SystemExit) or result.exception is None
    assert [p.code for p in repository.errors() if p.code != "no-plan"] == []
    assert repository.run("build").exit_code == PROBLEMS
