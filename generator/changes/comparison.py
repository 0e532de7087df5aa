"""What a comparison of two snapshots of the data finds, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from generator.core.problem import Problem
from generator.dataset.dataset import Dataset
from generator.dataset.totals import Total
from generator.records import Language
from generator.rules.catalogue import RULES
from generator.rules.check import errors
from generator.rules.years import missing_year
from generator.site.manual_pages import ManualPage
from generator.site.site import Site

Renames = Mapping[str, str]
"""The key before -> the key now, of records that got another id."""

HARMLESS_TO_PAGES = {rule.code for rule in RULES if not rule.blocks_pages}
"""Errors with which every page can still be rendered."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The data before or after a change, with its site and its problems.

    `manual_pages` are its pages written by hand, None if they are unknown.
    """

    site: Site
    problems: list[Problem]
    manual_pages: Mapping[str, ManualPage] | None = None

    @property
    def dataset(self) -> Dataset:
        """Its records."""
        return self.site.dataset

    @property
    def addresses(self) -> set[str]:
        """Every address of the site that has a page."""
        by_hand = (self.manual_pages or {}).values()
        return {*self.site.addresses, *(at for page in by_hand for at in page.address.values())}

    @property
    def errors(self) -> list[Problem]:
        """The problems that stop the build."""
        return errors(self.problems)

    @property
    def can_be_rendered(self) -> bool:
        """Whether every page has all the records that it shows."""
        # `check` looks for a missing year only if there are no other errors.
        return all(problem.code in HARMLESS_TO_PAGES for problem in self.errors) and not any(
            finding
            for record in self.dataset.records
            for finding in missing_year(record, self.dataset)
        )


@dataclass(frozen=True, slots=True)
class FieldChange:
    """The value of a field before and after, as it is written in its file; None if there is none."""

    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record that was added, removed or changed, or that has another id.

    `path` is its file (of a removed record, the file before), `was` its file under the old id,
    `name` its name for readers, `followers` the number of records that refer to it by its new id,
    `problems` the new problems in its file.
    """

    what: Literal["added", "removed", "renamed", "changed"]
    key: str
    path: str
    name: dict[Language, str]
    was: str = ""
    fields: tuple[FieldChange, ...] = ()
    followers: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class TotalChange:
    """The total of a measure in a year, or of an association, before and after the change.

    `problems` are the new problems in the record that states the total, if that did not change.
    """

    key: str
    label: str
    was: Total
    listed: Total
    stated_was: Total | None = None
    stated: Total | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page that appears, disappears or moves: its addresses before and after.

    `lost` are the old addresses that have no page any more, not even a redirect.
    """

    what: Literal["appears", "disappears", "moves"]
    key: str
    old: dict[Language, str]
    new: dict[Language, str]
    lost: tuple[str, ...] = ()

    @property
    def is_file(self) -> bool:
        """Whether it is a file such as a table to download: the address of a page ends in a slash."""
        return not any(address.endswith("/") for address in (self.new or self.old).values())


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that a change does; JSON keeps the older names of four fields.

    - `base`: what the change is compared with.
    - `changed_pages`: addresses of pages whose text changes, None if that cannot be known.
    - `other_files`: files that changed and that pages are made of, apart from data/ and docs/.
    - `problems`: new problems that belong to no record or total above; `fixed`: those that are gone.
    - `not_compared`: files that cannot be read, before the change or after it.
    - `errors_before`, `errors_after`: the number of all errors.
    """

    base: str
    records: tuple[RecordChange, ...]
    totals: tuple[TotalChange, ...]
    pages: tuple[PageChange, ...]
    changed_pages: Annotated[
        dict[Language, tuple[str, ...]] | None, Field(serialization_alias="redrawn")
    ]
    other_files: Annotated[tuple[str, ...], Field(serialization_alias="untold")]
    problems: tuple[Problem, ...]
    fixed: Annotated[tuple[Problem, ...], Field(serialization_alias="mended")]
    not_compared: Annotated[tuple[str, ...], Field(serialization_alias="unread")]
    errors_before: int
    errors_after: int

    @property
    def new_problems(self) -> list[Problem]:
        """Every problem that was not there before."""
        found = [
            self.problems,
            *(record.problems for record in self.records),
            *(total.problems for total in self.totals),
        ]
        return [problem for problems in found for problem in problems]

    @property
    def fails(self) -> bool:
        """Whether the change breaks something: an address that somebody cited, or the build."""
        return any(page.lost for page in self.pages) or any(
            problem.severity == "error" for problem in self.new_problems
        )
