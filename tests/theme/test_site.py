"""The real site, walked as robots walk it: pairs, links, what stands on the pages."""

from __future__ import annotations

import gzip
import json
import re
import runpy
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import lxml.etree
import lxml.html
import pytest
import yaml
from PIL import Image

from generator import REPOSITORY
from generator.core.typography import typeset
from generator.dataset.indexes import call_of, projects_of_measure
from generator.dataset.totals import balance_of, total
from generator.reading.interface import load_interface
from generator.records import (
    LANGUAGES,
    Activity,
    Association,
    Commune,
    Language,
    Measure,
    Project,
    Question,
    Record,
    Redirect,
    Source,
    Summary,
    Text,
)
from generator.site.amounts import amount_text, total_amount
from tests.support.built import COMPUTED, ORIGIN, Built, other


def attribute(html: lxml.html.HtmlElement, xpath: str) -> str:
    """The one value that an XPath finds."""
    found = html.xpath(xpath)
    assert len(found) == 1, f"{xpath}: {found}"
    return str(found[0])


def words_of(html: lxml.html.HtmlElement) -> str:
    """What a reader sees without opening anything."""
    return " ".join("".join(html.xpath(".//text()[not(ancestor::*[@popover])]")).split())


def links(address: str, html: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    """(address, anchor) of every link to a page of the site."""
    for href in html.xpath(".//a/@href"):
        target = urlsplit(urljoin(ORIGIN + address, href))
        if f"{target.scheme}://{target.netloc}/" == ORIGIN:
            yield target.path.removeprefix("/"), target.fragment


# --- pairs -------------------------------------------------------------------------------------


def test_every_page_is_written_in_both_languages(site: Built) -> None:
    for page in site.pages.values():
        for language in LANGUAGES:
            assert page.address[language] in site.html


def test_a_page_and_its_counterpart_name_each_other(site: Built) -> None:
    for address, html in site.paired.items():
        named = {
            link.get("hreflang"): link.get("href")
            for link in html.xpath("//link[@rel='alternate'][@hreflang]")
        }
        assert set(named) == {"fr", "nl", "x-default"}, address
        assert named[address[:2]] == ORIGIN + address
        assert named["x-default"] == ORIGIN
        counterpart = site.html[named[other(address[:2])].removeprefix(ORIGIN)]
        back = attribute(counterpart, f"//link[@rel='alternate'][@hreflang='{address[:2]}']/@href")
        assert back == ORIGIN + address


def test_the_language_switch_leads_to_the_same_page(site: Built) -> None:
    for address, html in site.paired.items():
        switch = attribute(html, "//header//a[@hreflang]/@href")
        named = attribute(html, f"//link[@rel='alternate'][@hreflang='{other(address[:2])}']/@href")
        assert urljoin(ORIGIN + address, switch) == named


def test_a_page_says_its_language_title_description_and_address(site: Built) -> None:
    for address, html in site.paired.items():
        assert html.get("lang", "")[:2] == address[:2]
        if address not in site.redirects:
            assert attribute(html, "//link[@rel='canonical']/@href") == ORIGIN + address
        assert attribute(html, "//meta[@name='description']/@content").strip()
        heading = words_of(html.xpath("//h1")[0])
        title = attribute(html, "//head/title/text()")
        assert len(html.xpath("//h1")) == 1
        if address not in ("fr/", "nl/"):
            assert " ".join(title.split()).startswith(heading), address


def test_the_root_and_the_not_found_page_speak_both_languages(site: Built) -> None:
    for address in ("", "404.html"):
        html = site.html[address]
        for language in LANGUAGES:
            half = html.xpath(f"//main//div[@lang='{language}']")[0]
            assert f"/{language}/" in urljoin(ORIGIN, half.xpath(".//a[@class='enter']/@href")[0])
        assert html.get("lang") not in LANGUAGES


FOREIGN = {
    "nl": r"\b(les|des|une|aux|pour|avec|dans|sont|cette|ainsi|ses|nous)\b",
    "fr": r"\b(het|een|voor|wordt|worden|zijn|deze|niet|ook|naar|onze|bij)\b",
}


def test_no_french_on_a_dutch_page_nor_dutch_on_a_french_one(site: Built) -> None:
    # A recogniser's error may be a word of the other language: "pour la bestrijding".
    errors = [c.printed for record in site.dataset.records for c in record.corrections]
    misread = re.compile("|".join(map(re.escape, sorted(errors, key=len, reverse=True))))
    found = []
    for address, html in site.paired.items():
        language = address[:2]
        for text in html.xpath("//body//text()[not(ancestor::script) and not(ancestor::style)]"):
            marked = text.getparent().xpath("ancestor-or-self::*[@lang][1]/@lang")[0]
            own = re.sub(r"https?://\S+", "", misread.sub("", text)).lower()
            if marked[:2] == language and re.search(FOREIGN[language], own):
                found.append(f"{address}: {text.strip()}")
    assert not found, "\n".join(found)


# --- link previews -----------------------------------------------------------------------------


def test_every_page_has_words_and_an_image_for_those_it_is_sent_to(site: Built) -> None:
    for address, html in site.html.items():
        if address == "404.html" or address in site.redirects:
            continue
        said = {
            meta.get("property"): meta.get("content")
            for meta in html.xpath("//meta[starts-with(@property, 'og:')]")
        }
        assert said["og:url"] == ORIGIN + address
        for key in ("og:title", "og:description", "og:image:alt"):
            assert said[key].strip(), f"{address}: {key}"
        assert said["og:image"].startswith(ORIGIN)
        path = said["og:image"].removeprefix(ORIGIN)
        assert address not in site.paired or Path(path).name.startswith(f"{address[:2]}-")
        with Image.open(site.folder / path) as image:
            assert (image.format, image.size) == ("PNG", (1200, 630))


# --- links -------------------------------------------------------------------------------------


def test_every_internal_link_and_anchor_resolves(site: Built) -> None:
    anchors = {a: set(html.xpath("//@id")) for a, html in site.html.items()}
    broken = [
        f"{address} -> {target}#{anchor}"
        for address, html in site.html.items()
        for target, anchor in links(address, html)
        if target not in site.html or (anchor and anchor not in anchors[target])
    ]
    assert broken == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_record_is_reached_from_home_by_links_alone(site: Built, language: Language) -> None:
    home = f"{language}/"
    reached, todo = {home}, [home]
    while todo:
        address = todo.pop()
        for target, _ in links(address, site.html[address]):
            if target in site.paired and target[:2] == language and target not in reached:
                reached.add(target)
                todo.append(target)
    own = {address for address in site.paired if address[:2] == language}
    assert reached == own - site.redirects
    for record in site.dataset.records:
        assert site.address(record, language) in reached | site.redirects, record.key


def test_the_sitemap_lists_every_page_with_its_counterpart(site: Built) -> None:
    tree = lxml.etree.parse(str(site.folder / "sitemap.xml"))
    names = {
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "x": "http://www.w3.org/1999/xhtml",
    }
    listed = {}
    for url in tree.findall("s:url", names):
        alternates = {x.get("hreflang"): x.get("href") for x in url.findall("x:link", names)}
        listed[url.findtext("s:loc", namespaces=names)] = alternates
    unlisted = {"404.html", *site.redirects}
    assert set(listed) == {ORIGIN + a for a in site.html if a not in unlisted}
    for address, html in site.html.items():
        if address not in unlisted:
            named = {
                link.get("hreflang"): link.get("href")
                for link in html.xpath("//link[@rel='alternate'][@hreflang]")
            }
            assert listed[ORIGIN + address] == named


def test_records_stay_out_of_the_navigation_tree(site: Built) -> None:
    """All but questions: the data come from an answer, which the menu leads to."""
    for address, html in site.paired.items():
        in_nav = {
            target
            for target, _ in links(address, html.xpath("//nav[contains(@class, 'primary')]")[0])
        }
        records = {
            page.address[language]
            for page in site.pages.values()
            for language in LANGUAGES
            if page.record and page.record.key == page.key
            if not isinstance(page.record, Question)
        }
        assert not in_nav & records


# --- what stands on the pages ------------------------------------------------------------------


def test_no_page_holds_a_placeholder_or_an_untranslated_key(site: Built) -> None:
    strings = load_interface(REPOSITORY / "generator")
    keys = "|".join(re.escape(key) for key in strings if "." in key)
    unfinished = re.compile(
        rf"\bNone\b|\bTODO\b|\{{\{{|\{{%|\bUndefined\b|(?<![\w/.-])(?:{keys})(?![\w/.-])"
    )
    for address, html in site.html.items():
        texts = html.xpath("//text()[not(ancestor::script) and not(ancestor::style)]")
        match = unfinished.search("".join(texts))
        assert not match, f"{address}: {match}"


def test_search_results_show_whole_sentences(site: Built) -> None:
    """Where words are not searched, nothing is left of what joins them; no sentence ends twice."""
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


def test_every_file_is_asked_for_by_a_page(site: Built) -> None:
    """None of Material's scripts and sheets that we do without, nor anything of the preview."""
    asked = {
        urlsplit(urljoin(ORIGIN + address, link)).path.lstrip("/")
        for address, html in site.html.items()
        for link in html.xpath("//@href | //@src | //meta[@property='og:image']/@content")
    }
    sheet = site.folder / "assets/site.css"
    fonts = re.findall(r'url\("?([^")]+)"?\)', sheet.read_text(encoding="utf-8"))
    asked |= {(sheet.parent / font).relative_to(site.folder).as_posix() for font in fonts}
    for script in (site.folder / "assets").glob("*.js"):
        imported = re.findall(
            r'(?:from |import\()"\./([\w.]+)"', script.read_text(encoding="utf-8")
        )
        asked |= {f"assets/{name}" for name in imported}
    files = {
        file.relative_to(site.folder).as_posix()
        for file in site.folder.rglob("*")
        if file.is_file() and file.suffix != ".html" and "pagefind" not in file.parts
    }
    # For robots, and the licence that goes with the font.
    assert files - asked == {"sitemap.xml", "sitemap.xml.gz", "assets/fonts/OFL.txt"}


def test_every_page_says_that_the_site_is_unofficial(site: Built) -> None:
    said = {"fr": "Site non officiel", "nl": "Niet-officiële site"}
    for address, html in site.html.items():
        languages = [address[:2]] if address in site.paired else list(said)
        if address != "404.html":
            for language in languages:
                assert said[language] in words_of(html), address


@pytest.mark.parametrize("language", LANGUAGES)
def test_totals_on_pages_are_totals_of_the_data(site: Built, language: Language) -> None:
    words = site.locales[language]

    def cells(html: lxml.html.HtmlElement, table: str) -> list[str]:
        path = f"//table[caption[@id='{table}']]//td[contains(@class, 'amount')]"
        return [words_of(cell) for cell in html.xpath(path)]

    def money(amount: Decimal) -> str:
        return " ".join(words.money(amount).split())

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
            " ".join(total_amount(listed, site.dataset, words).striptags().split()),
        ]
        assert shown[2] == words.number(listed.projects or 0)
        if stated.projects is not None:
            assert shown[0] == words.number(stated.projects) + marks["projects"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_computed_amount_is_marked_wherever_it_is_shown(site: Built, language: Language) -> None:
    words = site.locales[language]
    project = site.dataset.get(Project, "2022-2bouts-formation-supervision")
    money = " ".join(words.money(project.amount).split())
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
    """The totals of an earlier reading, in which the figures of annex 2 stood on the wrong rows."""
    refuted = re.compile(r"2[ .\u00a0]115[ .\u00a0]200|82[ .\u00a0]600|34[ \u00a0]proje")
    for address, html in site.html.items():
        head = " ".join(html.xpath("//meta/@content"))
        assert not refuted.search(f"{head} {words_of(html)}"), address


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_address_of_a_row_that_slid_leads_to_its_commune(
    site: Built, language: Language
) -> None:
    old = site.dataset.get(Redirect, "molenbeek-saint-jean-m2-1").old[language]
    new = site.address(site.dataset.get(Activity, "2022-schaerbeek-m2-1"), language)

    assert (new, "") in set(links(old, site.html[old]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_map_says_which_of_its_numbers_count_a_row_that_slid(
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
    return " ".join(amount_text(project, site.dataset, site.locales[language]).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_of_annex_1_stands_where_readers_look(site: Built, language: Language) -> None:
    for activity in site.dataset.all(Activity):
        commune = site.dataset.get(Commune, activity.commune)
        measure = site.dataset.get(Measure, activity.measure)
        own = site.of(activity, language)
        for text in (*activity.names, *filter(None, [activity.service])):
            for html in (own, site.of(commune, language), site.of(measure, language)):
                assert spoken(text, language) in words_of(html), activity.id
        assert_leads_to_its_lines(site, activity, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_of_annex_2_stands_where_readers_look(site: Built, language: Language) -> None:
    for project in site.dataset.all(Project):
        association = site.dataset.get(Association, project.association)
        measure = site.dataset.get(Measure, project.measure)
        call = call_of(project.year, site.dataset)
        assert call
        amount = " ".join(site.locales[language].money(project.amount).split())
        for record in (project, association, measure, call):
            html = words_of(site.of(record, language))
            assert spoken(project.title, language) in html, project.id
            assert amount in html, project.id
        assert_leads_to_its_lines(site, project, language)


def spoken(text: Text, language: Language) -> str:
    return " ".join(typeset(text[language]).split())


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


# --- originals ---------------------------------------------------------------------------------


def test_the_weekly_check_follows_the_link_to_the_original_of_every_document(site: Built) -> None:
    check = runpy.run_path(str(REPOSITORY / ".ci" / "links.py"))
    excuses = yaml.safe_load((REPOSITORY / ".ci" / "excused-links.yml").read_text(encoding="utf-8"))
    excused = tuple(excuse["begins"] for excuse in excuses)
    addresses = {
        source.address[language]
        for source in site.dataset.all(Source)
        for language in LANGUAGES
        if source.address
    }

    assert addresses
    assert not any(address.startswith(excused) for address in addresses)
    assert addresses <= set(check["links_of"](site.folder))


def test_the_menu_leads_to_the_answer(site: Built) -> None:
    question = site.dataset.get(Question, "question-1038")
    for address, html in site.paired.items():
        menu = [urljoin(ORIGIN + address, href) for href in html.xpath("//nav//a/@href")]
        answer = site.pages[question.key].address["fr" if address.startswith("fr/") else "nl"]
        assert ORIGIN + answer in menu, address
