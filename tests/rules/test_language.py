"""Languages: the rules find every real text whose languages are exchanged, and no right one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from generator.dataset.dataset import Dataset
from generator.records import Activity, Note, Text, walk
from generator.rules.language import same_in_both, wrong_language

# The fields with official words: an exchange must be found in each of them.
OFFICIAL = {"title", "description", "names", "answer", "subject", "history"}


def translated(dataset: Dataset) -> Iterator[tuple[str, Text | Note]]:
    """Every text of the dataset with other words in each language, and its field."""
    for record in dataset.records:
        for where, text, _ in walk(record):
            if isinstance(text, Text | Note) and text["fr"] != text["nl"]:
                yield str(where[0]), text


def exchanged(text: Text | Note) -> Text | Note:
    """The text with its French under `nl` and its Dutch under `fr`."""
    return text.model_copy(update={"fr": text["nl"], "nl": text["fr"]})


def warned(text: Text | Note, dataset: Dataset) -> bool:
    """Whether a record with only this text gets a warning."""
    record = dataset.all(Activity)[0].model_copy(
        update={"names": (), "service": None, "gaps": (), "remarks": (), "corrections": ()}
        | ({"service": text} if isinstance(text, Text) else {"remarks": (text,)})
    )
    return bool([*wrong_language(record, dataset), *same_in_both(record, dataset)])


def test_an_exchange_of_languages_is_found_in_every_official_text(real: Dataset) -> None:
    official = [
        text for field, text in translated(real) if field in OFFICIAL and isinstance(text, Text)
    ]

    assert len(official) > 100
    assert [text for text in official if not warned(exchanged(text), real)] == []


def test_an_exchange_is_missed_only_in_names_of_one_word(real: Dataset) -> None:
    texts = [text for _, text in translated(real)]
    unseen = {text["fr"] for text in texts if not warned(exchanged(text), real)}

    assert {words for words in unseen if " " in words} == set()


def test_most_texts_with_one_wrong_language_are_found(real: Dataset) -> None:
    """French in both languages, or Dutch in both: some texts are too short to be sure."""
    wrong = [
        Note(fr=f"{words} …", nl=words)
        for _, text in translated(real)
        for words in (text["fr"], text["nl"])
    ]
    found = [text for text in wrong if warned(text, real)]

    assert len(found) / len(wrong) > 0.85


@pytest.mark.parametrize("name", ["JES", "Neder-Over-Heembeek", "Repair Café", "2Bouts"])
def test_a_name_of_ours_may_be_the_same_in_both_languages(name: str, real: Dataset) -> None:
    assert not warned(Note(fr=name, nl=name), real)


def test_words_that_are_marked_as_foreign_are_ignored(real: Dataset) -> None:
    quoted = Note(
        fr="La page porte « [een voorzitter van de vereniging]{nl} ».",
        nl="De pagina zegt “[le président de l'association]{fr}”.",
    )

    assert not warned(quoted, real)
