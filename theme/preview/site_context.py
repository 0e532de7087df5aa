"""Makes one page at a time with what MkDocs gathers when it makes all of them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from mkdocs.commands import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation

from theme.build.addresses import (
    AddressedPage,
    attach_to_section,
    front_matter,
    give_address,
)


class SiteContext:
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
            attach_to_section(page, self.nav)
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
