"""Grows the dataset as time will: `python -m benchmarks.copies 10 FOLDER` writes the real year and nine more.

Each copy is one more year: its own sources, local plans, activities, call, projects, summary rows,
actions and question. Four years share an edition with its own theme and measures. The plan, its
administration and the 19 communes stay the same records. Half of the associations come back every
year, the other half are new: the pages of communes and associations and every index grow. Records that
stay cite the new documents too. Other documents stay as they are: records that cite only these are not
copied.

Every copy spells its texts and its sources with other letters: quotations are still found, and no two
years say the same. Amounts, codes and lengths stay.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from generator import REPOSITORY
from generator.dataset.translations import confirm, translations
from generator.reading.canonical import canonicalize
from generator.records import KIND_OF, Ref, walk

YEAR = 2022
NUMBER = 1038  # of the written question: another one each year
FIRST, YEARS = 2021, 4  # of the edition that has measures
NEW_EDITIONS_FROM = 2031  # after those that the sources announce

# The first copy in an edition is its second year, as 2022 is: its sources name the edition.
ORDER = (1, 0, 2, 3)

COPIED = {"question-1038", "prefer-page"}
"""The documents that each year has a copy of."""

BY_EDITION = {"editions", "themes", "measures"}
BY_YEAR = {
    "sources",
    "questions",
    "local-plans",
    "activities",
    "calls",
    "projects",
    "summaries",
    "actions",
}

# Letters change places within a group: other words of the same shape. The groups' lengths share no
# divisor, so the first 105 copies differ. “euro” is left alone: checks read it.
LETTERS = ("bcdfg", "lmnpstv", "hjk")

PROSE = {"fr", "nl", "both", "printed", "shown", "text", "years", "number"}

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class File:
    """A record's file: its path below data/, its content, and the places of its references."""

    path: Path
    data: Data
    references: tuple[tuple[tuple[str | int, ...], str], ...]

    @property
    def kind(self) -> str:
        """The kind of record, which is the name of the folder."""
        return self.path.parts[0]

    @classmethod
    def read(cls, path: Path) -> File:
        """One of the repository's records."""
        data = yaml.load((REPOSITORY / "data" / path).read_bytes(), yaml.CSafeLoader)
        record = KIND_OF[path.parts[0]].model_validate(data)
        found = [
            (where, marker.key(value).partition("/")[0])
            for where, value, marker in walk(record)
            if isinstance(marker, Ref)
        ]
        return cls(path, data, tuple(found))


@dataclass(frozen=True)
class Copy:
    """The copy number `number` (from 1): which records it copies, under which ids and words."""

    number: int
    kept_names: tuple[str, ...]
    """The names of the associations that come back and of the communes: sources print them unchanged."""
    returning: frozenset[str]

    @property
    def first(self) -> int:
        """The first year of its edition."""
        return NEW_EDITIONS_FROM + YEARS * ((self.number - 1) // YEARS)

    @property
    def year(self) -> int:
        """Its own year."""
        return self.first + ORDER[(self.number - 1) % YEARS]

    def copies(self, kind: str, id: str) -> bool:
        """Whether references to this record go to a copy of it."""
        match kind:
            case "editions":
                return id.startswith(f"{FIRST}-")
            case "associations":
                return id not in self.returning
            case "sources":
                return id in COPIED
        return kind in BY_YEAR | BY_EDITION

    def makes(self, file: File) -> bool:
        """Whether this copy writes the record; only the first copy of an edition writes its records."""
        documents = {citation["document"] for citation in file.data.get("sources", ())}
        return (
            self.copies(file.kind, file.data["id"])
            and not COPIED.isdisjoint(documents)
            and not (file.kind in BY_EDITION and (self.number - 1) % YEARS)
        )

    def shares(self, file: File, later: Copy) -> bool:
        """Whether a later copy uses the record that this one made."""
        return file.kind in BY_EDITION and later.first == self.first and later != self

    def name(self, id: str) -> str:
        """The id, slug or path of the copy."""
        shifted = self.shift(id)
        return f"{id}-{self.year}" if shifted == id else shifted

    def shift(self, text: str) -> str:
        """The copy's years and question number in place of the real ones."""
        return re.sub(rf"\b(?:20[1-3]\d|{NUMBER})\b", self._shifted, text)

    def _shifted(self, match: re.Match[str]) -> str:
        number = int(match[0])
        if number == NUMBER:
            return str(NUMBER + self.number)
        return str(self.year if number == YEAR else number - FIRST + self.first)

    @cached_property
    def _alphabet(self) -> dict[int, str]:
        turned: dict[str, str] = {}
        for group in LETTERS:
            by = self.number % len(group)
            turned |= dict(zip(group, group[by:] + group[:by], strict=True))
        return str.maketrans(turned | {a.upper(): b.upper() for a, b in turned.items()})

    @cached_property
    def _kept(self) -> re.Pattern[str]:
        names = sorted(self.kept_names, key=len, reverse=True)
        # And the marks in our notes that give the language of [words]{nl}.
        return re.compile(rf"({'|'.join(map(re.escape, names))}|\{{(?:fr|nl|en)\}})")

    def spell(self, text: str) -> str:
        """The copy's words for a text of a record or a source."""
        parts = self._kept.split(self.shift(text))
        # Every second part is a name.
        parts[::2] = [part.translate(self._alphabet) for part in parts[::2]]
        return "".join(parts)

    def record(self, file: File) -> File:
        """The copy of a record."""
        data: Data = _mapped(file.data, self.spell)
        data.pop("objectives", None)  # words of a document that stays
        data["id"] = self.name(file.data["id"])
        for where, kind in file.references:
            holder = data
            for step in where[:-1]:
                holder = holder[step]  # type: ignore[index]  # a list's steps are numbers
            reference: str = holder[where[-1]]  # type: ignore[index]
            if self.copies(kind, reference.removeprefix(f"{kind}/")):
                holder[where[-1]] = self.name(reference)  # type: ignore[index]
        if "year" in data:
            data["year"] = self.year
        elif "slug" in data:
            # The addresses of other records contain the year.
            data["slug"] = {language: self.name(slug) for language, slug in data["slug"].items()}
        # Both languages of a text have changed in the same way.
        record = KIND_OF[file.kind].model_validate(data)
        data["confirmed"] = confirm(record, [text.field for text in translations(record)])
        folder = Path(*(self.shift(part) for part in file.path.parent.parts))
        return File(folder / f"{data['id']}.yml", data, file.references)


def _mapped(value: Any, spell: Callable[[str], str], key: str = "") -> Any:
    """A copy of a record's data with other words; everything else as it is."""
    if isinstance(value, dict):
        kept = ("slug", "address")
        return {k: v if k in kept else _mapped(v, spell, k) for k, v in value.items()}
    if isinstance(value, list):
        return [_mapped(item, spell) for item in value]
    return spell(value) if isinstance(value, str) and key in PROSE else value


def _citing_too(data: Data, original: Data, copies: Iterable[Copy]) -> Data:
    """A record that stays, citing in the copies' documents the lines that it cites in the first."""
    if "sources" not in original:
        return data
    further = [
        {"document": copy.name(citation["document"]), "lines": [*citation["lines"]]}
        for copy in copies
        for citation in original["sources"]
        if citation["document"] in COPIED
    ]
    return {**data, "sources": [*data["sources"], *further]}


def grow(size: int) -> Iterator[tuple[Path, str]]:
    """(path below data/, content) of every file of the dataset, grown to `size` years."""
    root = REPOSITORY / "data"
    files = [File.read(path.relative_to(root)) for path in sorted(root.rglob("*.yml"))]
    associations = [file.data for file in files if file.kind == "associations"]
    communes = [file.data["name"] for file in files if file.kind == "communes"]
    names = (
        *(s["printed"] for data in associations[::2] for s in data["spellings"]),
        *(name for text in communes for name in text.values()),
    )
    returning = frozenset(data["id"] for data in associations[::2])
    copies = [Copy(number, names, returning) for number in range(1, size)]
    for file in files:
        staying = [copy for copy in copies if not copy.copies(file.kind, file.data["id"])]
        yield file.path, _written(file, _citing_too(file.data, file.data, staying))
        for copy in copies:
            if copy.makes(file):
                made = copy.record(file)
                same = [later for later in copies if copy.shares(file, later)]
                yield made.path, _written(made, _citing_too(made.data, file.data, same))
        if file.kind == "sources":
            folder = file.path.with_suffix("")
            text = (root / folder / "text.txt").read_text(encoding="utf-8")
            yield folder / "text.txt", text
            for copy in copies if folder.name in COPIED else ():
                yield folder.with_name(copy.name(folder.name)) / "text.txt", copy.spell(text)


def _written(file: File, data: Data) -> str:
    return canonicalize("", KIND_OF[file.kind], "data" / file.path, **data)


def write_site(size: int, folder: Path) -> None:
    """A folder that `python -m generator build --root` and MkDocs take for a repository."""
    for path, content in grow(size):
        file = folder / "data" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8", newline="\n")
    shutil.copy(REPOSITORY / "mkdocs.yml", folder)
    shutil.copytree(REPOSITORY / "theme", folder / "theme")
    shutil.copytree(REPOSITORY / "docs", folder / "docs", ignore=_generated)


_generated = shutil.ignore_patterns("generated")


if __name__ == "__main__":
    write_site(int(sys.argv[1]), Path(sys.argv[2]))
