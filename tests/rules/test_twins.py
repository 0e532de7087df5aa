"""Twins: which names look like those of one association."""

from __future__ import annotations

import pytest

from generator.dataset.dataset import Dataset
from generator.records import Association, Text
from generator.rules.check import check
from generator.rules.twins import association_twice
from tests.support.repository import Repository


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Socabé", "Socabà"),
        ("PREFER", "Prefer asbl"),
        ("Les Grignoux", "Grignoux ASBL"),
        ("Centre communautaire laïc juif", "Centre Communautaire Laïc Juif (CCLJ)"),
        ("CCLJ", "Centre communautaire laïc juif (CCLJ)"),
        ("Musée juif de Belgique", "MUSEE JUIF DE BELGIQUE - A.S.B.L."),
        ("Musée juif de Belgique", "Musée juif de Belgiqe"),
        ("Formeville", "Forme ville"),
        ("Formeville", "Vormeville"),
        ("Réseau Intersection", "Intersection Réseau"),
        ("Réseau Intersection", "Réseau Interscetion"),
    ],
)
def test_two_spellings_are_one_association(one: str, other: str, real: Dataset) -> None:
    assert twins(real, one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Centre culturel de Jette", "Centre culturel d'Evere"),
        ("Maison des jeunes d'Uccle", "Maison des jeunes d'Ixelles"),
        ("Foyer", "Foyer Molenbeek"),
        ("CIDJ", "CCLJ"),
        ("Samusocial (Bruxelles)", "Dakira (Bruxelles)"),
    ],
)
def test_two_names_that_share_words_are_two_associations(
    one: str, other: str, real: Dataset
) -> None:
    assert not twins(real, one, other)


def test_the_association_with_fewer_projects_is_reported(repository: Repository) -> None:
    """Whichever comes first in the alphabet."""
    record = repository.read("data/associations/ketjes.yml")
    repository.write("data/associations/a-ketjes.yml", record.replace("id: ketjes", "id: a-ketjes"))

    assert "data/associations/a-ketjes.yml" in [
        p.path for p in check(repository.dataset()) if p.code == "association-twice"
    ]


def twins(dataset: Dataset, *names: str) -> bool:
    """Whether two associations with these names look like one."""
    loaded = dataset.loaded
    added = {}
    for number, name in enumerate(names):
        association = dataset.all(Association)[0].model_copy(
            update={"id": f"new-{number}", "name": Text(both=name), "spellings": ()}
        )
        added[association.key] = association
    records = {
        key: record for key, record in loaded.records.items() if not isinstance(record, Association)
    }
    others = type(loaded)(loaded.root, records | added, loaded.paths | dict.fromkeys(added, "x"))
    alone = Dataset(others)
    return any([*association_twice(each, alone)] for each in alone.all(Association))
