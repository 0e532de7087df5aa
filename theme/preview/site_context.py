"""Makes one page at a time, with what MkDocs collects before it makes all of them.

Uses three private functions of MkDocs: theme/README.md lists them.
"""

from __future__ import annotations

from pathlib import Path

from mkdocs.commands import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation

from theme.build.addresses import AddressedPage, attach_to_section, front_matter, give_address


class SiteContext:
    """The settings, files, navigation and templates of one language, as at the start of a build."""

    def __init__(self, served: MkDocsConfig, language: str) -> None:
        config = load_config(served.config_file_path, site_dir=served.site_dir)
        config.site_url = served.site_url
        plugins = config.plugins
        plugins["i18n"].current_language = language  # type: ignore[attr-defined]
        config = plugins.on_config(config)
        env = config.theme.get_env()
        files = get_files(config)
        files.add_files_from_theme(env, config)
        self.files = plugins.on_files(files, config=config)
        set_exclusions(self.files, config)
        self.files.copy_static_files(dirty=True)  # those that are new
        nav = get_navigation(self.files, config)
        self.nav = plugins.on_nav(nav, config=config, files=self.files)
        self.env = plugins.on_env(env, config=config, files=self.files)
        self.config = config
        pages = (file.page for file in self.files.documentation_pages())
        self.pages = {page.url: page for page in pages if isinstance(page, AddressedPage)}

    def take(self, path: Path) -> bool:
        """Use a file of docs/ or theme/ as it is now. False if that needs a new context.

        A new context is needed if the file was created or deleted, or changes the address of a page.
        """
        if (
            path.suffix == ".html"
        ):  # also if it is new, or gone: Material may have the same template
            self.env.cache.clear()
        if path.suffix in (".html", ".py"):
            return True
        file = next((file for file in self.files if file.abs_src_path == str(path)), None)
        if file is None:
            return not path.exists()  # an editor's temporary file
        if not path.exists():
            return False
        if isinstance(file.page, AddressedPage):
            before, file.page.meta = file.page.meta, front_matter(file)
            return bool(file.page.meta.get("address") == before["address"])
        file.copy_file()
        return True

    def place(self, src_uri: str, address: str, text: str) -> AddressedPage:
        """Return the generated page at an address, with this text. The page may be new."""
        page = self.pages.get(address)
        if page is None:
            if former := self.files.get_file_from_path(src_uri):
                self.files.remove(former)  # the record had another address
            file = File.generated(self.config, src_uri, content=text)
            self.files.append(file)
            page = self.pages[address] = give_address(file, self.config)
            attach_to_section(page, self.nav)
        page.file.content_string = text
        page.meta = front_matter(page.file)
        return page

    def write(self, page: AddressedPage) -> None:
        """Write a page into the site."""
        build._populate_page(page, self.config, self.files)  # noqa: SLF001
        files = self.files.documentation_pages()
        build._build_page(page, self.config, files, self.nav, self.env)  # noqa: SLF001

    def write_neutral(self, template: str) -> None:
        """Write a page that belongs to no language."""
        build._build_theme_template(  # noqa: SLF001
            template, self.env, self.files, self.config, self.nav
        )
