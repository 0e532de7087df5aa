"""Compares the pages of two snapshots: which came, went, moved or changed, and which addresses are lost."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from generator.changes.changed_pages import find_changed_pages
from generator.changes.comparison import PageChange, Snapshot
from generator.changes.renames import Renames
from generator.records import LANGUAGES, Language, Record, Redirect
from generator.site.outputs.registry import published_files
from generator.site.pages import Page
from generator.site.site import Site


def page_changes(before: Snapshot, after: Snapshot, renames: Renames) -> Iterator[PageChange]:
    """The generated pages that come, go or move.

    A redirect does not count as a page: it is reported only if its old address is lost.
    """
    old_pages = {renames.get(page.key, page.key): page for page in before.site.pages.values()}
    new_pages = after.site.pages
    live = after.addresses
    for key in sorted({*old_pages, *new_pages}):
        old, new = old_pages.get(key), new_pages.get(key)
        page = old_pages.get(key) or new_pages[key]
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


def manual_page_changes(before: Snapshot, after: Snapshot) -> Iterator[PageChange]:
    """The pages written by hand that come, go or move."""
    if before.written is None or after.written is None:
        return
    live = after.addresses
    for key in sorted({*before.written, *after.written}):
        old, new = before.written.get(key), after.written.get(key)
        was, now = ({**page.address} if page else {} for page in (old, new))
        lost = tuple(at for at in was.values() if at not in live)
        if was != now:
            what: Any = "moves" if old and new else "disappears" if old else "appears"
            yield PageChange(what, key, was, now, lost)


def file_changes(before: Snapshot, after: Snapshot) -> Iterator[PageChange]:
    """The published files that come or go, such as a table to download."""
    if not (before.can_be_rendered and after.can_be_rendered):
        return
    old, new = (
        [path for path, _ in published_files(snapshot.site)] for snapshot in (before, after)
    )
    for path in sorted({*old} ^ {*new}):
        own = [language for language in LANGUAGES if path.startswith(f"{language}/")]
        address = dict.fromkeys(own or LANGUAGES, path)
        if path in old:
            yield PageChange("disappears", path, address, {}, (path,))
        else:
            yield PageChange("appears", path, {}, address)


def changed_pages(
    before: Snapshot, after: Snapshot, renames: Renames, changed: Collection[str]
) -> dict[Language, tuple[str, ...]] | None:
    """The addresses of the pages whose text changes, those written by hand first.

    `changed` are the keys of the changed records. None if one of the snapshots cannot be rendered.
    """
    if not (before.can_be_rendered and after.can_be_rendered):
        return None
    generated = find_changed_pages(before.site, after.site, renames, changed)
    pairs = [(old, (after.written or {}).get(old.key)) for old in (before.written or {}).values()]
    return {
        language: (
            *(
                new.address[language]
                for old, new in pairs
                if new and old.text[language] != new.text[language]
            ),
            *addresses,
        )
        for language, addresses in generated.items()
    }


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
