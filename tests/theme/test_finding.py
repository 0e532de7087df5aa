"""What people type finds what the site prints: search, table filters, the finder, both languages.

One page per language drives the search page's own modules, many queries at a time; what concerns the
page itself (its sentences, its address) is tried by typing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from generator import REPOSITORY
from generator.records import LANGUAGES, Association, Commune, Language
from tests.support.browser import DESKTOP, Visit, visit
from tests.support.built import Built, other
from theme.build.fold import fold, folded, significant
from theme.build.search_index import MOST, _lexicon

ASKED = {"fr": "fr/recherche/", "nl": "nl/zoeken/"}
in_both_languages = pytest.mark.parametrize("language", LANGUAGES)

# For each query: the addresses of its results in their order, and what the page says beside them.
FIND = """async ([locale, queries]) => {
  const { find, load } = await import(new URL("/assets/engine.js", location.origin).href);
  const { pagefind } = await load(locale);
  const { results } = await pagefind.search(null);
  const pages = new Map(await Promise.all(results.map(async ({ id, data }) => [id, (await data()).url])));
  const state = { kind: [], measure: [], commune: [], year: [] };
  const answers = [];
  for (const q of queries) {
    const { results, synonyms, suggestion, loose } = await find(locale, { q, ...state }, false);
    answers.push({
      found: results.map(({ id }) => pages.get(id).replace(/^.*[/]/, "").replace(/[.]html$/, "").replaceAll("+", "/")),
      synonyms: synonyms.map(({ term }) => term), suggestion, loose,
    });
  }
  return answers;
}"""


@dataclass
class Search:
    """The search page of each language, open."""

    pages: dict[Language, Page]

    def __call__(self, language: Language, *queries: str) -> list[dict[str, Any]]:
        """What each query finds."""
        answers: list[dict[str, Any]] = self.pages[language].evaluate(
            FIND, [language, list(queries)]
        )
        return answers


@pytest.fixture(scope="module")
def reader(browser: Browser, origin: str) -> Iterator[Visit]:
    with visit(browser, origin, DESKTOP) as visiting:
        yield visiting
        assert not visiting.errors
        assert not visiting.foreign


@pytest.fixture(scope="module")
def search(reader: Visit) -> Search:
    return Search({language: reader.open(ASKED[language]) for language in LANGUAGES})


# --- one folding -------------------------------------------------------------------------------

FOLD = """async (texts) => {
  const { foundBy } = await import(new URL("/assets/fold.js", location.origin).href);
  return texts.map((text) => foundBy(text));
}"""


def js_folds(page: Page, texts: list[str]) -> list[set[str]]:
    return [set(words) for words in page.evaluate(FOLD, texts)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l'après-prison", "apres prison"),
        ("L’ACCESSIBILITÉ", "accessibilite"),
        ("d´antisémitisme", "antisemitisme"),  # an acute accent for an apostrophe
        ("aujourd'hui", "aujourd hui"),
        ("potentie\u0308le", "potentiele"),  # decomposed, as on a Mac
        ("\ufb01n, cœur", "fin coeur"),  # a ligature
        ("118.800,00 €", "118800"),
        ("118\u00a0800\u00a0€", "118800"),
        ("35\u202f000\u202f000", "35000000"),
        ("50.000,50", "50000d50"),
        ("118800,00", "118800"),
        ("M2.5, m2-5; 2,5.", "2d5"),
        ("SUPERPROFS 2.0", "superprofs 2d0"),
        ("2021-2024", "2021 2024"),
        ("14.01.2021", "14 01 2021"),
        ("St.-Gillis", "st saint gillis"),
        ("Berchem-Ste-Agathe", "berchem ste saint agathe"),
        ("2Bouts", "2bouts bouts"),
        ("vé\u00adri\u200bfié", "verifie"),  # a soft hyphen, a space of no width
    ],
)
def test_spellings_of_a_word_are_one(search: Search, text: str, words: str) -> None:
    assert {word for word, _ in folded(text)} == {*words.split()}
    assert js_folds(search.pages["fr"], [text]) == [{*words.split()}]


def test_python_and_javascript_fold_every_text_alike(site: Built, search: Search) -> None:
    texts = [str(text) for html in site.paired.values() for text in html.xpath("//main//text()")]
    texts = sorted({text for text in texts if text.strip()})
    assert len(texts) > 1000
    python = [{word for word, _ in folded(text)} for text in texts]
    assert js_folds(search.pages["fr"], texts) == python


SIGNIFICANT = """async (texts) => {
  const { fold, significant } = await import(new URL("/assets/fold.js", location.origin).href);
  return texts.map((text) => significant(fold(text)));
}"""


def test_python_and_javascript_leave_out_the_same_particles(site: Built, search: Search) -> None:
    """Whole titles are compared without them: Python joins their words, JavaScript those of a query."""
    titles = [str(html.xpath("string(//h1)")) for html in site.paired.values()]
    texts = sorted({*titles, *(f"{word} plan" for title in titles for word in title.split())})
    python = [significant(fold(text)) for text in texts]
    assert search.pages["fr"].evaluate(SIGNIFICANT, texts) == python


# --- what is printed is found ------------------------------------------------------------------

# Marks, explanations that open, the foot of a record, a document's lines, words of another language.
UNSEARCHED = """.//*[@popover] | .//script | .//noscript | .//form
    | .//*[contains(@class, 'record-foot') or contains(@class, 'unofficial') or contains(@class, 'transcript')]
    | .//*[@lang and @lang != $language]"""


def printed(site: Built, language: Language, pattern: str) -> dict[str, set[str]]:
    """The words that searched pages of a language print, each with the addresses of those pages."""
    hidden = {site.pages[key].address[language] for key in ("corrections",)}
    hidden |= {
        ASKED[language],
        *(p.address[language] for p in site.pages.values() if p.template == "rule.html"),
    }
    words: dict[str, set[str]] = {}
    for address, html in site.paired.items():
        if not address.startswith(f"{language}/") or address in hidden:
            continue
        if html.xpath("//meta[@http-equiv='refresh' or @name='robots']"):
            continue
        (main,) = html.xpath("//div[@id='main']")
        unsearched = {
            part for each in main.xpath(UNSEARCHED, language=language) for part in each.iter()
        }
        for part in main.iter():
            texts = [] if part in unsearched else [part.text]
            texts += [child.tail for child in part if part not in unsearched]
            for text in filter(None, texts):
                for word in re.findall(pattern, text):
                    words.setdefault(word, set()).add(address)
    return words


@in_both_languages
@pytest.mark.parametrize(
    "pattern",
    [
        r"(?<!\w)[^\W\d_]{5,}(?!['’\w])",  # words
        r"(?<![\w%])[^\W\d_](?:[^\W\d_]|[-'’](?=[^\W\d_])){4,}",  # with their articles and hyphens
        r"\d[\d.,\u00a0]{3,}\d",  # amounts
    ],
    ids=["words", "spellings", "numbers"],
)
def test_every_word_that_a_page_prints_finds_it(
    site: Built, search: Search, language: Language, pattern: str
) -> None:
    words = printed(site, language, pattern)
    assert len(words) > 40
    answers = search(language, *words)
    missed = {
        word: pages - {address.partition("@")[0] + "/" for address in answer["found"]}
        for (word, pages), answer in zip(words.items(), answers, strict=True)
    }
    assert {word: pages for word, pages in missed.items() if pages} == {}


@in_both_languages
def test_a_word_half_typed_finds_something(site: Built, search: Search, language: Language) -> None:
    words = printed(site, language, r"(?<!\w)[^\W\d_]{5,}(?!['’\w])")
    typed = sorted({word[:length] for word in words for length in (4, 5, len(word) - 1)})
    answers = search(language, *typed)
    assert [word for word, answer in zip(typed, answers, strict=True) if not answer["found"]] == []


# --- what people type --------------------------------------------------------------------------

APRES_PRISON = "fr/projets/2022/socabe-soutenir-et-encadrer-l-apres-prison"
PSYCHOSOCIAL = {
    "fr": "fr/projets/2022/prefer-accueil-psychosocial",
    "nl": "nl/projecten/2022/prefer-psychosociale-opvang",
}


@pytest.mark.parametrize(
    ("language", "query", "first"),
    [
        # hyphens behind elisions; apostrophes of all kinds
        ("fr", "après-prison", APRES_PRISON),
        ("fr", "l'après-prison", APRES_PRISON),
        ("fr", "l’après-prison", APRES_PRISON),
        ("fr", "accessibilité", "fr/accessibilite"),
        ("fr", "vivre-ensemble", "fr/glossaire@vivre-ensemble"),
        # amounts
        *(
            (language, amount, PSYCHOSOCIAL[language])
            for language in LANGUAGES
            for amount in (
                "118800",
                "118.800",
                "118.800 €",
                "€ 118.800",
                "118.800,00",
                "118 800",
                "118\u00a0800\u00a0€",
                "118\u202f800 euro",
                "118.8",
            )
        ),
        ("fr", "46000", "fr/projets/2022/cclj-campagne-contre-l-antisemitisme"),
        ("fr", "1392600", "fr/projets/2022"),
        ("nl", "1.392.600 €", "nl/projecten/2022"),
        ("fr", "457.600", "fr/mesures/2021-2024/m2-2"),
        ("nl", "thema 3", "nl/themas/2021-2024/t3"),
        ("nl", "drugs", "nl/themas/2021-2024/t3"),
        ("fr", "drogue", "fr/themes/2021-2024/t3"),
        ("fr", "mobilité", "fr/themes/2021-2024/t6"),
        # names in short, and in full
        ("fr", "St-Gilles", "fr/communes/saint-gilles"),
        ("fr", "Ste Agathe", "fr/communes/berchem-sainte-agathe"),
        ("fr", "Berchem-Ste-Agathe", "fr/communes/berchem-sainte-agathe"),
        ("fr", "Ville de Bruxelles", "fr/communes/bruxelles"),
        ("fr", "Stad Brussel", "fr/communes/bruxelles"),
        ("fr", "Sint-Joost-ten-Noode", "fr/communes/saint-josse-ten-noode"),
        ("nl", "St.-Gillis", "nl/gemeenten/sint-gillis"),
        ("nl", "St-Joost", "nl/gemeenten/sint-joost-ten-node"),
        ("nl", "Sint-Joost-ten-Noode", "nl/gemeenten/sint-joost-ten-node"),
        ("nl", "Stad Brussel", "nl/gemeenten/brussel"),
        ("nl", "Ville de Bruxelles", "nl/gemeenten/brussel"),
        ("fr", "vzw Foyer", "fr/associations/foyer"),
        ("nl", "vzw Foyer", "nl/verenigingen/foyer"),
        ("nl", "asbl PREFER", "nl/verenigingen/prefer"),
        # codes, and what looks like one
        ("fr", "2.0", "fr/projets/2022/teach-for-belgium-superprofs"),
        ("fr", "mesure 2.5", "fr/mesures/2021-2024/m2-5"),
        ("nl", "maatregel 2,5", "nl/maatregelen/2021-2024/m2-5"),
        ("fr", "2-5", "fr/mesures/2021-2024/m2-5"),
        # terms of the glossary, by their words in both languages and others
        ("fr", "intervision", "fr/glossaire@intervision"),
        ("nl", "laagdrempelig", "nl/woordenlijst@bas-seuil"),
        ("fr", "radicalisering", "fr/glossaire@radicalisation"),
        ("nl", "radicalisation", "nl/woordenlijst@radicalisation"),
        ("fr", "LIVC", "fr/glossaire@csil"),
        ("nl", "CSIL", "nl/woordenlijst@csil"),
        ("fr", "subside", "fr/glossaire@subvention"),
        ("nl", "toelage", "nl/woordenlijst@subvention"),
        ("nl", "budget", "nl/woordenlijst@subvention"),
        # parts of compounds
        ("nl", "coach", "nl/projecten/2022/abrusco-jongerencoaches"),
        ("nl", "wacht", "nl/woordenlijst@gardien-de-la-paix"),
        # pages by their title, which no longer name comes before
        ("fr", "communes", "fr/communes"),
        ("nl", "woordenlijst", "nl/woordenlijst"),
    ],
)
def test_a_query_finds_first_what_it_names(
    search: Search, language: Language, query: str, first: str
) -> None:
    (answer,) = search(language, query)
    assert answer["found"][:1] == [first]


@pytest.mark.parametrize(
    ("language", "query", "expected"),
    [
        ("fr", "organisation", r"organisation"),
        ("fr", "extrémismes", r"extrémisme"),
        ("nl", "coördinatie", r"coördinatie"),
        ("fr", "educateurs", r"[ée]ducat"),
        ("fr", "éducative", r"[ée]ducat"),
        ("fr", "subsidie", r"subvention|subsidie"),
        ("nl", "subside", r"subsidie"),
        ("fr", "gemeente", r"commune"),
        ("nl", "police", r"politie"),
    ],
)
def test_results_are_those_that_are_meant(
    site: Built, search: Search, language: Language, query: str, expected: str
) -> None:
    (answer,) = search(language, query)
    assert answer["found"]
    for address in answer["found"]:
        page, _, anchor = address.partition("@")
        (part,) = site.html[f"{page}/"].xpath(f"//*[@id='{anchor or 'main'}']")
        assert re.search(expected, part.text_content(), re.IGNORECASE), address


@in_both_languages
@pytest.mark.parametrize("query", ["xyzzy", "xylophone", "piscine", "zwembad", "2.7", "7654321"])
def test_what_no_page_prints_finds_nothing(search: Search, language: Language, query: str) -> None:
    (answer,) = search(language, query)
    assert answer["found"] == []


@in_both_languages
def test_the_home_page_and_indexes_come_after_what_they_list(
    site: Built, search: Search, language: Language
) -> None:
    listed = {page.address[language].strip("/"): page for page in site.pages.values()}
    names = [record.name[language] for record in site.dataset.all(Association)]
    names += [record.name[language] for record in site.dataset.all(Commune)]
    queries = [
        *names,
        {"fr": "jeunes", "nl": "jongeren"}[language],
        {"fr": "police", "nl": "politie"}[language],
    ]
    for query, answer in zip(queries, search(language, *queries), strict=True):
        kinds = [address.partition("@")[2] or listed.get(address) for address in answer["found"]]
        indexes = [
            i
            for i, page in enumerate(kinds)
            if not isinstance(page, str) and page and page.record is None
        ]
        records = [
            i for i, page in enumerate(kinds) if not isinstance(page, str) and page and page.record
        ]
        assert records, query
        assert not indexes or records[0] < indexes[0], query


@pytest.mark.parametrize(
    ("language", "query", "suggested"),
    [
        ("fr", "formtion", "formation"),
        ("fr", "formtion jeunes", "formation jeunes"),
        ("fr", "prevntion", "prévention"),
        ("fr", "Schaerbek", "Schaerbeek"),
        ("nl", "polarsering", "polarisering"),
        ("nl", "weerkracht", "veerkracht"),
        ("fr", "xyzzy", ""),
        ("nl", "piscine", ""),
    ],
)
def test_a_misspelt_word_is_answered_with_a_printed_one(
    search: Search, language: Language, query: str, suggested: str
) -> None:
    (answer,) = search(language, query)
    assert answer["suggestion"] == suggested
    if suggested:
        assert search(language, suggested)[0]["found"]


# --- what the page says ------------------------------------------------------------------------


def says(language: Language) -> dict[str, Any]:
    """The sentences of the search page."""
    text = (REPOSITORY / "docs" / language / "search.md").read_text(encoding="utf-8")
    match = re.search(r'id="search-words">(.*?)</script>', text, re.DOTALL)
    assert match
    words: dict[str, Any] = json.loads(match[1])
    return words


def ask(reader: Visit, language: Language, query: str) -> Page:
    page = reader.open(ASKED[language])
    field = page.get_by_role("main").get_by_role("searchbox")
    field.fill(query)
    field.press("Enter")
    expect(page.locator("main [role=status]")).to_contain_text(query)
    return page


@pytest.mark.parametrize(
    ("language", "query", "term"),
    [("fr", "LIVC", "CSIL"), ("nl", "CSIL", "LIVC"), ("fr", "subside", "subvention")],
)
def test_a_page_says_which_word_it_uses_instead(
    reader: Visit, language: Language, query: str, term: str
) -> None:
    page = ask(reader, language, query)
    sentence = says(language)["synonym"].format(typed=query, term=term)
    expect(page.locator("#found").get_by_text(sentence)).to_be_visible()
    href = page.locator("main ol.results a").first.get_attribute("href") or ""
    assert "/#" in href
    page.locator("main ol.results a").first.click()
    expect(page.locator(":target")).to_be_in_viewport()
    page.close()


@pytest.mark.parametrize(
    ("language", "query", "suggested"),
    [("fr", "formtion", "formation"), ("nl", "polarsering", "polarisering")],
)
def test_a_suggestion_is_followed(
    reader: Visit, language: Language, query: str, suggested: str
) -> None:
    page = ask(reader, language, query)
    page.locator(".suggestion").get_by_role("link", name=suggested).click()
    expect(page).to_have_url(re.compile(rf"\?q={suggested}$"))
    expect(page.locator("main ol.results > li").first).to_be_visible()
    page.close()


@in_both_languages
def test_where_nothing_is_found_the_page_says_what_the_site_covers(
    site: Built, reader: Visit, language: Language
) -> None:
    page = ask(reader, language, {"fr": "piscine", "nl": "zwembad"}[language])
    covers = page.locator("#covers")
    expect(covers).to_be_visible()
    covers.get_by_role("link").click()
    expect(page).to_have_url(reader.origin + site.pages["gaps"].address[language])
    page.close()
    page = ask(reader, language, "PREFER")
    expect(page.locator("main ol.results > li").first).to_be_visible()
    expect(page.locator("#covers")).to_be_hidden()
    page.close()


# --- the other language ------------------------------------------------------------------------


def switch(page: Page, language: Language) -> str:
    """The address that the switch leads to, from the root, with query and place."""
    page.get_by_role("banner").locator(f"a[hreflang={other(language)}]").click()
    expect(page.locator("html")).to_have_attribute("lang", re.compile(other(language)))
    return page.url


@in_both_languages
def test_the_other_language_keeps_query_and_filters(
    site: Built, reader: Visit, language: Language
) -> None:
    page = reader.open(f"{ASKED[language]}?q=prefer&kind=project&year=2022")
    assert switch(page, language).endswith(
        f"{ASKED[other(language)]}?q=prefer&kind=project&year=2022"
    )
    results = page.locator("main ol.results > li")
    expect(results.first).to_contain_text("PREFER")
    kind = site.locales[other(language)]("project.one").unescape()
    assert all(text.startswith(kind) for text in results.all_inner_texts())
    page.close()


@pytest.mark.parametrize(
    ("language", "named", "kept"), [("fr", "Ixelles", "Elsene"), ("nl", "Elsene", "Ixelles")]
)
def test_the_other_language_keeps_a_commune(
    site: Built, reader: Visit, language: Language, named: str, kept: str
) -> None:
    page = reader.open(f"{ASKED[language]}?q=2022&commune={named}")
    expect(page.locator("#search-commune")).to_have_value("ixelles")
    switch(page, language)
    expect(page.locator("#search-commune option:checked")).to_contain_text(kept)
    page.goto(f"{reader.origin}{site.pages['activities-2022'].address[language]}?commune={named}")
    expect(page.locator("main table").first.locator("tbody tr:visible")).to_have_count(1)
    switch(page, language)
    expect(page.locator("main table").first.locator("tbody tr:visible")).to_have_count(1)
    expect(page.locator("main table").first.locator("tbody tr:visible")).to_contain_text(kept)
    page.close()


@in_both_languages
def test_the_other_language_keeps_a_tables_filter_and_the_place(
    site: Built, reader: Visit, language: Language
) -> None:
    projects = site.pages["projects-2022"].address
    page = reader.open(f"{projects[language]}?text=prefer&sort=-amount")
    assert (
        switch(page, language)
        == f"{reader.origin}{projects[other(language)]}?text=prefer&sort=-amount"
    )
    expect(page.locator("main table").first.locator("tbody tr:visible")).to_have_count(2)
    page.goto(f"{reader.origin}{site.pages['glossary'].address[language]}#bps")
    assert switch(page, language).endswith(f"{site.pages['glossary'].address[other(language)]}#bps")
    # A page written by hand, whose headings differ.
    about = {"fr": "fr/a-propos/#licences", "nl": "nl/over-deze-site/#licenties"}
    page.goto(f"{reader.origin}{about[language]}")
    switch(page, language)
    assert (
        page.locator(":target").evaluate("part => part.parentElement.id")
        == about[other(language)].split("#")[1]
    )
    expect(page.locator(":target")).to_be_in_viewport()
    page.close()


def test_a_filter_that_the_table_does_not_offer_is_dropped(site: Built, reader: Visit) -> None:
    page = reader.open(f"{site.pages['activities-2022'].address['fr']}?commune=Atlantis")
    assert (
        page.locator("main table").first.locator("tbody tr:visible").count()
        == page.locator("main table").first.locator("tbody tr").count()
    )
    page.close()


# --- tables and the finder ---------------------------------------------------------------------


@in_both_languages
@pytest.mark.parametrize(
    "typed",
    ["118800", "118.800", "118 800", "118\u00a0800\u00a0€", "118.800,00", "118.8", "€ 118.800"],
)
def test_a_table_is_filtered_by_an_amount(
    site: Built, reader: Visit, language: Language, typed: str
) -> None:
    page = reader.open(site.pages["projects-2022"].address[language])
    page.locator(".table-tools input[type=search]").fill(typed)
    expect(page.locator("main table").first.locator("tbody tr:visible")).to_have_count(1)
    expect(page.locator("main table").first.locator("tbody tr:visible")).to_contain_text("PREFER")
    page.close()


@pytest.mark.parametrize("apostrophe", ["'", "’", "´"])
def test_a_table_is_filtered_by_a_word_behind_an_apostrophe(
    site: Built, reader: Visit, apostrophe: str
) -> None:
    page = reader.open(site.pages["projects-2022"].address["fr"])
    page.locator(".table-tools input[type=search]").fill(f"l{apostrophe}antisémitisme")
    rows = page.locator("main table").first.locator("tbody tr:visible")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Centre communautaire laïc juif")
    page.close()


@pytest.mark.parametrize(
    ("typed", "commune"),
    [
        ("St-Gilles", "saint-gilles"),
        ("St.-Gillis", "saint-gilles"),
        ("sint gil", "saint-gilles"),
        ("Berchem-Ste-Agathe", "berchem-sainte-agathe"),
        ("Sint-Joost-ten-Noode", "saint-josse-ten-noode"),
        ("Ville de Bruxelles", "bruxelles"),
        ("Stad Brussel", "bruxelles"),
    ],
)
@in_both_languages
def test_the_finder_knows_a_commune_in_short_and_in_full(
    site: Built, reader: Visit, language: Language, typed: str, commune: str
) -> None:
    page = reader.open(f"{language}/")
    page.get_by_role(
        "searchbox", name=site.locales[language]("finder.commune.label").unescape()
    ).fill(typed)
    name = site.dataset.get(Commune, commune).name[language]
    expect(page.locator("ul.finder").first.get_by_role("link")).to_have_text([name])
    page.close()


# --- what is copied ----------------------------------------------------------------------------

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
    with page.expect_request("**/assets/copy.js"):  # not before
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
    page.close()


def test_a_selection_of_more_than_a_table_is_copied_by_the_browser(
    site: Built, reader: Visit
) -> None:
    page = reader.open(site.pages["projects-2022"].address["fr"])
    assert page.locator("main").evaluate(COPY) == ["", ""]
    page.close()


# --- as the site grows -------------------------------------------------------------------------

WITHOUT_LEXICON = """async ([locale, queries]) => {
  const { find, load } = await import(new URL("/assets/engine.js", location.origin).href);
  const { lexicon } = await load(locale);
  const [keys, complete] = [lexicon.keys, lexicon.complete];
  lexicon.keys = [];
  lexicon.complete = false;
  const state = { kind: [], measure: [], commune: [], year: [] };
  const counts = [];
  for (const q of queries) counts.push((await find(locale, { q, ...state }, false)).results.length);
  Object.assign(lexicon, { keys, complete });
  return counts;
}"""


def test_a_word_is_found_that_the_lexicon_has_no_room_for(search: Search) -> None:
    found = search.pages["fr"].evaluate(
        WITHOUT_LEXICON, ["fr", ["intervision", "prison", "interv", "xyzzy", "prisonnifié"]]
    )
    assert [bool(count) for count in found] == [True, True, True, False, False]


def test_the_lexicon_keeps_the_words_of_most_pages() -> None:
    words = [f"mot{number}" for number in range(MOST + 5)]
    pages = [
        {"words": [[w, w] for w in words[:n]], "aliases": {}, "communes": {}} for n in (MOST + 5, 3)
    ]
    lexicon = _lexicon(pages)
    assert lexicon["words"][:3] == words[:3]
    assert len(lexicon["words"]) == MOST
    assert not lexicon["complete"]
