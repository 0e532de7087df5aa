"""Texts of records as HTML: in their language, with the words marked that we corrected."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from generator.core.diff import differences
from generator.core.typography import typeset
from generator.records import FOREIGN, Correction, Note, Record, Text, Variant, walk
from generator.site.locale import Locale
from generator.site.provenance import Place, Provenance

LIST_ITEM = re.compile(r"\n\s*(?:-|\d+\.)\s")

# Paragraphs and lists, nothing else: no HTML, no links, no emphasis.
MARKDOWN = MarkdownIt("zero").enable("list")

Tag = tuple[str, str, str]
"""A pattern of words, and the tags that open and close around them."""


class Wording:
    """Writes the texts of records for readers of one language."""

    def __init__(self, locale: Locale, provenance: Provenance) -> None:
        self.locale = locale
        self._language = locale.language
        self._provenance = provenance

    def text(self, text: Text | Note) -> Markup:
        """A text in the page's language; words of another language have a `lang`."""
        if isinstance(text, Note):
            note = str(self.locale.text(text[self._language]))
            return Markup(FOREIGN.sub(r'<span lang="\2">\1</span>', note))
        return self._in_its_language(self.locale.text(text[self._language]), text)

    def quote(self, record: Record, field: str) -> Markup:
        """A short text of the record whose page this is, with its corrections marked."""
        text: Text = getattr(record, field)
        return self._in_its_language(self._marked(record, text, lambda s: str(escape(s))), text)

    def prose(self, record: Record, field: str) -> Markup:
        """A long text of the record whose page this is: paragraphs and lists."""
        return self._marked(record, getattr(record, field), MARKDOWN.render)

    def corrections(self, record: Record) -> list[Correction]:
        """The corrections to the words of a record that readers of this language see."""
        both = {
            value.both for _, value, _ in walk(record) if isinstance(value, Text) and value.both
        }
        return [
            correction
            for correction in record.corrections
            if correction.lang == self._language or any(correction.shown in text for text in both)
        ]

    def variants(self, record: Record) -> list[tuple[Variant, Place, list[tuple[str, str]]]]:
        """Other documents' wordings of a record's texts, and where they differ: (ours, theirs)."""
        found = []
        for variant in record.variants:
            text: Text = getattr(record, variant.field.partition(".")[0])
            place = self._provenance.place(variant.document, variant.lines[-1])
            found.append((variant, place, differences(text[variant.language], variant.text)))
        return found

    def _marked(self, record: Record, text: Text, to_html: Callable[[str], str]) -> Markup:
        """HTML of a text, with a tag around certain words of it."""
        words = typeset(text[self._language])
        tags = self._tags(record, text)
        if not tags:
            return Markup(to_html(words))

        # Private characters mark the words until the text is HTML: no text contains them, and no
        # converter changes them.
        def mark(match: re.Match[str]) -> str:
            # A passage that reaches into a list cannot be one element.
            if LIST_ITEM.search(match[0]):
                return match[0]
            return f"\ue000{(match.lastindex or 0) - 1}\ue001{match[0]}\ue002"

        def tag(match: re.Match[str]) -> str:
            _, opened, closed = tags[int(match[1])]
            return f"{opened}{match[2]}{closed}"

        marked = re.sub("|".join(f"({pattern})" for pattern, _, _ in tags), mark, words)
        html = re.sub("\ue000(\\d+)\ue001(.*?)\ue002", tag, to_html(marked), flags=re.DOTALL)
        return Markup(html)

    def _tags(self, record: Record, text: Text) -> list[Tag]:
        """Links from corrected words to the corrections, and the language of a quoted title.

        A description may quote the record's title in the other language.
        """
        tags: list[Tag] = []
        for correction in self.corrections(record):
            hover = self.locale("corrections.printed_as", words=correction.printed)
            link = f'<a class="corrected" href="#corrections" title="{hover}">'
            tags.append((_across_lines(typeset(correction.shown)), link, "</a>"))
        title = getattr(record, "title", None)
        if isinstance(title, Text) and title is not text:
            for key, other in title.wordings:
                if key not in ("both", self._language):
                    whole = rf"(?<!\w){_across_lines(typeset(other))}(?!\w)"
                    tags.append((whole, f'<span lang="{key}">', "</span>"))
        return tags

    def _in_its_language(self, words: Markup, text: Text) -> Markup:
        language = text.lang
        if language in (None, self._language):
            return words
        return Markup('<span lang="{}">{}</span>').format(language, words)


def _across_lines(words: str) -> str:
    """A pattern that finds the words wherever lines break."""
    return r"\s+".join(map(re.escape, words.split()))
