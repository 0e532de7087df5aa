"""One language: interface strings, numbers, money, dates, plurals, alphabetical order."""

from __future__ import annotations

import datetime
import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeVar

import babel.dates
import babel.numbers
from babel import Locale as BabelLocale
from markupsafe import Markup, escape

from generator.core.text import fold
from generator.core.typography import NO_BREAK, typeset
from generator.records import Commune, Language, Note, Record, Text

R = TypeVar("R", bound=Record)

Strings = Mapping[str, Mapping[str, Any]]

# Belgian French groups digits by a narrow space, which few fonts have and browsers make too narrow to
# be seen: the ordinary no-break space replaces it.
NARROW = "\u202f"


class UnknownStringError(LookupError):
    """A template asks for a string that no file in words/ has."""


class Locale:
    """Everything that a page says in one language, except the data.

    `strings` maps key -> language -> text, or -> plural form -> text (see words/).
    """

    def __init__(self, language: Language, strings: Strings) -> None:
        self.language: Language = language
        self.babel = BabelLocale(language, "BE")
        self._strings = strings
        self.used: set[str] = set()  # a test finds the strings that no page asks for

    def __call__(self, key: str, n: int | None = None, **values: object) -> Markup:
        """The string `key`, its {placeholders} filled with escaped values; `n` chooses the plural.

        UnknownStringError for an unknown key: a broken installation, not bad data.
        """
        if key not in self._strings:
            raise UnknownStringError(f"generator/site/words has no {key}")
        self.used.add(key)
        text = self._strings[key][self.language]
        if n is not None:
            values["n"] = self.number(n)
            text = text.get(self.babel.plural_form(n), text["other"])
        words = self.text(text)
        return words.format(**values) if values else words

    def __contains__(self, key: str) -> bool:
        """Whether there is a string `key`."""
        return key in self._strings

    def forms(self, prefix: str) -> str:
        """All strings below a prefix as JSON, unfilled and with all plural forms: for a script."""
        strings = {
            key.removeprefix(f"{prefix}."): texts[self.language]
            for key, texts in self._strings.items()
            if key.startswith(f"{prefix}.")
        }
        self.used.update(f"{prefix}.{name}" for name in strings)
        return typeset(json.dumps(strings, ensure_ascii=False))

    def verbatim(self, key: str) -> str:
        """The string `key` as it is in the file, neither typeset nor escaped: an example of code."""
        self.used.add(key)
        text: str = self._strings[key][self.language]
        return text

    def both(self, prefix: str) -> Iterator[Mapping[str, str]]:
        """Each string below a prefix, in both languages."""
        for key, texts in self._strings.items():
            if key.startswith(f"{prefix}."):
                self.used.add(key)
                yield texts

    def text(self, text: str) -> Markup:
        """Any text, typeset and escaped."""
        return _set(text)

    def number(self, value: int) -> str:
        """1392600 as 1 392 600 or 1.392.600."""
        return _number(value, self.babel)

    def money(self, euros: Decimal | int) -> str:
        """1 392 600 € or € 1.392.600; with cents only if there are any: 50 000,50 €, € 50.000,50."""
        return _money(euros, self.babel)

    def date(self, date: datetime.date) -> str:
        """1 mai 2022, 1 mei 2022."""
        return babel.dates.format_date(date, "long", locale=self.babel)

    def label(self, record: Record) -> Text | Note:
        """What a record is called."""
        return record.label or Text(both=self(f"label.{record.kind}", record=record).unescape())

    def name(self, record: Record) -> str:
        """What a record is called, in this language, as plain text."""
        return typeset(self.label(record)[self.language])

    def alphabetical(self, records: Iterable[R]) -> list[R]:
        """Records in the alphabetical order of their names in this language."""
        return sorted(records, key=lambda record: (sort_key(self._sorted_as(record)), record.id))

    def _sorted_as(self, record: Record) -> str:
        """Communes are sorted by their addresses: readers look for Ville de Bruxelles under B."""
        slug = record.slug[self.language] if isinstance(record, Commune) else None
        return slug or self.name(record)


@functools.lru_cache(maxsize=8192)
def _number(value: int, locale: BabelLocale) -> str:
    text: str = babel.numbers.format_decimal(value, locale=locale)
    return text.replace(NARROW, NO_BREAK)


@functools.lru_cache(maxsize=8192)
def _money(euros: Decimal | int, locale: BabelLocale) -> str:
    pattern = locale.currency_formats["standard"].pattern
    if not euros % 1:
        pattern = pattern.replace("0.00", "0")
    text: str = babel.numbers.format_currency(euros, "EUR", pattern, locale, currency_digits=False)
    return text.replace(NARROW, NO_BREAK)


@functools.lru_cache(maxsize=8192)
def _set(text: str) -> Markup:
    return escape(typeset(text))


@functools.lru_cache(maxsize=65536)
def sort_key(text: str) -> str:
    """Letters and digits only, accents and case aside: É sorts as e, “(Bruxelles)” as bruxelles."""
    return "".join(letter if letter.isalnum() else " " for letter in fold(text)).strip()
