"""A document that we quote. Its text is data/sources/<id>/text.txt, as we received it."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import Field, Strict

from generator.records.bilingual import Language, Model, Note, Slug, Text, WebAddress
from generator.records.markers import Ours, RequiredOrGap
from generator.records.provenance import Record
from generator.records.values import Day, Lines


class Part(Model):
    """A part of a document: its heading and the columns of its table, if any, in `lines`."""

    lines: Lines
    """The lines of this part: a number or a range."""
    lang: Language | None = None
    """Its language, if it has only one."""
    title: Text | None = None
    """Its heading, as printed."""
    name: Note
    """What we call it."""
    columns: tuple[Text, ...] = ()
    """The headings of its table's columns, as printed."""


class Source(Record):
    """A document that we quote. Its text is data/sources/<id>/text.txt, as we received it."""

    kind = "sources"
    title: Note
    """What we call the document."""
    slug: Slug
    """The end of its page's address. Never changes."""
    author: Note
    """Who made it."""
    publisher: Annotated[Note, Ours()]
    """Who published it, and where."""
    address: Annotated[WebAddress | None, Ours(), RequiredOrGap()] = None
    """The address of the original. Left out only if `gaps` says so."""
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    """The languages that it is written in."""
    date: Annotated[Day | None, RequiredOrGap()] = None
    """The day on which it was published. Left out only if `gaps` says so."""
    read: Annotated[datetime.date | None, Ours(), RequiredOrGap()] = None
    """The day on which its text was read. Left out only if `gaps` says so."""
    extract: Annotated[bool, Ours(), Strict()] = False
    """Whether the text is only an extract: the lines that records quote."""
    status: Annotated[Note, Ours()]
    """What kind of document it is, and who has the rights to it."""
    reading: Annotated[Note, Ours()]
    """How we got its text, and what that changed in it."""
    parts: Annotated[tuple[Part, ...], Field(min_length=1)]
    """Its parts, in the order of their lines."""
    furniture: Annotated[tuple[Lines, ...], Ours()] = ()
    """Lines outside its parts: page headers, page numbers."""
