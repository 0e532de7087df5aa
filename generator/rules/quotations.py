"""Whether what records say stands in the documents that they cite: the rules that look it up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from generator.core.money import amounts_in
from generator.core.problem import Finding
from generator.core.text import did_you_mean, fold
from generator.dataset.dataset import Dataset
from generator.dataset.indexes import local_plan_of
from generator.dataset.lines import LineKey, citing, commune_above, line_of
from generator.dataset.quotations import (
    Quotation,
    Span,
    field_of,
    find,
    is_money,
    plain,
    quotations,
)
from generator.dataset.rows import names, own_rows, rows
from generator.records import (
    Activity,
    Association,
    Location,
    Measure,
    Project,
    Quoted,
    Reason,
    Record,
    Source,
    Summary,
    Text,
    Theme,
    facts_of,
    numbers_of,
    references_of,
    walk,
)
from generator.rules.suggestions import (
    alike,
    are_exchanged,
    elsewhere,
    is_number,
    shortened,
    suggest,
)

Rule = Callable[[Record, Dataset], Iterator[Finding]]

MOST_HINTS = 20
"""Quotations of a record that are looked for elsewhere: who has mended these sees the next ones."""

CODE = re.compile(r"M?\d+\.\d+")
"""A measure's code, as tables print it."""

CITED: Location = ("sources", 0, "lines")

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
        last = len("\n".join(dataset.texts[document]).rstrip().split("\n"))
        beyond = lines[-1] > last
        if beyond or not any(line_of(dataset, document, line) for line in lines):
            span = f"line {lines[0]}" if len(lines) == 1 else f"lines {lines[0]} to {lines[-1]}"
            message = f"{span} of {document}: " + (f"it has {last} lines" if beyond else "blank")
            yield Finding(where, message, f"look into data/sources/{document}/text.txt")


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
        texts = [quotation for quotation in quoted[:MOST_HINTS] if not is_number(quotation)]
        if not _is_astray(quoted) or any(alike(text, dataset) for text in texts):
            missing += [quotation for quotation in quoted if not quotation.spans]
            continue
        lines = elsewhere(max(quoted, key=lambda each: len(each.printed)), dataset)
        message = "nothing that the record quotes stands on the cited lines"
        hint = f"its words stand on {lines}" if lines else "mend the document, or its lines"
        yield Finding(place, message, hint)
    few = missing[:MOST_HINTS]
    exchanged = dict.fromkeys(q.where[:-1] for q in few if are_exchanged(q.where, record, dataset))
    for where in exchanged:
        message = "the French words stand under `nl`, the Dutch under `fr`"
        yield Finding(where, message, "exchange `fr` and `nl`")
    spoilt = _spoilt(record, dataset)
    for index, quotation in enumerate(missing):
        # Words that hold a wrong correction are not found either: that is one mistake, not two.
        if quotation.where[:-1] in exchanged or any(w in quotation.printed for w in spoilt):
            continue
        message = f"not in the cited lines: “{shortened(quotation.printed)}”"
        hint = suggest(record, quotation, dataset) if index < MOST_HINTS else ""
        yield Finding(quotation.where, message, hint or _how_to_quote(record, quotation.where))


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


def correction_not_in_source(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """The `printed` words of a correction stand in the lines that the record cites."""
    if not record.corrections or _is_astray(_by_place(record, dataset)[CITED]):
        return  # `not_in_source` tells
    lines = cited_lines(record, dataset)
    for moved in record.moved:
        lines += [line_of(dataset, record.document, line) for part in moved.lines for line in part]
    for index, correction in enumerate(record.corrections):
        printed = plain(correction.printed)
        # Where it corrects nothing, `correction_without_text` tells.
        if printed != correction.shown and not any(printed in line for line in lines):
            yield Finding(
                ("corrections", index, "printed"),
                f"the source does not print “{shortened(correction.printed)}” in the cited lines",
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
                f"“{shortened(correction.shown)}” stands {count} times in the record's texts",
                "quote as many words as it takes to stand there once",
            )
        elif plain(correction.printed) == plain(correction.shown):
            message = "the same words as `printed`: nothing is corrected"
            yield Finding(("corrections", index, "shown"), message, "delete this correction")


def correction_of_capitals(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A correction that changes nothing but capitals has the reason `capitals`; no other one has it."""
    for index, correction in enumerate(record.corrections):
        printed, shown = plain(correction.printed), plain(correction.shown)
        where = ("corrections", index, "why")
        words = f"“{shortened(printed)}”, “{shortened(shown)}”"
        if correction.why is Reason.CAPITALS and not _is_case(printed, shown):
            hint = "give another reason, or quote only the words whose capitals change"
            yield Finding(where, f"more than capitals differs: {words}", hint)
        elif correction.why is not Reason.CAPITALS and _is_case(printed, shown):
            yield Finding(where, f"only capitals differ: {words}", "write “why: capitals”")


def _is_case(printed: str, shown: str) -> bool:
    """Whether words differ in capitals only; capitals are often printed without their accents."""
    if printed.isupper():
        return fold(printed) == fold(shown)
    return printed.casefold() == shown.casefold() and printed != shown


def code_not_in_source(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """The measure's code stands on a row's cited lines, and so does a spelling of the association."""
    # Where nothing else stands there either, `not_in_source` tells.
    if isinstance(record, Activity | Project | Summary):
        unnamed = list(_unnamed(record, dataset))
        if unnamed and not _is_astray(_by_place(record, dataset)[CITED]):
            yield from unnamed


def _unnamed(record: Activity | Project | Summary, dataset: Dataset) -> Iterator[Finding]:
    field = "theme" if isinstance(record, Summary) and record.theme else "measure"
    if not any(names(line, record, field, dataset) for line in lines_for(record, field, dataset)):
        target: Theme | Measure = dataset.record(f"{field}s/{getattr(record, field)}")  # type: ignore[assignment]
        yield Finding(
            (field,),
            f"the cited lines do not name {field} {target.code}",
            f"mend the {field}, or the lines under `sources`",
        )
    if isinstance(record, Project):
        association = dataset.get(Association, record.association)
        lines = lines_for(record, "association", dataset)
        is_named = any(names(line, record, "association", dataset) for line in lines)
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
    plan = local_plan_of(record.commune, record.year, dataset)
    if plan and (moved := record.lines_of("commune")):
        row = plan.sources[0].lines[0][0]
        if moved[0][0] != row:
            yield Finding(
                ("moved", _index_of(record, "commune"), "lines"),
                f"line {moved[0][0]} is not the row of {record.commune}",
                f"write [{row}], where the local plan has its row, or correct the commune",
            )
        return
    for index, citation in enumerate(record.sources):
        row = citation.lines[0][0]
        above = commune_above(citation.document, record.year, row, dataset)
        if above not in (record.commune, None):
            yield Finding(
                ("sources", index, "lines"),
                f"line {row} stands below {above}, not {record.commune}",
                "mend the commune or the line; where the row slid, name the row of its commune under `moved`",
            )


def needless_move(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A moved value is not printed on the record's own lines."""
    for index, moved in enumerate(record.moved):
        if _is_printed(record, moved.field, record.cited, dataset):
            yield Finding(
                ("moved", index, "field"),
                f"the record's own lines print its “{moved.field}”",
                "delete this entry, or correct the lines under `sources`",
            )


def _is_printed(record: Record, field: str, lines: Sequence[LineKey], dataset: Dataset) -> bool:
    """Whether lines print a field's value, or the name or code of what it refers to."""
    if field not in references_of(type(record)):
        quoted = [
            quotation
            for quotation in quotations(record, dataset)
            if field in (path := field_of(quotation.where), path.rpartition(".")[0])
        ]
        return bool(quoted) and all(
            find(quotation.printed, quotation.marker, lines, None, dataset) for quotation in quoted
        )
    if field == "commune" and isinstance(record, Activity):
        document, line = lines[0]
        return commune_above(document, record.year, line, dataset) == record.commune
    return any(names(line_of(dataset, *line), record, field, dataset) for line in lines)


def _index_of(record: Record, field: str) -> int:
    return next(i for i, moved in enumerate(record.moved) if moved.field == field)


def words_of_another_row(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """The words of a row's record are not printed on another record's row only, unless they are moved.

    If the record's own row prints an amount, the record's amount is on that row.
    """
    if not isinstance(record, Activity | Project | Summary) or len(record.cited) == 1:
        return
    own, owners = own_rows(record, dataset), rows(dataset)
    moved = {item.field for item in record.moved}
    priced = any(any(amounts_in(line_of(dataset, *line))) for line in own)
    for quotation in quotations(record, dataset):
        path = field_of(quotation.where)
        lines = [(span.document, span.line) for span in quotation.spans]
        if {path, path.rpartition(".")[0]} & moved or quotation.where[0] == "variants":
            continue
        if not lines or not own.isdisjoint(lines):
            continue
        others = [owners[line][0] for line in lines if line in owners]
        if len(others) == len(lines) or (priced and is_money(quotation.marker)):
            row = f", the row of {dataset.path(others[0])}" if others else ", not on its own row"
            yield Finding(
                quotation.where,
                f"“{shortened(quotation.printed)}” is on line {lines[0][1]}{row}",
                "write what its own row prints; where it belongs to this record, name the field and "
                "its line under `moved`",
            )


def uncited_line(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """Each line is stated by a record besides the document's own, or is a heading or `furniture`."""
    if isinstance(record, Source):
        for number in uncited_lines(record, dataset):
            words = shortened(line_of(dataset, record.id, number))
            cited = citing(record, number, dataset)
            missing = f"says what line {number} says" if cited else f"cites line {number}"
            yield Finding(
                (),
                f"no record {missing}: “{words}”",
                "add the record that says what this line says; a heading goes under `title` or "
                "`columns` of its part, a page number under `furniture`",
            )


def unknown_field(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """`moved`, `unofficial` and their like name fields that the record has."""
    known = {*facts_of(type(record)), *_texts(record)}
    movable = known | {*references_of(type(record))}
    numbers = {*numbers_of(type(record))}
    named: list[tuple[Location, str]] = [
        *((("variants", i, "field"), item.field) for i, item in enumerate(record.variants)),
        *((("unofficial", i), field) for i, field in enumerate(record.unofficial)),
        *((("general_knowledge", i), field) for i, field in enumerate(record.general_knowledge)),
    ]
    apparatus = [
        *((place, field, known) for place, field in named),
        *((("moved", i, "field"), item.field, movable) for i, item in enumerate(record.moved)),
        *(
            (("inferred", i, "field"), item.field, movable)
            for i, item in enumerate(record.inferred)
        ),
        *(
            (("computed", i, "field"), item.field, numbers)
            for i, item in enumerate(record.computed)
        ),
    ]
    for where, field, fields in apparatus:
        if field not in fields:
            what = "number" if where[0] == "computed" else "field"
            hint = (
                did_you_mean(field, fields)
                or f"{what}s here: {', '.join(sorted(fields)) or 'none'}"
            )
            yield Finding(where, f"the record has no {what} “{field}”", hint)
    texts = sorted(path for path in _texts(record) if path.endswith((".fr", ".nl", ".both")))
    for index, variant in enumerate(record.variants):
        if variant.field in known and variant.field not in texts:
            message = f"“{variant.field}” is no text of the record"
            yield Finding(("variants", index, "field"), message, f"texts here: {', '.join(texts)}")


def unproven_field(record: Record, dataset: Dataset) -> Iterator[Finding]:
    """A text is ours in at most one language, and a number never: a source prints the rest."""
    named: dict[str, Location] = {
        field: (part, index)
        for part in ("unofficial", "general_knowledge")
        for index, field in enumerate(getattr(record, part))
    }
    found: dict[Location, Finding] = {}
    for where, value, marker in walk(record):
        path = field_of(where)
        if isinstance(value, Text):
            ours = [named.get(path) or named.get(f"{path}.{key}") for key, _ in value.wordings]
            message = "is ours in both languages: nothing proves it"
            hint = (
                "copy the words that the source prints in one language; words of our own go under "
                "`remarks`"
            )
        elif isinstance(marker, Quoted) and (
            path in record.unofficial or not isinstance(value, str)
        ):
            ours = [named.get(path)]
            message = "is no text: no translation or general knowledge proves it"
            hint = "delete this item; a number that no source prints goes under `computed`"
        else:
            continue
        if place := ours[-1] if all(ours) else None:
            found[place] = Finding(place, f"“{path}” {message}", hint)
    yield from found.values()


WORDS: tuple[Rule, ...] = (
    not_in_source,
    correction_not_in_source,
    correction_without_text,
    correction_of_capitals,
    code_not_in_source,
    row_of_another_commune,
    words_of_another_row,
    uncited_line,
    unproven_field,
)
"""Rules whose findings keep no page from being made."""

# --- lines and quotations ----------------------------------------------------------------------


def lines_for(record: Record, field: str, dataset: Dataset) -> list[str]:
    """The text of the lines that print a field of a record: its own, unless the field is moved."""
    if moved := record.lines_of(field):
        return [line_of(dataset, record.document, line) for lines in moved for line in lines]
    return cited_lines(record, dataset)


def cited_lines(record: Record, dataset: Dataset) -> list[str]:
    """The text of every line that a record cites."""
    return [line_of(dataset, *line) for line in record.cited]


def uncited_lines(source: Source, dataset: Dataset) -> list[int]:
    """The lines of a document that hold text and whose content no record states, besides its own.

    Headings that the document's record quotes need no other record.
    """
    known = {line for lines in source.furniture for line in lines} | _headings(source, dataset)
    return [
        number
        for number, line in enumerate(dataset.texts.get(source.id, ()), 1)
        if line.strip() and number not in known and not _is_stated(source, number, dataset)
    ]


def _is_stated(source: Source, number: int, dataset: Dataset) -> bool:
    """Whether records besides the document's own state what a line says.

    A row of a table states more than a name or a moved field. If no record has this row as its own, the
    line counts as stated only if each cell is a measure's code, or has half of its letters or more quoted.
    """
    others = [record for record in citing(source, number, dataset) if record is not source]
    line = line_of(dataset, source.id, number)
    if "\t" not in line or any(_is_row(record, source, number, dataset) for record in others):
        return bool(others)
    quoted = [
        span
        for record in others
        for quotation in quotations(record, dataset)
        for span in quotation.spans
        if (span.document, span.line) == (source.id, number)
    ]
    cells = zip(line.split("\t"), _without(line, quoted).split("\t"), strict=True)
    return all(
        CODE.fullmatch(cell) or 2 * len(re.findall(r"\w", rest)) <= len(re.findall(r"\w", cell))
        for cell, rest in cells
    )


def _is_row(record: Record, source: Source, number: int, dataset: Dataset) -> bool:
    """Whether this line is the record's own row of a table."""
    return record in rows(dataset).get((source.id, number), ())


def _headings(source: Source, dataset: Dataset) -> set[int]:
    """The lines whose every cell is a heading that the document's record quotes.

    A title counts on the first line of its part that holds it, whatever else that line holds. The heading of
    a column counts only if its cell holds nothing else: the same word in a row is no heading.
    """
    titled: set[int] = set()
    columns: dict[int, list[Span]] = defaultdict(list)
    for quotation in quotations(source, dataset):
        match quotation.where:
            case ("parts", int(index), "title" | "columns" as field, *_):
                lines = source.parts[index].lines
                spans = [span for span in quotation.spans if span.line in lines]
                if field == "title":
                    titled |= {span.line for span in spans[:1]}
                for span in spans if field == "columns" else ():
                    columns[span.line].append(span)
    return titled | {
        number
        for number, spans in columns.items()
        if not re.search(r"\w", _without(line_of(dataset, source.id, number), spans))
    }


def _without(line: str, spans: Iterable[Span]) -> str:
    """A line's text outside some stretches of it."""
    rest = list(line)
    for span in spans:
        rest[span.start : span.end] = " " * (span.end - span.start)
    return "".join(rest)


def _texts(record: Record) -> set[str]:
    """The paths of the record's texts, without and with the language."""
    paths: set[str] = set()
    for where, value, _ in walk(record):
        if isinstance(value, Text):
            paths.add(field_of(where))
            paths |= {field_of((*where, key)) for key, _ in value.wordings}
    return paths


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
