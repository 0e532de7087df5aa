"""The kinds of record that `new` can write, with the prompts for each.

Only a kind of record that `new` can write needs an entry in PROMPTED_KINDS, under the name of its page.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.core.text import slugify
from generator.editing import parsers
from generator.editing.answers import Answers
from generator.editing.prompt import (
    KindPrompts,
    Prompt,
    id_prompt,
    proper_name,
    reference,
    slug,
    text,
)
from generator.records import (
    Activity,
    Association,
    Commune,
    Edition,
    Measure,
    Project,
    Source,
    Theme,
)

BY_HAND = "write its file, as CONTRIBUTING.md shows for the document of a project"
YEAR = Prompt("year", "Year, like 2022", parsers.year)
SOURCE = (
    reference(
        "document",
        "Document to cite (its name or its id; ? lists them)",
        Source,
        ("sources", 0, "document"),
        BY_HAND,
    ),
    Prompt(
        "lines",
        "Lines of its text to cite, like 132 or 132-134, 140 (or a word, to find them)",
        parsers.lines,
        ("sources", 0, "lines"),
        echo=Answers.cited_texts,
    ),
)
EDITION = reference("edition", "Edition of the plan, like 2021-2024", Edition, remedy=BY_HAND)
THEME = reference("theme", "Theme (its number or its name)", Theme, remedy=BY_HAND)
MEASURE = reference("measure", "Measure (its code, like 2.1)", Measure)
COMMUNE = reference("commune", "Commune (its name or its id)", Commune)
ASSOCIATION = reference("association", "Association (its name or its id)", Association)
TITLE = text("title", "Title as printed")
ACTIVITY = text("name", "Name as printed", ("names", 0), required=False)
NAME = text("name", "Name as printed")
PROPER_NAME = proper_name("name", "Name to show")


def _measure_number(answers: Answers) -> str:
    return f"m{answers.reference(Measure).code}"


def _activity_id(answers: Answers) -> str:
    """The commune and the measure, with the activity's name if they have an activity already."""
    short = slugify(answers.get("year"), answers.reference(Commune).id, _measure_number(answers))
    return slugify(short, ACTIVITY.either(answers)) if short in answers.existing_ids() else short


PROMPTED_KINDS: Mapping[str, KindPrompts] = {
    "project": KindPrompts(
        Project,
        (
            *(YEAR, *SOURCE, MEASURE, ASSOCIATION),
            Prompt("amount", "Amount in euros, with cents if they are printed", parsers.amount),
            *TITLE,
            *text("description", "Description as printed"),
            id_prompt(
                lambda a: slugify(a.get("year"), a.reference(Association).id, TITLE.either(a))
            ),
            *slug(TITLE, lambda a, _, words: slugify(a.reference(Association).id, words)),
        ),
    ),
    "activity": KindPrompts(
        Activity,
        (
            *(YEAR, *SOURCE, COMMUNE, MEASURE),
            *text("service", "Service that carries it out, as printed", required=False),
            *ACTIVITY,
            id_prompt(_activity_id),
            *slug(
                ACTIVITY,
                lambda a, language, words: slugify(
                    a.reference(Commune).slug[language], words or _measure_number(a)
                ),
            ),
        ),
    ),
    "association": KindPrompts(
        Association,
        (
            *SOURCE,
            *PROPER_NAME,
            Prompt(
                "spelling",
                "Its name as printed on these lines",
                parsers.quoted,
                ("spellings", 0, "printed"),
                propose=lambda a: name if a.is_cited(name := PROPER_NAME.either(a)) else "",
            ),
            Prompt("abbreviation", "Abbreviation", parsers.words, ("abbreviation", "both"), False),
            *text("legal_form", "Legal form as printed (asbl / vzw)", required=False),
            id_prompt(lambda a: slugify(PROPER_NAME.either(a))),
            *slug(PROPER_NAME, lambda _, __, words: slugify(words)),
        ),
    ),
    "commune": KindPrompts(
        Commune,
        (
            *SOURCE,
            *NAME,
            Prompt("nis_code", "NIS code, like 21004", parsers.matching(r"\d{5}", "21004")),
            Prompt(
                "postal_codes",
                "Postal codes, like 1000, 1020",
                parsers.matching(r"\d{4}([,\s]+\d{4})*", "1000, 1020", str),
            ),
            Prompt(
                "tile",
                "Place on the tile map: column and row, like 3 1",
                parsers.matching(r"\d{1,2}[,\s]+\d{1,2}", "3 1", int),
            ),
            id_prompt(lambda a: slugify(NAME.either(a))),
            *slug(NAME, lambda _, __, words: slugify(words)),
        ),
        {"general_knowledge": ["nis_code", "postal_codes"]},
    ),
    "measure": KindPrompts(
        Measure,
        (
            *(*SOURCE, EDITION, THEME),
            Prompt("code", "Code, like 2.1", parsers.code),
            *text("title", "Title as printed", required=False),
            *text("short", "Its subject in a few words of plain language, ours"),
            *text("plain", "What it asks, in plain language, ours"),
            id_prompt(lambda a: slugify(a.reference(Edition).id, f"m{a.get('code')}")),
        ),
    ),
}
"""What `new` asks, by the name of the kind on the command line."""
