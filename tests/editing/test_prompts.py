"""`python -m generator new` at a terminal: asks for what the options leave out, and looks at each answer."""

from __future__ import annotations

from generator.cli.exit_codes import CLEAN
from tests.editing.new_record import ROWS, SCRIPTS, WRITTEN, answer, errors_in
from tests.support.repository import Repository


def test_what_is_not_given_is_asked_for_and_ids_are_proposed(row: Repository) -> None:
    everything = {"lines": None} | {name.replace("-", "_"): None for name in SCRIPTS["project"]}
    result = answer(
        row,
        "project",
        *("1822", "2022", "30", "2.2", "ketj", "1", "3 000 €"),
        *("Fanfare d'été", "", "Jouer dehors", "Buiten spelen", "", "", "", "ketjes-zomerfanfare"),
        **everything,
    )

    assert result.exit_code == CLEAN, result.output
    assert f"    {ROWS['project']}\n" in result.output
    assert "did you mean one of these?\n   1 ketjes (Ketjes)\n" in result.output
    assert "Association (its name or its id): 1\n    ketjes (Ketjes)\n" in result.output
    assert "[2022-ketjes-fanfare-d-ete]" in result.output
    assert "  nl: ketjes-zomerfanfare\n" in row.read(WRITTEN["project"])
    assert "nl: null  # to be given" in row.read(WRITTEN["project"])
    assert "amount: 3000\n" in row.read(WRITTEN["project"])


def test_a_wrong_answer_is_asked_again(row: Repository) -> None:
    result = answer(row, "project", "300", "3000", "", "", "", amount=None)

    assert "300 € is not on the cited lines" in result.output
    assert errors_in(row, WRITTEN["project"]) == []


def test_a_question_mark_lists_the_records(row: Repository) -> None:
    result = answer(row, "project", "?", "2", "", "", "", association=None)

    assert "   1 amis (Les Amis de l'Île / LAI" in result.output
    assert "   2 ketjes (Ketjes)" in result.output
    assert "association: ketjes\n" in row.read(WRITTEN["project"])


def test_words_that_are_not_on_the_cited_lines_are_noticed_at_once(row: Repository) -> None:
    result = answer(row, "project", "Zomer fanfare", "", "", "", title_nl=None)

    assert "\n    Not on the cited lines word for word" in result.output


def test_a_text_needs_one_of_its_languages(row: Repository) -> None:
    nothing = ["", "", "", "Zomerfanfare", "", "ketjes-fanfare-d-ete", ""]
    result = answer(row, "project", *nothing, title_fr=None, title_nl=None)

    assert result.output.count("Title as printed, in Dutch") == 3
    assert "fr: null  # to be given" in row.read(
        WRITTEN["project"].replace("fanfare-d-ete", "zomerfanfare")
    )
