"""`mkdocs serve`: the open browser follows what is saved, in both languages, and shows mistakes.

A copy of the program serves the toy. Nothing here is timed: tests wait for an outcome.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, expect

from generator.records import LANGUAGES
from tests.support.browser import visit
from tests.support.preview import PATIENCE, Preview, copy_program, eventually
from tests.support.repository import TOY, Repository

FOREST = "data/communes/forest.yml"
PAGES = ("fr/communes/forest/", "nl/gemeenten/vorst/")
ABOUT = "fr/a-propos/"
TEMPLATE = "generator/site/templates/commune.html"
BODY = "{% block body %}\n"

MEASURE = "data/measures/2021-2024-m2-2.yml"
MEASURE_PAGES = ("fr/mesures/2021-2024/m2-2/", "nl/maatregelen/2021-2024/m2-2/")
OURS = "  fr: En mots simples, la mesure 2.2.\n  nl: In eenvoudige woorden, maatregel 2.2.\n"
CHANGED = "  fr: Plus simplement, la mesure 2.2.\n  nl: Nog eenvoudiger, maatregel 2.2.\n"
SAID = ("Plus simplement", "Nog eenvoudiger")

ABSENT = ("data/projects/2022-ketjes-bal.yml", "data/redirects/ketjes-danse.yml")
"""A record that does not exist when the preview starts, and a redirect to it."""
ABSENT_PAGES = ("fr/projets/2022/ketjes-bal/", "nl/projecten/2022/ketjes-bal/")


def copy(root: Path) -> Repository:
    """Return the toy, with a copy of the program that a test may break."""
    repository = Repository.copy(root)
    copy_program(root)
    for path in ABSENT:
        repository.delete(path)
    # The row of the absent record needs no record until the record is added.
    repository.replace("data/sources/question-7.yml", "sources:\n", "furniture: [27]\nsources:\n")
    return repository


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    root = tmp_path_factory.mktemp("serve")
    with Preview.running(copy(root / "toy"), root / "tmp") as started:
        yield started


@contextmanager
def absent_added(served: Preview) -> Iterator[None]:
    for path in ABSENT:
        served.repository.write(path, (TOY / path).read_text(encoding="utf-8"))
    try:
        yield
    finally:
        for path in ABSENT:
            served.repository.delete(path)


def shows(served: Preview, address: str, words: str) -> bool:
    return words in served.get(address)[1]


@pytest.mark.parametrize(
    ("path", "old", "new", "shown"),
    [
        (MEASURE, OURS, CHANGED, dict(zip(MEASURE_PAGES, SAID, strict=True))),
        (TEMPLATE, BODY, f"{BODY}<p>Essai</p>\n", dict.fromkeys(PAGES, "<p>Essai</p>")),
        (
            "generator/site/words/term.yml",
            "glossary.nav: {fr: Glossaire, nl: Woordenlijst}",
            "glossary.nav: {fr: Lexique, nl: Lexicon}",
            {PAGES[0]: ">Lexique</a>", PAGES[1]: ">Lexicon</a>"},  # in the menu of every page
        ),
        ("generator/site/locale.py", '"""', '"""Edited. ', {}),
        ("docs/fr/about.md", "# À propos", "# Essai", {ABOUT: ">Essai"}),
        ("docs/nl/about.md", "# Over deze site", "# Proef", {"nl/over-deze-site/": ">Proef</h1>"}),
        (
            "theme/overrides/partials/footer.html",
            '<footer class="md-footer">',
            '<footer class="md-footer"><p>Essai</p>',
            dict.fromkeys((*PAGES, "nl/over-deze-site/"), "<p>Essai</p>"),
        ),
        (
            "mkdocs.yml",
            "{fr: Navigation principale, nl: Hoofdnavigatie}",
            "{fr: Essai, nl: Proef}",
            {PAGES[0]: 'aria-label="Essai"', PAGES[1]: 'aria-label="Proef"'},
        ),
        ("theme/overrides/assets/site.css", ":root", ":root, essai", {"assets/site.css": "essai"}),
        ("theme/overrides/index.html", "Continuer en", "Essai en", {"": "Essai en"}),
    ],
    ids=lambda value: value if isinstance(value, str) and "/" in value else "",
)
def test_a_saved_change_is_shown(
    served: Preview, path: str, old: str, new: str, shown: dict[str, str]
) -> None:
    version = served.version(PAGES[0])
    with served.edited(path, old, new):
        served.wait(version)  # browsers then reload
        for address, words in shown.items():
            eventually(f"{address} shows {words}", partial(shows, served, address, words))
            assert not served.notices(address)
    eventually("it is gone", lambda: not any(shows(served, *each) for each in shown.items()))


def test_a_new_record_has_pages_until_it_is_deleted(served: Preview) -> None:
    assert [served.get(page)[0] for page in ABSENT_PAGES] == [HTTPStatus.NOT_FOUND] * 2
    with absent_added(served):
        for page in ABSENT_PAGES:
            eventually(f"{page} exists", partial(served.page, page))
            without_slash = page.rstrip("/")
            assert served.get(without_slash) == (HTTPStatus.FOUND, f"/{page}")
    eventually("both are gone", lambda: not any(map(served.page, ABSENT_PAGES)))


def test_a_new_page_by_hand_moves_and_goes(served: Preview) -> None:
    """With an image, which is published when the page is."""
    page, image = "docs/fr/essai.md", "docs/fr/essai.svg"
    text = '---\ntitle: Essai\naddress: {"fr": "fr/essai/"}\n---\n![Essai](essai.svg)\n'
    served.repository.write(image, "<svg/>")
    served.repository.write(page, text)
    eventually("it is there", lambda: "Essai" in served.page("fr/essai/"))
    (source,) = re.findall('<img .*src="(.+?)"', served.page("fr/essai/"))
    assert served.get(urljoin("fr/essai/", source)) == (HTTPStatus.OK, "<svg/>")
    served.repository.write(page, text.replace("fr/essai/", "fr/test/"))
    eventually("it has moved", lambda: "Essai" in served.page("fr/test/"))
    assert not served.page("fr/essai/")
    served.repository.delete(page)
    served.repository.delete(image)
    eventually("it is gone", lambda: not served.page("fr/test/"))


def test_a_template_that_replaces_one_of_material_may_be_deleted(served: Preview) -> None:
    path = "theme/overrides/partials/footer.html"
    good, text = served.page(PAGES[0]), served.repository.read(path)
    served.repository.delete(path)
    eventually("the footer has changed", lambda: served.page(PAGES[0]) != good)
    served.repository.write(path, text)
    eventually("the footer is back", lambda: served.page(PAGES[0]) == good)


def test_the_search_finds_what_exists_now(served: Preview) -> None:
    def counts() -> list[int]:
        entries = [
            json.loads(served.get(f"pagefind/{language}/pagefind-entry.json")[1])
            for language in LANGUAGES
        ]
        return [part["page_count"] for entry in entries for part in entry["languages"].values()]

    before = counts()
    with absent_added(served):
        eventually("the record exists", lambda: served.page(ABSENT_PAGES[0]))
        assert counts() == [count + 1 for count in before]
    eventually("the record is gone", lambda: not served.page(ABSENT_PAGES[0]))
    assert counts() == before
    with served.edited("docs/fr/about.md", "address:", "adress:"):
        eventually("the mistake is shown", lambda: served.notices(ABOUT))
        assert counts() == before
    eventually("the mistake is fixed", lambda: not served.notices(ABOUT))


def test_editors_offer_a_record_while_it_is_being_written(served: Preview) -> None:
    def offered() -> bool:
        return '"zinneke"' in served.repository.read("schemas/projects.json")

    path = "data/associations/zinneke.yml"
    assert not offered()
    served.repository.write(path, "id: zinneke\nnam: Zinneke\n")
    try:
        eventually("it is offered", offered)
        eventually("its mistake is shown", lambda: "nam: no such field" in served.notices(PAGES[0]))
    finally:
        served.repository.delete(path)
    eventually("it is not offered", lambda: not offered())
    eventually("no mistake is left", lambda: not served.notices(PAGES[0]))


def test_no_page_is_written_in_the_repository(served: Preview) -> None:
    before = served.repository.pages()
    with served.edited(MEASURE, OURS, CHANGED):
        eventually("it is shown", lambda: SAID[0] in served.page(MEASURE_PAGES[0]))
        assert served.repository.pages() == before
    eventually("it is gone", lambda: SAID[0] not in served.page(MEASURE_PAGES[0]))


@pytest.mark.parametrize(
    ("path", "old", "new", "notice"),
    [
        (FOREST, "fr: Forest\n", "fr: Forest: Vorst\n", "data/communes/forest.yml:4:"),
        (FOREST, "fr: Forest\n", "fr: Forêt\n", "data/communes/forest.yml:4:7"),
        (TEMPLATE, BODY, f"{BODY}{{% fi %}}\n", f"{TEMPLATE}:5</code>Encountered unknown tag"),
        (TEMPLATE, BODY, f"{BODY}{{{{ nothing }}}}\n", f"{TEMPLATE}:5</code>UndefinedError"),
        (
            "generator/site/words/term.yml",
            "glossary.nav: {fr: Glossaire, nl: Woordenlijst}",
            "glossary.nav: {fr: Glossaire}",
            "generator/site/words/term.yml:",
        ),
        (
            "theme/overrides/partials/footer.html",
            '<footer class="md-footer">\n',
            '<footer class="md-footer">\n{{ nothing.at_all }}\n',
            "theme/overrides/partials/footer.html:",
        ),
        (
            "generator/site/locale.py",
            "from __future__ import annotations",
            "from __future__ import annotations)",
            "generator/site/locale.py:3</code>unmatched",
        ),
        ("mkdocs.yml", "nav:\n", "nav: [\n", "mkdocs.yml:"),
        ("docs/fr/about.md", "address:", "adress:", "docs/fr/about.md: front matter: no address"),
        (
            "docs/fr/about.md",
            "title: ",
            "title: a: ",
            "docs/fr/about.md:2: the front matter cannot",
        ),
    ],
    ids="YAML rule syntax name words theme code settings address title".split(),  # noqa: SIM905
)
def test_a_mistake_is_shown_over_the_last_good_page(
    served: Preview, path: str, old: str, new: str, notice: str
) -> None:
    page = ABOUT if path.startswith("docs/") else PAGES[0]
    good = served.page(page).partition("<body")[2]
    with served.edited(path, old, new):
        eventually("it is shown", lambda: notice in served.notices(page))
        assert served.page(page).partition("<body")[2] == good
        assert notice.partition("<")[0] in served.log()
    eventually("it is fixed", lambda: not served.notices(page))
    assert served.page(page).partition("<body")[2] == good


def test_a_link_that_leads_nowhere_is_shown(served: Preview) -> None:
    with served.edited("docs/fr/about.md", "(generated/gaps.md)", "(generated/nowhere.md)"):
        eventually("it is shown", lambda: "generated/nowhere.md" in served.notices(ABOUT))
    eventually("it is fixed", lambda: not served.notices(ABOUT))


def test_open_pages_follow_what_is_saved(served: Preview, browser: Browser) -> None:
    """Two tabs, two languages. A mistake is shown above the page, for the keyboard too."""
    origin = f"http://127.0.0.1:{served.port}/"
    patience = PATIENCE * 1000
    with visit(browser, origin) as reader, visit(browser, origin) as lezer:
        tabs = [reader.open(MEASURE_PAGES[0]), lezer.open(MEASURE_PAGES[1])]
        with served.edited(MEASURE, OURS, CHANGED):
            for tab, said in zip(tabs, SAID, strict=True):
                expect(tab.locator("main")).to_contain_text(said, timeout=patience)
            with served.edited(FOREST, "fr: Forest\n", "fr: Forest\n  <b>de</b>: Wald\n"):
                for tab, said in zip(tabs, SAID, strict=True):
                    notice = tab.get_by_role("alert")
                    expect(notice).to_contain_text("<b>de</b>: no such field", timeout=patience)
                    expect(tab.locator("main")).to_contain_text(said)
                    tab.keyboard.press("Tab")
                    expect(notice.locator("summary")).to_be_focused()
                    tab.keyboard.press("Enter")
                    expect(notice.locator("code")).to_be_hidden()
            for tab in tabs:
                expect(tab.get_by_role("alert")).to_have_count(0, timeout=patience)
        for tab, said in zip(tabs, SAID, strict=True):
            expect(tab.locator("main")).not_to_contain_text(said, timeout=patience)
        assert not [*reader.errors, *lezer.errors]
