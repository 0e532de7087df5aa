"""What `make serve` shows: each page as the files say it now, made when it is asked for.

MkDocs builds the whole site when it starts. From then on a change costs one reading of the data, and
the pages that somebody looks at, which are written into the temporary folder that is served; who
searches has all pages made and indexed first. Of the repository only schemas/ is written, when records
are called otherwise. A mistake leaves every page as it was, and is told. Nobody looks at the sitemap
and the images of link previews while editing: they stay those of the start.
"""

from __future__ import annotations

import logging
import shutil
import sys
import threading
import time
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from theme.build.addresses import GeneratedPage
from theme.build.search_index import build_index
from theme.build.search_records import RECORDS
from theme.preview.notices import Listener, Notice, log, notices_of
from theme.preview.site_context import SiteContext

# At run time the generator is imported where it is used: its code may be what changes.
if TYPE_CHECKING:
    from generator.dataset.dataset import Dataset
    from generator.records import Language
    from generator.site.pages import Page
    from generator.site.renderer import Renderer
    from generator.site.site import Site

LANGUAGES: tuple[Language, ...] = ("fr", "nl")

NEUTRAL = {"": "index.html", "404.html": "404.html"}
"""The template of each page that belongs to no language, by address."""

SCRIPT = "live.js"

PATIENCE = 25
"""Seconds after which a browser that waits for news is told that there is none."""


class Preview:
    """The site as it is looked at: its pages, what is to be mended in them, and who waits for news.

    Requests come in threads of their own: one page is made at a time, whoever asks.
    """

    def __init__(self, config: MkDocsConfig) -> None:
        self.config = config
        self.root = Path(config.config_file_path).parent
        self._making = threading.RLock()
        self._frames: dict[str, SiteContext] = {}
        self._writers: dict[str, Renderer] = {}
        self._pages: dict[str, Page] = {}  # the generated ones, by address
        self._sound = False  # whether the records were, when last read
        self._version = 0  # counts the states of the files that were taken in
        self._made: dict[str, int] = {}  # address -> the version that it shows
        self._indexed = 0  # the version that the search finds
        self._names: Mapping[str, object] = {}  # of all records, as schemas/ says them
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
        with self._making, self._telling():
            self._listener.heard.clear()
            self._take({*written}, {*moved})
            with self._news:
                looked_at = [*self._looked_at]
            # Somebody will look at the home pages first.
            for address in looked_at or [f"{language}/" for language in LANGUAGES]:
                self._make(address)
            self._tell(self._warnings(), held=False, further=1)
            log.info(f"Made anew in {time.monotonic() - started:.2f} seconds")

    def html(self, address: str) -> bytes | None:
        """A page ("fr/x/", "404.html") as the files say it now, or as it could last be made.

        With a script that listens for news. None where there is no such page.
        """
        with self._making:
            with self._telling():
                self._make(address)
                if not self._held:
                    self._tell(self._warnings(), held=False)
            file = Path(self.config.site_dir, NEUTRAL.get(address) or f"{address}index.html")
            if not file.is_file():
                return None
            script = f'<script src="/{SCRIPT}" data-epoch="{self._epoch}" defer></script>'
            return file.read_bytes().replace(b"</head>", script.encode() + b"</head>", 1)

    def index(self) -> None:
        """Has the search find what pages say now: makes them all, unless it does already."""
        with self._making, self._telling():
            if self._held or self._indexed == self._version:
                return
            shutil.rmtree(Path(self.config.site_dir, RECORDS), ignore_errors=True)
            self._made.clear()
            by_hand = [address for name in LANGUAGES for address in self._frame(name).pages]
            for address in {*self._pages, *by_hand}:
                self._make(address)
            build_index(Path(self.config.site_dir))
            self._indexed = self._version
            self._tell(self._warnings(), held=False)

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
        if changed:
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
        from generator.dataset.dataset import Dataset
        from generator.reading.interface import load_interface
        from generator.reading.load import load_data
        from generator.site.renderer import Renderer

        strings = load_interface(generator())
        dataset = Dataset(load_data(self.root))
        self._offer(dataset, strings)
        site = checked_site(dataset, strings, self.root)
        self._writers = {language: Renderer(site, language) for language in site.locales}
        before = self._pages.keys()
        self._pages = {
            address: page for page in site.pages.values() for address in page.address.values()
        }
        for address in before - self._pages.keys():
            Path(self.config.site_dir, address, "index.html").unlink(missing_ok=True)
        self._sound = True

    def _offer(self, dataset: Dataset, strings: Mapping[str, Any]) -> None:
        """Has editors offer the records that there are, by the names that they have now."""
        from generator.editing.editor_schema import schemas
        from generator.site.locale import Locale
        from generator.site.writer import write_file

        both = [Locale(language, strings) for language in LANGUAGES]
        names = dict.fromkeys(dataset.loaded.known, "") | {
            record.key: [words.name(record) for words in both] for record in dataset.records
        }
        if names != self._names:
            for kind, text in schemas(dataset, *both):
                write_file(self.root / "schemas" / f"{kind}.json", text)
            self._names = names

    def _frame(self, language: str) -> SiteContext:
        """The frame of a language, whose menu says what pages are called now."""
        if language not in self._frames:
            self._frames[language] = SiteContext(self.config, language)
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

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Tells what goes wrong within, whatever it is: somebody will mend it."""
        try:
            yield
        except Exception as error:  # noqa: BLE001
            self._tell(self._notices_of(error), held=True)

    def _tell(self, notices: tuple[Notice, ...], *, held: bool, further: int = 0) -> None:
        """Tells the browsers what is to be mended, and whether pages were made anew."""
        with self._news:
            if further or (notices, held) != (self._notices, self._held):
                self._notices, self._held = notices, held
                self._epoch += further
                self._serial += 1
                self._news.notify_all()


def generator() -> Path:
    """The folder of the generator: its code, templates and words."""
    import generator as package

    return Path(package.__path__[0])


def checked_site(dataset: Dataset, strings: Mapping[str, Any], root: Path) -> Site:
    """All pages of a repository, ready to be rendered. DataError where its data has a mistake."""
    from generator.core.problem import DataError
    from generator.reading.load import load_settings
    from generator.rules.check import check, errors
    from generator.site.history import last_changes
    from generator.site.manual_pages import addresses
    from generator.site.site import Settings, Site

    settings = Settings(**load_settings(root / "mkdocs.yml"))
    site = Site(dataset, strings, settings, last_changes(root))
    if problems := errors(check(dataset, site.addresses | addresses(root))):
        raise DataError(problems)
    return site
