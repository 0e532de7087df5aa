"""Finding records by what people call them."""

from __future__ import annotations

import pytest

from generator.dataset.dataset import Dataset
from generator.dataset.lookup import resolve
from generator.records import Association, Commune, Measure, Record


@pytest.mark.parametrize(
    ("name", "kind", "meant"),
    [
        ("forest", Commune, ["forest"]),
        ("Vorst", Commune, ["forest"]),
        ("1190", Commune, ["forest"]),
        ("la commune de Forest", Commune, ["forest"]),
        ("forrest", Commune, ["forest"]),
        ("Gand", Commune, []),
        ("", Commune, []),
        ("M2.1", Measure, ["2021-2024-m2-1", "2025-2030-m2-1"]),
        ("Les Amis de l'Ile", Association, ["amis"]),
    ],
)
def test_a_name_finds_the_record_with_it_or_near_it(
    name: str, kind: type[Record], meant: list[str], toy: Dataset
) -> None:
    assert [record.id for record in resolve(name, kind, toy)] == meant
