"""The pages that are written by hand, docs/<language>/<name>.md: where they stand, what they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.records import LANGUAGES, Language

FOLDER = "docs"


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A page in both languages. `key` is its file, without the language: docs/about.md."""

    key: str
    address: Mapping[Language, str]
    text: Mapping[Language, str]


def written_pages(root: Path) -> dict[str, WrittenPage] | None:
    """Every page that stands in both languages and says where, by key; None without a folder docs/.

    What is wrong with the others, the build of the site says.
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
        pages[key] = WrittenPage(key, address, text)
    return pages


def addresses(root: Path) -> dict[str, str]:
    """The key of the page that stands at each address."""
    pages = (written_pages(root) or {}).values()
    return {address: page.key for page in pages for address in page.address.values()}


def _address(text: str, language: Language) -> str:
    """What a page's front matter says of its address."""
    _, front_matter, _ = text.split("---\n", 2)
    return str(yaml.safe_load(front_matter)["address"][language])
