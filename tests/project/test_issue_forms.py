"""How readers report mistakes: forms that pages open prefilled, and e-mails."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import lxml.html
import yaml

from generator import REPOSITORY
from generator.reading.words import load_settings
from generator.records import Language
from tests.support.built import Built
from tests.support.repository import TOY

FORMS: dict[Language, str] = {"fr": "correction-fr.yml", "nl": "correctie-nl.yml"}


def read(form: str) -> Any:
    path = REPOSITORY / ".github" / "ISSUE_TEMPLATE" / form
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def fields(form: str) -> dict[str, Any]:
    """A form's fields by id."""
    return {field["id"]: field for field in read(form)["body"] if "id" in field}


def canonical(html: lxml.html.HtmlElement) -> str:
    """The address of a page; for a page that redirects, the address that it redirects to."""
    (address,) = html.xpath("//link[@rel='canonical']/@href")
    return str(address)


def reports(site: Built) -> dict[str, dict[str, str]]:
    """What each page's link "report a mistake" prefills, by the page's address."""
    new = load_settings(REPOSITORY / "mkdocs.yml")["repo_url"] + "/issues/new?"
    found = {}
    for address, html in site.paired.items():
        (link,) = (a for a in html.xpath("//footer//a/@href") if a.startswith(new))
        query = parse_qs(urlsplit(link).query, keep_blank_values=True, strict_parsing=True)
        found[address] = {name: value for name, (value,) in query.items()}
    return found


def test_the_editions_of_the_form_ask_the_same() -> None:
    shapes = [
        {name: (field["type"], field.get("validations")) for name, field in fields(form).items()}
        for form in (*FORMS.values(), "correction-en.yml")
    ]
    assert list(shapes[0]) == ["page", "record", "wrong", "right", "source"]
    assert shapes[0] == shapes[1] == shapes[2]


def test_each_page_opens_the_form_of_its_language(site: Built) -> None:
    opened = {address: report["template"] for address, report in reports(site).items()}
    assert opened == {a: FORMS["fr" if a.startswith("fr/") else "nl"] for a in site.paired}


def test_a_page_prefills_fields_that_the_form_has(site: Built) -> None:
    for report in reports(site).values():
        assert report.keys() - {"template", "title"} <= fields(report["template"]).keys()


def test_a_report_is_titled_by_its_form_and_its_page(site: Built) -> None:
    prefixes = {form: read(form)["title"] for form in FORMS.values()}
    for address, report in reports(site).items():
        prefix = prefixes[report["template"]]
        title = report["title"].removeprefix(prefix)
        assert report["title"] == prefix + title != prefix, address
        if address.strip("/") not in FORMS:  # the front pages have the site's title
            assert site.paired[address].findtext("head/title").startswith(f"{title} · "), address


def test_a_page_prefills_its_address(site: Built) -> None:
    for address, report in reports(site).items():
        assert report["page"] == canonical(site.html[address]), address


def test_a_records_page_prefills_its_file_and_other_pages_prefill_none(site: Built) -> None:
    files = {
        page.address[language]: site.dataset.path(page.record) if page.record else ""
        for page in site.pages.values()
        for language in FORMS
    }
    assert any(files.values())
    for address, report in reports(site).items():
        assert report["record"] == files.get(address, ""), address
        assert (REPOSITORY / report["record"]).exists()


def test_not_found_leads_to_both_forms(site: Built) -> None:
    links = site.html["404.html"].xpath("//a[contains(@href, '/issues/new?')]/@href")
    assert [parse_qs(urlsplit(link).query) for link in links] == [
        {"template": [form]} for form in FORMS.values()
    ]


def test_a_slash_more_or_less_in_the_settings_changes_no_address(toy_built: Built) -> None:
    """The toy's `repo_url` ends in a slash, its `edit_uri` does not."""
    forge = "https://forge.example/toy"
    for address, html in toy_built.paired.items():
        links = [urlsplit(a) for a in html.xpath("//a/@href") if a.startswith(forge)]
        paths = {link.path.removeprefix("/toy"): parse_qs(link.query) for link in links}
        assert {"", "/issues/new"} <= paths.keys(), address
        edited = {path.removeprefix("/edit/main/") for path in paths if path.startswith("/edit")}
        for file in (*edited, *paths["/issues/new"].get("record", ())):
            assert (TOY / file).is_file(), f"{address}: {file}"


# --- by e-mail ---------------------------------------------------------------------------------

CONTACT = "contact@example.org"


def mails(html: lxml.html.HtmlElement) -> list[tuple[str, dict[str, list[str]]]]:
    """The recipient of a page's e-mail links, and what they prefill."""
    links = [urlsplit(a) for a in html.xpath("//a/@href") if a.startswith("mailto:")]
    return [(link.path, parse_qs(link.query, keep_blank_values=True)) for link in links]


def test_each_page_offers_an_e_mail_that_names_it(site: Built) -> None:
    titles = {address: report["title"] for address, report in reports(site).items()}
    for address, html in site.paired.items():
        (to, words), *_ = mails(html)
        assert to == CONTACT
        assert words["body"] == [f"{canonical(html)}\r\n"]
        assert words["subject"] == [titles[address]]
        assert "+" not in html.xpath("//a[starts-with(@href, 'mailto:')]/@href")[0]  # no space


def test_about_accessibility_and_not_found_write_the_address(site: Built) -> None:
    for address in (
        "fr/a-propos/",
        "nl/over-deze-site/",
        "fr/accessibilite/",
        "nl/toegankelijkheid/",
    ):
        text = site.html[address].xpath("string(//main)")
        assert CONTACT in text, address
        assert len(mails(site.html[address])) == 2
    subjects = [words["subject"] for _, words in mails(site.html["404.html"])]
    assert subjects == [
        ["Correction\u00a0: Page introuvable"],
        ["Verbetering: Pagina niet gevonden"],
    ]


def test_without_an_address_no_page_mentions_e_mail(toy_built: Built) -> None:
    for address, html in toy_built.html.items():
        assert mails(html) == [], address
        assert not html.xpath("//*[@class='contact']"), address
        assert "@" not in html.xpath("string(//body)"), address
