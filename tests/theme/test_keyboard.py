"""The keyboard alone reaches everything, and what opens also closes."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, expect

from generator.records import Language, Term
from tests.support.browser import DESKTOP, PHONE, Visit, visit
from tests.support.built import Built
from tests.support.parsed_page import normalize_space
from tests.theme.interface import THEME, in_both_languages

FOCUS = """() => {
  const part = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(part);
  const outlined = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  // A tile of the map shows focus by its edge.
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
    toy_built: Built, browser: Browser, toy_origin: str, width: int
) -> None:
    with visit(browser, toy_origin, width, has_touch=False) as reader:
        page = reader.open()
        for address in toy_built.kinds.values():
            page.goto(toy_origin + address)
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
                pytest.fail(f"{address}: the tab key never comes back to the first place")
            assert places == sorted(set(places)), f"{address}: focus jumps"
            assert len(places) >= 8


@pytest.mark.parametrize("kind", ["home", "measure", "projects", "recherche", "a-propos"])
def test_the_skip_link_leads_to_the_text(kind: str, toy_built: Built, toy_reader: Visit) -> None:
    page = toy_reader.open(toy_built.kinds[kind])
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#."))  # a moment later
    page.keyboard.press("Tab")
    within = page.evaluate("() => !!document.activeElement.closest('main, footer')")
    assert within, page.evaluate(FOCUS)["name"]


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


@in_both_languages
def test_abbreviations_explain_themselves(
    site: Built, reader: Visit, at_desk: Visit, language: Language
) -> None:
    term = next(t for t in site.dataset.all(Term) if t.id == "pgsp")
    assert term.name
    name = normalize_space(str(term.name[language]))
    uses: list[tuple[Visit, Callable[[Locator], None]]] = [
        (reader, lambda button: button.tap()),
        (at_desk, lambda button: button.click()),
        (at_desk, lambda button: button.hover()),
        (at_desk, tab_to),
    ]
    for visiting, use in uses:
        page = visiting.open(f"{language}/")
        page.mouse.move(0, 0)
        explained = page.locator("[popover]:popover-open").filter(has_text=name)
        expect(explained).to_have_count(0)
        use(page.locator("main button.term").first)
        expect(explained).to_be_visible()
        expect(explained).to_be_in_viewport(ratio=1)
        page.keyboard.press("Escape")
        expect(explained).to_have_count(0)


def tab_to(wanted: Locator) -> None:
    for _ in range(40):
        wanted.page.keyboard.press("Tab")
        if wanted.evaluate("part => part === document.activeElement"):
            return
    pytest.fail("The tab key does not reach it.")
