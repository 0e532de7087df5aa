"""Pictures: a map of tiles, and bars on one scale."""

from __future__ import annotations

from decimal import Decimal

from generator.dataset.totals import Total
from generator.reading.words import load_interface
from generator.records import Commune, Text
from generator.site.charts import LEVELS, Map, bars, level, map_of
from generator.site.fingerprint import GENERATOR
from generator.site.locale import Locale
from tests.support.repository import Repository

FRENCH = Locale("fr", load_interface(GENERATOR))


def drawn(repository: Repository, **values: int) -> Map:
    return map_of(values, 2022, repository.dataset(), FRENCH)


def test_each_commune_has_a_tile_at_its_place(repository: Repository) -> None:
    picture = drawn(repository)
    for tile in picture.tiles:
        column, row = tile.commune.tile
        assert (tile.x, tile.y) == (100 * column + 50, 100 * row + 50)
        assert tile.x < picture.width
        assert tile.y < picture.height


def test_a_map_shows_the_number_or_the_silence_of_every_commune(repository: Repository) -> None:
    tiles = {tile.commune.id: tile for tile in drawn(repository, evere=3).tiles}
    assert len(tiles) == len(repository.dataset().all(Commune))
    assert (tiles["evere"].value, tiles["evere"].level) == (3, LEVELS)
    assert tiles["forest"].silence == "unexplained"


def test_a_long_name_breaks_after_its_hyphens_and_spaces(repository: Repository) -> None:
    for tile in drawn(repository).tiles:
        assert "".join(tile.lines) == FRENCH.name(tile.commune)
        assert all(line.endswith(("-", " ")) for line in tile.lines[:-1])


def test_shades_differ_for_none_and_few_and_grow_with_the_number() -> None:
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
