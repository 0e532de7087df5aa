"""Pages say which words are ours, which are general knowledge, and which are the source's."""

from __future__ import annotations

import pytest

from generator.dataset.dataset import Dataset
from generator.records import LANGUAGES, Language, Measure, Record, Term
from generator.site.pages import page_of
from generator.site.site import Site
from tests.support.parsed_page import ParsedPage, Read, Render, parse_page
from tests.support.repository import Repository


def own_translations(dataset: Dataset) -> list[tuple[Record, Language]]:
    return [
        (record, language)
        for record in dataset.records
        for field in record.unofficial
        for language in LANGUAGES
        if field.endswith(f".{language}")
    ]


def is_marked(reading: ParsedPage) -> bool:
    return any(
        "unofficial" in element["class"].replace("unofficial-note", "unofficial").split()
        for element in reading.elements
    )


@pytest.mark.parametrize("data", ["toy", "real"])
def test_our_own_translations_say_that_they_are_unofficial(
    data: str, request: pytest.FixtureRequest
) -> None:
    dataset: Dataset = request.getfixturevalue(data)
    pages: dict[str, str] = request.getfixturevalue(f"{data}_pages")
    silent = [
        f"{language} {record.key} {record.unofficial}"
        for record, language in own_translations(dataset)
        if not is_marked(parse_page(pages[f"{language}/generated/{page_of(record)[0]}.md"]))
    ]

    assert silent == []


def test_the_words_of_a_source_have_no_mark(page: Read) -> None:
    assert not is_marked(page("fr", "projects/2022-amis-ecoute"))
    assert is_marked(page("nl", "projects/2022-amis-ecoute"))


def test_an_unofficial_name_says_so_wherever_it_is_linked(
    repository: Repository, render: Render
) -> None:
    ecoute = "data/projects/2022-amis-ecoute.yml"
    repository.replace(ecoute, "nl: Actief luisteren", "nl: Goed luisteren")
    repository.replace(ecoute, "[description.nl]", "[title.nl, description.nl]")
    page = render(repository)

    assert is_marked(page("nl", "projects-2022"))
    assert not is_marked(page("fr", "projects-2022"))


@pytest.mark.parametrize("ours", ["unofficial", "general_knowledge"])
@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("data/measures/2021-2024-m2-2.yml", "title.fr"),
        ("data/activities/2022-ixelles-m2-1.yml", "service.nl"),
    ],
)
def test_any_field_of_a_record_may_be_ours(
    path: str, field: str, ours: str, repository: Repository, render: Render
) -> None:
    """`check` accepts these records, so pages can show them."""
    repository.write(path, f"{repository.read(path)}{ours}: [{field}]\n")

    assert render(repository)("nl", "gaps").text


def test_a_name_of_a_part_keeps_its_capitals(page: Read) -> None:
    headings = [heading.text for heading in page("fr", "sources/page-amis").all("h3")]

    assert headings == ["Page de LAI"]


def test_general_knowledge_says_so(page: Read, toy_site: Site) -> None:
    badge = toy_site.locales["fr"]("general_knowledge.badge")

    assert badge in [span.text for span in page("fr", "communes/forest").all("span")]


@pytest.mark.parametrize("data", ["toy", "real"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_our_words_for_a_measure_are_marked_as_ours_wherever_they_are_shown(
    language: Language, data: str, request: pytest.FixtureRequest
) -> None:
    site: Site = request.getfixturevalue(f"{data}_site")
    pages: dict[str, str] = request.getfixturevalue(f"{data}_pages")
    locale = site.locales[language]
    marks = {locale(key) for key in ("short.ours", "plain.ours")}
    ours = [
        str(locale.text(note[language]))
        for measure in site.dataset.all(Measure)
        for note in (measure.short, measure.plain)
    ]
    shown = {
        path: page
        for path, page in pages.items()
        if path.startswith(f"{language}/") and any(note in page for note in ours)
    }

    assert {path.split("/")[2] for path in shown} >= {"home.md", "communes.md", "measures"}
    assert [path for path in shown if not any(mark in shown[path] for mark in marks)] == []


@pytest.mark.parametrize("data", ["toy", "real"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_our_explanations_are_marked_as_ours_wherever_they_are_shown(
    language: Language, data: str, request: pytest.FixtureRequest
) -> None:
    """On the home page, in the glossary, and in what opens over an abbreviation."""
    site: Site = request.getfixturevalue(f"{data}_site")
    pages: dict[str, str] = request.getfixturevalue(f"{data}_pages")
    ours, known = (site.locales[language](f"{key}.badge") for key in ("ours", "general_knowledge"))
    opened = {
        (span["id"].removeprefix("term-"), span.text)
        for path, page in pages.items()
        if path.startswith(f"{language}/")
        for span in parse_page(page).all("span", class_="term-text")
    }

    assert opened
    for key, text in opened:
        term = site.dataset.get(Term, key)
        is_known = not term.sources or "meaning" in term.general_knowledge
        assert f" {known if is_known else ours} " in text, key
    home, glossary = (
        parse_page(pages[f"{language}/generated/{key}.md"]) for key in ("home", "glossary")
    )
    assert home.one("p", class_="lead").text.endswith(f" {ours}")
    assert all(known in dd.text or ours in dd.text for dd in glossary.all("dd"))


def test_a_name_of_general_knowledge_says_so_wherever_it_is_linked(
    repository: Repository, render: Render
) -> None:
    path = "data/projects/2022-amis-ecoute.yml"
    repository.replace(path, "unofficial:", "general_knowledge: [title.nl]\nunofficial:")
    page = render(repository)

    assert "algemene kennis" in page("nl", "projects-2022").text
    assert "connaissance générale" not in page("fr", "projects-2022").text
