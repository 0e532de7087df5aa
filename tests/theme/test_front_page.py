"""What people look for first, from the front page: their commune, an association, a measure, who does what.

The reader has a phone, is new to the site and knows only what it says on the page.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from generator.core.typography import typeset
from generator.dataset.totals import total
from generator.records import (
    LANGUAGES,
    Action,
    Activity,
    Association,
    Commune,
    Language,
    Measure,
    Project,
)
from tests.support.browser import Visit
from tests.support.built import Built
from tests.support.parsed_page import normalize_space
from tests.theme.interface import in_both_languages, label, text_of

# --- a commune, a subject, an association ------------------------------------------------------


@in_both_languages
@pytest.mark.parametrize(
    ("typed", "commune"),
    [
        ("1070", "anderlecht"),
        ("elsene", "ixelles"),
        ("ixelles", "ixelles"),
        ("1020", "bruxelles"),
        ("saint gilles", "saint-gilles"),
        ("Sint-Gillis", "saint-gilles"),
    ],
)
def test_a_commune_is_found_on_the_front_page(
    site: Built, reader: Visit, language: Language, typed: str, commune: str
) -> None:
    page = reader.open(f"{language}/")
    field = page.get_by_label(label(site, language, "finder.commune.label"))
    field.fill(typed)
    found = site.dataset.get(Commune, commune)
    links = page.locator("ul.finder").first.get_by_role("link")
    expect(links).to_have_text([found.name[language]])
    field.press("Enter")
    expect(page.locator("h1")).to_have_text(found.name[language])
    expect(page).to_have_url(reader.origin + site.address(found, language))


@in_both_languages
def test_a_commune_that_does_not_exist_is_not_found(
    site: Built, reader: Visit, language: Language
) -> None:
    page = reader.open(f"{language}/")
    page.get_by_label(label(site, language, "finder.commune.label")).fill("Namur")
    expect(page.get_by_text(label(site, language, "finder.commune.none"))).to_be_visible()


TYPED = {
    "St-Gilles": "saint-gilles",
    "St.-Gillis": "saint-gilles",
    "sint gil": "saint-gilles",
    "Berchem-Ste-Agathe": "berchem-sainte-agathe",
    "Sint-Joost-ten-Noode": "saint-josse-ten-noode",
    "Ville de Bruxelles": "bruxelles",
    "Stad Brussel": "bruxelles",
}


@in_both_languages
def test_a_commune_is_found_by_its_name_in_short_and_in_full(
    site: Built, reader: Visit, language: Language
) -> None:
    page = reader.open(f"{language}/")
    field = page.get_by_label(label(site, language, "finder.commune.label"))
    for typed, commune in TYPED.items():
        field.fill(typed)
        name = site.dataset.get(Commune, commune).name[language]
        expect(page.locator("ul.finder").first.get_by_role("link")).to_have_text([name])


@in_both_languages
def test_the_activities_of_koekelberg_are_found(
    site: Built, reader: Visit, language: Language
) -> None:
    page = reader.open(f"{language}/")
    page.get_by_label(label(site, language, "finder.commune.label")).fill("koekel")
    page.locator("ul.finder").first.get_by_role("link", name="Koekelberg").click()
    expect(page.locator("h1")).to_have_text("Koekelberg")
    text = text_of(page.locator("main"))
    activities = site.dataset.backlinks(site.dataset.get(Commune, "koekelberg"), Activity)
    assert activities
    for activity in activities:
        for name in activity.names:
            assert normalize_space(typeset(name[language])) in text


@in_both_languages
def test_the_amounts_of_prefer_are_found(site: Built, reader: Visit, language: Language) -> None:
    page = reader.open(f"{language}/")
    field = page.get_by_label(label(site, language, "finder.association.label"))
    field.fill("prefer")
    field.press("Enter")
    expect(page.locator("h1")).to_contain_text("PREFER")
    text = text_of(page.locator("main"))
    projects = site.dataset.backlinks(site.dataset.get(Association, "prefer"), Project)
    assert normalize_space(site.locales[language].money(total(projects).amount)) in text
    for project in projects:
        assert normalize_space(typeset(project.title[language])) in text
        assert normalize_space(site.locales[language].money(project.amount)) in text


@in_both_languages
def test_the_plain_words_of_measure_2_5_are_found(
    site: Built, reader: Visit, language: Language
) -> None:
    measure = site.dataset.get(Measure, "2021-2024-m2-5")
    assert measure.plain
    assert measure.short
    page = reader.open(f"{language}/")
    card = page.locator(".cards li").filter(has_text="2.5")
    assert normalize_space(typeset(measure.plain[language])) in text_of(card)
    card.get_by_role("link", name=measure.short[language]).click()
    expect(page).to_have_url(reader.origin + site.address(measure, language))
    assert normalize_space(typeset(measure.plain[language])) in text_of(page.locator("main"))
    # At the top, without scrolling.
    expect(page.locator(".plain")).to_be_in_viewport()


@in_both_languages
def test_the_source_of_the_35_million_is_found(
    site: Built, reader: Visit, language: Language
) -> None:
    action = next(a for a in site.dataset.all(Action) if a.amount == 35_000_000)
    page = reader.open(f"{language}/")
    page.get_by_role("main").get_by_role(
        "link", name=label(site, language, "actions.title"), exact=True
    ).click()
    amount = re.compile(re.escape(site.locales[language].money(35_000_000)))
    expect(page.get_by_role("main").get_by_text(amount).first).to_be_visible()
    page.locator(f"main a[href*='{site.address(action, language).split('/')[-2]}']").first.click()
    expect(page).to_have_url(reader.origin + site.address(action, language))
    source = page.locator(".record-foot").get_by_role("link", name="1038").first
    source.click()
    line = page.locator(":target")
    expect(line).to_be_in_viewport()
    assert "35.000.000" in text_of(line)


# --- who does what -----------------------------------------------------------------------------


SILENCES = ("unexplained", "no-activity")


def matrix(page: Page) -> dict[str, list[str]]:
    """What a screen reader says for each commune's row: no symbols, and words that are not visible too."""
    rows: list[list[str]] = page.locator("table.matrix tbody tr").evaluate_all(
        """rows => rows.map(row => [...row.cells].map(cell => {
          const heard = cell.cloneNode(true);
          heard.querySelectorAll("[aria-hidden=true]").forEach(part => part.remove());
          return heard.textContent.trim().replace(/\\s+/g, " ");
        }))"""
    )
    return {name: cells for name, *cells in rows}


@in_both_languages
def test_the_table_shows_which_communes_state_nothing(
    site: Built, reader: Visit, language: Language
) -> None:
    page = reader.open(f"{language}/")
    page.get_by_role("link", name=label(site, language, "matrix.see")).click()
    heard = matrix(page)
    name = {c.id: c.name[language] for c in site.dataset.all(Commune)}
    words = {key: label(site, language, f"gaps.{key}") for key in SILENCES}
    silent = {commune: row for commune, row in heard.items() if len(row) == 2}
    assert silent == {name["forest"]: [words["unexplained"], "/"]}


@in_both_languages
def test_words_and_signs_distinguish_the_kinds_of_emptiness(
    site: Built, reader: Visit, language: Language
) -> None:
    page = reader.open(site.pages["communes"].address[language])
    heard = matrix(page)
    assert len(heard) == 19
    name = {c.id: c.name[language] for c in site.dataset.all(Commune)}
    said = [heard[name["forest"]][0], heard[name["etterbeek"]][4]]
    assert said == [label(site, language, f"gaps.{silence}") for silence in SILENCES]
    assert heard[name["etterbeek"]][0] == label(site, language, "matrix.none")
    assert len({*said, heard[name["etterbeek"]][0]}) == 3
    # Visible too, each with its sign.
    legend = text_of(page.locator(".legend"))
    for silence in SILENCES:
        assert label(site, language, f"silence.{silence}") in legend
        sign = label(site, language, f"symbol.{silence}")
        cell = page.locator(f"table.matrix .{silence}").first
        assert sign in text_of(cell)
    assert label(site, language, "silence.blank") not in legend


@in_both_languages
def test_the_map_is_a_list_of_links_with_names_and_numbers(
    site: Built, reader: Visit, language: Language
) -> None:
    page = reader.open(f"{language}/")
    tiles = page.locator("svg.map").get_by_role("link")
    expect(tiles).to_have_count(19)
    koekelberg = site.dataset.get(Commune, "koekelberg")
    tile = page.locator("svg.map").get_by_role("link", name="Koekelberg")
    assert re.search(
        r"Koekelberg.*\d", normalize_space(tile.get_attribute("aria-label") or text_of(tile))
    )
    tile.click()
    expect(page.locator("h1")).to_have_text("Koekelberg")
    expect(page).to_have_url(reader.origin + site.address(koekelberg, language))


# --- pages of no language ----------------------------------------------------------------------


def test_the_neutral_page_leads_to_both_languages(reader: Visit) -> None:
    for language in LANGUAGES:
        page = reader.open()
        page.locator(f"main div[lang={language}]").get_by_role("link").first.click()
        expect(page).to_have_url(reader.origin + f"{language}/")


def test_a_mistyped_address_leads_to_the_front_page(reader: Visit) -> None:
    page = reader.open()
    answer = page.goto(f"{reader.origin}fr/communes/atlantide/")
    assert answer
    assert answer.status == 404
    page.locator("main div[lang=nl]").get_by_role("link").last.click()
    expect(page).to_have_url(reader.origin + "nl/")
