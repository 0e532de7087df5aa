"""A written parliamentary question and its answer."""

from __future__ import annotations

from typing import Annotated

from generator.records.bilingual import Model, Note, Text
from generator.records.markers import Ours, Ref
from generator.records.provenance import Record
from generator.records.values import Code, Day, Reference, Str


class Person(Model):
    """Somebody named in a document, with the office that the document names."""

    name: Text
    """First name and surname."""
    office: Text
    """The office, as the document names it."""


class EarlierQuestion(Model):
    """An earlier question to which the answer refers."""

    number: Code
    """Its number, in quotes."""
    document: Annotated[Reference, Ref("sources")]
    """The document that mentions it."""
    received: Day
    """The day on which it was received."""
    answered: Day
    """The day on which it was answered."""
    published: Day
    """The day on which it was published."""


class Question(Record):
    """A written parliamentary question and its answer."""

    kind = "questions"
    number: Code
    """The question's number, in quotes."""
    author: Person
    """Who asked."""
    addressee: Person
    """Who answered."""
    subject: Text
    """What the question is about, as printed."""
    received: Day | None = None
    """The day on which Parliament received it."""
    admissible: Day | None = None
    """The day on which it was declared admissible."""
    answered: Day | None = None
    """The day on which it was answered."""
    published: Day | None = None
    """The day on which it was published with its answer."""
    legislature: Str | None = None
    """The term of Parliament, as printed."""
    session: Str | None = None
    """The session of Parliament, as printed."""
    page: Annotated[Reference | None, Ref("sources")] = None
    """The document that is its page on the site of Parliament."""
    asked: Annotated[tuple[Note, ...], Ours()] = ()
    """What is asked, each point in a summary of ours."""
    earlier: EarlierQuestion | None = None
    """The earlier question to which the answer refers."""
    answer: Text
    """The answer, as printed."""
