"""Rows of tables: a record says what its own row prints."""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.money import amounts_in
from generator.core.problem import Finding
from generator.core.text import shorten_middle
from generator.dataset.dataset import Dataset
from generator.dataset.indexes import local_plan_of
from generator.dataset.lines import commune_above, line_of, names_target, own_rows, rows
from generator.dataset.quotations import field_of, is_money, quotations
from generator.records import Activity, Association, Measure, Project, Record, Summary, Theme
from generator.rules.quotations import CITED, are_lines_wrong, not_in_source, quotations_by_place
from generator.rules.registry import When, rule


@rule(on=(Activity, Project, Summary), blocks_pages=False)
def code_not_in_source(record: Activity | Project | Summary, dataset: Dataset) -> Iterator[Finding]:
    """The cited lines of a row print the code of its measure and a spelling of its association."""
    missing = [*_missing_names(record, dataset)]
    # If nothing else is on these lines either, `not_in_source` reports it.
    if missing and not are_lines_wrong(quotations_by_place(record, dataset)[CITED]):
        yield from missing


def _missing_names(record: Activity | Project | Summary, dataset: Dataset) -> Iterator[Finding]:
    """The records to which a row belongs, except those that its cited lines name."""
    field = "theme" if isinstance(record, Summary) and record.theme else "measure"
    lines = _lines_for(record, field, dataset)
    if not any(names_target(line, record, field, dataset) for line in lines):
        target: Theme | Measure = dataset.target(record, field)  # type: ignore[assignment]
        message = f"the cited lines do not name {field} {target.code}"
        hint = f"fix the {field}, or the lines under `sources`"
        yield Finding((field,), message, hint)
    if isinstance(record, Project):
        association = dataset.get(Association, record.association)
        lines = _lines_for(record, "association", dataset)
        is_named = any(names_target(line, record, "association", dataset) for line in lines)
        # If a spelling is not in its source, the mistake is in the association.
        if not is_named and not any(not_in_source(association, dataset)):
            message = f"the cited lines have no spelling of {association.id}"
            hint = f"fix the association, or add the spelling to {dataset.path(association)}"
            yield Finding(("association",), message, hint)


def _lines_for(record: Record, field: str, dataset: Dataset) -> list[str]:
    """The text of the lines that print a field of a record: its own, unless the field is moved."""
    if moved := record.lines_of(field):
        return [line_of(dataset, record.document, line) for lines in moved for line in lines]
    return [line_of(dataset, *line) for line in record.cited]


@rule(on=Activity, when=When.COMPLETE, blocks_pages=False)
def row_of_another_commune(record: Activity, dataset: Dataset) -> Iterator[Finding]:
    """In the annex, an activity is below the name of its own commune."""
    plan = local_plan_of(record.commune, record.year, dataset)
    if plan and (moved := record.lines_of("commune")):
        row = plan.sources[0].lines[0][0]
        if moved[0][0] != row:
            index = [entry.field for entry in record.moved].index("commune")
            message = f"line {moved[0][0]} is not the row of {record.commune}"
            hint = f"write [{row}], where the local plan has its row, or correct the commune"
            yield Finding(("moved", index, "lines"), message, hint)
        return
    for index, citation in enumerate(record.sources):
        row = citation.lines[0][0]
        above = commune_above(citation.document, record.year, row, dataset)
        if above not in (record.commune, None):
            message = f"line {row} is below {above}, not {record.commune}"
            hint = "fix the commune or the line; if the row slid, give the row of its commune under `moved`"
            yield Finding(("sources", index, "lines"), message, hint)


@rule(on=(Activity, Project, Summary), when=When.COMPLETE, blocks_pages=False)
def words_of_another_row(
    record: Activity | Project | Summary, dataset: Dataset
) -> Iterator[Finding]:
    """A record quotes its own row, not the row of another record, unless `moved` names the field.

    If its own row prints an amount, the record's amount is on that row.
    """
    if len(record.cited) == 1:
        return
    own, owners = own_rows(record, dataset), rows(dataset)
    moved = {entry.field for entry in record.moved}
    prints_amount = any(any(amounts_in(line_of(dataset, *line))) for line in own)
    for quotation in quotations(record, dataset):
        path = field_of(quotation.where)
        lines = [(span.document, span.line) for span in quotation.spans]
        if {path, path.rpartition(".")[0]} & moved or quotation.where[0] == "variants":
            continue
        if not lines or not own.isdisjoint(lines):
            continue
        others = [owners[line][0] for line in lines if line in owners]
        if len(others) == len(lines) or (prints_amount and is_money(quotation.marker)):
            row = f", the row of {dataset.path(others[0])}" if others else ", not on its own row"
            yield Finding(
                quotation.where,
                f"“{shorten_middle(quotation.printed)}” is on line {lines[0][1]}{row}",
                "write what its own row prints; if it belongs to this record, name the field and "
                "its line under `moved`",
            )
