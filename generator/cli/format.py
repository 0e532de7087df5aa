"""`format`: writes records in their canonical form."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli.exit_codes import CLEAN, PROBLEMS
from generator.cli.loading import progress, record_files
from generator.cli.options import root_option
from generator.core.problem import DataError, Problem
from generator.core.text import counted
from generator.reading.canonical import formatted
from generator.site.writer import write_file


@click.command("format")
@root_option
@click.argument("paths", nargs=-1)
@click.option("--check", is_flag=True, help="Write nothing; only list the files that would change.")
def command(root: Path, paths: tuple[str, ...], check: bool) -> None:
    """Rewrite records in their canonical form: one order of fields, one style.

    No value changes, and comments stay. PATHS are files and folders in data/, by default all of
    data/. A file that is not YAML stays as it is, and is reported: then the exit code is 1. With
    --check, it is also 1 if a file would change.
    """
    root = root.resolve()
    paths = paths or (str(root / "data"),)
    files = [*dict.fromkeys(file for path in paths for file in record_files(path, root))]
    problems: list[Problem] = []
    changed: list[str] = []
    for file in progress(files, "Formatting", len(files)):
        try:
            text, canonical = formatted(file, root)
        except DataError as error:
            problems += error.problems
        else:
            if text != canonical:
                changed.append(file.relative_to(root).as_posix())
                if not check:
                    write_file(file, canonical)
    for line in (*problems, *changed):
        click.echo(line)
    done = "would change" if check else "changed"
    click.echo(f"{counted(len(files), 'file')}: {len(changed)} {done}.")
    sys.exit(PROBLEMS if problems or (check and changed) else CLEAN)
