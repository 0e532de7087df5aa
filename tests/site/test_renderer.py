"""Pages as files: front matter, the foot, dates, and years whose records are not complete."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path
from urllib.parse import urljoin

import jinja2
import pytest

from generator.dataset.dataset import Dataset
from generator.records import LANGUAGES, Language, Measure
from generator.site import environment
from generator.site.locale import Strings
from generator.site.pages import page_of
from generator.site.renderer import Renderer
from generator.site.site import Settings, Site
from tests.support.parsed_page import ORIGIN, ParsedPage, Read, Render, normalize_space, parse_page
from tests.support.repository import Repository

# --- every page --------------------------------------------------------------------------------


def test_every_page_is_made_in_both_languages(toy_site: Site, toy_pages: dict[str, str]) -> None:
    assert list(toy_pages) == [
        f"{language}/generated/{key}.md" for language in LANGUAGES for key in toy_site.pages
    ]


def test_every_page_says_its_title_in_its_one_heading(readings: dict[str, ParsedPage]) -> None:
    for path, page in readings.items():
        assert normalize_space(page.one("h1").text) == normalize_space(page.head["title"]), path


def test_an_unknown_name_in_a_template_is_an_error(
    toy: Dataset,
    strings: Strings,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copytree(environment.TEMPLATES, tmp_path / "templates")
    monkeypatch.setattr(environment, "TEMPLATES", tmp_path / "templates")
    (tmp_path / "templates/gaps.html").write_text(
        '{% extends "page.html" %}{% block title %}{{ view.titel }}{% endblock %}', encoding="utf-8"
    )

    site = Site(toy, strings, settings, {})

    with pytest.raises(jinja2.UndefinedError, match="titel"):
        Renderer(site, "fr").render(site.pages["gaps"])


def test_every_table_is_in_a_region_that_its_caption_names(
    readings: dict[str, ParsedPage],
) -> None:
    """A screen reader announces the name of the region in which a table scrolls."""
    for path, page in readings.items():
        names = [
            page.one("caption", id=region["aria-labelledby"]).text
            for region in page.all("div", role="region")
        ]
        assert all(names), path
        assert len({*names}) == len([*page.all("table")]) == len([*page.all("caption")]), path
        assert all(header["scope"] for header in page.all("th")), path


@pytest.mark.parametrize(
    ("key", "id", "french", "dutch"),
    [
        (
            "communes",
            "matrix-2022",
            "Nombre d’activités par commune et par mesure en 2022 (thème 2)",
            "Aantal activiteiten per gemeente en per maatregel in 2022 (thema 2)",
        ),
        (
            "associations",
            "associations",
            "Projets et montants par association (thème 2) – chiffres de 2022",
            "Projecten en bedragen per vereniging (thema 2) – cijfers van 2022",
        ),
        (
            "measures/2021-2024-m2-1",
            "totals-2022-m2-1",
            "Mesure 2.1 en 2022 : total annoncé et total des projets énumérés",
            "Maatregel 2.1 in 2022: opgegeven totaal en totaal van de opgesomde projecten",
        ),
    ],
)
def test_a_caption_says_what_its_table_counts_and_when(
    key: str, id: str, french: str, dutch: str, page: Read
) -> None:
    assert normalize_space(page("fr", key).one("caption", id=id).text) == french
    assert normalize_space(page("nl", key).one("caption", id=id).text) == dutch


# --- front matter ------------------------------------------------------------------------------


def test_a_page_of_no_record_cannot_be_edited(page: Read) -> None:
    head = page("fr", "communes").head

    assert head["edit_url"] is None
    assert head["updated"] == "2024-05-01"  # the newest change of any record
    assert head["section"] == "fr/communes/"


def test_home_is_below_nothing(page: Read) -> None:
    assert page("fr", "home").head["breadcrumbs"] == []
    assert page("fr", "home").head["section"] is None


@pytest.mark.parametrize(
    ("repo_url", "edit_uri"),
    [("https://f.example/r", "edit/main/"), ("https://f.example/r/", "/edit/main")],
)
def test_the_address_to_edit_a_file_has_single_slashes(
    repo_url: str, edit_uri: str, toy: Dataset, strings: Strings
) -> None:
    site = Site(toy, strings, Settings("https://toy.example/", repo_url, edit_uri), {})

    assert site.edit_url(toy.get(Measure, "2021-2024-m2-1")) == (
        "https://f.example/r/edit/main/data/measures/2021-2024-m2-1.yml"
    )


# --- the foot ----------------------------------------------------------------------------------


def test_without_history_no_date_of_change_is_shown(page: Read) -> None:
    assert [*page("fr", "projects/2022-ketjes-bal").all("time")] == []


def test_every_place_where_a_record_is_printed_is_shown(page: Read) -> None:
    links = page("fr", "projects/2022-amis-ecoute").links("fr")

    assert {
        # its row, its title that was moved, and the other document's wording
        "https://toy.example/fr/sources/question-7/#l25",
        "https://toy.example/fr/sources/question-7/#l24",
        "https://toy.example/fr/sources/page-des-amis/#l5",
    } <= links.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_record_leads_to_its_first_line_and_the_line_back_to_it(
    language: Language, toy: Dataset, toy_site: Site, page: Read
) -> None:
    def address(key: str) -> str:
        return urljoin(ORIGIN, toy_site.pages[key].address[language])

    for record in (record for record in toy.records if record.sources):
        citation = record.sources[0]
        line = f"{address(f'sources/{citation.document}')}#l{citation.lines[0][0]}"
        key, anchor = page_of(record)
        if record.kind == "sources":
            continue
        source = page(language, f"sources/{citation.document}")
        assert address(key) + anchor in source.links(language), record.key
        if record.kind not in ("plans", "calls"):
            assert line in page(language, key).links(language), record.key


# --- years that are not complete ----------------------------------------------------------------


def test_a_call_may_come_before_its_years_local_plans(
    repository: Repository, render: Render
) -> None:
    call = repository.read("data/calls/call-2022.yml")
    text = call.replace("id: call-2022", "id: call-2023").replace("year: 2022", "year: 2023")
    repository.write("data/calls/call-2023.yml", text)
    project = repository.read("data/projects/2022-ketjes-bal.yml")
    text = project.replace("id: 2022", "id: 2023").replace("year: 2022", "year: 2023")
    repository.write("data/projects/2023-ketjes-bal.yml", text)

    assert "2023" in render(repository)("fr", "home").text


def test_a_call_without_projects_is_on_the_plans_page_alone(
    toy_site: Site, toy_pages: dict[str, str]
) -> None:
    assert "projects-2021" not in toy_site.pages
    for language in LANGUAGES:
        rows = parse_page(toy_pages[f"{language}/generated/plan.md"]).all("tr")
        (row,) = (row for row in rows if row["id"] == "call-2021")
        assert "2021" in row.text
        assert "2021" not in parse_page(toy_pages[f"{language}/generated/home.md"]).one("dl").text


def test_a_plan_may_come_before_its_first_call(repository: Repository, render: Render) -> None:
    for kind in ("calls", "projects", "redirects", "summaries"):
        shutil.rmtree(repository.root / "data" / kind)
    repository.replace(
        "data/sources/journal.yml", "\nsources:\n", "\nfurniture: [1, 7-9]\nsources:\n"
    )
    repository.replace(
        "data/sources/question-7.yml", "\nsources:\n", "\nfurniture: [21-29]\nsources:\n"
    )
    repository.replace("data/sources/page-amis.yml", "furniture: [1, 6]", "furniture: [1, 5-6]")

    assert render(repository)("fr", "home").text


def test_dates_come_from_the_history_that_is_given(
    toy: Dataset, strings: Strings, settings: Settings
) -> None:
    path = "data/communes/forest.yml"
    site = Site(toy, strings, settings, {path: datetime.date(2030, 12, 31)})
    forest = Renderer(site, "nl").render(site.pages["communes/forest"])

    assert parse_page(forest).one("time").text == "31 december 2030"


def test_more_listed_than_stated_is_not_shown_as_missing(page: Read, toy_site: Site) -> None:
    """M2.3 of the toy: 1.000 € stated, 2.000 € listed."""
    for language in LANGUAGES:
        money = toy_site.locales[language].money
        assert money(1000) in page(language, "gaps").text
        assert money(2000) in page(language, "gaps").text
        assert money(-1000) not in page(language, "gaps").text
