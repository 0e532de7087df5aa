"""The command `python -m generator`, which holds all the others."""

from __future__ import annotations

import gc
import importlib
from collections.abc import Mapping

import click

COMMANDS: Mapping[str, str] = {
    "build": "Check data/, then write the pages into docs/fr/generated and docs/nl/generated.",
    "check": "Report the problems in data/, each with a way to fix it.",
    "confirm": "Confirm that a text says the same in French and in Dutch.",
    "coverage": "List the lines of the source documents that no record cites.",
    "diff": "Report what changed between BASE and the present files.",
    "format": "Rewrite records in their canonical form: one order of fields, one style.",
    "new": "Write a new record: ask for its values, or take them from options.",
    "schema": "Write schemas/<kind>.json, with which editors complete and check records.",
}
"""Every command with the first sentence of its help, so that `--help` imports none of them."""


class LazyGroup(click.Group):
    """Imports the module of a command when that command is called.

    https://click.palletsprojects.com/en/stable/complex/#lazily-loading-subcommands
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, if there is one."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"generator.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists the commands from COMMANDS."""
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
def main() -> None:
    """Turn the records in data/ into the pages of the site, in French and in Dutch.

    \b
    Change a record     edit its YAML file in data/, then run `check`
    Add a record        run `new project`, or another of the kinds that `new --help` lists
    See it on the site  run `build`, then `mkdocs serve` (or just `make serve`)

    Exit codes: 0 all is well, 1 problems in the data, 2 a wrong call or a broken installation.
    """  # noqa: D301  # \b keeps click from joining the lines
    # The objects of a short run stay until its end: looking for garbage a hundred times less often
    # makes every command a tenth faster.
    gc.set_threshold(70_000)
