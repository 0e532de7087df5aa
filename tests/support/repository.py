"""A repository on disk, made from tests/toy, that a test may change."""

from __future__ import annotations

import functools
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result

from generator import REPOSITORY
from generator.cli.main import main
from generator.core.problem import Problem
from generator.dataset.dataset import Dataset
from generator.reading.load import load_data
from generator.reading.words import load_interface
from generator.records import LANGUAGES, Language
from generator.rules.check import check, errors
from generator.site.fingerprint import GENERATOR
from generator.site.locale import Locale
from generator.site.pages import addresses, build_pages

TOY = Path(__file__).parents[1] / "toy"
GENERATED = ("fr/generated", "nl/generated")


@dataclass(frozen=True)
class Repository:
    """A folder with data/ and mkdocs.yml. Paths are relative to it."""

    root: Path

    @classmethod
    def copy(cls, root: Path) -> Repository:
        """Copy the toy into the folder `root`, which must not exist yet."""
        shutil.copytree(TOY, root)
        return cls(root)

    # --- changing ---

    def write(self, path: str, text: str, encoding: str = "utf-8") -> None:
        """Write a file, which need not exist."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode(encoding))

    def replace(self, path: str, old: str, new: str) -> None:
        """Replace the only `old` in a file by `new`."""
        text = self.read(path)
        assert text.count(old) == 1, f"“{old}” is {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))

    def delete(self, path: str) -> None:
        """Delete a file."""
        (self.root / path).unlink()

    # --- looking ---

    def read(self, path: str) -> str:
        """Return the text of a file."""
        return (self.root / path).read_text(encoding="utf-8")

    def records(self) -> list[str]:
        """Return the path of every record."""
        files = sorted((self.root / "data").rglob("*.yml"))
        return [file.relative_to(self.root).as_posix() for file in files]

    def pages(self) -> dict[str, bytes]:
        """Return every generated page by its path below docs/."""
        docs = self.root / "docs"
        files = (f for folder in GENERATED for f in (docs / folder).rglob("*") if f.is_file())
        return {file.relative_to(docs).as_posix(): file.read_bytes() for file in files}

    # --- running the generator ---

    def dataset(self) -> Dataset:
        """Return the records, linked."""
        return Dataset(load_data(self.root))

    def problems(self) -> list[Problem]:
        """Return all problems in data/."""
        dataset = self.dataset()
        return check(dataset, addresses(build_pages(dataset, words())))

    def errors(self) -> list[Problem]:
        """Return the problems that stop the build."""
        return errors(self.problems())

    def run(self, *arguments: str) -> Result:
        """Run `python -m generator <arguments> --root <this folder>`."""
        return CliRunner().invoke(main, [*arguments, "--root", str(self.root)])


@functools.cache
def words() -> dict[Language, Locale]:
    """Return the words of the interface, which addresses are made of."""
    strings = load_interface(GENERATOR)
    return {language: Locale(language, strings) for language in LANGUAGES}


def site_settings(data: Path) -> str:
    """Return our mkdocs.yml for the site of some data: its menu leads to a question in the data."""
    text = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    questions = sorted(path.stem for path in data.glob("questions/*.yml"))
    return re.sub(
        r"(?<=generated/questions/)[\w-]+(?=\.md)",
        lambda match: match[0] if match[0] in questions else questions[0],
        text,
    )
