"""Lists the kinds of page, and makes the pages of a dataset: their keys, addresses and subjects.

To add a kind of page, add a view, a template of the same name, its words, and a line in `PAGES`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.dataset.dataset import Dataset
from generator.records import LANGUAGES, Language, Record, Redirect
from generator.site.locale import Locale
from generator.site.views.action import ActionsView, ActionView
from generator.site.views.activity import ActivitiesView, ActivityView
from generator.site.views.association import AssociationsView, AssociationView
from generator.site.views.commune import CommunesView, CommuneView
from generator.site.views.correction import CorrectionsView
from generator.site.views.gap import GapsView
from generator.site.views.home import HomeView
from generator.site.views.measure import MeasuresView, MeasureView
from generator.site.views.plan import PlanView
from generator.site.views.project import ProjectsView, ProjectView
from generator.site.views.question import QuestionView
from generator.site.views.redirect import RedirectView
from generator.site.views.rule import RulesView, RuleView
from generator.site.views.source import SourcesView, SourceView
from generator.site.views.term import GlossaryView
from generator.site.views.theme import ThemeView
from generator.site.views.translation import TranslationsView
from generator.site.views.view import RecordView, View

PAGES: tuple[type[View[Any]], ...] = (
    HomeView,
    PlanView,
    ThemeView,
    MeasuresView,
    MeasureView,
    CommunesView,
    CommuneView,
    ActivitiesView,
    ActivityView,
    AssociationsView,
    AssociationView,
    ProjectsView,
    ProjectView,
    ActionsView,
    ActionView,
    GlossaryView,
    QuestionView,
    SourcesView,
    SourceView,
    CorrectionsView,
    GapsView,
    RedirectView,
    TranslationsView,
    RulesView,
    RuleView,
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page in both languages. `key` is its file below docs/<language>/generated/, without its ending."""

    key: str
    view: type[View[Any]]
    subject: Any
    address: Mapping[Language, str]
    parent: str | None

    @property
    def template(self) -> str:
        """The name of the page's template."""
        return f"{self.view.name}.html"

    @property
    def record(self) -> Record | None:
        """The record that this page is about; None if it is about several or none."""
        if isinstance(self.subject, Record) and page_of(self.subject)[0] == self.key:
            return self.subject
        return None

    def view_of(self, dataset: Dataset, locale: Locale) -> View[Any]:
        """What the page's template sees of the data."""
        return self.view.of(self.subject, dataset, locale)

    def search_record(self, dataset: Dataset, locale: Locale) -> dict[str, Any] | None:
        """What the search index needs of the page; None if the search does not find such pages.

        The values by which readers narrow a search (measure, commune, year) are the same in both languages.
        """
        kind = self.view.search_kind
        if kind is None:
            return None
        return {"kind": kind, **self.view.search_record(self.subject, dataset, locale)}


def build_pages(dataset: Dataset, locales: Mapping[Language, Locale]) -> dict[str, Page]:
    """Every page of the site, by key. An address starts with the language and ends in a slash."""
    pages = {}
    for view in PAGES:
        for subject in view.subjects(dataset):
            key = view.key(subject)
            address = {language: view.address(subject, locales[language]) for language in LANGUAGES}
            pages[key] = Page(key, view, subject, address, view.parent(subject))
    return pages


def addresses(pages: Mapping[str, Page]) -> dict[str, str]:
    """The key of the page at each address; a redirect gives way to any other page."""
    found: dict[str, str] = {}
    for page in sorted(pages.values(), key=lambda page: isinstance(page.subject, Redirect)):
        for address in page.address.values():
            found.setdefault(address, page.key)
    return found


def page_of(record: Record) -> tuple[str, str]:
    """The key of the page that shows a record, and the place on it ("" or "#id")."""
    places = (view.place(record) for view in _SHOWN_ON[type(record)])
    return next(place for place in places if place)


def _shown_on() -> dict[type[Record], list[type[View[Any]]]]:
    """The kinds of page that may show each kind of record."""
    views = defaultdict(list)
    for view in PAGES:
        own = (view.record,) if issubclass(view, RecordView) else ()
        for kind in (*own, *view.shows):
            views[kind].append(view)
    return views


_SHOWN_ON = _shown_on()
