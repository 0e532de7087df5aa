"""Compares the pages of two snapshots: which came, went or moved, which text changes.

Proposes a redirect for each address that is lost.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from generator.changes.comparison import PageChange, Renames, Snapshot
from generator.dataset.translations import digests
from generator.reading.canonical import canonicalize
from generator.records import LANGUAGES, Language, Note, Record, Redirect, Term
from generator.site.abbreviations import Explainer
from generator.site.manual_pages import FOLDER
from generator.site.outputs.registry import published_files
from generator.site.pages import Page
from generator.site.renderer import Renderer
from generator.site.site import Site

GONE = Note(
    fr="La page qui se trouvait à cette adresse a été retirée.",
    nl="De pagina die op dit adres stond, is verwijderd.",
)
"""The reason that readers see until somebody gives the true one."""


# --- pages that come, go or move ---------------------------------------------------------------


def page_changes(before: Snapshot, after: Snapshot, renames: Renames) -> Iterator[PageChange]:
    """The pages and published files that come, go or move."""
    yield from _generated_pages(before, after, renames)
    yield from _manual_pages(before, after)
    yield from _published_files(before, after)


def _generated_pages(before: Snapshot, after: Snapshot, renames: Renames) -> Iterator[PageChange]:
    """A redirect does not count as a page: it is reported only if its old address is lost."""
    old_pages = {renames.get(page.key, page.key): page for page in before.site.pages.values()}
    new_pages = after.site.pages
    live = after.addresses
    for key in sorted({*old_pages, *new_pages}):
        old, new = old_pages.get(key), new_pages.get(key)
        page = old or new_pages[key]
        if _may_be_unreadable(page, after if old else before):
            continue
        was, now = _live_addresses(old, before.site), _live_addresses(new, after.site)
        lost = tuple(at for at in was.values() if at not in live)
        is_redirect = isinstance(page.subject, Redirect)
        if old and new and was != now and (lost or not is_redirect):
            yield PageChange("moves", key, was, now, lost)
        elif old and not new and (lost or not is_redirect):
            yield PageChange("disappears", old.key, was, {}, lost)
        elif new and not old and not is_redirect:
            yield PageChange("appears", key, {}, now)


def _manual_pages(before: Snapshot, after: Snapshot) -> Iterator[PageChange]:
    if before.manual_pages is None or after.manual_pages is None:
        return
    live = after.addresses
    for key in sorted({*before.manual_pages, *after.manual_pages}):
        old, new = before.manual_pages.get(key), after.manual_pages.get(key)
        was, now = ({**page.address} if page else {} for page in (old, new))
        lost = tuple(at for at in was.values() if at not in live)
        if was != now:
            what: Any = "moves" if old and new else "disappears" if old else "appears"
            yield PageChange(what, key, was, now, lost)


def _published_files(before: Snapshot, after: Snapshot) -> Iterator[PageChange]:
    """Files such as a table to download."""
    if not (before.can_be_rendered and after.can_be_rendered):
        return
    old, new = ({path for path, _ in published_files(each.site)} for each in (before, after))
    for path in sorted(old ^ new):
        own = [language for language in LANGUAGES if path.startswith(f"{language}/")]
        address = dict.fromkeys(own or LANGUAGES, path)
        if path in old:
            yield PageChange("disappears", path, address, {}, (path,))
        else:
            yield PageChange("appears", path, {}, address)


def _live_addresses(page: Page | None, site: Site) -> dict[Language, str]:
    """The addresses of a page, except those at which the site has another page."""
    if page is None:
        return {}
    return {lang: at for lang, at in page.address.items() if site.addresses[at] == page.key}


def _may_be_unreadable(page: Page, other: Snapshot) -> bool:
    """Whether the page may be missing in the other snapshot only because a file cannot be read."""
    invalid = other.dataset.loaded.invalid
    if page.key in other.site.pages or not invalid:
        return False
    return not isinstance(page.subject, Record) or page.subject.key in invalid


def proposed_redirect(page: PageChange) -> tuple[str, str] | None:
    """The path and the text of a record that keeps the lost addresses of a page.

    `check` accepts it as it is. None if no address is lost, or if it is a file or a redirect.
    """
    if not page.lost or page.is_file or page.key.startswith(f"{Redirect.kind}/"):
        return None
    # The id comes from the lost address: a record whose page moves twice needs two redirects.
    name = page.lost[0].partition("/")[2].strip("/").replace("/", "-")
    path = f"data/{Redirect.kind}/{name}.yml"
    target: dict[str, object] = {"to": page.key}
    if page.what == "disappears" or page.key.startswith(f"{FOLDER}/"):
        target = {"reason": GONE.model_dump(), "confirmed": {"reason": digests(GONE)}}
    return path, canonicalize("", Redirect, path, id=name, old={**page.new, **page.old}, **target)


# --- pages whose text changes ------------------------------------------------------------------


def changed_pages(
    before: Snapshot, after: Snapshot, renames: Renames, changed: Collection[str]
) -> dict[Language, tuple[str, ...]] | None:
    """The addresses of the pages whose text changes, by language, those written by hand first.

    `changed` are the keys of the records that differ, as they are after the change. None if one of
    the snapshots cannot be rendered.
    """
    if not (before.can_be_rendered and after.can_be_rendered):
        return None
    old_keys = {new: old for old, new in renames.items()}
    # A page shows records, and what these refer to: nothing further.
    affected = {*changed} | after.dataset.referring_to(changed)
    affected |= before.dataset.referring_to(old_keys.get(key, key) for key in changed)
    # An abbreviation is explained wherever it is used, also on pages of unchanged records.
    terms = [
        term
        for dataset in (before.dataset, after.dataset)
        for term in dataset.all(Term)
        if term.abbreviation and {term.key, renames.get(term.key)} & {*changed}
    ]
    pairs = [
        (old, new)
        for new in after.site.pages.values()
        if (old := before.site.pages.get(old_keys.get(new.key, new.key)))
    ]
    return {
        language: (
            *_changed_manual_pages(before, after, language),
            *_changed_pages(pairs, before.site, after.site, language, affected, terms),
        )
        for language in LANGUAGES
    }


def _changed_manual_pages(before: Snapshot, after: Snapshot, language: Language) -> Iterator[str]:
    new_pages = after.manual_pages or {}
    for old in (before.manual_pages or {}).values():
        new = new_pages.get(old.key)
        if new and old.text[language] != new.text[language]:
            yield new.address[language]


def _changed_pages(
    pairs: Sequence[tuple[Page, Page]],
    before: Site,
    after: Site,
    language: Language,
    affected: Collection[str],
    terms: Sequence[Term],
) -> Iterator[str]:
    """The addresses of the generated pages whose text differs, from pairs (old page, new page).

    Renders only pages that may differ: those that show `affected` records, and those that use one
    of the `terms`.
    """
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
            yield new.address[language]


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
