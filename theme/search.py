"""Makes the pages findable: writes a record of each page, then has Pagefind index the records.

A record is a small HTML file in Pagefind's own terms: what a page is called, which words find it,
what it can be narrowed by, and its body. Records stand in a folder of the site only until they are
indexed. Pagefind keeps one index per language, so nobody finds a page in the other one.

One run of its program on a folder takes a quarter of a second. Its Python package, one record at a
time, waits a tenth of a second for each.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

RECORDS = "search-records"
INDEX = "pagefind"  # theme/overrides/assets/search.js loads it from there
ENTRY = f"{INDEX}/pagefind-entry.json"  # what it asks for first

# What a page of these kinds is called finds it before every page that mentions it.
NAMED = ("measure", "commune", "association")

SHORT = 2  # words

BETWEEN = " · "  # names; search.js shows the one that was looked for

FILTERS = ("kind", "measure", "commune", "year")

# Not searched: what stands at every page's head and foot, marks, and quotations in the other language
# (a name in it is searched). A document's lines are not either: the records quote each of them. Nor is
# what a matrix counts, without its row and column.
SKIPPED = (
    ".headerlink",
    ".record-foot",
    ".apparatus",
    ".unofficial-note",
    "[popover]",
    ".transcript",
    ".matrix td",
    "html[lang=fr] q[lang=nl]",
    "html[lang=fr] blockquote[lang=nl]",
    "html[lang=nl] q[lang=fr]",
    "html[lang=nl] blockquote[lang=fr]",
    "[data-search=skip]",
)

# Pagefind gathers postings of neighbouring words into files of this many; the reader fetches one or
# two of them per word. Its default, 20,000, suits sites where a word is rarely looked for.
CHUNK = 2000

# Its interfaces: we have our own.
UNUSED = ("pagefind-*ui*", "pagefind-highlight.js", "wasm.unknown.pagefind")

# Not in a record: the title, which it says apart; marks, which would end a sentence; the dash before
# what is skipped; and ids, for each of which Pagefind copies a text.
LEFT_OUT = re.compile(
    r'<h1\b.*?</h1>|\s*<span class="unofficial">.*?</span>| – (?=<span data-search="skip">)| id="[^"]*"',
    re.DOTALL,
)

# Words of a body that are searched. A result brings its whole text along, and pages that list
# records grow with them, but each record has a page of its own where it is found.
LONGEST = 500

# Cells and facts as a sentence would say them, where Pagefind would write their words as one.
APART = re.compile(r"</(?:dt|dd|td|th)>")
SAID = {
    "fr": {"</dt>": "\u00a0:</dt> ", "</dd>": ".</dd> "},
    "nl": {"</dt>": ":</dt> ", "</dd>": ".</dd> "},
}
# A fact that ends as a sentence does, or with a list, needs no further full stop.
ENDED = re.compile(r"([.!?](?:</\w+>|\s)*|</[ou]l>\s*)\.</dd>")

TAG = re.compile(r"<(/?)(\w+)[^>]*?(/?)>")
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


def write_record(folder: Path, locale: str, meta: Mapping[str, Any], body: str) -> None:
    """Writes the record of a page, unless its front matter says `search: null`.

    `folder` is the site's, `meta` the page's front matter with HTML already escaped in it, `body`
    the HTML that stands below the page's header.
    """
    search = meta.get("search", {"kind": "page"})
    if not search:
        return
    head = "".join(
        f'<meta data-pagefind-{role}="{name}[content]" content="{value}">\n'
        for role, name, value in _said(search, meta["title"])
    )
    # In one folder: a folder for each takes longer to make and to remove than its page to index.
    file = folder / RECORDS / f"{meta['address'][locale].strip('/').replace('/', '+')}.html"
    file.parent.mkdir(exist_ok=True)
    text = LEFT_OUT.sub("", beginning(body))
    text = APART.sub(lambda tag: SAID[locale].get(tag[0], f"{tag[0]} "), text)
    text = ENDED.sub(r"\1</dd>", text)
    file.write_text(
        f'<!doctype html>\n<html lang="{locale}"><head>\n{head}</head><body>\n'
        # A weight of its own, so that a heading's words weigh no more than others.
        f'<main data-pagefind-body data-pagefind-weight="1">{text}</main>\n'
        "</body></html>\n",
        encoding="utf-8",
    )


def beginning(body: str, words: int = LONGEST) -> str:
    """As many words of a body, cut between tags, with what is open there closed."""
    opened: list[str] = []
    end = 0
    for tag in TAG.finditer(body):
        words -= len(body[end : tag.start()].split())
        if words < 0:
            return body[:end] + "".join(f"</{name}>" for name in reversed(opened))
        end = tag.end()
        closes, name, itself = tag.groups()
        if closes and name in opened:
            while opened.pop() != name:
                pass  # what was left open ends with what it stands in
        elif not closes and not itself and name not in VOID:
            opened.append(name)
    return body


def _said(search: Mapping[str, Any], title: str) -> Iterator[tuple[str, str, str]]:
    """(role, name, value) of everything that a record says besides its body."""
    kind = search["kind"]
    names = _values(search, "words")
    codes = [f"M{code}" for code in _values(search, "measure")]
    if kind == "measure":
        names += codes
    # A word of a long name tells less of what is looked for than a short name does.
    short = [name for name in names if kind in NAMED and len(name.split()) <= SHORT]
    long = [name for name in names if name not in short]
    yield "meta", "name" if kind in NAMED else "title", title
    for field, values in (("alias", short), ("also", long), ("codes", codes)):
        if values:
            yield "meta", field, BETWEEN.join(values)
    for value in _values(search, "amount"):
        yield "meta", "amount", value
    for name in FILTERS:
        for value in _values(search, name):
            yield "filter", name, value


def _values(search: Mapping[str, Any], key: str) -> list[str]:
    value = search.get(key) or []
    return [value] if isinstance(value, str) else list(value)


def build_index(folder: Path) -> None:
    """Indexes the records in the site's folder, and removes them."""
    records = folder / RECORDS
    if not records.is_dir():
        return
    index = folder / INDEX
    options = ["--site", str(records), "--output-path", str(index)]
    options += ["--exclude-selectors", ", ".join(SKIPPED)]
    subprocess.run(
        [sys.executable, "-m", "pagefind", "--quiet", *options],
        env={**os.environ, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(CHUNK)},
        check=True,
    )
    shutil.rmtree(records)
    for pattern in UNUSED:
        for file in index.glob(pattern):
            file.unlink()
