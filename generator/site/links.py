"""Links between pages: the address of a page, and what a link to a record says."""

from __future__ import annotations

import functools

import jinja2
from jinja2.runtime import Context
from markupsafe import Markup, escape

from generator.dataset.totals import Number, operands
from generator.records import Association, Computed, Project, Record
from generator.site.pages import page_of
from generator.site.provenance import Provenance
from generator.site.site import Site
from generator.site.wording import Wording

NAMES = ("name", "title")
"""The fields that a link's words come from."""


class Links:
    """Writes the links of one language's pages."""

    def __init__(self, site: Site, wording: Wording, provenance: Provenance) -> None:
        self._site = site
        self._wording = wording
        self._provenance = provenance
        self._locale = wording.locale
        # Most pages link to the same records.
        self._name_and_badges = functools.cache(self._find_name_and_badges)

    @jinja2.pass_context
    def link(self, context: Context, record: Record, words: str | Markup | None = None) -> Markup:
        """A link to the page that shows a record, by default under the record's name."""
        key, anchor = page_of(record)
        label, badges = self._name_and_badges(record) if words is None else (escape(words), "")
        return Markup(f'<a href="{escape(self.href(context, key) + anchor)}">{label}</a>{badges}')

    @jinja2.pass_context
    def href(self, context: Context, key: str) -> str:
        """The address of a page, relative to the page that is rendered."""
        up: str = context["up"]
        return up + self._site.pages[key].address[self._locale.language]

    def address(self, record: Record) -> str:
        """The address of the page that shows a record, with the place on it."""
        key, anchor = page_of(record)
        return self._site.pages[key].address[self._locale.language] + anchor

    def label(self, record: Record) -> Markup:
        """What a record is called; with its page's name if it has neither a page nor a name of its own."""
        label = self._wording.text(self._locale.label(record))
        host = self._site.pages[page_of(record)[0]].record
        if record.label or host in (None, record):
            return label
        return Markup("{} – {}").format(self.label(host), label)

    def operands(self, computed: Computed) -> list[tuple[Record, Markup, Number]]:
        """The records of a computation, each with its short name and its number.

        The title of a project can be longer than the computation: its association names it.
        """
        dataset = self._site.dataset
        found = []
        for record, number in operands(computed, dataset):
            short = record
            if isinstance(record, Project):
                short = dataset.get(Association, record.association)
            found.append((record, self.label(short), number))
        return found

    def _find_name_and_badges(self, record: Record) -> tuple[Markup, Markup]:
        """What a link to a record says, and the badges beside it where no source says that."""
        badges = Markup()
        for key, holds in (
            ("unofficial.badge", self._provenance.is_unofficial),
            ("general_knowledge.badge", self._provenance.is_general_knowledge),
        ):
            if any(holds(record, field) for field in NAMES):
                badges += Markup(' <span class="unofficial">{}</span>').format(self._locale(key))
        return self.label(record), badges
