"""Pages with a text that changed in one language only say so."""

from __future__ import annotations

from generator.dataset.translations import digests, translations
from generator.records import Commune, Project
from generator.site.site import Site

CAFE = "data/projects/2022-amis-cafe.yml"


def test_a_page_says_so_in_the_language_that_is_behind(lagging_pages: dict[str, str]) -> None:
    dutch = lagging_pages["nl/generated/projects/2022-amis-cafe.md"]

    assert (
        '<p class="note behind">De Franse tekst van deze pagina is gewijzigd (titel). '
        "We hebben nog niet nagekeken of de Nederlandse tekst nog klopt. "
        '<a href="../../../../fr/projets/2022/amis-cafe-philo/" hreflang="fr">'
        "De pagina in het Frans bekijken</a></p>"
    ) in dutch
    assert "behind" not in lagging_pages["fr/generated/projects/2022-amis-cafe.md"]


def test_a_page_says_so_about_the_records_that_it_shows(lagging_pages: dict[str, str]) -> None:
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
    pages = {path for path, page in lagging_pages.items() if 'class="note behind"' in page}

    assert pages == {
        "nl/generated/projects/2022-amis-cafe.md",
        "fr/generated/communes/forest.md",
    }


def test_the_page_of_translations_lists_what_waits_and_the_line_that_confirms_it(
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
