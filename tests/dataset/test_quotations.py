"""Quotations: every quoted word and number is found on the lines that its record cites."""

from __future__ import annotations

import dataclasses

import pytest

from generator.dataset.dataset import Dataset
from generator.dataset.lines import line_of
from generator.dataset.quotations import (
    Quotation,
    Span,
    field_of,
    find,
    print_as_source,
    quotations,
)
from generator.records import (
    Action,
    Activity,
    Administration,
    Association,
    Commune,
    LocalPlan,
    Measure,
    Project,
    Question,
    Quoted,
    Record,
)


def quoted(record: Record, dataset: Dataset) -> dict[str, list[Quotation]]:
    """A record's quotations by field."""
    found: dict[str, list[Quotation]] = {}
    for quotation in quotations(record, dataset):
        found.setdefault(field_of(quotation.where), []).append(quotation)
    return found


def test_a_quotation_has_its_line_place_and_language(toy: Dataset) -> None:
    (french,) = quoted(toy.get(Commune, "forest"), toy)["name.fr"]

    assert french == Quotation(
        ("name", "fr"), "Forest", (Span("question-7", 14, 0, len("Forest"), "fr"),)
    )


def test_a_span_holds_the_words(toy: Dataset) -> None:
    for record in toy.records:
        for quotation in quotations(record, toy):
            for span in quotation.spans:
                words = line_of(toy, span.document, span.line)[span.start : span.end]
                assert words.startswith(quotation.printed) or is_in_another_form(words, quotation)


def is_in_another_form(words: str, quotation: Quotation) -> bool:
    """Whether a date or a small number is printed in words."""
    marker = quotation.marker
    return isinstance(marker, Quoted) and (marker.date or words in ("deux", "twee"))


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("le 14 janvier 2021 :", "2021-01-14"),
        ("op 14 januari 2021.", "2021-01-14"),
        ("14/01/2021", "2021-01-14"),
        ("publié le 06 juillet 2018", "2018-07-06"),
        ("le 1er mars 2019", "2019-03-01"),
        ("op 1 maart 2019", "2019-03-01"),
        ("6-3-2019", "2019-03-06"),
        ("28.11.2022", "2022-11-28"),
    ],
)
def test_a_date_is_found_in_figures_and_with_its_month(
    printed: str, day: str, toy: Dataset
) -> None:
    assert found(day, Quoted(date=True), printed, toy)


@pytest.mark.parametrize(
    "printed",
    ["24 janvier 2021", "14 janvier 20211", "14 février 2021", "14/01-2021", "114/01/2021"],
)
def test_another_date_is_not_found(printed: str, toy: Dataset) -> None:
    assert not found("2021-01-14", Quoted(date=True), printed, toy)


@pytest.mark.parametrize(
    ("printed", "number", "marker", "is_found"),
    [
        ("dix thématiques", 10, Quoted(spelled=True), True),
        ("onder in tien thema's", 10, Quoted(spelled=True), True),
        ("10 thématiques", 10, Quoted(spelled=True), True),
        ("dixième", 10, Quoted(spelled=True), False),
        ("tientallen", 10, Quoted(spelled=True), False),
        ("77 mesures", 77, Quoted(spelled=True), True),
        ("dix projets", 10, Quoted(), False),
    ],
)
def test_a_number_in_letters_is_found_if_its_marker_allows_it(
    printed: str, number: int, marker: Quoted, is_found: bool, toy: Dataset
) -> None:
    assert found(str(number), marker, printed, toy) is is_found


def found(printed: str, marker: Quoted, line: str, toy: Dataset) -> bool:
    """Whether a line prints a number or a date."""
    dataset = Dataset(dataclasses.replace(toy.loaded, texts={"paper": (line,)}))
    return bool(find(printed, marker, [("paper", 1)], None, dataset))


def test_words_are_found_each_time_that_they_are_printed(toy: Dataset) -> None:
    (name,) = quoted(toy.get(Commune, "evere"), toy)["name.both"]

    assert [(span.line, span.language) for span in name.spans] == [(5, None), (9, None)]


def test_a_name_in_a_third_language_is_found_in_that_language(toy: Dataset) -> None:
    (name,) = quoted(toy.get(Activity, "2026-ixelles-m2-1"), toy)["names.both"]

    assert [span.language for span in name.spans] == ["en"]


def test_each_paragraph_is_a_quotation_of_its_own(toy: Dataset) -> None:
    paragraphs = quoted(toy.get(Question, "question-7"), toy)["answer.fr"]

    assert [(p.printed[:7], [span.line for span in p.spans]) for p in paragraphs] == [
        ("Madame ", [4]),
        ("En 2022", [5]),
    ]


def test_white_space_is_folded(toy: Dataset) -> None:
    _, listed = quoted(toy.get(Project, "2022-amis-cafe"), toy)["description.fr"]

    assert listed.printed == "- un café | *philo*, - une fête des <voisins>"


# --- corrections -------------------------------------------------------------------------------


def test_corrections_are_undone_before_words_are_looked_up(toy: Dataset) -> None:
    first, _ = quoted(toy.get(Project, "2022-amis-cafe"), toy)["description.fr"]

    assert first.printed == "Des soirées & des débas :"
    assert [span.line for span in first.spans] == [24]


def test_a_correction_is_undone_in_its_language_only(toy: Dataset) -> None:
    cafe = toy.get(Project, "2022-amis-cafe")

    assert print_as_source(cafe, "fr", "Les débats") == "Les débas"
    assert print_as_source(cafe, "nl", "Les débats") == "Les débats"


def test_a_correction_is_undone_in_words_for_both_languages(toy: Dataset) -> None:
    question = toy.get(Question, "question-7")

    assert print_as_source(question, "both", "Zoé L'Écuyer") == "Zoé L'ÉCUYER"


# --- numbers -----------------------------------------------------------------------------------


def test_an_amount_is_printed_with_dots_and_its_currency(toy: Dataset) -> None:
    (amount,) = quoted(toy.get(Action, "2022-mediateurs"), toy)["amount"]

    assert amount.printed == "1.000.000"
    assert [line_of(toy, s.document, s.line)[s.start : s.end] for s in amount.spans] == [
        "1.000.000 €",
        "1.000.000 euro",
    ]


@pytest.mark.parametrize("line", ["3", "3 projets", "(3)", "3, 4"])
def test_a_number_is_found_beside_words_and_marks(line: str, toy: Dataset) -> None:
    assert found("3", Quoted(), line, toy)


@pytest.mark.parametrize("line", ["13", "30", "2.3", "2,3", "3.000", "3,5", "M3", "3e"])
def test_a_number_is_not_found_in_another_one(line: str, toy: Dataset) -> None:
    assert not found("3", Quoted(), line, toy)


def test_an_amount_is_found_with_its_unit_however_it_is_printed(toy: Dataset) -> None:
    assert found("30.000", Quoted(money=True), "12.000 € pour 1, EUR 30 000,00 pour 2", toy)
    assert not found("30.000", Quoted(money=True), "30.000 personnes, 30.000,50 €", toy)


# --- on other lines, or nowhere ----------------------------------------------------------------


def test_a_moved_field_is_looked_up_on_its_own_lines(toy: Dataset) -> None:
    ecoute = toy.get(Project, "2022-amis-ecoute")
    found = quoted(ecoute, toy)

    assert [span.line for span in found["title.fr"][0].spans] == [24]
    assert [span.line for span in found["amount"][0].spans] == [25]


def test_a_variant_is_looked_up_in_its_own_document(toy: Dataset) -> None:
    (variant,) = quoted(toy.get(Measure, "2021-2024-m2-1"), toy)["variants.text"]

    assert [(s.document, s.line, s.language) for s in variant.spans] == [("page-amis", 4, "fr")]


@pytest.mark.parametrize(
    ("kind", "id", "field"),
    [
        (Project, "2022-amis-ecoute", "description.nl"),
        (Association, "amis", "legal_form.nl"),
        (Administration, "office", "former_name.nl"),
        (Commune, "forest", "nis_code"),
    ],
)
def test_our_own_words_and_general_knowledge_are_not_quotations(
    kind: type[Record], id: str, field: str, toy: Dataset
) -> None:
    assert field not in quoted(toy.get(kind, id), toy)


def test_what_a_gap_prints_is_a_quotation(toy: Dataset) -> None:
    (printed,) = quoted(toy.get(LocalPlan, "2022-forest"), toy)["gaps.printed"]

    assert printed.printed == "/"
    assert printed.spans
