"""Reads YAML and source texts from disk; the only module that does. Bad files become problems."""

from __future__ import annotations

import datetime
import difflib
import functools
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pydantic
import yaml

from generator.models import KIND_OF, LANGUAGES, Location, Record, Source, fields_at
from generator.problems import DataError, Problem

SOURCE_TEXT = "text.txt"
BOUNDARIES = "boundaries.geojson"

Rings = tuple[tuple[tuple[float, float], ...], ...]
"""The outlines of an area: rings of (longitude, latitude)."""

# Control characters, those that reorder or hide text, and private ones: no review shows them.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ue000-\uf8ff\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)


Track = Callable[[list[Path]], Iterable[Path]]


@dataclass(slots=True)
class Loaded:
    """What was read: sound records by key, each one's file, source texts, and all that was wrong."""

    root: Path
    records: dict[str, Record] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    texts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    boundaries: dict[str, Rings] = field(default_factory=dict)
    """The outlines of communes by NIS code, where a maintainer gives them (data/boundaries.geojson)."""
    problems: list[Problem] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    """The keys of all records, of the files that hold a mistake too."""
    unsound: set[str] = field(default_factory=set)
    """The keys of the files that hold a mistake."""

    def problem(
        self, record: Record, code: str, where: Location, message: str, hint: str = ""
    ) -> Problem:
        """A problem of a record that was read, with the place of `where` in its file."""
        path = self.paths[record.key]
        return _problem(_compose(self.root / path), path, code, where, message, hint)


def load_data(root: Path, track: Track = list) -> Loaded:
    """Every record below `root`/data, and the text of every source.

    `root` is the repository's folder; paths in problems are relative to it. `track` gets the
    files to read and gives them back one by one, so that a caller can show progress.
    """
    loaded = Loaded(root)
    texts: list[Path] = []
    for file in track(sorted(file for file in (root / "data").rglob("*") if file.is_file())):
        folder = file.relative_to(root / "data").parts[0]
        kind = KIND_OF.get(folder)
        if file == root / "data" / BOUNDARIES:
            _load_boundaries(file, loaded)
        elif kind is None:
            hint = near(folder, KIND_OF) or f"kinds are {', '.join(KIND_OF)}"
            message = f"“{folder}” is no kind of record"
            loaded.problems.append(_file_problem(file, root, "unknown-kind", message, hint))
        elif file.suffix == ".yml":
            _load_record(file, kind, loaded)
        elif kind is Source and file.name == SOURCE_TEXT:
            texts.append(file)
        else:
            hint = "a record's file ends in .yml"
            loaded.problems.append(_file_problem(file, root, "not-a-record", "not a record", hint))
    sources = [record for record in loaded.records.values() if isinstance(record, Source)]
    for source in sources:
        _load_text(source, loaded)
    for file in texts:
        if f"{Source.kind}/{file.parent.name}" not in loaded.known:
            message = f"no record “{file.parent.name}” in data/{Source.kind}/"
            hint = near(file.parent.name, [source.id for source in sources])
            hint = hint or f"add data/{Source.kind}/{file.parent.name}.yml"
            loaded.problems.append(_file_problem(file, root, "source-text", message, hint))
    return loaded


def load_interface(path: Path) -> dict[str, dict[str, Any]]:
    """The interface strings: key -> language -> text, or plural form -> text.

    Raises DataError when a language or a plural form is missing.
    """
    problems: list[Problem] = []
    strings = _read(path, path.name, problems)
    if strings is None:
        raise DataError(problems)
    for key, texts in strings.items():
        for language in LANGUAGES:
            text = texts.get(language) if isinstance(texts, dict) else None
            forms = [text.get("one"), text.get("other")] if isinstance(text, dict) else [text]
            if not all(isinstance(form, str) and form for form in forms):
                problems.append(
                    _problem(
                        _compose(path),
                        path.name,
                        "interface",
                        (key,),
                        f"{key} has no text in {language}",
                    )
                )
    if problems:
        raise DataError(problems)
    return strings


def load_settings(path: Path) -> dict[str, str]:
    """The site's settings that pages need, from mkdocs.yml: site_url, repo_url, edit_uri.

    Raises DataError when the file or one of them is missing.
    """
    problems: list[Problem] = []
    settings = _read(path, path.name, problems)
    if settings is None:
        raise DataError(problems)
    names = ("site_url", "repo_url", "edit_uri")
    for name in names:
        if not isinstance(settings.get(name), str):
            message = f"{name} is missing: pages link to it"
            problems.append(_file_problem(path, path.parent, "settings", message))
    if problems:
        raise DataError(problems)
    return {name: settings[name] for name in names}


# --- one file ----------------------------------------------------------------------------------


def _load_record(file: Path, kind: type[Record], loaded: Loaded) -> None:
    path = file.relative_to(loaded.root).as_posix()
    key = f"{kind.kind}/{file.stem}"
    loaded.known.add(key)
    loaded.unsound.add(key)
    data = _read(file, path, loaded.problems)
    if data is None:
        return
    try:
        record = kind.model_validate(data)
    except pydantic.ValidationError as error:
        node = _compose(file)
        details = error.errors(include_url=False)
        for detail in details:
            where = tuple(detail["loc"])
            # A list whose items are wrong counts as empty too: that is one mistake, not two.
            if any(d["loc"][: len(where)] == where != d["loc"] for d in details):
                continue
            code = detail["type"].replace("_", "-")
            loaded.problems.append(_problem(node, path, code, where, *_explain(detail, kind)))
        return
    if record.id != file.stem:
        message = f"the id is “{record.id}”, the file's name “{file.stem}”"
        hint = "an id never changes: rename the file"
        loaded.problems.append(_problem(_compose(file), path, "id-file", ("id",), message, hint))
        loaded.known.add(record.key)
        loaded.unsound.add(record.key)
        return
    if other := loaded.paths.get(record.key):
        loaded.problems.append(
            _problem(
                _compose(file),
                path,
                "duplicate-id",
                ("id",),
                f"{other} has the same id",
                "give one another id",
            )
        )
        return
    loaded.unsound.discard(key)
    loaded.records[key] = record
    loaded.paths[key] = path


def _load_text(source: Source, loaded: Loaded) -> None:
    file = (loaded.root / loaded.paths[source.key]).parent / source.id / SOURCE_TEXT
    text = _text(file, file.relative_to(loaded.root).as_posix(), loaded.problems)
    if text is None:
        loaded.unsound.add(source.key)
        return
    # Cells stay apart (tabs); the recogniser's runs of spaces say nothing.
    loaded.texts[source.id] = tuple(
        "\t".join(" ".join(cell.split()) for cell in line.split("\t")) for line in text.split("\n")
    )


def _load_boundaries(file: Path, loaded: Loaded) -> None:
    """Takes the outlines of a GeoJSON FeatureCollection whose features say their `nis_code`."""
    path = file.relative_to(loaded.root).as_posix()
    text = _text(file, path, loaded.problems)
    if text is None:
        return
    try:
        for feature in json.loads(text)["features"]:
            geometry = feature["geometry"]
            polygons = geometry["coordinates"]
            if geometry["type"] == "Polygon":
                polygons = [polygons]
            rings = tuple(
                tuple((float(x), float(y)) for x, y, *_ in polygon[0]) for polygon in polygons
            )
            loaded.boundaries[str(feature["properties"]["nis_code"])] = rings
    except (ValueError, TypeError, LookupError) as error:
        message = f"not the boundaries of communes: {type(error).__name__} {error}"
        hint = "a GeoJSON FeatureCollection of (Multi)Polygons with the property nis_code"
        loaded.problems.append(_file_problem(file, loaded.root, "boundaries", message, hint))


def _text(file: Path, path: str, problems: list[Problem]) -> str | None:
    """What a file says, or None with the reason in `problems`."""
    try:
        return file.read_bytes().decode("utf-8")
    except OSError as error:
        message, hint = f"cannot be read: {error.strerror}", "put the file there, readable by you"
        problems.append(Problem(path, 1, 1, "", "unreadable", message, hint))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        hint = "save the file in the UTF-8 encoding"
        problems.append(Problem(path, line, 1, "", "encoding", "not UTF-8", hint))
    return None


def _read(file: Path, path: str, problems: list[Problem]) -> dict[str, Any] | None:
    """The mapping in a YAML file, or None with the reason in `problems`."""
    text = _text(file, path, problems)
    if text is None:
        return None
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problems.append(
            Problem(
                path,
                line,
                column,
                "",
                "yaml",
                f"not YAML: {error.problem or error.context}",
                "look at this line and the one above: quotes, indentation, a colon in a text without quotes",
            )
        )
        return None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        # PyYAML gives a character here, or its number.
        found = error.character if isinstance(error.character, int) else ord(error.character)
        message = f"a character that YAML does not allow (U+{found:04X})"
        column = error.position - text.rfind("\n", 0, error.position)
        problems.append(Problem(path, line, column, "", "yaml", message, "delete it"))
        return None
    if not isinstance(node, yaml.MappingNode):
        problems.append(
            Problem(path, 1, 1, "", "yaml", "not a mapping", "write “field: value” lines")
        )
        return None
    sound = len(problems)
    try:
        data: dict[str, Any] = _construct(
            node, (), set(), lambda *args: problems.append(_problem(node, path, *args))
        )
    except RecursionError:
        problems.append(Problem(path, 1, 1, "", "yaml", "nested too deeply", "write it flat"))
    return data if len(problems) == sound else None


Report = Callable[[str, Location, str, str], None]


def _construct(node: yaml.Node, where: Location, seen: set[int], report: Report) -> Any:
    """The Python value of a node; what YAML 1.1 reads otherwise than people write is reported."""
    if id(node) in seen:
        report("alias", where, "an alias (*name)", "write the value out")
        return None
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                report("key", where, "a key that is not a word", "write “field: value” lines")
            elif key.value in mapping:
                report(
                    "duplicate-key",
                    (*where, key.value),
                    "the key stands twice",
                    "keep one of the two",
                )
            else:
                mapping[key.value] = _construct(value, (*where, key.value), seen, report)
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return tuple(
            _construct(item, (*where, i), seen, report) for i, item in enumerate(node.value)
        )
    return _scalar(node.value, node.tag, where, report)


def _scalar(text: str, tag: str, where: Location, report: Report) -> Any:
    match tag.rpartition(":")[2]:
        case "str":
            if found := INVISIBLE.search(text):
                message = f"an invisible character (U+{ord(found[0]):04X}) after “{text[: found.start()][-20:]}”"
                report("invisible-character", where, message, "delete it")
            return text
        case "int" if text == "0" or (text.isdecimal() and not text.startswith("0")):
            return int(text)
        case "null":
            return None
        case "bool":
            return text.lower() in ("true", "yes", "on", "y")
        case "timestamp" if len(text) == len("2022-05-01"):
            try:
                return datetime.date.fromisoformat(text)
            except ValueError:
                report("scalar", where, f"no day of the calendar: {text}", "like this: 2022-05-01")
                return None
        case "float" if text.replace(".", "", 1).isdecimal():
            return float(text)
    report(
        "scalar",
        where,
        f"YAML has a reading of its own for {text}",
        f'text goes in quotes ("{text}"), a number is plain digits (1392600)',
    )
    return None


# --- words and places --------------------------------------------------------------------------


def _explain(detail: Any, kind: type[Record]) -> tuple[str, str]:  # noqa: C901, PLR0912  # one case a kind of mistake
    """Pydantic's finding in our words: (message, hint)."""
    where, given, context = detail["loc"], detail["input"], detail.get("ctx", {})
    name = where[-1] if where else ""
    match detail["type"]:
        case "missing":
            return "is missing", f"add a line “{name}: …”"
        case "extra_forbidden":
            fields = fields_at(kind, where[:-1])
            return "no such field", near(name, fields) or f"known here: {', '.join(fields)}"
        case _ if given is None:
            return "has no value", "write one, or delete the line"
        case "string_type" | "int_type" if not isinstance(given, str | float | tuple | dict):
            wanted = "text" if detail["type"] == "string_type" else "a number"
            told = {bool: "yes or no", int: "a number"}.get(type(given), "a date")
            hint = "put it in quotes" if wanted == "text" else "plain digits: 1392600"
            return f"YAML reads this as {told}, not as {wanted}", hint
        case "string_type" if isinstance(given, float):
            return "YAML reads this as a number, not as text", "put it in quotes"
        case "string_type":
            return "not a text", "write the words, in quotes"
        case "int_type":
            return f"not a whole number: {given}", "plain digits, no dots, no sign: 1392600"
        case "greater_than_equal" | "less_than_equal":
            return f"{given} is no year that we know of", "four digits: 2022"
        case "enum" | "literal_error":
            expected = re.findall(r"'([^']+)'", context["expected"])
            return f"“{given}” is none of {', '.join(expected)}", near(
                given, expected
            ) or "choose one"
        case "string_too_short" | "too_short":
            return "is empty", "fill it, or delete it"
        case "tuple_type":
            return "not a list", "write each item on a line of its own, after “- ”"
        case "model_type" | "model_attributes_type":
            return (
                "not a mapping",
                f"write “field: value” lines: {', '.join(fields_at(kind, where))}",
            )
        case code if code.startswith("date"):
            return f"not a date: {given}", "like this: 2022-05-01"
        case "form":
            return f"“{given}” {detail['msg']}", context["hint"]
    return str(detail["msg"]), context.get("hint", "")


@functools.lru_cache(maxsize=64)
def _compose_version(file: Path, _version: int) -> yaml.Node:
    with file.open(encoding="utf-8") as stream:
        node: yaml.Node = yaml.compose(stream, Loader=yaml.CSafeLoader)  # type: ignore[assignment]
        return node


def _compose(file: Path) -> yaml.Node:
    """The nodes of a file that was sound YAML. Records do not carry places: problems ask for them."""
    return _compose_version(file, file.stat().st_mtime_ns)


def _problem(
    node: yaml.Node, path: str, code: str, where: Location, message: str, hint: str = ""
) -> Problem:
    mark = node.start_mark
    for step in where:
        if isinstance(node, yaml.MappingNode):
            pairs = [(key, value) for key, value in node.value if key.value == step]
            if not pairs:
                break
            # The last one: of a key that stands twice it is the second that is one too many.
            key, node = pairs[-1]
            mark = node.start_mark if isinstance(node, yaml.ScalarNode) else key.start_mark
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
            mark = node.start_mark
    place = ".".join(str(step + 1) if isinstance(step, int) else step for step in where)
    return Problem(path, mark.line + 1, mark.column + 1, place, code, message, hint)


def _file_problem(file: Path, root: Path, code: str, message: str, hint: str = "") -> Problem:
    return Problem(file.relative_to(root).as_posix(), 1, 1, "", code, message, hint)


def near(word: object, known: Iterable[str]) -> str:
    """A hint that names the known word nearest to a misspelled one; empty when none is near."""
    matches = difflib.get_close_matches(str(word), list(known), n=1, cutoff=0.5)
    return f"did you mean “{matches[0]}”?" if matches else ""
