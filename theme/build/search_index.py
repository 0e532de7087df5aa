"""Has Pagefind index the search records, and gathers the words that pages print (words.json)."""

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
FIRST = ("pagefind.js", "pagefind-entry.json", "words.json")  # of it, what is asked for first

# Words that words.json holds, at most: what a query loads must not grow with the site.
MOST = 6_000

# Pagefind gathers postings of neighbouring words into files of this many; the reader fetches one or
# two of them per word. Its default, 20,000, suits sites where a word is rarely looked for.
CHUNK = 2000

# Its interfaces: we have our own.
UNUSED = ("pagefind-*ui*", "pagefind-highlight.js", "wasm.*")
ENGINE = "wasm.unknown.pagefind"


def build_index(folder: Path) -> None:
    """Indexes the records in the site's folder, each language apart, and removes them."""
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
    """The words of all records as they are usually printed, those that most records have first."""
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
    """The usual form of a word within a sentence, if it occurs there."""
    return max(forms, key=lambda form: (form.islower(), forms[form], form))
