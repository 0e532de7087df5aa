"""The built site in Chromium, used as people use it: on a phone unless said otherwise, in both languages.

A reader of these tests is new to the site: she knows what it says on the page, nothing of its HTML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Locator, Page, Route, expect
from pypdf import PdfReader

from generator import REPOSITORY
from generator.core.typography import typeset
from generator.dataset.totals import total
from generator.records import (
    LANGUAGES,
    Action,
    Activity,
    Association,
    Call,
    Commune,
    Language,
    Measure,
    Project,
    Record,
    Source,
    Term,
)
from tests.support.browser import DESKTOP, PHONE, Load, Visit, check, visit
from tests.support.built import CHANGED, COMPUTED, ORIGIN, Built, other

in_both_languages = pytest.mark.parametrize("language", LANGUAGES)

THEME = yaml.safe_load((REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8"))["extra"]["words"]


@pytest.fixture
def reader(browser: Browser, origin: str) -> Iterator[Visit]:
    """Someone with a phone, to whom nothing may go wrong and who is sent to no other host."""
    with visit(browser, origin) as visiting:
        yield visiting
        assert not visiting.errors
        assert not visiting.foreign


@pytest.fixture
def at_desk(browser: Browser, origin: str) -> Iterator[Visit]:
    """The same at a desk."""
    with visit(browser, origin, DESKTOP) as visiting:
        yield visiting
        assert not visiting.errors
        assert not visiting.foreign


@pytest.fixture
def without_scripts(browser: Browser, origin: str) -> Iterator[Visit]:
    with visit(browser, origin, java_script_enabled=False) as visiting:
        yield visiting
        assert not visiting.foreign


def spaced(text: str) -> str:
    """A text with simple spaces only, as most readers type them."""
    return " ".join(text.split())


def seen(part: Locator) -> str:
    return spaced(part.inner_text())


def label(site: Built, language: Language, key: str) -> str:
    return site.locales[language](key).unescape()


# --- my commune, a subject, an association -----------------------------------------------------


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


@in_both_languages
def test_what_does_koekelberg_do(site: Built, reader: Visit, language: Language) -> None:
    page = reader.open(f"{language}/")
    page.get_by_label(label(site, language, "finder.commune.label")).fill("koekel")
    page.locator("ul.finder").first.get_by_role("link", name="Koekelberg").click()
    expect(page.locator("h1")).to_have_text("Koekelberg")
    text = seen(page.locator("main"))
    activities = site.dataset.backlinks(site.dataset.get(Commune, "koekelberg"), Activity)
    assert activities
    for activity in activities:
        for name in activity.names:
            assert spaced(typeset(name[language])) in text


@in_both_languages
def test_how_much_does_prefer_get_and_for_what(
    site: Built, reader: Visit, language: Language
) -> None:
    page = reader.open(f"{language}/")
    field = page.get_by_label(label(site, language, "finder.association.label"))
    field.fill("prefer")
    field.press("Enter")
    expect(page.locator("h1")).to_contain_text("PREFER")
    text = seen(page.locator("main"))
    projects = site.dataset.backlinks(site.dataset.get(Association, "prefer"), Project)
    assert spaced(site.locales[language].money(total(projects).amount)) in text
    for project in projects:
        assert spaced(typeset(project.title[language])) in text
        assert spaced(site.locales[language].money(project.amount)) in text


@in_both_languages
def test_what_is_measure_2_5(site: Built, reader: Visit, language: Language) -> None:
    measure = site.dataset.get(Measure, "2021-2024-m2-5")
    assert measure.plain
    assert measure.short
    page = reader.open(f"{language}/")
    card = page.locator(".cards li").filter(has_text="2.5")
    assert spaced(typeset(measure.plain[language])) in seen(card)
    card.get_by_role("link", name=measure.short[language]).click()
    expect(page).to_have_url(reader.origin + site.address(measure, language))
    assert spaced(typeset(measure.plain[language])) in seen(page.locator("main"))
    # Before anything else, and without scrolling.
    expect(page.locator(".plain")).to_be_in_viewport()


@in_both_languages
def test_which_communes_state_nothing(site: Built, reader: Visit, language: Language) -> None:
    page = reader.open(f"{language}/")
    page.get_by_role("link", name=label(site, language, "matrix.see")).click()
    told = matrix(page)
    name = {c.id: c.name[language] for c in site.dataset.all(Commune)}
    words = {key: label(site, language, f"gaps.{key}") for key in SILENCES}
    silent = {commune: row for commune, row in told.items() if len(row) == 2}
    assert silent == {name["forest"]: [words["unexplained"], "/"]}


@in_both_languages
def test_where_do_the_35_million_come_from(site: Built, reader: Visit, language: Language) -> None:
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
    assert "35.000.000" in seen(line)


# --- who does what -----------------------------------------------------------------------------

SILENCES = ("unexplained", "no-activity")


def matrix(page: Page) -> dict[str, list[str]]:
    """What each commune's row says to someone who hears it: no symbols, words out of sight too."""
    rows: list[list[str]] = page.locator("table.matrix tbody tr").evaluate_all(
        """rows => rows.map(row => [...row.cells].map(cell => {
          const heard = cell.cloneNode(true);
          heard.querySelectorAll("[aria-hidden=true]").forEach(part => part.remove());
          return heard.textContent.trim().replace(/\\s+/g, " ");
        }))"""
    )
    return {name: cells for name, *cells in rows}


@in_both_languages
def test_kinds_of_emptiness_are_told_apart_in_words(
    site: Built, reader: Visit, language: Language
) -> None:
    page = reader.open(site.pages["communes"].address[language])
    told = matrix(page)
    assert len(told) == 19
    name = {c.id: c.name[language] for c in site.dataset.all(Commune)}
    said = [told[name["forest"]][0], told[name["etterbeek"]][4]]
    assert said == [label(site, language, f"gaps.{silence}") for silence in SILENCES]
    assert told[name["etterbeek"]][0] == label(site, language, "matrix.none")
    assert len({*said, told[name["etterbeek"]][0]}) == 3
    # Seen, too, each with its sign.
    legend = seen(page.locator(".legend"))
    for silence in SILENCES:
        assert label(site, language, f"silence.{silence}") in legend
        sign = label(site, language, f"symbol.{silence}")
        cell = page.locator(f"table.matrix .{silence}").first
        assert sign in seen(cell)
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
    assert re.search(r"Koekelberg.*\d", spaced(tile.get_attribute("aria-label") or seen(tile)))
    tile.click()
    expect(page.locator("h1")).to_have_text("Koekelberg")
    expect(page).to_have_url(reader.origin + site.address(koekelberg, language))


# --- the other language ------------------------------------------------------------------------


def test_every_kind_of_page_leads_to_the_other_language_and_back(
    site: Built, reader: Visit
) -> None:
    page = reader.open()
    for address in site.kinds.values():
        page.goto(reader.origin + address)
        for wanted in ("nl", "fr"):
            switch = page.get_by_role("banner").locator(f"a[hreflang={wanted}]")
            target = re.sub(r"^(\.\./)+", "", switch.get_attribute("href") or "")
            switch.click()
            expect(page).to_have_url(reader.origin + target)
            assert (page.locator("html").get_attribute("lang") or "")[:2] == wanted
            expect(page.locator("h1")).to_be_visible()
        expect(page).to_have_url(reader.origin + address)


def test_the_neutral_page_leads_to_both_languages(reader: Visit) -> None:
    for language in LANGUAGES:
        page = reader.open()
        page.locator(f"main div[lang={language}]").get_by_role("link").first.click()
        expect(page).to_have_url(reader.origin + f"{language}/")


def test_a_mistyped_address_leads_on(reader: Visit) -> None:
    page = reader.context.new_page()
    answer = page.goto(f"{reader.origin}fr/communes/atlantide/")
    assert answer
    assert answer.status == 404
    page.locator("main div[lang=nl]").get_by_role("link").last.click()
    expect(page).to_have_url(reader.origin + "nl/")


# --- search ------------------------------------------------------------------------------------

ASKED = {"fr": "fr/recherche/", "nl": "nl/zoeken/"}


def search(page: Page, query: str) -> list[Locator]:
    """Types a query into the search page's field and waits for what is found."""
    field = page.get_by_role("main").get_by_role("searchbox")
    field.fill(query)
    field.press("Enter")
    expect(page.locator("main [role=status]")).to_contain_text(f"{query} ")
    return page.locator("main ol.results > li").all()


def addresses(page: Page, reader: Visit) -> list[str]:
    hrefs: list[str] = page.locator("main ol.results > li h2 a").evaluate_all(
        "links => links.map(link => link.href)"
    )
    assert all(href.startswith(reader.origin) for href in hrefs)
    return [href.removeprefix(reader.origin) for href in hrefs]


@pytest.mark.parametrize(
    ("language", "query", "expected"),
    [
        ("fr", "securite", "sécurité"),
        ("fr", "SECURITE", "sécurité"),
        ("fr", "formations", "formation"),
        ("nl", "opleidingen", "opleiding"),
    ],
)
def test_accents_case_and_word_forms_do_not_matter(
    reader: Visit, language: Language, query: str, expected: str
) -> None:
    page = reader.open(ASKED[language])
    found = search(page, query)
    assert found
    words = " ".join(seen(result) for result in found).lower()
    assert re.search(rf"\b{expected}\b", words)


@pytest.mark.parametrize(
    ("language", "query", "commune"),
    [
        ("fr", "Elsene", "ixelles"),
        ("fr", "ukkel", "uccle"),
        ("nl", "Ixelles", "ixelles"),
        ("nl", "forest", "forest"),
        ("fr", "1070", "anderlecht"),
        ("nl", "1190", "forest"),
    ],
)
def test_a_commune_is_found_first_by_any_of_its_names(
    site: Built, reader: Visit, language: Language, query: str, commune: str
) -> None:
    page = reader.open(ASKED[language])
    found = search(page, query)
    record = site.dataset.get(Commune, commune)
    assert addresses(page, reader)[0] == site.address(record, language)
    # It says what it is, and why it was found.
    assert label(site, language, "commune.one") in seen(found[0])


@in_both_languages
@pytest.mark.parametrize("query", ["M2.5", "2.5", "m2-5", "m2.5", "2,5", "M 2.5"])
def test_a_measure_is_found_first_by_its_code_however_it_is_spelled(
    site: Built, reader: Visit, language: Language, query: str
) -> None:
    page = reader.open(ASKED[language])
    search(page, query)
    measure = site.dataset.get(Measure, "2021-2024-m2-5")
    assert addresses(page, reader)[0] == site.address(measure, language)


@pytest.mark.parametrize(
    ("language", "queries"),
    [
        ("fr", ["Elsene", "opleiding", "politie", "prévention", "2022", "Bruxelles", "plan"]),
        ("nl", ["Ixelles", "formation", "police", "preventie", "2022", "Brussel", "plan"]),
    ],
)
def test_nobody_gets_results_in_the_other_language(
    reader: Visit, language: Language, queries: list[str]
) -> None:
    page = reader.open(ASKED[language])
    for query in queries:
        search(page, query)
        more = page.locator("main ol.results ~ button:visible")
        while more.count():
            before = page.locator("main ol.results > li").count()
            more.first.click()
            expect(page.locator("main ol.results > li")).not_to_have_count(before)
        assert all(address.startswith(f"{language}/") for address in addresses(page, reader))


@in_both_languages
def test_a_search_begins_on_any_page(site: Built, reader: Visit, language: Language) -> None:
    page = reader.open(site.address(site.dataset.all(Association)[0], language))
    name = THEME["search"][language]
    page.get_by_role("banner").get_by_role("link", name=name).click()
    expect(page).to_have_url(reader.origin + ASKED[language])
    assert search(page, "Koekelberg")


@in_both_languages
def test_a_search_begins_in_the_bar_at_a_desk(
    site: Built, at_desk: Visit, language: Language
) -> None:
    page = at_desk.open(site.address(site.dataset.all(Association)[0], language))
    field = page.get_by_label(THEME["search_label"][language])
    field.fill("Koekelberg")
    field.press("Enter")
    expect(page.locator("main ol.results h2").first).to_contain_text("Koekelberg")
    expect(page).to_have_url(at_desk.origin + f"{ASKED[language]}?q=Koekelberg")


@in_both_languages
def test_a_search_begins_on_the_front_page(reader: Visit, language: Language) -> None:
    page = reader.open(f"{language}/")
    field = page.get_by_role("search").get_by_role("searchbox").locator("visible=true")
    field.fill("jette")
    field.press("Enter")
    expect(page.locator("main ol.results h2").first).to_contain_text("Jette")
    expect(page).to_have_url(reader.origin + f"{ASKED[language]}?q=jette")


def search_words(language: Language) -> dict[str, object]:
    """What search.js says."""
    text = (REPOSITORY / "docs" / language / "search.md").read_text(encoding="utf-8")
    match = re.search(r'id="search-words">(.*?)</script>', text, re.DOTALL)
    assert match
    said: dict[str, object] = json.loads(match[1])
    return said


@in_both_languages
def test_results_are_narrowed_and_the_address_can_be_sent(
    site: Built, reader: Visit, browser: Browser, language: Language
) -> None:
    said = search_words(language)
    query = {"fr": "prévention", "nl": "preventie"}[language]
    page = reader.open(ASKED[language])
    search(page, query)
    status = page.locator("main [role=status]")
    everything = number_in(status)
    page.get_by_text(str(said["narrow"]), exact=True).click()
    activities = re.compile(rf"^{label(site, language, 'activity.many')} \(")
    page.get_by_role("checkbox", name=activities).check()
    expect(status).not_to_contain_text(re.compile(rf"^{everything} "))
    some = number_in(status)
    assert 0 < some < everything
    page.get_by_label(str(said["measure"]), exact=True).select_option("2.2")
    expect(status).not_to_contain_text(re.compile(rf"^{some} "))
    few = number_in(status)
    assert 0 < few < some
    found = addresses(page, reader)
    kind = f"/{label(site, language, 'address.activity')}/"
    assert all(kind in address for address in found)
    told = seen(page.locator("main ol.results"))

    with visit(browser, reader.origin) as friend:
        sent = friend.open(reader.at(page))
        expect(sent.locator("main [role=status]")).to_have_text(status.inner_text())
        assert addresses(sent, friend) == found
        assert seen(sent.locator("main ol.results")) == told
        assert sent.get_by_role("checkbox", name=activities).is_checked()

    page.go_back()
    expect(status).to_contain_text(f"{some} ")
    page.go_back()
    expect(status).to_contain_text(f"{everything} ")


def number_in(part: Locator) -> int:
    """The number that a sentence begins with."""
    match = re.match(r"\d+", part.inner_text())
    assert match
    return int(match[0])


@in_both_languages
def test_nothing_found_is_said_and_helps_on(reader: Visit, language: Language) -> None:
    page = reader.open(ASKED[language])
    assert search(page, "xylophone") == []
    assert str(search_words(language)["help"]) in page.locator("main").inner_text()


@in_both_languages
def test_results_are_reached_and_opened_with_the_keyboard_alone(
    site: Built, reader: Visit, language: Language
) -> None:
    page = reader.open(ASKED[language])
    page.get_by_role("main").get_by_role("searchbox").focus()
    page.keyboard.type("Elsene")
    expect(page.locator("main ol.results h2").first).to_be_visible()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.locator("main ol.results > li h2 a:focus").count():
            break
    page.keyboard.press("Enter")
    record = site.dataset.get(Commune, "ixelles")
    page.wait_for_url(reader.origin + site.address(record, language))


@in_both_languages
@pytest.mark.parametrize("width", [PHONE, DESKTOP])  # at a desk the filters are open, and counted
def test_what_is_searched_is_not_loaded_before_and_is_light(
    browser: Browser, origin: str, language: Language, width: int
) -> None:
    with visit(browser, origin, width) as reader:
        assert_light(reader, language)


def assert_light(reader: Visit, language: Language) -> None:
    page = reader.context.new_page()
    loaded: list[tuple[str, int]] = []
    page.on(
        "requestfinished",
        lambda request: loaded.append((request.url, request.sizes()["responseBodySize"])),
    )
    page.goto(reader.origin + ASKED[language])
    page.get_by_role("main").get_by_role("searchbox").focus()
    page.wait_for_load_state("networkidle")
    assert not [url for url, _ in loaded if "/pagefind/" in url]
    search(page, {"fr": "prévention", "nl": "preventie"}[language])
    page.wait_for_load_state("networkidle")
    engine = re.compile(r"/pagefind/\w\w/(pagefind[\w-]*\.js|wasm\.)")
    data = [size for url, size in loaded if "/pagefind/" in url and not engine.search(url)]
    assert data
    assert sum(data) <= 100_000


# --- tables ------------------------------------------------------------------------------------


def rows(page: Page) -> list[str]:
    """The rows that can be seen."""
    return [seen(row) for row in page.locator("main table").first.locator("tbody tr:visible").all()]


def tools(page: Page) -> Locator:
    return page.locator(".table-tools").first


def projects(site: Built, measure: str | None = None) -> list[Project]:
    listed = [p for p in site.dataset.all(Project) if p.year == 2022]
    return [p for p in listed if measure is None or p.measure == measure]


@in_both_languages
def test_projects_are_filtered_summed_and_sent(
    site: Built, reader: Visit, browser: Browser, language: Language
) -> None:
    words = site.locales[language]
    page = reader.open(site.address(projects_page(site), language))
    everything = projects(site)
    assert len(rows(page)) == len(everything)
    status = tools(page).get_by_role("status")
    assert_told(site, language, status, everything)

    tools(page).get_by_role("button", name=label(site, language, "tables.tools")).click()
    tools(page).get_by_label(label(site, language, "measure.one")).select_option("2.1")
    of_measure = projects(site, "2021-2024-m2-1")
    assert 0 < len(of_measure) < len(everything)
    expect(page.locator("main table").first.locator("tbody tr:visible")).to_have_count(
        len(of_measure)
    )
    assert_told(site, language, status, of_measure)

    tools(page).get_by_label(label(site, language, "tables.sort")).select_option("-amount")
    amounts = sorted((p.amount for p in of_measure), reverse=True)
    cells = page.locator("main table").first.locator("tbody tr:visible td.amount")
    assert amounts_in(cells) == [words.money(amount) for amount in amounts]

    tools(page).get_by_label(label(site, language, "tables.filter")).fill("prefer")
    expect(page.locator("main table").first.locator("tbody tr:visible")).to_have_count(1)
    told = rows(page)
    assert "PREFER" in told[0]
    expect(page).to_have_url(re.compile(r"\?measure=2\.1&sort=-amount&text=prefer$"))

    for again in (page, None):
        if again is None:
            with visit(browser, reader.origin, DESKTOP) as friend:
                sent = friend.open(reader.at(page))
                expect(
                    tools(sent).get_by_label(label(site, language, "measure.one"))
                ).to_have_value("2.1")
                assert rows_of_first_column(sent) == rows_of_first_column(page)
                header = sent.locator("main table").first.locator("th[data-key=amount]")
                assert header.get_attribute("aria-sort") == "descending"
        else:
            again.reload()
            assert rows(again) == told
            assert (
                tools(again).get_by_label(label(site, language, "tables.filter")).input_value()
                == "prefer"
            )

    tools(page).get_by_role("button", name=label(site, language, "tables.reset")).click()
    assert len(rows(page)) == len(everything)
    expect(page).to_have_url(re.compile("^[^?]+$"))


def amounts_in(cells: Locator) -> list[str]:
    """The amounts in some cells, without the computation below one that no source prints."""
    return [text.splitlines()[0] for text in cells.all_inner_texts()]


def projects_page(site: Built) -> Call:
    """The call whose page lists its projects."""
    return next(call for call in site.dataset.all(Call) if call.year == projects(site)[0].year)


def rows_of_first_column(page: Page) -> list[str]:
    first = page.locator("main table").first.locator("tbody tr:visible th")
    return [spaced(text) for text in first.all_inner_texts()]


def assert_told(site: Built, language: Language, status: Locator, shown: list[Project]) -> None:
    """The tools say how many projects are shown, and what they sum up to."""
    words = site.locales[language]
    text = spaced(status.inner_text())
    count = words("tables.count", n=len(shown), all=len(projects(site)))
    assert text.startswith(spaced(str(count)))
    assert spaced(words.money(sum(p.amount for p in shown))) in text
    assert (COMPUTED[language] in text) == any(project.computed for project in shown)


@in_both_languages
def test_the_sum_of_a_table_is_exact_to_the_cent(
    site: Built, at_desk: Visit, language: Language
) -> None:
    address = site.address(projects_page(site), language)

    def with_cents(route: Route) -> None:
        body = re.sub(r'(data-value="\d+)"', r'\1.10"', route.fetch().text())
        route.fulfill(body=body, content_type="text/html")

    at_desk.context.route(at_desk.origin + address, with_cents)
    page = at_desk.open(address)

    told = site.locales[language].money(sum(p.amount + Decimal("0.10") for p in projects(site)))
    assert spaced(told) in spaced(tools(page).get_by_role("status").inner_text())


@in_both_languages
def test_the_head_of_a_table_sorts_it_at_a_desk(
    site: Built, at_desk: Visit, language: Language
) -> None:
    page = at_desk.open(site.address(projects_page(site), language))
    table = page.locator("main table").first
    head = table.locator("th[data-key=amount]")
    start = rows(page)
    for way, reverse in (("descending", True), ("ascending", False)):
        head.get_by_role("button").click()
        assert head.get_attribute("aria-sort") == way
        amounts = [p.amount for p in projects(site)]
        expected = [site.locales[language].money(a) for a in sorted(amounts, reverse=reverse)]
        assert amounts_in(table.locator("tbody td.amount")) == expected
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") is None
    assert rows(page) == start
    page.go_back()
    assert head.get_attribute("aria-sort") == "ascending"


@in_both_languages
def test_activities_are_filtered_by_commune(site: Built, reader: Visit, language: Language) -> None:
    page = reader.open(site.pages["activities-2022"].address[language])
    everything = len(rows(page))
    assert everything == len(site.dataset.all(Activity))
    tools(page).get_by_role("button", name=label(site, language, "tables.tools")).click()
    tools(page).get_by_label(label(site, language, "commune.one")).select_option("Koekelberg")
    shown = rows(page)
    koekelberg = site.dataset.get(Commune, "koekelberg")
    assert len(shown) == len(site.dataset.backlinks(koekelberg, Activity)) < everything
    assert all("Koekelberg" in row for row in shown)
    expect(page).to_have_url(re.compile(r"\?commune=koekelberg$"))


# --- the keyboard ------------------------------------------------------------------------------

FOCUS = """() => {
  const part = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(part);
  const outlined = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  // A tile of the map shows it by its own edge.
  const edged = part.closest("svg") && parseFloat(getComputedStyle(part.querySelector("path")).strokeWidth) >= 4;
  const box = part.getBoundingClientRect();
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return {
    name: part.outerHTML.slice(0, 120),
    body: part === document.body,
    place: [...document.querySelectorAll("*")].indexOf(part),
    visible: inside && box.width > 0 && box.height > 0 && (outlined || edged),
  };
}"""


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_every_kind_of_page_is_walked_with_the_tab_key(
    site: Built, browser: Browser, origin: str, width: int
) -> None:
    with visit(browser, origin, width, has_touch=False) as reader:
        page = reader.open()
        for address in site.kinds.values():
            page.goto(origin + address)
            page.keyboard.press("Tab")
            expect(page.locator(".md-skip")).to_be_focused()
            expect(page.locator(".md-skip")).to_be_in_viewport()
            places: list[int] = []
            for _ in range(400):
                focus = page.evaluate(FOCUS)
                if focus["body"] or focus["place"] in places[:1]:
                    break
                assert focus["visible"], f"{address}: {focus['name']}"
                places.append(focus["place"])
                page.keyboard.press("Tab")
            else:
                pytest.fail(f"{address}: the tab key leads nowhere")
            assert places == sorted(set(places)), f"{address}: focus jumps"
            assert len(places) >= 8


def test_the_skip_link_leads_to_the_text(site: Built, reader: Visit) -> None:
    page = reader.open()
    for address in site.kinds.values():
        page.goto(reader.origin + address)
        page.keyboard.press("Tab")
        expect(page.locator(".md-skip")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("#."))  # the browser tells a moment later
        page.keyboard.press("Tab")
        within = page.evaluate("() => !!document.activeElement.closest('main, footer')")
        assert within, f"{address}: {page.evaluate(FOCUS)['name']}"


@in_both_languages
def test_the_menu_opens_and_closes_with_the_keyboard(reader: Visit, language: Language) -> None:
    page = reader.open(f"{language}/")
    opener = page.get_by_role("button", name=THEME["menu"][language], exact=True)
    opener.focus()
    page.keyboard.press("Enter")
    menu = page.get_by_role("navigation", name=THEME["menu_label"][language])
    expect(menu).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("() => !!document.activeElement.closest('nav')")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(opener).to_be_focused()


# --- states that no page shows at first ----------------------------------------------------------


@in_both_languages
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_opens(
    site: Built, browser: Browser, origin: str, language: Language, scheme: str
) -> None:
    for width in (PHONE, DESKTOP):
        with visit(browser, origin, width, color_scheme=scheme) as reader:
            page = reader.open(ASKED[language])
            search(page, {"fr": "prévention", "nl": "preventie"}[language])
            if not page.get_by_role("checkbox").first.is_visible():
                page.get_by_text(str(search_words(language)["narrow"]), exact=True).click()
            expect(page.get_by_role("checkbox").first).to_be_visible()
            assert check(page) == [], "search results"

            page.goto(f"{origin}{site.address(projects_page(site), language)}?measure=2.1")
            expect(tools(page).get_by_role("combobox").first).to_be_visible()
            assert check(page) == [], "filtered table"

            page.goto(f"{origin}{language}/")
            page.get_by_label(label(site, language, "finder.commune.label")).fill("1070")
            page.locator("button.term").first.click()
            expect(page.locator("[popover]:popover-open")).to_be_visible()
            assert check(page) == [], "finder and term"
            page.keyboard.press("Escape")

            page.get_by_role("button", name=THEME["menu"][language], exact=True).click()
            assert check(page) == [], "menu"


# --- abbreviations -----------------------------------------------------------------------------


@in_both_languages
def test_abbreviations_explain_themselves(
    site: Built, browser: Browser, origin: str, language: Language
) -> None:
    term = next(t for t in site.dataset.all(Term) if t.id == "pgsp")
    assert term.name
    name = spaced(str(term.name[language]))

    def explained(page: Page) -> Locator:
        return page.locator("[popover]:popover-open").filter(has_text=name)

    uses: list[tuple[bool, Callable[[Page, Locator], None]]] = [
        (True, lambda _, button: button.tap()),
        (False, lambda _, button: button.click()),
        (False, lambda _, button: button.hover()),
        (False, tab_to),
    ]
    for touch, use in uses:
        with visit(browser, origin, PHONE if touch else DESKTOP, has_touch=touch) as reader:
            page = reader.open(f"{language}/")
            button = page.locator("main button.term").first
            expect(explained(page)).to_have_count(0)
            use(page, button)
            expect(explained(page)).to_be_visible()
            expect(explained(page)).to_be_in_viewport(ratio=1)
            page.keyboard.press("Escape")
            expect(explained(page)).to_have_count(0)
            assert not reader.errors


def tab_to(page: Page, wanted: Locator) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if wanted.evaluate("part => part === document.activeElement"):
            return
    pytest.fail("not reached")


# --- paper -------------------------------------------------------------------------------------


def printed(page: Page) -> str:
    text = " ".join(leaf.extract_text() for leaf in PdfReader(BytesIO(page.pdf())).pages)
    return spaced(text)


@in_both_languages
@pytest.mark.parametrize("kind", [Measure, Commune, Association, Project, Activity, Action, Call])
def test_a_printed_page_has_address_date_and_source(
    site: Built, reader: Visit, language: Language, kind: Any
) -> None:
    record = site.dataset.all(kind)[0]
    address = site.address(record, language)
    page = reader.open(address)
    paper = printed(page)
    assert ORIGIN + address in paper
    year, month, day = CHANGED.split("-")
    assert f"{day}/{month}/{year}" in paper
    source = site.dataset.get(Source, record.sources[0].document)
    assert spaced(typeset(source.title[language])) in paper
    # No menus.
    for word in (THEME["menu_label"], THEME["report"], THEME["search"]):
        assert word[language] not in paper
    assert spaced(page.locator("h1").inner_text())[:40] in paper


# --- scripts off -------------------------------------------------------------------------------


def test_every_kind_of_page_reads_the_same_without_scripts(
    site: Built, reader: Visit, without_scripts: Visit
) -> None:
    for kind, address in site.kinds.items():
        text = seen(without_scripts.open(address).get_by_role("main"))
        with_scripts = seen(reader.open(address).get_by_role("main"))
        missing = {word for word in with_scripts.split() if word not in text}
        # Fields to search, sort and filter stand there with scripts only; lists and tables either way.
        if kind not in ("home", "projects", "activities", "recherche"):
            assert not missing, f"{address}: {missing}"
        assert len(text) > 200


@in_both_languages
def test_tables_are_complete_without_scripts(
    site: Built, without_scripts: Visit, language: Language
) -> None:
    page = without_scripts.open(site.address(projects_page(site), language))
    assert len(rows(page)) == len(projects(site))
    page = without_scripts.open(site.pages["activities-2022"].address[language])
    assert len(rows(page)) == len(site.dataset.all(Activity))


@in_both_languages
def test_lists_of_the_front_page_are_whole_without_scripts(
    site: Built, without_scripts: Visit, language: Language
) -> None:
    page = without_scripts.open(f"{language}/")
    listed: tuple[type[Record], ...] = (Commune, Association)
    for number, kind in enumerate(listed):
        links = page.locator("ul.finder").nth(number).get_by_role("link")
        expect(links).to_have_count(len(site.dataset.all(kind)))
        expect(links.first).to_be_visible()
    expect(page.locator(".finder-tools")).to_have_count(0)


@in_both_languages
def test_search_says_that_it_needs_scripts_and_leads_to_lists(
    site: Built, without_scripts: Visit, language: Language
) -> None:
    page = without_scripts.open(f"{ASKED[language]}?q=jette")
    needed = page.locator("main noscript")  # whose text Playwright's own look-up leaves out
    expect(needed.locator("p")).to_be_visible()
    assert "JavaScript" in seen(needed)
    for key in ("communes", "measures", "associations", "projects-2022", "activities-2022"):
        end = site.pages[key].address[language].removeprefix(f"{language}/")
        expect(page.locator(f"main a[href$='{end}']")).to_be_visible()


@in_both_languages
def test_menu_and_explanations_open_without_scripts(
    without_scripts: Visit, language: Language
) -> None:
    page = without_scripts.open(f"{language}/")
    page.get_by_role("button", name=THEME["menu"][language], exact=True).click()
    menu = page.get_by_role("navigation", name=THEME["menu_label"][language])
    expect(menu).to_be_visible()
    menu.get_by_role("button", name=THEME["close"][language]).click()
    expect(menu).to_be_hidden()
    page.locator("main button.term").first.click()
    expect(page.locator("main [popover]:popover-open").first).to_be_visible()
    # What would do nothing is not shown.
    expect(page.get_by_role("button", name=THEME["dark"][language])).to_have_count(0)


# --- what stays in the reader's browser --------------------------------------------------------

STORED = """async () => ({
  local: { ...localStorage },
  session: { ...sessionStorage },
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""


@in_both_languages
def test_light_and_dark_follow_the_system_until_the_reader_chooses(
    site: Built, reader: Visit, language: Language
) -> None:
    page = reader.open(f"{language}/")

    def background() -> str:
        colour: str = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
        return colour

    page.emulate_media(color_scheme="light")
    light = background()
    page.emulate_media(color_scheme="dark")
    dark = background()
    assert light != dark
    page.emulate_media(color_scheme="light")

    switch = page.get_by_role("button", name=THEME["dark"][language])
    assert switch.get_attribute("aria-pressed") == "false"
    switch.click()
    assert background() == dark
    page.reload()
    assert background() == dark
    assert switch.get_attribute("aria-pressed") == "true"
    page.goto(reader.origin + site.address(site.dataset.all(Measure)[0], other(language)))
    assert background() == dark
    assert page.evaluate(STORED)["local"] == {"scheme": "dark"}
    page.get_by_role("button", name=THEME["dark"][other(language)]).click()
    assert background() == light
    page.reload()
    assert background() == light
    assert page.evaluate(STORED)["local"] == {}


def test_nothing_is_stored_by_reading_searching_and_filtering(site: Built, reader: Visit) -> None:
    page = reader.open()
    for address in site.kinds.values():
        page.goto(reader.origin + address)
    page.goto(reader.origin + ASKED["fr"])
    search(page, "prévention")
    page.goto(f"{reader.origin}{site.address(projects_page(site), 'fr')}?measure=2.1")
    page.goto(f"{reader.origin}fr/")
    page.get_by_label(label(site, "fr", "finder.commune.label")).fill("1070")
    nothing = {"local": {}, "session": {}, "databases": 0, "caches": 0, "workers": 0}
    assert page.evaluate(STORED) == nothing
    assert reader.context.cookies() == []


# --- light -------------------------------------------------------------------------------------


@in_both_languages
def test_a_first_view_and_a_second_page_are_light_and_stand_still(
    site: Built, reader: Visit, language: Language
) -> None:
    load = Load(reader)
    first = site.dataset.get(Measure, "2021-2024-m2-1")
    second = site.dataset.get(Commune, "koekelberg")
    for record, size, requests in ((first, 150_000, 12), (second, 20_000, 12)):
        load.open(site.address(record, language))
        assert load.transferred <= size
        assert load.requests <= requests
        assert load.shift == 0
