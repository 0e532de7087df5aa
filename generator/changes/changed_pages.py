"""Finds the pages whose text changes, by rendering only those that may change."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from generator.changes.renames import Renames
from generator.records import LANGUAGES, Language, Record, Term
from generator.site.glossary import Explainer
from generator.site.pages import Page
from generator.site.renderer import Renderer
from generator.site.site import Site


def find_changed_pages(
    before: Site, after: Site, renames: Renames, changed: Collection[str]
) -> dict[Language, tuple[str, ...]]:
    """The addresses of the pages whose text differs, by language.

    `changed` are the keys of the records that differ, as they are after the change. Both sites
    must be complete enough to be rendered.
    """
    old_keys = {new: old for old, new in renames.items()}
    # A page shows records, and of each what that record refers to: nothing further.
    affected = {*changed} | after.dataset.referring_to(changed)
    affected |= before.dataset.referring_to(old_keys.get(key, key) for key in changed)
    # An abbreviation is explained wherever it is used, also on pages of unchanged records.
    terms = [
        term
        for site in (before, after)
        for term in site.dataset.all(Term)
        if term.abbreviation and {term.key, renames.get(term.key)} & {*changed}
    ]
    pairs = [
        (old, new)
        for new in after.pages.values()
        if (old := before.pages.get(old_keys.get(new.key, new.key)))
    ]
    return {
        language: tuple(
            page.address[language]
            for page in _changed(pairs, before, after, language, affected, terms)
        )
        for language in LANGUAGES
    }


def _changed(
    pairs: Sequence[tuple[Page, Page]],
    before: Site,
    after: Site,
    language: Language,
    affected: Collection[str],
    terms: Sequence[Term],
) -> Iterator[Page]:
    """The pages, of (old, new) pairs, whose text differs in one language."""
    old_renderer, new_renderer = Renderer(before, language), Renderer(after, language)
    explainer = Explainer(terms, language, lambda _, form: form)
    for old, new in pairs:
        was, now = _content(old, before, language), _content(new, after, language)
        may_differ = (
            old.address != new.address
            or was != now
            or any(record.key in affected for record in _records(now))
        )
        same = not may_differ or (
            old_renderer.body(old) == new_renderer.body(new)
            and old_renderer.front_matter(old) == new_renderer.front_matter(new)
        )
        if same and terms and explainer.finds(body := new_renderer.body(new)):
            same = old_renderer.explained(old, body) == new_renderer.explained(new, body)
        if not same:
            yield new


def _content(page: Page, site: Site, language: Language) -> tuple[object, object]:
    """What a page shows and by which words it is found: cheaper to compare than the rendered page."""
    locale = site.locales[language]
    return page.view_of(site.dataset, locale), page.search_record(site.dataset, locale)


def _records(value: Any) -> Iterator[Record]:
    """Every record in a view."""
    if isinstance(value, Record):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _records(item)
    elif isinstance(value, dict):
        for item in (*value, *value.values()):
            yield from _records(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _records(getattr(value, field.name))
