"""Writes the search records, which search_index.py has Pagefind index.

A record is a small HTML file for Pagefind: the names of a page, its filters, its text, and the words
that find it, folded as overrides/assets/fold.js folds typed words. Each language has its own index.
Pagefind gets no language, so it does not stem, and finds words as they are printed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from itertools import chain
from pathlib import Path
from typing import Any

import lxml.html
from lxml import etree

from theme.build.fold import fold, folded, significant

RECORDS = "search-records"  # in the site, until they are indexed

# A name finds a page of these kinds before all pages that mention the name.
NAMED = ("measure", "commune", "association")

# Prefix of a whole name or title with its words joined, so that typing all of a name does not find a
# longer name. Alone it is in every record: searching for it lists the pages with a value of a filter.
WHOLE = "00"

SHORT = 2  # words

BETWEEN = " · "  # between names; results.js shows the one that was searched for
REST = " ¶ "  # text before the first and after the second one is searched but not shown

FILTERS = ("kind", "measure", "commune", "year")

# How much a word counts: less on pages that list records, so that the records come first.
WEIGHTS = {"home": 0.05, "page": 0.2, "theme": 0.5}
QUIET_WEIGHT = 0.1  # times the weight of the page, for words that are not shown


def _with(name: str) -> str:
    return f"contains(concat(' ', @class, ' '), ' {name} ')"


# Not searched: head and foot of the page, marks, explanations that open, and quotations in the other
# language. Nor the lines of a document, because records quote them, nor the glossary, because each of
# its terms has its own record.
SKIPPED = f""".//h1 | .//script | .//style | .//noscript | .//form | .//*[@popover]
    | .//*[{_with("record-foot")} or {_with("unofficial-note")} or {_with("unofficial")}
        or {_with("transcript")} or {_with("glossary")}]
    | .//*[self::q or self::blockquote][@lang and @lang != $locale]"""

# Searched but not shown: text about other pages, and what we did to a record.
QUIET = f'.//*[@data-search="skip" or {_with("apparatus")}] | .//*[{_with("matrix")}]//td'

# The dash before text that is not shown, and the space before a mark.
JOINT = re.compile(r'\s+(?:–\s+(?=<span data-search="skip">)|(?=<span class="unofficial">))')

# Words of a generated body that are shown; the others are only searched. Pagefind loads the whole text
# of a result, and pages that list records grow with the data.
LONGEST = 500

COLON = {"fr": "\u00a0: ", "nl": ": "}
SENTENCES = set(
    "caption dd div figcaption h2 h3 h4 li ol p section table tr ul".split()  # noqa: SIM905
)
CELLS = {"td", "th", "br", "summary", "text", "title"}
END = "\0"
ENDS = re.compile(rf"\s*{END}[\s{END}]*")
ENDED = re.compile(r"[.!?:;,…][»”’'\")\s]*$")

# Pagefind separates words only at these marks.
MARKS = str.maketrans({"’": "'", "‘": "'", "–": " – ", "—": " — ", "\u2011": "-"})


def write_record(folder: Path, locale: str, meta: Mapping[str, Any], body: str) -> None:
    """Write the records of a page, unless its front matter has `search: null`.

    `folder` is the site, `meta` the front matter with HTML escaped, `body` the HTML of the page
    below its header.
    """
    search = _unescaped(meta.get("search", {"kind": "page"}))
    if not search:
        return
    records = folder / RECORDS / locale
    records.mkdir(parents=True, exist_ok=True)
    name = meta["address"][locale].strip("/").replace("/", "+")
    title, menu = (unescape(str(meta.get(key) or "")) for key in ("title", "nav_title"))
    root = lxml.html.fragment_fromstring(JOINT.sub("", body), create_parent="div")
    for part in search.get("parts", ()):
        anchor = part["anchor"]
        element = root.get_element_by_id(anchor).find("dd")
        _write(records / f"{name}@{anchor}", locale, part, part["title"], *said(element, locale))
    shown, quiet = said(root, locale, LONGEST if meta.get("generated") else None)
    search["whole"] = [menu, *_values(search, "whole")]
    weight = WEIGHTS.get(meta.get("kind", ""), WEIGHTS.get(search["kind"], 1))
    _write(records / name, locale, search, title, shown, quiet, weight)


def _write(
    file: Path,
    locale: str,
    search: Mapping[str, Any],
    title: str,
    shown: str,
    quiet: str,
    weight: float = 1,
) -> None:
    shown = shown.translate(MARKS)
    fields = list(_fields(search, title))
    head = "".join(
        f'<meta data-pagefind-{role}="{name}[content]" content="{escape(value.translate(MARKS))}">\n'
        for role, name, value in fields
    )
    names = [title, *_values(search, "words")]
    # Pagefind splits words at spaces only; add the words that this misses.
    whole = {_whole(word) for word in shown.split()}
    words = dict.fromkeys(word for word, _ in folded(shown))
    rest = [word for word in words if word not in whole]
    hidden = " ".join((quiet, *names))
    further = dict.fromkeys(word for word, _ in folded(hidden) if word not in words)
    file.with_suffix(file.suffix + ".html").write_text(
        f'<!doctype html>\n<html lang="{locale}"><head>\n{head}</head><body>\n'
        f'<main data-pagefind-body data-pagefind-weight="{weight}">'
        f"{WHOLE}{REST}{escape(shown)}{REST}{' '.join(rest)} "
        f'<span data-pagefind-weight="{weight * QUIET_WEIGHT:.3f}">{" ".join(further)}</span></main>\n'
        "</body></html>\n",
        encoding="utf-8",
    )
    lexicon = {
        "words": sorted({*folded(" ".join((shown, quiet, *names)))}),
        "aliases": search.get("aliases", {}),
        "communes": {c: names for c in _values(search, "commune") if search["kind"] == "commune"},
    }
    file.with_suffix(file.suffix + ".json").write_text(
        json.dumps(lexicon, ensure_ascii=False), encoding="utf-8"
    )


def said(root: lxml.html.HtmlElement, locale: str, longest: int | None = None) -> tuple[str, str]:
    """Return the text of HTML as sentences: what results show, and what is only searched."""
    for element in root.xpath(SKIPPED, locale=locale):
        element.drop_tree()
    quiet = []
    for element in root.xpath(QUIET):
        if root in element.iterancestors():  # skip what was dropped with its parent
            quiet.append(_sentences(element, locale))
            element.drop_tree()
    shown = _sentences(root, locale)
    words = shown.split(" ")
    if longest and len(words) > longest:
        shown, late = " ".join(words[:longest]), " ".join(words[longest:])
        quiet.insert(0, late)
    return shown, " ".join(quiet)


def _sentences(root: lxml.html.HtmlElement, locale: str) -> str:
    parts: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "start":
            parts.append(element.text or "")
        if event == "end":
            if element.tag == "dt":
                parts.append(COLON[locale])
            elif element.tag in SENTENCES:
                parts.append(END)
            elif element.tag in CELLS:
                parts.append(" ")
        if event != "start" and element is not root:
            parts.append(element.tail or "")
    text = re.sub(r"[ \t\r\n]+", " ", "".join(parts))
    done = ""
    for sentence in ENDS.split(text):
        if sentence.strip():
            done += sentence.strip() + (" " if ENDED.search(sentence) else ". ")
    return done.strip()


def _whole(word: str) -> str:
    """Return a word as Pagefind folds it: letters and digits. Empty if Pagefind might differ."""
    letters = "".join(letter for letter in word if letter.isalnum())
    return "".join(fold(letters)) if letters.lower() == letters else ""


def _fields(search: Mapping[str, Any], title: str) -> Iterator[tuple[str, str, str]]:
    """Yield (role, name, value) of everything in a record except its body.

    `title`, `also` and `amount` are shown; the others are folded for comparison.
    """
    kind = search["kind"]
    names = _values(search, "words")
    codes = [f"M{code}" for code in _values(search, "measure")]
    if kind == "measure":
        names += codes
    whole = [title, *_values(search, "whole"), *(names if kind in (*NAMED, "term") else ())]
    yield "meta", "title", title
    if names:
        yield "meta", "also", BETWEEN.join(names)
    # A word of a long name counts less than a short name.
    short = [name for name in names if kind in NAMED and len(name.split()) <= SHORT]
    heading = "names" if kind in NAMED else "index" if kind == "page" else "heading"
    heading = search.get("heading", heading)
    compared = {
        "names": short,
        "others": [name for name in names if name not in short],
        "codes": codes,
    }
    compared[heading] = [title, *compared.get(heading, [])]
    amounts = _values(search, "amount")
    compared["amounts"] = list(map(_figure, amounts + _values(search, "totals")))
    for field, values in compared.items():
        if words := dict.fromkeys(chain.from_iterable(map(fold, values))):
            yield "meta", field, " ".join(words)
    yield "meta", "whole", " ".join(dict.fromkeys(map(_joined, filter(None, whole))))
    for value in amounts:
        yield "meta", "amount", value
    for name in FILTERS:
        for value in _values(search, name):
            yield "filter", name, value


def _figure(amount: str) -> str:
    """Return the number of an amount, without its computation."""
    return next((word for word in fold(amount) if word[0].isdigit()), "")


def _joined(name: str) -> str:
    return WHOLE + "".join(significant(fold(name)))


def _values(search: Mapping[str, Any], key: str) -> list[str]:
    value = search.get(key) or []
    return [value] if isinstance(value, str) else list(value)


def _unescaped(value: Any) -> Any:
    if isinstance(value, str):
        return unescape(str(value))
    if isinstance(value, Mapping):
        return {str(key): _unescaped(item) for key, item in value.items()}
    return [_unescaped(item) for item in value] if isinstance(value, list | tuple) else value
