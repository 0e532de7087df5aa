"""What `mkdocs serve` shows: each page as the files are now, made when somebody asks for it.

MkDocs builds the whole site once, at the start. After that a change costs one reading of the data,
plus the pages that are looked at; they are written into the temporary folder that MkDocs serves.
A search first makes and indexes all pages. In the repository only schemas/ is written, when the names
of records change. If something is wrong, pages stay as they were. The sitemap and the social cards
stay those of the start.
"""

from __future__ import annotations

import logging
import shutil
import sys
import threading
import time
from collections.abc import Collection, Mapping
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

# At run time the generator is imported inside functions: `_read` reloads it when its code changes.
if TYPE_CHECKING:
    from generator.dataset.dataset import Dataset
    from generator.records import Language
    from generator.site.pages import Page
    from generator.site.renderer import Renderer
    from generator.site.site import Site

LANGUAGES: tuple[Language, ...] = ("fr", "nl")

NEUTRAL = {"": "index.html", "404.html": "404.html"}
"""The template of each page that belongs to no language, by address."""


class Preview:
    """Makes the pages of the site while it is edited, and knows what is wrong.

    The server calls it from many threads; a lock lets one of them in at a time.
    """

    def __init__(self, config: MkDocsConfig) -> None:
        self.config = config
        self.root = Path(config.config_file_path).parent
        self.watched = (
            generator_folder(),
            *(self.root / name for name in ("data", "docs", "theme")),
        )
        self._lock = threading.RLock()
        self._contexts: dict[str, SiteContext] = {}
        self._renderers: dict[str, Renderer] = {}
        self._pages: dict[str, Page] = {}  # generated pages, by address
        self._names: Mapping[str, object] = {}  # of all records, as schemas/ offers them
        self._invalid: list[Notice] = []  # why the files could not be read
        self._made: dict[str, list[Notice]] = {}  # pages as the files are now, with their warnings
        self._indexed = False
        self._logged: list[Notice] = []
        self._listener = Listener()
        logging.getLogger("mkdocs").addHandler(self._listener)
        logging.getLogger("mkdocs.plugins").setLevel(logging.WARNING)  # i18n reports each context
        self.update([])

    def uses(self, path: Path) -> bool:
        """Whether pages depend on a file. Generated pages and temporary files do not count."""
        if path.parent == self.root:
            return path.name == "mkdocs.yml"
        hidden = path.name.startswith(".") or path.name.endswith("~")
        return not hidden and not {"generated", "__pycache__"}.intersection(path.parts)

    def update(self, changed: Collection[Path]) -> None:
        """Read what changed. If something is wrong, pages stay as they are."""
        started = time.monotonic()
        with self._lock:
            try:
                self._take(changed)
                self._invalid = []
            except Exception as error:  # noqa: BLE001  # whatever it is, somebody is about to fix it
                self._invalid = self._failed(error)
            log.info(f"Read in {time.monotonic() - started:.2f} seconds")

    def make(self, address: str) -> list[Notice]:
        """Write a page ("fr/x/", "404.html") into the site, unless it is current.

        Returns what is wrong. If there is no such page, the 404 page is written.
        """
        with self._lock:
            if address not in self._made:
                self._listener.take()
                try:
                    if not self._write(address):
                        if not self._invalid:
                            self._remove(address)
                        return self._invalid + self.make("404.html")
                except Exception as error:  # noqa: BLE001
                    return self._invalid + self._failed(error)
                self._made[address] = self._listener.take()
            return self._invalid + self._made[address]

    def index(self) -> None:
        """Make and index all pages, unless the index is current or something is wrong."""
        with self._lock:
            if self._indexed or self._invalid:
                return
            try:
                by_hand = [a for language in LANGUAGES for a in self._context(language).pages]
            except Exception as error:  # noqa: BLE001
                self._failed(error)
                return
            shutil.rmtree(Path(self.config.site_dir, RECORDS), ignore_errors=True)
            self._made.clear()
            for address in {*self._pages, *by_hand}:
                self.make(address)
            build_index(Path(self.config.site_dir))
            self._indexed = True

    def _take(self, changed: Collection[Path]) -> None:
        """Use changed files. If this fails, pages are made from what was read before."""
        docs, theme = Path(self.config.docs_dir), self.root / "theme"
        shown = {p for p in changed if p.is_relative_to(docs) or p.is_relative_to(theme)}
        read = {*changed} - shown
        if self.root / "mkdocs.yml" in read:
            self._contexts.clear()
        for path in shown:
            for language, context in [*self._contexts.items()]:
                other = path.is_relative_to(docs) and not path.is_relative_to(docs / language)
                if not other and not context.take(path):
                    del self._contexts[language]
        if read or self._invalid or not self._renderers:
            self._read(reload=any(path.suffix == ".py" for path in read))
        for context in self._contexts.values():
            self._name_menu(context)
        self._made.clear()
        self._indexed = False
        if any(path.suffix == ".py" for path in shown):
            log.warning("Changes in theme/**.py are used from the next start of `make serve`")

    def _read(self, *, reload: bool) -> None:
        """Read data, words and settings. DataError if something is wrong in them."""
        if reload:
            for name in [name for name in sys.modules if name.partition(".")[0] == "generator"]:
                del sys.modules[name]
        from generator.dataset.dataset import Dataset
        from generator.reading.load import load_data
        from generator.reading.words import load_interface
        from generator.site.renderer import Renderer

        strings = load_interface(generator_folder())
        dataset = Dataset(load_data(self.root))
        self._write_schemas(dataset, strings)
        site = checked_site(dataset, strings, self.root)
        self._renderers = {language: Renderer(site, language) for language in site.locales}
        self._pages = {
            address: page for page in site.pages.values() for address in page.address.values()
        }
        write_files(site, Path(self.config.site_dir))

    def _write_schemas(self, dataset: Dataset, strings: Mapping[str, Any]) -> None:
        """Write schemas/ if names of records changed, so that editors offer the present records."""
        from generator.editing.editor_schema import schemas
        from generator.site.locale import Locale
        from generator.site.writer import write_file

        both = [Locale(language, strings) for language in LANGUAGES]
        names = dict.fromkeys(dataset.loaded.known, "") | {
            record.key: [locale.name(record) for locale in both] for record in dataset.records
        }
        if names != self._names:
            for kind, text in schemas(dataset, *both):
                write_file(self.root / "schemas" / f"{kind}.json", text)
            self._names = names

    def _context(self, language: str) -> SiteContext:
        if language not in self._contexts:
            context = SiteContext(self.config, language)
            self._name_menu(context)
            self._contexts[language] = context
        return self._contexts[language]

    def _name_menu(self, context: SiteContext) -> None:
        """Put the present titles of pages into the menu of a language."""
        for page in context.nav.pages:
            if known := self._pages.get(page.url):
                renderer = self._renderers[str(context.config.theme["language"])]
                page.title = escape(renderer.nav_title(known))

    def _write(self, address: str) -> bool:
        """Write a page into the site. False if there is none at this address."""
        language = address.partition("/")[0]
        if template := NEUTRAL.get(address):
            self._context(LANGUAGES[0]).write_neutral(template)
        elif known := self._pages.get(address):
            from generator.site.outputs.pages import path_of
            from generator.site.outputs.registry import source_path

            text = self._renderers[language].render(known)
            context = self._context(language)
            context.write(context.place(source_path(path_of(known, language)), address, text))
        elif language not in LANGUAGES:
            return False
        else:
            page = self._context(language).pages.get(address)
            if page is None or isinstance(page, GeneratedPage):
                return False
            self._context(language).write(page)
        return True

    def _remove(self, address: str) -> None:
        """Remove a page that was at an address before, if there was one."""
        site = Path(self.config.site_dir).resolve()
        file = Path(f"{site}/{address}index.html").resolve()
        if file.is_relative_to(site):  # browsers may ask for "../"
            file.unlink(missing_ok=True)

    def _failed(self, error: Exception) -> list[Notice]:
        """Return what an error says, and log it once."""
        if isinstance(error, Abort):
            return self._listener.take()  # MkDocs logged the reason
        notices = notices_of(error, self.root)
        if notices != self._logged:
            for notice in notices:
                log.error(notice)
            if ".py:" in notices[0].where:
                log.error("The code failed here:", exc_info=error)
            self._logged = notices
        return notices


def generator_folder() -> Path:
    """Return the folder of the generator: its code, templates and words."""
    import generator

    return Path(generator.__path__[0])


def write_files(site: Site, folder: Path) -> None:
    """Write the outputs that are published as they are, such as tables to download."""
    from generator.site.outputs.registry import published_files
    from generator.site.writer import write_file

    for path, text in published_files(site):
        write_file(folder / path, text)


def checked_site(dataset: Dataset, strings: Mapping[str, Any], root: Path) -> Site:
    """Return all pages of a repository, ready to render. DataError if the data has errors."""
    from generator.core.problem import DataError
    from generator.reading.words import load_settings
    from generator.rules.check import check, errors
    from generator.site.history import last_changes
    from generator.site.manual_pages import manual_addresses
    from generator.site.site import Settings, Site

    settings = Settings(**load_settings(root / "mkdocs.yml"))
    site = Site(dataset, strings, settings, last_changes(root))
    if problems := errors(check(dataset, site.addresses | manual_addresses(root))):
        raise DataError(problems)
    return site
