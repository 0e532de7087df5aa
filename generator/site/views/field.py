"""Names a field of a record on a page."""

from __future__ import annotations

from typing import NamedTuple, Self

from generator.records import LANGUAGES


class Field(NamedTuple):
    """A field of a record: "names.2.nl" is the second of the names, in Dutch."""

    name: str
    language: str
    number: str = ""

    @classmethod
    def of(cls, path: str) -> Self:
        name, *steps = path.split(".")
        language = steps[-1] if steps and steps[-1] in LANGUAGES else ""
        return cls(name, language, ".".join(step for step in steps if step.isdecimal()))
