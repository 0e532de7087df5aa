"""`confirm`: writes into a record that its texts say the same in both languages."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.loading import load_dataset, records_at
from generator.cli.options import root_option
from generator.core.text import counted, did_you_mean
from generator.dataset import translations
from generator.dataset.dataset import Dataset
from generator.dataset.translations import State, Translation
from generator.reading.canonical import canonicalize
from generator.records import LANGUAGES, Record
from generator.site.writer import write_file


@click.command("confirm")
@root_option
@click.argument("path", required=False)
@click.argument("fields", nargs=-1, metavar="[FIELD]...")
@click.option("--all-new", is_flag=True, help="Confirm only texts that were never confirmed.")
def command(root: Path, path: str | None, fields: tuple[str, ...], all_new: bool) -> None:
    """Confirm that a text says the same in French and in Dutch.

    \b
    confirm                    list the texts that are not confirmed as they are now
    confirm data/….yml         confirm all such texts of a record
    confirm data/….yml names.2 confirm one text, here the second of its names
    confirm --all-new          confirm the texts that never were, in all of data/ or in PATH

    Both wordings are shown: read them. If one changes later, `check` and the site report it.
    """  # noqa: D301  # \b keeps click from joining the lines
    if fields and all_new:
        raise click.UsageError("Name fields or give --all-new, not both.")
    dataset = load_dataset(root)
    records = records_at(path, root, dataset) if path else [*dataset.records]
    if path and not all_new and len(records) > 1:
        raise click.UsageError(f"“{path}” holds {len(records)} records: name one of their files.")
    count = 0
    for record in records:
        texts = _texts_to_confirm(record, fields, all_new)
        count += len(texts)
        for text in texts:
            click.echo(f"{dataset.path(record)}: {text.field}: {text.description}")
            for language in LANGUAGES:
                click.echo(f"  {language}: {text.text[language].strip()}")
        if path or all_new:
            _confirm(record, texts, dataset, root)
    done = "confirmed" if path or all_new else "to confirm"
    click.echo(f"{counted(count, 'text')} {done}.")
    if left_out := {problem.path for problem in dataset.loaded.problems}:
        click.echo(f"Left out, because they have mistakes: {', '.join(sorted(left_out))}", err=True)


def _texts_to_confirm(record: Record, fields: tuple[str, ...], all_new: bool) -> list[Translation]:
    """The texts in `fields`; without fields all that are not confirmed, or only the new ones."""
    texts = {text.field: text for text in translations.translations(record)}
    for field in fields:
        if field not in texts:
            hint = did_you_mean(field, texts) or f"it has {', '.join(texts) or 'none'}"
            message = f"{record.key} has no text “{field}” in two languages; {hint}"
            raise click.BadParameter(message, param_hint="FIELD")
    if fields:
        return [texts[field] for field in fields]
    states = {State.NEW} if all_new else {*State} - {State.CONFIRMED}
    return [text for text in texts.values() if text.state in states]


def _confirm(record: Record, texts: list[Translation], dataset: Dataset, root: Path) -> None:
    """Writes into the record's file that its `texts` are confirmed."""
    path = dataset.path(record)
    for field in translations.stale(record):
        click.echo(f"{path}: {field}: this text no longer exists: its entry is removed")
    confirmed = translations.confirm(record, [text.field for text in texts])
    if confirmed != record.confirmed:
        text = dataset.loaded.text(record)
        write_file(root / path, canonicalize(text, type(record), path, confirmed=confirmed or None))
