"""How the program ends."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

CLEAN, PROBLEMS, BROKEN = 0, 1, 2


def exit_broken(message: str) -> NoReturn:
    """Ends the program: it is the installation that is at fault, not the data."""
    click.echo(f"The installation is broken: {message}", err=True)
    sys.exit(BROKEN)
