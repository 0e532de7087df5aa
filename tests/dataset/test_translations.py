"""Translations: which texts still say the same in both languages, by their content, and who learns of it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import yaml

from generator.dataset.dataset import Dataset
from generator.dataset.translations import (
    State,
    TextCount,
    Translation,
    confirm,
    digests,
    stale,
    survey,
    translations,
)
from generator.records import KINDS, LANGUAGES, Activity, Language, Location, Project, Record, Text
from tests.support.repository import TOY

CAFE = "data/projects/2022-amis-cafe.yml"
TITLE = "  fr: Café philo\n  nl: Filosofisch café\n"


def fields(record: Record, state: State) -> list[str]:
    """The places of a record's texts in a state."""
    return [text.field for text in translations(record) if text.state is state]


def agreed(record: Record) -> Record:
    """The record once somebody has confirmed all its texts."""
    everything = [text.field for text in translations(record)]
    return record.model_copy(update={"confirmed": confirm(record, everything)})


def entitled(french: str, dutch: str, confirmed: dict[str, str], toy: Dataset) -> Translation:
    """The title of a project, in these words."""
    title = Text(fr=french, nl=dutch)
    project = toy.get(Project, "2022-amis-cafe")
    changed = project.model_copy(update={"title": title, "confirmed": confirmed})
    return next(text for text in translations(changed) if text.field == "title")


# --- digests -----------------------------------------------------------------------------------


def test_digests_never_change() -> None:
    """Records keep them: with other digests, no text would be confirmed any more."""
    assert digests(Text(fr="Café philo", nl="Filosofisch café")) == "a216d2-8a81cc"


def test_digests_depend_on_words_and_capitals_but_not_on_white_space() -> None:
    text = digests(Text(fr="un café et un débat", nl="een café"))

    assert digests(Text(fr="un café\n  et   un débat ", nl=" een café")) == text
    assert digests(Text(fr="un Café et un débat", nl="een café")) != text


# --- states ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("french", "dutch", "state", "behind"),
    [
        ("Bal", "Dans", State.CONFIRMED, None),
        ("Grand bal", "Dans", State.BEHIND, "nl"),
        ("Bal", "Groot bal", State.BEHIND, "fr"),
        ("Grand bal", "Groot bal", State.CHANGED, None),
    ],
)
def test_a_text_that_was_confirmed(
    french: str, dutch: str, state: State, behind: Language | None, toy: Dataset
) -> None:
    confirmed = {"title": digests(Text(fr="Bal", nl="Dans"))}
    title = entitled(french, dutch, confirmed, toy)

    assert (title.state, title.behind) == (state, behind)


def test_a_text_that_nobody_has_confirmed(toy: Dataset) -> None:
    title = entitled("Bal", "Dans", {}, toy)

    assert (title.state, title.behind) == (State.NEW, None)
    assert title.line == f"title: {digests(title.text)}"


def test_texts_and_notes_have_their_place_in_lists_facts_first(toy: Dataset) -> None:
    cafe, activity = toy.get(Project, "2022-amis-cafe"), toy.get(Activity, "2022-ixelles-m2-1")

    assert [text.field for text in translations(cafe)] == [
        "title",
        "description",
        "corrections.1.note",
    ]
    assert [text.field for text in translations(activity)] == ["service", "names.1", "names.2"]


def test_one_wording_for_both_languages_needs_no_confirmation(toy: Dataset) -> None:
    bal = toy.get(Project, "2022-ketjes-bal")

    assert bal.title.both
    assert "title" not in [text.field for text in translations(bal)]


def test_changing_one_wording_leaves_exactly_the_other_behind(toy: Dataset) -> None:
    """Any text of any kind of record, in either language."""
    for kind in KINDS:
        before = agreed(toy.all(kind)[0])
        for text in translations(before):
            for changed, behind in (LANGUAGES, LANGUAGES[::-1]):
                after = with_wording(before, text.where, changed, toy)
                (waiting,) = [t for t in translations(after) if t.state is not State.CONFIRMED]

                assert (waiting.where, waiting.state) == (text.where, State.BEHIND)
                assert waiting.behind == behind


def with_wording(record: Record, where: Location, language: Language, toy: Dataset) -> Record:
    """The record with other words in one place, in one language."""
    data = yaml.safe_load((TOY / toy.path(record)).read_text(encoding="utf-8"))
    text: Any = data | {"confirmed": record.confirmed}
    changed = text
    for step in where:
        text = text[step]
    text[language] += " !"
    return type(record).model_validate(changed)


def test_items_of_a_list_may_change_places(toy: Dataset) -> None:
    before = agreed(toy.get(Activity, "2022-ixelles-m2-1"))
    assert isinstance(before, Activity)
    first = Text(fr="Un nouveau nom", nl="Een nieuwe naam")
    after = before.model_copy(update={"names": (first, *reversed(before.names))})

    assert fields(after, State.NEW) == []
    assert fields(after, State.CHANGED) == ["names.1"]
    assert fields(after, State.CONFIRMED) == ["service", "names.2", "names.3"]


def test_an_entry_without_a_text_is_stale(toy: Dataset) -> None:
    before = agreed(toy.get(Activity, "2022-ixelles-m2-1"))
    assert isinstance(before, Activity)
    shorter = before.model_copy(update={"names": before.names[:1]})
    moved = before.model_copy(update={"names": before.names[1:]})

    assert stale(before) == []
    assert stale(shorter) == ["names.2"]
    assert stale(moved) == []  # its words are another item's now


# --- confirming --------------------------------------------------------------------------------


def test_confirming_one_text_does_not_confirm_others(toy: Dataset) -> None:
    new = toy.get(Project, "2022-amis-cafe").model_copy(update={"confirmed": {}})
    confirmed = confirm(new, ["title"])
    after = new.model_copy(update={"confirmed": confirmed})

    assert confirmed == {"title": digests(new.title)}
    assert fields(after, State.NEW) == ["description", "corrections.1.note"]


def test_a_text_that_waits_keeps_its_old_entry(toy: Dataset) -> None:
    project = agreed(toy.get(Project, "2022-amis-cafe"))
    later = project.model_copy(update={"title": Text(fr="Café", nl="Filosofisch café")})

    assert confirm(later, []) == project.confirmed


def test_confirming_deletes_stale_entries(toy: Dataset) -> None:
    project = agreed(toy.get(Project, "2022-amis-cafe"))
    odd = {**project.confirmed, "remarks.1": "000000-000000"}

    assert confirm(project.model_copy(update={"confirmed": odd}), []) == project.confirmed


# --- the dataset as a whole --------------------------------------------------------------------


def test_texts_are_counted_by_kind_and_language(toy: Dataset) -> None:
    counts = survey(toy).counts["projects"]

    assert counts["fr"] + Counter() == {
        TextCount.TEXTS: 11,
        TextCount.OFFICIAL: 6,
        TextCount.OURS: 3,
        TextCount.SAME: 2,
    }
    assert counts["nl"] + Counter() == {
        TextCount.TEXTS: 11,
        TextCount.OFFICIAL: 5,
        TextCount.UNOFFICIAL: 1,
        TextCount.OURS: 3,
        TextCount.SAME: 2,
    }


def test_every_text_is_counted_once(toy: Dataset, real: Dataset) -> None:
    origins = (TextCount.OFFICIAL, TextCount.UNOFFICIAL, TextCount.OURS, TextCount.SAME)
    for dataset in (toy, real):
        for language in LANGUAGES:
            total = survey(dataset).total(language)
            assert total[TextCount.TEXTS] == sum(total[origin] for origin in origins)


def test_texts_that_no_source_gives_are_missing(toy: Dataset) -> None:
    assert [(record.id, field) for record, field in survey(toy).missing] == [
        ("2022-ixelles-m2-3", "names"),
        ("2021-2024-m2-3", "title"),
        ("2025-2030-m2-1", "title"),
    ]
