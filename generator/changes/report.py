"""An effect in words: for a terminal, as Markdown for a comment on a pull request, as JSON.

A pull request may come from a stranger, and its data is quoted here. So whatever is no word of ours
is escaped by construction: the words are `Plain` or `Markdown`, which escape what they are filled with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from itertools import accumulate
from typing import Any, ClassVar, Self

from pydantic import TypeAdapter

from generator.changes.compare import Effect, PageChange, RecordChange, TotalChange
from generator.changes.fields import FieldChange, aligned
from generator.core.money import grouped
from generator.core.problem import Problem
from generator.dataset.totals import Total
from generator.dataset.translations import digests
from generator.reading.canonical import canonicalize
from generator.reading.files import INVISIBLE
from generator.records import ENGLISH, LANGUAGES, Note, Redirect
from generator.rules.report import counted, described
from generator.site.manual_pages import FOLDER

LONGEST_COMMENT = 60_000
"""Characters; GitHub refuses a comment of 65,536."""

LEFT_OUT = "\n{} more lines are left out here: `python -m generator diff` shows all.\n"

MOST_PROBLEMS = 20
"""In one place: a line more in a document moves everything that is quoted below it."""

QUOTE = 300, 50
"""Characters of the beginning and the end of a quotation too long to read."""

NAME = 80, 0

AROUND = 40
"""Characters of a long text that stand unchanged before and after a change, to know it by."""

MOST_CHANGES = 50
"""Stretches of one text: after so many, it is clear that much of it changed."""

MOST_WORDS = 1_000
"""Beyond so many words that differ, a text is another text: comparing them word by word takes long."""


class Plain(str):
    """Words for a terminal. What they are filled with cannot move the cursor, nor hide or turn words."""

    __slots__ = ()

    bullet = ""
    marks: ClassVar[Mapping[str, str]] = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
    between = ""
    """What a mark needs on either side to be one."""

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
    def code(cls, text: str) -> Self:
        """What stands so in a file, or is its path."""
        return cls.escape(text)

    @classmethod
    def heading(cls, words: str, *values: object) -> str:
        """What begins a part."""
        return f"\n{cls(words).fill(*values)}\n"

    @classmethod
    def item(cls, depth: int, words: str, *values: object) -> str:
        """What stands at a depth of a list."""
        return f"{'  ' * depth}{cls.bullet}{cls(words).fill(*values)}\n"

    @classmethod
    def file(cls, depth: int, text: str) -> str:
        """What to copy into a file; at any depth, its lines begin where they begin."""
        return "\n".join(("", *map(Plain.escape, text.splitlines()), "", ""))


# What GitHub makes links, images or mentions of, even where a backslash stands before it: an
# invisible space ends the word. https://docs.github.com/en/get-started/writing-on-github
LIVE = re.compile(r"[@#]|:(?=[\w+/-])|\b(?:www\.|GH-)|[0-9a-f]{6}(?=[0-9a-f])", re.IGNORECASE)
SPACE = "\u200b"
PATH = re.compile(r"[\w./-]+")
"""What code needs no escaping: GitHub makes nothing of words in code."""

MARKS = re.compile(r"([\\`*_{}\[\]()+.!|~^=-])")
ENTITIES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "$": "<span>$</span>", SPACE: "&#8203;"}
)


class Markdown(Plain):
    """Words for GitHub. What they are filled with makes no element, link, image, mention or block."""

    __slots__ = ()

    bullet = "- "
    marks: ClassVar[Mapping[str, str]] = {"same": "{}", "old": "~~{}~~", "new": "**{}**"}
    between = " "

    @classmethod
    def escape(cls, text: str) -> Self:
        """Any text, on one line, that reads as it stands."""
        ended = LIVE.sub(lambda live: live[0] + SPACE, Plain.escape(text))
        return cls(MARKS.sub(r"\\\1", ended).translate(ENTITIES))

    @classmethod
    def code(cls, text: str) -> Self:
        """What stands so in a file, or is its path."""
        return cls(f"`{text}`") if PATH.fullmatch(text) else cls.escape(text)

    @classmethod
    def heading(cls, words: str, *values: object) -> str:
        """What begins a part."""
        return f"\n### {cls(words).fill(*values)}\n\n"

    @classmethod
    def file(cls, depth: int, text: str) -> str:
        """What to copy into a file, below an item of a list."""
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 0)
        lines = (f"{fence}yaml", *map(Plain.escape, text.splitlines()), fence)
        return "".join(f"{'  ' * (depth + 1)}{line}\n" for line in lines)


def as_text(effect: Effect, *, pages: bool = False) -> str:
    """An effect for the terminal; `pages` lists those that change in consequence too."""
    told = [*_account(effect, Plain)]
    addresses = _redrawn(effect)
    if pages:
        told += [Plain.item(1, "{}", address) for address in addresses]
    elif addresses:
        told.append(Plain.item(1, "--pages lists them"))
    return "".join(told).strip("\n")


def as_markdown(effect: Effect, limit: int = LONGEST_COMMENT) -> str:
    """An effect as a comment of at most `limit` characters, with a count of the lines left out."""
    told = [*_account(effect, Markdown)]
    if addresses := _redrawn(effect):
        items = "".join(Markdown.item(0, "{}", address) for address in addresses)
        told.append(f"\n<details><summary>These pages</summary>\n\n{items}\n</details>\n")
    room = limit - len(LEFT_OUT) - len(str(limit))
    fitting = sum(end <= room for end in accumulate(map(len, told)))
    left_out = "".join(told[fitting:]).count("\n")
    end = LEFT_OUT.format(left_out) if left_out else ""
    return ("".join(told[:fitting]) + end).strip("\n")


@dataclass(frozen=True, slots=True)
class Told(Effect):
    """An effect with the `redirects` to add for the pages that are lost: path -> text."""

    redirects: dict[str, str]


def as_json(effect: Effect) -> str:
    """An effect for programs, as `json_schema` describes it."""
    told = {field.name: getattr(effect, field.name) for field in fields(effect)}
    redirects = dict(filter(None, map(_redirect, effect.pages)))
    return TypeAdapter(Told).dump_json(Told(**told, redirects=redirects), indent=2).decode()


def json_schema() -> dict[str, Any]:
    """The JSON Schema of what `as_json` gives."""
    return described(Told)


FORMATS: Mapping[str, Callable[[Effect], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
}


# --- what there is to tell ---------------------------------------------------------------------


def _account(effect: Effect, say: type[Plain]) -> Iterator[str]:
    yield _headline(effect, say)
    for record in effect.records:
        yield from _record(record, say)
    if effect.totals:
        yield say.heading("Totals")
        for total in effect.totals:
            yield say.item(0, "{}", _total(total))
            yield from _problems(total.problems, say, 1)
    yield from _elsewhere(effect, say)
    yield from _pages(effect, say)


def _headline(effect: Effect, say: type[Plain]) -> str:
    found = [problem.severity for problem in effect.all_problems]
    counts = {
        "lost page": sum(bool(page.lost) for page in effect.pages),
        "new error": found.count("error"),
        "new warning": found.count("warning"),
        "older error": effect.errors_after - found.count("error"),
    }
    verdict = [] if effect.fails else ["nothing breaks"]
    verdict += [counted(count, what) for what, count in counts.items() if count]
    many = len(effect.records)
    told = "1 record changes" if many == 1 else f"{many or 'No'} records change"
    return say.heading("{}, compared with {}: {}", told, effect.base, ", ".join(verdict))


def _record(record: RecordChange, say: type[Plain]) -> Iterator[str]:
    head = say("{} {}").fill(record.what, say.code(record.path))
    if record.was:
        head = say("{}, before {}").fill(head, say.code(record.was))
    names = " / ".join(
        _shortened(name, *NAME).strip() for name in dict.fromkeys(record.name.values())
    )
    yield say.item(0, "{} ({})" if names else "{}", head, names)
    for field in record.fields:
        yield say.item(1, "{}: {}", _in_words(field.field), _words(field, say))
    if record.followers:
        follow = "reference follows" if record.followers == 1 else "references follow"
        yield say.item(1, "{} {} its new id", record.followers, follow)
    yield from _problems(record.problems, say, 1)


def _problems(problems: Sequence[Problem], say: type[Plain], depth: int = 0) -> Iterator[str]:
    """Problems; at a depth, they stand below what tells their file."""
    for problem in problems[:MOST_PROBLEMS]:
        place = ", ".join(filter(None, (f"line {problem.line}", _in_words(problem.field))))
        where = (
            say("{}").fill(place) if depth else say("{}, {}").fill(say.code(problem.path), place)
        )
        told = (problem.severity, where, _quoted(problem.message), problem.code)
        yield say.item(depth, "{}, {}: {} [{}]", *told)
        if problem.remedy:
            yield say.item(depth + 1, "{}", _quoted(problem.remedy))
    if (more := len(problems) - MOST_PROBLEMS) > 0:
        yield say.item(depth, "{} more: `python -m generator check` names them", more)


def _total(change: TotalChange) -> str:
    more = change.listed - change.was
    deltas = [f"{more.projects:+d} {_projects(more.projects)}"] if more.projects else []
    deltas += [_euros(more.amount, "+")] if more.amount else []
    told = [f"listed total{' now' if deltas else ''} {_sum(change.listed)}"]
    if change.stated != change.stated_was:
        told.append(f"stated total now {_sum(change.stated)}, before {_sum(change.stated_was)}")
    elif change.stated:
        told.append(f"stated {_sum(change.stated)}")
    return f"{', '.join(deltas)} for {change.label}: ".removeprefix(" for ") + "; ".join(told)


def _sum(total: Total | None) -> str:
    if total is None:
        return "nothing"
    projects = (
        "" if total.projects is None else f"{_number(total.projects)} {_projects(total.projects)}, "
    )
    return projects + _euros(total.amount)


def _projects(count: int) -> str:
    return "project" if abs(count) == 1 else "projects"


def _euros(amount: Decimal, sign: str = "") -> str:
    return f"{grouped(amount, sign).replace(',', ' ')} {'euro' if abs(amount) == 1 else 'euros'}"


def _number(number: int, sign: str = "") -> str:
    return f"{number:{sign},}".replace(",", " ")


PARTS = {
    "translation-behind": "Translations that fall behind",
    "unknown-reference": "References that break",
}


def _elsewhere(effect: Effect, say: type[Plain]) -> Iterator[str]:
    """Problems in files that the change does not touch, or that cannot be read, and those that are gone."""
    parts: dict[str, list[Problem]] = {title: [] for title in PARTS.values()}
    unread: dict[str, list[Problem]] = {path: [] for path in effect.unread}
    for problem in effect.problems:
        part = parts.setdefault(PARTS.get(problem.code, "New problems elsewhere"), [])
        unread.get(problem.path, part).append(problem)
    if unread:
        yield say.heading("Files that are not compared")
    for path, problems in unread.items():
        yield say.item(
            0, "{} could not be read before the change, or cannot be read now", say.code(path)
        )
        yield from _problems(problems, say, 1)
    for title, problems in parts.items():
        if problems:
            yield say.heading(title)
            yield from _problems(problems, say)
    if effect.mended:
        yield say.heading("Problems that are gone")
    for problem in effect.mended:
        told = (problem.severity, say.code(problem.path), _quoted(problem.message), problem.code)
        yield say.item(0, "{}, {}: {} [{}]", *told)


# --- pages -------------------------------------------------------------------------------------


def _pages(effect: Effect, say: type[Plain]) -> Iterator[str]:
    yield say.heading("Pages")
    for page in effect.pages:
        yield from _page(page, say)
    if effect.untold:
        some = ", ".join(effect.untold[:3]) + (" and others" if effect.untold[3:] else "")
        yield say.item(0, "what {} change on pages is not told here: `make serve` shows it", some)
    if effect.redrawn is None:
        yield say.item(0, "which say something else is known once the errors are mended")
    elif not any(effect.redrawn.values()):
        yield say.item(0, "none says anything else" + (" besides" if effect.untold else ""))
    else:
        counts = (f"{len(effect.redrawn[x])} in {ENGLISH[x]}" for x in LANGUAGES)
        yield say.item(0, "say something else: {}", ", ".join(counts))


def _page(page: PageChange, say: type[Plain]) -> Iterator[str]:
    if page.what == "moves":
        moved = [(page.old.get(lang, ""), page.new.get(lang, "")) for lang in LANGUAGES]
        told = [f"{old} → {new}" for old, new in moved if old != new]
    else:
        told = [*(page.new or page.old).values()]
    yield say.item(0, "{}: {}", page.what, " · ".join(told))
    if page.lost:
        yield say.item(1, "error: nothing stands at {} any more", " and ".join(page.lost))
    elif page.what != "appears":
        yield say.item(1, "whoever comes to the old address is led on, or told why")
    if redirect := _redirect(page):
        path, text = redirect
        yield say.item(1, "lead on whoever cited it, with a new file {}:", say.code(path))
        yield say.file(1, text)
        if "reason:" in text:
            yield say.item(1, TRUE_REASON)
    elif page.lost:
        path = say.code(f"data/{page.key}.yml")
        yield say.item(1, "{} led on whoever cited it: put it back as it was", path)


GONE = Note(
    fr="La page qui se trouvait à cette adresse a été retirée.",
    nl="De pagina die op dit adres stond, is verwijderd.",
)
"""What readers are told of a page that disappears, until somebody says why."""

TRUE_REASON = (
    "say there why it is gone, or, where another record takes its place, `to: <kind>/<id>` "
    "instead of `reason` and `confirmed`"
)


def _redirect(page: PageChange) -> tuple[str, str] | None:
    """The path and the text of the record that a lost page needs; `check` takes it as it is."""
    if not page.lost or page.key.startswith(f"{Redirect.kind}/"):
        return None
    # Named by its address, not its record: a page may move twice.
    name = page.lost[0].partition("/")[2].strip("/").replace("/", "-")
    path = f"data/{Redirect.kind}/{name}.yml"
    leads: dict[str, object] = {"to": page.key}
    if page.what == "disappears" or page.key.startswith(f"{FOLDER}/"):
        leads = {"reason": GONE.model_dump(), "confirmed": {"reason": digests(GONE)}}
    return path, canonicalize("", Redirect, path, id=name, old={**page.new, **page.old}, **leads)


def _redrawn(effect: Effect) -> list[str]:
    return [address for some in (effect.redrawn or {}).values() for address in some]


# --- word by word ------------------------------------------------------------------------------

TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
VISIBLE = str.maketrans({" ": "␣", "\u00a0": "⍽", "\n": "¶"})


SPOKEN = {"both": "both languages"} | {str(key): name for key, name in ENGLISH.items()}


def _in_words(field: str) -> str:
    """A field as people call it: "title.nl" is the title in Dutch."""
    name, _, last = field.rpartition(".")
    return f"{name} in {SPOKEN[last]}" if last in SPOKEN else field


def _words(change: FieldChange, say: type[Plain]) -> Plain:
    """A field before and after, what stayed in between."""
    told = [
        say(say.marks[kind]).fill(_quoted(text.strip() if say.between else text))
        for kind, text in difference(change.old or "", change.new or "")
    ]
    return say(re.sub(" +", " ", say.between.join(told)).strip())


def difference(old: str, new: str) -> Iterator[tuple[str, str]]:
    """("same" | "old" | "new", words), in reading order; what stays for long is shortened."""
    if not any(map(str.isspace, old + new)):  # an id, an address, a number is one word
        yield from ((kind, word) for kind, word in (("old", old), ("new", new)) if word)
        return
    a, b = TOKEN.findall(old), TOKEN.findall(new)
    opcodes = aligned(a, b, MOST_WORDS, str.isspace)
    for tag, a1, a2, b1, b2 in opcodes[:MOST_CHANGES]:
        if tag == "equal":
            head, tail = AROUND * (a1 > 0), AROUND * (a2 < len(a))
            yield "same", _shortened("".join(a[a1:a2]), head, tail)
            continue
        for kind, words in (("old", a[a1:a2]), ("new", b[b1:b2])):
            if words:
                text = "".join(words)
                yield kind, text.translate(VISIBLE) if text.isspace() else text
    if len(opcodes) > MOST_CHANGES:
        yield "same", " … "


def _shortened(text: str, head: int, tail: int) -> str:
    """As many characters of the beginning and of the end, in whole words where there are any."""
    if len(text) <= head + tail + len(" … "):
        return text
    begin, end = text[:head], text[len(text) - tail :]
    return f"{begin.rpartition(' ')[0] or begin} … {end.partition(' ')[2] or end}"


def _quoted(text: str) -> str:
    return _shortened(text, *QUOTE)
