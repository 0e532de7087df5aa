"""`build`: writes the pages."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli.exit_codes import PROBLEMS, exit_broken
from generator.cli.options import root_option
from generator.site import fingerprint


@click.command("build")
@root_option
def command(root: Path) -> None:
    """Check data/, then write the pages into docs/fr/generated and docs/nl/generated.

    If there is an error, nothing is written: the pages of the last good run stay. Only pages that
    changed are rewritten; pages whose record is gone are removed. Warnings do not stop the build.
    """
    if fingerprint.is_current(root):
        click.echo("Nothing has changed since the last run.")
        return

    import jinja2

    from generator.cli.checking import load_checked
    from generator.cli.loading import progress
    from generator.core.text import counted
    from generator.rules.check import errors
    from generator.site.history import last_changes
    from generator.site.locale import UnknownStringError
    from generator.site.outputs.registry import render_site
    from generator.site.writer import write_files

    site, problems = load_checked(root, root, last_changes(root))
    if found := errors(problems):
        click.echo("\n".join(map(str, found)))
        files = counted(len({problem.path for problem in found}), "file")
        end = f"\n{counted(len(found), 'problem')} in {files}. Nothing was written."
        click.echo(end, err=True)
        sys.exit(PROBLEMS)
    try:
        outputs = progress(render_site(site), "Writing pages", total=2 * len(site.pages))
        written = write_files(root / "docs", outputs)
    except (UnknownStringError, jinja2.TemplateNotFound, jinja2.TemplateSyntaxError) as error:
        exit_broken(str(error))
    fingerprint.save(root)
    click.echo(
        f"{written.changed + written.same} files: "
        f"{written.changed} written, {written.same} unchanged, {written.removed} removed."
    )
    if warnings := [problem for problem in problems if problem.severity == "warning"]:
        count = counted(len(warnings), "warning")
        click.echo(f"{count}: `python -m generator check` shows them.")
