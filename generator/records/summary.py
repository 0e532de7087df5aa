"""A row that states how many projects a theme or a measure got, for how much."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from generator.records.markers import Ref, RequiredOrGap
from generator.records.provenance import Record
from generator.records.values import Count, Euros, Reference, Year


class Summary(Record):
    """A row that states how many projects a theme or a measure got, for how much."""

    kind = "summaries"
    year: Year
    """The year of the subsidies."""
    theme: Annotated[Reference | None, Ref("themes", movable=True, in_row=True)] = None
    """The theme that the row sums up. Give a theme or a measure."""
    measure: Annotated[Reference | None, Ref("measures", movable=True, in_row=True)] = None
    """The measure that the row sums up. Give a theme or a measure."""
    projects: Annotated[Count | None, RequiredOrGap()] = None
    """How many projects the source states. Left out only if `gaps` says so."""
    amount: Euros
    """How much it states, in euros: 52200, or 50000.50 where cents are printed."""

    @model_validator(mode="after")
    def _of_one(self) -> Self:
        if (self.theme is None) == (self.measure is None):
            raise PydanticCustomError(
                "summary",
                "sums up {both} a theme {conjunction} a measure",
                {
                    "both": "both" if self.theme else "neither",
                    "conjunction": "and" if self.theme else "nor",
                    "hint": "give the theme or the measure whose projects the row sums up",
                },
            )
        return self

    @property
    def subject(self) -> str:
        """The key of the theme or measure that the row sums up."""
        return f"themes/{self.theme}" if self.theme else f"measures/{self.measure}"
