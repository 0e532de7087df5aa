"""By what a record can be called, as people type it."""

from __future__ import annotations

from unittest.mock import Mock

import pytest

from generator.dataset import lookup as names
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
def test_a_record_is_called_by_its_names_and_what_is_near_them(
    name: str, kind: type[Record], meant: list[str], toy: Dataset
) -> None:
    assert [record.id for record in resolve(name, kind, toy)] == meant


def test_the_names_of_a_kind_are_gathered_once(
    toy: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many references are broken."""
    gather = Mock(wraps=names.by_name)
    monkeypatch.setattr(names, "by_name", gather)
    dataset = Dataset(toy.loaded)
    for number in range(400):
        resolve(f"nobody {number}", Commune, dataset)

    assert gather.call_count == 1
