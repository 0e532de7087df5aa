"""What every kind of page declares: its addresses, what it shows, how the search finds it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Generic, Self, TypeVar, cast

from generator.dataset.dataset import Dataset
from generator.records import Record
from generator.site.locale import Locale

S = TypeVar("S")
R = TypeVar("R", bound=Record)


class View(Generic[S]):
    """A kind of page about subjects `S`. An instance is all that the page's template sees of the data."""

    __slots__ = ()

    name: ClassVar[str]
    """Names the template, and the word in addresses (address.<name>)."""
    above: ClassVar[str | None] = "home"
    """The key of the page above."""
    scripts: ClassVar[tuple[str, ...]] = ()
    """The scripts that the page uses (theme/overrides/assets)."""
    search_kind: ClassVar[str | None] = "page"
    """The kind that the search shows; None: the search does not find such a page."""
    shows: ClassVar[tuple[type[Record], ...]] = ()
    """The records without a page of their own that have a place on this page."""
    explains_abbreviations: ClassVar[bool] = True

    @classmethod
    def of(cls, subject: S, dataset: Dataset, locale: Locale) -> Self:
        """Look up and sort what the page of a subject shows."""
        raise NotImplementedError

    @classmethod
    def subjects(cls, dataset: Dataset) -> Iterable[S]:
        """The subjects that have a page."""
        raise NotImplementedError

    @classmethod
    def key(cls, subject: S) -> str:
        """The page's file below docs/<language>/generated/, without its ending."""
        return cls.name

    @classmethod
    def parent(cls, subject: S) -> str | None:
        """The key of the page above a subject's page."""
        return cls.above

    @classmethod
    def address(cls, subject: S, locale: Locale) -> str:
        """The page's address, from the language on, with a slash at the end."""
        word = locale(f"address.{cls.name}")
        return f"{locale.language}/{word}/{cls.tail(subject, locale)}"

    @classmethod
    def tail(cls, subject: S, locale: Locale) -> str:
        """The end of the address, after the word that all pages of this kind share."""
        return ""

    @classmethod
    def place(cls, record: Record) -> tuple[str, str] | None:
        """The key of the page that shows a record, and the place on it ("" or "#id").

        None where another kind of page shows this record.
        """
        return cls.name, f"#{record.id}"

    @classmethod
    def search_record(cls, subject: S, dataset: Dataset, locale: Locale) -> dict[str, Any]:
        """The words by which the search finds the page, and what a reader can narrow by."""
        return {}


class IndexView(View[None]):
    """A kind of page that there is one of."""

    __slots__ = ()

    @classmethod
    def subjects(cls, dataset: Dataset) -> Iterable[None]:
        """No subject: one page."""
        return (None,)


class RecordView(View[R]):
    """A kind of page: each record of the kind `record` has one."""

    __slots__ = ()

    record: ClassVar[type[Record]]

    @classmethod
    def subjects(cls, dataset: Dataset) -> Iterable[R]:
        """Every record of the kind."""
        return cast("tuple[R, ...]", dataset.all(cls.record))

    @classmethod
    def key(cls, subject: R) -> str:
        """The record's key."""
        return subject.key

    @classmethod
    def tail(cls, subject: R, locale: Locale) -> str:
        """The record's year, if it has one, and its name in addresses."""
        record: Any = subject
        slug = f"{record.slug[locale.language]}/"
        return f"{record.year}/{slug}" if "year" in cls.record.model_fields else slug

    @classmethod
    def place(cls, record: Record) -> tuple[str, str] | None:
        """The record's own page."""
        return record.key, ""
