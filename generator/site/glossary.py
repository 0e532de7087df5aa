"""Explains abbreviations where they stand on a page, from the glossary's terms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from generator.core.text import single_spaced
from generator.records import Language, Term

# An abbreviation is not explained within these: links and buttons do something else already, and
# headings and names are read aloud whole.
SKIPPED = {
    "a",
    "button",
    "h1",
    "h2",
    "h3",
    "caption",
    "figcaption",
    "th",
    "dt",
    "summary",
    "svg",
    "label",
    "q",
    "small",
    "pre",
    "code",
}
VOID = {"br", "hr", "img", "input", "link", "meta"}

TOKEN = re.compile(r"(<[^>]*>)")
TAG = re.compile(r"<(/?)([a-z0-9]+)")
LANG = re.compile(r' lang="([^"]*)"')


class Explainer:
    """Marks the first of each abbreviation on a page. `render` gives the HTML that explains one."""

    def __init__(
        self, terms: Iterable[Term], language: Language, render: Callable[[Term, Markup], Markup]
    ) -> None:
        self._language = language
        self._render = render
        self._terms = {
            single_spaced(str(escape(t.abbreviation[language]))): t for t in terms if t.abbreviation
        }
        # Longest first: of two abbreviations that begin alike the longer one is meant.
        forms = sorted(self._terms, key=len, reverse=True)
        alternatives = "|".join(r"\s+".join(map(re.escape, form.split())) for form in forms)
        # A hyphen belongs to the word: “CSIL-réunion” is none of ours.
        pattern = rf"(\()?(?<![\w-])({alternatives})(?![\w-])(\))?"
        self._pattern = re.compile(pattern) if forms else None

    def finds(self, html: str) -> bool:
        """Whether one of the abbreviations stands in the body of a page, explained or not."""
        return bool(self._pattern and self._pattern.search(html))

    def explain(self, html: str) -> str:
        """The body of a page, in which the first of each abbreviation explains itself."""
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
        before, form, after = match[1] or "", match[2], match[3] or ""
        term = self._terms[single_spaced(form)]
        if term.id in seen:
            return match[0]
        seen.add(term.id)
        explained = f"{before}{self._render(term, Markup(form))}{after}"
        # A line may not end between a bracket and the button that follows it.
        return f'<span class="unbroken">{explained}</span>' if before or after else explained
