"""Has Pagefind index the search records, and collects the words that pages print in words.json.

With words.json, overrides/assets/lexicon.js finds what a reader means by a word that no page prints.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from theme.build.fold import fold
from theme.build.search_records import RECORDS

INDEX = "pagefind"  # in the site: a folder for each language
FIRST = ("pagefind.js", "pagefind-entry.json", "words.json")  # what a browser loads first

# Maximum number of words in words.json, so that what a query loads does not grow with the site.
MOST = 6_000

# Pagefind puts this many postings of neighbouring words into a file; a reader loads one or two files
# per word. Its default of 20,000 makes them large.
CHUNK = 2000

# Pagefind's interfaces, which search.js replaces.
UNUSED = ("pagefind-*ui*", "pagefind-highlight.js", "wasm.*")
ENGINE = "wasm.unknown.pagefind"


def build_index(folder: Path) -> None:
    """Index the records in the folder of the site, one index per language, and remove them."""
    for records in sorted((folder / RECORDS).glob("*/")):
        index = folder / INDEX / records.name
        options = ["--site", str(records), "--output-path", str(index)]
        subprocess.run(
            [sys.executable, "-m", "pagefind", "--quiet", "--force-language", "unknown", *options],
            env={**os.environ, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(CHUNK)},
            check=True,
        )
        for pattern in UNUSED:
            for file in index.glob(pattern):
                if file.name != ENGINE:
                    file.unlink()
        lexicon = _lexicon(json.loads(file.read_bytes()) for file in sorted(records.glob("*.json")))
        (index / "words.json").write_text(
            json.dumps(lexicon, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
        )
    shutil.rmtree(folder / RECORDS, ignore_errors=True)


def _lexicon(records: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the words of all records as they are usually printed, the most frequent first."""
    pages: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    aliases: dict[str, str] = {}
    communes: dict[str, list[str]] = {}
    for record in records:
        aliases |= record["aliases"]
        communes |= record["communes"]
        pages.update({word for word, _ in record["words"]})
        for word, form in record["words"]:
            forms.setdefault(word, Counter())[form] += 1
    common = sorted(pages, key=lambda word: (-pages[word], word))
    return {
        "words": [_usual(forms[word]) for word in common[:MOST]],
        "complete": len(common) <= MOST,
        "aliases": {" ".join(fold(word)): term for word, term in sorted(aliases.items())},
        "communes": dict(sorted(communes.items())),
    }


def _usual(forms: Counter[str]) -> str:
    """Return the usual printed form of a word, in lower case if it occurs."""
    return max(forms, key=lambda form: (form.islower(), forms[form], form))
