"""An old address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from generator.dataset.dataset import Dataset
from generator.records import KIND_OF, Record, Redirect
from generator.site.locale import Locale
from generator.site.views.view import RecordView


@dataclass(frozen=True, slots=True)
class RedirectView(RecordView[Redirect]):
    """An old address: the record whose page it leads to, or why there is none."""

    name = "redirect"
    record = Redirect
    search_kind = None  # the search finds the page that it leads to

    redirect: Redirect
    target: Record | None

    @classmethod
    def of(cls, redirect: Redirect, dataset: Dataset, locale: Locale) -> Self:
        kind, _, name = (redirect.to or "").partition("/")
        return cls(redirect, dataset.get(KIND_OF[kind], name) if kind else None)

    @classmethod
    def address(cls, subject: Redirect, locale: Locale) -> str:
        """The old address, which the record gives."""
        return subject.old[locale.language]
