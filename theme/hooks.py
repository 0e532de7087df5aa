"""What MkDocs does not do for us: localised addresses, bodies that are HTML, active sections, search.

Every page carries its address in both languages in its front matter. These hooks put it there in
the site; the templates in overrides/ take language switch, hreflang and sitemap from the same
place. No state is kept here: `mkdocs serve` builds again and again in one process.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.meta import get_data
from mkdocs.utils.templates import TemplateContext
from search import build_index, write_record

# mkdocs-static-i18n, at -100, replaces every File by one for the language it builds. We come after.
AFTER_I18N = -200


class AddressedPage(Page):
    """A page that knows its front matter from the start, instead of from when it is read."""

    def __init__(self, file: File, config: MkDocsConfig, meta: dict[str, Any]) -> None:
        super().__init__(meta.get("nav_title"), file, config)
        self.markdown = ""  # without one, MkDocs says that the page has no title yet
        self.meta = meta

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the Markdown below the front matter, which is known already."""
        self.markdown, _ = get_data(self.file.content_string)


class GeneratedPage(AddressedPage):
    """A page whose body is HTML already; it is held in memory only while it is being written."""

    def __init__(self, file: File, config: MkDocsConfig, meta: dict[str, Any]) -> None:
        super().__init__(file, config, meta)
        self.content = ""
        # Material's "skip to content" leads to the first entry, and does not list a lone h1.
        self.toc = TableOfContents([AnchorLink("", "main", 1)])

    def read_source(self, config: MkDocsConfig) -> None:
        """Read nothing yet: see on_page_context."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render nothing: the body is HTML."""


@event_priority(AFTER_I18N)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Give each page of the language being built its address and its Page."""
    owners: dict[str, File] = {}
    for file in files.documentation_pages():
        _, meta = get_data(file.content_string)
        locale = file.src_uri.partition("/")[0]
        try:
            address = meta["address"][locale]
        except KeyError:
            raise PluginError(
                f"docs/{file.src_uri}: front matter: no address for '{locale}'; "
                'write one such as address: {"fr": "fr/a-propos/", "nl": "nl/over-deze-site/"}'
            ) from None
        if (owner := owners.setdefault(address, file)) is not file:
            raise PluginError(
                f"docs/{file.src_uri}: front matter: address '{address}' "
                f"is taken by docs/{owner.src_uri}"
            )
        file.dest_uri = f"{address}index.html"
        file.url = address
        file.abs_dest_path = str(Path(config.site_dir, file.dest_uri))
        kind = GeneratedPage if meta.get("generated") else AddressedPage
        kind(file, config, escaped(meta))  # makes itself file.page, which MkDocs then uses
    return files


def escaped(value: Any) -> Any:
    """Return front matter safe to print: Material's templates run without autoescape."""
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, list):
        return [escaped(item) for item in value]
    if isinstance(value, dict):
        return {key: escaped(item) for key, item in value.items()}
    return value


@event_priority(AFTER_I18N)
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Hang each record, which is not in nav, under its section's page, which nav then marks."""
    if nav.homepage is None:
        raise PluginError(
            f"{config.docs_dir} has no home page: run `python -m generator build` first"
        )
    sections = {page.url: page for page in nav.pages}
    for file in files.documentation_pages():
        page = file.page
        if page and page.url not in sections:
            # MkDocs annotates a Section; all it asks of a parent is `active` and `ancestors`.
            section = sections.get(page.meta.get("section", ""))
            page.parent = section  # type: ignore[assignment]
    return nav


def on_page_context(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """Fetch the body of a generated page for the template that is about to show it."""
    if isinstance(page, GeneratedPage):
        page.content = page.file.content_string.partition("\n---\n")[2]
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Make the page findable, then let go of its body: i18n keeps every page until the last one."""
    locale = page.file.src_uri.partition("/")[0]
    write_record(Path(config.site_dir), locale, page.meta, page.content or "")
    page.content = ""
    return output


@event_priority(AFTER_I18N)
def on_post_build(config: MkDocsConfig) -> None:
    """Index all languages when the last one is built: i18n builds the others within the first."""
    if not config.plugins["i18n"].building:  # type: ignore[attr-defined]
        build_index(Path(config.site_dir))


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]
) -> LiveReloadServer:
    """Make `mkdocs serve` write the pages again when the data or the generator changes.

    In a process of its own, since the generator's own code may be what changed. When it finds
    problems it prints them, and the pages of the last good run stay.
    """
    root = Path(config.config_file_path).parent

    def generate_and_build() -> None:
        subprocess.run([sys.executable, "-m", "generator", "build", "--root", root], check=False)
        builder()

    server.builder = generate_and_build
    for folder in ("data", "generator"):
        server.watch(str(root / folder))
    return server
