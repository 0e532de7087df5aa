"""The command line: the only place that prints, reads the clock or ends with an exit code."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click

from generator import stamp

# What loads and renders is imported by the commands that do: `build` with nothing to do, and
# `--help`, answer at once.
if TYPE_CHECKING:
    from generator.dataset import Dataset

T = TypeVar("T")

REPOSITORY = Path(__file__).resolve().parent.parent

CLEAN, PROBLEMS, BROKEN = 0, 1, 2

root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=REPOSITORY,
    help="The folder that holds data/, docs/ and mkdocs.yml. Default: this repository.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Turn the records in data/ into the pages of the site, in French and in Dutch.

    \b
    Change a record     edit its YAML file in data/, then run `check`
    See it on the site  run `build`, then `mkdocs serve` (or just `make serve`)

    Exit codes: 0 all is well, 1 problems in the data, 2 the installation is broken.
    """  # noqa: D301  # \b keeps click from joining the lines


@main.command()
@root_option
def check(root: Path) -> None:
    """Say what is wrong in data/, and how to mend it.

    Every problem is one line, path:line:column: field: what is wrong [rule], with a hint below.
    """
    dataset = _checked(root)
    kinds = Counter(record.kind for record in dataset.records)
    counts = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    click.echo(f"No problems in {kinds.total()} records: {counts}.")


@main.command()
@root_option
def build(root: Path) -> None:
    """Check data/, then write the pages into docs/fr/generated and docs/nl/generated.

    With any problem nothing is written: the pages of the last good run stay. Only pages that
    changed are rewritten; those whose record is gone are removed.
    """
    outputs = [root / "docs" / language / "generated" for language in ("fr", "nl")]
    if stamp.is_current(root, outputs):
        click.echo("Nothing has changed since the last run.")
        return

    import jinja2

    from generator.history import last_changes
    from generator.load import load_interface, load_settings
    from generator.problems import DataError
    from generator.render import Settings, Site
    from generator.words import UnknownStringError
    from generator.write import write_pages

    dataset = _checked(root)
    try:
        strings = load_interface(stamp.GENERATOR / "interface.yml")
        settings = Settings(**load_settings(root / "mkdocs.yml"))
        site = Site(dataset, strings, settings, last_changes(root))
        pages = _bar(site.render(), "Writing pages", total=2 * len(site.pages))
        written = write_pages(root / "docs", pages)
    except (
        DataError,
        UnknownStringError,
        jinja2.TemplateNotFound,
        jinja2.TemplateSyntaxError,
    ) as error:
        _broken(str(error))
    stamp.keep(root, outputs)
    click.echo(
        f"{written.changed + written.same} pages: "
        f"{written.changed} written, {written.same} unchanged, {written.removed} removed."
    )


@main.command()
@root_option
def coverage(root: Path) -> None:
    """List the lines of the source documents that no record cites."""
    from generator.checks import uncited_lines
    from generator.models import Source
    from generator.quotes import line_of

    dataset = _loaded(root)
    uncited = 0
    for source in dataset.all(Source):
        lines = uncited_lines(source, dataset)
        held = sum(1 for line in dataset.texts.get(source.id, ()) if line.strip())
        click.echo(f"{source.id}: {held} lines with text, {len(lines)} cited by no record")
        for line in lines:
            click.echo(f"  {line}: {line_of(dataset, source.id, line)}")
        uncited += len(lines)
    sys.exit(PROBLEMS if uncited else CLEAN)


def _broken(message: str) -> NoReturn:
    click.echo(f"The installation is broken: {message}", err=True)
    sys.exit(BROKEN)


def _loaded(root: Path) -> Dataset:
    if not (root / "data").is_dir():
        _broken(f"{root} has no folder data/")
    from generator.dataset import Dataset
    from generator.load import load_data

    return Dataset(load_data(root, lambda files: _bar(files, "Reading", len(files))))


def _checked(root: Path) -> Dataset:
    """The dataset; where it has problems, prints them and ends the program."""
    from generator.checks import check, errors

    dataset = _loaded(root)
    problems = errors(check(dataset))
    if not problems:
        return dataset
    for problem in problems:
        click.echo(problem)
    files = len({problem.path for problem in problems})
    click.echo(
        f"\n{len(problems)} {_plural('problem', len(problems))} in {files} {_plural('file', files)}. "
        "Nothing was written.",
        err=True,
    )
    sys.exit(PROBLEMS)


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"


def _bar(items: Iterable[T], what: str, total: int) -> Iterable[T]:
    """The same items; work that takes longer than a second shows how far it is."""
    from tqdm import tqdm

    interval = 0.1 if sys.stderr.isatty() else 5
    return tqdm(items, what, total, leave=False, delay=1, mininterval=interval)
