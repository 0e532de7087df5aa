"""Tables are filtered, sorted, added up, sent to others and copied."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from generator.records import Activity, Commune, Language, Project
from tests.support.browser import DESKTOP, Visit, visit
from tests.support.built import COMPUTED, Built
from tests.support.parsed_page import normalize_space
from tests.theme.interface import (
    in_both_languages,
    label,
    projects,
    projects_page,
    rows,
    shown_rows,
    text_of,
    tools,
)


@in_both_languages
def test_projects_are_filtered_summed_and_sent(
    site: Built, reader: Visit, browser: Browser, language: Language
) -> None:
    words = site.locales[language]
    page = reader.open(site.address(projects_page(site), language))
    everything = projects(site)
    assert len(rows(page)) == len(everything)
    status = tools(page).get_by_role("status")
    assert_states(site, language, status, everything)

    tools(page).get_by_role("button", name=label(site, language, "tables.tools")).click()
    tools(page).get_by_label(label(site, language, "measure.one")).select_option("2.1")
    of_measure = projects(site, "2021-2024-m2-1")
    assert 0 < len(of_measure) < len(everything)
    expect(shown_rows(page)).to_have_count(len(of_measure))
    assert_states(site, language, status, of_measure)

    tools(page).get_by_label(label(site, language, "tables.sort")).select_option("-amount")
    amounts = sorted((p.amount for p in of_measure), reverse=True)
    assert amounts_in(shown_rows(page).locator("td.amount")) == [
        words.money(amount) for amount in amounts
    ]

    tools(page).get_by_label(label(site, language, "tables.filter")).fill("prefer")
    expect(shown_rows(page)).to_have_count(1)
    (row,) = rows(page)
    assert "PREFER" in row
    expect(page).to_have_url(re.compile(r"\?measure=2\.1&sort=-amount&text=prefer$"))

    page.reload()
    assert rows(page) == [row]
    field = tools(page).get_by_label(label(site, language, "tables.filter"))
    expect(field).to_have_value("prefer")

    with visit(browser, reader.origin, DESKTOP) as friend:
        sent = friend.open(reader.at(page))
        chosen = tools(sent).get_by_label(label(site, language, "measure.one"))
        expect(chosen).to_have_value("2.1")
        assert first_column(sent) == first_column(page)
        header = sent.locator("main table").first.locator("th[data-key=amount]")
        assert header.get_attribute("aria-sort") == "descending"

    tools(page).get_by_role("button", name=label(site, language, "tables.reset")).click()
    assert len(rows(page)) == len(everything)
    expect(page).to_have_url(re.compile("^[^?]+$"))


def amounts_in(cells: Locator) -> list[str]:
    """The amounts in some cells, without the computation below one that no source prints."""
    return [text.splitlines()[0] for text in cells.all_inner_texts()]


def first_column(page: Page) -> list[str]:
    return [normalize_space(text) for text in shown_rows(page).locator("th").all_inner_texts()]


def assert_states(site: Built, language: Language, status: Locator, shown: list[Project]) -> None:
    """The tools say how many projects are shown, and the sum of their amounts."""
    words = site.locales[language]
    text = text_of(status)
    count = words("tables.count", n=len(shown), all=len(projects(site)))
    assert text.startswith(normalize_space(str(count)))
    assert normalize_space(words.money(sum(p.amount for p in shown))) in text
    assert (COMPUTED[language] in text) == any(project.computed for project in shown)


@in_both_languages
def test_the_sum_of_a_table_is_exact_to_the_cent(
    site: Built, newcomer: Visit, language: Language
) -> None:
    address = site.address(projects_page(site), language)

    def with_cents(route: Route) -> None:
        body = re.sub(r'(data-value="\d+)"', r'\1.10"', route.fetch().text())
        route.fulfill(body=body, content_type="text/html")

    newcomer.context.route(newcomer.origin + address, with_cents)
    page = newcomer.open(address)

    expected = site.locales[language].money(sum(p.amount + Decimal("0.10") for p in projects(site)))
    assert normalize_space(expected) in text_of(tools(page).get_by_role("status"))


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


def test_a_filter_that_the_table_does_not_offer_is_dropped(site: Built, reader: Visit) -> None:
    page = reader.open(f"{site.pages['activities-2022'].address['fr']}?commune=Atlantis")
    assert shown_rows(page).count() == page.locator("main table").first.locator("tbody tr").count()


AMOUNT = ["118800", "118.800", "118 800", "118\u00a0800\u00a0€", "118.800,00", "118.8", "€ 118.800"]
ELIDED = ["l'antisémitisme", "l’antisémitisme", "l´antisémitisme"]


@pytest.mark.parametrize(
    ("spellings", "association"),
    [(AMOUNT, "PREFER"), (ELIDED, "Centre communautaire laïc juif")],
    ids=["amount", "apostrophe"],
)
def test_a_table_is_filtered_by_words_however_they_are_spelled(
    site: Built, at_desk: Visit, spellings: list[str], association: str
) -> None:
    page = at_desk.open(site.pages["projects-2022"].address["fr"])
    for typed in spellings:
        page.locator(".table-tools input[type=search]").fill(typed)
        expect(shown_rows(page)).to_have_count(1)
        expect(shown_rows(page)).to_contain_text(association)


# --- copying -----------------------------------------------------------------------------------


COPY = """async (part) => {
  getSelection().selectAllChildren(part);
  await import(new URL("/assets/copy.js", location.origin).href);
  const data = new DataTransfer();
  part.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
  return [data.getData("text/plain"), data.getData("text/html")];
}"""


@in_both_languages
def test_amounts_that_are_copied_from_a_table_are_numbers(
    site: Built, reader: Visit, language: Language
) -> None:
    page = reader.open(site.pages["projects-2022"].address[language])
    table = page.locator("main table").first
    with page.expect_request("**/assets/copy.js"):  # not loaded before
        table.evaluate("table => getSelection().selectAllChildren(table)")
    text, html = table.evaluate(COPY)
    amounts = [
        line.split("\t")[-1] for line in text.splitlines()[-len(table.locator("tbody tr").all()) :]
    ]
    assert amounts
    assert all(amount.isdigit() for amount in amounts), amounts
    assert "118800" in amounts
    assert "<td" in html
    assert ">118800<" in html
    row = table.locator("tbody tr", has_text="118").first
    assert row.evaluate(COPY)[0].split("\t")[-1] == "118800"
    cell = row.locator("td.amount")
    assert cell.evaluate(COPY)[0].replace("€", "").strip() == "118800"
    cell.evaluate("cell => { cell.textContent = '-118\u00a0800\u00a0€'; }")
    assert row.evaluate(COPY)[0].split("\t")[-1] == "-118800"


def test_a_selection_of_more_than_a_table_is_copied_by_the_browser(
    site: Built, reader: Visit
) -> None:
    page = reader.open(site.pages["projects-2022"].address["fr"])
    assert page.locator("main").evaluate(COPY) == ["", ""]
