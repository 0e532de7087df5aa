"""Pages with an address per language, from their front matter."""

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
    """A page whose front matter is read first: it decides the address."""

    def __init__(self, file: File, config: MkDocsConfig, meta: dict[str, Any]) -> None:
        super().__init__(meta.get("nav_title"), file, config)
        self.markdown = ""  # if this is None, MkDocs finds no title
        self.meta = meta
        if target := meta.get("redirect"):
            self.canonical_url = f"{config.site_url}{target.partition('#')[0]}"

    def read_source(self, config: MkDocsConfig) -> None:
        """Read the Markdown below the front matter."""
        self.markdown, _ = get_data(self.file.content_string)


class GeneratedPage(AddressedPage):
    """A page whose body is HTML. The body is in memory only while the page is written."""

    def __init__(self, file: File, config: MkDocsConfig, meta: dict[str, Any]) -> None:
        super().__init__(file, config, meta)
        self.content = ""

    def read_source(self, config: MkDocsConfig) -> None:
        """Read nothing: `on_page_context` reads the body."""

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
    """Give a file the address in its front matter, and its Page.

    PluginError if the address is missing or the front matter is invalid.
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
    return kind(file, config, meta)  # the constructor sets file.page, which MkDocs uses


def publish_output(file: File, config: MkDocsConfig) -> None:
    """Publish a generated file that is not a page: fr/generated/x.csv at fr/x.csv, shared/generated/x at x."""
    language, folder, path = [*file.src_uri.split("/", 2), "", ""][:3]
    if folder == "generated":
        file.dest_uri = file.url = path if language == "shared" else f"{language}/{path}"
        file.abs_dest_path = str(Path(config.site_dir, file.dest_uri))


def front_matter(file: File) -> dict[str, Any]:
    """Return the front matter of a file, escaped: Material's templates do not escape."""
    meta: dict[str, Any] = escaped(get_data(file.content_string)[1])
    return meta


def unreadable(file: File) -> str:
    """Say where and why the front matter of a file is invalid YAML, which MkDocs ignores."""
    found = YAML_RE.match(file.content_string)
    if not found:
        return f"docs/{file.src_uri}:1: no front matter: put it at the top, between two lines ---"
    try:
        yaml.safe_load(found[1])
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        return f"docs/{file.src_uri}:{line + 2}: the front matter cannot be read: {error.problem}"
    return ""


def attach_to_section(page: Page, nav: Navigation) -> None:
    """Make a page that is not in nav a child of the page of its section, so that nav marks it."""
    sections = {section.url: section for section in nav.pages}
    if page.url not in sections:
        # Declared as a Section, but MkDocs uses only `active` and `ancestors` of a parent.
        page.parent = sections.get(page.meta.get("section", ""))  # type: ignore[assignment]
