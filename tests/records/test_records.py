"""The kinds of record: which values a field accepts, and what a record is called."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError

from generator.dataset.dataset import Dataset
from generator.records import (
    LANGUAGES,
    Activity,
    Citation,
    Commune,
    Edition,
    Euros,
    Measure,
    Project,
    Slug,
    Text,
    fields_at,
)


@pytest.mark.parametrize(("lines", "numbers"), [(7, [7]), ("7", [7]), ("7-9", [7, 8, 9])])
def test_lines_are_a_number_or_a_range(lines: object, numbers: list[int]) -> None:
    (cited,) = Citation.model_validate({"document": "d", "lines": (lines,)}).lines

    assert list(cited) == numbers


@pytest.mark.parametrize("lines", [0, "0-3", -1, "9-7", "7-", "7–9", "a", "1-2-3", True, None])
def test_other_values_are_not_lines(lines: object) -> None:
    with pytest.raises(ValidationError, match="not a line or a range"):
        Citation.model_validate({"document": "d", "lines": (lines,)})


@pytest.mark.parametrize("given", [True, -1, 0.5, "1", None, Decimal("1.5"), Decimal("1.500")])
def test_a_value_that_is_not_an_exact_amount_is_refused(given: object) -> None:
    with pytest.raises(ValueError, match=r"amount|zero"):
        TypeAdapter(Euros).validate_python(given)


@pytest.mark.parametrize("id", ["forest", "2022-m2-1", "2bouts"])
def test_an_id_is_ascii_words_joined_by_hyphens(id: str) -> None:
    assert Slug(fr=id, nl=id)["fr"] == id


@pytest.mark.parametrize(
    "id", ["", "Forest", "forêt", "a_b", "-a", "a-", "a--b", "a b", "../a", "a\n", "javascript:a"]
)
def test_other_text_is_not_an_id(id: str) -> None:
    with pytest.raises(ValidationError):
        Slug(fr=id, nl=id)


def test_a_text_for_both_languages_reads_the_same_in_each() -> None:
    text = Text(both="Repair Café", lang="en")

    assert [text[language] for language in LANGUAGES] == ["Repair Café", "Repair Café"]
    assert text.wordings == (("both", "Repair Café"),)


def test_a_text_in_each_language_has_two_wordings() -> None:
    assert Text(fr="Forest", nl="Vorst").wordings == (("fr", "Forest"), ("nl", "Vorst"))


def test_records_do_not_change(toy: Dataset) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        toy.get(Commune, "forest").nis_code = "21001"  # type: ignore[misc]  # meant


def test_an_edition_has_a_first_and_a_last_year(toy: Dataset) -> None:
    edition = toy.get(Edition, "2021-2024")

    assert (edition.first_year, edition.last_year) == (2021, 2024)


def test_a_measure_has_no_label_because_it_is_called_by_its_code(toy: Dataset) -> None:
    measure = toy.get(Measure, "2021-2024-m2-1")

    assert measure.title
    assert measure.label is None


def test_the_label_of_an_activity_has_all_names_of_its_row(toy: Dataset) -> None:
    label = toy.get(Activity, "2022-ixelles-m2-1").label

    assert label
    assert label["fr"] == "Café | *débat* {{ ouvert }} ; Fête des <voisins>"
    assert label["nl"] == "Café | *debat* {{ open }}; Feest van de <buren>"


def test_the_label_of_an_activity_with_one_name_is_this_name(toy: Dataset) -> None:
    assert toy.get(Activity, "2026-ixelles-m2-1").label == Text(both="Repair Café", lang="en")


def test_fields_are_known_at_every_depth() -> None:
    assert fields_at(Project, ("corrections", 0, "note")) == ["fr", "nl"]
    assert fields_at(Project, ("corrections", 0)) == ["lang", "printed", "shown", "why", "note"]
