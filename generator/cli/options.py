"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from generator import REPOSITORY

Command = TypeVar("Command", bound=Callable[..., Any])

root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=REPOSITORY,
    help="The folder that holds data/, docs/ and mkdocs.yml. Default: this repository.",
)

schema_option = click.option(
    "--schema", is_flag=True, help="Print the JSON Schema of --format json instead."
)


def format_option(*formats: str, readers: str) -> Callable[[Command], Command]:
    """The option `--format`: one of `formats`, by default the first; `readers` ends its help: “for people, for programs”."""
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(formats),
        default=formats[0],
        help=f"The format of the report: {readers}.",
    )
