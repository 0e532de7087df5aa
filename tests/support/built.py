"""Built sites, real or toy: each is built strictly, once per test process, in a temporary folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self
from urllib.parse import urljoin, urlsplit

import lxml.html

from generator import REPOSITORY
from generator.dataset.dataset import Dataset
from generator.reading.load import load_data
from generator.reading.words import load_interface
from generator.records import LANGUAGES, Language, Record, Redirect
from generator.site.locale import Locale
from generator.site.pages import Page, build_pages, page_of
from tests.support.parsed_page import normalize_space
from tests.support.repository import site_settings

ORIGIN = "https://example.org/"
COMPUTED = {"fr": "calculé", "nl": "berekend"}
"""How pages mark a value that no source prints."""

CHANGED = "2024-05-01"  # the date of the only commit


@dataclass(frozen=True)
class Built:
    """The built site: each page's address and parsed HTML."""

    folder: Path
    dataset: Dataset
    pages: dict[str, Page]
    locales: dict[Language, Locale]

    @classmethod
    def of_repository(cls, root: Path) -> Self:
        """The site that was built in a repository."""
        dataset = Dataset(load_data(root))
        strings = load_interface(REPOSITORY / "generator")
        locales = {language: Locale(language, strings) for language in LANGUAGES}
        return cls(root / "site", dataset, build_pages(dataset, locales), locales)

    @cached_property
    def html(self) -> dict[str, lxml.html.HtmlElement]:
        """Every HTML page by its address below the root, "" for the root itself."""
        return {
            file.relative_to(self.folder).as_posix().removesuffix("index.html"): lxml.html.parse(
                str(file), lxml.html.HTMLParser(encoding="utf-8")
            ).getroot()
            for file in sorted(self.folder.rglob("*.html"))
        }

    @cached_property
    def paired(self) -> dict[str, lxml.html.HtmlElement]:
        """The pages that belong to a language."""
        return {a: html for a, html in self.html.items() if a.startswith(("fr/", "nl/"))}

    @cached_property
    def redirects(self) -> set[str]:
        """The old addresses that lead to another page."""
        redirects = self.dataset.all(Redirect)
        return {redirect.old[language] for redirect in redirects for language in LANGUAGES}

    @cached_property
    def templates(self) -> dict[str, str]:
        """The template of each generated page, by address."""
        return {
            address: page.template
            for page in self.pages.values()
            for address in page.address.values()
        }

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The French address of one page of each kind, generated or written by hand, without redirects."""
        found = {
            page.view.name: page.address["fr"]
            for page in self.pages.values()
            if page.address["fr"] not in self.redirects
        }
        generated = {page.address["fr"] for page in self.pages.values()}
        for address in self.paired:
            if address.startswith("fr/") and address not in generated:
                found[address.split("/")[1]] = address
        return found

    def of(self, record: Record, language: Language) -> lxml.html.HtmlElement:
        """The page that shows a record."""
        return self.html[self.pages[page_of(record)[0]].address[language]]

    def address(self, record: Record, language: Language) -> str:
        """The address of the page that shows a record."""
        return self.pages[page_of(record)[0]].address[language]


def build(root: Path, data: Path = REPOSITORY / "data", **settings: str) -> Built:
    """Build the site of some data in a folder, with lines of mkdocs.yml that differ from ours."""
    for folder in (data, REPOSITORY / "theme", REPOSITORY / "docs"):
        ignored = shutil.ignore_patterns("generated")
        shutil.copytree(folder, root / folder.name, ignore=ignored)
    lines = site_settings(data)
    for name, value in ({"site_url": ORIGIN} | settings).items():
        lines, count = re.subn(rf"^( *{name}:) .*", rf"\1 {value}", lines, flags=re.MULTILINE)
        assert count == 1, name
    (root / "mkdocs.yml").write_text(lines, encoding="utf-8")
    commit(root)
    run(sys.executable, "-m", "generator", "build", "--root", str(root))
    configuration = ("--config-file", str(root / "mkdocs.yml"))
    out = run(sys.executable, "-m", "mkdocs", "build", "--strict", *configuration)
    assert "WARNING" not in out
    return Built.of_repository(root)


def commit(root: Path) -> None:
    """Give the records a history: a page gives the date on which its record last changed."""
    git = ("git", "-C", str(root), "-c", "user.name=Test", "-c", "user.email=test@example.org")
    run(*git, "init", "--quiet")
    run(*git, "add", "data")
    when = {f"GIT_{who}_DATE": f"{CHANGED}T12:00:00Z" for who in ("AUTHOR", "COMMITTER")}
    run(*git, "commit", "--quiet", "--no-gpg-sign", "--message", "Data", **when)


def run(*command: str, **environment: str) -> str:
    """What a command prints; it must succeed."""
    done = subprocess.run(
        command,
        cwd=REPOSITORY,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def other(language: str) -> Language:
    """The other language."""
    return "nl" if language == "fr" else "fr"


def counterpart(site: Built, address: str, language: str) -> str:
    """The address of a page in a language, with its query; a page of no language keeps its address."""
    path, question, query = address.partition("?")
    alternates = site.html[path].xpath(f"//link[@rel='alternate'][@hreflang='{language}']/@href")
    if path not in site.paired or not alternates:
        return address
    return "/".join(alternates[0].split("/")[3:]) + question + query


def words_of(html: lxml.html.HtmlElement) -> str:
    """The text that a reader sees without opening anything."""
    return normalize_space("".join(html.xpath(".//text()[not(ancestor::*[@popover])]")))


def links(address: str, html: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    """(address, anchor) of every link to a page of the site."""
    for href in html.xpath(".//a/@href"):
        target = urlsplit(urljoin(ORIGIN + address, href))
        if f"{target.scheme}://{target.netloc}/" == ORIGIN:
            yield target.path.removeprefix("/"), target.fragment
