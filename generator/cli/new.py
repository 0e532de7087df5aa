"""`new`: asks for what a new record needs, and writes its file."""

from __future__ import annotations

import contextlib
import functools
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from generator.cli.loading import load_dataset, load_strings
from generator.cli.options import root_option
from generator.editing.answers import Answers, InvalidAnswerError
from generator.editing.parsers import described
from generator.editing.prompt import KindPrompts, Prompt
from generator.editing.prompted_kinds import PROMPTED_KINDS
from generator.editing.scaffold import NewRecord, new_record
from generator.records import LANGUAGES, Record
from generator.site.locale import Locale
from generator.site.pages import PAGES
from generator.site.writer import write_file


class KindGroup(click.Group):
    """A command for each kind of record in PROMPTED_KINDS, with an option for each prompt."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the kinds."""
        return list(PROMPTED_KINDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """The command of a kind."""
        if cmd_name not in PROMPTED_KINDS:
            names = ", ".join(PROMPTED_KINDS)
            ctx.fail(f"`new` cannot write a record of the kind “{cmd_name}”: choose from {names}.")
        kind = PROMPTED_KINDS[cmd_name]
        options = [click.Option([prompt.option], help=prompt.help) for prompt in kind.prompts]
        dry_run = click.Option(["--dry-run"], is_flag=True, help="Print the file; write nothing.")
        subcommand = click.Command(
            cmd_name,
            params=[*options, dry_run],
            callback=functools.partial(_new, cmd_name, kind),
            help=f"Write the record of a new {cmd_name}.",
        )
        return root_option(subcommand)


@click.group("new", cls=KindGroup)
def command() -> None:
    """Write a new record: ask for its values, or take them from options.

    Each answer is checked at once. Other records can be named by their id, or by their name in
    either language. The file marks what you leave out, and `check` asks for it.
    """


def _new(name: str, kind: KindPrompts, root: Path, dry_run: bool, **options: str | None) -> None:
    answers = Answers(kind.kind, load_dataset(root))
    _answer_all(kind, answers, options)
    new = new_record(kind, answers)
    if (root / new.path).exists():
        raise click.UsageError(f"{new.path} exists already: give another --id.")
    if dry_run:
        click.echo(new.text, nl=False)
        return
    write_file(root / new.path, new.text)
    click.echo(f"{new.path} is written. Next:")
    for number, step in enumerate(_next_steps(name, new), 1):
        click.echo(f"{number}. {step}")


def _next_steps(name: str, new: NewRecord) -> Sequence[str]:
    strings = load_strings()
    view = next(view for view in PAGES if view.name == name)
    addresses = [view.address(new.record, Locale(lang, strings)) for lang in LANGUAGES]
    pages = " and ".join(f"http://127.0.0.1:8000/{address}" for address in addresses)
    return (
        *new.steps,
        "Check it: python -m generator check",
        f"Look at it: make serve, then {pages}",
        f"If both languages say the same: python -m generator confirm {new.path}",
        f'Keep it: git add data, then git commit -m "Add {new.record.id}"',
    )


def _answer_all(kind: KindPrompts, answers: Answers, options: Mapping[str, str | None]) -> None:
    """Answers the prompts from the options; if they do not suffice, asks for the rest.

    Ends the program if nobody can be asked.
    """
    missing = [*filter(None, (prompt.missing(options) for prompt in kind.prompts))]
    if missing and not _is_terminal():
        raise click.UsageError(
            f"Missing {', '.join(missing)}. Give these options, or run the command in a terminal."
        )
    if missing:
        with contextlib.suppress(ImportError):  # not on Windows
            import readline  # noqa: F401  # lets arrow keys move in what is typed
        click.echo(
            "Enter accepts the proposal in [brackets], or leaves out the value if there is none.\n"
            "? lists the records to choose from; type the number of one. Ctrl+C stops and writes nothing."
        )
    for prompt in kind.prompts:
        if (given := options[prompt.name]) is None and missing:
            _ask(prompt, answers)
        else:
            _answer(prompt, answers, given)
        if missing and prompt.location in answers.values:
            for line in prompt.echo(answers):
                click.echo(f"    {line}")


def _answer(prompt: Prompt, answers: Answers, given: str | None) -> None:
    """Answers a prompt with its option, or with its proposal. Ends the program if that is refused."""
    text = _proposal(prompt, answers) if given is None else given
    if not text and prompt.can_be_skipped(answers):
        return
    try:
        prompt.answer(text, answers)
    except InvalidAnswerError as error:
        raise click.BadParameter(_refusal(error), param_hint=prompt.option) from error


def _ask(prompt: Prompt, answers: Answers) -> None:
    """Asks until there is an answer that is accepted."""
    proposal = _proposal(prompt, answers)
    candidates: Sequence[Record] = ()
    while True:
        text = click.prompt(prompt.question, default=proposal, show_default=bool(proposal))
        numbered = {str(number): record.id for number, record in enumerate(candidates, 1)}
        text = numbered.get(text, text)
        if not text and prompt.can_be_skipped(answers):
            return
        try:
            prompt.answer(text, answers)
        except InvalidAnswerError as error:
            candidates = error.candidates
            click.echo(_refusal(error))
        else:
            return


def _proposal(prompt: Prompt, answers: Answers) -> str:
    return prompt.propose(answers) if prompt.propose else ""


def _refusal(error: InvalidAnswerError) -> str:
    """Why an answer is refused, with the numbered records that may be meant."""
    lines = [f"{number:4} {described(record)}" for number, record in enumerate(error.candidates, 1)]
    return "\n".join([str(error), *lines])


def _is_terminal() -> bool:
    return sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty()
