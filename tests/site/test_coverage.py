"""How much of the plan the records cover, and that every page says so."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
import yaml

from generator import REPOSITORY
from generator.core.money import euros
from generator.dataset.coverage import Coverage, covered_editions, scope
from generator.dataset.dataset import Dataset
from generator.records import LANGUAGES, Action, Edition, Language, Source, Theme
from generator.site.site import Site
from tests.support.parsed_page import ParsedPage, parse_page

Pages = Mapping[str, ParsedPage]

# The pages whose figures, lists and sentences cover one theme of the real plan.
PARTIAL = (
    "home",
    "plan",
    "measures",
    "communes",
    "communes/auderghem",
    "communes/forest",
    "activities-2022",
    "associations",
    "projects-2022",
    "actions",
    "themes/2021-2024-t2",
    "themes/2021-2024-t5",
)
DESCRIBED = (
    "home",
    "measures",
    "communes",
    "communes/auderghem",
    "activities-2022",
    "associations",
    "associations/cidj",
    "projects-2022",
    "actions",
)
SAID: Mapping[Language, str] = {
    "fr": "Sur les 9 thèmes et 77 mesures du plan 2021-2024, ce site montre le thème 2",
    "nl": "Van de 9 thema's en 77 maatregelen van het plan 2021-2024 toont deze site thema 2",
}
THEME: Mapping[Language, str] = {"fr": "thème 2", "nl": "thema 2"}


@pytest.fixture(scope="module")
def pages(real_pages: dict[str, str]) -> Pages:
    return {path: parse_page(page) for path, page in real_pages.items()}


def plain(text: str) -> str:
    """A text with one kind of space and of apostrophe."""
    return " ".join(text.replace("’", "'").split())


def page(key: str, language: Language, pages: Pages) -> ParsedPage:
    return pages[f"{language}/generated/{key}.md"]


# --- the coverage of an edition ----------------------------------------------------------------


def test_a_theme_is_covered_if_it_has_measures(toy: Dataset) -> None:
    coverage = Coverage.of(toy.get(Edition, "2021-2024"), toy)

    assert [theme.code for theme in coverage.covered] == ["2"]
    assert [theme.code for theme in coverage.others] == ["1"]
    assert (coverage.missing_themes, coverage.missing_measures) == (1, 9)
    assert not coverage.is_whole


def test_an_edition_is_covered_as_a_whole_if_no_theme_is_missing(toy: Dataset) -> None:
    edition = toy.get(Edition, "2021-2024").model_copy(update={"themes": 1})

    assert Coverage.of(edition, toy).is_whole


def test_an_edition_that_states_no_number_is_not_known_to_be_covered(toy: Dataset) -> None:
    coverage = Coverage.of(toy.get(Edition, "2025-2030"), toy)

    assert not coverage.is_whole
    assert coverage.missing_themes is None


def test_a_page_covers_the_editions_of_its_years(toy: Dataset) -> None:
    def editions(found: list[Coverage]) -> list[str]:
        return [coverage.edition.id for coverage in found]

    assert [edition.id for edition in covered_editions(toy)] == ["2025-2030", "2021-2024"]
    assert editions(scope(toy)) == ["2025-2030", "2021-2024"]
    assert editions(scope(toy, [2022])) == ["2021-2024"]
    assert editions(scope(toy, [2022, 2026])) == ["2025-2030", "2021-2024"]


# --- what pages say ----------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", PARTIAL)
def test_a_page_says_which_part_of_the_plan_it_covers(
    key: str, language: Language, pages: Pages
) -> None:
    assert SAID[language] in plain(page(key, language, pages).text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", DESCRIBED)
def test_a_description_for_search_engines_names_the_theme(
    key: str, language: Language, pages: Pages
) -> None:
    assert THEME[language] in page(key, language, pages).head["description"].lower()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["home", "communes", "activities-2022", "projects-2022"])
def test_captions_of_maps_charts_and_tables_name_the_theme(
    key: str, language: Language, pages: Pages
) -> None:
    reading = page(key, language, pages)
    captions = [*reading.all("figcaption"), *reading.all("caption")]

    assert captions
    assert [c.text for c in captions if THEME[language] not in c.text.lower()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_number_of_themes_leads_to_the_line_that_states_it(
    language: Language, pages: Pages, real: Dataset, real_site: Site
) -> None:
    address = real_site.pages["sources/moniteur-2021041787"].address[language]
    links = page("home", language, pages).links(language)
    (anchor,) = {link.rpartition("#l")[2] for link in links if f"/{address}#l" in link}
    lines = real.texts["moniteur-2021041787"]

    assert "77" in lines[int(anchor)] or "77" in lines[int(anchor) - 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_theme_without_measures_says_that_it_is_not_covered_and_links_to_one_that_is(
    language: Language, pages: Pages, real_site: Site
) -> None:
    reading = page("themes/2021-2024-t5", language, pages)

    assert not list(reading.all("table"))
    assert list(reading.all("p", class_="gap"))
    covered = real_site.pages["themes/2021-2024-t2"].address[language]
    assert any(link.endswith(f"/{covered}") for link in reading.links(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_gaps_page_names_what_is_missing_of_the_whole(
    language: Language, pages: Pages, real: Dataset
) -> None:
    reading = page("gaps", language, pages)
    coverage = Coverage.of(real.get(Edition, "2021-2024"), real)

    assert (coverage.missing_themes, coverage.missing_measures) == (8, 71)
    assert "71" in reading.text
    for theme in coverage.others:
        assert theme.name[language] in reading.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_written_by_hand_names_the_theme_too(language: Language) -> None:
    config = yaml.safe_load((REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8"))
    (plugin,) = (p["i18n"] for p in config["plugins"] if "i18n" in p)
    (described,) = (x for x in plugin["languages"] if x["locale"] == language)
    about = (REPOSITORY / "docs" / language / "about.md").read_text(encoding="utf-8")

    preview = config["extra"]["words"]["preview_about"][language]
    for text in (described["site_description"], preview, about):
        assert THEME[language] in text.lower()


# --- an amount and what it does not mean -------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_amount_is_never_shown_without_its_caveat(
    language: Language, real: Dataset, real_site: Site, pages: Pages
) -> None:
    locale = real_site.locales[language]
    for action in real.all(Action):
        if not action.caveat or action.amount is None:
            continue
        caveat = plain(action.caveat[language])
        forms = {plain(locale.money(action.amount)), euros(action.amount)}  # ours, the document's
        shown = {
            path
            for path, reading in pages.items()
            if path.startswith(language) and any(form in plain(reading.text) for form in forms)
        }
        keys = ("home", "actions", action.key, f"themes/{action.theme}", "questions/question-1038")
        assert {f"{language}/generated/{key}.md" for key in keys} <= shown
        assert {path for path in shown if caveat not in plain(pages[path].text)} == set()
        assert caveat in plain(page(action.key, language, pages).head["description"])


# --- documents and their originals -------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_documents_page_leads_to_the_original(
    language: Language, real: Dataset, pages: Pages
) -> None:
    sources = [source for source in real.all(Source) if source.address]

    assert len(sources) > 1
    for source in sources:
        assert source.address
        assert source.address[language] in page(source.key, language, pages).links(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_foot_of_every_record_leads_to_the_originals_of_its_documents(
    language: Language, real: Dataset, real_site: Site, pages: Pages
) -> None:
    for shown in real_site.pages.values():
        if shown.record is None or not shown.record.sources:
            continue
        links = page(shown.key, language, pages).links(language)
        for citation in shown.record.sources:
            address = real.get(Source, citation.document).address
            assert not address or address[language] in links, shown.key


def test_a_document_without_an_address_or_a_date_says_so(real: Dataset) -> None:
    for source in real.all(Source):
        missing = {x for x in ("address", "date", "read") if getattr(source, x) is None}
        assert missing == {gap.field for gap in source.gaps}, source.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_is_one_click_from_home_and_in_the_menu(
    language: Language, real_site: Site, pages: Pages
) -> None:
    address = real_site.pages["questions/question-1038"].address[language]
    assert any(
        link.endswith(f"/{address}") for link in page("home", language, pages).links(language)
    )

    config = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    assert "generated/questions/question-1038.md" in config


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_of_themes_says_which_numbers_are_ours(
    language: Language, real_pages: dict[str, str], real: Dataset, real_site: Site
) -> None:
    inferred = [t.code for t in real.all(Theme) if any(i.field == "code" for i in t.inferred)]
    words = real_site.locales[language](
        "theme.inferred", codes=", ".join(sorted(inferred, key=int))
    )

    assert inferred
    for page in ("plan", "gaps"):
        assert words in real_pages[f"{language}/generated/{page}.md"]
