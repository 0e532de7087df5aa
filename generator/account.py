"""An effect in words: for a terminal, as Markdown for a comment on a pull request, as JSON.

A pull request may come from a stranger, and its data is quoted here. So whatever is no word of ours
is escaped by construction: the words are `Plain` or `Markdown`, whose `format` escapes its arguments.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, Self

from pydantic import TypeAdapter

from generator.dataset import Total
from generator.effect import Effect, PageChange, RecordChange, TotalChange
from generator.fields import FieldChange, aligned
from generator.files import INVISIBLE
from generator.models import ENGLISH, LANGUAGES
from generator.problems import Problem
from generator.report import counted, described

LONGEST_COMMENT = 60_000
"""Characters; GitHub refuses a comment of 65,536."""

LONGEST_QUOTE = 400
AROUND = 40
"""Characters of a long text that stand unchanged before and after a change, to know it by."""

MOST_CHANGES = 50
"""Stretches of one text: after so many, it is clear that much of it changed."""

MOST_WORDS = 1_000
"""Beyond so many words that differ, a text is another text: comparing them word by word takes long."""


class Plain(str):
    """Words for a terminal. What `format` fills in cannot move the cursor, nor hide or turn words."""

    __slots__ = ()

    def fill(self, *values: object) -> Self:
        """These words, with each {} replaced by an escaped value."""
        escape = type(self).escape
        return type(self)(
            self.format(*(v if isinstance(v, type(self)) else escape(str(v)) for v in values))
        )

    @classmethod
    def escape(cls, text: str) -> Self:
        """Any text, on one line."""
        lines = re.sub(r"\s*\n\s*", " ¶ ", text.strip("\n"))
        return cls(INVISIBLE.sub("\ufffd", lines.replace("\t", " ")))

    @classmethod
    def old(cls, text: str) -> Self:
        """What is no more."""
        return cls("[-{}-]").fill(text)

    @classmethod
    def new(cls, text: str) -> Self:
        """What is new."""
        return cls("{{+{}+}}").fill(text)


# What GitHub makes links, images or mentions of, even where a backslash stands before it: an
# invisible space ends the word. https://docs.github.com/en/get-started/writing-on-github
LIVE = re.compile(r"[@#]|:(?=[\w+/-])|\b(?:www\.|GH-)|[0-9a-f]{6}(?=[0-9a-f])", re.IGNORECASE)
SPACE = "\u200b"
MARKS = re.compile(r"([\\`*_{}\[\]()+.!|~^=-])")
ENTITIES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "$": "<span>$</span>", SPACE: "&#8203;"}
)


class Markdown(Plain):
    """Words for GitHub. What is filled in makes no element, link, image, mention or block."""

    __slots__ = ()

    @classmethod
    def escape(cls, text: str) -> Self:
        """Any text, on one line, that reads as it stands."""
        ended = LIVE.sub(lambda live: live[0] + SPACE, Plain.escape(text))
        return cls(MARKS.sub(r"\\\1", ended).translate(ENTITIES))

    @classmethod
    def old(cls, text: str) -> Self:
        """What is no more."""
        return cls("~~{}~~").fill(text.strip())

    @classmethod
    def new(cls, text: str) -> Self:
        """What is new."""
        return cls("**{}**").fill(text.strip())


class Line(NamedTuple):
    """A line of an account: a heading, or an item at a depth of a list."""

    words: Plain
    depth: int = 0
    heading: bool = False


def text(effect: Effect, *, pages: bool = False) -> str:
    """An effect for the terminal; `pages` lists those that change in consequence too."""
    lines = [*_account(effect, Plain)]
    if pages:
        lines += _redrawn(effect, Plain)
    told = "".join(
        f"\n{line.words}\n" if line.heading else f"{'  ' * line.depth}{line.words}\n"
        for line in lines
    )
    return told.lstrip("\n")


def markdown(effect: Effect, limit: int = LONGEST_COMMENT) -> str:
    """An effect as a comment of at most `limit` characters, with a count of the lines left out."""
    lines = [_item(line) for line in _account(effect, Markdown)]
    redrawn = [_item(line) for line in _redrawn(effect, Markdown)]
    if redrawn:
        lines += ["\n<details><summary>These pages</summary>\n\n", *redrawn]
    end = "\n</details>\n" if redrawn else ""
    left_out = "\n{} more lines are left out here: `python -m generator diff` shows all.\n"
    room = limit - len(end) - len(left_out) - len(str(len(lines)))
    for number, line in enumerate(lines):
        room -= len(line)
        if room < 0:
            opened = any(line.startswith("\n<details>") for line in lines[:number])
            return "".join([*lines[:number], end * opened, left_out.format(len(lines) - number)])
    return "".join([*lines, end])


def _item(line: Line) -> str:
    return f"\n### {line.words}\n\n" if line.heading else f"{'  ' * line.depth}- {line.words}\n"


def json(effect: Effect) -> str:
    """An effect for programs, as `schema` describes it."""
    return TypeAdapter(Effect).dump_json(effect, indent=2).decode() + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of what `json` gives."""
    return described(Effect)


FORMATS: Mapping[str, Callable[[Effect], str]] = {
    "text": text,
    "markdown": markdown,
    "json": json,
}


# --- what there is to tell ---------------------------------------------------------------------


def _account(effect: Effect, say: type[Plain]) -> Iterator[Line]:
    count = len(effect.records)
    told = (
        f"{count} {'effect' if count == 1 else 'effects'}" if count else "No effect on any record"
    )
    yield Line(say(f"{told}: from {{}} to the work tree").fill(effect.base), heading=True)
    for record in effect.records:
        yield from _record(record, say)
    if effect.totals:
        yield Line(say("Totals"), heading=True)
        for total in effect.totals:
            yield Line(_total(total, say))
            for problem in total.problems:
                yield from _problem(problem, say, 1)
    if effect.pages:
        yield Line(say("Pages"), heading=True)
        for page in effect.pages:
            yield from _page(page, say)
    yield from _problems(effect, say)
    yield from _consequence(effect, say)


def _record(record: RecordChange, say: type[Plain]) -> Iterator[Line]:
    names = " / ".join(dict.fromkeys(record.name.values()))
    head = say("{} {}").fill(record.what, record.path)
    if record.was:
        head = say("{}, before {}").fill(head, record.was)
    yield Line(say("{} ({})").fill(head, _cut(names)) if names else head)
    for field in record.fields:
        yield Line(say("{}: {}").fill(field.field, _words(field, say)), 1)
    if record.followers:
        many = (
            "1 reference follows"
            if record.followers == 1
            else f"{record.followers} references follow"
        )
        yield Line(say(f"{many} its new id"), 1)
    for problem in record.problems:
        yield from _problem(problem, say, 1)


def _problem(problem: Problem, say: type[Plain], depth: int = 0) -> Iterator[Line]:
    at = f"line {problem.line}" + (f", {problem.field}" if problem.field else "")
    where = f"{at}" if depth else f"{problem.path}, {at}"
    told = (problem.severity, where, _cut(problem.message), problem.code)
    yield Line(say("{}, {}: {} [{}]").fill(*told), depth)
    if problem.hint:
        yield Line(say("{}").fill(_cut(problem.hint)), depth + 1)


def _total(change: TotalChange, say: type[Plain]) -> Plain:
    more = change.listed - change.was
    deltas = [f"{more.projects:+d} {_projects(more.projects)}"] if more.projects else []
    deltas += [f"{_number(more.amount, '+')} euros"] if more.amount else []
    listed, stated = _sum(change.listed), change.stated and _sum(change.stated)
    if change.stated != change.stated_was:
        was = change.stated_was and _sum(change.stated_was)
        stated = f"{stated or 'nothing'}, before {was or 'nothing'}"
    told = f"{', '.join(deltas)} for" if deltas else "Stated otherwise for"
    end = f"; stated {stated}" if stated else ""
    return say(f"{told} {{}}: listed total now {listed}{end}").fill(change.label)


def _sum(total: Total) -> str:
    return f"{_number(total.projects)} {_projects(total.projects)}, {_number(total.amount)} euros"


def _projects(count: int) -> str:
    return "project" if abs(count) == 1 else "projects"


def _number(number: int, sign: str = "") -> str:
    return f"{number:{sign},}".replace(",", " ")


def _page(page: PageChange, say: type[Plain]) -> Iterator[Line]:
    if page.what == "moves":
        moved = [(page.old.get(lang, ""), page.new.get(lang, "")) for lang in LANGUAGES]
        told = [f"{old} → {new}" for old, new in moved if old != new]
    else:
        told = [*(page.new or page.old).values()]
    yield Line(say("{}: {}").fill(page.what, " · ".join(told)))
    if page.what != "appears" and not page.lost:
        yield Line(say("whoever comes to the old address is led on, or told why"), 1)
    if page.lost:
        name = page.key.rpartition("/")[2]
        moved_to = page.key if page.what == "moves" else "<kind>/<id>"
        yield Line(
            say("error: nothing stands at {} any more. Whoever cited it must be led on, or told why:")
            .fill(" and ".join(page.lost)), 1
        )  # fmt: skip
        yield Line(say("add data/redirects/{}.yml:").fill(name), 1)
        yield Line(say("id: {}").fill(name), 2)
        yield Line(
            say("old: {{fr: {}, nl: {}}}").fill(*(page.old.get(x, "…") for x in LANGUAGES)), 2
        )
        yield Line(say("to: {}").fill(moved_to), 2)
        yield Line(say("or, where nothing takes its place, reason: {{fr: …, nl: …}}").fill(), 2)


SECTIONS = {
    "translation-behind": "Translations that fall behind",
    "unknown-reference": "References that break",
}


def _problems(effect: Effect, say: type[Plain]) -> Iterator[Line]:
    """Those in files that the change does not touch; those in others stand with their record."""
    sections: dict[str, list[Problem]] = {title: [] for title in SECTIONS.values()}
    for problem in effect.problems:
        sections.setdefault(SECTIONS.get(problem.code, "New problems elsewhere"), []).append(
            problem
        )
    for title, problems in sections.items():
        if problems:
            yield Line(say(title), heading=True)
            for problem in problems:
                yield from _problem(problem, say)
    if effect.mended:
        yield Line(say("Problems that are gone"), heading=True)
        for problem in effect.mended:
            told = (problem.severity, problem.path, _cut(problem.message), problem.code)
            yield Line(say("{}, {}: {} [{}]").fill(*told))


def _consequence(effect: Effect, say: type[Plain]) -> Iterator[Line]:
    yield Line(say("In consequence"), heading=True)
    for path in effect.unread:
        yield Line(say("{} cannot be read, before or after: it is not compared").fill(path))
    if effect.errors_before or effect.errors_after:
        errors = f"{counted(effect.errors_before, 'error')} before, {effect.errors_after} after"
        yield Line(say(f"{errors}: `python -m generator check` names those of the work tree"))
    if effect.redrawn is None:
        yield Line(say("which pages say something else is known once these errors are mended"))
    elif not any(effect.redrawn.values()):
        yield Line(say("no page says anything else"))
    else:
        counts = (f"{len(effect.redrawn[x])} in {ENGLISH[x]}" for x in LANGUAGES)
        yield Line(say(f"pages that say something else: {', '.join(counts)}"))


def _redrawn(effect: Effect, say: type[Plain]) -> Iterator[Line]:
    for addresses in (effect.redrawn or {}).values():
        for address in addresses:
            yield Line(say("{}").fill(address), 1 if say is Plain else 0)


# --- word by word ------------------------------------------------------------------------------

TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
VISIBLE = str.maketrans({" ": "␣", "\u00a0": "⍽", "\n": "¶"})


def _words(change: FieldChange, say: type[Plain]) -> Plain:
    """A field before and after, what stayed in between."""
    told = [
        say("{}").fill(text) if kind == "same" else getattr(say, kind)(_cut(text))
        for kind, text in difference(change.old or "", change.new or "")
    ]
    # A mark of Markdown is one only where a space stands before and after it.
    return say(re.sub(" +", " ", ("" if say is Plain else " ").join(told)).strip())


def difference(old: str, new: str) -> Iterator[tuple[str, str]]:
    """("same" | "old" | "new", words), in reading order; what stays for long is shortened."""
    if not any(map(str.isspace, old + new)):  # an id, an address, a number is one word
        yield from ((kind, word) for kind, word in (("old", old), ("new", new)) if word)
        return
    a, b = TOKEN.findall(old), TOKEN.findall(new)
    opcodes = aligned(a, b, MOST_WORDS, str.isspace)
    for tag, a1, a2, b1, b2 in opcodes[:MOST_CHANGES]:
        if tag == "equal":
            yield "same", _around("".join(a[a1:a2]), is_first=a1 == 0, is_last=a2 == len(a))
            continue
        for kind, words in (("old", a[a1:a2]), ("new", b[b1:b2])):
            if words:
                text = "".join(words)
                yield kind, text.translate(VISIBLE) if text.isspace() else text
    if len(opcodes) > MOST_CHANGES:
        yield "same", " … "


def _around(text: str, *, is_first: bool, is_last: bool) -> str:
    """What stands unchanged, as much of it as tells where the changes beside it are."""
    head, tail = 0 if is_first else AROUND, 0 if is_last else AROUND
    if len(text) <= head + tail + len(" … "):
        return text
    return f"{text[:head]} … {text[len(text) - tail :]}"


def _cut(text: str) -> str:
    """A quotation short enough to read."""
    if len(text) <= LONGEST_QUOTE:
        return text
    return f"{text[: LONGEST_QUOTE - 100]} … {text[-50:]}"
