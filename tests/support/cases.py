"""The cases of the rules: what each rule finds in a changed toy, and what it lets pass."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.support.repository import Repository

FOLDER = Path(__file__).parents[1] / "rules" / "cases"


@dataclass(frozen=True)
class Case:
    """A named change of the toy, in the file of a rule: cases/<rule>.yml.

    The change says, by path, what to replace in a file ({old: new}) or the whole new text of it. Before
    that it can `copy` records (to a new name, which becomes the id), after it `delete` files (patterns),
    and `save_as` (path: encoding). `found` holds every problem that `check` then reports, except
    `not-canonical`; if the case says `passes: true`, it is empty: only silenced warnings are allowed.
    """

    file: Path
    name: str
    change: Mapping[str, Any]
    found: str

    def __str__(self) -> str:
        return f"{self.file.stem}: {self.name}"

    def make(self, repository: Repository) -> None:
        """Change the toy."""
        for old, new in self.change.get("copy", {}).items():
            repository.write(new, repository.read(old))
            repository.replace(new, f"id: {Path(old).stem}\n", f"id: {Path(new).stem}\n")
        for path, value in self.change.items():
            if not path.startswith("data/"):
                continue
            if isinstance(value, str):
                repository.write(path, value)
            else:
                for old, new in value.items():
                    repository.replace(path, old, new)
        for pattern in self.change.get("delete", ()):
            for file in [*repository.root.glob(pattern)]:
                file.unlink()
        for path, encoding in self.change.get("save_as", {}).items():
            repository.write(path, repository.read(path), encoding)

    def rewrite(self, found: str) -> None:
        """Write the problems of this case into its file."""
        expected = (
            rf"(?<=^{re.escape(self.name)}:\n)((?:  .*\n)*?  found: \|\n)(?:    .*\n|\n(?=    ))*"
        )
        indented = textwrap.indent(found, "    ")
        text = self.file.read_text(encoding="utf-8")
        text = re.sub(expected, lambda match: match[1] + indented, text, flags=re.MULTILINE)
        self.file.write_text(text, encoding="utf-8")


CASES = [
    Case(file, name, change, "" if change.get("passes") else change["found"])
    for file in sorted(FOLDER.glob("*.yml"))
    for name, change in yaml.safe_load(file.read_text(encoding="utf-8")).items()
]
