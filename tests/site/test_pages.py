"""The pages: their addresses, and which record is on which page."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from generator.dataset.dataset import Dataset
from generator.records import (
    LANGUAGES,
    Call,
    Commune,
    Edition,
    Language,
    LocalPlan,
    Plan,
    Project,
    Record,
    Summary,
)
from generator.site.locale import Locale
from generator.site.pages import page_of
from generator.site.site import Site


@pytest.fixture(scope="module")
def locales(toy_site: Site) -> Mapping[Language, Locale]:
    return toy_site.locales


# --- addresses ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "french", "dutch"),
    [
        ("home", "fr/", "nl/"),
        ("themes/2021-2024-t2", "fr/themes/2021-2024/t2/", "nl/themas/2021-2024/t2/"),
        (
            "measures/2021-2024-m2-1",
            "fr/mesures/2021-2024/m2-1/",
            "nl/maatregelen/2021-2024/m2-1/",
        ),
        (
            "measures/2025-2030-m2-1",
            "fr/mesures/2025-2030/m2-1/",
            "nl/maatregelen/2025-2030/m2-1/",
        ),
        ("communes/ixelles", "fr/communes/ixelles/", "nl/gemeenten/elsene/"),
        (
            "activities/2022-ixelles-m2-1",
            "fr/activites/2022/ixelles-cafe-debat/",
            "nl/activiteiten/2022/elsene-debatcafe/",
        ),
        ("projects-2022", "fr/projets/2022/", "nl/projecten/2022/"),
        ("questions/question-7", "fr/questions-ecrites/7/", "nl/schriftelijke-vragen/7/"),
    ],
)
def test_addresses_are_localised_and_last(
    key: str, french: str, dutch: str, toy_site: Site
) -> None:
    assert toy_site.pages[key].address == {"fr": french, "nl": dutch}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_pages_have_the_same_address(
    language: Language, toy_site: Site, real_site: Site
) -> None:
    for site in (toy_site, real_site):
        addresses = [page.address[language] for page in site.pages.values()]
        assert len(set(addresses)) == len(addresses)


def test_every_page_except_home_is_below_another_up_to_home(toy_site: Site) -> None:
    for page in toy_site.pages.values():
        trail = [page.key]
        while (parent := toy_site.pages[trail[-1]].parent) is not None:
            assert parent not in trail
            trail.append(parent)
        assert trail[-1] == "home"


def test_a_record_is_found_on_its_own_page_or_on_a_place_of_another(toy: Dataset) -> None:
    def place(kind: type[Record], id: str) -> tuple[str, str]:
        return page_of(toy.get(kind, id))

    assert place(Project, "2022-ketjes-bal") == ("projects/2022-ketjes-bal", "")
    assert place(Plan, "pe-pv") == ("plan", "")
    assert place(Edition, "2021-2024") == ("plan", "#2021-2024")
    assert place(Summary, "2022-m2-1") == ("measures/2021-2024-m2-1", "#2022-m2-1")
    assert place(LocalPlan, "2026-ixelles") == ("communes/ixelles", "#2026-ixelles")
    assert place(Call, "call-2022") == ("projects-2022", "")


def test_a_page_knows_the_record_that_it_is_the_page_of(toy: Dataset, toy_site: Site) -> None:
    assert toy_site.pages["communes/ixelles"].record is toy.get(Commune, "ixelles")
    assert toy_site.pages["communes"].record is None
    assert toy_site.pages["home"].record is None
