"""Whether what records say stands in the documents: the rules that look up, and what is printed instead."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from generator.dataset import Dataset
from generator.letters import near
from generator.models import (
    Activity,
    Association,
    Citation,
    Location,
    Measure,
    Project,
    Record,
    Source,
    Summary,
    Text,
    facts_of,
    walk,
)
from generator.problems import Finding
from generator.quotes import (
    Quotation,
    field_of,
    find,
    is_money,
    line_of,
    plain,
    quotations,
)

# --- the rules ---------------------------------------------------------------------------------


def line_not_in_source(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """The lines that a record names exist in the document and are not blank."""
    named: list[tuple[Location, str, range]] = [
        (("sources", index, "lines"), citation.document, lines)
        for index, citation in enumerate(record.sources)
        for lines in citation.lines
    ]
    if isinstance(record, Source):
        named += [
            (("parts", i, "lines"), record.id, part.lines) for i, part in enumerate(record.parts)
        ]
    for where, document, lines in named:
        beyond = lines[-1] > len(dataset.texts[document])
        if beyond or not any(line_of(dataset, document, line) for line in lines):
            span = f"line {lines[0]}" if len(lines) == 1 else f"lines {lines[0]} to {lines[-1]}"
            yield Finding(
                where,
                f"{span} of {document}: blank, or not there",
                f"look into data/sources/{document}/text.txt",
            )


def not_in_source(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """What a record quotes stands in the lines that it cites, word for word."""
    by_place = _by_place(record, dataset)
    if all(quotation.spans for quoted in by_place.values() for quotation in quoted):
        return
    # Where the lines, or the fields of which something is said, do not exist, that is the mistake.
    if any(line_not_in_source(record, dataset)) or any(unknown_field(record, dataset)):
        return
    missing: list[Quotation] = []
    for place, quoted in by_place.items():
        texts = [quotation for quotation in quoted[:MOST_HINTS] if not _is_number(quotation)]
        if not _is_astray(quoted) or any(_alike(text, dataset) for text in texts):
            missing += [quotation for quotation in quoted if not quotation.spans]
            continue
        lines = _elsewhere(max(quoted, key=lambda each: len(each.printed)), dataset)
        message = "nothing that the record quotes stands on the cited lines"
        hint = f"its words stand on {lines}" if lines else "mend the document, or its lines"
        yield Finding(place, message, hint)
    few = missing[:MOST_HINTS]
    exchanged = dict.fromkeys(q.where[:-1] for q in few if _are_exchanged(q.where, record, dataset))
    for where in exchanged:
        message = "the French words stand under `nl`, the Dutch under `fr`"
        yield Finding(where, message, "exchange `fr` and `nl`")
    spoilt = _spoilt(record, dataset)
    for index, quotation in enumerate(missing):
        # Words that hold a wrong correction are not found either: that is one mistake, not two.
        if quotation.where[:-1] in exchanged or any(w in quotation.printed for w in spoilt):
            continue
        message = f"not in the cited lines: “{_shorten(quotation.printed)}”"
        hint = _hint(record, quotation, dataset) if index < MOST_HINTS else ""
        yield Finding(quotation.where, message, hint or _how_to_quote(record, quotation.where))


def correction_not_in_source(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """The `printed` words of a correction stand in the lines that the record cites."""
    if not record.corrections or _is_astray(_by_place(record, dataset)[CITED]):
        return  # `not_in_source` tells
    lines = cited_lines(record.sources, dataset)
    for moved in record.moved:
        lines += [line_of(dataset, record.document, line) for part in moved.lines for line in part]
    for index, correction in enumerate(record.corrections):
        printed = plain(correction.printed)
        # Where it corrects nothing, `correction_without_text` tells.
        if printed != correction.shown and not any(printed in line for line in lines):
            yield Finding(
                ("corrections", index, "printed"),
                f"the source does not print “{_shorten(correction.printed)}” in the cited lines",
                "copy what it prints; where it prints what we show, delete this correction",
            )


def correction_without_text(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """The `shown` words of a correction stand once in one text of the record, in its language."""
    if not record.corrections:
        return
    texts = [
        (key, plain(text))
        for _, value, _ in walk(record)
        if isinstance(value, Text)
        for key, text in value.wordings
    ]
    for index, correction in enumerate(record.corrections):
        count = sum(
            text.count(correction.shown) for key, text in texts if key in (correction.lang, "both")
        )
        if count != 1:
            yield Finding(
                ("corrections", index, "shown"),
                f"“{_shorten(correction.shown)}” stands {count} times in the record's texts",
                "quote as many words as it takes to stand there once",
            )
        elif plain(correction.printed) == plain(correction.shown):
            message = "the same words as `printed`: nothing is corrected"
            yield Finding(("corrections", index, "shown"), message, "delete this correction")


def code_not_in_source(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """The measure's code stands on a row's cited lines, and so does a spelling of the association."""
    # Where nothing else stands there either, `not_in_source` tells.
    if isinstance(record, Activity | Project | Summary):
        unnamed = list(_unnamed(record, dataset))
        if unnamed and not _is_astray(_by_place(record, dataset)[CITED]):
            yield from unnamed


def _unnamed(record: Activity | Project | Summary, dataset: Dataset) -> Iterator[Finding]:
    lines = cited_lines(record.sources, dataset)
    code = dataset.get(Measure, record.measure).code
    if not any(re.search(rf"(?<![\d.]){re.escape(code)}(?![\d.]*\d)", line) for line in lines):
        yield Finding(
            ("measure",),
            f"the cited lines do not name measure {code}",
            "mend the measure, or the lines under `sources`",
        )
    if isinstance(record, Project):
        association = dataset.get(Association, record.association)
        spellings = [plain(spelling.printed) for spelling in association.spellings]
        is_named = any(spelling in line for spelling in spellings for line in lines)
        # A spelling that no source prints is a mistake of the association.
        if not is_named and not any(not_in_source(association, dataset)):
            yield Finding(
                ("association",),
                f"the cited lines do not name {association.id} in any of its spellings",
                f"mend the association, or add the spelling to {dataset.path(association)}",
            )


def row_of_another_commune(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """In the annex, an activity stands below its own commune's name."""
    if not isinstance(record, Activity):
        return
    for index, citation in enumerate(record.sources):
        row = citation.lines[0][0]
        above = dataset.commune_above(citation.document, record.year, row)
        if above not in (record.commune, None):
            yield Finding(
                ("sources", index, "lines"),
                f"line {row} stands below {above}, not {record.commune}",
                "mend the commune or the line",
            )


def uncited_line(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """Every line of a document is cited by a record, or named as no part of its text (`furniture`)."""
    if isinstance(record, Source):
        for number in uncited_lines(record, dataset):
            yield Finding(
                (),
                f"no record cites line {number}: “{_shorten(line_of(dataset, record.id, number))}”",
                "add the record that says what this line says",
            )


def unknown_field(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """`moved`, `unofficial` and their like name fields that the record has."""
    known = {*facts_of(type(record)), *_texts(record)}
    named: list[tuple[Location, str]] = [
        *((("moved", i, "field"), item.field) for i, item in enumerate(record.moved)),
        *((("variants", i, "field"), item.field) for i, item in enumerate(record.variants)),
        *((("unofficial", i), field) for i, field in enumerate(record.unofficial)),
        *((("general_knowledge", i), field) for i, field in enumerate(record.general_knowledge)),
    ]
    for where, field in named:
        if field not in known:
            yield Finding(where, f"the record has no field “{field}”", near(field, known))
    texts = sorted(path for path in _texts(record) if path.endswith((".fr", ".nl", ".both")))
    for index, variant in enumerate(record.variants):
        if variant.field in known and variant.field not in texts:
            message = f"“{variant.field}” is no text of the record"
            yield Finding(("variants", index, "field"), message, f"texts here: {', '.join(texts)}")


def cited_lines(citations: tuple[Citation, ...], dataset: Dataset) -> list[str]:
    """The text of every cited line."""
    return [
        line_of(dataset, citation.document, line)
        for citation in citations
        for lines in citation.lines
        for line in lines
    ]


def uncited_lines(source: Source, dataset: Dataset) -> list[int]:
    """The lines of a document that hold text and that no record cites."""
    furniture = {line for lines in source.furniture for line in lines}
    return [
        number
        for number, line in enumerate(dataset.texts.get(source.id, ()), 1)
        if line.strip() and number not in furniture and not dataset.citing(source, number)
    ]


def _texts(record: Record) -> set[str]:
    """The paths of the record's texts, without and with the language."""
    paths: set[str] = set()
    for where, value, _ in walk(record):
        if isinstance(value, Text):
            paths.add(field_of(where))
            paths |= {field_of((*where, key)) for key, _ in value.wordings}
    return paths


# --- what is printed instead -------------------------------------------------------------------

MOST_HINTS = 20
"""Quotations of a record that are looked for elsewhere: who has mended these sees the next ones."""

SHORTEST = 4
"""Letters: shorter words are near to any others."""

MOST_LETTERS = 20_000
"""Of the words and the lines that are compared letter by letter."""

ALIKE = 70
"""Of 100: how like other words those must be that somebody may have meant."""

MOST_DIFFERENCES = 3

CITED: Location = ("sources", 0, "lines")

# Each is typed for the other.
MARKS = str.maketrans("’‘´`“”„«»–—‑−", '\'\'\'\'"""""----')
AMOUNT = re.compile(r"\d[\d.]* (?:€|euro)")
COUNT = re.compile(r"(?<=\t)\d+(?=\t)")


def _spoilt(record: Record, dataset: Dataset) -> set[str]:
    """The printed words of corrections that are wrong: what holds them is not found either."""
    wrong = [*correction_not_in_source(record, dataset), *correction_without_text(record, dataset)]
    return {plain(record.corrections[int(finding.where[1])].printed) for finding in wrong}


def _by_place(record: Record, dataset: Dataset) -> defaultdict[Location, list[Quotation]]:
    """What a record quotes, by the field that says on which lines it stands."""
    moved = {item.field: ("moved", index, "lines") for index, item in enumerate(record.moved)}
    quoted = defaultdict[Location, list[Quotation]](list)
    for quotation in quotations(record, dataset):
        path = field_of(quotation.where)
        place = moved.get(path) or moved.get(path.rpartition(".")[0]) or CITED
        quoted[quotation.where if quotation.where[0] == "variants" else place].append(quotation)
    return quoted


def _is_astray(quoted: Sequence[Quotation]) -> bool:
    """Whether nothing stands on the lines where it was looked for: one mistake, however much it is."""
    return len(quoted) > 1 and not any(quotation.spans for quotation in quoted)


def _are_exchanged(where: Location, record: Record, dataset: Dataset) -> bool:
    """Whether a text that is not in the source would be with its languages exchanged."""
    if where[-1] not in ("fr", "nl"):
        return False
    exchanged = _exchange(record, where[:-1])
    found = [q.spans for q in quotations(exchanged, dataset) if q.where[:-1] == where[:-1]]
    return bool(found) and all(found)


def _exchange(holder: Any, where: Location) -> Any:
    """A record, or a part of one, with the languages of its text at `where` exchanged."""
    if not where:
        return Text(fr=holder.nl, nl=holder.fr)
    step, *rest = where
    if isinstance(holder, tuple):
        return tuple(
            _exchange(item, tuple(rest)) if index == step else item
            for index, item in enumerate(holder)
        )
    return holder.model_copy(update={step: _exchange(getattr(holder, str(step)), tuple(rest))})


def _hint(record: Record, quotation: Quotation, dataset: Dataset) -> str:
    """What is printed in the place of words that are not, or where these stand; empty if nobody can know."""
    if printed := _alike(quotation, dataset):
        if _is_number(quotation):
            return f"the line prints {printed}; write that, digits alone, or mend the lines"
        told = _difference(quotation.printed, printed)
        if _letters(printed) == _letters(quotation.printed):
            return f"{told}; write it as it is printed"
        is_text = quotation.where[-1] in ("fr", "nl", "both")
        return f"{told}; write it so, or {'record the change under `corrections`' if is_text else 'mend the lines'}"
    if places := _elsewhere(quotation, dataset):
        return f"it stands on {places}: mend the lines"
    return ""


def _is_number(quotation: Quotation) -> bool:
    """Whether a quotation is an amount or a count."""
    return quotation.printed.replace(".", "").isdecimal()


def _letters(text: str) -> str:
    return re.sub(r"\W", "", _folded(text))


def _how_to_quote(record: Record, where: Location) -> str:
    if where[-1] in ("fr", "nl", "both", "text"):
        return (
            "copy the printed words and record the change under `corrections`; "
            "name the field under `unofficial` if the translation is yours"
        )
    hint = "copy it as it is printed, or mend the lines under `sources`"
    if isinstance(getattr(record, field_of(where), None), str):
        hint += f"; where no source gives it, name “{field_of(where)}” under `general_knowledge`"
    return hint


def _elsewhere(quotation: Quotation, dataset: Dataset) -> str:
    """The lines of a document on which a quotation stands, if one has it: "line 7 of question-1"."""
    for document, text in dataset.texts.items():
        lines = [(document, number) for number in range(1, len(text) + 1)]
        found = find(quotation.printed, quotation.marker, lines, None, dataset)
        numbers = [str(number) for number in dict.fromkeys(span.line for span in found)]
        if numbers:
            more = ", …" if len(numbers) > 3 else ""  # noqa: PLR2004
            lines_ = "line" if len(numbers) == 1 else "lines"
            return f"{lines_} {', '.join(numbers[:3])}{more} of {document}"
    return ""


def _alike(quotation: Quotation, dataset: Dataset) -> str:
    """What the lines print that is most like what a record quotes; empty where nothing is."""
    words = quotation.printed
    lines = [line_of(dataset, document, number) for document, number in quotation.lines]
    if _is_number(quotation):
        pattern = AMOUNT if is_money(quotation.marker) else COUNT
        return " and ".join(dict.fromkeys(n for line in lines for n in pattern.findall(line)))
    if len(words) < SHORTEST or len(words) + sum(map(len, lines)) > MOST_LETTERS:
        return ""
    from rapidfuzz import fuzz  # imported late: hardly a check needs it

    best, printed = ALIKE - 0.1, ""
    for line in lines:
        found = fuzz.partial_ratio_alignment(_folded(words), _folded(line), score_cutoff=ALIKE)
        # Of a shorter line it would say whether it stands in the words.
        if not found or len(line) < len(words) * ALIKE / 100:
            continue
        stretch = _stretch(words, line, found.dest_start, found.dest_end)
        if (likeness := fuzz.ratio(_folded(words), _folded(stretch))) > best:
            best, printed = likeness, stretch
    return printed


def _stretch(words: str, line: str, start: int, end: int) -> str:
    """Of a line, the whole words that answer to `words`, about the letters from `start` to `end`."""
    there = [
        word
        for word in re.finditer(r"\S+", line)
        if word.end() > start and word.start() < end + 1 and _letters(word[0])
    ]
    one = [_folded(word) for word in words.split() if _letters(word)]
    steps = SequenceMatcher(None, one, [_folded(word[0]) for word in there]).get_opcodes()
    answering = [
        there[at] for tag, _, _, j1, j2 in steps if tag != "insert" for at in range(j1, j2)
    ]
    if not answering:
        return ""
    first, last = answering[0], answering[-1]
    found = line[first.start() : last.end()]
    # Marks that stick to a word are of it where it stands between them, or where `words` has them.
    if last[0][0].isalnum():
        found = re.sub(r"\W+$", "", found)
    if first[0][-1].isalnum():
        found = re.sub(r"^\W+", "", found)
    before, _, after = line.partition(found)
    lead, trail = re.findall(r"^\W*|\W*$", words)[:2]
    if before.endswith(lead):
        found = lead + found
    return found + trail if after.startswith(trail) else found


def _difference(words: str, printed: str) -> str:
    """How what a line prints differs from the words of a record, with the names of marks."""
    one, other = words.split(), printed.split()
    told, marks = [], dict[str, None]()
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, one, other).get_opcodes():
        ours, theirs = " ".join(one[i1:i2]), " ".join(other[j1:j2])
        match tag:
            case "replace":
                told.append(f"“{theirs}” for “{ours}”")
                marks |= dict.fromkeys(m for m in ours if not m.isalnum() and m not in theirs + " ")
            case "delete":
                told.append(f"no “{ours}”")
            case "insert":
                told.append(f"“{theirs}” too")
    if len(told) > MOST_DIFFERENCES:
        return f"the line prints “{_shorten(printed)}”"
    named = [f"not {mark} ({unicodedata.name(mark, 'unnamed').lower()})" for mark in marks]
    return f"the line prints {', '.join(told)}" + (f": {', '.join(named)}" if named else "")


def _folded(text: str) -> str:
    """Letter by letter, without what is easily taken for another: capitals, forms of marks."""
    marks = text.translate(MARKS)
    return lower if len(lower := marks.lower()) == len(text) else marks


def _shorten(text: str, room: int = 90) -> str:
    return text if len(text) <= room else f"{text[:60]} … {text[-25:]}"
