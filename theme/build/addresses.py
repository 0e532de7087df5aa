"""Pages that know their address in both languages from their front matter, which says it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import YAML_RE, get_data


class AddressedPage(Page):
    """A page that knows its front matter from the start, instead of from when it is read."""

    def __init__(self, file: File, config: MkDocsConfig, meta: dict[str, Any]) -> None:
        super().__init__(meta.get("nav_title"), file, config)
        self.markdown = ""  # without one, MkDocs says that the page has no title yet
        self.meta = meta
        if target := meta.get("redirect"):
            self.canonical_url = f"{config.site_url}{target.partition('#')[0]}"

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the Markdown below the front matter, which is known already."""
        self.markdown, _ = get_data(self.file.content_string)


class GeneratedPage(AddressedPage):
    """A page whose body is HTML already; it is held in memory only while it is being written."""

    def __init__(self, file: File, config: MkDocsConfig, meta: dict[str, Any]) -> None:
        super().__init__(file, config, meta)
        self.content = ""

    def read_source(self, config: MkDocsConfig) -> None:
        """Read nothing yet: see on_page_context."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render nothing: the body is HTML."""


def escaped(value: Any) -> Any:
    """Return front matter safe to print: Material's templates run without autoescape."""
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, list):
        return [escaped(item) for item in value]
    if isinstance(value, dict):
        return {key: escaped(item) for key, item in value.items()}
    return value


def give_address(file: File, config: MkDocsConfig) -> AddressedPage:
    """Give a file the address that its front matter says, and its Page.

    PluginError where it says none, or cannot be read.
    """
    meta = front_matter(file)
    locale = file.src_uri.partition("/")[0]
    try:
        address = str(meta["address"][locale])
    except (KeyError, TypeError):
        raise PluginError(
            unreadable(file)
            or f"docs/{file.src_uri}: front matter: no address for '{locale}'; "
            'write one such as address: {"fr": "fr/a-propos/", "nl": "nl/over-deze-site/"}'
        ) from None
    file.dest_uri = f"{address}index.html"
    file.url = address
    file.abs_dest_path = str(Path(config.site_dir, file.dest_uri))
    kind = GeneratedPage if meta.get("generated") else AddressedPage
    return kind(file, config, meta)  # makes itself file.page, which MkDocs then uses


def publish_output(file: File, config: MkDocsConfig) -> None:
    """Publish a generated file that is not a page below its language: fr/generated/x.csv at fr/x.csv."""
    language, folder, path = [*file.src_uri.split("/", 2), "", ""][:3]
    if folder == "generated":
        file.dest_uri = file.url = f"{language}/{path}"
        file.abs_dest_path = str(Path(config.site_dir, file.dest_uri))


def front_matter(file: File) -> dict[str, Any]:
    """Return what stands above a file's text, safe to print: Material's templates do not escape."""
    meta: dict[str, Any] = escaped(get_data(file.content_string)[1])
    return meta


def unreadable(file: File) -> str:
    """Say where the front matter of a file is no YAML, of which MkDocs says nothing, and why."""
    found = YAML_RE.match(file.content_string)
    if not found:
        return f"docs/{file.src_uri}:1: no front matter: it stands on top, between two lines ---"
    try:
        yaml.safe_load(found[1])
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        return f"docs/{file.src_uri}:{line + 2}: the front matter cannot be read: {error.problem}"
    return ""


def attach_to_section(page: Page, nav: Navigation) -> None:
    """Hang a page that is not in nav under its section's page, which nav then marks."""
    sections = {section.url: section for section in nav.pages}
    if page.url not in sections:
        # MkDocs annotates a Section; all it asks of a parent is `active` and `ancestors`.
        page.parent = sections.get(page.meta.get("section", ""))  # type: ignore[assignment]
