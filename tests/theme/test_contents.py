"""What the pages of the site show: figures and rows of the data, and nothing unfinished. Every page is read."""

from __future__ import annotations

import gzip
import json
import re
from decimal import Decimal
from urllib.parse import urljoin, urlsplit

import lxml.etree
import lxml.html

from generator import REPOSITORY
from generator.core.typography import typeset
from generator.dataset.indexes import call_of, projects_of_measure
from generator.dataset.totals import balance_of, total
from generator.reading.words import load_interface
from generator.records import (
    Activity,
    Association,
    Commune,
    Language,
    Measure,
    Project,
    Record,
    Redirect,
    Source,
    Summary,
    Text,
)
from generator.site.amounts import amount_text, total_amount
from tests.support.built import COMPUTED, ORIGIN, Built, links, words_of
from tests.support.parsed_page import normalize_space
from tests.theme.interface import in_both_languages


def test_no_page_holds_a_placeholder_or_an_untranslated_key(site: Built) -> None:
    strings = load_interface(REPOSITORY / "generator")
    placeholder = re.compile(r"\b(?:None|TODO|Undefined)\b|\{\{|\{%")
    dotted = re.compile(r"(?<![\w/.-])[\w-]+(?:\.[\w-]+)+(?![\w/.-])")
    for address, html in site.html.items():
        texts = html.xpath("//text()[not(ancestor::script) and not(ancestor::style)]")
        text = "".join(texts)
        unfinished = {*placeholder.findall(text), *(strings.keys() & {*dotted.findall(text)})}
        assert not unfinished, address


def test_search_results_show_whole_sentences(site: Built) -> None:
    """Leaving out words that are not searched leaves no loose punctuation."""
    for file in (site.folder / "pagefind").glob("*/fragment/*"):
        record = gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd")
        shown = json.loads(record)["content"].split(" ¶ ")[1]
        left = re.search(r".{,40}(?:[–:,;.]| )\. .{,40}", shown)
        assert left is None, left[0]


def test_nothing_is_loaded_from_another_host(site: Built) -> None:
    loads = (
        "//script/@src | //img/@src | //img/@srcset | //iframe/@src | //source/@src"
        " | //link[not(@rel='alternate') and not(@rel='canonical')]/@href | //form/@action"
    )
    for address, html in site.html.items():
        for url in html.xpath(loads):
            assert urljoin(ORIGIN + address, url).startswith(ORIGIN), f"{address}: {url}"
    for sheet in site.folder.rglob("*.css"):
        for url in re.findall(r"(?:url\(|@import)\s*['\"]?([^'\")\s]+)", sheet.read_text("utf-8")):
            assert not re.match(r"(https?:)?//", url), f"{sheet.name}: {url}"


def test_every_file_is_used_by_a_page(site: Built) -> None:
    """Scripts and sheets of Material that we do not use are left out, and those of the preview."""
    used = {
        urlsplit(urljoin(ORIGIN + address, link)).path.lstrip("/")
        for address, html in site.html.items()
        for link in html.xpath("//@href | //@src | //meta[@property='og:image']/@content")
    }
    sheet = site.folder / "assets/site.css"
    fonts = re.findall(r'url\("?([^")]+)"?\)', sheet.read_text(encoding="utf-8"))
    used |= {(sheet.parent / font).relative_to(site.folder).as_posix() for font in fonts}
    for script in (site.folder / "assets").glob("*.js"):
        imported = re.findall(
            r'(?:from |import\()"\./([\w.]+)"', script.read_text(encoding="utf-8")
        )
        used |= {f"assets/{name}" for name in imported}
    files = {
        file.relative_to(site.folder).as_posix()
        for file in site.folder.rglob("*")
        if file.is_file() and file.suffix != ".html" and "pagefind" not in file.parts
    }
    # For robots, and the licence of the font.
    assert files - used == {"sitemap.xml", "sitemap.xml.gz", "assets/fonts/OFL.txt"}


def test_every_page_says_that_the_site_is_unofficial(site: Built) -> None:
    said = {"fr": "Site non officiel", "nl": "Niet-officiële site"}
    for address, html in site.html.items():
        languages = [address[:2]] if address in site.paired else list(said)
        if address != "404.html":
            for language in languages:
                assert said[language] in words_of(html), address


@in_both_languages
def test_totals_on_pages_are_totals_of_the_data(site: Built, language: Language) -> None:
    words = site.locales[language]

    def cells(html: lxml.html.HtmlElement, table: str) -> list[str]:
        path = f"//table[caption[@id='{table}']]//td[contains(@class, 'amount')]"
        return [words_of(cell) for cell in html.xpath(path)]

    def money(amount: Decimal) -> str:
        return normalize_space(words.money(amount))

    for measure in site.dataset.all(Measure):
        projects = projects_of_measure(measure, 2022, site.dataset)
        if projects:
            shown = cells(site.of(measure, language), "projects-2022")
            assert sorted(shown) == sorted(amount_shown(p, site, language) for p in projects)
    for association in site.dataset.all(Association):
        listed = total(site.dataset.backlinks(association, Project))
        assert money(listed.amount) in words_of(site.of(association, language))
    for summary in site.dataset.all(Summary):
        balance = balance_of(summary, site.dataset)
        stated, listed = balance.stated, balance.listed
        shown = cells(site.of(summary, language), f"totals-{summary.id}")
        marks = {
            field: f" ({words('moved.mark', line=lines[0][0])})"
            if (lines := summary.lines_of(field))
            else ""
            for field in ("projects", "amount")
        }
        assert shown[1::2][:2] == [
            money(stated.amount) + marks["amount"],
            normalize_space(total_amount(listed, site.dataset, words).striptags()),
        ]
        assert shown[2] == words.number(listed.projects or 0)
        if stated.projects is not None:
            assert shown[0] == words.number(stated.projects) + marks["projects"]


@in_both_languages
def test_a_computed_amount_is_marked_wherever_it_is_shown(site: Built, language: Language) -> None:
    words = site.locales[language]
    project = site.dataset.get(Project, "2022-2bouts-formation-supervision")
    money = normalize_space(words.money(project.amount))
    mark = COMPUTED[language]
    pages = {a: words_of(h) for a, h in site.paired.items() if a.startswith(f"{language}/")}
    showing = {
        address for address, text in pages.items() if re.search(rf"(?<!\d[ .]){money}", text)
    }
    kinds = (project, site.dataset.get(Association, project.association))

    assert {site.address(record, language) for record in kinds} < showing
    assert {address for address in showing if mark not in pages[address]} == set()
    for record in kinds:
        description = site.of(record, language).xpath("//meta[@name='description']/@content")[0]
        assert mark in description


def test_no_page_shows_a_figure_that_no_source_gives(site: Built) -> None:
    """An earlier reading of annex 2 put its figures on the wrong rows: these were its totals."""
    refuted = re.compile(r"2[ .\u00a0]115[ .\u00a0]200|82[ .\u00a0]600|34[ \u00a0]proje")
    for address, html in site.html.items():
        head = " ".join(html.xpath("//meta/@content"))
        assert not refuted.search(f"{head} {words_of(html)}"), address


@in_both_languages
def test_the_old_address_of_a_misplaced_row_leads_to_its_commune(
    site: Built, language: Language
) -> None:
    old = site.dataset.get(Redirect, "molenbeek-saint-jean-m2-1").old[language]
    new = site.address(site.dataset.get(Activity, "2022-schaerbeek-m2-1"), language)

    assert (new, "") in set(links(old, site.html[old]))


@in_both_languages
def test_a_map_says_which_of_its_numbers_count_a_misplaced_row(
    site: Built, language: Language
) -> None:
    activity = site.dataset.get(Activity, "2022-schaerbeek-m2-1")
    measure = site.dataset.get(Measure, activity.measure)
    home, communes = (site.pages[key].address[language] for key in ("home", "communes"))
    for address in (home, communes, site.address(measure, language)):
        (note,) = site.html[address].xpath("//figure[.//*[@class='map']]/p")
        assert (site.address(activity, language), "") in set(links(address, note))


def amount_shown(project: Project, site: Built, language: Language) -> str:
    """The amount of a project as pages show it."""
    return normalize_space(amount_text(project, site.dataset, site.locales[language]))


@in_both_languages
def test_the_pages_of_a_commune_and_a_measure_show_every_row_of_annex_1(
    site: Built, language: Language
) -> None:
    for activity in site.dataset.all(Activity):
        commune = site.dataset.get(Commune, activity.commune)
        measure = site.dataset.get(Measure, activity.measure)
        own = site.of(activity, language)
        for text in (*activity.names, *filter(None, [activity.service])):
            for html in (own, site.of(commune, language), site.of(measure, language)):
                assert spoken(text, language) in words_of(html), activity.id
        assert_leads_to_its_lines(site, activity, language)


@in_both_languages
def test_the_pages_of_an_association_a_measure_and_a_call_show_every_row_of_annex_2(
    site: Built, language: Language
) -> None:
    for project in site.dataset.all(Project):
        association = site.dataset.get(Association, project.association)
        measure = site.dataset.get(Measure, project.measure)
        call = call_of(project.year, site.dataset)
        assert call
        amount = normalize_space(site.locales[language].money(project.amount))
        for record in (project, association, measure, call):
            html = words_of(site.of(record, language))
            assert spoken(project.title, language) in html, project.id
            assert amount in html, project.id
        assert_leads_to_its_lines(site, project, language)


def spoken(text: Text, language: Language) -> str:
    return normalize_space(typeset(text[language]))


def assert_leads_to_its_lines(site: Built, record: Record, language: Language) -> None:
    address = site.address(record, language)
    targets = set(links(address, site.html[address]))
    for citation in record.sources:
        source = site.dataset.get(Source, citation.document)
        for lines in citation.lines:
            line = (site.address(source, language), f"l{lines[0]}")
            assert line in targets, f"{record.key} does not link to {line}"
            cited_by = links(line[0], site.html[line[0]].get_element_by_id(line[1]))
            assert address in {target for target, _ in cited_by}
