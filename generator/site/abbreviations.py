"""Explains the abbreviations on a page, with the terms of the glossary."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from generator.core.text import single_spaced
from generator.records import Language, Term

# Elements in which no abbreviation is explained: links and buttons already do something else, and
# headings and names are read aloud as a whole.
SKIPPED = {
    *("a", "button", "caption", "code", "dt", "figcaption", "h1", "h2", "h3", "label"),
    *("pre", "q", "small", "summary", "svg", "th"),
}
VOID = {"br", "hr", "img", "input", "link", "meta"}

TOKEN = re.compile(r"(<[^>]*>)")
TAG = re.compile(r"<(/?)([a-z0-9]+)")
LANG = re.compile(r' lang="([^"]*)"')


class Explainer:
    """Explains each abbreviation where a page first uses it. `render` gives the HTML of an explanation."""

    def __init__(
        self, terms: Iterable[Term], language: Language, render: Callable[[Term, Markup], Markup]
    ) -> None:
        self._language = language
        self._render = render
        self._terms = {
            single_spaced(str(escape(t.abbreviation[language]))): t for t in terms if t.abbreviation
        }
        # Longest first: if two abbreviations begin alike, the text means the longer one.
        forms = sorted(self._terms, key=len, reverse=True)
        alternatives = "|".join(r"\s+".join(map(re.escape, form.split())) for form in forms)
        # A hyphen belongs to the word: “CSIL-réunion” is another word.
        pattern = rf"(\()?(?<![\w-])({alternatives})(?![\w-])(\))?"
        self._pattern = re.compile(pattern) if forms else None

    def finds(self, html: str) -> bool:
        """Whether the body of a page has one of the abbreviations, explained or not."""
        return bool(self._pattern and self._pattern.search(html))

    def explain(self, html: str) -> str:
        """The body of a page, with an explanation at the first use of each abbreviation."""
        if not self._pattern or not self.finds(html):
            return html
        seen: set[str] = set()
        open_tags: list[tuple[str, bool]] = []
        tokens = TOKEN.split(html)
        for index, token in enumerate(tokens):
            if index % 2:
                self._follow(token, open_tags)
            elif token and not any(skipped for _, skipped in open_tags):
                tokens[index] = self._pattern.sub(lambda match: self._once(match, seen), token)
        return "".join(tokens)

    def _follow(self, token: str, open_tags: list[tuple[str, bool]]) -> None:
        """Add the element that a tag opens, and whether to skip its text; remove the one that it closes."""
        tag = TAG.match(token)
        if not tag or tag[2] in VOID or token.endswith("/>"):
            return
        if tag[1]:
            open_tags.pop()
            return
        lang = LANG.search(token)
        foreign = lang is not None and lang[1] != self._language
        open_tags.append((tag[2], tag[2] in SKIPPED or foreign))

    def _once(self, match: re.Match[str], seen: set[str]) -> str:
        """An abbreviation with its explanation; unchanged if the page has already explained it."""
        before, form, after = match[1] or "", match[2], match[3] or ""
        term = self._terms[single_spaced(form)]
        if term.id in seen:
            return match[0]
        seen.add(term.id)
        explained = f"{before}{self._render(term, Markup(form))}{after}"
        # Keep a bracket and the button beside it on one line.
        return f'<span class="unbroken">{explained}</span>' if before or after else explained
