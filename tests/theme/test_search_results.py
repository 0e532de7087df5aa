"""What people type finds first what it names, and nothing in the other language."""

from __future__ import annotations

import re

import pytest

from generator.records import LANGUAGES, Association, Commune, Language, Measure
from tests.support.built import Built
from tests.theme.interface import Engine, in_both_languages

APRES_PRISON = "fr/projets/2022/socabe-soutenir-et-encadrer-l-apres-prison"


PSYCHOSOCIAL = {
    "fr": "fr/projets/2022/prefer-accueil-psychosocial",
    "nl": "nl/projecten/2022/prefer-psychosociale-opvang",
}


@pytest.mark.parametrize(
    ("language", "query", "first"),
    [
        # hyphens behind elisions; apostrophes of all kinds
        ("fr", "après-prison", APRES_PRISON),
        ("fr", "l'après-prison", APRES_PRISON),
        ("fr", "l’après-prison", APRES_PRISON),
        ("fr", "accessibilité", "fr/accessibilite"),
        ("fr", "vivre-ensemble", "fr/glossaire@vivre-ensemble"),
        # amounts
        *(
            (language, amount, PSYCHOSOCIAL[language])
            for language in LANGUAGES
            for amount in (
                "118800",
                "118.800",
                "118.800 €",
                "€ 118.800",
                "118.800,00",
                "118 800",
                "118\u00a0800\u00a0€",
                "118\u202f800 euro",
                "118.8",
            )
        ),
        ("fr", "46000", "fr/projets/2022/cclj-campagne-contre-l-antisemitisme"),
        ("fr", "1392600", "fr/projets/2022"),
        ("nl", "1.392.600 €", "nl/projecten/2022"),
        ("fr", "457.600", "fr/mesures/2021-2024/m2-2"),
        ("nl", "thema 3", "nl/themas/2021-2024/t3"),
        ("nl", "drugs", "nl/themas/2021-2024/t3"),
        ("fr", "drogue", "fr/themes/2021-2024/t3"),
        ("fr", "mobilité", "fr/themes/2021-2024/t6"),
        # communes by their names in both languages, in short and in full, and by postal code
        ("fr", "Elsene", "fr/communes/ixelles"),
        ("fr", "ukkel", "fr/communes/uccle"),
        ("fr", "1070", "fr/communes/anderlecht"),
        ("nl", "Ixelles", "nl/gemeenten/elsene"),
        ("nl", "forest", "nl/gemeenten/vorst"),
        ("nl", "1190", "nl/gemeenten/vorst"),
        ("fr", "St-Gilles", "fr/communes/saint-gilles"),
        ("fr", "Ste Agathe", "fr/communes/berchem-sainte-agathe"),
        ("fr", "Berchem-Ste-Agathe", "fr/communes/berchem-sainte-agathe"),
        ("fr", "Ville de Bruxelles", "fr/communes/bruxelles"),
        ("fr", "Stad Brussel", "fr/communes/bruxelles"),
        ("fr", "Sint-Joost-ten-Noode", "fr/communes/saint-josse-ten-noode"),
        ("nl", "St.-Gillis", "nl/gemeenten/sint-gillis"),
        ("nl", "St-Joost", "nl/gemeenten/sint-joost-ten-node"),
        ("nl", "Sint-Joost-ten-Noode", "nl/gemeenten/sint-joost-ten-node"),
        ("nl", "Stad Brussel", "nl/gemeenten/brussel"),
        ("nl", "Ville de Bruxelles", "nl/gemeenten/brussel"),
        ("fr", "vzw Foyer", "fr/associations/foyer"),
        ("nl", "vzw Foyer", "nl/verenigingen/foyer"),
        ("nl", "asbl PREFER", "nl/verenigingen/prefer"),
        # codes, and what looks like one
        ("fr", "2.0", "fr/projets/2022/teach-for-belgium-superprofs"),
        ("fr", "mesure 2.5", "fr/mesures/2021-2024/m2-5"),
        ("nl", "maatregel 2,5", "nl/maatregelen/2021-2024/m2-5"),
        ("fr", "2-5", "fr/mesures/2021-2024/m2-5"),
        # terms of the glossary, by their words in both languages and others
        ("fr", "intervision", "fr/glossaire@intervision"),
        ("nl", "laagdrempelig", "nl/woordenlijst@bas-seuil"),
        ("fr", "radicalisering", "fr/glossaire@radicalisation"),
        ("nl", "radicalisation", "nl/woordenlijst@radicalisation"),
        ("fr", "LIVC", "fr/glossaire@csil"),
        ("nl", "CSIL", "nl/woordenlijst@csil"),
        ("fr", "subside", "fr/glossaire@subvention"),
        ("nl", "toelage", "nl/woordenlijst@subvention"),
        ("nl", "budget", "nl/woordenlijst@subvention"),
        # parts of compounds
        ("nl", "coach", "nl/projecten/2022/abrusco-jongerencoaches"),
        ("nl", "wacht", "nl/woordenlijst@gardien-de-la-paix"),
        # pages by their title, which no longer name comes before
        ("fr", "communes", "fr/communes"),
        ("nl", "woordenlijst", "nl/woordenlijst"),
    ],
)
def test_a_query_finds_first_what_it_names(
    engine: Engine, language: Language, query: str, first: str
) -> None:
    assert engine.first(language, query) == first


@in_both_languages
@pytest.mark.parametrize("query", ["M2.5", "2.5", "m2-5", "m2.5", "2,5", "M 2.5"])
def test_a_measure_is_found_first_by_its_code_however_it_is_spelled(
    site: Built, engine: Engine, language: Language, query: str
) -> None:
    measure = site.dataset.get(Measure, "2021-2024-m2-5")
    assert engine.first(language, query) + "/" == site.address(measure, language)


@in_both_languages
def test_results_are_in_the_language_of_the_page(engine: Engine, language: Language) -> None:
    queries = [
        "Elsene",
        "Ixelles",
        "opleiding",
        "formation",
        "politie",
        "prévention",
        "2022",
        "plan",
    ]
    for query, answer in zip(queries, engine(language, *queries), strict=True):
        assert {address[:2] for address in answer["found"]} == {language}, query


@pytest.mark.parametrize(
    ("language", "query", "expected"),
    [
        ("fr", "securite", r"sécurité"),
        ("fr", "SECURITE", r"sécurité"),
        ("fr", "formations", r"formation"),
        ("nl", "opleidingen", r"opleiding"),
        ("fr", "organisation", r"organisation"),
        ("fr", "extrémismes", r"extrémisme"),
        ("nl", "coördinatie", r"coördinatie"),
        ("fr", "educateurs", r"[ée]ducat"),
        ("fr", "éducative", r"[ée]ducat"),
        ("fr", "subsidie", r"subvention|subsidie"),
        ("nl", "subside", r"subsidie"),
        ("fr", "gemeente", r"commune"),
        ("nl", "police", r"politie"),
    ],
)
def test_results_are_those_that_are_meant(
    site: Built, engine: Engine, language: Language, query: str, expected: str
) -> None:
    (answer,) = engine(language, query)
    assert answer["found"]
    for address in answer["found"]:
        page, _, anchor = address.partition("@")
        (part,) = site.html[f"{page}/"].xpath(f"//*[@id='{anchor or 'main'}']")
        assert re.search(expected, part.text_content(), re.IGNORECASE), address


@in_both_languages
@pytest.mark.parametrize("query", ["xyzzy", "xylophone", "piscine", "zwembad", "2.7", "7654321"])
def test_what_no_page_prints_finds_nothing(engine: Engine, language: Language, query: str) -> None:
    (answer,) = engine(language, query)
    assert answer["found"] == []


@in_both_languages
def test_the_home_page_and_indexes_come_after_what_they_list(
    site: Built, engine: Engine, language: Language
) -> None:
    listed = {page.address[language].strip("/"): page for page in site.pages.values()}
    names = [record.name[language] for record in site.dataset.all(Association)]
    names += [record.name[language] for record in site.dataset.all(Commune)]
    queries = [
        *names,
        {"fr": "jeunes", "nl": "jongeren"}[language],
        {"fr": "police", "nl": "politie"}[language],
    ]
    for query, answer in zip(queries, engine(language, *queries), strict=True):
        kinds = [address.partition("@")[2] or listed.get(address) for address in answer["found"]]
        indexes = [
            i
            for i, page in enumerate(kinds)
            if not isinstance(page, str) and page and page.record is None
        ]
        records = [
            i for i, page in enumerate(kinds) if not isinstance(page, str) and page and page.record
        ]
        assert records, query
        assert not indexes or records[0] < indexes[0], query


@pytest.mark.parametrize(
    ("language", "query", "suggested"),
    [
        ("fr", "formtion", "formation"),
        ("fr", "formtion jeunes", "formation jeunes"),
        ("fr", "prevntion", "prévention"),
        ("fr", "Schaerbek", "Schaerbeek"),
        ("nl", "polarsering", "polarisering"),
        ("nl", "weerkracht", "veerkracht"),
        ("fr", "xyzzy", ""),
        ("nl", "piscine", ""),
    ],
)
def test_a_misspelt_word_is_answered_with_a_printed_one(
    engine: Engine, language: Language, query: str, suggested: str
) -> None:
    (answer,) = engine(language, query)
    assert answer["suggestion"] == suggested
    if suggested:
        assert engine(language, suggested)[0]["found"]
