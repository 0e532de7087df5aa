"""Loads data/: each file becomes a record of its kind, or problems."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pydantic
import yaml

from generator.core.problem import DataError, Finding, Problem
from generator.core.text import composed, did_you_mean, shorten, single_spaced
from generator.reading.files import LARGEST_DOCUMENT, LARGEST_RECORD, find_files, path_of, read_text
from generator.reading.strict_yaml import (
    MOST_PROBLEMS,
    compose,
    construct,
    dotted,
    first_problems,
    position,
)
from generator.reading.validation import findings
from generator.records import KIND_OF, Location, Record, Source

SOURCE_TEXT = "text.txt"

MOST_LINES = 100_000
"""Lines of a source's text: each can be a problem, if no record cites it."""

Track = Callable[[list[Path]], Iterable[Path]]


@dataclass(slots=True)
class Loaded:
    """What was read: valid records by key, their files, the texts of sources, and all problems."""

    root: Path
    records: dict[str, Record] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    texts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    """The keys of all records, also of files with a mistake."""
    invalid: set[str] = field(default_factory=set)
    """The keys of files with a mistake."""

    def text(self, record: Record) -> str:
        """The text of a record's file, with its comments."""
        path = self.paths[record.key]
        return read_text(self.root / path, path, LARGEST_RECORD)

    def problem(self, record: Record, code: str, finding: Finding) -> Problem:
        """The problem of a finding, with its place in the record's file."""
        path = self.paths[record.key]
        node = _compose(self.root / path, path)
        return problem_at(node, path, code, finding.where, finding.message, finding.hint)


def load_data(root: Path, track: Track = list) -> Loaded:
    """Every record below `root`/data, and the text of every source.

    `root` is the folder of the repository. Paths in problems are relative to it. `track` gets the list
    of files to read, and its result is what is read: a caller can show progress.
    """
    loaded = Loaded(root)
    texts: list[str] = []
    files, problems = find_files(root / "data", root)
    loaded.problems += problems
    for file in track(files):
        with _collecting(loaded):
            _load_file(file, texts, loaded)
    sources = [record for record in loaded.records.values() if isinstance(record, Source)]
    for source in sources:
        with _collecting(loaded):
            _load_text(source, loaded)
    for path in texts:
        name = Path(path).parent.name
        if f"{Source.kind}/{name}" not in loaded.known:
            message = f"no record “{name}” in data/{Source.kind}/"
            near = did_you_mean(name, [source.id for source in sources])
            hint = near or f"add data/{Source.kind}/{name}.yml"
            loaded.problems.append(Problem(path, 1, 1, "", "source-text", message, hint))
    return loaded


# --- one file ----------------------------------------------------------------------------------


@contextmanager
def _collecting(loaded: Loaded) -> Iterator[None]:
    """Adds the problems of one file to those of the others, so that loading goes on."""
    try:
        yield
    except DataError as error:
        loaded.problems += error.problems


def _load_file(file: Path, texts: list[str], loaded: Loaded) -> None:
    """Adds what a file in data/ says. The paths of sources' texts go into `texts`."""
    path = path_of(file, loaded.root)
    folder = Path(path).parts[1]
    kind = KIND_OF.get(folder)
    if kind and file.suffix == ".yml":
        _load_record(file, path, kind, loaded)
    elif kind is Source and file.name == SOURCE_TEXT:
        texts.append(path)
    elif not file.is_file() or file.is_symlink():
        read_text(file, path, 0)
    elif kind is None:
        hint = did_you_mean(folder, KIND_OF) or f"kinds are {', '.join(KIND_OF)}"
        message = f"“{folder}” is not a kind of record"
        raise DataError([Problem(path, 1, 1, "", "unknown-kind", message, hint)])
    else:
        hint = "a record's file ends in .yml; this folder has only records"
        raise DataError([Problem(path, 1, 1, "", "not-a-record", "not a record", hint)])


def _load_record(file: Path, path: str, kind: type[Record], loaded: Loaded) -> None:
    key = f"{kind.kind}/{file.stem}"
    loaded.known.add(key)
    loaded.invalid.add(key)
    node = compose(read_text(file, path, LARGEST_RECORD), path)
    record = _validate(node, path, kind)
    if record.id != file.stem:
        loaded.known.add(record.key)
        loaded.invalid.add(record.key)
        raise DataError([problem_at(node, path, "id-file", ("id",), *_wrong_id(record.id, file))])
    if other := loaded.paths.get(record.key):
        message, hint = f"{other} has the same id", "give one another id"
        raise DataError([problem_at(node, path, "duplicate-id", ("id",), message, hint)])
    loaded.invalid.discard(key)
    loaded.records[key] = record
    loaded.paths[key] = path


def _validate(node: yaml.MappingNode, path: str, kind: type[Record]) -> Record:
    """The record of a file. Raises DataError with each mistake in it, in plain words."""
    data = construct(node, path)
    try:
        return kind.model_validate(data)
    except pydantic.ValidationError as error:
        if other := _kind_with(data, kind):
            message = f"has the fields of data/{other}/, not those of data/{kind.kind}/"
            hint = f"move the file into data/{other}/"
            raise DataError([problem_at(node, path, "no-such-field", (), message, hint)]) from error
        found = list(findings(error, kind))
        problems = [
            problem_at(node, path, each.code, each.where, each.message, each.hint)
            for each in found[: MOST_PROBLEMS + 1]
        ]
        raise DataError(first_problems(problems, len(found))) from error


def _wrong_id(id: str, file: Path) -> tuple[str, str]:
    """What to say about an id that is not the name of its file: (message, hint)."""
    shown = shorten(id)
    message = f"the id is “{shown}”, but the file's name is “{file.stem}”"
    if (original := file.with_name(f"{id}.yml")).exists():
        return message, (
            f"{original.name} has this id: give the copy its own id, which is also the name of its file"
        )
    return message, (
        f"put the id back: {file.stem}; if it is to change, rename the file too, "
        f"{shown}.yml, with a redirect if its page moves"
    )


def _kind_with(data: Mapping[str, Any], kind: type[Record]) -> str:
    """The kind with these fields, if it is another than `kind`. Empty if there is none, or several."""
    fits = [
        name
        for name, other in KIND_OF.items()
        if set(data) <= set(other.model_fields)
        and all(name in data for name, asked in other.model_fields.items() if asked.is_required())
    ]
    return fits[0] if len(fits) == 1 and fits[0] != kind.kind else ""


def _load_text(source: Source, loaded: Loaded) -> None:
    file = (loaded.root / loaded.paths[source.key]).parent / source.id / SOURCE_TEXT
    path = path_of(file, loaded.root)
    loaded.invalid.add(source.key)
    text = read_text(file, path, LARGEST_DOCUMENT)
    if text.count("\n") > MOST_LINES:
        message, hint = f"more than {MOST_LINES:,} lines", "is it the right file?"
        raise DataError([Problem(path, 1, 1, "", "too-large", message, hint)])
    loaded.invalid.discard(source.key)
    # Tabs separate cells. Several spaces come from the text recogniser and mean nothing.
    loaded.texts[source.id] = tuple(
        "\t".join(single_spaced(cell) for cell in line.split("\t"))
        for line in composed(text).split("\n")
    )


# --- places ------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=64)
def _compose_version(file: Path, path: str, _version: int) -> yaml.Node:
    return compose(read_text(file, path, LARGEST_RECORD), path)


def _compose(file: Path, path: str) -> yaml.Node | None:
    """The nodes of a record's file, which have the places that records do not keep.

    None if the file cannot be read: somebody may be writing it at this moment.
    """
    try:
        return _compose_version(file, path, file.stat().st_mtime_ns)
    except (OSError, DataError):
        return None


def problem_at(
    node: yaml.Node | None, path: str, code: str, where: Location, message: str, hint: str = ""
) -> Problem:
    """A problem of a file, at the line and column of `where`; at the top if the place is unknown."""
    line, column = position(node, where) if node else (1, 1)
    return Problem(path, line, column, dotted(where), code, message, hint)
