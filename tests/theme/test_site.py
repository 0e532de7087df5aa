"""The site as robots read it: pairs of languages, links, previews. Every page is read."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from urllib.parse import urljoin

import lxml.etree
import lxml.html
import yaml
from PIL import Image

from generator import REPOSITORY
from generator.records import LANGUAGES, Language, Question, Source
from tests.support.built import ORIGIN, Built, links, other, words_of
from tests.theme.interface import in_both_languages


def attribute(html: lxml.html.HtmlElement, xpath: str) -> str:
    """The only value that an XPath finds."""
    found = html.xpath(xpath)
    assert len(found) == 1, f"{xpath}: {found}"
    return str(found[0])


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


def test_the_root_and_the_not_found_page_are_in_both_languages(site: Built) -> None:
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
    # An error of text recognition may be a word of the other language: "pour la bestrijding".
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


def test_every_page_has_a_title_a_description_and_an_image_for_previews(site: Built) -> None:
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


@in_both_languages
def test_links_lead_from_the_front_page_to_every_record(site: Built, language: Language) -> None:
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


def test_the_menu_lists_no_record_except_the_question(site: Built) -> None:
    """The menu is on every page: records in it would make the build quadratic."""
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


# --- originals and the answer ---------------------------------------------------------------------------------


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
