"""Finds the field that somebody meant, who wrote its name in French or Dutch, or misspelled it."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from generator.core.text import nearest, slugify

OTHER_NAMES: Mapping[str, str] = {
    "abbreviation": "abreviation sigle afkorting",
    "address": "adresse lien adres link url",
    "addressee": "destinataire bestemmeling",
    "administration": "administratie",
    "adopted": "adopte adoption goedgekeurd goedkeuring",
    "amount": "montant somme subside bedrag subsidie",
    "answer": "reponse antwoord",
    "association": "asbl vzw vereniging",
    "author": "auteur indiener",
    "both": "deux les-deux beide allebei",
    "budget": "financement begroting financiering",
    "code": "code-mesure",
    "columns": "colonnes kolommen",
    "commune": "gemeente",
    "confirmed": "confirme confirmes bevestigd",
    "corrections": "correction correcties verbeteringen verbetering",
    "date": "datum",
    "description": "descriptif beschrijving omschrijving",
    "document": "bron-document stuk",
    "doubts": "doute doutes twijfel twijfels",
    "edition": "editie uitgave",
    "enterprise_number": "numero-entreprise numero-d-entreprise bce kbo ondernemingsnummer",
    "extract": "extrait uittreksel",
    "field": "champ veld",
    "fr": "francais french frans",
    "full_name": "nom-complet volledige-naam",
    "furniture": "en-tetes kopteksten",
    "gaps": "lacune lacunes leemte leemten leemtes",
    "general_knowledge": "connaissances-generales algemene-kennis",
    "history": "historique histoire geschiedenis",
    "lang": "langue taal",
    "languages": "langues talen",
    "legal_form": "forme-juridique rechtsvorm",
    "lines": "ligne lignes lijn lijnen regel regels",
    "meaning": "signification sens betekenis",
    "measure": "mesure maatregel",
    "moved": "deplace deplaces verplaatst",
    "name": "nom naam",
    "names": "noms namen",
    "nis_code": "ins code-ins nis niscode",
    "nl": "neerlandais dutch nederlands",
    "note": "nota",
    "number": "numero nummer",
    "office": "fonction functie ambt",
    "old": "ancien ancienne oud oude",
    "parts": "parties delen",
    "postal_codes": "code-postal codes-postaux postcode postcodes",
    "printed": "imprime gedrukt",
    "projects": "projets projecten",
    "reason": "raison reden",
    "remarks": "remarque remarques opmerking opmerkingen",
    "repairs": "reparations herstellingen",
    "role": "rol",
    "rule": "regle",
    "service": "dienst",
    "short": "court kort",
    "shown": "affiche montre getoond",
    "slug": "adresse adres",
    "sources": "source bron bronnen",
    "spellings": "orthographe orthographes graphies spelling spellingen schrijfwijze schrijfwijzen",
    "status": "statut",
    "subject": "sujet objet onderwerp",
    "text": "texte tekst",
    "theme": "thema",
    "title": "titre intitule titel nom naam",
    "to": "vers naar",
    "unofficial": "non-officiel officieux onofficieel niet-officieel",
    "variants": "variante variantes variant varianten",
    "why": "pourquoi waarom",
    "year": "annee jaar",
    "years": "annees jaren",
}


def field_meant_by(word: str, fields: Iterable[str]) -> str:
    """The field that somebody meant: misspelled, or in French or Dutch. Empty if no name is near."""
    names = _by_name(tuple(fields))
    return names.get(nearest(slugify(word), names), "")


@functools.cache
def _by_name(fields: tuple[str, ...]) -> Mapping[str, str]:
    """The fields by each of their names."""
    return {
        name: field
        for field in fields
        for name in (field.replace("_", "-"), *OTHER_NAMES.get(field, "").split())
    }
