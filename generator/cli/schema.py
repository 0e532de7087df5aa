"""`schema`: writes JSON Schemas for editors."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.loading import load_dataset, load_strings
from generator.cli.options import root_option
from generator.core.text import did_you_mean
from generator.editing.editor_schema import schemas
from generator.site.locale import Locale
from generator.site.writer import write_file


@click.command("schema")
@root_option
@click.option("--kind", help="Print the schema of this kind of record instead; write nothing.")
def command(root: Path, kind: str | None) -> None:
    """Write schemas/<kind>.json, with which editors complete and check records.

    The schemas hold the ids of all records in data/: run this again after a record is added. It
    works even if the data has problems.
    """
    strings = load_strings()
    texts = dict(schemas(load_dataset(root), Locale("fr", strings), Locale("nl", strings)))
    if kind is None:
        changed = [
            write_file(root / "schemas" / f"{name}.json", text) for name, text in texts.items()
        ]
        click.echo(f"{len(changed)} schemas: {sum(changed)} written into schemas/.")
    elif kind in texts:
        click.echo(texts[kind], nl=False)
    else:
        hint = did_you_mean(kind, texts) or f"the kinds are {', '.join(texts)}"
        raise click.BadParameter(f"“{kind}” is not a kind of record; {hint}", param_hint="--kind")
