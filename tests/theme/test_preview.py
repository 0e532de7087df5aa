"""`make serve`: what is saved shows in the open browser, in both languages; mistakes are told there.

A copy of the program serves the toy. Nothing here is timed: tests wait until something is so.
"""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from generator.records import LANGUAGES
from tests.support.browser import visit
from tests.support.preview import PATIENCE, Preview, copy_program, eventually, generate
from tests.support.repository import TOY, Repository
from theme.preview.server import EVERY, REST, SETTLED, Snapshot, changes

FOREST = "data/communes/forest.yml"
PAGES = ("fr/communes/forest/", "nl/gemeenten/vorst/")

MEASURE = "data/measures/2021-2024-m2-2.yml"
MEASURE_PAGES = ("fr/mesures/2021-2024/m2-2/", "nl/maatregelen/2021-2024/m2-2/")
OURS = "  fr: En mots simples, la mesure 2.2.\n  nl: In eenvoudige woorden, maatregel 2.2.\n"
CHANGED = "  fr: Plus simplement, la mesure 2.2.\n  nl: Nog eenvoudiger, maatregel 2.2.\n"
SAID = ("Plus simplement", "Nog eenvoudiger")

ABSENT = ("data/projects/2022-ketjes-bal.yml", "data/redirects/ketjes-danse.yml")
"""A record that is not there when the preview starts, and what leads to it."""


def copy(root: Path) -> Repository:
    """The toy, with a copy of the program that a test may spoil."""
    repository = Repository.copy(root)
    copy_program(root)
    return repository


@contextmanager
def serving(root: Path) -> Iterator[Preview]:
    repository = copy(root / "toy")
    for path in ABSENT:
        repository.delete(path)
    # The row of the absent record needs no record until that comes.
    repository.replace("data/sources/question-7.yml", "sources:\n", "furniture: [27]\nsources:\n")
    with Preview.running(repository, root / "tmp") as started:
        yield started


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with serving(tmp_path_factory.mktemp("serve")) as started:
        yield started


# --- what is saved is shown --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "old", "new", "shown"),
    [
        (MEASURE, OURS, CHANGED, dict(zip(MEASURE_PAGES, SAID, strict=True))),
        (
            "generator/site/templates/commune.html",
            "{% block body %}\n",
            "{% block body %}\n<p>Essai, proef</p>\n",
            dict.fromkeys(PAGES, "Essai, proef"),
        ),
        (
            "generator/site/words/shared.yml",
            "glossary.nav: {fr: Glossaire, nl: Woordenlijst}",
            "glossary.nav: {fr: Lexique, nl: Lexicon}",
            # It stands in the menu of every page.
            {PAGES[0]: ">Lexique</a>", PAGES[1]: ">Lexicon</a>"},
        ),
        (
            "docs/fr/about.md",
            "## Un site non",
            "## Essai",
            {"fr/a-propos/": ">Essai officiel</h2>"},
        ),
        (
            "docs/nl/about.md",
            "# Over deze site",
            "# Proef",
            {"nl/over-deze-site/": ">Proef</h1>"},
        ),
        (
            "theme/overrides/partials/footer.html",
            '<footer class="md-footer">',
            '<footer class="md-footer"><p>Essai, proef</p>',
            dict.fromkeys((*PAGES, "nl/over-deze-site/"), "Essai, proef"),
        ),
        (
            "mkdocs.yml",
            "{fr: Navigation principale, nl: Hoofdnavigatie}",
            "{fr: Essai, nl: Proef}",
            {PAGES[0]: 'aria-label="Essai"', PAGES[1]: 'aria-label="Proef"'},
        ),
        ("theme/overrides/assets/site.css", ":root", ":root, essai", {"assets/site.css": "essai"}),
        ("theme/overrides/index.html", "Continuer en", "Essai en", {"": "Essai en"}),
        ("theme/overrides/404.html", "Page introuvable ·", "Essai ·", {}),
        (
            "generator/site/locale.py",
            '"""One language',
            '"""A preview in one language',
            {},
        ),
    ],
    ids=[
        "a record",
        "a template",
        "a word of the interface",
        "a page in French",
        "a page in Dutch",
        "the theme",
        "a word of the theme",
        "a style sheet",
        "the page at the root",
        "the page that says that there is none",
        "the generator itself",
    ],
)
def test_what_is_saved_is_shown(
    served: Preview, path: str, old: str, new: str, shown: dict[str, str]
) -> None:
    before = served.news()["epoch"]
    with served.edited(path, old, new):
        eventually("the browser is told", lambda: served.news()["epoch"] > before)
        for address, words in shown.items():
            assert words in served.page(address)
        assert served.news()["notices"] == []
    for address, words in shown.items():
        eventually(f"{words} is gone", partial(served.lacks, address, words))


def test_a_new_record_has_its_pages_until_it_goes(served: Preview) -> None:
    addresses = ("fr/projets/2022/ketjes-bal/", "nl/projecten/2022/ketjes-bal/")
    assert [served.page(address) for address in addresses] == ["", ""]

    for path in ABSENT:
        served.repository.write(path, (TOY / path).read_text(encoding="utf-8"))
    for address in addresses:
        eventually(f"{address} is there", partial(served.page, address))

    for path in ABSENT:
        served.repository.delete(path)
    for address in addresses:
        eventually(f"{address} is gone", partial(served.lacks, address, "<h1>"))


def test_an_address_without_its_final_slash_leads_to_the_page(served: Preview) -> None:
    address = "fr/projets/2022/ketjes-bal"
    assert served.get(address)[0] == HTTPStatus.NOT_FOUND
    for path in ABSENT:
        served.repository.write(path, (TOY / path).read_text(encoding="utf-8"))
    eventually("the record is there", lambda: served.get(address)[0] != HTTPStatus.NOT_FOUND)

    assert served.redirected(f"{address}?a=b") == (HTTPStatus.FOUND, f"/{address}/?a=b")
    assert served.redirected("fr") == (HTTPStatus.FOUND, "/fr/")
    for path in ABSENT:
        served.repository.delete(path)
    eventually("the record is gone", lambda: served.get(address)[0] == HTTPStatus.NOT_FOUND)


def test_who_searches_finds_what_is_there_now(served: Preview) -> None:
    def searched() -> dict[str, int]:
        entries = {
            language: json.loads(served.get(f"pagefind/{language}/pagefind-entry.json")[1])
            for language in LANGUAGES
        }
        return {
            language: part["page_count"]
            for language, entry in entries.items()
            for part in entry["languages"].values()
        }

    address, before = "fr/projets/2022/ketjes-bal/", searched()
    for path in ABSENT:
        served.repository.write(path, (TOY / path).read_text(encoding="utf-8"))
    eventually("the record is there", partial(served.page, address))
    # Nobody has looked at its Dutch page. What leads to it is not searched.
    assert searched() == {language: pages + 1 for language, pages in before.items()}

    for path in ABSENT:
        served.repository.delete(path)
    eventually("the record is gone", partial(served.lacks, address, "<h1>"))
    assert searched() == before


def test_editors_offer_a_record_while_it_is_being_written(served: Preview) -> None:
    def offered() -> bool:
        return '"zinneke"' in served.repository.read("schemas/projects.json")

    path = "data/associations/zinneke.yml"
    assert not offered()
    served.repository.write(path, "id: zinneke\n")
    try:
        eventually("it is offered", offered)
        served.repository.write(path, "id: zinneke\nnam: Zinneke\n")
        eventually("it is read again", lambda: "nam: no such field" in str(served.news()))
    finally:
        served.repository.delete(path)
    eventually("it is offered no more", lambda: not offered())
    eventually("nothing is missing in it", lambda: not served.news()["notices"])


def test_no_page_is_written_in_the_repository(served: Preview) -> None:
    def state() -> dict[str, bytes]:
        root = served.repository.root
        files = [file for folder in (".cache", "docs") for file in (root / folder).rglob("*.*")]
        return {str(file): file.read_bytes() for file in files if file.is_file()}

    before = state()
    with served.edited(MEASURE, OURS, CHANGED):
        eventually("it is shown", lambda: SAID[0] in served.page(MEASURE_PAGES[0]))
    eventually("it is gone", partial(served.lacks, MEASURE_PAGES[0], SAID[0]))
    assert state() == before


# --- a mistake is told -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "old", "new", "notice"),
    [
        (
            FOREST,
            "fr: Forest\n",
            "fr: Forest: Vorst\n",
            {"where": "data/communes/forest.yml:4:"},
        ),
        (FOREST, "fr: Forest\n", "fr: <b>Forêt</b>\n", {"where": "data/communes/forest.yml:4:7"}),
        (
            "generator/site/templates/commune.html",
            "{% block body %}\n",
            "{% block body %}\n{% fi %}\n",
            {
                "where": "generator/site/templates/commune.html:5",
                "message": "Encountered unknown tag 'fi'",
            },
        ),
        (
            "generator/site/templates/commune.html",
            "{% block body %}\n",
            "{% block body %}\n{{ nothing }}\n",
            {
                "where": "generator/site/templates/commune.html:5",
                "message": "UndefinedError: 'nothing' is undefined",
            },
        ),
        (
            "generator/site/templates/commune.html",
            "{% block title %}",
            "{% block title %}{{ nothing }}",
            {
                "where": "generator/site/templates/commune.html:2",
                "message": "UndefinedError: 'nothing' is undefined",
            },
        ),
        (
            "generator/site/words/shared.yml",
            "{fr: Les 19 communes, nl: De 19 gemeenten}",
            "{fr: Les 19 communes}",
            {"where": "generator/site/words/shared.yml:"},
        ),
        (
            "theme/overrides/partials/footer.html",
            '<footer class="md-footer">\n',
            '<footer class="md-footer">\n{{ nothing.at_all }}\n',
            {
                "where": "theme/overrides/partials/footer.html:",
                "message": "UndefinedError: 'nothing' is undefined",
            },
        ),
        (
            "generator/site/locale.py",
            "from __future__ import annotations",
            "from __future__ import annotations)",
            {"where": "generator/site/locale.py:3", "message": "unmatched ')'"},
        ),
        ("mkdocs.yml", "nav:\n", "nav: [\n", {"where": "mkdocs.yml:"}),
    ],
    ids=[
        "YAML",
        "a rule",
        "a template that cannot be read",
        "a template that asks for what is not there",
        "a block of it that does",
        "a word in one language only",
        "the theme",
        "the generator itself",
        "the settings",
    ],
)
def test_a_mistake_is_told_and_the_last_good_pages_stay(
    served: Preview, path: str, old: str, new: str, notice: dict[str, str]
) -> None:
    good = [body(served.page(page)) for page in PAGES]
    with served.edited(path, old, new):
        # Another page of the same kind may be the one that a browser shows.
        eventually("it is told", lambda: served.page(PAGES[0]) and served.news()["held"])
        told = served.news()["notices"][0]
        for key, beginning in notice.items():
            assert told[key].startswith(beginning)
        assert told["where"] in served.log()
        assert told["message"] in served.log()
        assert [body(served.page(page)) for page in PAGES] == good
    eventually("it is mended", lambda: not served.news()["notices"])
    assert [body(served.page(page)) for page in PAGES] == good


def body(html: str) -> str:
    """A page without the script of the preview."""
    return html.partition("<body")[2]


def test_a_link_that_leads_nowhere_is_told_of_a_page_that_is_shown(served: Preview) -> None:
    with served.edited("docs/fr/about.md", "(generated/gaps.md)", "(generated/nowhere.md)"):
        eventually(
            "it is told",
            lambda: (
                served.page("fr/a-propos/")
                and "'generated/nowhere.md'" in str(served.news()["notices"])
            ),
        )
        assert not served.news()["held"]
        assert "nowhere" in served.page("fr/a-propos/")
    eventually("it is mended", lambda: not served.news()["notices"])


def test_a_page_without_its_address_is_told(served: Preview) -> None:
    with served.edited("docs/fr/about.md", "address:", "adress:"):
        eventually("it is told", lambda: served.page("fr/a-propos/") and served.news()["held"])
        [notice] = served.news()["notices"]
        assert notice["message"].startswith("docs/fr/about.md: front matter: no address for 'fr'")
    eventually("it is mended", lambda: not served.news()["notices"])


def test_front_matter_that_cannot_be_read_is_told(served: Preview) -> None:
    told = (
        "docs/fr/about.md:2: the front matter cannot be read: mapping values are not allowed here"
    )
    with served.edited("docs/fr/about.md", "title: ", "title: a: "):
        eventually("it is told", lambda: served.page("fr/a-propos/") and served.news()["held"])
        assert [notice["message"] for notice in served.news()["notices"]] == [told]
    eventually("it is mended", lambda: not served.news()["notices"])


@pytest.mark.parametrize("query", ["", "?serial=x&page=/", "?serial=0"])
def test_who_asks_for_no_news_is_told_so(served: Preview, query: str) -> None:
    before = served.log()
    assert served.get(f"live{query}")[0] == HTTPStatus.BAD_REQUEST
    assert served.log() == before


def test_files_of_the_machine_are_not_served(served: Preview) -> None:
    for path in ("../toy/mkdocs.yml", "..%2ftoy%2fmkdocs.yml", "../", "..%2f"):
        assert served.get(path)[0] == HTTPStatus.NOT_FOUND


# --- in the browser ----------------------------------------------------------------------------


def test_open_pages_follow_what_is_saved(served: Preview, browser: Browser) -> None:
    """Two tabs, two languages, nobody touches them; a mistake is shown on top of the old page."""
    origin = f"http://127.0.0.1:{served.port}/"
    with visit(browser, origin) as reader, visit(browser, origin) as lezer:
        tabs = [reader.open(MEASURE_PAGES[0]), lezer.open(MEASURE_PAGES[1])]
        patience = PATIENCE * 1000

        with served.edited(MEASURE, OURS, CHANGED):
            for tab, said in zip(tabs, SAID, strict=True):
                expect(tab.locator("main")).to_contain_text(said, timeout=patience)

            with served.edited(FOREST, "fr: Forest\n", "fr: Forest\n  <b>de</b>: Wald\n"):
                for tab, said in zip(tabs, SAID, strict=True):
                    notice = tab.get_by_role("alert")
                    expect(notice).to_contain_text("data/communes/forest.yml:5:", timeout=patience)
                    # As text, whatever it is.
                    expect(notice).to_contain_text("<b>de</b>: no such field")
                    expect(tab.locator("main")).to_contain_text(said)

            for tab in tabs:
                expect(tab.get_by_role("alert")).to_have_count(0, timeout=patience)
        for tab, said in zip(tabs, SAID, strict=True):
            expect(tab.locator("main")).not_to_contain_text(said, timeout=patience)
        assert not [*reader.errors, *lezer.errors]


def test_a_notice_is_the_first_thing_for_a_keyboard_which_can_fold_it(
    served: Preview, browser: Browser
) -> None:
    origin = f"http://127.0.0.1:{served.port}/"
    with (
        served.edited(FOREST, "fr: Forest\n", "fr: Forest\n  de: Wald\n"),
        visit(browser, origin) as reader,
    ):
        tab = reader.open(PAGES[1])
        notice = tab.get_by_role("alert")
        expect(notice).to_contain_text("1 thing to mend", timeout=PATIENCE * 1000)
        tab.keyboard.press("Tab")
        expect(notice.locator("summary")).to_be_focused()
        tab.keyboard.press("Escape")
        expect(notice.locator("code")).to_be_hidden()
        expect(notice.locator("summary")).to_be_focused()
        tab.keyboard.press("Enter")
        expect(notice.locator("code")).to_be_visible()
    eventually("it is mended", lambda: not served.news()["notices"])


# --- when files count as saved -----------------------------------------------------------------


def test_what_is_saved_together_comes_together() -> None:
    """As `git checkout` does, and editors that write elsewhere and rename."""
    a, b, c = Path("a.yml"), Path("b.yml"), Path("c.yml")
    old, new = (1, 1, 1), (2, 1, 1)
    looks: Iterator[Snapshot] = iter(
        [
            {a: old, b: old},  # at the start
            {a: old, b: old},
            {b: old},  # a rename begins
            {a: new, b: old},
            {a: new, c: new},  # and more files follow
            {a: new, c: new},
            {a: new, c: new},
            {a: old, c: new},
            {a: old, c: new},
        ]
    )
    pauses: list[float] = []
    saved = changes(lambda: next(looks), pauses.append)

    assert next(saved) == (set(), set())
    assert next(saved) == ({a}, {b, c})
    assert next(saved) == ({a}, set())


def test_the_longer_a_look_takes_the_longer_is_the_pause_after_it() -> None:
    """So that it takes no more than a tenth of a processor, however many files there are."""
    old, new = {Path("a.yml"): (1, 1, 1)}, {Path("a.yml"): (2, 1, 1)}
    looks: Iterator[Snapshot] = iter([old, old, old, new, new])
    times = iter([0.0, 0.001, 1.0, 1.25, 2.0, 2.001])
    pauses: list[float] = []
    saved = changes(lambda: next(looks), pauses.append, lambda: next(times))

    assert next(saved) == (set(), set())
    assert next(saved) == ({Path("a.yml")}, set())
    assert pauses == [EVERY, EVERY, REST * 0.25, SETTLED]


# --- how it begins and ends --------------------------------------------------------------------


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_once_and_leaves_nothing(tmp_path: Path, how: signal.Signals) -> None:
    with serving(tmp_path) as served:
        served.process.send_signal(how)
        assert served.process.wait(PATIENCE) == 0
        assert "Traceback" not in served.log()
        assert [file.name for file in served.temporary.iterdir()] == ["log"]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_ended_before_it_serves_it_leaves_nothing_either(
    tmp_path: Path, how: signal.Signals
) -> None:
    served = Preview.start(copy(tmp_path / "toy"), tmp_path / "tmp")
    eventually("it builds", lambda: "Building documentation" in served.log())
    served.process.send_signal(how)
    assert served.process.wait(PATIENCE) == 1
    assert "Traceback" not in served.log()
    assert [file.name for file in served.temporary.iterdir()] == ["log"]


def test_it_serves_when_mkdocs_is_called_by_its_name(tmp_path: Path) -> None:
    """`mkdocs` does not look for the generator where it is started, `python -m mkdocs` does."""
    program = str(Path(sys.executable).with_name("mkdocs"))
    served = Preview.start(copy(tmp_path / "toy"), tmp_path / "tmp", mkdocs=(program,))
    try:
        served.begin()
        assert "<h1" in served.page(PAGES[0])
    finally:
        served.process.kill()
        served.process.wait()


def test_a_port_that_is_taken_is_told(served: Preview, tmp_path: Path) -> None:
    second = Preview.start(served.repository, tmp_path / "tmp", served.port)

    assert second.process.wait(PATIENCE) != 0
    assert f"To use another: make serve PORT={served.port + 1}" in second.log()
    assert "Traceback" not in second.log()


def test_a_port_that_does_not_exist_is_told(served: Preview, tmp_path: Path) -> None:
    second = Preview.start(served.repository, tmp_path / "tmp", 99_999)

    assert second.process.wait(PATIENCE) != 0
    assert "There is no port 99999: the last one is 65535." in second.log()
    assert "Traceback" not in second.log()


def test_with_a_mistake_it_starts_from_the_last_good_pages(tmp_path: Path) -> None:
    repository = copy(tmp_path / "toy")
    assert generate(repository.root).returncode == 0
    repository.replace(FOREST, "fr: Forest", "fr: Forêt")
    with Preview.running(repository, tmp_path / "tmp") as served:
        assert "<h1>Forest" in served.page(PAGES[0])
        assert served.news()["held"]
        repository.replace(FOREST, "fr: Forêt", "fr: Forest")
        eventually("it is mended", lambda: not served.news()["notices"])


@pytest.mark.parametrize("after", [0, 10])
def test_killed_at_any_moment_it_leaves_the_repository_whole(tmp_path: Path, after: int) -> None:
    """Without warning, while it takes in a change; then the next build is as if nothing had been."""
    with serving(tmp_path) as served:
        whole = served.repository.pages()
        served.repository.replace(MEASURE, OURS, CHANGED)
        for _ in range(after):
            served.page(MEASURE_PAGES[0])
        served.process.kill()
        served.process.wait()
        assert served.repository.pages() == whole
        assert generate(served.repository.root).returncode == 0
        for page in ("fr", "nl"):
            path = f"{page}/generated/measures/2021-2024-m2-2.md"
            assert served.repository.pages()[path] != whole[path]


@pytest.mark.parametrize("pages", [1, 10, 40])
def test_a_build_that_is_killed_leaves_whole_pages(tmp_path: Path, pages: int) -> None:
    repository = copy(tmp_path / "toy")
    generate(repository.root)
    whole = repository.pages()
    shutil.rmtree(repository.root / "docs/fr/generated")
    shutil.rmtree(repository.root / "docs/nl/generated")

    command = [sys.executable, "-m", "generator", "build"]
    process = subprocess.Popen(command, cwd=repository.root, stdout=subprocess.DEVNULL)
    written = "docs/*/generated/**/*.md"
    eventually("pages are written", lambda: len([*repository.root.glob(written)]) >= pages)
    process.kill()
    process.wait()

    left = repository.pages()
    assert {path: whole.get(path) for path in left if path.endswith(".md")} == {
        path: text for path, text in left.items() if path.endswith(".md")
    }
    assert generate(repository.root).returncode == 0
    assert repository.pages() == whole
