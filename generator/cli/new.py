"""`new`: writes the file of a new record."""

from __future__ import annotations

import contextlib
import functools
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from generator.cli.loading import load_dataset, load_strings
from generator.cli.options import root_option
from generator.editing.answers import Draft, UnfitError, shown
from generator.editing.prompts import ASKED, Asked, Question
from generator.editing.scaffold import make
from generator.records import LANGUAGES, Record
from generator.site.locale import Locale
from generator.site.pages import PAGES
from generator.site.writer import write_file


class KindGroup(click.Group):
    """A command for each kind of record in ASKED, with an option for each of its questions."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the kinds."""
        return list(ASKED)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """The command of a kind."""
        if cmd_name not in ASKED:
            ctx.fail(f"No kind of record is called “{cmd_name}” here: name {', '.join(ASKED)}.")
        asked = ASKED[cmd_name]
        options = [
            click.Option([question.option], help=question.help) for question in asked.questions
        ]
        dry_run = click.Option(["--dry-run"], is_flag=True, help="Print the file; write nothing.")
        subcommand = click.Command(
            cmd_name,
            params=[*options, dry_run],
            callback=functools.partial(_new, cmd_name, asked),
            help=f"Write a new {cmd_name}'s record.",
        )
        return root_option(subcommand)


@click.group("new", cls=KindGroup)
def command() -> None:
    """Write a new record: asks for what it needs, or takes all of it as options.

    Each answer is checked at once. A record that it refers to is found by its name in either
    language. What you leave out is marked in the file, and `check` asks for it.
    """


def _new(name: str, asked: Asked, root: Path, dry_run: bool, **given: str | None) -> None:
    draft = Draft(asked.kind, load_dataset(root))
    _take_answers(asked, draft, given)
    made = make(asked, draft)
    if (root / made.path).exists():
        raise click.UsageError(f"{made.path} exists already: give another --id.")
    if dry_run:
        click.echo(made.text, nl=False)
        return
    write_file(root / made.path, made.text)
    words = {language: Locale(language, load_strings()) for language in LANGUAGES}
    page = next(page for page in PAGES if page.name == name)
    addresses = page.addresses(made.record, words).values()
    pages = " and ".join(f"http://127.0.0.1:8000/{address}" for address in addresses)
    steps = (
        *made.notes,
        "Check it: python -m generator check",
        f"Look at it: make serve, then {pages}",
        f"Where both languages say the same: python -m generator confirm {made.path}",
        f'Keep it: git add data, then git commit -m "Add {made.record.id}"',
    )
    click.echo(f"{made.path} is written. Next:")
    for number, step in enumerate(steps, 1):
        click.echo(f"{number}. {step}")


def _take_answers(asked: Asked, draft: Draft, given: Mapping[str, str | None]) -> None:
    """Takes what the options give; asks for the rest where something that is needed is not given.

    Ends the program where nobody can be asked.
    """
    lacking = [*filter(None, (question.lacking(given) for question in asked.questions))]
    if lacking and not _is_terminal():
        raise click.UsageError(
            f"Missing {', '.join(lacking)}: there is no terminal here to ask in."
        )
    if lacking:
        with contextlib.suppress(ImportError):  # not on Windows
            import readline  # noqa: F401  # arrow keys move in what is typed, of any length
        click.echo(
            "Enter takes what stands in [brackets], or leaves out what the document does not say.\n"
            "Where records are listed, a number chooses; ? lists them. Ctrl+C stops, and writes nothing."
        )
    for question in asked.questions:
        _take_answer(question, draft, given[question.name], asking=bool(lacking))


def _take_answer(question: Question, draft: Draft, given: str | None, asking: bool) -> None:
    proposal = question.propose(draft) if question.propose else ""
    offers: Sequence[Record] = ()
    while True:
        text = given
        if text is None and asking:
            text = click.prompt(question.ask, default=proposal, show_default=bool(proposal))
            numbered = {str(number): record.id for number, record in enumerate(offers, 1)}
            text = numbered.get(text, text)
        elif text is None:
            text = proposal
        if not text and question.can_be_left(draft):
            break
        try:
            question.answer(text, draft)
        except UnfitError as error:
            offers = error.offers
            lines = [f"{number:4} {shown(record)}" for number, record in enumerate(offers, 1)]
            message = "\n".join([str(error), *lines])
            if given is not None or not asking:
                raise click.BadParameter(message, param_hint=question.option) from error
            click.echo(message)
        else:
            for line in question.echo(draft) if asking else ():
                click.echo(f"    {line}")
            break


def _is_terminal() -> bool:
    return sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty()
