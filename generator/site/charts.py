"""Computes the map of the communes and bar charts; templates draw them as SVG."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.dataset.dataset import Dataset
from generator.dataset.indexes import local_plan_of
from generator.dataset.totals import Total
from generator.records import Activity, Commune, Silence, Text
from generator.site.locale import Locale

SIZE = 100.0
"""The side of a tile, and the unit of a map."""

GAP = 2
"""The space around each tile."""

LEVELS = 5
"""The number of shades, besides that of zero."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A commune on the map: its outline, the middle of its name, the name's lines, and its number."""

    commune: Commune
    path: str
    x: float
    y: float
    lines: tuple[str, ...]
    value: int
    level: int
    silence: Silence | None


@dataclass(frozen=True, slots=True)
class Map:
    """The communes as tiles, coloured by a number."""

    width: float
    height: float
    tiles: tuple[Tile, ...]
    moved: tuple[tuple[Commune, Activity], ...] = ()
    """The counted activities that the source prints below another commune."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: what it is, and what is stated and listed, in % of the longest."""

    label: Text
    listed: Total
    stated: Decimal | None
    listed_percent: float
    stated_percent: float


def map_of(values: Mapping[str, int], year: int, dataset: Dataset, locale: Locale) -> Map:
    """A tile for each commune, with the number that `values` gives for its id (else 0)."""
    communes = dataset.all(Commune)
    highest = max([*values.values(), 1])
    tiles = []
    for commune in locale.alphabetical(communes):
        x, y = (SIZE * place for place in commune.tile)
        side = SIZE - 2 * GAP
        value = values.get(commune.id, 0)
        plan = local_plan_of(commune.id, year, dataset)
        tiles.append(
            Tile(
                commune=commune,
                path=f"M{x + GAP:g} {y + GAP:g}h{side:g}v{side:g}h-{side:g}z",
                x=x + SIZE / 2,
                y=y + SIZE / 2,
                lines=tuple(_lines(locale.name(commune))),
                value=value,
                level=level(value, highest),
                silence=plan.gaps[0].silence if plan and plan.gaps else None,
            )
        )
    columns, rows = (max(commune.tile[axis] for commune in communes) + 1 for axis in (0, 1))
    return Map(SIZE * columns, SIZE * rows, tuple(tiles))


def bars(rows: Iterable[tuple[Text, Total, Decimal | None]]) -> list[Bar]:
    """A bar for each (label, listed, stated), all on one scale."""
    rows = list(rows)
    longest = max([*(max(listed.amount, stated or 0) for _, listed, stated in rows), 1])

    def percent(amount: Decimal | None) -> float:
        return float(100 * (amount or 0) / longest)

    return [
        Bar(
            label=label,
            listed=listed,
            stated=stated,
            listed_percent=percent(listed.amount),
            stated_percent=percent(stated),
        )
        for label, listed, stated in rows
    ]


def level(value: int, highest: int) -> int:
    """The shade of a number: 0 for none, else 1 to LEVELS."""
    return math.ceil(LEVELS * value / highest) if value else 0


def _lines(name: str, room: int = 10) -> Iterable[str]:
    """The lines of a name, broken after hyphens and spaces so that each fits into a tile."""
    line = ""
    for part in re.findall(r"[^- ]*[- ]|[^- ]+", name):
        if line and len(line) + len(part.strip()) > room:
            yield line
            line = ""
        line += part
    yield line
