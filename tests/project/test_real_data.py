"""The data themselves, against figures counted by hand in the two documents."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

import pytest

from generator.dataset.dataset import Dataset
from generator.dataset.lines import citing
from generator.dataset.quotations import quotations
from generator.dataset.totals import balance_of, total
from generator.records import (
    LANGUAGES,
    Action,
    Activity,
    Association,
    Call,
    Commune,
    Edition,
    Language,
    LocalPlan,
    Measure,
    Plan,
    Project,
    Question,
    Quoted,
    Record,
    Source,
    Summary,
    Theme,
)
from generator.rules.check import check, errors
from generator.rules.coverage import uncited_lines
from generator.rules.provenance import arithmetic
from generator.rules.twins import row_twice
from generator.site.amounts import amount_text
from generator.site.charts import map_of
from generator.site.site import Site
from tests.support.parsed_page import parse_page

ANNEXES = "question-1038"
SEEDS = {ANNEXES, "prefer-page"}
R = TypeVar("R", bound=Record)

ANNEX_1 = range(72, 120)
ANNEX_2 = range(125, 154)

# A misplaced row, and the commune whose name the annex prints above it.
PRINTED = {"2022-schaerbeek-m2-1": "molenbeek-saint-jean"}


def rows(lines: range, dataset: Dataset) -> Iterator[tuple[int, list[str]]]:
    """(number, cells) of the lines of an annex that hold text."""
    for number in lines:
        line = dataset.texts[ANNEXES][number - 1]
        if line.strip():
            yield number, line.split("\t")


def cited_on(kind: type[R], line: int, dataset: Dataset) -> list[R]:
    """The records of a kind whose row is this line."""
    return [r for r in dataset.all(kind) if r.sources[0].lines[0][0] == line]


def of_seeds(kind: type[R], dataset: Dataset) -> list[R]:
    """The records of a kind that cite the two documents; later years add others."""
    return [
        record
        for record in dataset.all(kind)
        if {record.id, *(citation.document for citation in record.sources)} & SEEDS
    ]


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


def test_no_line_of_the_annexes_is_furniture(real: Dataset) -> None:
    furniture = {n for lines in real.get(Source, ANNEXES).furniture for n in lines}

    assert furniture & {*ANNEX_1, *ANNEX_2} == set()


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        (Plan, 1),
        (Edition, 3),
        (Theme, 1),
        (Measure, 6),
        (Commune, 19),
        (LocalPlan, 19),
        (Activity, 45),
        (Association, 17),
        (Project, 21),
        (Summary, 6),
        (Action, 3),
        (Question, 1),
        (Source, 2),
    ],
)
def test_there_are_as_many_records_as_in_the_documents(
    kind: type[Record], count: int, real: Dataset
) -> None:
    assert len(of_seeds(kind, real)) == count


# --- annex 1 -----------------------------------------------------------------------------------


def test_every_row_of_annex_1_is_one_activity_of_its_commune_and_measure(real: Dataset) -> None:
    commune = ""
    for number, (name, code, *_) in rows(ANNEX_1, real):
        if name:
            (commune,) = (
                c.id for c in real.all(Commune) if c in citing(source(real), number, real)
            )
        activities = cited_on(Activity, number, real)
        found = [
            (PRINTED.get(a.id, a.commune), real.get(Measure, a.measure).code) for a in activities
        ]
        assert found == ([(commune, code)] if code.startswith("2.") else []), number


def source(dataset: Dataset) -> Source:
    return dataset.get(Source, ANNEXES)


def test_activities_by_measure(real: Dataset) -> None:
    codes = Counter(real.get(Measure, a.measure).code for a in of_seeds(Activity, real))

    assert codes == {"2.1": 10, "2.2": 17, "2.3": 3, "2.4": 6, "2.5": 7, "2.6": 2}


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_that_list_several_activities_keep_them_all(language: Language, real: Dataset) -> None:
    several = {
        activity.id: len(activity.names)
        for activity in of_seeds(Activity, real)
        if len(activity.names) != 1
    }

    assert several == {
        "2022-auderghem-m2-1-cellule-educative": 4,
        "2022-auderghem-m2-4": 3,
        "2022-bruxelles-m2-2": 3,
        "2022-etterbeek-m2-2-emancipation": 2,
        "2022-etterbeek-m2-5": 0,
        "2022-koekelberg-m2-2": 2,
        "2022-saint-josse-ten-noode-m2-5": 2,
    }
    assert sum(1 for a in of_seeds(Activity, real) for name in a.names if name[language]) == 54


def test_three_kinds_of_emptiness_are_three_different_things(real: Dataset) -> None:
    silent = [r for kind in (LocalPlan, Activity, Measure) for r in of_seeds(kind, real) if r.gaps]

    assert {record.id: [gap.silence.value for gap in record.gaps] for record in silent} == {
        "2022-forest": ["unexplained"],
        "2022-etterbeek-m2-5": ["no-activity"],
        "2021-2024-m2-6": ["not-in-source"],
    }


# --- annex 2 -----------------------------------------------------------------------------------


def test_every_row_of_annex_2_is_a_summary_or_a_project_of_its_theme_or_measure(
    real: Dataset,
) -> None:
    for number, (first, *_) in rows(ANNEX_2, real):
        summaries = [summary.subject for summary in cited_on(Summary, number, real)]
        projects = [f"measures/{p.measure}" for p in cited_on(Project, number, real)]
        assert bool(summaries) == (":" in first), number
        (subject,) = [*summaries, *projects]
        code = vars(real.record(subject))["code"]
        assert first.startswith(f"{subject[0].upper()}{code}"), number


def test_every_figure_of_annex_2_is_one_records_amount_or_number_of_projects(
    real: Dataset,
) -> None:
    """Each once, on the line that prints it, whichever row it belongs to."""
    shown = defaultdict[int, dict[str, int]](dict)
    for record in [*of_seeds(Summary, real), *of_seeds(Project, real)]:
        for field in ("projects", "amount"):
            value = getattr(record, field, None)
            if value is not None and not record.computation(field):
                (line,) = record.lines_of(field) or record.sources[0].lines
                assert field not in shown[line[0]], (record.id, field)
                shown[line[0]][field] = value

    printed = {}
    for number, (_, _, *cells) in rows(ANNEX_2, real):
        count, amount = [*cells, "", ""][:2]
        figures = {"projects": count, "amount": amount.removesuffix(" €").replace(".", "")}
        printed[number] = {name: int(figure) for name, figure in figures.items() if figure}
    assert dict(shown) == {line: figures for line, figures in printed.items() if figures}


@pytest.mark.parametrize(
    ("summary", "projects", "amount", "listed"),
    [
        ("2022-t2", 21, 1392600, 21),
        ("2022-m2-1", None, 670000, 8),
        ("2022-m2-2", 9, 457600, 9),
        ("2022-m2-3", 1, 30200, 1),
        ("2022-m2-4", 1, 21000, 1),
        ("2022-m2-5", 2, 213800, 2),
    ],
)
def test_every_stated_total_is_the_sum_of_what_is_listed(
    summary: str, projects: int | None, amount: int, listed: int, real: Dataset
) -> None:
    balance = balance_of(real.get(Summary, summary), real)

    assert (balance.stated.projects, balance.listed.projects) == (projects, listed)
    assert balance.stated.amount == balance.listed.amount == amount


def test_the_totals_of_the_measures_are_the_total_of_the_theme(real: Dataset) -> None:
    theme, *measures = sorted(of_seeds(Summary, real), key=lambda s: s.theme is None)

    assert sum(summary.amount for summary in measures) == theme.amount == 1392600
    assert total(of_seeds(Project, real)).amount == theme.amount


def test_one_amount_is_computed_and_every_other_one_is_printed(real: Dataset) -> None:
    (computed,) = [r for r in (*of_seeds(Project, real), *of_seeds(Summary, real)) if r.computed]

    assert isinstance(computed, Project)
    assert computed.id == "2022-2bouts-formation-supervision"
    assert computed.amount == 30000
    assert arithmetic(computed.computed[0], real).startswith("670.000 − 88.300 − ")


def test_four_associations_have_two_projects(real: Dataset) -> None:
    projects = Counter(project.association for project in of_seeds(Project, real))

    assert {association for association, count in projects.items() if count == 2} == {
        "befus",
        "cclj",
        "prefer",
        "socabe",
    }
    assert projects.total() == 21


def test_police_zones_got_35_million(real: Dataset) -> None:
    assert real.get(Action, "2022-zones-de-police").amount == 35_000_000


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
