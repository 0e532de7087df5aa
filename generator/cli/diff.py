"""`diff`: what a change of the data does."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from generator.changes import report
from generator.changes.baseline import UnknownBaselineError, open_baseline
from generator.changes.compare import compare
from generator.changes.comparison import Snapshot
from generator.cli.checking import load_checked
from generator.cli.exit_codes import CLEAN, PROBLEMS, exit_broken
from generator.cli.options import format_option, root_option, schema_option
from generator.site.manual_pages import written_pages


@click.command("diff")
@root_option
@click.argument("base", required=False)
@format_option("text", "markdown", "json", readers="to people, in a comment on GitHub, to programs")
@schema_option
@click.option("--pages", is_flag=True, help="List the pages too that change in consequence.")
def command(root: Path, base: str | None, output_format: str, pages: bool, schema: bool) -> None:
    """Say what the change from BASE to the files as they are now does.

    BASE is a commit, a branch, or a folder that holds data/; what a branch gained since yours began
    is left out. Told are records that come, go, change or get another id, field by field and word
    by word; totals; pages that come, go or move, those written by hand too; and what is wrong since. A page that is gone and leads nowhere is an error: add a record to
    data/redirects/ that says where its readers find what they look for, or why they do not.

    Exit codes: 0 nothing breaks, 1 a page leads nowhere or there are new errors, 2 there is no
    such BASE.
    """
    if schema:
        click.echo(json.dumps(report.json_schema(), indent=2))
        return
    if base is None:
        raise click.UsageError("Name a commit, a branch or a folder to compare with.")
    if not (root / "data").is_dir():
        exit_broken(f"{root} has no folder data/")
    try:
        with open_baseline(base, root) as baseline:
            before, after = (
                Snapshot(*load_checked(folder, root), written_pages(folder))
                for folder in (baseline.folder, root)
            )
            comparison = compare(baseline.name, before, after, baseline.other_files)
    except UnknownBaselineError as error:
        raise click.BadParameter(str(error), param_hint="BASE") from error
    click.echo(
        report.as_text(comparison, pages=pages)
        if output_format == "text"
        else report.FORMATS[output_format](comparison)
    )
    sys.exit(PROBLEMS if comparison.fails else CLEAN)
