"""The real data are sound and complete, and say what the public documents say."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from dataclasses import replace

import pytest

from generator.dataset.dataset import Dataset
from generator.dataset.quotations import quotations
from generator.records import (
    LANGUAGES,
    Activity,
    Call,
    Commune,
    Edition,
    Language,
    Project,
    Question,
    Quoted,
    Source,
    Summary,
    Theme,
)
from generator.rules.check import check, errors
from generator.rules.coverage import uncited_lines
from generator.rules.twins import row_twice
from generator.site.amounts import amount_text
from generator.site.charts import map_of
from generator.site.site import Site
from tests.support.parsed_page import parse_page

# --- the data are sound and complete -----------------------------------------------------------


def test_the_data_have_no_error(real: Dataset) -> None:
    """Warnings are allowed: a translation that is not confirmed does not stop publication."""
    assert errors(check(real)) == []


def test_every_line_of_every_document_is_cited(real: Dataset) -> None:
    assert {source.id: uncited_lines(source, real) for source in real.all(Source)} == {
        source.id: [] for source in real.all(Source)
    }


def test_only_the_record_of_a_row_states_the_row(real: Dataset) -> None:
    """Associations, communes and the document's own record cite rows too; they do not state them."""
    rows = [*real.all(Project), *(a for a in real.all(Activity) if a.names)]
    keys = {row.key for row in rows}
    rest = {key: record for key, record in real.loaded.records.items() if key not in keys}
    without = Dataset(replace(real.loaded, records=rest))
    uncited = {s.id: {*uncited_lines(s, without)} for s in real.all(Source)}
    for row in rows:
        own = {line for lines in row.sources[0].lines for line in lines}
        assert own & uncited[row.document], row.key


def test_a_copy_of_a_row_under_another_id_is_noticed(real: Dataset) -> None:
    rows = [*real.all(Project), *real.all(Summary), *real.all(Activity)]
    copies = [row.model_copy(update={"id": f"{row.id}-copy"}) for row in rows]
    records = real.loaded.records | {copy.key: copy for copy in copies}
    paths = real.loaded.paths | {copy.key: "copy.yml" for copy in copies}
    both = Dataset(replace(real.loaded, records=records, paths=paths))
    for row, copy in zip(rows, copies, strict=True):
        assert [*row_twice(row, both), *row_twice(copy, both)], row.key


# --- the pages ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_amounts_on_pages_are_the_amounts_of_the_data(
    language: Language, real: Dataset, real_site: Site, real_pages: dict[str, str]
) -> None:
    words = real_site.locales[language]
    expected: dict[str, Counter[str]] = defaultdict(Counter)
    for project in real.all(Project):
        for key in (
            f"projects-{project.year}",
            f"measures/{project.measure}",
            f"associations/{project.association}",
        ):
            expected[key][amount_text(project, real, words)] += 1
    assert expected
    for key, amounts in expected.items():
        page = parse_page(real_pages[f"{language}/generated/{key}.md"])
        assert amounts <= Counter(cell.text for cell in page.all("td", class_="amount")), key

    for project in real.all(Project):
        page = parse_page(real_pages[f"{language}/generated/projects/{project.id}.md"])
        shown = amount_text(project, real, words)
        assert shown in [fact.text for fact in page.all("dd")], project.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_misplaced_figure_is_explained_on_its_pages(
    language: Language, real_pages: dict[str, str], real: Dataset
) -> None:
    for key, summary in (("measures/2021-2024-m2-1", "m2-1"), ("projects-2022", "t2")):
        page = parse_page(real_pages[f"{language}/generated/{key}.md"])
        for moved in real.get(Summary, f"2022-{summary}").moved:
            assert " ".join(moved.why[language].split())[:60] in " ".join(page.text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_total_that_agrees_by_its_computation_says_so(
    language: Language, real_pages: dict[str, str], real_site: Site
) -> None:
    """30 000 euros are what is left of 670 000: that the measure adds up proves nothing of them."""
    words = real_site.locales[language]("total.derived")
    pages = {
        key: words in real_pages[f"{language}/generated/{key}.md"]
        for key in ("measures/2021-2024-m2-1", "measures/2021-2024-m2-2", "projects-2022")
    }

    assert pages == {
        "measures/2021-2024-m2-1": True,
        "measures/2021-2024-m2-2": False,
        "projects-2022": True,
    }


# --- the public record around the plan ---------------------------------------------------------


@pytest.mark.parametrize(
    ("edition", "adopted", "themes", "measures"),
    [
        ("2018-2020", datetime.date(2017, 2, 2), 10, None),
        ("2021-2024", datetime.date(2021, 1, 14), 9, 77),
    ],
)
def test_an_edition_has_its_date_and_its_numbers(
    edition: str, adopted: datetime.date, themes: int, measures: int | None, real: Dataset
) -> None:
    record = real.get(Edition, edition)

    assert (record.adopted, record.themes, record.measures) == (adopted, themes, measures)


def test_the_years_of_an_edition_are_those_of_the_official_journal(real: Dataset) -> None:
    """Its id, which is part of addresses, keeps the years that PREFER's page gives."""
    record = real.get(Edition, "2018-2020")

    assert (record.years, record.other_years) == ("2017-2020", "2018-2020")


def test_the_plan_has_nine_themes_by_name(real: Dataset) -> None:
    themes = real.backlinks(real.get(Edition, "2021-2024"), Theme)

    assert [theme.code for theme in themes] == [str(number) for number in range(1, 10)]
    assert [theme.id for theme in themes if "name.nl" in theme.unofficial] == ["2021-2024-t5"]
    # The answer calls only the second one by its number: "thématique 2".
    assert [theme.code for theme in themes if not theme.inferred] == ["2"]


def test_calls_have_the_dates_of_their_publication(real: Dataset) -> None:
    calls = {call.year: call.published for call in real.all(Call) if call.year <= 2023}

    assert calls == {
        2018: datetime.date(2018, 7, 6),
        2019: datetime.date(2019, 3, 6),
        2020: datetime.date(2020, 8, 10),
        2021: datetime.date(2021, 5, 28),
        2022: datetime.date(2022, 7, 18),
        2023: datetime.date(2023, 7, 11),
    }


def test_the_question_has_its_own_dates(real: Dataset) -> None:
    question = real.get(Question, "question-1038")

    assert (question.received, question.admissible, question.answered, question.published) == (
        datetime.date(2023, 3, 31),
        datetime.date(2023, 4, 13),
        datetime.date(2023, 5, 17),
        datetime.date(2023, 5, 23),
    )
    assert (question.legislature, question.session) == ("19/24", "22/23")
    assert len(question.asked) == 3
    assert question.earlier
    assert question.earlier.number == "921"
    assert [inference.field for inference in question.inferred] == ["earlier"]


def test_every_stated_number_and_date_is_on_a_line_that_its_record_cites(real: Dataset) -> None:
    for kind in (Edition, Call, Question, Source):
        for record in real.all(kind):
            found = [q for q in quotations(record, real) if isinstance(q.marker, Quoted)]
            assert [q.where for q in found if not q.spans] == [], record.key


def test_every_line_of_an_extract_is_quoted_by_a_record(real: Dataset) -> None:
    for record in real.all(Source):
        if record.extract:
            assert uncited_lines(record, real) == [], record.id
            assert record.read, record.id


# --- words -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "names", "lines"),
    [
        (
            "fr",
            ["Berchem-Sainte-Agathe", "Ville de Bruxelles", "Etterbeek"],
            ("Ville de ", "Bruxelles"),
        ),
        ("nl", ["Anderlecht", "Stad Brussel", "Elsene"], ("Stad ", "Brussel")),
    ],
)
def test_the_city_has_its_own_name_not_the_regions(
    language: Language, names: list[str], lines: tuple[str, ...], real: Dataset, real_site: Site
) -> None:
    """Lists have it under B, and its name fits its tile."""
    words = real_site.locales[language]
    listed = [words.name(commune) for commune in words.alphabetical(real.all(Commune))]
    at = listed.index(names[1])
    tiles = {tile.commune.id: tile for tile in map_of({}, 2022, real, words).tiles}

    assert listed[at - 1 : at + 2] == names
    assert tiles["bruxelles"].lines == lines
    assert real.get(Commune, "bruxelles").slug[language] in ("bruxelles", "brussel")
