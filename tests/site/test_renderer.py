"""Pages as readers meet them: front matter, links, languages, corrections, badges, the foot."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import jinja2
import pytest

from generator.dataset.dataset import Dataset
from generator.records import LANGUAGES, Language, Measure, Record, Source, Term
from generator.site import environment
from generator.site.locale import Strings
from generator.site.pages import page_of
from generator.site.renderer import Renderer
from generator.site.site import Settings, Site
from tests.support.parsed_page import ORIGIN, ParsedPage, normalize_space, parse_page
from tests.support.repository import Repository

Read = Callable[[Language, str], ParsedPage]


@pytest.fixture(scope="module")
def readings(toy_pages: dict[str, str]) -> dict[str, ParsedPage]:
    return {path: parse_page(page) for path, page in toy_pages.items()}


@pytest.fixture(scope="module")
def page(readings: dict[str, ParsedPage]) -> Read:
    return lambda language, key: readings[f"{language}/generated/{key}.md"]


def spoiled(repository: Repository, strings: Strings, settings: Settings) -> Read:
    """The pages of a repository as it is now."""
    assert repository.errors() == []
    site = Site(repository.dataset(), strings, settings, {})
    return lambda language, key: parse_page(Renderer(site, language).render(site.pages[key]))


# --- every page --------------------------------------------------------------------------------


def test_every_page_is_made_in_both_languages(toy_site: Site, toy_pages: dict[str, str]) -> None:
    assert list(toy_pages) == [
        f"{language}/generated/{key}.md" for language in LANGUAGES for key in toy_site.pages
    ]


def test_every_page_says_its_title_in_its_one_heading(readings: dict[str, ParsedPage]) -> None:
    for path, page in readings.items():
        assert normalize_space(page.one("h1").text) == normalize_space(page.head["title"]), path


def test_every_page_has_a_description(readings: dict[str, ParsedPage]) -> None:
    assert [path for path, page in readings.items() if not page.head["description"]] == []


def test_every_link_leads_to_a_page_and_a_place_on_it(
    readings: dict[str, ParsedPage], toy_site: Site, settings: Settings
) -> None:
    places = set()
    for path, page in readings.items():
        here = urljoin(ORIGIN, page.head["address"][path[:2]])
        places |= {here, *(f"{here}#{place}" for place in page.ids())}

    for path, page in readings.items():
        links = page.links(path[:2])
        others = tuple(set(links_to_originals(toy_site)) | {settings.repo_url})
        ours = {link for link in links if not link.startswith(others)}
        assert ours - places == set(), path


def links_to_originals(site: Site) -> list[str]:
    """The address of every document on the site that has it."""
    return [
        address
        for source in site.dataset.all(Source)
        if source.address
        for address in (source.address.fr, source.address.nl)
        if address
    ]


def test_every_page_but_home_can_be_reached_from_home(readings: dict[str, ParsedPage]) -> None:
    for language in LANGUAGES:
        pages = {
            urljoin(ORIGIN, page.head["address"][language]): page
            for path, page in readings.items()
            if path.startswith(language) and page.head["kind"] != "redirect"
        }
        reached, todo = set(), [urljoin(ORIGIN, f"{language}/")]
        while todo:
            if (here := todo.pop()) in pages and here not in reached:
                reached.add(here)
                todo += [urldefrag(link).url for link in pages[here].links(language)]
        assert pages.keys() - reached == set()


def test_no_page_has_an_id_twice(readings: dict[str, ParsedPage]) -> None:
    for path, page in readings.items():
        assert sorted(set(page.ids())) == sorted(page.ids()), path


def test_no_place_of_a_string_is_left_unfilled(readings: dict[str, ParsedPage]) -> None:
    for path, page in readings.items():
        text = page.text.replace("{{ ouvert }}", "").replace("{{ open }}", "")
        assert "{" not in text, path
        assert "None" not in text, path


def test_tables_have_a_caption_and_headers_of_rows_and_columns(
    readings: dict[str, ParsedPage],
) -> None:
    for path, page in readings.items():
        tables = len([*page.all("table")])
        assert len([*page.all("caption")]) == tables, path
        assert all(header["scope"] for header in page.all("th")), path
        for region in page.all("div", role="region"):
            assert page.one("caption", id=region["aria-labelledby"]).text, path


def test_a_template_that_asks_for_what_is_not_there_is_told(
    toy: Dataset,
    strings: Strings,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copytree(environment.TEMPLATES, tmp_path / "templates")
    monkeypatch.setattr(environment, "TEMPLATES", tmp_path / "templates")
    (tmp_path / "templates/gaps.html").write_text(
        '{% extends "page.html" %}{% block title %}{{ it.titel }}{% endblock %}', encoding="utf-8"
    )

    site = Site(toy, strings, settings, {})

    with pytest.raises(jinja2.UndefinedError, match="titel"):
        Renderer(site, "fr").render(site.pages["gaps"])


# --- front matter ------------------------------------------------------------------------------


def test_front_matter_tells_what_the_theme_needs(page: Read) -> None:
    assert page("nl", "projects/2022-amis-cafe").head == {
        "generated": True,
        "title": "Filosofisch café",
        "nav_title": None,
        "description": page("nl", "projects/2022-amis-cafe").head["description"],
        "address": {
            "fr": "fr/projets/2022/amis-cafe-philo/",
            "nl": "nl/projecten/2022/amis-filosofisch-cafe/",
        },
        "breadcrumbs": [
            [page("nl", "home").head["nav_title"], "nl/"],
            [page("nl", "projects-2022").head["nav_title"], "nl/projecten/2022/"],
        ],
        "section": "nl/projecten/2022/",
        "kind": "project",
        "search": {
            "kind": "project",
            "words": ["Les Amis de l'Île", "LAI", "Lieu d'Accueil pour l'Île"],
            "measure": ["2.1"],
            "year": ["2022"],
            "amount": "€\xa012.500",
        },
        "scripts": [],
        "edit_url": "https://forge.example/toy/edit/main/data/projects/2022-amis-cafe.yml",
        "updated": "2024-05-01",
    }


def test_a_page_of_no_record_cannot_be_edited(page: Read) -> None:
    head = page("fr", "communes").head

    assert head["edit_url"] is None
    assert head["updated"] == "2024-05-01"  # the newest change of any record
    assert head["section"] == "fr/communes/"


def test_home_is_below_nothing(page: Read) -> None:
    assert page("fr", "home").head["breadcrumbs"] == []
    assert page("fr", "home").head["section"] is None


def test_names_are_told_as_they_are_written(page: Read) -> None:
    head = page("fr", "activities/2022-ixelles-m2-1").head

    assert (
        normalize_space(head["title"])
        == "Café | *débat* {{ ouvert }} ; Fête des <voisins> – Ixelles"
    )


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


def test_a_records_page_ends_with_source_change_edit_and_the_other_language(page: Read) -> None:
    links = page("fr", "projects/2022-amis-cafe").links("fr")

    assert "https://toy.example/fr/sources/question-7/#l24" in links
    assert "https://forge.example/toy/edit/main/data/projects/2022-amis-cafe.yml" in links
    assert "https://toy.example/nl/projecten/2022/amis-filosofisch-cafe/" in links
    time = page("fr", "projects/2022-amis-cafe").one("time")
    assert (time["datetime"], time.text) == ("2024-05-01", "1 mai 2024")
    assert page("nl", "projects/2022-amis-cafe").one("time").text == "1 mei 2024"


def test_without_history_no_change_is_told(page: Read) -> None:
    assert [*page("fr", "projects/2022-ketjes-bal").all("time")] == []


def test_every_place_where_a_record_stands_is_told(page: Read) -> None:
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


# --- languages ---------------------------------------------------------------------------------


def test_words_in_another_language_say_so(page: Read) -> None:
    spans = [*page("nl", "associations/amis").all("span", lang="fr")]

    assert {"Les Amis de l’Île", "Lieu d’Accueil pour l’Île"} <= {span.text for span in spans}


def test_words_in_the_pages_own_language_do_not(page: Read) -> None:
    assert [*page("fr", "associations/amis").all("span", lang="fr")] == []


def test_a_name_that_has_no_language_is_left_alone(page: Read) -> None:
    spans = [span.text for span in page("nl", "associations/ketjes").all("span")]

    assert "Ketjes" not in spans


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_in_a_third_language_says_so_on_every_page(language: Language, page: Read) -> None:
    for key in ("activities/2026-ixelles-m2-1", "activities-2026", "communes/ixelles"):
        assert "Repair Café" in [e.text for e in page(language, key).all("span", lang="en")], key


def test_words_of_another_language_within_a_note_say_so(
    repository: Repository, strings: Strings, settings: Settings
) -> None:
    repository.replace("data/local-plans/2022-uccle.yml", "est vide.", "est [leeg <i>]{nl}.")
    commune = spoiled(repository, strings, settings)("fr", "communes/uccle")

    assert [span.text for span in commune.all("span", lang="nl")] == ["Ukkel", "leeg <i>"]


def test_a_title_of_the_other_language_is_marked_in_a_text_as_a_whole_word_only(
    repository: Repository, strings: Strings, settings: Settings
) -> None:
    """The Dutch title “tous” is no part of the French word “toussent”."""
    repository.replace(
        "data/projects/2022-ketjes-bal.yml",
        "  both: Bal\n",
        "  fr: Bal\n  nl: tous\n",
    )
    repository.replace("data/projects/2022-ketjes-bal.yml", "bal pour tous", "bal où tous toussent")
    repository.replace(
        "data/sources/question-7/text.txt", "Un bal pour tous", "Un bal où tous toussent"
    )
    project = spoiled(repository, strings, settings)("fr", "projects/2022-ketjes-bal")

    assert [span.text for span in project.all("span", lang="nl")] == ["tous"]


# --- long texts --------------------------------------------------------------------------------


def test_long_texts_have_paragraphs_and_lists_and_nothing_else(page: Read) -> None:
    project = page("nl", "projects/2022-amis-cafe")
    texts = [element.text for element in project.elements if element.tag in ("p", "li")]

    assert texts[:3] == [
        "Avonden & debatten:",
        "een *filosofisch* café,",
        "een feest van de <buren>",
    ]


# --- corrections -------------------------------------------------------------------------------


def test_corrected_words_lead_to_the_list_of_corrections_and_tell_what_was_printed(
    page: Read,
) -> None:
    project = page("fr", "projects/2022-amis-cafe")
    mark = project.one("a", class_="corrected")

    assert (mark.text, mark["href"]) == ("débats", "#corrections")
    assert "débas" in mark["title"]
    assert [q.text for q in project.all("q", lang="fr")] == ["débas", "débats"]


def test_corrections_to_the_other_language_are_not_told(page: Read) -> None:
    project = page("nl", "projects/2022-amis-cafe")

    assert [*project.all("a", class_="corrected")] == []
    # Only its association's name, as the row spells it.
    assert [q.text for q in project.all("q")] == ["Les Amis de l'Ile"]


def test_corrections_to_words_for_both_languages_are_told_in_both(page: Read) -> None:
    for language in LANGUAGES:
        question = page(language, "questions/question-7")
        assert "L'ÉCUYER" in [q.text for q in question.all("q", lang="fr")]


def test_a_correction_may_hold_what_html_and_markers_are_made_of(
    repository: Repository, strings: Strings, settings: Settings
) -> None:
    cafe = "data/projects/2022-amis-cafe.yml"
    repository.replace(cafe, "Des soirées & des débats", 'Des soirées "0" & 1 débats')
    repository.replace(cafe, "  - lang: fr\n    printed: débas\n    shown: débats", "  - lang: fr")
    repository.replace(
        cafe,
        "  - lang: fr\n    why: misread",
        "".join(
            f"  - lang: fr\n    printed: '{printed}'\n    shown: '{shown}'\n    why: misread\n"
            for printed, shown in (('"o" &', '"0" &'), ("des", "1"), ("débas", "débats"))
        ).rstrip("\n"),
    )
    repository.replace("data/sources/question-7/text.txt", "soirées & des", 'soirées "o" & des')
    project = spoiled(repository, strings, settings)("fr", "projects/2022-amis-cafe")
    marks = [*project.all("a", class_="corrected")]

    assert [mark.text for mark in marks] == ['"0" &', "1", "débats"]
    assert [
        mark["title"].endswith(p) for mark, p in zip(marks, ('"o" &', "des", "débas"), strict=True)
    ]


def test_corrected_words_are_marked_across_the_end_of_a_line(
    repository: Repository, strings: Strings, settings: Settings
) -> None:
    cafe = "data/projects/2022-amis-cafe.yml"
    repository.replace(cafe, "Des soirées & des débats", "Des soirées & des\n    débats")
    repository.replace(cafe, "printed: débas", "printed: des débas")
    repository.replace(cafe, "shown: débats", "shown: des débats")
    project = spoiled(repository, strings, settings)("fr", "projects/2022-amis-cafe")

    assert normalize_space(project.one("a", class_="corrected").text) == "des débats"


# --- what is ours ------------------------------------------------------------------------------


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


def test_the_sources_own_words_do_not(page: Read) -> None:
    assert not is_marked(page("fr", "projects/2022-amis-ecoute"))
    assert is_marked(page("nl", "projects/2022-amis-ecoute"))


def test_an_unofficial_name_says_so_wherever_it_is_linked(
    repository: Repository, strings: Strings, settings: Settings
) -> None:
    ecoute = "data/projects/2022-amis-ecoute.yml"
    repository.replace(ecoute, "nl: Actief luisteren", "nl: Goed luisteren")
    repository.replace(ecoute, "[description.nl]", "[title.nl, description.nl]")
    page = spoiled(repository, strings, settings)

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
    path: str, field: str, ours: str, repository: Repository, strings: Strings, settings: Settings
) -> None:
    """Whatever the checks let through, pages can be made of."""
    repository.write(path, f"{repository.read(path)}{ours}: [{field}]\n")

    assert spoiled(repository, strings, settings)("nl", "gaps").text


def test_a_call_may_come_before_its_years_local_plans(
    repository: Repository, strings: Strings, settings: Settings
) -> None:
    call = repository.read("data/calls/call-2022.yml")
    text = call.replace("id: call-2022", "id: call-2023").replace("year: 2022", "year: 2023")
    repository.write("data/calls/call-2023.yml", text)
    project = repository.read("data/projects/2022-ketjes-bal.yml")
    text = project.replace("id: 2022", "id: 2023").replace("year: 2022", "year: 2023")
    repository.write("data/projects/2023-ketjes-bal.yml", text)

    assert "2023" in spoiled(repository, strings, settings)("fr", "home").text


def test_a_call_without_projects_is_on_the_plans_page_alone(
    toy_site: Site, toy_pages: dict[str, str]
) -> None:
    assert "projects-2021" not in toy_site.pages
    for language in LANGUAGES:
        rows = parse_page(toy_pages[f"{language}/generated/plan.md"]).all("tr")
        (row,) = (row for row in rows if row["id"] == "call-2021")
        assert "2021" in row.text
        assert "2021" not in parse_page(toy_pages[f"{language}/generated/home.md"]).one("dl").text


def test_a_plan_may_come_before_its_first_call(
    repository: Repository, strings: Strings, settings: Settings
) -> None:
    for kind in ("calls", "projects", "redirects", "summaries"):
        shutil.rmtree(repository.root / "data" / kind)
    repository.replace(
        "data/sources/journal.yml", "\nsources:\n", "\nfurniture: [1, 7-9]\nsources:\n"
    )
    repository.replace(
        "data/sources/question-7.yml", "\nsources:\n", "\nfurniture: [21-29]\nsources:\n"
    )
    repository.replace("data/sources/page-amis.yml", "furniture: [1, 6]", "furniture: [1, 5-6]")

    assert spoiled(repository, strings, settings)("fr", "home").text


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
    words = site.locales[language]
    marks = {words(key) for key in ("short.ours", "plain.ours")}
    ours = [
        str(words.text(note[language]))
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
    repository: Repository, strings: Strings, settings: Settings
) -> None:
    path = "data/projects/2022-amis-ecoute.yml"
    repository.replace(path, "unofficial:", "general_knowledge: [title.nl]\nunofficial:")
    page = spoiled(repository, strings, settings)

    assert "algemene kennis" in page("nl", "projects-2022").text
    assert "connaissance générale" not in page("fr", "projects-2022").text


def test_a_missing_title_is_told_not_hidden(page: Read, toy_site: Site) -> None:
    for language in LANGUAGES:
        untitled = toy_site.locales[language]("measure.untitled")
        assert untitled in page(language, "measures").text


def test_more_listed_than_stated_is_not_told_as_missing(page: Read, toy_site: Site) -> None:
    """M2.3 of the toy: 1.000 € stated, 2.000 € listed."""
    for language in LANGUAGES:
        money = toy_site.locales[language].money
        assert money(1000) in page(language, "gaps").text
        assert money(2000) in page(language, "gaps").text
        assert money(-1000) not in page(language, "gaps").text


def test_dates_come_from_the_history_that_is_given(
    toy: Dataset, strings: Strings, settings: Settings
) -> None:
    path = "data/communes/forest.yml"
    site = Site(toy, strings, settings, {path: datetime.date(2030, 12, 31)})
    forest = Renderer(site, "nl").render(site.pages["communes/forest"])

    assert parse_page(forest).one("time").text == "31 december 2030"
