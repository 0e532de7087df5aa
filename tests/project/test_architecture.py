"""ARCHITECTURE.md shows the rooms as they are: `--update-golden` draws them from the code again."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import grimp

from generator import REPOSITORY
from generator.records import KINDS

PAGE = REPOSITORY / "ARCHITECTURE.md"
DRAWN = re.compile(r"(?<=<!-- drawn from the code -->\n).*(?=<!-- end -->)", re.DOTALL)
THEME = [Path("theme/hooks.py"), Path("theme/preview"), Path("theme/build")]


def test_the_page_shows_the_rooms_and_their_imports(update_golden: bool) -> None:
    page = PAGE.read_text(encoding="utf-8")
    drawn = f"\n{drawing()}\n\n{table()}\n\n"
    if update_golden:
        PAGE.write_text(DRAWN.sub(lambda _: drawn, page), encoding="utf-8")
    else:
        assert DRAWN.findall(page) == [drawn], "write it again with --update-golden"


def test_every_room_says_what_it_may_import() -> None:
    silent = [
        str(folder)
        for folder in rooms()
        if folder.is_dir() and not re.search(r"[Ii]mport", ast.get_docstring(parsed(folder)) or "")
    ]
    assert silent == []


def drawing() -> str:
    """The rooms in Mermaid: an arrow for each import that no chain of other arrows implies."""
    imports = imports_between_rooms()
    arrows = [
        f"    {room.removeprefix('generator.')} --> {other.removeprefix('generator.')}"
        for room, others in imports.items()
        for other in sorted(others)
        if not any(other in reached(between, imports) for between in others - {other})
    ]
    return "\n".join(["```mermaid", "flowchart TD", *arrows, "```"])


def imports_between_rooms() -> dict[str, set[str]]:
    """Which other rooms the modules of each room import."""
    graph = grimp.build_graph("generator", "theme")
    names = [".".join(folder.with_suffix("").parts) for folder in rooms()]
    inside = {name: {name, *graph.find_descendants(name)} for name in names}
    return {
        name: {
            other
            for other in names
            if other != name
            and any(
                graph.find_modules_directly_imported_by(m) & inside[other] for m in inside[name]
            )
        }
        for name in names
    }


def reached(room: str, imports: dict[str, set[str]]) -> set[str]:
    """The rooms that a chain of imports leads to."""
    return imports[room].union(*(reached(other, imports) for other in imports[room]))


def table() -> str:
    """The rooms with their purpose and their modules."""
    rows = ["| room | purpose | modules |", "|---|---|---|"]
    for room in rooms():
        purpose = (ast.get_docstring(parsed(room)) or "").splitlines()[0]
        name = f"`{room}/`" if room.is_dir() else f"`{room}`"
        rows.append(f"| {name} | {purpose} | {', '.join(modules(room))} |")
    return "\n".join(rows)


def rooms() -> Iterator[Path]:
    """The rooms of generator/ and theme/, from the one that imports most to the one that imports least."""
    contract = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    layers = re.search(r"layers = \[\n(.*?)\]", contract, re.DOTALL)
    assert layers
    yield from (Path("generator") / name for name in re.findall(r"\w+", layers[1]))
    yield from THEME


def parsed(room: Path) -> ast.Module:
    path = REPOSITORY / room
    return ast.parse((path / "__init__.py" if path.is_dir() else path).read_text(encoding="utf-8"))


def modules(room: Path) -> Iterator[str]:
    """The names of a room's modules and folders; the modules of nouns in one word."""
    nouns = {kind.__module__.rpartition(".")[2] for kind in KINDS}
    names = (
        {
            entry.stem if entry.is_file() else f"{entry.name}/"
            for entry in (REPOSITORY / room).iterdir()
            if not entry.name.startswith("_") and entry.suffix in {".py", ""}
        }
        if (REPOSITORY / room).is_dir()
        else set()
    )
    if nouns <= names:
        yield "one for each kind of record"
        names -= nouns
    yield from (f"`{name}`" for name in sorted(names))
