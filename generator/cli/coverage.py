"""`coverage`: lists what no record cites."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli.exit_codes import CLEAN, PROBLEMS
from generator.cli.loading import load_dataset
from generator.cli.options import root_option
from generator.dataset.lines import line_of
from generator.records import Source
from generator.rules.coverage import uncited_lines


@click.command("coverage")
@root_option
def command(root: Path) -> None:
    """List the lines of the source documents that no record cites.

    The exit code is 1 if there are any.
    """
    dataset = load_dataset(root)
    uncited = 0
    for source in dataset.all(Source):
        lines = uncited_lines(source, dataset)
        held = sum(1 for line in dataset.texts.get(source.id, ()) if line.strip())
        click.echo(f"{source.id}: {held} lines with text, {len(lines)} cited by no record")
        for line in lines:
            click.echo(f"  {line}: {line_of(dataset, source.id, line)}")
        uncited += len(lines)
    sys.exit(PROBLEMS if uncited else CLEAN)
