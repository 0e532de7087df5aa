"""The command `confirm`, and what `check` counts of translations."""

from __future__ import annotations

import json

import pytest

from generator.cli.exit_codes import BROKEN, CLEAN, PROBLEMS
from generator.dataset.translations import TextCount
from tests.support.repository import Repository

CAFE = "data/projects/2022-amis-cafe.yml"
TITLE = "  fr: Café philo\n  nl: Filosofisch café\n"


def test_without_arguments_it_lists_the_texts_to_confirm(repository: Repository) -> None:
    before = repository.read(CAFE)
    repository.write(CAFE, before.replace("Café philo", "Café"))
    result = repository.run("confirm")

    assert result.exit_code == CLEAN
    assert result.stdout == (
        f"{CAFE}: title: the French has changed since somebody confirmed that both say the same, "
        "the Dutch has not\n"
        "  fr: Café\n"
        "  nl: Filosofisch café\n"
        "1 text to confirm.\n"
    )
    assert repository.read(CAFE) == before.replace("Café philo", "Café")


def test_a_record_is_confirmed_whole(repository: Repository) -> None:
    repository.replace(CAFE, TITLE, "  fr: Café\n  nl: Koffie\n")
    repository.replace(CAFE, "fr: Il manque", "fr: On a oublié")
    result = repository.run("confirm", CAFE)

    assert result.exit_code == CLEAN
    assert result.stdout.endswith("2 texts confirmed.\n")
    assert repository.run("confirm").stdout == "0 texts to confirm.\n"


def test_a_field_is_confirmed_alone_and_shown(repository: Repository) -> None:
    repository.replace(CAFE, "fr: Café philo", "fr: Café")
    repository.replace(CAFE, "fr: Il manque", "fr: On a oublié")
    result = repository.run("confirm", CAFE, "title")

    assert result.stdout.startswith(f"{CAFE}: title: ")
    assert result.stdout.endswith("\n  fr: Café\n  nl: Filosofisch café\n1 text confirmed.\n")
    assert "corrections.1.note" in repository.run("confirm").stdout


def test_a_record_may_be_named_from_the_current_folder(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository.root / "data/projects")

    assert repository.run("confirm", "2022-amis-cafe.yml").exit_code == CLEAN


def test_all_new_confirms_only_texts_that_were_never_confirmed(repository: Repository) -> None:
    repository.replace(CAFE, "fr: Café philo", "fr: Café")
    repository.replace(CAFE, "repairs:", "remarks:\n- {fr: Oui, nl: Ja}\nrepairs:")
    result = repository.run("confirm", "--all-new")

    assert result.stdout.startswith(f"{CAFE}: remarks.1: ")
    assert result.stdout.endswith("\n  fr: Oui\n  nl: Ja\n1 text confirmed.\n")
    assert f"{CAFE}: title: the French has changed" in repository.run("confirm").stdout


def test_the_entry_of_a_text_that_is_gone_is_removed(repository: Repository) -> None:
    repository.replace(CAFE, "confirmed:\n", "confirmed:\n  remarks.1: 000000-000000\n")
    result = repository.run("confirm", CAFE)

    assert f"{CAFE}: remarks.1: this text no longer exists: its entry is removed\n" in result.stdout
    assert "stale-confirmation" not in repository.run("check").stdout


def test_comments_stay(repository: Repository) -> None:
    repository.replace(CAFE, TITLE, "  fr: Café\n  # not a bar\n  nl: Koffie\n")
    repository.replace(CAFE, "amount: 12500", "# as stated\namount: 12500")
    repository.run("confirm", CAFE)

    text = repository.read(CAFE)
    assert "  # not a bar\n  nl: Koffie\n" in text
    assert "# as stated\namount: 12500\n" in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((CAFE, "titel"), "has no text “titel” in two languages; did you mean “title”?"),
        (
            (CAFE, "xyz"),
            "has no text “xyz” in two languages; it has title, description, corrections.1.note",
        ),
        (
            ("data/projects/2022-amis-caffe.yml",),
            "“data/projects/2022-amis-caffe.yml” is not in",
        ),
        (("mkdocs.yml",), "“mkdocs.yml” is not in"),
        (("data/projects",), "“data/projects” holds 4 records: name one of their files."),
        ((CAFE, "title", "--all-new"), "Name fields or give --all-new, not both."),
    ],
)
def test_a_wrong_call_says_what_is_wrong(
    arguments: tuple[str, ...], message: str, repository: Repository
) -> None:
    result = repository.run("confirm", *arguments)

    assert result.exit_code == BROKEN
    assert message in " ".join(result.stderr.split())


def test_records_with_mistakes_are_left_out_and_named(repository: Repository) -> None:
    repository.replace(CAFE, "year: 2022", "year: soon")

    for arguments in ([], ["--all-new"]):
        assert repository.run("confirm", *arguments).stderr.endswith(f" mistakes: {CAFE}\n")


def test_a_record_with_a_mistake_is_not_confirmed(repository: Repository) -> None:
    repository.replace(CAFE, "year: 2022", "year: soon")
    result = repository.run("confirm", CAFE)

    assert result.exit_code == PROBLEMS
    assert result.stdout.startswith(f"{CAFE}:")


# --- what `check` counts -----------------------------------------------------------------------


def test_check_counts_the_texts_to_confirm(repository: Repository) -> None:
    assert "98 texts in two languages: all confirmed.\n" in repository.run("check").stdout
    repository.replace(CAFE, "fr: Café philo", "fr: Café")
    repository.replace(CAFE, "repairs:", "remarks:\n- {fr: Oui, nl: Ja}\nrepairs:")
    result = repository.run("check")

    assert "99 texts in two languages: 1 behind in Dutch, 1 not confirmed.\n" in result.stdout


def test_programs_get_all_counts(repository: Repository) -> None:
    repository.replace("data/local-plans/2022-forest.yml", "nl: De rij van", "nl: Rij van")
    answer = json.loads(repository.run("check", "--format", "json").stdout)
    counts = answer["summary"]["translations"]

    assert (counts["fr"]["behind"], counts["nl"]["behind"]) == (1, 0)
    assert counts["nl"].keys() == {count.value for count in TextCount}
