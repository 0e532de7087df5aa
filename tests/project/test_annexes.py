"""The records of the two annexes, against figures counted by hand in the two documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TypeVar

import pytest

from generator.dataset.dataset import Dataset
from generator.dataset.lines import citing
from generator.dataset.totals import balance_of, total
from generator.records import (
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
from generator.rules.provenance import arithmetic

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
