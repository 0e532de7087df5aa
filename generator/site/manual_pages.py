"""The pages written by hand, docs/<language>/<name>.md: their addresses and texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.records import LANGUAGES, Language

FOLDER = "docs"


@dataclass(frozen=True, slots=True)
class ManualPage:
    """A page in both languages. `key` is its file, without the language: docs/about.md."""

    key: str
    address: Mapping[Language, str]
    text: Mapping[Language, str]


def load_manual_pages(root: Path) -> dict[str, ManualPage] | None:
    """Every page that exists in both languages and has an address, by key; None without docs/.

    Others are left out: the build of the site reports what is wrong in them.
    """
    if not (root / FOLDER).is_dir():
        return None
    pages = {}
    for file in sorted((root / FOLDER / LANGUAGES[0]).glob("*.md")):
        files = {language: root / FOLDER / language / file.name for language in LANGUAGES}
        try:
            text = {language: path.read_text("utf-8") for language, path in files.items()}
            address = {language: _address(text[language], language) for language in LANGUAGES}
        except (OSError, yaml.YAMLError, TypeError, LookupError, ValueError):
            continue
        key = f"{FOLDER}/{file.name}"
        pages[key] = ManualPage(key, address, text)
    return pages


def manual_addresses(root: Path) -> dict[str, str]:
    """The key of the page at each address."""
    pages = (load_manual_pages(root) or {}).values()
    return {address: page.key for page in pages for address in page.address.values()}


def _address(text: str, language: Language) -> str:
    """The address in a page's front matter."""
    _, front_matter, _ = text.split("---\n", 2)
    return str(yaml.safe_load(front_matter)["address"][language])
