"""`make serve`: what is saved shows in the open browser, in both languages; mistakes are told there.

A copy of the program serves the toy. Nothing here is timed: tests wait until something is so.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser, expect
from serving import Snapshot, changes

from generator.cli import REPOSITORY
from tests.browser import visit
from tests.repository import TOY, Repository

T = TypeVar("T")

PATIENCE = 60  # seconds: reached only by what is broken

FOREST = "data/communes/forest.yml"
PAGES = ("fr/communes/forest/", "nl/gemeenten/vorst/")

MEASURE = "data/measures/2021-2024-m2-2.yml"
MEASURE_PAGES = ("fr/mesures/2021-2024/m2-2/", "nl/maatregelen/2021-2024/m2-2/")
OURS = "  fr: En mots simples, la mesure 2.2.\n  nl: In eenvoudige woorden, maatregel 2.2.\n"
CHANGED = "  fr: Plus simplement, la mesure 2.2.\n  nl: Nog eenvoudiger, maatregel 2.2.\n"
SAID = ("Plus simplement", "Nog eenvoudiger")

ABSENT = ("data/projects/2022-ketjes-bal.yml", "data/redirects/ketjes-danse.yml")
"""A record that is not there when the preview starts, and what leads to it."""


def eventually(what: str, condition: Callable[[], T]) -> T:
    """The first answer that is true."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if answer := condition():
            return answer
        time.sleep(0.05)
    pytest.fail(f"It never came about that {what}.")


def copy(root: Path) -> Repository:
    """The toy, with a copy of the program that a test may spoil."""
    repository = Repository.copy(root)
    generated = shutil.ignore_patterns("generated", "__pycache__")
    for folder in ("docs", "generator", "theme"):
        shutil.copytree(REPOSITORY / folder, root / folder, ignore=generated)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    return repository


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def generate(root: Path) -> subprocess.CompletedProcess[str]:
    """`python -m generator build`, with the copy's own program."""
    command = [sys.executable, "-m", "generator", "build"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def start(repository: Repository, port: int, temporary: Path) -> subprocess.Popen[bytes]:
    """What `make serve` does; the log stands in `temporary`, where MkDocs puts its site too."""
    generate(repository.root)
    temporary.mkdir(exist_ok=True)
    with (temporary / "log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--livereload", f"-a127.0.0.1:{port}"],
            cwd=repository.root,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "TMPDIR": str(temporary)},
            stdout=log,
            stderr=subprocess.STDOUT,
        )


@dataclass(frozen=True)
class Serving:
    """A preview that runs, and the repository that it shows."""

    repository: Repository
    port: int
    temporary: Path
    process: subprocess.Popen[bytes]

    def get(self, address: str) -> tuple[int, bytes]:
        """What the server answers: a status and a body."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", f"/{address}")
        answer = connection.getresponse()
        return answer.status, answer.read()

    def page(self, address: str) -> str:
        """A page as a browser gets it; empty where there is none."""
        status, page = self.get(address)
        return page.decode() if status == HTTPStatus.OK else ""

    def news(self, address: str = PAGES[0]) -> dict[str, Any]:
        """What a browser that shows a page is told first."""
        news: dict[str, Any] = json.loads(self.get(f"live?serial=0&page=/{address}")[1])
        return news

    def lacks(self, address: str, words: str) -> bool:
        """Whether a page, if it is there, does not say some words."""
        return words not in self.page(address)

    def log(self) -> str:
        """What stands in the terminal."""
        return (self.temporary / "log").read_text(encoding="utf-8")

    def begin(self) -> None:
        """Wait until it serves."""
        ready = "follows what you save"
        eventually("it serves", lambda: ready in self.log() or self.process.poll() is not None)
        assert ready in self.log(), self.log()

    @contextmanager
    def edited(self, path: str, old: str, new: str) -> Iterator[None]:
        """A file with other words in one place, for a while."""
        before = self.repository.read(path)
        self.repository.replace(path, old, new)
        try:
            yield
        finally:
            self.repository.write(path, before)


@contextmanager
def serving(root: Path) -> Iterator[Serving]:
    repository = copy(root / "toy")
    for path in ABSENT:
        repository.delete(path)
    port = free_port()
    process = start(repository, port, root / "tmp")
    served = Serving(repository, port, root / "tmp", process)
    try:
        served.begin()
        yield served
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("serve")) as started:
        yield started


# --- what is saved is shown --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "old", "new", "shown"),
    [
        (MEASURE, OURS, CHANGED, dict(zip(MEASURE_PAGES, SAID, strict=True))),
        (
            "generator/templates/commune.html",
            "{% block body %}\n",
            "{% block body %}\n<p>Essai, proef</p>\n",
            dict.fromkeys(PAGES, "Essai, proef"),
        ),
        (
            "generator/interface.yml",
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
            "generator/words.py",
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
    served: Serving, path: str, old: str, new: str, shown: dict[str, str]
) -> None:
    text = served.repository.read(path)
    before = served.news()["epoch"]
    served.repository.write(path, text.replace(old, new, 1))
    assert served.repository.read(path) != text
    try:
        eventually("the browser is told", lambda: served.news()["epoch"] > before)
        for address, words in shown.items():
            assert words in served.page(address)
        assert served.news()["notices"] == []
    finally:
        served.repository.write(path, text)
    for address, words in shown.items():
        eventually(f"{words} is gone", partial(served.lacks, address, words))


def test_a_new_record_has_its_pages_until_it_goes(served: Serving) -> None:
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


def test_who_searches_finds_what_is_there_now(served: Serving) -> None:
    def searched() -> dict[str, int]:
        entry = json.loads(served.get("pagefind/pagefind-entry.json")[1])
        return {language: part["page_count"] for language, part in entry["languages"].items()}

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


def test_editors_offer_a_record_while_it_is_being_written(served: Serving) -> None:
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


def test_no_page_is_written_in_the_repository(served: Serving) -> None:
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
            "generator/templates/commune.html",
            "{% block body %}\n",
            "{% block body %}\n{% fi %}\n",
            {
                "where": "generator/templates/commune.html:5",
                "message": "Encountered unknown tag 'fi'",
            },
        ),
        (
            "generator/templates/commune.html",
            "{% block body %}\n",
            "{% block body %}\n{{ nothing }}\n",
            {
                "where": "generator/templates/commune.html:5",
                "message": "UndefinedError: 'nothing' is undefined",
            },
        ),
        (
            "generator/interface.yml",
            "{fr: Les 19 communes, nl: De 19 gemeenten}",
            "{fr: Les 19 communes}",
            {"where": "interface.yml:"},
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
            "generator/words.py",
            "from __future__ import annotations",
            "from __future__ import annotations)",
            {"where": "generator/words.py:3", "message": "unmatched ')'"},
        ),
        ("mkdocs.yml", "nav:\n", "nav: [\n", {"where": "mkdocs.yml:"}),
    ],
    ids=[
        "YAML",
        "a rule",
        "a template that cannot be read",
        "a template that asks for what is not there",
        "a word in one language only",
        "the theme",
        "the generator itself",
        "the settings",
    ],
)
def test_a_mistake_is_told_and_the_last_good_pages_stay(
    served: Serving, path: str, old: str, new: str, notice: dict[str, str]
) -> None:
    good = [body(served.page(page)) for page in PAGES]
    text = served.repository.read(path)
    served.repository.write(path, text.replace(old, new, 1))
    assert served.repository.read(path) != text
    try:
        # Another page of the same kind may be the one that a browser shows.
        eventually("it is told", lambda: served.page(PAGES[0]) and served.news()["held"])
        told = served.news()["notices"][0]
        for key, beginning in notice.items():
            assert told[key].startswith(beginning)
        assert told["where"] in served.log()
        assert told["message"] in served.log()
        assert [body(served.page(page)) for page in PAGES] == good
    finally:
        served.repository.write(path, text)
    eventually("it is mended", lambda: not served.news()["notices"])
    assert [body(served.page(page)) for page in PAGES] == good


def body(html: str) -> str:
    """A page without the script of the preview."""
    return html.partition("<body")[2]


def test_a_link_that_leads_nowhere_is_told_of_a_page_that_is_shown(served: Serving) -> None:
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


def test_a_page_without_its_address_is_told(served: Serving) -> None:
    with served.edited("docs/fr/about.md", "address:", "adress:"):
        eventually("it is told", lambda: served.page("fr/a-propos/") and served.news()["held"])
        [notice] = served.news()["notices"]
        assert notice["message"].startswith("docs/fr/about.md: front matter: no address for 'fr'")
    eventually("it is mended", lambda: not served.news()["notices"])


def test_files_of_the_machine_are_not_served(served: Serving) -> None:
    for path in ("../toy/mkdocs.yml", "..%2ftoy%2fmkdocs.yml", "../", "..%2f"):
        assert served.get(path)[0] == HTTPStatus.NOT_FOUND


# --- in the browser ----------------------------------------------------------------------------


def test_open_pages_follow_what_is_saved(served: Serving, browser: Browser) -> None:
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
    served: Serving, browser: Browser
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
    repository, temporary = copy(tmp_path / "toy"), tmp_path / "tmp"
    port = free_port()
    process = start(repository, port, temporary)
    served = Serving(repository, port, temporary, process)
    eventually("it builds", lambda: "Building documentation" in served.log())
    process.send_signal(how)
    assert process.wait(PATIENCE) == 1
    assert "Traceback" not in served.log()
    assert [file.name for file in temporary.iterdir()] == ["log"]


def test_a_port_that_is_taken_is_told(served: Serving, tmp_path: Path) -> None:
    second = start(served.repository, served.port, tmp_path / "tmp")

    assert second.wait(PATIENCE) != 0
    log = (tmp_path / "tmp/log").read_text(encoding="utf-8")
    assert f"To use another: make serve PORT={served.port + 1}" in log
    assert "Traceback" not in log


def test_a_port_that_does_not_exist_is_told(served: Serving, tmp_path: Path) -> None:
    second = start(served.repository, 99_999, tmp_path / "tmp")

    assert second.wait(PATIENCE) != 0
    log = (tmp_path / "tmp/log").read_text(encoding="utf-8")
    assert "There is no port 99999: the last one is 65535." in log
    assert "Traceback" not in log


def test_with_a_mistake_it_starts_from_the_last_good_pages(tmp_path: Path) -> None:
    repository = copy(tmp_path / "toy")
    assert generate(repository.root).returncode == 0
    repository.replace(FOREST, "fr: Forest", "fr: Forêt")
    port = free_port()
    process = start(repository, port, tmp_path / "tmp")
    served = Serving(repository, port, tmp_path / "tmp", process)
    try:
        served.begin()
        assert "<h1>Forest" in served.page(PAGES[0])
        assert served.news()["held"]
        repository.replace(FOREST, "fr: Forêt", "fr: Forest")
        eventually("it is mended", lambda: not served.news()["notices"])
    finally:
        process.kill()
        process.wait()


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
    eventually("pages are written", lambda: len(repository.pages()) >= pages)
    process.kill()
    process.wait()

    left = repository.pages()
    assert {path: whole.get(path) for path in left if path.endswith(".md")} == {
        path: text for path, text in left.items() if path.endswith(".md")
    }
    assert generate(repository.root).returncode == 0
    assert repository.pages() == whole
