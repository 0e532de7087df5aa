"""A language's words: plurals, numbers, money, dates, and the order of its alphabet."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from markupsafe import Markup

from generator.dataset.dataset import Dataset
from generator.records import Commune, Language, LocalPlan, Measure, Question, Summary
from generator.site.locale import Locale, Strings, UnknownStringError, sort_key

NBSP = "\u00a0"

STRINGS: Strings = {
    "hello": {"fr": "Bonjour {name} !", "nl": "Dag {name}!"},
    "ampersand": {"fr": "a & b", "nl": "a & b"},
    "projects": {
        "fr": {"one": "{n} projet", "other": "{n} projets"},
        "nl": {"one": "{n} project", "other": "{n} projecten"},
    },
}


@pytest.fixture
def fr() -> Locale:
    return Locale("fr", STRINGS)


@pytest.fixture
def nl() -> Locale:
    return Locale("nl", STRINGS)


# --- strings -----------------------------------------------------------------------------------


def test_placeholders_are_filled_with_escaped_values(nl: Locale) -> None:
    assert nl("hello", name="<b> {name}") == "Dag &lt;b&gt; {name}!"


def test_html_in_a_placeholder_stays_html(nl: Locale) -> None:
    assert nl("hello", name=Markup("<b>Jan</b>")) == "Dag <b>Jan</b>!"


def test_strings_are_text_not_html(fr: Locale) -> None:
    assert fr("ampersand") == "a &amp; b"


@pytest.mark.parametrize(
    ("n", "french", "dutch"),
    [
        (0, "0 projet", "0 projecten"),
        (1, "1 projet", "1 project"),
        (2, "2 projets", "2 projecten"),
        (1001, f"1{NBSP}001 projets", "1.001 projecten"),
    ],
)
def test_nothing_is_singular_in_french_and_plural_in_dutch(
    n: int, french: str, dutch: str, fr: Locale, nl: Locale
) -> None:
    assert fr("projects", n=n) == french
    assert nl("projects", n=n) == dutch


def test_an_unknown_string_is_a_broken_installation(fr: Locale) -> None:
    with pytest.raises(UnknownStringError, match="no goodbye"):
        fr("goodbye")


def test_french_does_not_break_a_line_before_its_double_marks(fr: Locale) -> None:
    assert fr("hello", name="Zoé") == f"Bonjour Zoé{NBSP}!"
    assert fr.text("« a » : b ; c ?") == f"«{NBSP}a{NBSP}»{NBSP}: b{NBSP}; c{NBSP}?"


def test_a_line_does_not_break_between_no_and_its_number(fr: Locale) -> None:
    assert fr.text("n° 7, vraag nr. 7, en fin. 7") == f"n°{NBSP}7, vraag nr.{NBSP}7, en fin. 7"


def test_french_and_dutch_are_those_of_belgium(fr: Locale, nl: Locale) -> None:
    assert (str(fr.babel), str(nl.babel)) == ("fr_BE", "nl_BE")


# --- numbers, money, dates ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "french", "dutch"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1000, f"1{NBSP}000", "1.000"),
        (1392600, f"1{NBSP}392{NBSP}600", "1.392.600"),
        (-82600, f"-82{NBSP}600", "-82.600"),
    ],
)
def test_numbers_are_grouped_the_belgian_way(
    value: int, french: str, dutch: str, fr: Locale, nl: Locale
) -> None:
    assert fr.number(value) == french
    assert nl.number(value) == dutch


@pytest.mark.parametrize(
    ("euros", "french", "dutch"),
    [
        (Decimal("50000.50"), f"50{NBSP}000,50{NBSP}€", f"€{NBSP}50.000,50"),
        (Decimal("0.05"), f"0,05{NBSP}€", f"€{NBSP}0,05"),
        (Decimal("50000.00"), f"50{NBSP}000{NBSP}€", f"€{NBSP}50.000"),
        (0, f"0{NBSP}€", f"€{NBSP}0"),
        (1392600, f"1{NBSP}392{NBSP}600{NBSP}€", f"€{NBSP}1.392.600"),
        (35000000, f"35{NBSP}000{NBSP}000{NBSP}€", f"€{NBSP}35.000.000"),
    ],
)
def test_the_euro_sign_is_after_the_number_in_french_and_before_it_in_dutch(
    euros: Decimal | int, french: str, dutch: str, fr: Locale, nl: Locale
) -> None:
    assert fr.money(euros) == french
    assert nl.money(euros) == dutch


@pytest.mark.parametrize(
    ("date", "french", "dutch"),
    [
        (datetime.date(2022, 5, 1), "1 mai 2022", "1 mei 2022"),
        (datetime.date(2024, 2, 29), "29 février 2024", "29 februari 2024"),
    ],
)
def test_dates_are_written_out(
    date: datetime.date, french: str, dutch: str, fr: Locale, nl: Locale
) -> None:
    assert fr.date(date) == french
    assert nl.date(date) == dutch


# --- names and their order ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", ["Evere", "Forest", "Ixelles", "Uccle"]),
        ("nl", ["Elsene", "Evere", "Ukkel", "Vorst"]),
    ],
)
def test_communes_are_in_the_alphabetical_order_of_the_pages_language(
    language: Language, expected: list[str], toy: Dataset
) -> None:
    locale = Locale(language, STRINGS)

    assert [locale.name(c) for c in locale.alphabetical(toy.all(Commune))] == expected


@pytest.mark.parametrize(
    "names",
    [
        ["Eclair", "École", "Écran", "Edition"],
        ["bal", "Café", "cafés", "CAFÉS B"],
        ["2Bouts", "Abrusco", "(Bruxelles)", "« Coin »", "d'Ici", "Dakira"],
        ["Woluwe-Saint-Lambert", "Woluwe-Saint-Pierre"],
    ],
)
def test_accents_case_and_marks_do_not_change_the_order(names: list[str]) -> None:
    backwards = list(reversed(names))

    assert sorted(backwards, key=sort_key) == names


def test_records_of_one_name_are_in_the_order_of_their_ids(toy: Dataset, fr: Locale) -> None:
    evere, forest = toy.get(Commune, "evere"), toy.get(Commune, "forest")
    twin = forest.model_copy(update={"name": evere.name})

    assert fr.alphabetical([twin, evere]) == fr.alphabetical([evere, twin]) == [evere, twin]


@pytest.mark.parametrize(
    ("kind", "id"),
    [
        (Measure, "2021-2024-m2-1"),
        (Summary, "2022-m2-1"),
        (LocalPlan, "2022-forest"),
        (Question, "question-7"),
    ],
)
def test_a_record_without_a_name_goes_by_its_kind(
    kind: type[Measure | Summary | LocalPlan | Question],
    id: str,
    toy: Dataset,
    strings: dict[str, dict[str, str]],
) -> None:
    record = toy.get(kind, id)
    template = strings[f"label.{record.kind}"]["fr"]

    name = Locale("fr", strings).name(record)

    assert name.replace(NBSP, " ") == template.format(record=record)
