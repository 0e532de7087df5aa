"""`check`: reports the problems of the data."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from generator.cli.checking import load_checked
from generator.cli.exit_codes import CLEAN, PROBLEMS
from generator.cli.options import format_option, root_option, schema_option
from generator.rules import report
from generator.rules.catalogue import catalogue


@click.command("check")
@root_option
@format_option(
    "text", "json", "github", readers="for people, for programs, for annotations on GitHub"
)
@schema_option
@click.option("--rules", is_flag=True, help="List the rules instead: code, severity, sentence.")
def command(root: Path, output_format: str, rules: bool, schema: bool) -> None:
    """Report the problems in data/, each with a way to fix it.

    Every problem is one line, path:line:column: field: what is wrong [rule], with a hint below.
    Warnings and silenced warnings come last; only errors make the exit code 1.
    """
    if rules:
        render = report.rules_as_json if output_format == "json" else report.rules_as_text
        click.echo(render(catalogue()))
    elif schema:
        click.echo(json.dumps(report.json_schema(), indent=2))
    else:
        site, problems = load_checked(root, root)
        found = report.Report.of(site.dataset, problems, site.rule_urls)
        click.echo(report.FORMATS[output_format](found))
        sys.exit(PROBLEMS if found.summary.errors else CLEAN)
