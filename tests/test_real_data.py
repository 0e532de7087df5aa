"""The data themselves, against figures counted by hand in the two documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

import pytest

from generator.checks import check, errors
from generator.dataset import Balance, Dataset, Total, total
from generator.evidence import uncited_lines
from generator.models import (
    LANGUAGES,
    Action,
    Activity,
    Association,
    Commune,
    Edition,
    Language,
    LocalPlan,
    Measure,
    Plan,
    Project,
    Question,
    Record,
    Source,
    Summary,
    Theme,
)
from generator.render import Site
from tests.reading import read

ANNEXES = "question-1038"
SEEDS = {ANNEXES, "prefer-page"}
R = TypeVar("R", bound=Record)

ANNEX_1 = range(72, 120)
ANNEX_2 = range(126, 154)


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
    """The records of a kind that stand in the two documents; later years bring others."""
    return [record for record in dataset.all(kind) if {record.id, record.document} & SEEDS]


# --- the data are sound and complete -----------------------------------------------------------


def test_the_data_have_no_error(real: Dataset) -> None:
    """A warning may stand: that a translation waits for somebody is no reason not to publish."""
    assert errors(check(real)) == []


def test_every_line_of_every_document_is_cited(real: Dataset) -> None:
    assert {source.id: uncited_lines(source, real) for source in real.all(Source)} == {
        source.id: [] for source in real.all(Source)
    }


def test_no_other_record_makes_up_for_that_of_a_row(real: Dataset) -> None:
    """Associations, communes and the document's own record cite rows too; they do not state them."""
    rows = [*real.all(Project), *(a for a in real.all(Activity) if a.names)]
    records = dict(real.loaded.records)
    for row in rows:
        rest = {key: record for key, record in records.items() if key != row.key}
        without = Dataset(replace(real.loaded, records=rest))
        own = {line for lines in row.sources[0].lines for line in lines}
        assert own & {*uncited_lines(real.get(Source, row.document), without)}, row.key


def test_no_line_of_the_annexes_is_set_aside(real: Dataset) -> None:
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
        (Summary, 5),
        (Action, 3),
        (Question, 1),
        (Source, 2),
    ],
)
def test_there_are_as_many_records_as_the_documents_tell(
    kind: type[Record], count: int, real: Dataset
) -> None:
    assert len(of_seeds(kind, real)) == count


# --- annex 1 -----------------------------------------------------------------------------------


def test_every_row_of_annex_1_is_one_activity_of_its_commune_and_measure(real: Dataset) -> None:
    commune = ""
    for number, (name, code, *_) in rows(ANNEX_1, real):
        if name:
            (commune,) = (c.id for c in real.all(Commune) if c in real.citing(source(real), number))
        found = [
            (a.commune, real.get(Measure, a.measure).code) for a in cited_on(Activity, number, real)
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
        "2022-forest": ["states-none"],
        "2022-schaerbeek": ["blank"],
        "2022-etterbeek-m2-5": ["no-activity"],
        "2021-2024-m2-6": ["not-in-source"],
    }


# --- annex 2 -----------------------------------------------------------------------------------


def test_every_row_of_annex_2_is_a_summary_or_a_project_with_its_measure_and_amount(
    real: Dataset,
) -> None:
    for number, (first, _, count, amount, *_) in rows(ANNEX_2, real):
        summary = ":" in first
        (record,) = cited_on(Summary, number, real) if summary else cited_on(Project, number, real)
        euros = int(amount.removesuffix(" €").replace(".", ""))
        assert f"M{real.get(Measure, record.measure).code}" == first[:4], number
        assert record.amount == euros, number
        if isinstance(record, Summary):
            assert record.projects == int(count), number


@pytest.mark.parametrize(
    ("summary", "stated", "listed"),
    [
        ("2022-m2-1", Total(21, Decimal(1392600)), Total(8, Decimal(1310000))),
        ("2022-m2-2", Total(9, Decimal(457600)), Total(9, Decimal(457600))),
        ("2022-m2-3", Total(1, Decimal(30200)), Total(1, Decimal(30200))),
        ("2022-m2-4", Total(1, Decimal(21000)), Total(1, Decimal(21000))),
        ("2022-m2-5", Total(2, Decimal(213800)), Total(2, Decimal(213800))),
    ],
)
def test_stated_and_listed_totals(
    summary: str, stated: Total, listed: Total, real: Dataset
) -> None:
    assert real.balance(real.get(Summary, summary)) == Balance(stated, listed)


def test_all_projects_add_up(real: Dataset) -> None:
    assert total(of_seeds(Project, real)) == Total(21, Decimal(2032600))
    stated = [(s.projects, s.amount) for s in of_seeds(Summary, real)]
    assert [sum(column) for column in zip(*stated, strict=True)] == [34, 2115200]


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
    words = real_site.words[language]
    expected: dict[str, Counter[str]] = defaultdict(Counter)
    for project in real.all(Project):
        for key in (
            f"projects-{project.year}",
            f"measures/{project.measure}",
            f"associations/{project.association}",
        ):
            expected[key][words.money(project.amount)] += 1
    assert expected
    for key, amounts in expected.items():
        page = read(real_pages[f"{language}/generated/{key}.md"])
        assert amounts <= Counter(cell.text for cell in page.all("td", class_="amount")), key

    for project in real.all(Project):
        page = read(real_pages[f"{language}/generated/projects/{project.id}.md"])
        assert words.money(project.amount) in [fact.text for fact in page.all("dd")], project.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_does_not_add_up_is_told_with_both_figures(
    language: Language, real_site: Site, real_pages: dict[str, str]
) -> None:
    money = real_site.words[language].money
    page = read(real_pages[f"{language}/generated/measures/2021-2024-m2-1.md"])

    for amount in (1392600, 1310000, 82600):
        assert money(amount) in page.text
