"""Amounts on pages: with a mark and the computation if no source prints them."""

from __future__ import annotations

import pytest

from generator.dataset.dataset import Dataset
from generator.dataset.totals import total
from generator.reading.words import load_interface
from generator.records import LANGUAGES, Association, Language, Project
from generator.site.amounts import amount_text, total_amount
from generator.site.fingerprint import GENERATOR
from generator.site.locale import Locale
from tests.support.parsed_page import normalize_space, parse_page
from tests.support.repository import Repository

WORDS = {x: Locale(x, load_interface(GENERATOR)) for x in LANGUAGES}

COMPUTED = """computed:
  - field: amount
    method: {method}
    of: [{of}]
    why:
      fr: Voici pourquoi.
      nl: Dit is waarom.
moved:"""
CAFE, BAL = "projects/2022-amis-cafe", "projects/2022-ketjes-bal"
FANFARE, ACTION = "projects/2022-ketjes-fanfare", "actions/2022-mediateurs"


def computing(repository: Repository, amount: int, method: str, *of: str) -> Dataset:
    """The toy, in which no source prints the amount of one project."""
    path = "data/projects/2022-amis-ecoute.yml"
    repository.replace(path, "amount: 7500", f"amount: {amount}")
    repository.replace(path, "moved:", COMPUTED.format(method=method, of=", ".join(of)))
    return repository.dataset()


@pytest.mark.parametrize(
    ("amount", "method", "of", "french", "dutch"),
    [
        (
            17500,
            "difference",
            ("summaries/2022-m2-1", CAFE),
            "17 500 € (calculé : 30 000 € − 12 500 €)",
            "€ 17.500 (berekend: € 30.000 − € 12.500)",
        ),
        (
            7000,
            "sum",
            (BAL, FANFARE),
            "7 000 € (calculé : 5 000 € + 2 000 €)",
            "€ 7.000 (berekend: € 5.000 + € 2.000)",
        ),
        (
            1019500,
            "sum",
            (CAFE, BAL, FANFARE, ACTION),
            "1 019 500 € (calculé : somme de 4 montants)",
            "€ 1.019.500 (berekend: som van 4 bedragen)",
        ),
    ],
    ids=["difference", "sum of few", "sum of many"],
)
def test_a_computed_amount_shows_its_computation(
    amount: int, method: str, of: tuple[str, ...], french: str, dutch: str, repository: Repository
) -> None:
    dataset = computing(repository, amount, method, *of)
    project = dataset.get(Project, "2022-amis-ecoute")

    assert normalize_space(amount_text(project, dataset, WORDS["fr"])) == french
    assert normalize_space(amount_text(project, dataset, WORDS["nl"])) == dutch


def test_a_printed_amount_has_no_mark(toy: Dataset) -> None:
    assert (
        normalize_space(amount_text(toy.get(Project, "2022-amis-cafe"), toy, WORDS["fr"]))
        == "12 500 €"
    )


def test_a_total_says_what_part_of_it_is_computed(repository: Repository) -> None:
    dataset = computing(repository, 17500, "difference", "summaries/2022-m2-1", CAFE)
    sum_ = total(dataset.backlinks(dataset.get(Association, "amis"), Project))

    assert normalize_space(total_amount(sum_, dataset, WORDS["fr"]).striptags()) == (
        "30 000 € (dont 17 500 € calculés : 30 000 € − 12 500 €)"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_projects_page_gives_the_whole_computation_with_its_reason(
    language: Language, repository: Repository
) -> None:
    computing(repository, 17500, "difference", "summaries/2022-m2-1", CAFE)
    assert repository.run("build").exit_code == 0
    path = f"docs/{language}/generated/projects/2022-amis-ecoute.md"
    text = normalize_space(parse_page(repository.read(path)).text)

    assert {"fr": "Voici pourquoi.", "nl": "Dit is waarom."}[language] in text
    words = WORDS[language]
    for term in (words.money(30000), f"− {words.money(12500)}", f"= {words.money(17500)}"):
        assert normalize_space(term) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_computed_number_of_a_stated_total_is_marked(
    language: Language, repository: Repository
) -> None:
    path = "data/summaries/2022-m2-1.yml"
    computed = COMPUTED.format(method="count", of=f"{CAFE}, projects/2022-amis-ecoute")
    computed = computed.replace("amount", "projects").removesuffix("moved:")
    repository.replace(path, "projects: 3", "projects: 2")
    repository.replace(path, "silenced:", f"{computed}silenced:")
    assert repository.run("build").exit_code == 0

    page = parse_page(repository.read(f"docs/{language}/generated/measures/2021-2024-m2-1.md"))
    mark = {"fr": "2 (calculé : 2 fiches comptées)", "nl": "2 (berekend: 2 fiches geteld)"}
    assert mark[language] in [
        normalize_space(cell.text) for cell in page.all("td", class_="amount")
    ]
