"""What each page shows, in which order."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.dataset.dataset import Dataset
from generator.dataset.lines import citing
from generator.dataset.totals import Balance, Total
from generator.records import (
    Call,
    Commune,
    Language,
    Measure,
    Plan,
    Project,
    Question,
    Silence,
    Source,
    Term,
    Theme,
)
from generator.site.locale import Locale
from generator.site.site import Site
from generator.site.views.commune import CommuneView
from generator.site.views.field import Field
from generator.site.views.gap import GapsView
from generator.site.views.home import HomeView
from generator.site.views.matrix import Matrix
from generator.site.views.measure import MeasureView
from generator.site.views.order import by_code
from generator.site.views.project import ProjectsView, ProjectView
from generator.site.views.source import SourcesView, SourceView
from generator.site.views.theme import ThemeView
from tests.support.repository import Repository


@pytest.fixture(scope="module")
def fr(toy_site: Site) -> Locale:
    return toy_site.locales["fr"]


def test_home_leads_to_the_answer_that_most_records_cite(
    repository: Repository, fr: Locale
) -> None:
    """However many questions there are: the others are found among the sources."""
    text = repository.read("data/questions/question-7.yml")
    other = text.replace("id: question-7", "id: question-8").replace(
        "document: question-7", "document: journal"
    )
    repository.write("data/questions/question-8.yml", other)
    dataset = repository.dataset()

    assert len(dataset.all(Question)) == 2
    view = HomeView.of(dataset.all(Plan)[0], dataset, fr)
    assert view.answer == dataset.get(Question, "question-7")


def test_a_theme_adds_up_each_of_its_measures(toy: Dataset, fr: Locale) -> None:
    lines = ThemeView.of(toy.get(Theme, "2021-2024-t2"), toy, fr).measures

    assert [(x.measure.code, x.communes, x.activities, x.listed) for x in lines] == [
        ("2.1", 1, 2, Total(2, Decimal(20000))),  # its row names two activities
        ("2.2", 0, 0, Total(1, Decimal(5000))),
        ("2.3", 1, 0, Total(1, Decimal(2000))),  # its row names no activity
    ]


def test_a_year_adds_up_what_its_measures_state_and_list(toy: Dataset, fr: Locale) -> None:
    view = ProjectsView.of(toy.get(Call, "call-2022"), toy, fr)
    (home,) = HomeView.of(toy.all(Plan)[0], toy, fr).years

    missing = [(x.subject.code, int(x.balance.missing.amount)) for x in view.measures]
    assert missing == [("2.1", 10000), ("2.2", 0), ("2.3", -1000)]
    assert view.balance == Balance(Total(5, Decimal(36000)), Total(4, Decimal(27000)))
    assert home.balance == view.balance


def test_a_stated_total_of_the_theme_counts_instead_of_those_of_its_measures(
    repository: Repository, fr: Locale
) -> None:
    of_measure = repository.read("data/summaries/2022-m2-1.yml")
    of_theme = of_measure.replace("measure: 2021-2024-m2-1", "theme: 2021-2024-t2")
    repository.write("data/summaries/2022-t2.yml", of_theme.replace("2022-m2-1", "2022-t2"))
    dataset = repository.dataset()
    view = ProjectsView.of(dataset.get(Call, "call-2022"), dataset, fr)
    (home,) = HomeView.of(dataset.all(Plan)[0], dataset, fr).years
    balance = Balance(Total(3, Decimal(30000)), Total(4, Decimal(27000)))

    assert [x.balance for x in view.themes] == [balance]
    assert view.balance is None
    assert home.balance == balance


def test_a_measure_without_communes_or_projects_says_so(toy: Dataset, fr: Locale) -> None:
    (without_commune,) = MeasureView.of(toy.get(Measure, "2021-2024-m2-2"), toy, fr).years
    (without_project,) = MeasureView.of(toy.get(Measure, "2025-2030-m2-1"), toy, fr).years

    assert (without_commune.has_plans, without_commune.communes) == (True, [])
    assert (without_project.has_call, without_project.projects) == (False, [])
    assert without_project.stated is None


def test_projects_are_in_the_order_of_measures_associations_titles(
    toy: Dataset, toy_site: Site
) -> None:
    call = toy.get(Call, "call-2022")
    ketjes = ["2022-ketjes-bal", "2022-ketjes-fanfare"]

    def order(language: Language) -> list[str]:
        return [
            x.project.id for x in ProjectsView.of(call, toy, toy_site.locales[language]).projects
        ]

    assert order("fr") == ["2022-amis-cafe", "2022-amis-ecoute", *ketjes]
    # “Actief luisteren” before “Filosofisch café”.
    assert order("nl") == ["2022-amis-ecoute", "2022-amis-cafe", *ketjes]


def test_where_nothing_is_stated_of_a_year_that_is_not_taken_for_zero(
    repository: Repository, fr: Locale
) -> None:
    for code in ("1", "2", "3"):
        repository.delete(f"data/summaries/2022-m2-{code}.yml")
    dataset = repository.dataset()

    view = ProjectsView.of(dataset.get(Call, "call-2022"), dataset, fr)
    (home,) = HomeView.of(dataset.all(Plan)[0], dataset, fr).years

    assert (view.listed, view.balance) == (Total(4, Decimal(27000)), None)
    assert (home.listed, home.balance) == (Total(4, Decimal(27000)), None)


def test_the_matrix_counts_activities_and_shows_each_kind_of_silence(
    toy: Dataset, fr: Locale
) -> None:
    matrix = Matrix.of(2022, toy, fr)

    assert [measure.code for measure in matrix.measures] == ["2.1", "2.2", "2.3"]
    assert [
        (row.commune.id, [cell.count for cell in row.cells], row.count, row.silence)
        for row in matrix.rows
    ] == [
        ("forest", [0, 0, 0], 0, Silence.UNEXPLAINED),
        ("ixelles", [2, 0, 0], 2, None),
        ("uccle", [0, 0, 0], 0, Silence.BLANK),
    ]
    assert [cell.silence for cell in matrix.rows[1].cells] == [None, None, Silence.NO_ACTIVITY]
    assert (matrix.totals, matrix.total) == ([2, 0, 0], 2)


def test_the_matrix_adds_up_communes_and_measures(repository: Repository, fr: Locale) -> None:
    text = repository.read("data/activities/2022-ixelles-m2-1.yml")
    for code in ("1", "3"):
        uccle = text.replace("ixelles", "uccle").replace("m2-1", f"m2-{code}")
        repository.write(f"data/activities/2022-uccle-m2-{code}.yml", uccle)
    matrix = Matrix.of(2022, repository.dataset(), fr)

    assert [(row.commune.id, row.count) for row in matrix.rows] == [
        ("forest", 0),
        ("ixelles", 2),
        ("uccle", 4),
    ]
    assert (matrix.totals, matrix.total) == ([4, 0, 2], 6)


def test_a_commune_without_local_plan_has_no_year(toy: Dataset, fr: Locale) -> None:
    assert CommuneView.of(toy.get(Commune, "evere"), toy, fr).years == []


def test_a_document_counts_the_other_records_that_cite_it(toy: Dataset, fr: Locale) -> None:
    rows = SourcesView.of(None, toy, fr).rows

    assert [source.id for source, _ in rows] == ["journal", "page-amis", "question-7"]
    for source, records in rows:
        keys = {r.key for n in range(1, 99) for r in citing(source, n, toy)}
        assert records == len(keys - {source.key})


def test_words_quoted_within_other_words_keep_their_own_language(
    repository: Repository, fr: Locale
) -> None:
    """The shorter quotation is the more exact."""
    repository.replace("data/projects/2022-ketjes-bal.yml", "fr: Un bal pour tous", "fr: iedereen")
    dataset = repository.dataset()
    *_, (_, lines) = SourceView.of(dataset.get(Source, "question-7"), dataset, fr).parts
    cells = next(line.cells for line in lines if line.number == 27)

    assert cells[-1] == [
        ("Een bal voor ", "nl"),
        ("iedereen", "fr"),
        (", ook voor linkse voeten", "nl"),
    ]


def test_a_line_in_a_part_of_one_language_is_in_that_language(toy: Dataset, fr: Locale) -> None:
    (part, lines), *_ = SourceView.of(toy.get(Source, "page-amis"), toy, fr).parts

    assert part.lang == "fr"
    assert {language for line in lines for cell in line.cells for _, language in cell} == {"fr"}


def test_a_gap_that_several_records_share_is_shown_once(real: Dataset, fr: Locale) -> None:
    view = GapsView.of(None, real, fr)

    for rows in (view.inferred, *(rows for _, rows in view.silences)):
        notes = [note for note, _ in rows]
        assert len(notes) == len({*notes})


def test_every_term_that_no_document_explains_is_among_general_knowledge(
    real: Dataset, fr: Locale
) -> None:
    known = dict(GapsView.of(None, real, fr).general_knowledge)

    assert {t.id for t in real.all(Term) if not t.sources} <= {
        r.id for r in known[Field("meaning", "")]
    }


def test_a_project_shows_how_its_row_spells_its_association(real: Dataset, fr: Locale) -> None:
    projects = [ProjectView.of(project, real, fr) for project in real.all(Project)]

    assert {p.project.id: p.spelling.printed for p in projects if p.spelling} == {
        "2022-cclj-campagne-antisemitisme": "Centre communautaire Israël Juif (CCJ)",
        "2022-socabe-ville-courage": "Socabà",
    }


# --- what views share --------------------------------------------------------------------------


def test_codes_are_numbers_not_text(toy: Dataset) -> None:
    measure = toy.get(Measure, "2021-2024-m2-1")
    measures = [measure.model_copy(update={"code": code}) for code in ("2.10", "2.9", "10.1", "2")]

    assert [measure.code for measure in by_code(measures)] == ["2", "2.9", "2.10", "10.1"]
