"""How much of an edition of the plan the records cover, because pages must not claim more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.dataset.dataset import Dataset
from generator.dataset.indexes import edition_of
from generator.records import Edition, Measure, Theme


@dataclass(frozen=True, slots=True)
class Coverage:
    """The themes of an edition: those with measures in the records (`covered`), and the others."""

    edition: Edition
    covered: tuple[Theme, ...]
    others: tuple[Theme, ...]
    measures: int

    @classmethod
    def of(cls, edition: Edition, dataset: Dataset) -> Coverage:
        """The coverage of an edition, its themes in the order of their numbers."""
        themes = sorted(dataset.backlinks(edition, Theme), key=lambda theme: int(theme.code))
        covered = [theme for theme in themes if dataset.backlinks(theme, Measure)]
        others = [theme for theme in themes if theme not in covered]
        measures = len(dataset.backlinks(edition, Measure))
        return cls(edition, tuple(covered), tuple(others), measures)

    @property
    def is_whole(self) -> bool:
        """Whether a source states that the edition has no other theme."""
        return self.edition.themes is not None and self.edition.themes <= len(self.covered)

    @property
    def missing_themes(self) -> int | None:
        """How many themes are not covered. None if no source states how many there are."""
        return None if self.edition.themes is None else self.edition.themes - len(self.covered)

    @property
    def missing_measures(self) -> int | None:
        """How many measures are not covered. None if no source states how many there are."""
        return None if self.edition.measures is None else self.edition.measures - self.measures


def covered_editions(dataset: Dataset) -> Sequence[Edition]:
    """The editions with measures in the records, newest first."""
    editions = (e for e in dataset.all(Edition) if dataset.backlinks(e, Measure))
    return sorted(editions, key=lambda edition: edition.years, reverse=True)


def scope(dataset: Dataset, years: Iterable[int] | None = None) -> list[Coverage]:
    """The coverage of each edition that a page about these years, or all years, shows: newest first."""
    editions = covered_editions(dataset)
    if years is not None:
        named = [edition for year in sorted(years) if (edition := edition_of(year, dataset))]
        editions = [edition for edition in editions if edition in named]
    return [Coverage.of(edition, dataset) for edition in editions]
