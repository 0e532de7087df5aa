"""`python -m generator new`: asks or takes options, and writes a record without errors."""

from __future__ import annotations

import pytest

from generator.cli.exit_codes import BROKEN, CLEAN
from generator.editing.prompted_kinds import PROMPTED_KINDS
from generator.reading.canonical import formatted
from generator.records import LANGUAGES
from generator.site.locale import Locale, Strings
from generator.site.pages import build_pages
from tests.editing.new_record import ROWS, SCRIPTS, TEXT, WRITTEN, errors_in, options
from tests.support.repository import Repository

# --- from options ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", SCRIPTS)
def test_a_record_from_options_is_canonical_and_has_no_errors(
    kind: str, row: Repository, strings: Strings
) -> None:
    result = row.run("new", kind, *options(kind))
    path = WRITTEN[kind]

    assert result.exit_code == CLEAN, result.output
    assert errors_in(row, path) == []
    assert "unofficial" not in row.read(path)
    text, canonical = formatted(row.root / path, row.root)
    assert text == canonical
    # The next steps lead to its pages.
    pages = build_pages(row.dataset(), {lang: Locale(lang, strings) for lang in LANGUAGES})
    _, folder, *_, name = path.removesuffix(".yml").split("/")
    for address in pages[f"{folder}/{name}"].address.values():
        assert f"http://127.0.0.1:8000/{address}" in result.stdout


def test_each_kind_that_has_prompts_is_tried_here() -> None:
    assert list(PROMPTED_KINDS) == list(SCRIPTS) == list(WRITTEN) == list(ROWS)


def test_a_dry_run_prints_the_file_and_writes_nothing(row: Repository) -> None:
    result = row.run("new", "commune", *options("commune"), "--dry-run")

    assert result.stdout.startswith("# yaml-language-server: $schema=../../schemas/communes.json\n")
    assert WRITTEN["commune"] not in row.records()


def test_a_record_is_never_overwritten(row: Repository) -> None:
    again = row.run("new", "project", *options("project", id="2022-ketjes-bal"))
    row.run("new", "project", *options("project"))
    numbered = row.run("new", "project", *options("project"))

    assert again.exit_code == BROKEN
    assert "Invalid value for --id: " in again.stderr
    assert "2022-ketjes-fanfare-d-ete-2.yml is written" in numbered.stdout
    assert "/ketjes-zomerfanfare-2/" in numbered.stdout


@pytest.mark.parametrize(
    ("kind", "option", "value", "message"),
    [
        ("project", "year", "2033", "of the plan: 2018-2020"),
        ("project", "year", "22", "“22”"),
        ("project", "document", "question-8", "in data/sources/ is called “question-8”"),
        ("project", "lines", "99", "line 99 of question-7 is blank or missing"),
        ("project", "lines", "11", "line 11 of question-7 is blank"),
        ("project", "lines", "x", "“x” is not the number of a line: write 132, or 132-134, 140"),
        ("project", "lines", "buiten", "\n  30 M2.2 Ketjes 3.000 € Fanfare d'été / Zomerfanfare"),
        ("project", "measure", "2.9", "of the edition 2021-2024 in data/measures/"),
        ("project", "association", "ketje", "did you mean one of these?\n   1 ketjes (Ketjes)"),
        ("project", "association", "zzz", "python -m generator new association"),
        ("project", "amount", "300", "they have 3.000 €"),
        ("project", "amount", "3.000,50 €", "3.000,50 € is not on the cited lines"),
        ("project", "amount", "trois", "is not an amount in euros"),
        ("project", "amount", "0 €", "is not an amount in euros"),
        ("project", "slug_nl", "Été", "a-z, 0-9 and hyphens"),
        ("project", "slug_nl", "ketjes-bal", "another page already has the address “ketjes-bal”"),
        ("project", "title_fr", "=", "there is no French answer"),
        ("project", "title_nl", "Zomer\u200bfanfare", "(U+200B ZERO WIDTH SPACE) after “Zomer”"),
        ("association", "spelling", "L'Oeuvre", "“L'Oeuvre” is not on the cited lines"),
        ("association", "spelling", "L'Œuv", "“L'Œuv” is not on the cited lines"),
        ("measure", "code", "2.1", "already has a measure 2.1: 2021-2024-m2-1"),
        ("measure", "code", "3.1", "write it like 2.1"),
        ("commune", "tile", "3", "write it like 3 1"),
        ("commune", "nis_code", "2100", "write it like 21004"),
        ("commune", "nis_code", "٢١٠١٣", "write it like 21004"),
        ("commune", "id", "x" * 201, "longer than 200 characters"),
    ],
)
def test_each_answer_is_checked(
    kind: str, option: str, value: str, message: str, row: Repository
) -> None:
    result = row.run("new", kind, *options(kind, **{option: value}))

    assert result.exit_code == BROKEN
    assert f"Invalid value for --{option.replace('_', '-')}: " in result.stderr
    assert message in result.stderr
    assert WRITTEN[kind] not in row.records()


def test_an_amount_can_have_a_unit_and_cents(row: Repository) -> None:
    row.replace(TEXT, "3.000 €", "3.000,75 €")
    result = row.run("new", "project", *options("project", amount="€ 3.000,75"), "--dry-run")

    assert "\namount: 3000.75\n" in result.stdout, result.stderr


def test_for_an_unknown_kind_the_known_ones_are_named(row: Repository) -> None:
    result = row.run("new", "projet")

    assert result.exit_code == BROKEN
    assert "project, activity, association, commune, measure" in result.stderr


def test_a_record_with_a_mistake_cannot_be_referred_to(row: Repository) -> None:
    row.replace("data/associations/ketjes.yml", "slug:", "slog:")
    result = row.run("new", "project", *options("project"))

    assert "--association: associations/ketjes has a mistake: fix it first" in result.stderr


# --- what is missing ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "left_out", "missing"),
    [
        ("project", ["amount", "title_fr", "title_nl"], "--amount, --title-fr or --title-nl"),
        ("project", ["title_nl"], "--title-nl or --slug-nl"),
        ("project", ["title_fr"], "--title-fr or --slug-fr"),
        ("activity", ["name_nl"], "--name-nl or --slug-nl"),
        ("commune", ["name_nl"], "--name-nl or --slug-nl"),
        ("association", ["name_fr"], "--name-fr"),
    ],
)
def test_without_a_terminal_missing_options_are_named(
    kind: str, left_out: list[str], missing: str, row: Repository
) -> None:
    """Words in one language make no address in the other: either they or the address are needed."""
    result = row.run("new", kind, *options(kind, **dict.fromkeys(left_out)))

    assert result.exit_code == BROKEN
    assert f"Error: Missing {missing}. " in result.stderr
    assert WRITTEN[kind] not in row.records()


def test_a_missing_translation_is_marked_and_check_asks_for_it(row: Repository) -> None:
    given = options("project", title_nl=None, slug_nl="ketjes-zomerfanfare")
    result = row.run("new", "project", *given)
    path = WRITTEN["project"]
    [problem] = errors_in(row, path)

    assert "  nl: null  # to be given\n" in row.read(path)
    assert "1. Add title.nl; " in result.stdout
    assert (problem.field, problem.message) == ("title.nl", "has no value")


def test_a_measure_can_lack_a_title_and_check_asks_for_it(row: Repository) -> None:
    row.run("new", "measure", *options("measure", title_fr=None, title_nl=None))

    assert [p.code for p in errors_in(row, WRITTEN["measure"])] == ["untold-gap"]


def test_our_own_translation_is_unofficial(row: Repository) -> None:
    result = row.run("new", "project", *options("project", description_nl="Buiten musiceren"))

    assert "unofficial: [description.nl]\n" in row.read(WRITTEN["project"])
    assert "1. description.nl is not on the cited lines" in result.stdout
    assert errors_in(row, WRITTEN["project"]) == []


def test_words_that_the_line_prints_otherwise_are_compared_with_it(row: Repository) -> None:
    result = row.run("new", "project", *options("project", title_fr="Fanfare d’été"))

    assert "the line prints “d'été” in place of “d’été”" in result.stdout


def test_one_wording_for_both_languages_is_written_once(row: Repository) -> None:
    row.run("new", "project", *options("project", title_nl="="))

    assert "title:\n  both: Fanfare d'été\n" in row.read(WRITTEN["project"])


@pytest.mark.parametrize(
    ("kind", "changes", "slugs"),
    [
        ("project", {"title_nl": "="}, ("ketjes-fanfare-d-ete", "ketjes-fanfare-d-ete")),
        ("project", {}, ("ketjes-fanfare-d-ete", "ketjes-zomerfanfare")),
        ("activity", {}, ("ixelles-repas-de-rue", "elsene-straatmaaltijd")),
        ("activity", {"name_fr": None, "name_nl": None}, ("ixelles-m2-1", "elsene-m2-1")),
        ("association", {}, ("l-oeuvre-d-a-cote", "l-oeuvre-d-a-cote")),
    ],
)
def test_an_address_is_proposed_in_words_of_its_language(
    kind: str, changes: dict[str, str | None], slugs: tuple[str, str], row: Repository
) -> None:
    result = row.run("new", kind, *options(kind, **changes), "--dry-run")
    fr, nl = slugs

    assert f"slug:\n  fr: {fr}\n  nl: {nl}\n" in result.stdout, result.stderr


# --- what to do first --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "changes", "step"),
    [
        ("activity", {"commune": "Forest"}, "1. First add data/local-plans/2026/2026-forest.yml"),
        ("project", {"year": "2023"}, "1. First add data/calls/call-2023.yml"),
        ("activity", {"year": "2022", "lines": "17"}, "line 17 is below uccle"),
        (
            "association",
            {"name_fr": "Les Amis de l'Isle", "spelling": "L'Œuvre d'à Côté"},
            "the same as amis (Les Amis de l'Île / LAI",
        ),
    ],
    ids=["a local plan", "a call", "the right commune", "a look at a similar association"],
)
def test_what_a_record_needs_first_is_named(
    kind: str, changes: dict[str, str | None], step: str, row: Repository
) -> None:
    assert step in row.run("new", kind, *options(kind, **changes)).stdout


@pytest.mark.parametrize("kind", ["project", "commune"])
def test_a_record_that_cites_the_same_lines_is_named(kind: str, row: Repository) -> None:
    row.run("new", kind, *options(kind))
    again = row.run("new", kind, *options(kind))
    name = WRITTEN[kind].rpartition("/")[2].removesuffix(".yml")

    assert f"the same as {name} (" in again.stdout
