"""Finds the pages that say something else than before, by rendering those that may."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from generator.changes.renames import Renamed
from generator.records import LANGUAGES, Language, Record, Term
from generator.site.glossary import Explainer
from generator.site.pages import Page
from generator.site.renderer import Renderer, Site
from generator.site.search_words import found_by


def find_redrawn(
    base: Site, head: Site, renamed: Renamed, changed: Collection[str]
) -> dict[Language, tuple[str, ...]]:
    """The addresses of the pages that say something else in `head` than in `base`, by language.

    `changed` are the keys of the records that differ: those of `head`, where they are still there.
    Both states must be sound enough to be rendered.
    """
    back = {now: was for was, now in renamed.items()}
    # A page says of a record that it shows what that record refers to, and nothing further off.
    touched = {*changed} | head.dataset.referring_to(changed)
    touched |= base.dataset.referring_to(back.get(key, key) for key in changed)
    # An abbreviation explains itself wherever it stands: in texts of which nothing else changed too.
    terms = [
        term
        for site in (base, head)
        for term in site.dataset.all(Term)
        if term.abbreviation and {term.key, renamed.get(term.key)} & {*changed}
    ]
    redrawn: dict[Language, list[str]] = {language: [] for language in LANGUAGES}
    for language, addresses in redrawn.items():
        before, after = Renderer(base, language), Renderer(head, language)
        explained = Explainer(terms, language, lambda _, form: form)
        for new in head.pages.values():
            old = base.pages.get(back.get(new.key, new.key))
            if old is None:
                continue
            was, now = _seen(old, base, language), _seen(new, head, language)
            concerned = (
                old.address != new.address
                or was != now
                or any(record.key in touched for record in _records(now))
            )
            same = not concerned or (
                before.body(old) == after.body(new) and before.matter(old) == after.matter(new)
            )
            if same and terms and explained.finds(body := after.body(new)):
                same = before.explained(old, body) == after.explained(new, body)
            if not same:
                addresses.append(new.address[language])
    return {language: tuple(addresses) for language, addresses in redrawn.items()}


def _seen(page: Page, site: Site, language: Language) -> tuple[object, object]:
    """What a page shows, and what it is found by: to look at that costs less than to render it."""
    words = site.words[language]
    return (
        page.view(page.subject, site.dataset, words),
        found_by(page, site.dataset, words),
    )


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
