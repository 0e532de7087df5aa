"""Drift by content: which texts still say the same in both languages, and who has to be told."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from generator.cli.exit_codes import BROKEN, CLEAN
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
from generator.reading.load import load_data
from generator.records import LANGUAGES, Activity, Commune, Language, Project, Record, Text
from generator.site.site import Site
from tests.support.repository import TOY, Repository

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
    """They stand in the records: another way of making them would unconfirm every text."""
    assert digests(Text(fr="Café philo", nl="Filosofisch café")) == "a216d2-8a81cc"


def test_digests_do_not_see_white_space() -> None:
    folded = Text(fr="un café\n  et   un débat ", nl="een café\nen een debat")

    assert digests(folded) == digests(Text(fr="un café et un débat", nl="een café en een debat"))


def test_digests_see_every_word() -> None:
    assert digests(Text(fr="un café", nl="x")) != digests(Text(fr="un Café", nl="x"))


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


def test_one_wording_for_both_languages_needs_nobody(toy: Dataset) -> None:
    bal = toy.get(Project, "2022-ketjes-bal")

    assert bal.title.both
    assert "title" not in [text.field for text in translations(bal)]


def each_wording() -> Iterator[tuple[str, tuple[str | int, ...], Language]]:
    """The key of each record of the toy, with the place and the language of each of its wordings."""
    for key, record in load_data(TOY).records.items():
        for text in translations(record):
            for language in LANGUAGES:
                yield key, text.where, language


@pytest.mark.parametrize(("key", "where", "language"), [*each_wording()], ids=str)
def test_changing_one_wording_leaves_exactly_the_other_behind(
    key: str, where: tuple[str | int, ...], language: Language, toy: Dataset
) -> None:
    before = agreed(toy.loaded.records[key])
    data = yaml.safe_load((TOY / toy.path(before)).read_text(encoding="utf-8"))
    data["confirmed"] = before.confirmed
    text: Any = data
    for step in where:
        text = text[step]
    text[language] += " !"
    after = type(before).model_validate(data)

    (changed,) = [text for text in translations(after) if text.state is not State.CONFIRMED]
    assert (changed.where, changed.state) == (where, State.BEHIND)
    assert changed.behind == next(other for other in LANGUAGES if other != language)
    assert fields(agreed(after), State.CONFIRMED) == fields(before, State.CONFIRMED)


def test_items_of_a_list_may_change_places(toy: Dataset) -> None:
    before = agreed(toy.get(Activity, "2022-ixelles-m2-1"))
    assert isinstance(before, Activity)
    first = Text(fr="Un nouveau nom", nl="Een nieuwe naam")
    after = before.model_copy(update={"names": (first, *reversed(before.names))})

    assert fields(after, State.NEW) == []
    assert fields(after, State.CHANGED) == ["names.1"]
    assert fields(after, State.CONFIRMED) == ["service", "names.2", "names.3"]


def test_an_entry_of_a_text_that_is_gone_is_stale(toy: Dataset) -> None:
    before = agreed(toy.get(Activity, "2022-ixelles-m2-1"))
    assert isinstance(before, Activity)
    shorter = before.model_copy(update={"names": before.names[:1]})
    moved = before.model_copy(update={"names": before.names[1:]})

    assert stale(before) == []
    assert stale(shorter) == ["names.2"]
    assert stale(moved) == []  # its words are another item's now


# --- confirming --------------------------------------------------------------------------------


def test_confirming_one_text_says_nothing_of_others(toy: Dataset) -> None:
    new = toy.get(Project, "2022-amis-cafe").model_copy(update={"confirmed": {}})
    confirmed = confirm(new, ["title"])
    after = new.model_copy(update={"confirmed": confirmed})

    assert confirmed == {"title": digests(new.title)}
    assert fields(after, State.NEW) == ["description", "corrections.1.note"]


def test_what_waits_keeps_its_old_entry_until_it_is_confirmed(toy: Dataset) -> None:
    project = agreed(toy.get(Project, "2022-amis-cafe"))
    later = project.model_copy(update={"title": Text(fr="Café", nl="Filosofisch café")})

    assert confirm(later, []) == project.confirmed


def test_confirming_deletes_what_is_stale(toy: Dataset) -> None:
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


# --- the command -------------------------------------------------------------------------------


def test_nothing_waits_in_the_toy(repository: Repository) -> None:
    result = repository.run("confirm")

    assert (result.exit_code, result.stdout) == (CLEAN, "0 texts to confirm.\n")


def test_without_arguments_it_lists_what_waits(repository: Repository) -> None:
    before = repository.read(CAFE)
    repository.write(CAFE, before.replace("Café philo", "Café"))
    result = repository.run("confirm")

    assert result.exit_code == CLEAN
    assert result.stdout == (
        f"{CAFE}: title: the French has changed since somebody confirmed that both say the same, "
        "the Dutch has not\n"
        "  fr: Café\n"
        "  nl: Filosofisch café\n"
        "1 text to confirm.\n"
    )
    assert repository.read(CAFE) == before.replace("Café philo", "Café")


def test_a_record_is_confirmed_whole(repository: Repository) -> None:
    repository.replace(CAFE, TITLE, "  fr: Café\n  nl: Koffie\n")
    repository.replace(CAFE, "fr: Il manque", "fr: On a oublié")
    result = repository.run("confirm", CAFE)

    assert result.exit_code == CLEAN
    assert result.stdout.endswith("2 texts confirmed.\n")
    assert repository.run("confirm").stdout == "0 texts to confirm.\n"


def test_a_field_is_confirmed_alone_and_shown(repository: Repository) -> None:
    repository.replace(CAFE, "fr: Café philo", "fr: Café")
    repository.replace(CAFE, "fr: Il manque", "fr: On a oublié")
    result = repository.run("confirm", CAFE, "title")

    assert result.stdout == (
        f"{CAFE}: title: the French has changed since somebody confirmed that both say the same, "
        "the Dutch has not\n"
        "  fr: Café\n"
        "  nl: Filosofisch café\n"
        "1 text confirmed.\n"
    )
    assert "corrections.1.note" in repository.run("confirm").stdout


def test_a_record_may_be_named_from_where_one_stands(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository.root / "data/projects")

    assert repository.run("confirm", "2022-amis-cafe.yml").exit_code == CLEAN


def test_what_is_new_is_confirmed_at_once_and_nothing_else(repository: Repository) -> None:
    repository.replace(CAFE, "fr: Café philo", "fr: Café")
    repository.replace(CAFE, "repairs:", "remarks:\n- {fr: Oui, nl: Ja}\nrepairs:")
    result = repository.run("confirm", "--all-new")

    assert result.stdout == (
        f"{CAFE}: remarks.1: nobody has confirmed that the French and the Dutch say the same\n"
        "  fr: Oui\n"
        "  nl: Ja\n"
        "1 text confirmed.\n"
    )
    assert f"{CAFE}: title: the French has changed" in repository.run("confirm").stdout


def test_an_entry_of_a_text_that_is_gone_is_deleted_and_told(repository: Repository) -> None:
    repository.replace(CAFE, "confirmed:\n", "confirmed:\n  remarks.1: 000000-000000\n")
    result = repository.run("confirm", CAFE)

    assert f"{CAFE}: remarks.1: this text no longer exists: its entry is removed\n" in result.stdout
    assert "stale-confirmation" not in repository.run("check").stdout


def test_comments_stay(repository: Repository) -> None:
    repository.replace(CAFE, TITLE, "  fr: Café\n  # not a bar\n  nl: Koffie\n")
    repository.replace(CAFE, "amount: 12500", "# as stated\namount: 12500")
    repository.run("confirm", CAFE)

    text = repository.read(CAFE)
    assert "  # not a bar\n  nl: Koffie\n" in text
    assert "# as stated\namount: 12500\n" in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((CAFE, "titel"), "has no text “titel” in two languages; did you mean “title”?"),
        (
            (CAFE, "xyz"),
            "has no text “xyz” in two languages; it has title, description, corrections.1.note",
        ),
        (
            ("data/projects/2022-amis-caffe.yml",),
            "“data/projects/2022-amis-caffe.yml” is not in",
        ),
        (("mkdocs.yml",), "“mkdocs.yml” is not in"),
        (("data/projects",), "“data/projects” holds 4 records: name one of their files."),
        ((CAFE, "title", "--all-new"), "Name fields or give --all-new, not both."),
    ],
)
def test_nothing_is_refused_silently(
    arguments: tuple[str, ...], message: str, repository: Repository
) -> None:
    result = repository.run("confirm", *arguments)

    assert result.exit_code == BROKEN
    assert message in " ".join(result.stderr.split())


def test_a_record_with_a_mistake_is_left_out_of_all_and_named(repository: Repository) -> None:
    repository.replace(CAFE, "year: 2022", "year: soon")

    assert repository.run("confirm").stderr == f"Left out, because they have mistakes: {CAFE}\n"
    assert (
        repository.run("confirm", "--all-new").stderr
        == f"Left out, because they have mistakes: {CAFE}\n"
    )


def test_a_record_with_a_mistake_is_not_confirmed(repository: Repository) -> None:
    repository.replace(CAFE, "year: 2022", "year: soon")
    result = repository.run("confirm", CAFE)

    assert result.exit_code == 1
    assert result.stdout.startswith(f"{CAFE}:")


# --- the summary of `check` --------------------------------------------------------------------


def test_check_counts_what_waits(repository: Repository) -> None:
    assert "98 texts in two languages: all confirmed.\n" in repository.run("check").stdout
    repository.replace(CAFE, "fr: Café philo", "fr: Café")
    repository.replace(CAFE, "repairs:", "remarks:\n- {fr: Oui, nl: Ja}\nrepairs:")
    result = repository.run("check")

    assert "99 texts in two languages: 1 behind in Dutch, 1 not confirmed.\n" in result.stdout


def test_programs_get_all_counts(repository: Repository) -> None:
    repository.replace("data/local-plans/2022-forest.yml", "nl: De rij van", "nl: Rij van")
    answer = json.loads(repository.run("check", "--format", "json").stdout)
    counts = answer["summary"]["translations"]

    assert (counts["fr"]["behind"], counts["nl"]["behind"]) == (1, 0)
    assert counts["nl"].keys() == {count.value for count in TextCount}


# --- pages -------------------------------------------------------------------------------------


def test_a_page_tells_readers_of_the_language_that_is_behind(lagging_pages: dict[str, str]) -> None:
    dutch = lagging_pages["nl/generated/projects/2022-amis-cafe.md"]

    assert (
        '<p class="note behind">De Franse tekst van deze pagina is gewijzigd (titel). '
        "We hebben nog niet nagekeken of de Nederlandse tekst nog klopt. "
        '<a href="../../../../fr/projets/2022/amis-cafe-philo/" hreflang="fr">'
        "De pagina in het Frans bekijken</a></p>"
    ) in dutch
    assert "behind" not in lagging_pages["fr/generated/projects/2022-amis-cafe.md"]


def test_a_page_tells_of_the_records_that_it_hosts(lagging_pages: dict[str, str]) -> None:
    french = lagging_pages["fr/generated/communes/forest.md"]

    assert (
        "Le texte néerlandais de cette page a été modifié "
        '(<a href="../../../fr/communes/forest/#2022-forest">Forest – Plan local 2022</a> : '
        "note sur une lacune 1). Nous n’avons pas encore vérifié"
    ) in french.replace("\u00a0", " ")
    assert "behind" not in lagging_pages["nl/generated/communes/forest.md"]


def test_a_new_translation_of_ours_does_not_outdate_the_words_that_it_translates(
    lagging_site: Site, lagging_pages: dict[str, str]
) -> None:
    ecoute = lagging_site.dataset.get(Project, "2022-amis-ecoute")

    assert [(text.field, text.behind) for text in translations(ecoute) if text.behind] == [
        ("description", "fr")
    ]
    assert "behind" not in lagging_pages["fr/generated/projects/2022-amis-ecoute.md"]


def test_no_other_page_says_so(lagging_pages: dict[str, str]) -> None:
    told = {path for path, page in lagging_pages.items() if 'class="note behind"' in page}

    assert told == {
        "nl/generated/projects/2022-amis-cafe.md",
        "fr/generated/communes/forest.md",
    }


def test_the_state_page_lists_what_waits_with_the_line_to_write(
    lagging_site: Site, lagging_pages: dict[str, str]
) -> None:
    cafe = lagging_site.dataset.get(Project, "2022-amis-cafe")
    page = lagging_pages["fr/generated/translations.md"]

    assert (
        f'Café</a> – <a href="https://forge.example/toy/edit/main/{CAFE}">modifier le fichier</a>\n'
        f"<ul>\n<li>intitulé (néerlandais) : <code>title: {digests(cafe.title)}</code></li>\n</ul>"
    ) in page.replace("\u00a0", " ")
    assert "<li>nom : <code>name: " in page.replace("\u00a0", " ")
    assert lagging_site.dataset.get(Commune, "uccle").confirmed == {}
