"""Reports a comparison in words: for a terminal, or as Markdown for a comment on a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from generator.changes.comparison import (
    Comparison,
    FieldChange,
    PageChange,
    RecordChange,
    TotalChange,
)
from generator.changes.escaping import MarkdownText, PlainText
from generator.changes.page_changes import proposed_redirect
from generator.changes.word_diff import word_diff
from generator.core.money import with_commas
from generator.core.problem import Problem
from generator.core.text import counted, shorten_middle
from generator.dataset.totals import Total
from generator.records import IN_ENGLISH, LANGUAGES

LONGEST_COMMENT = 60_000
"""Characters; GitHub refuses a comment of 65,536."""

LEFT_OUT = "\n{} more lines are left out here: `python -m generator diff` shows all.\n"

MOST_PROBLEMS = 20
"""In one place: one line more in a document moves everything that is quoted below it."""

QUOTE = 300, 50
"""Characters of the beginning and the end of a quotation that is too long to read."""

NAME = 80, 0

Markup = type[PlainText]
"""PlainText or MarkdownText."""


def as_text(comparison: Comparison, *, pages: bool = False) -> str:
    """A comparison for the terminal; with `pages` it lists the changed pages."""
    parts = [*_report(comparison, PlainText)]
    addresses = _changed_addresses(comparison)
    if pages:
        parts += [PlainText.item(1, "{}", address) for address in addresses]
    elif addresses:
        parts.append(PlainText.item(1, "--pages lists them"))
    return "".join(parts).strip("\n")


def as_markdown(comparison: Comparison, limit: int = LONGEST_COMMENT) -> str:
    """A comparison as a comment of at most `limit` characters, with a count of the lines left out."""
    parts = [*_report(comparison, MarkdownText)]
    if addresses := _changed_addresses(comparison):
        items = "".join(MarkdownText.item(0, "{}", address) for address in addresses)
        parts.append(f"\n<details><summary>These pages</summary>\n\n{items}\n</details>\n")
    room = limit - len(LEFT_OUT) - len(str(limit))
    fitting = sum(end <= room for end in accumulate(map(len, parts)))  # how many parts fit
    left_out = "".join(parts[fitting:]).count("\n")
    end = LEFT_OUT.format(left_out) if left_out else ""
    return ("".join(parts[:fitting]) + end).strip("\n")


# --- the parts of a report ---------------------------------------------------------------------


def _report(comparison: Comparison, markup: Markup) -> Iterator[str]:
    yield _headline(comparison, markup)
    for record in comparison.records:
        yield from _record(record, markup)
    if comparison.totals:
        yield markup.heading("Totals")
        for total in comparison.totals:
            yield markup.item(0, "{}", _total(total))
            yield from _problems(total.problems, markup, 1)
    yield from _other_problems(comparison, markup)
    yield from _pages(comparison, markup)


def _headline(comparison: Comparison, markup: Markup) -> str:
    severities = [problem.severity for problem in comparison.new_problems]
    counts = {
        "lost page": sum(bool(page.lost) for page in comparison.pages),
        "new error": severities.count("error"),
        "new warning": severities.count("warning"),
        "older error": comparison.errors_after - severities.count("error"),
    }
    verdict = [] if comparison.fails else ["nothing breaks"]
    verdict += [counted(count, what) for what, count in counts.items() if count]
    many = len(comparison.records)
    records = "1 record changes" if many == 1 else f"{many or 'No'} records change"
    return markup.heading("{}, compared with {}: {}", records, comparison.base, ", ".join(verdict))


def _record(record: RecordChange, markup: Markup) -> Iterator[str]:
    head = markup("{} {}").fill(record.what, markup.code(record.path))
    if record.was:
        head = markup("{}, before {}").fill(head, markup.code(record.was))
    names = " / ".join(
        shorten_middle(name, *NAME).strip() for name in dict.fromkeys(record.name.values())
    )
    yield markup.item(0, "{} ({})" if names else "{}", head, names)
    for field in record.fields:
        yield markup.item(1, "{}: {}", _in_words(field.field), _word_diff(field, markup))
    if record.followers:
        follow = "reference follows" if record.followers == 1 else "references follow"
        yield markup.item(1, "{} {} its new id", record.followers, follow)
    yield from _problems(record.problems, markup, 1)


def _problems(problems: Sequence[Problem], markup: Markup, depth: int = 0) -> Iterator[str]:
    """Problems as items of a list; below depth 0, the item above them names their file."""
    for problem in problems[:MOST_PROBLEMS]:
        where = ", ".join(filter(None, (f"line {problem.line}", _in_words(problem.field))))
        if depth == 0:
            where = markup("{}, {}").fill(markup.code(problem.path), where)
        values = (problem.severity, where, _quoted(problem.message), problem.code)
        yield markup.item(depth, "{}, {}: {} [{}]", *values)
        if problem.remedy:
            yield markup.item(depth + 1, "{}", _quoted(problem.remedy))
    if (more := len(problems) - MOST_PROBLEMS) > 0:
        yield markup.item(depth, "{} more: `python -m generator check` lists them", more)


def _total(change: TotalChange) -> str:
    more = change.listed - change.was
    deltas = [f"{more.projects:+d} {_projects(more.projects)}"] if more.projects else []
    deltas += [_euros(more.amount, "+")] if more.amount else []
    sums = [f"listed total{' now' if deltas else ''} {_sum(change.listed)}"]
    if change.stated != change.stated_was:
        sums.append(f"stated total now {_sum(change.stated)}, before {_sum(change.stated_was)}")
    elif change.stated:
        sums.append(f"stated {_sum(change.stated)}")
    subject = f"{', '.join(deltas)} for {change.label}" if deltas else change.label
    return f"{subject}: {'; '.join(sums)}"


def _sum(total: Total | None) -> str:
    if total is None:
        return "nothing"
    amount = _euros(total.amount)
    if total.projects is None:
        return amount
    number = f"{total.projects:,}".replace(",", " ")
    return f"{number} {_projects(total.projects)}, {amount}"


def _projects(count: int) -> str:
    return "project" if abs(count) == 1 else "projects"


def _euros(amount: Decimal, sign: str = "") -> str:
    unit = "euro" if abs(amount) == 1 else "euros"
    return f"{with_commas(amount, sign).replace(',', ' ')} {unit}"


TITLES = {
    "translation-behind": "Translations that are out of date",
    "unknown-reference": "Broken references",
}
"""The parts that list problems of one rule, by its code."""

ELSEWHERE = "New problems elsewhere"


def _other_problems(comparison: Comparison, markup: Markup) -> Iterator[str]:
    """Files that cannot be compared, problems in files that did not change, problems that are gone."""
    files: dict[str, list[Problem]] = {path: [] for path in comparison.not_compared}
    parts: dict[str, list[Problem]] = {title: [] for title in (*TITLES.values(), ELSEWHERE)}
    for problem in comparison.problems:
        if problem.path in files:
            files[problem.path].append(problem)
        else:
            parts[TITLES.get(problem.code, ELSEWHERE)].append(problem)
    if files:
        yield markup.heading("Files that are not compared")
    for path, problems in files.items():
        reason = "{} could not be read before the change, or cannot be read now"
        yield markup.item(0, reason, markup.code(path))
        yield from _problems(problems, markup, 1)
    for title, problems in parts.items():
        if problems:
            yield markup.heading(title)
            yield from _problems(problems, markup)
    if comparison.fixed:
        yield markup.heading("Fixed problems")
    for problem in comparison.fixed:
        path, message = markup.code(problem.path), _quoted(problem.message)
        yield markup.item(0, "{}, {}: {} [{}]", problem.severity, path, message, problem.code)


# --- pages -------------------------------------------------------------------------------------


def _pages(comparison: Comparison, markup: Markup) -> Iterator[str]:
    yield markup.heading("Pages")
    for page in comparison.pages:
        yield from _page(page, markup)
    others, changed = comparison.other_files, comparison.changed_pages
    if others:
        some = ", ".join(others[:3]) + (" and others" if others[3:] else "")
        unseen = "{} changed too: only `make serve` shows what that changes in pages"
        yield markup.item(0, unseen, some)
    if changed is None:
        yield markup.item(0, "text changes: unknown until the errors are fixed")
    elif not any(changed.values()):
        yield markup.item(0, "text changes: none")
    else:
        counts = (f"{len(changed[language])} in {IN_ENGLISH[language]}" for language in LANGUAGES)
        yield markup.item(0, "text changes: {}", ", ".join(counts))


def _page(page: PageChange, markup: Markup) -> Iterator[str]:
    if page.what == "moves":
        moves = [(page.old.get(lang, ""), page.new.get(lang, "")) for lang in LANGUAGES]
        addresses = [f"{old} → {new}" for old, new in moves if old != new]
    else:
        addresses = [*(page.new or page.old).values()]
    yield markup.item(0, "{}: {}", page.what, " · ".join(addresses))
    if page.lost:
        yield markup.item(1, "error: there is no page at {} any more", " and ".join(page.lost))
    elif page.what != "appears":
        yield markup.item(1, "a redirect keeps the old address")
    if redirect := proposed_redirect(page):
        path, text = redirect
        yield markup.item(1, "keep the old address with a new file {}:", markup.code(path))
        yield markup.file(1, text)
        if "reason:" in text:
            yield markup.item(1, TRUE_REASON)
    elif page.lost and not page.is_file:
        path = markup.code(f"data/{page.key}.yml")
        yield markup.item(1, "{} kept this address: restore that file", path)


TRUE_REASON = (
    "give the true reason in that file; or, if another record replaces it, write "
    "`to: <kind>/<id>` instead of `reason` and `confirmed`"
)


def _changed_addresses(comparison: Comparison) -> list[str]:
    return [address for some in (comparison.changed_pages or {}).values() for address in some]


# --- fields ------------------------------------------------------------------------------------

LANGUAGE_NAMES = {"both": "both languages"} | {str(key): name for key, name in IN_ENGLISH.items()}


def _in_words(field: str) -> str:
    """A field in plain words: "title.nl" is "title in Dutch"."""
    name, _, last = field.rpartition(".")
    return f"{name} in {LANGUAGE_NAMES[last]}" if last in LANGUAGE_NAMES else field


def _word_diff(change: FieldChange, markup: Markup) -> PlainText:
    """The value of a field before and after, with every difference marked."""
    pieces = [
        markup(markup.marks[kind]).fill(_quoted(text.strip() if markup.separator else text))
        for kind, text in word_diff(change.old or "", change.new or "")
    ]
    return markup(re.sub(" +", " ", markup.separator.join(pieces)).strip())


def _quoted(text: str) -> str:
    return shorten_middle(text, *QUOTE)
