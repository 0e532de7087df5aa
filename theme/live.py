"""What `make serve` shows: each page as the files say it now, made when it is asked for.

MkDocs builds the whole site when it starts. From then on a change costs one reading of the data, and
the pages that somebody looks at. They are all that is written, into the temporary folder that is
served. A mistake leaves every page as it was, and is told. The search index, the sitemap and the
images of link previews stay those of the start.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from addresses import AddressedPage, GeneratedPage, front_matter, give_address, hang
from jinja2 import TemplateSyntaxError
from markupsafe import escape
from mkdocs.commands import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.structure.files import File, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation

# At run time the generator is imported where it is used: its code may be what changes.
if TYPE_CHECKING:
    from generator.pages import Page
    from generator.render import Site, Writer

LANGUAGES = ("fr", "nl")

NEUTRAL = {"": "index.html", "404.html": "404.html"}
"""The template of each page that belongs to no language, by address."""

SCRIPT = "live.js"

PATIENCE = 25
"""Seconds after which a browser that waits for news is told that there is none."""

log = logging.getLogger("mkdocs.live")


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to mend: where ("data/x.yml:3:1", or empty where the message says it), what, how."""

    where: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        line = f"{self.where}: {self.message}" if self.where else self.message
        return f"{line}\n    {self.hint}" if self.hint else line


class Frame:
    """What MkDocs needs to make pages in one language: all that a build has when it begins to write."""

    def __init__(self, served: MkDocsConfig, language: str) -> None:
        config = load_config(served.config_file_path, site_dir=served.site_dir)
        config.site_url = "http://{}:{}/".format(*served.dev_addr)
        plugins = config.plugins
        plugins["i18n"].current_language = language  # type: ignore[attr-defined]
        config = plugins.on_config(config)
        env = config.theme.get_env()
        env.auto_reload = True  # MkDocs does without
        files = get_files(config)
        files.add_files_from_theme(env, config)
        self.files = plugins.on_files(files, config=config)
        set_exclusions(self.files, config)
        nav = get_navigation(self.files, config)
        self.nav = plugins.on_nav(nav, config=config, files=self.files)
        self.env = plugins.on_env(env, config=config, files=self.files)
        self.config = config
        pages = (file.page for file in self.files.documentation_pages())
        self.pages = {page.url: page for page in pages if isinstance(page, AddressedPage)}
        self.version = 0  # of the names in the menu

    def reread(self, path: Path) -> bool:
        """Takes the front matter of a hand-written page again; False where it has another address."""
        for page in self.pages.values():
            if page.file.abs_src_path == str(path):
                before, page.meta = page.meta, front_matter(page.file)
                return bool(page.meta.get("address") == before["address"])
        return False

    def copy(self, paths: Collection[Path]) -> None:
        """Copies those of the files into the site that are served as they are."""
        for file in self.files:
            if file.abs_src_path and Path(file.abs_src_path) in paths:
                file.copy_file()

    def place(self, src_uri: str, address: str, text: str) -> AddressedPage:
        """The generated page at an address, which may be new, with this text."""
        page = self.pages.get(address)
        if page is None:
            if former := self.files.get_file_from_path(src_uri):
                self.files.remove(former)  # the record's address was another
            file = File.generated(self.config, src_uri, content=text)
            self.files.append(file)
            page = self.pages[address] = give_address(file, self.config)
            hang(page, self.nav)
        page.file.content_string = text
        page.meta = front_matter(page.file)
        return page

    def write(self, page: AddressedPage) -> None:
        """Writes a page into the site."""
        build._populate_page(page, self.config, self.files)  # noqa: SLF001
        files = self.files.documentation_pages()
        build._build_page(page, self.config, files, self.nav, self.env)  # noqa: SLF001

    def write_neutral(self, template: str) -> None:
        """Writes a page that belongs to no language."""
        build._build_theme_template(  # noqa: SLF001
            template, self.env, self.files, self.config, self.nav
        )


class Preview:
    """The site as it is looked at: its pages, what is to be mended in them, and who waits for news.

    Requests come in threads of their own: one page is made at a time, whoever asks.
    """

    def __init__(self, config: MkDocsConfig) -> None:
        self.config = config
        self.root = Path(config.config_file_path).parent
        self._making = threading.RLock()
        self._frames: dict[str, Frame] = {}
        self._writers: dict[str, Writer] = {}
        self._pages: dict[str, Page] = {}  # the generated ones, by address
        self._sound = False  # whether the records were, when last read
        self._version = 0  # counts the states of the files that were taken in
        self._made: dict[str, int] = {}  # address -> the version that it shows
        self._listener = Listener()
        logging.getLogger("mkdocs").addHandler(self._listener)
        # What browsers are told. Numbers go on from those of a server that was here before.
        self._news = threading.Condition()
        self._serial = self._epoch = time.time_ns() // 1_000_000
        self._notices: tuple[Notice, ...] = ()
        self._held = False  # whether the notices keep pages from being made
        self._looked_at: Counter[str] = Counter()

    @property
    def watched(self) -> tuple[Path, ...]:
        """The files and folders from which pages are made."""
        ours = (self.root / name for name in ("data", "docs", "theme", "mkdocs.yml"))
        return (generator(), *ours)

    def update(self, written: Collection[Path] = (), moved: Collection[Path] = ()) -> None:
        """Takes in files that were written, and files that came or went, and tells the browsers.

        Pages that are looked at are made at once: no browser is sent for one that cannot be made.
        """
        started = time.monotonic()
        with self._making:
            self._listener.heard.clear()
            try:
                self._take({*written}, {*moved})
                with self._news:
                    looked_at = [*self._looked_at]
                # Somebody will look at the home pages first.
                for address in looked_at or [f"{language}/" for language in LANGUAGES]:
                    self._make(address)
            except Exception as error:  # noqa: BLE001  # whatever it is, it is shown and mended
                self._tell(self._notices_of(error), held=True)
            else:
                self._tell(self._warnings(), held=False, further=1)
                log.info(f"Made anew in {time.monotonic() - started:.2f} seconds")

    def html(self, address: str) -> bytes | None:
        """A page ("fr/x/", "404.html") as the files say it now, or as it could last be made.

        With a script that listens for news. None where there is no such page.
        """
        with self._making:
            try:
                self._make(address)
            except Exception as error:  # noqa: BLE001  # whatever it is, it is shown and mended
                self._tell(self._notices_of(error), held=True)
            else:
                if not self._held:
                    self._tell(self._warnings(), held=False)
            file = Path(self.config.site_dir, NEUTRAL.get(address) or f"{address}index.html")
            if not file.is_file():
                return None
            script = f'<script src="/{SCRIPT}" data-epoch="{self._epoch}" defer></script>'
            return file.read_bytes().replace(b"</head>", script.encode() + b"</head>", 1)

    def news(self, serial: int, address: str) -> dict[str, Any]:
        """What is new to a browser that shows a page and was last told `serial`; waits for it."""
        with self._news:
            self._looked_at[address] += 1
            self._news.wait_for(lambda: self._serial != serial, PATIENCE)
            self._looked_at -= Counter([address])
            notices = [asdict(notice) for notice in self._notices]
            numbers = {"serial": self._serial, "epoch": self._epoch}
            return {**numbers, "held": self._held, "notices": notices}

    # --- inside ---

    def _take(self, written: set[Path], moved: set[Path]) -> None:
        """Takes in what has changed on disk; what pages are made from is as before where this fails."""
        docs, theme = Path(self.config.docs_dir), self.root / "theme"
        changed = written | moved
        shown = {p for p in changed if p.is_relative_to(docs) or p.is_relative_to(theme)}
        read = changed - shown  # by the generator
        # A frame holds which pages and files there are, and what settings say.
        if shown & moved or self.root / "mkdocs.yml" in read:
            self._frames.clear()
        for path in shown & written:
            language = path.relative_to(self.root).parts[1]
            if language in self._frames and not self._frames[language].reread(path):
                del self._frames[language]
        if read or not self._sound:
            self._read(reload=any(path.suffix == ".py" for path in read))
        self._version += 1
        if shown:
            self._frame(LANGUAGES[0]).copy(shown)
        if any(path.suffix == ".py" for path in shown):
            log.warning("What is in theme/*.py is used from the next start of `make serve`")

    def _read(self, *, reload: bool) -> None:
        """Reads data, words and settings. DataError where something is wrong in them."""
        self._sound = False
        if reload:
            for name in [name for name in sys.modules if name.partition(".")[0] == "generator"]:
                del sys.modules[name]
        from generator.render import Writer

        site = load_site(self.root)
        self._writers = {language: Writer(site, language) for language in site.words}
        before = self._pages.keys()
        self._pages = {
            address: page for page in site.pages.values() for address in page.address.values()
        }
        for address in before - self._pages.keys():
            Path(self.config.site_dir, address, "index.html").unlink(missing_ok=True)
        self._sound = True

    def _frame(self, language: str) -> Frame:
        """The frame of a language, whose menu says what pages are called now."""
        if language not in self._frames:
            self._frames[language] = Frame(self.config, language)
        frame = self._frames[language]
        if frame.version != self._version:
            for page in frame.nav.pages:
                if known := self._pages.get(page.url):
                    page.title = escape(self._writers[language].nav_title(known))
            frame.version = self._version
        return frame

    def _make(self, address: str) -> None:
        """Writes a page into the site, unless it is there as it would be now, or is none."""
        if self._made.get(address) == self._version:
            return
        language, known = address.partition("/")[0], self._pages.get(address)
        if address in NEUTRAL:
            self._frame(LANGUAGES[0]).write_neutral(NEUTRAL[address])
        elif known:
            text = self._writers[language].render(known)
            frame = self._frame(language)
            frame.write(frame.place(f"{language}/generated/{known.key}.md", address, text))
        elif language in LANGUAGES:
            frame = self._frame(language)
            page = frame.pages.get(address)
            if page and not isinstance(page, GeneratedPage):
                frame.write(page)
        self._made[address] = self._version

    def _warnings(self) -> tuple[Notice, ...]:
        """What MkDocs found wrong in the pages that it made, such as a link that leads nowhere."""
        return tuple(Notice("", message) for message in dict.fromkeys(self._listener.heard))

    def _notices_of(self, error: Exception) -> tuple[Notice, ...]:
        if isinstance(error, Abort):
            return self._warnings()  # MkDocs said it before it gave up
        notices = tuple(notices_of(error, self.root))
        if notices != self._notices:
            for notice in notices:
                log.error(notice)
            if ".py:" in notices[0].where:
                log.error("It came about so:", exc_info=error)  # a bug keeps its traceback
        return notices

    def _tell(self, notices: tuple[Notice, ...], *, held: bool, further: int = 0) -> None:
        """Tells the browsers what is to be mended, and whether pages were made anew."""
        with self._news:
            if further or (notices, held) != (self._notices, self._held):
                self._notices, self._held = notices, held
                self._epoch += further
                self._serial += 1
                self._news.notify_all()


class Listener(logging.Handler):
    """Remembers what MkDocs says of pages."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Remembers a message that is not our own."""
        if record.name != log.name:
            self.heard.append(record.getMessage())


def generator() -> Path:
    """The folder of the generator: its code, templates and words."""
    import generator as package

    return Path(package.__path__[0])


def load_site(root: Path) -> Site:
    """All pages of a repository, ready to be rendered. DataError where its data has a mistake."""
    from generator.checks import check, errors
    from generator.dataset import Dataset
    from generator.history import last_changes
    from generator.load import load_data, load_interface, load_settings
    from generator.problems import DataError
    from generator.render import Settings, Site

    strings = load_interface(generator() / "interface.yml")
    settings = Settings(**load_settings(root / "mkdocs.yml"))
    site = Site(Dataset(load_data(root)), strings, settings, last_changes(root))
    if problems := errors(check(site.dataset, site.addresses)):
        raise DataError(problems)
    return site


def notices_of(error: Exception, root: Path) -> Iterator[Notice]:
    """What to show of an error: where in the files below `root`, what, and how to mend it."""
    for problem in getattr(
        error, "problems", ()
    ):  # a DataError, maybe of code that was since reloaded
        message = f"{problem.message} [{problem.code}]"
        if problem.field:
            message = f"{problem.field}: {message}"
        yield Notice(f"{problem.path}:{problem.line}:{problem.column}", message, problem.hint)
    if hasattr(error, "problems"):
        return
    if isinstance(error, TemplateSyntaxError | SyntaxError):
        message = (
            error.msg if isinstance(error, SyntaxError) else error.message
        ) or "not understood"
        yield Notice(f"{_below(error.filename or '', root)}:{error.lineno or 1}", message)
    elif isinstance(error, MkDocsException):
        yield Notice("", str(error))
    else:
        steps = traceback.extract_tb(error.__traceback__)
        ours = [step for step in steps if "site-packages" not in step.filename]
        # Where a template calls what fails, the template is what was edited.
        step = [step for step in ours if step.filename.endswith(".html")][-1:] or ours[-1:]
        where = "".join(f"{_below(s.filename, root)}:{s.lineno}" for s in step)
        yield Notice(where, f"{type(error).__name__}: {error}")


def _below(path: str, root: Path) -> str:
    """A path as the terminal would show it."""
    return os.path.relpath(path, root) if path.startswith(f"{root}/") else path
