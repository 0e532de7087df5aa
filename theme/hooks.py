"""The events of MkDocs: localised addresses, bodies that are HTML, active sections, search, preview.

The front matter of each page has its address in both languages. These hooks use it for the built
site; the templates in overrides/ use it for language switch, hreflang and sitemap. No state is kept
here, because each language is built in turn and the preview runs the same hooks for single pages.
"""

from __future__ import annotations

import itertools
import re
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

# MkDocs loads this file by its path, and removes the path from sys.path afterwards.
sys.path.insert(0, str(Path(__file__).parents[1]))
from theme.build.addresses import GeneratedPage, attach_to_section, give_address, publish_output
from theme.build.contact import give_contact, mailto
from theme.build.search_index import build_index
from theme.build.search_records import write_record

if TYPE_CHECKING:
    from theme.preview.server import Server

HEADING = re.compile(r"<h[23] [^>]*>")

# mkdocs-static-i18n (priority -100) replaces every File by one for the language that it builds.
AFTER_I18N = -200


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Let the preview import the generator; on SIGTERM, clean up the preview's folder as on Ctrl-C.

    `python -m mkdocs` finds modules in the current folder, the program `mkdocs` does not.
    """
    if command == "serve":
        sys.path.insert(0, str(Path(__file__).parents[1]))
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Give the addresses of the repository the endings that templates expect."""
    config.repo_url = (config.repo_url or "").rstrip("/")
    config.edit_uri = f"{(config.edit_uri or '').strip('/')}/"
    return config


@event_priority(AFTER_I18N)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Give each page of the current language its address and its Page; remove unused theme files."""
    unused = [file for file in files if is_materials_own(file, config)]
    for file in unused:
        files.remove(file)
    for file in files:
        if not file.is_documentation_page():
            publish_output(file, config)
    owners: dict[str, File] = {}
    for file in files.documentation_pages():
        page = give_address(file, config)
        if (owner := owners.setdefault(page.url, file)) is not file:
            raise PluginError(
                f"docs/{file.src_uri}: front matter: address '{page.url}' "
                f"is taken by docs/{owner.src_uri}"
            )
    return files


def is_materials_own(file: File, config: MkDocsConfig) -> bool:
    """Whether a file is a script or style sheet of Material or MkDocs, which ours replace."""
    ours = config.theme.custom_dir
    return bool(ours) and file.src_dir in config.theme.dirs and file.src_dir != ours


@event_priority(AFTER_I18N)
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Attach each record, which is not in nav, to the page of its section, so that nav marks it."""
    if nav.homepage is None:
        raise PluginError(
            f"{config.docs_dir} has no home page: run `python -m generator build` first"
        )
    for file in files.documentation_pages():
        if file.page:
            attach_to_section(file.page, nav)
    return nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Give templates the function that writes e-mail links."""
    env.globals["mailto"] = mailto
    return env


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the contact address into a page written by hand, and anchors into its sections.

    The anchors are the same in both languages, so the language switch keeps the place.
    """
    number = itertools.count(1)
    html = give_contact(html, page, config)
    return HEADING.sub(lambda match: f'{match[0]}<span id="section-{next(number)}"></span>', html)


def on_page_context(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """Read the body of a generated page just before its template is rendered."""
    if isinstance(page, GeneratedPage):
        page.content = page.file.content_string.partition("\n---\n")[2]
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Write the search record of a page, then free its body: i18n keeps every page to the end."""
    locale = page.file.src_uri.partition("/")[0]
    write_record(Path(config.site_dir), locale, page.meta, page.content or "")
    page.content = ""
    return output


@event_priority(AFTER_I18N)
def on_post_build(config: MkDocsConfig) -> None:
    """Index all languages when the last one is built: i18n builds the others inside the first."""
    if not config.plugins["i18n"].building:  # type: ignore[attr-defined]
        build_index(Path(config.site_dir))


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> Server:
    """Show each page as the files are now, instead of building the whole site at each change."""
    from theme.preview.preview import Preview
    from theme.preview.server import Server

    return Server(Preview(config), server)
