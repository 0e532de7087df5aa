"""A subsidised project of a call."""

from __future__ import annotations

from typing import Annotated

from generator.records.bilingual import Slug, Text
from generator.records.markers import Ref
from generator.records.provenance import Record
from generator.records.values import Euros, Reference, Year


class Project(Record):
    """A subsidised project of a call."""

    kind = "projects"
    year: Year
    """The year of the subsidy."""
    measure: Annotated[Reference, Ref("measures", movable=True, in_row=True)]
    """The measure that it serves."""
    association: Annotated[Reference, Ref("associations", movable=True, in_row=True)]
    """The association that carries it out."""
    amount: Euros
    """The subsidy in euros, as printed: 52200, or 50000.50 if cents are printed."""
    slug: Slug
    """The end of its page's address. Never changes."""
    title: Text
    """Its title, as printed."""
    description: Text
    """What it is about, as printed."""
