"""Pictures: a map of tiles or, with data/boundaries.geojson, of boundaries; bars on one scale."""

from __future__ import annotations

import json
import math
from decimal import Decimal

import pytest

from generator.dataset.dataset import Total
from generator.reading.load import load_interface
from generator.records import Commune, Text
from generator.site.charts import LEVELS, Map, bars, level, map_of
from generator.site.fingerprint import GENERATOR
from generator.site.locale import Locale
from tests.support.repository import Repository

FRENCH = Locale("fr", load_interface(GENERATOR / "site" / "interface.yml"))


Area = list[list[list[float]]]
"""A ring and the holes in it, as GeoJSON writes them."""


def drawn(repository: Repository, **values: int) -> Map:
    return map_of(values, 2022, repository.dataset(), FRENCH)


def outline(path: str) -> list[tuple[float, float]]:
    """The corners of the first ring of a path that names them all."""
    ring = path.removeprefix("M").partition("z")[0]
    return [(float(x), float(y)) for x, y in (corner.split() for corner in ring.split("L"))]


def square(west: float, south: float, side: float = 0.01) -> list[list[float]]:
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def middle(ring: list[tuple[float, float]]) -> tuple[float, float]:
    """The mean of the corners."""
    return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)


def bound(repository: Repository, parts: dict[str, list[Area]]) -> None:
    """Writes data/boundaries.geojson: by NIS code the parts of a commune, each with its holes."""
    features = []
    for nis_code, areas in parts.items():
        kind, coordinates = ("MultiPolygon", areas) if len(areas) > 1 else ("Polygon", areas[0])
        geometry = {"type": kind, "coordinates": coordinates}
        properties = {"nis_code": nis_code}
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    collection = {"type": "FeatureCollection", "features": features}
    repository.write("data/boundaries.geojson", json.dumps(collection))


@pytest.fixture
def bounded(repository: Repository) -> Repository:
    """The toy with boundaries: squares in a row from west to east, the first one of two parts."""
    parts = {
        commune.nis_code: [[square(4.3 + 0.01 * index, 50.8)]]
        for index, commune in enumerate(repository.dataset().all(Commune))
    }
    next(iter(parts.values())).append([square(4.3, 50.82, 0.001)])
    bound(repository, parts)
    return repository


def test_without_boundaries_each_commune_has_a_tile_in_its_place(repository: Repository) -> None:
    picture = drawn(repository)
    assert picture.schematic
    for shape in picture.shapes:
        column, row = shape.commune.tile
        assert (shape.x, shape.y) == (100 * column + 50, 100 * row + 50)
        assert shape.x < picture.width
        assert shape.y < picture.height


def test_with_boundaries_those_are_drawn(bounded: Repository) -> None:
    assert bounded.errors() == []
    picture = drawn(bounded)
    assert not picture.schematic
    for shape in picture.shapes:
        for x, y in outline(shape.path):
            assert 0 <= x <= picture.width + 0.1
            assert 0 <= y <= picture.height + 0.1


def test_north_is_up_and_east_is_right(bounded: Repository) -> None:
    shapes = {shape.commune.id: shape for shape in drawn(bounded).shapes}
    ordered = [shapes[commune.id] for commune in bounded.dataset().all(Commune)]
    assert [shape.x for shape in ordered] == sorted(shape.x for shape in ordered)
    southern, northern = ordered[0].path.split("z")[:2]
    assert max(y for _, y in outline(northern)) < min(y for _, y in outline(southern))


def test_a_degree_east_is_shorter_than_a_degree_north(bounded: Repository) -> None:
    corners = outline(drawn(bounded).shapes[-1].path)
    width = max(x for x, _ in corners) - min(x for x, _ in corners)
    height = max(y for _, y in corners) - min(y for _, y in corners)
    assert width / height == pytest.approx(math.cos(math.radians(50.81)), abs=0.01)


def test_a_hole_is_drawn_as_one_and_the_name_stands_on_the_largest_part(
    repository: Repository,
) -> None:
    """Here a large square with a finely drawn hole in it, and a small one beside it."""
    fine = [[4.31 + 0.001 * step, 50.81] for step in range(10)]
    hole = [*fine, [4.32, 50.82], [4.31, 50.82], fine[0]]
    parts = [[square(4.37, 50.8, 0.001)], [square(4.3, 50.8, 0.06), hole]]
    bound(repository, {commune.nis_code: parts for commune in repository.dataset().all(Commune)})

    shape = drawn(repository).shapes[0]
    _small, large, pierced = (outline(f"M{ring}") for ring in shape.path.split("M")[1:])
    (west, north), (east, south) = min(large), max(large)
    assert len(pierced) == len(hole)
    assert all(west < x < east and north < y < south for x, y in pierced)
    assert (shape.x, shape.y) == pytest.approx(middle(large), abs=0.1)


def test_the_page_says_that_a_map_is_schematic_only_when_it_is(bounded: Repository) -> None:
    schematic = load_interface(GENERATOR / "site" / "interface.yml")["map.schematic"]
    assert bounded.run("build").exit_code == 0
    for language in ("fr", "nl"):
        page = bounded.read(f"docs/{language}/generated/home.md")
        assert 'class="map"' in page
        assert schematic[language] not in page


def test_a_map_shows_the_number_or_the_silence_of_every_commune(repository: Repository) -> None:
    shapes = {shape.commune.id: shape for shape in drawn(repository, evere=3).shapes}
    assert len(shapes) == len(repository.dataset().all(Commune))
    assert (shapes["evere"].value, shapes["evere"].level) == (3, LEVELS)
    assert shapes["forest"].silence == "unexplained"


def test_a_long_name_breaks_after_its_hyphens_and_spaces(repository: Repository) -> None:
    for shape in drawn(repository).shapes:
        assert "".join(shape.lines) == FRENCH.name(shape.commune)
        assert all(line.endswith(("-", " ")) for line in shape.lines[:-1])


def test_shades_tell_none_from_few_and_grow_with_the_number() -> None:
    assert [level(value, 10) for value in (0, 1, 2, 3, 10)] == [0, 1, 1, 2, LEVELS]


def test_bars_share_one_scale_and_the_longest_fills_it() -> None:
    label = Text(both="x")
    listed, stated = bars(
        [(label, Total(1, Decimal(50)), None), (label, Total(1, Decimal(100)), Decimal(200))]
    )
    assert (listed.listed_percent, listed.stated_percent) == (25, 0)
    assert (stated.listed_percent, stated.stated_percent) == (50, 100)


def test_bars_of_nothing_are_empty() -> None:
    (empty,) = bars([(Text(both="x"), Total(0, Decimal(0)), None)])
    assert empty.listed_percent == 0
