"""What a field is, by its marker: shown on a kind of record that exists in these tests only."""

from __future__ import annotations

from typing import Annotated

import pytest

from generator.dataset.dataset import Dataset
from generator.dataset.lines import own_rows
from generator.dataset.quotations import quotations
from generator.records import (
    Model,
    Note,
    Quoted,
    Record,
    Ref,
    Slug,
    Text,
    bilingual_fields,
    facts_of,
    movable_references,
    numbers_of,
    required_or_gap_fields,
    walk,
)
from generator.records.markers import NotQuoted, Ours, RequiredOrGap
from generator.records.values import Count, Euros, Reference, Str


class Member(Model):
    """A part of the toy kind."""

    name: Str
    nickname: Annotated[Str, Ours()]


class Platform(Record):
    """A kind with fields of every sort. No list names them anywhere else."""

    kind = "platforms"
    slug: Slug
    host: Annotated[Reference, Ref("communes", movable=True)]
    edition: Annotated[Reference | None, Ref("editions")] = None
    measure: Annotated[Reference, Ref("measures", movable=True, in_row=True)]
    status: Str
    name: Annotated[Text | None, RequiredOrGap()] = None
    meetings: Annotated[Count | None, RequiredOrGap()] = None
    budget: Euros
    members: tuple[Member, ...] = ()
    code: Annotated[Str, NotQuoted("for this test")]
    advice: Annotated[Note | None, Ours()] = None
    sign: Annotated[Str, Ours()]


@pytest.fixture
def platform() -> Platform:
    return Platform.model_validate(
        {
            "id": "x",
            "sources": ({"document": "question-7", "lines": ("8-16",)},),
            "slug": {"fr": "x", "nl": "x"},
            "host": "forest",
            "measure": "2021-2024-m2-1",
            "status": "dormant",
            "name": {"fr": "Plateforme", "nl": "Platform"},
            "meetings": 4321,
            "budget": 98765,
            "members": ({"name": "Ada", "nickname": "the first"},),
            "code": "P1",
            "advice": {"fr": "Conseil", "nl": "Raad"},
            "sign": "our own sign",
        }
    )


def test_a_field_is_a_fact_unless_it_is_ours_or_a_reference() -> None:
    assert facts_of(Platform) == ("status", "name", "meetings", "budget", "members", "code")


def test_a_reference_is_movable_only_if_its_marker_says_so() -> None:
    assert movable_references(Platform) == ("host", "measure")


def test_the_own_row_of_a_record_names_what_is_marked_as_in_the_row(
    platform: Platform, toy: Dataset
) -> None:
    assert own_rows(platform, toy) == {("question-7", 16)}


def test_numbers_texts_and_fields_that_gaps_may_excuse_follow_from_types_and_markers() -> None:
    assert numbers_of(Platform) == ("meetings", "budget")
    assert [name for name in bilingual_fields(Platform) if name not in Record.model_fields] == [
        "name",
        "advice",
    ]
    assert required_or_gap_fields(Platform) == ["name", "meetings"]


def test_plain_text_that_nobody_marked_is_looked_up_in_the_source(
    platform: Platform, toy: Dataset
) -> None:
    looked_up = {quotation.where[0] for quotation in quotations(platform, toy)}

    assert looked_up == {"status", "name", "meetings", "budget", "members"}


def test_walking_a_record_finds_references_quoted_values_and_texts(platform: Platform) -> None:
    assert {place: marker for place, _, marker in walk(platform)} == {
        ("sources", 0, "document"): Ref("sources"),
        ("host",): Ref("communes", movable=True),
        ("measure",): Ref("measures", movable=True, in_row=True),
        ("status",): Quoted(),
        ("name",): Text,
        ("meetings",): Quoted(),
        ("budget",): Quoted(money=True),
        ("members", 0, "name"): Quoted(),
        ("advice",): Note,
    }
