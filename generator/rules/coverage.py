"""Coverage: records state every line of every document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from generator.core.problem import Finding
from generator.core.text import shorten_middle
from generator.dataset.dataset import Dataset
from generator.dataset.lines import citing, line_of, rows
from generator.dataset.quotations import Span, quotations
from generator.records import Source
from generator.rules.registry import When, rule

CODE = re.compile(r"M?\d+\.\d+")
"""The code of a measure, as tables print it."""


@rule(on=Source, when=When.COMPLETE, blocks_pages=False)
def uncited_line(record: Source, dataset: Dataset) -> Iterator[Finding]:
    """Another record says what each line of a document says, unless it is a heading or `furniture`."""
    for number in uncited_lines(record, dataset):
        words = shorten_middle(line_of(dataset, record.id, number))
        cited = citing(record, number, dataset)
        missing = f"says what line {number} says" if cited else f"cites line {number}"
        yield Finding(
            (),
            f"no record {missing}: “{words}”",
            "add the record that says what this line says; a heading goes under `title` or "
            "`columns` of its part, a page number under `furniture`",
        )


def uncited_lines(source: Source, dataset: Dataset) -> list[int]:
    """The lines of a document that have text, but no record other than the document's own states them.

    A heading that the document's record quotes needs no other record.
    """
    known = {line for lines in source.furniture for line in lines} | _headings(source, dataset)
    return [
        number
        for number, line in enumerate(dataset.texts.get(source.id, ()), 1)
        if line.strip() and number not in known and not _is_stated(source, number, dataset)
    ]


def _is_stated(source: Source, number: int, dataset: Dataset) -> bool:
    """Whether records other than the document's own state what a line says.

    One record that cites a row of a table for a name does not state the whole row. So, if no record has
    this row as its own, each cell must be a measure's code or have at least half of its letters quoted.
    """
    others = [record for record in citing(source, number, dataset) if record is not source]
    owners = rows(dataset).get((source.id, number), ())
    line = line_of(dataset, source.id, number)
    if "\t" not in line or any(record in owners for record in others):
        return bool(others)
    quoted = [
        span
        for record in others
        for quotation in quotations(record, dataset)
        for span in quotation.spans
        if (span.document, span.line) == (source.id, number)
    ]
    cells = zip(line.split("\t"), _blank_out(line, quoted).split("\t"), strict=True)
    return all(
        CODE.fullmatch(cell) or 2 * len(re.findall(r"\w", rest)) <= len(re.findall(r"\w", cell))
        for cell, rest in cells
    )


def _headings(source: Source, dataset: Dataset) -> set[int]:
    """The lines that are headings: the document's record quotes them.

    The title of a part is on the first line of the part that contains it, with or without other words.
    A line of column headings contains nothing else: the same word in a row is not a heading.
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
        if not re.search(r"\w", _blank_out(line_of(dataset, source.id, number), spans))
    }


def _blank_out(line: str, spans: Iterable[Span]) -> str:
    """The line with spaces in place of some parts."""
    rest = list(line)
    for span in spans:
        rest[span.start : span.end] = " " * (span.end - span.start)
    return "".join(rest)
