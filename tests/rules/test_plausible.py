"""The rules that warn, on the real data: silent on what is right, speaking on what is made wrong."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from generator.dataset.dataset import Dataset
from generator.records import Activity, Association, Note, Project, Record, Text, walk
from generator.rules.amounts import amount_outlier
from generator.rules.check import check
from generator.rules.language import leaning, same_in_both, wrong_language
from generator.rules.twins import association_twice
from tests.support.repository import Repository

# The fields that hold official words, of which none may be exchanged unseen.
OFFICIAL = {"title", "description", "names", "answer", "subject", "history"}


def translated(dataset: Dataset) -> Iterator[tuple[Record, str, Text | Note]]:
    """Every text of the dataset that has words of its own in each language, with its field."""
    for record in dataset.records:
        for where, text, _ in walk(record):
            if isinstance(text, Text | Note) and text["fr"] != text["nl"]:
                yield record, str(where[0]), text


def exchanged(text: Text | Note) -> Text | Note:
    """The text with its French under `nl` and its Dutch under `fr`."""
    return text.model_copy(update={"fr": text["nl"], "nl": text["fr"]})


def warned(text: Text | Note, dataset: Dataset) -> bool:
    """Whether a record that holds nothing but this text is warned of."""
    record = dataset.all(Activity)[0].model_copy(
        update={"names": (), "service": None, "gaps": (), "remarks": (), "corrections": ()}
        | ({"service": text} if isinstance(text, Text) else {"remarks": (text,)})
    )
    return bool([*wrong_language(record, dataset), *same_in_both(record, dataset)])


# --- languages ---------------------------------------------------------------------------------


def test_french_and_dutch_lean_to_their_own_sides() -> None:
    assert leaning("Accueil psychosocial") > 0 > leaning("Psychosociale opvang")
    assert leaning("") == leaning("2.1") == 0


def test_every_official_text_is_told_when_its_languages_are_exchanged(real: Dataset) -> None:
    official = [
        text for _, field, text in translated(real) if field in OFFICIAL and isinstance(text, Text)
    ]

    assert len(official) > 100
    assert [text for text in official if not warned(exchanged(text), real)] == []


def test_only_names_and_abbreviations_of_one_word_can_be_exchanged_unseen(real: Dataset) -> None:
    texts = [text for _, _, text in translated(real)]
    unseen = {text["fr"] for text in texts if not warned(exchanged(text), real)}

    assert {words for words in unseen if " " in words} == set()


def test_where_one_language_is_wrong_most_texts_are_known(real: Dataset) -> None:
    """French under both, or Dutch under both: short texts are not sure enough."""
    wrong = [
        Note(fr=f"{words} …", nl=words)
        for _, _, text in translated(real)
        for words in (text["fr"], text["nl"])
    ]
    known = [text for text in wrong if warned(text, real)]

    assert len(known) / len(wrong) > 0.85


@pytest.mark.parametrize("name", ["JES", "Neder-Over-Heembeek", "Repair Café", "2Bouts"])
def test_a_name_of_ours_may_be_the_same_in_both_languages(name: str, real: Dataset) -> None:
    assert not warned(Note(fr=name, nl=name), real)


def test_words_that_are_marked_as_foreign_are_not_looked_at(real: Dataset) -> None:
    quoted = Note(
        fr="La page porte « [een voorzitter van de vereniging]{nl} ».",
        nl="De pagina zegt “[le président de l'association]{fr}”.",
    )

    assert not warned(quoted, real)


# --- money -------------------------------------------------------------------------------------


def test_a_zero_too_many_is_told_of_any_amount_but_the_small_ones(repository: Repository) -> None:
    """An amount of half of what is usual, or more, is known with a zero too many."""
    amounts = [10_000, 20_000, 30_000, 40_000, 50_000, 60_000, 70_000]
    told = [
        amount
        for amount in amounts
        if outliers(repository, [*(a for a in amounts if a != amount), amount * 10])
    ]

    assert told == [30_000, 40_000, 50_000, 60_000, 70_000]


@pytest.mark.parametrize(
    ("amounts", "told"),
    [
        ([1_000, 500_000], []),  # one other is no usage
        ([10_000, 12_000, 49_000], []),
        ([10_000, 12_000, 55_000], [55_000]),
        ([10_000, 12_000, 55_000, 60_000, 900_000], [900_000]),  # the median, not the mean
        ([100_000, 120_000, 500], []),  # small amounts are no sign
        ([0, 0, 900_000], []),
    ],
)
def test_what_is_usual_is_the_median_of_the_others(
    amounts: list[int], told: list[int], repository: Repository
) -> None:
    assert outliers(repository, amounts) == told


def outliers(repository: Repository, amounts: list[int]) -> list[Decimal]:
    """The amounts that are warned of when they are those of one measure's projects."""
    loaded = repository.dataset().loaded
    (one, *_) = (r for r in loaded.records.values() if isinstance(r, Project))
    for key in [key for key, record in loaded.records.items() if isinstance(record, Project)]:
        del loaded.records[key]
    for number, amount in enumerate(amounts):
        project = one.model_copy(
            update={"id": f"p-{number}", "association": f"a-{number}", "amount": Decimal(amount)}
        )
        loaded.records[project.key] = project
    dataset = Dataset(loaded)
    return [p.amount for p in dataset.all(Project) if [*amount_outlier(p, dataset)]]


# --- names -------------------------------------------------------------------------------------


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


def test_of_two_that_look_like_one_the_newer_is_told(repository: Repository) -> None:
    """The one with fewer projects, whichever comes first in the alphabet."""
    record = repository.read("data/associations/ketjes.yml")
    repository.write("data/associations/a-ketjes.yml", record.replace("id: ketjes", "id: a-ketjes"))

    assert "data/associations/a-ketjes.yml" in [
        p.path for p in check(repository.dataset()) if p.code == "association-twice"
    ]


def twins(dataset: Dataset, *names: str) -> bool:
    """Whether one of the associations with these names is taken for another, beside the real ones."""
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
