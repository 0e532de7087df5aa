"""One row of annex 1: what a commune does for a measure. A row may list several names."""

from __future__ import annotations

from typing import Annotated

from generator.records.bilingual import Slug, Text
from generator.records.markers import Ref, RequiredOrGap
from generator.records.provenance import Record
from generator.records.values import Reference, Year


class Activity(Record):
    """One row of annex 1: what a commune does for a measure. A row may list several names."""

    kind = "activities"
    commune: Annotated[Reference, Ref("communes", movable=True)]
    """The commune that carries it out."""
    year: Year
    """The year of the annex."""
    measure: Annotated[Reference, Ref("measures", movable=True, in_row=True)]
    """The measure that it serves."""
    slug: Slug
    """The end of its page's address. Never changes."""
    service: Text | None = None
    """The commune's service that carries it out, if the row names one."""
    names: Annotated[tuple[Text, ...], RequiredOrGap()] = ()
    """What the row calls it: one name, or several. Left out only if `gaps` says so."""

    @property
    def label(self) -> Text | None:
        """The names of all the activities that the row lists."""
        if len(self.names) < 2:  # noqa: PLR2004
            return self.names[0] if self.names else None
        return Text(
            fr=" ; ".join(n["fr"] for n in self.names), nl="; ".join(n["nl"] for n in self.names)
        )
