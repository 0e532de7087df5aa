"""A new record of each kind that `new` can write: its options, its file, its row in the toy's document."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from click.testing import CliRunner, Result

from generator.cli import new
from generator.cli.main import main
from generator.core.problem import Problem
from tests.support.repository import Repository

TEXT = "data/sources/question-7/text.txt"
ROWS = {
    "project": "M2.2\tKetjes\t\t3.000 €\tFanfare d'été / Zomerfanfare\tJouer dehors\tBuiten spelen",
    "activity": "\t2.1\tService Jeunes : Repas de rue / Dienst Jeugd: Straatmaaltijd",
    "association": "M2.2\tL'Œuvre d'à Côté asbl / vzw",
    "commune": "Saint-Gilles / Sint-Gillis",
    "measure": "M2.4 : Jouer dehors / Buiten spelen",
}
SCRIPTS: Mapping[str, dict[str, str]] = {
    "project": {
        "year": "2022",
        "measure": "2.2",
        "association": "ketjes",
        "amount": "3000",
        "title-fr": "Fanfare d'été",
        "title-nl": "Zomerfanfare",
        "description-fr": "Jouer dehors",
        "description-nl": "Buiten spelen",
    },
    "activity": {
        "year": "2026",
        "commune": "Elsene",
        "measure": "2.1",
        "service-fr": "Service Jeunes",
        "service-nl": "Dienst Jeugd",
        "name-fr": "Repas de rue",
        "name-nl": "Straatmaaltijd",
    },
    "association": {"name-fr": "L'Œuvre d'à Côté", "legal-form-fr": "asbl", "legal-form-nl": "vzw"},
    "commune": {
        "name-fr": "Saint-Gilles",
        "name-nl": "Sint-Gillis",
        "nis-code": "21013",
        "postal-codes": "1060",
        "tile": "4 1",
    },
    "measure": {
        "edition": "2021-2024",
        "theme": "2",
        "code": "2.4",
        "title-fr": "Jouer dehors",
        "title-nl": "Buiten spelen",
        "short-fr": "Le jeu",
        "short-nl": "Het spel",
        "plain-fr": "Jouer plus souvent dehors.",
        "plain-nl": "Vaker buiten spelen.",
    },
}
WRITTEN = {
    "project": "data/projects/2022/2022-ketjes-fanfare-d-ete.yml",
    "activity": "data/activities/2026/2026-ixelles-m2-1-repas-de-rue.yml",
    "association": "data/associations/l-oeuvre-d-a-cote.yml",
    "commune": "data/communes/saint-gilles.yml",
    "measure": "data/measures/2021-2024-m2-4.yml",
}
LAST = 29  # line of the toy's document


def options(kind: str, **changes: str | None) -> list[str]:
    """The options for a whole record; `changes` replaces some, or leaves out some (None)."""
    line = str(LAST + 1 + list(ROWS).index(kind))
    given: dict[str, str | None] = {"document": "question-7", "lines": line, **SCRIPTS[kind]}
    given |= {name.replace("_", "-"): value for name, value in changes.items()}
    return [
        part for name, value in given.items() if value is not None for part in (f"--{name}", value)
    ]


def answer(repository: Repository, kind: str, *answers: str, **changes: str | None) -> Result:
    """What the command prints if somebody at a terminal gives these answers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(new, "_is_terminal", lambda: True)
        command = ["new", kind, *options(kind, **changes), "--root", str(repository.root)]
        return CliRunner().invoke(main, command, input="".join(f"{a}\n" for a in answers))


def errors_in(repository: Repository, path: str) -> list[Problem]:
    return [p for p in repository.problems() if p.path == path and p.severity == "error"]
