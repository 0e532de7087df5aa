"""Numbers as shapes: the map of the communes and bar charts. Templates draw them as SVG."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.dataset.dataset import Dataset
from generator.dataset.indexes import local_plan_of
from generator.dataset.totals import Total
from generator.records import Activity, Commune, Silence, Text
from generator.site.locale import Locale

SIZE = 100.0
"""The side of a tile, and the unit of a map."""

LEVELS = 5
"""How many shades tell amounts apart, besides none."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A commune on a map: its outline, where its name stands and in which lines, its number."""

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
    shapes: tuple[Shape, ...]
    moved: tuple[tuple[Commune, Activity], ...] = ()
    """The activities in its numbers that the source prints below another commune."""


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
    communes = locale.alphabetical(dataset.all(Commune))
    outlines, width, height = _outlines(communes)
    highest = max([*values.values(), 1])
    shapes = []
    for commune in communes:
        path, x, y = outlines[commune.id]
        value = values.get(commune.id, 0)
        name = tuple(_lines(locale.name(commune)))
        plan = local_plan_of(commune.id, year, dataset)
        silence = plan.gaps[0].silence if plan and plan.gaps else None
        shapes.append(Shape(commune, path, x, y, name, value, level(value, highest), silence))
    return Map(width, height, tuple(shapes))


def bars(rows: Iterable[tuple[Text, Total, Decimal | None]]) -> list[Bar]:
    """A bar for each (label, listed, stated), all on one scale."""
    rows = list(rows)
    longest = max([*(max(listed.amount, stated or 0) for _, listed, stated in rows), 1])

    def percent(amount: Decimal | None) -> float:
        return float(100 * (amount or 0) / longest)

    return [
        Bar(label, listed, stated, percent(listed.amount), percent(stated))
        for label, listed, stated in rows
    ]


def level(value: int, highest: int) -> int:
    """The shade of a number: 0 for none, else 1 to LEVELS."""
    return math.ceil(LEVELS * value / highest) if value else 0


def _outlines(
    communes: Sequence[Commune],
) -> tuple[dict[str, tuple[str, float, float]], float, float]:
    """For each commune (path, x and y of its name), and the size of the whole."""
    outlines = {}
    for commune in communes:
        x, y = (SIZE * place for place in commune.tile)
        gap = 2
        side = SIZE - 2 * gap
        path = f"M{x + gap:g} {y + gap:g}h{side:g}v{side:g}h-{side:g}z"
        outlines[commune.id] = (path, x + SIZE / 2, y + SIZE / 2)
    columns = max(commune.tile[0] for commune in communes) + 1
    rows = max(commune.tile[1] for commune in communes) + 1
    return outlines, SIZE * columns, SIZE * rows


def _lines(name: str, room: int = 10) -> Iterable[str]:
    """A name broken after its hyphens and spaces, which it keeps, so that each line fits into a tile."""
    line = ""
    for part in re.findall(r"[^- ]*[- ]|[^- ]+", name):
        if line and len(line) + len(part.strip()) > room:
            yield line
            line = ""
        line += part
    yield line
