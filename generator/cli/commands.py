"""The command line: the only place that prints, reads the clock or ends with an exit code."""

from __future__ import annotations

import contextlib
import functools
import gc
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from generator.site import fingerprint as stamp

# What loads and renders is imported by the commands that do: `build` with nothing to do, and
# `--help`, answer at once.
if TYPE_CHECKING:
    from datetime import date

    from generator.core.problem import Problem
    from generator.dataset.dataset import Dataset
    from generator.dataset.translations import Translation
    from generator.editing.answers import Draft
    from generator.editing.prompts import Asked, Question
    from generator.records import Record
    from generator.site.renderer import Site

T = TypeVar("T")

Command = TypeVar("Command", bound=Callable[..., Any])

REPOSITORY = Path(__file__).resolve().parents[2]

CLEAN, PROBLEMS, BROKEN = 0, 1, 2

root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=REPOSITORY,
    help="The folder that holds data/, docs/ and mkdocs.yml. Default: this repository.",
)

schema_option = click.option(
    "--schema", is_flag=True, help="Print the JSON Schema of --format json instead."
)


def format_option(*forms: str, tells: str) -> Callable[[Command], Command]:
    """In which form a command says what it found, by default the first; `tells` whom."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default=forms[0],
        help=f"How to say it: {tells}.",
    )


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Turn the records in data/ into the pages of the site, in French and in Dutch.

    \b
    Change a record     edit its YAML file in data/, then run `check`
    Add a record        run `new project`, or another of the kinds that `new --help` lists
    See it on the site  run `build`, then `mkdocs serve` (or just `make serve`)

    Exit codes: 0 all is well, 1 problems in the data, 2 the installation is broken.
    """  # noqa: D301  # \b keeps click from joining the lines
    # A short run whose objects stay until its end: to look for garbage a hundred times less often
    # makes every command a tenth faster.
    gc.set_threshold(70_000)


@main.command()
@root_option
@format_option("text", "json", "github", tells="to people, to programs, as annotations on GitHub")
@schema_option
@click.option("--rules", is_flag=True, help="List the rules instead: code, severity, sentence.")
def check(root: Path, form: str, rules: bool, schema: bool) -> None:
    """Say what is wrong in data/, and how to mend it.

    Every problem is one line, path:line:column: field: what is wrong [rule], with a hint below.
    Warnings and what records silence come last; only errors make the exit code 1.
    """
    from generator.rules import checks, report

    if rules:
        told = report.rules_as_json if form == "json" else report.rules_as_text
        click.echo(told(checks.catalogue()))
    elif schema:
        click.echo(json.dumps(report.json_schema(), indent=2))
    else:
        site, problems = _checked(root, root)
        found = report.Report.of(site.dataset, problems, site.rule_urls)
        click.echo(report.FORMATS[form](found))
        sys.exit(PROBLEMS if found.summary.errors else CLEAN)


@main.command()
@root_option
def build(root: Path) -> None:
    """Check data/, then write the pages into docs/fr/generated and docs/nl/generated.

    With any error nothing is written: the pages of the last good run stay. Only pages that
    changed are rewritten; those whose record is gone are removed. Warnings keep no page back.
    """
    # `write.OWNED`, said again: with nothing to do, the models need not be imported.
    outputs = [root / "docs" / language / "generated" for language in ("fr", "nl")]
    if stamp.is_current(root, outputs):
        click.echo("Nothing has changed since the last run.")
        return

    import jinja2

    from generator.rules.checks import errors
    from generator.rules.report import counted
    from generator.site.history import last_changes
    from generator.site.locale import UnknownStringError
    from generator.site.writer import write_pages

    site, problems = _checked(root, root, last_changes(root))
    if found := errors(problems):
        click.echo("\n".join(map(str, found)))
        files = counted(len({problem.path for problem in found}), "file")
        end = f"\n{counted(len(found), 'problem')} in {files}. Nothing was written."
        click.echo(end, err=True)
        sys.exit(PROBLEMS)
    try:
        pages = _bar(site.render(), "Writing pages", total=2 * len(site.pages))
        written = write_pages(root / "docs", pages)
    except (UnknownStringError, jinja2.TemplateNotFound, jinja2.TemplateSyntaxError) as error:
        _broken(str(error))
    stamp.keep(root, outputs)
    click.echo(
        f"{written.changed + written.same} pages: "
        f"{written.changed} written, {written.same} unchanged, {written.removed} removed."
    )
    if warnings := [problem for problem in problems if problem.severity == "warning"]:
        told = counted(len(warnings), "warning")
        click.echo(f"{told}: `python -m generator check` shows them.")


@main.command()
@root_option
@click.argument("base", required=False)
@format_option("text", "markdown", "json", tells="to people, in a comment on GitHub, to programs")
@schema_option
@click.option("--pages", is_flag=True, help="List the pages too that change in consequence.")
def diff(root: Path, base: str | None, form: str, pages: bool, schema: bool) -> None:
    """Say what the change from BASE to the files as they are now does.

    BASE is a commit, a branch, or a folder that holds data/; what a branch gained since yours began
    is left out. Told are records that come, go, change or get another id, field by field and word
    by word; totals; pages that come, go or move, those written by hand too; and what is wrong since. A page that is gone and leads nowhere is an error: add a record to
    data/redirects/ that says where its readers find what they look for, or why they do not.

    Exit codes: 0 nothing breaks, 1 a page leads nowhere or there are new errors, 2 there is no
    such BASE.
    """
    from generator.changes import report as account
    from generator.changes.baseline import UnknownBaseError, base_of
    from generator.changes.compare import State, compare
    from generator.site.manual_pages import written_pages

    if schema:
        click.echo(json.dumps(account.json_schema(), indent=2))
        return
    if base is None:
        raise click.UsageError("Name a commit, a branch or a folder to compare with.")
    if not (root / "data").is_dir():
        _broken(f"{root} has no folder data/")
    try:
        with base_of(base, root) as found:
            before, after = (
                State(*_checked(folder, root), written_pages(folder))
                for folder in (found.folder, root)
            )
            effect = compare(found.name, before, after, found.untold)
    except UnknownBaseError as error:
        raise click.BadParameter(str(error), param_hint="BASE") from error
    click.echo(
        account.as_text(effect, pages=pages) if form == "text" else account.FORMATS[form](effect)
    )
    sys.exit(PROBLEMS if effect.fails else CLEAN)


@main.command()
@root_option
def coverage(root: Path) -> None:
    """List the lines of the source documents that no record cites."""
    from generator.dataset.quotations import line_of
    from generator.records import Source
    from generator.rules.quotations import uncited_lines

    dataset = _loaded(root)
    uncited = 0
    for source in dataset.all(Source):
        lines = uncited_lines(source, dataset)
        held = sum(1 for line in dataset.texts.get(source.id, ()) if line.strip())
        click.echo(f"{source.id}: {held} lines with text, {len(lines)} cited by no record")
        for line in lines:
            click.echo(f"  {line}: {line_of(dataset, source.id, line)}")
        uncited += len(lines)
    sys.exit(PROBLEMS if uncited else CLEAN)


@main.command()
@root_option
@click.option("--kind", help="Print the schema of this kind of record instead; write nothing.")
def schema(root: Path, kind: str | None) -> None:
    """Write schemas/<kind>.json, by which editors complete and check records.

    They hold the ids of all records in data/: run it again when there is a new one. Data with
    problems is no obstacle.
    """
    from generator.core.text import did_you_mean
    from generator.editing.editor_schema import schemas
    from generator.site.locale import Locale
    from generator.site.writer import write_file

    strings = _strings()
    texts = dict(schemas(_loaded(root), Locale("fr", strings), Locale("nl", strings)))
    if kind is None:
        changed = [
            write_file(root / "schemas" / f"{name}.json", text) for name, text in texts.items()
        ]
        click.echo(f"{len(changed)} schemas: {sum(changed)} written into schemas/.")
    elif kind in texts:
        click.echo(texts[kind], nl=False)
    else:
        hint = did_you_mean(kind, texts) or f"kinds are {', '.join(texts)}"
        raise click.BadParameter(f"“{kind}” is no kind of record; {hint}", param_hint="--kind")


@main.command()
@root_option
@click.argument("path", required=False)
@click.argument("fields", nargs=-1, metavar="[FIELD]...")
@click.option("--all-new", is_flag=True, help="Confirm only what nobody has confirmed before.")
def confirm(root: Path, path: str | None, fields: tuple[str, ...], all_new: bool) -> None:
    """Confirm that the French and the Dutch of a text say the same, as they are now.

    \b
    confirm                    list the texts that wait for somebody who reads both languages
    confirm data/….yml         confirm all that waits in a record
    confirm data/….yml names.2 confirm one text, here the second of its names
    confirm --all-new          confirm what nobody has confirmed before, in all of data/ or in PATH

    Both wordings are shown: read them. When one changes later, `check` and the site say so.
    """  # noqa: D301  # \b keeps click from joining the lines
    from generator.dataset import translations
    from generator.reading.canonical import canonicalize
    from generator.records import LANGUAGES
    from generator.rules.report import counted
    from generator.site.writer import write_file

    if fields and all_new:
        raise click.UsageError("Name the fields, or give --all-new.")
    dataset = _loaded(root)
    records = _records_at(path, root, dataset) if path else [*dataset.records]
    if path and not all_new and len(records) > 1:
        raise click.UsageError(f"“{path}” holds {len(records)} records: name one of their files.")
    count = 0
    for record in records:
        file = dataset.path(record)
        chosen = _chosen(record, fields, all_new)
        count += len(chosen)
        for each in chosen:
            click.echo(f"{file}: {each.field}: {each.told}")
            for language in LANGUAGES:
                click.echo(f"  {language}: {each.text[language].strip()}")
        if not (path or all_new):
            continue
        for place in translations.stale(record):
            click.echo(f"{file}: {place}: no such text any more: its entry is deleted")
        confirmed = translations.confirm(record, [each.field for each in chosen])
        if confirmed != record.confirmed:
            text = dataset.loaded.text(record)
            write_file(
                root / file, canonicalize(text, type(record), file, confirmed=confirmed or None)
            )
    done = "confirmed" if path or all_new else "to confirm"
    click.echo(f"{counted(count, 'text')} {done}.")
    if left_out := {problem.path for problem in dataset.loaded.problems}:
        click.echo(f"With a mistake, hence left out: {', '.join(sorted(left_out))}", err=True)


def _chosen(record: Record, fields: tuple[str, ...], all_new: bool) -> list[Translation]:
    """The texts to confirm: `fields`, or all that wait, or of those the new ones."""
    from generator.core.text import did_you_mean
    from generator.dataset.translations import State, translations

    texts = {text.field: text for text in translations(record)}
    for field in fields:
        if field not in texts:
            hint = did_you_mean(field, texts) or f"it has {', '.join(texts) or 'none'}"
            message = f"{record.key} has no text “{field}” in two languages; {hint}"
            raise click.BadParameter(message, param_hint="FIELD")
    if fields:
        return [texts[field] for field in fields]
    states = {State.NEW} if all_new else {*State} - {State.CONFIRMED}
    return [text for text in texts.values() if text.state in states]


def _records_at(path: str, root: Path, dataset: Dataset) -> list[Record]:
    """The records in a file or a folder, given from here or from the root of the repository.

    Ends the program where one of the files has a mistake.
    """
    files = {file.relative_to(root.resolve()).as_posix() for file in _files(path, root.resolve())}
    if problems := [problem for problem in dataset.loaded.problems if problem.path in files]:
        click.echo("\n".join(map(str, problems)))
        sys.exit(PROBLEMS)
    return [record for record in dataset.records if dataset.path(record) in files]


@main.command("format")
@root_option
@click.argument("paths", nargs=-1)
@click.option("--check", is_flag=True, help="Write nothing; only say which files would change.")
def format_(root: Path, paths: tuple[str, ...], check: bool) -> None:
    """Put records' files in canonical form: one order, one style; no value changes, comments stay.

    PATHS are files and folders in data/; without any, it is all of data/. A file that is not YAML is
    left as it is, and named. Exit code 1 when there was one, or, with --check, when a file would
    change.
    """
    from generator.core.problem import DataError
    from generator.reading.canonical import formatted
    from generator.rules.report import counted
    from generator.site.writer import write_file

    root = root.resolve()
    files = list(
        dict.fromkeys(
            file for path in paths or (str(root / "data"),) for file in _files(path, root)
        )
    )
    problems: list[Problem] = []
    changed: list[str] = []
    for file in _bar(files, "Formatting", len(files)):
        try:
            text, canonical = formatted(file, root)
        except DataError as error:
            problems += error.problems
        else:
            if text != canonical:
                changed.append(file.relative_to(root).as_posix())
                if not check:
                    write_file(file, canonical)
    for line in (*problems, *changed):
        click.echo(line)
    done = "would change" if check else "changed"
    click.echo(f"{counted(len(files), 'file')}: {len(changed)} {done}.")
    sys.exit(PROBLEMS if problems or (check and changed) else CLEAN)


def _files(path: str, root: Path) -> list[Path]:
    """The records' files at a path, given from here or from the root of the repository."""
    from generator.reading.files import walk
    from generator.records import KIND_OF

    data = root / "data"
    places = [place.parent.resolve() / place.name for place in (Path(path), root / path)]
    place = next((p for p in places if p.exists() and p.is_relative_to(data)), None)
    if place is None:
        raise click.UsageError(f"“{path}” is nothing in {data}.")
    found, _ = walk(place, root) if place.is_dir() else ([place], [])
    kinds = [data / kind for kind in KIND_OF]
    files = [f for f in found if f.suffix == ".yml" and any(f.is_relative_to(k) for k in kinds)]
    if not files:
        raise click.UsageError(f"“{path}” holds no records: those are .yml files in data/.")
    return files


class _New(click.Group):
    """A command for each kind of record that `scaffold` can ask for, with an option a question."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        from generator.editing.prompts import ASKED

        return list(ASKED)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        from generator.editing.prompts import ASKED

        if cmd_name not in ASKED:
            ctx.fail(f"No kind of record is called “{cmd_name}” here: name {', '.join(ASKED)}.")
        asked = ASKED[cmd_name]
        options = [
            click.Option([question.option], help=question.help) for question in asked.questions
        ]
        dry_run = click.Option(["--dry-run"], is_flag=True, help="Print the file; write nothing.")
        command = click.Command(
            cmd_name,
            params=[*options, dry_run],
            callback=functools.partial(_new, cmd_name, asked),
            help=f"Write a new {cmd_name}'s record.",
        )
        return root_option(command)


@main.command(cls=_New)
def new() -> None:
    """Write a new record: asks for what it needs, or takes all of it as options.

    Each answer is checked at once. A record that it refers to is found by its name in either
    language. What you leave out is marked in the file, and `check` asks for it.
    """


def _new(name: str, asked: Asked, root: Path, dry_run: bool, **given: str | None) -> None:
    from generator.editing.answers import Draft
    from generator.editing.scaffold import make
    from generator.records import LANGUAGES
    from generator.site.locale import Locale
    from generator.site.pages import PAGES
    from generator.site.writer import write_file

    draft = Draft(asked.kind, _loaded(root))
    _take_answers(asked, draft, given)
    made = make(asked, draft)
    if (root / made.path).exists():
        raise click.UsageError(f"{made.path} exists already: give another --id.")
    if dry_run:
        click.echo(made.text, nl=False)
        return
    write_file(root / made.path, made.text)
    words = {language: Locale(language, _strings()) for language in LANGUAGES}
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
    from generator.editing.answers import UnfitError, shown

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


def _broken(message: str) -> NoReturn:
    click.echo(f"The installation is broken: {message}", err=True)
    sys.exit(BROKEN)


def _loaded(root: Path) -> Dataset:
    if not (root / "data").is_dir():
        _broken(f"{root} has no folder data/")
    from generator.dataset.dataset import Dataset
    from generator.reading.load import load_data

    return Dataset(load_data(root, lambda files: _bar(files, "Reading", len(files))))


@functools.cache
def _strings() -> dict[str, dict[str, Any]]:
    from generator.core.problem import DataError
    from generator.reading.load import load_interface

    try:
        return load_interface(stamp.GENERATOR / "site" / "interface.yml")
    except DataError as error:
        _broken(str(error))


def _checked(
    folder: Path, root: Path, changes: Mapping[str, date] = MappingProxyType({})
) -> tuple[Site, list[Problem]]:
    """The site that `root` makes of the data in a folder, and what is wrong in it.

    `changes` says when each record last changed, by path.
    """
    from generator.core.problem import DataError
    from generator.reading.load import load_settings
    from generator.rules.checks import check
    from generator.site.locale import UnknownStringError
    from generator.site.manual_pages import addresses
    from generator.site.renderer import Settings, Site

    dataset, strings = _loaded(folder), _strings()
    try:
        site = Site(dataset, strings, Settings(**load_settings(root / "mkdocs.yml")), changes)
    except (DataError, UnknownStringError) as error:
        _broken(str(error))
    return site, check(dataset, site.addresses | addresses(folder))


def _bar(items: Iterable[T], what: str, total: int) -> Iterable[T]:
    """The same items; work that takes longer than a second shows how far it is."""
    from tqdm import tqdm

    interval = 0.1 if sys.stderr.isatty() else 5
    return tqdm(items, what, total, leave=False, delay=1, mininterval=interval)
