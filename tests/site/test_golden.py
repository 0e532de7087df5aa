"""One page of each kind in both languages, byte for byte: golden/<language>/<kind>.md.

After a change of wording or layout that was meant: `pytest --update-golden`, then read the diff.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from generator.records import LANGUAGES, Language
from generator.site.pages import PAGES

GOLDEN = Path(__file__).parent / "golden"

# The page of the toy that shows most of its kind.
SHOWN = {
    "home": "home",
    "plan": "plan",
    "theme": "themes/2021-2024-t2",
    "measures": "measures",
    "measure": "measures/2021-2024-m2-1",
    "communes": "communes",
    "commune": "communes/ixelles",
    "activities": "activities-2022",
    "activity": "activities/2022-ixelles-m2-1",
    "associations": "associations",
    "association": "associations/amis",
    "projects": "projects-2022",
    "project": "projects/2022-amis-cafe",
    "actions": "actions",
    "action": "actions/2022-mediateurs",
    "glossary": "glossary",
    "question": "questions/question-7",
    "sources": "sources",
    "source": "sources/question-7",
    "corrections": "corrections",
    "gaps": "gaps",
    "redirect": "redirects/ketjes-danse",
    "translations": "translations",
    "rules": "rules",
    "rule": "rules/not-in-source",
}


@pytest.mark.parametrize(("language", "kind"), [*product(LANGUAGES, SHOWN)])
def test_page_is_as_it_was(
    language: Language, kind: str, toy_pages: dict[str, str], update_golden: bool
) -> None:
    page = toy_pages[f"{language}/generated/{SHOWN[kind]}.md"].encode()
    golden = GOLDEN / language / f"{kind}.md"

    if update_golden:
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_bytes(page)

    assert page == golden.read_bytes()


def test_every_kind_of_page_is_shown_and_no_golden_page_is_left_over() -> None:
    files = {file.relative_to(GOLDEN).as_posix() for file in GOLDEN.rglob("*.md")}

    assert list(SHOWN) == [kind.name for kind in PAGES]
    assert files == {f"{language}/{kind}.md" for language, kind in product(LANGUAGES, SHOWN)}
