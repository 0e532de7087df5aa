"""Shows amounts: with a mark and the computation if no source prints them."""

from __future__ import annotations

import re
from decimal import Decimal

from markupsafe import Markup

from generator.dataset.dataset import Dataset
from generator.dataset.totals import Total, operands
from generator.records import Computed, Method, Project, Record
from generator.site.locale import Locale

TAG = re.compile("<[^>]*>")

MOST_TERMS = 3
"""A computation lists at most this many amounts. If there are more, it says how many."""


def amount(record: Record, dataset: Dataset, locale: Locale) -> Markup:
    """The `amount` of a record: "30 000 € (calculé : 670 000 € − 640 000 €)"; then its caveat, if any."""
    shown = Markup(locale.money(record.amount))  # type: ignore[attr-defined]  # only for kinds that have one
    if computed := record.computation("amount"):
        shown += _mark(locale("computed.mark", computation=computation(computed, dataset, locale)))
    if caveat := getattr(record, "caveat", None):
        shown += Markup('. <small class="caveat">{}</small>').format(
            locale.text(caveat[locale.language])
        )
    return shown


def amount_text(record: Record, dataset: Dataset, locale: Locale) -> str:
    """The same as plain text, its spaces kept as they are."""
    return str(Markup(TAG.sub("", amount(record, dataset, locale))).unescape())


def total_amount(total: Total, dataset: Dataset, locale: Locale) -> Markup:
    """The amount of a total, and what part of it is computed."""
    return Markup(locale.money(total.amount)) + total_mark(total, dataset, locale)


def total_mark(total: Total, dataset: Dataset, locale: Locale) -> Markup:
    """The mark of a total that contains computed amounts; empty where it contains none."""
    if not total.computed:
        return Markup()
    projects = [dataset.get(Project, key.partition("/")[2]) for key in total.computed]
    part = sum((project.amount for project in projects), Decimal())
    terms = locale("semicolon").join(
        computation(computed, dataset, locale)
        for project in projects
        if (computed := project.computation("amount"))
    )
    if part == total.amount:
        return _mark(locale("computed.mark", computation=terms))
    return _mark(locale("computed.part", amount=locale.money(part), computation=terms))


def _mark(words: Markup) -> Markup:
    return Markup(' <span class="computed">({})</span>').format(words)


def computation_of(
    record: Record, field: str = "amount", *, dataset: Dataset, locale: Locale
) -> Markup:
    """The computation of a record's number in one line; empty where a source prints it."""
    computed = record.computation(field)
    return computation(computed, dataset, locale) if computed else Markup()


def computation(computed: Computed, dataset: Dataset, locale: Locale) -> Markup:
    """A computation in one line: "670 000 € − 640 000 €"."""
    if computed.method is Method.COUNT:
        return locale("computed.count", n=len(computed.of))
    numbers = [number for _, number in operands(computed, dataset)]
    if computed.method is Method.DIFFERENCE:
        terms, sign = [numbers[0], sum(numbers[1:])], " − "
    elif len(numbers) <= MOST_TERMS:
        terms, sign = numbers, " + "
    else:
        return locale("computed.sum", n=len(numbers))
    is_money = computed.field == "amount"
    return Markup(sign).join(
        locale.money(Decimal(term)) if is_money else locale.number(int(term)) for term in terms
    )
