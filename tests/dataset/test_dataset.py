"""The dataset: references followed both ways, indexes, totals, lines and the records that cite them."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from generator.dataset.dataset import Dataset, once
from generator.dataset.indexes import (
    activities_of,
    call_of,
    local_plan_of,
    projects_of_measure,
    projects_of_year,
)
from generator.dataset.lines import citing, commune_above, line_of
from generator.dataset.totals import Balance, Total, balance_of, total
from generator.records import (
    Activity,
    Association,
    Call,
    Commune,
    LocalPlan,
    Measure,
    Project,
    Record,
    Source,
    Summary,
    Theme,
)
from tests.support.repository import Repository


def ids(records: object) -> list[str]:
    return [record.id for record in records]  # type: ignore[attr-defined]


def test_records_of_a_kind_come_in_the_order_of_their_ids(toy: Dataset) -> None:
    assert ids(toy.all(Commune)) == ["evere", "forest", "ixelles", "uccle"]


def test_the_order_of_files_does_not_matter(toy: Dataset, repository: Repository) -> None:
    for path in repository.records()[::2]:
        folder, _, name = path.rpartition("/")
        text = repository.read(path)
        if "sources" not in folder:
            repository.delete(path)
            repository.write(f"{folder}/zz/{name}", text)

    assert list(repository.dataset().records) == list(toy.records)


def test_a_record_is_found_by_kind_and_id(toy: Dataset) -> None:
    assert toy.get(Commune, "forest") is toy.find(Commune, "forest")
    assert toy.find(Commune, "amis") is None
    with pytest.raises(KeyError):
        toy.get(Commune, "amis")


@pytest.mark.parametrize(
    ("target", "kind", "expected"),
    [
        (("editions", "2021-2024"), Theme, ["2021-2024-t1", "2021-2024-t2"]),
        (("editions", "2018-2020"), Theme, []),
        (("measures", "2021-2024-m2-1"), Project, ["2022-amis-cafe", "2022-amis-ecoute"]),
        (("measures", "2021-2024-m2-1"), Activity, ["2022-ixelles-m2-1"]),
        (("communes", "ixelles"), LocalPlan, ["2022-ixelles", "2026-ixelles"]),
        (("associations", "ketjes"), Project, ["2022-ketjes-bal", "2022-ketjes-fanfare"]),
    ],
)
def test_backlinks_are_the_references_in_the_other_direction(
    target: tuple[str, str], kind: type[Record], expected: list[str], toy: Dataset
) -> None:
    record = toy.loaded.records["/".join(target)]

    assert ids(toy.backlinks(record, kind)) == expected


def test_a_document_is_referred_to_by_variants_too(toy: Dataset) -> None:
    page = toy.get(Source, "page-amis")

    assert ids(toy.backlinks(page, Project)) == ["2022-amis-ecoute"]


def test_dependents_include_the_dependents_of_dependents(toy: Dataset) -> None:
    assert toy.dependents({"themes/2025-2030-t2"}) == {
        "themes/2025-2030-t2",
        "measures/2025-2030-m2-1",
        "activities/2026-ixelles-m2-1",
    }


def test_a_record_may_depend_on_itself(toy: Dataset) -> None:
    """A source cites itself."""
    assert "sources/page-amis" in toy.dependents({"sources/page-amis"})


def test_a_commune_has_one_local_plan_a_year(toy: Dataset) -> None:
    plan = local_plan_of("ixelles", 2026, toy)

    assert plan
    assert plan.id == "2026-ixelles"
    assert local_plan_of("ixelles", 2027, toy) is None
    assert local_plan_of("evere", 2022, toy) is None


def test_a_year_has_a_call_or_none(toy: Dataset) -> None:
    assert call_of(2022, toy) is toy.get(Call, "call-2022")
    assert call_of(2026, toy) is None


def test_activities_and_projects_of_a_year(toy: Dataset) -> None:
    ixelles, measure = toy.get(Commune, "ixelles"), toy.get(Measure, "2021-2024-m2-2")

    assert ids(activities_of(ixelles, 2022, toy)) == ["2022-ixelles-m2-1", "2022-ixelles-m2-3"]
    assert ids(activities_of(ixelles, 2026, toy)) == ["2026-ixelles-m2-1"]
    assert ids(projects_of_measure(measure, 2022, toy)) == ["2022-ketjes-bal"]
    assert ids(projects_of_measure(measure, 2023, toy)) == []


def test_a_result_is_computed_once_for_each_dataset(toy: Dataset) -> None:
    computed: list[int] = []

    @once
    def square(number: int, dataset: Dataset) -> int:
        computed.append(number)
        return number**2

    other = Dataset(toy.loaded)
    assert [square(2, toy), square(2, toy), square(3, toy), square(2, other)] == [4, 4, 9, 4]
    assert computed == [2, 3, 2]


# --- totals ------------------------------------------------------------------------------------


def test_a_total_counts_projects_and_adds_their_amounts(toy: Dataset) -> None:
    projects = toy.backlinks(toy.get(Association, "amis"), Project)

    assert total(projects) == Total(2, Decimal(12500 + 7500))
    assert total([]) == Total(0, Decimal(0))


def test_a_balance_has_what_is_stated_but_not_listed(toy: Dataset) -> None:
    balance = balance_of(toy.get(Summary, "2022-m2-1"), toy)

    assert balance == Balance(stated=Total(3, Decimal(30000)), listed=Total(2, Decimal(20000)))
    assert balance.missing == Total(1, Decimal(10000))


def test_a_balance_leaves_out_projects_that_another_document_lists(toy: Dataset) -> None:
    """A later decision of the same year adds projects to the year, not to the first document's total."""
    project = toy.get(Project, "2022-amis-cafe")
    citation = project.sources[0].model_copy(update={"document": "journal"})
    other = project.model_copy(update={"id": "2022-amis-loto", "sources": (citation,)})
    records = {**toy.loaded.records, other.key: other}
    dataset = Dataset(dataclasses.replace(toy.loaded, records=records))
    summary = dataset.get(Summary, "2022-m2-1")

    assert balance_of(summary, dataset) == balance_of(summary, toy)
    assert len(projects_of_year(2022, dataset)) == len(projects_of_year(2022, toy)) + 1


def test_nothing_is_missing_from_a_balance_that_adds_up(toy: Dataset) -> None:
    balance = balance_of(toy.get(Summary, "2022-m2-2"), toy)

    assert balance.stated == balance.listed == Total(1, Decimal(5000))
    assert not balance.missing


@pytest.mark.parametrize(
    "missing",
    [Total(1, Decimal(0)), Total(0, Decimal(1)), Total(-1, Decimal(0)), Total(0, Decimal(-1))],
)
def test_projects_without_money_and_money_without_projects_are_missing_too(missing: Total) -> None:
    assert missing


# --- lines -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "line", "expected"),
    [
        ("question-7", 3, []),
        ("question-7", 14, ["forest", "2022-forest"]),
        ("question-7", 99, []),
        # A moved title and a variant cite lines of their own.
        ("question-7", 24, ["amis", "2022-amis-cafe", "2022-amis-ecoute"]),
        ("page-amis", 5, ["2022-amis-ecoute"]),
    ],
)
def test_records_that_cite_a_line(
    document: str, line: int, expected: list[str], toy: Dataset
) -> None:
    assert ids(citing(toy.get(Source, document), line, toy)) == expected


@pytest.mark.parametrize(
    ("year", "line", "commune"),
    [
        (2022, 13, None),
        (2022, 14, "forest"),
        (2022, 16, "ixelles"),
        (2022, 17, "uccle"),
        (2026, 17, None),
        (2026, 18, "ixelles"),
        (2023, 18, None),
    ],
)
def test_a_row_belongs_to_the_commune_named_nearest_above_it_in_its_years_table(
    year: int, line: int, commune: str | None, toy: Dataset
) -> None:
    assert commune_above("question-7", year, line, toy) == commune


def test_lines_that_do_not_exist_are_empty(toy: Dataset) -> None:
    assert line_of(toy, "page-amis", 0) == ""
    assert line_of(toy, "page-amis", 99) == ""
    assert line_of(toy, "no-such-page", 1) == ""
