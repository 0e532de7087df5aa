"""A non-profit association (asbl / vzw), one record for all spellings of its name."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.records.bilingual import Model, Slug, Text
from generator.records.markers import Ours
from generator.records.provenance import Reason, Record
from generator.records.values import Pattern, Str


class Spelling(Model):
    """A form in which the sources print an association's name."""

    printed: Str
    """The name as the source prints it."""
    lang: Literal["fr", "nl", "en"] | None = None
    """The language of the name, if it has one."""
    why: Reason | None = None
    """Why we show another spelling, if we do."""


class Association(Record):
    """A non-profit association (asbl / vzw), one record for all spellings of its name."""

    kind = "associations"
    name: Text
    """The name under which we show it."""
    abbreviation: Text | None = None
    """What it is called for short."""
    full_name: Text | None = None
    """Its full name, if we show a shorter one."""
    legal_form: Text | None = None
    """Its legal form (asbl / vzw), if a source names it."""
    enterprise_number: (
        Annotated[
            str, Pattern(r"[01]\d{3}\.\d{3}\.\d{3}", "ten digits with two dots", "0123.456.749")
        ]
        | None
    ) = None
    """Its number in the Belgian register of enterprises (BCE / KBO)."""
    slug: Slug
    """The end of its page's address. Never changes."""
    spellings: Annotated[tuple[Spelling, ...], Ours(), Field(min_length=1)]
    """Each form in which the sources print its name."""
