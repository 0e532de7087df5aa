"""Addresses: slugs of pages, and redirects from old addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.core.problem import Finding
from generator.dataset.dataset import Dataset
from generator.dataset.indexes import slug_owner
from generator.records import LANGUAGES, Language, Location, Record, Redirect
from generator.rules.registry import When, rule


@rule()
def taken_slug(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """No two records of a kind and year have the same address."""
    slug = getattr(record, "slug", None)
    if slug is None:
        return
    owners = {language: slug_owner(record, language, dataset) for language in LANGUAGES}
    for language, where in _places("slug", owners["fr"] is owners["nl"]):
        owner = owners[language]
        if owner.id != record.id:
            message = f"{owner.id} already has the slug “{slug[language]}”"
            yield Finding(where, message, f"choose another; see {dataset.path(owner)}")


def _places(field: str, is_same: bool) -> list[tuple[Language, Location]]:
    """The languages to report and their places: one for both languages if the mistake is the same."""
    return [("fr", (field,))] if is_same else [(x, (field, x)) for x in LANGUAGES]


@rule(on=Redirect)
def untold_redirect(record: Redirect, dataset: Dataset) -> Iterator[Finding]:
    """A redirect leads to a record, or says why there is no page any more."""
    if (record.to is None) == (record.reason is None):
        message = "`to` and `reason` are both " + ("missing" if record.to is None else "given")
        hint = "write the record that readers are sent to (to), or why there is none, in both languages (reason)"
        yield Finding(("to",), message, hint)


@rule(on=Redirect, when=When.ADDRESSES)
def living_address(redirect: Redirect, addresses: Mapping[str, str]) -> Iterator[Finding]:
    """No page and no other redirect has the old address of a redirect.

    Its target may have it in one language, if only the address in the other language has changed.
    """
    keys = {language: addresses.get(redirect.old[language]) for language in LANGUAGES}
    moved = any(key in (None, redirect.key) for key in keys.values())
    for language, where in _places("old", keys["fr"] == keys["nl"]):
        key = keys[language]
        if not key or key == redirect.key or (moved and key == redirect.to):
            continue
        if key.startswith(f"{Redirect.kind}/"):
            hint = "keep one of the two, or fix the address"
            yield Finding(where, f"{key} already has this old address", hint)
        else:
            hint = "write an address that no page has any more, or delete the redirect"
            yield Finding(where, f"this is the address of the page of {key}", hint)
