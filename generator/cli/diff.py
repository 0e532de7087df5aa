"""`diff`: what a change of the data does."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from generator.changes.baseline import UnknownBaselineError, open_baseline
from generator.changes.compare import compare
from generator.changes.comparison import Snapshot
from generator.changes.json_report import as_json, json_schema
from generator.changes.report import as_markdown, as_text
from generator.cli.checking import load_checked
from generator.cli.exit_codes import CLEAN, PROBLEMS, exit_broken
from generator.cli.options import format_option, root_option, schema_option
from generator.site.manual_pages import load_manual_pages


@click.command("diff")
@root_option
@click.argument("base", required=False)
@format_option(
    "text", "markdown", "json", readers="for people, for a comment on GitHub, for programs"
)
@schema_option
@click.option("--pages", is_flag=True, help="Also list the pages whose text changes.")
def command(root: Path, base: str | None, output_format: str, pages: bool, schema: bool) -> None:
    """Report what changed between BASE and the present files.

    BASE is a commit, a branch, or a folder that holds data/. Commits that a branch got after yours
    branched off are not compared. The report lists records that were added, removed, changed or have
    another id, field by field and word by word; totals that differ; pages that appear, disappear or
    move; problems that are new or fixed.

    A page that disappears or moves without a redirect is an error: add a record to data/redirects/
    that leads readers to another page, or gives the reason why the page is gone.

    Exit codes: 0 nothing breaks, 1 an address is lost or there are new errors, 2 BASE is unknown.
    """
    if schema:
        click.echo(json.dumps(json_schema(), indent=2))
        return
    if base is None:
        raise click.UsageError("Name a commit, a branch or a folder to compare with.")
    if not (root / "data").is_dir():
        exit_broken(f"{root} has no folder data/")
    try:
        with open_baseline(base, root) as baseline:
            before, after = (
                Snapshot(*load_checked(folder, root), load_manual_pages(folder))
                for folder in (baseline.folder, root)
            )
            comparison = compare(baseline.name, before, after, baseline.other_files)
    except UnknownBaselineError as error:
        raise click.BadParameter(str(error), param_hint="BASE") from error
    if output_format == "text":
        click.echo(as_text(comparison, pages=pages))
    else:
        click.echo(as_json(comparison) if output_format == "json" else as_markdown(comparison))
    sys.exit(PROBLEMS if comparison.fails else CLEAN)
