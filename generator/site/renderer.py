"""Turns a page into the text of its file in one language: front matter and an HTML body."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property, partial
from typing import Any

import jinja2
from markupsafe import Markup

from generator.core.typography import typeset
from generator.dataset.coverage import Coverage
from generator.records import LANGUAGES, Language, Term
from generator.site.abbreviations import Explainer
from generator.site.amounts import amount, computation_of, total_amount, total_mark
from generator.site.environment import build_environment
from generator.site.links import Links
from generator.site.pages import Page
from generator.site.provenance import Provenance
from generator.site.site import Site
from generator.site.views.redirect import RedirectView
from generator.site.wording import Wording


class Renderer:
    """Renders pages in one language."""

    def __init__(self, site: Site, language: Language) -> None:
        self._site = site
        self._nav_titles: dict[str, str] = {}
        self.language: Language = language
        self.locale = site.locales[language]
        self._provenance = Provenance(site.dataset, language)
        self._wording = Wording(self.locale, self._provenance)
        self._links = Links(site, self._wording, self._provenance)

    def render(self, page: Page) -> str:
        """The whole file of a page."""
        return f"---\n{self.front_matter(page)}---\n{self.explained(page, self.body(page))}\n"

    def front_matter(self, page: Page) -> str:
        """What a page's file says above its body, as YAML whose values are JSON."""
        template = self._environment.get_template(page.template)
        context = self._context(page)
        above = self._site.trail(page)
        trail = [*above, page]
        updated = self._site.page_updated(page)
        fields = {
            "generated": True,
            "title": _block(template, "title", context),
            "nav_title": self.nav_title(page) if "nav_title" in template.blocks else None,
            "description": _block(template, "description", context),
            "address": page.address,
            "breadcrumbs": [[self.nav_title(p), p.address[self.language]] for p in above],
            "section": trail[1].address[self.language] if above else None,
            "kind": page.view.name,
            "search": page.search_record(self._site.dataset, self.locale),
            "scripts": page.view.scripts,
            "edit_url": self._site.edit_url(page.record) if page.record else None,
            "updated": updated.isoformat() if updated else None,
        }
        if isinstance(context["view"], RedirectView):
            target = context["view"].target
            fields["redirect"] = self._links.address(target) if target else None
        return "".join(
            f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items()
        )

    def body(self, page: Page) -> str:
        """What a page shows, before its abbreviations are explained."""
        return self._environment.get_template(page.template).render(self._context(page))

    def explained(self, page: Page, body: str) -> str:
        """The body of a page, with its abbreviations explained."""
        return self._explainer(page).explain(body) if page.view.explains_abbreviations else body

    def nav_title(self, page: Page) -> str:
        """What menu and breadcrumbs call a page: its title, or a shorter one."""
        if page.key not in self._nav_titles:
            template = self._environment.get_template(page.template)
            name = "nav_title" if "nav_title" in template.blocks else "title"
            self._nav_titles[page.key] = _block(template, name, self._context(page))
        return self._nav_titles[page.key]

    @cached_property
    def _environment(self) -> jinja2.Environment:
        environment = build_environment()
        dataset, locale = self._site.dataset, self.locale
        environment.globals.update(
            t=locale,
            forms=locale.forms,
            number=locale.number,
            money=locale.money,
            date=locale.date,
            verbatim=locale.verbatim,
            amount_of=partial(amount, dataset=dataset, locale=locale),
            total_amount=partial(total_amount, dataset=dataset, locale=locale),
            total_mark=partial(total_mark, dataset=dataset, locale=locale),
            computation=partial(computation_of, dataset=dataset, locale=locale),
            language=self.language,
            languages=LANGUAGES,
            typeset=typeset,
            text=self._wording.text,
            quote=self._wording.quote,
            prose=self._wording.prose,
            corrections=self._wording.corrections,
            variants=self._wording.variants,
            link=self._links.link,
            href=self._links.href,
            operands=self._links.operands,
            is_unofficial=self._provenance.is_unofficial,
            is_general_knowledge=self._provenance.is_general_knowledge,
            is_inferred=self._provenance.is_inferred,
            is_derived=self._provenance.is_derived,
            places=self._provenance.places,
            first_places=self._provenance.first_places,
            documents=self._provenance.documents,
            parts=self._provenance.parts,
            within=partial(self._covered, "scope.within"),
            limited=partial(self._covered, "scope.limited"),
            updated=self._site.updated,
            edit_url=self._site.edit_url,
            behind=partial(self._site.behind, language=self.language),
        )
        return environment

    def _covered(self, key: str, scope: Iterable[Coverage]) -> Markup:
        """What limits a text to the themes that the records cover, such as " (theme 2)"."""
        codes = {theme.code for part in scope if not part.is_whole for theme in part.covered}
        listed = ", ".join(sorted(codes, key=int))
        return self.locale(key, n=len(codes), codes=listed) if codes else Markup()

    def _context(self, page: Page) -> dict[str, Any]:
        """What the page's template sees. Every address on the page begins with `up`, which leads to the root."""
        return {
            "view": page.view_of(self._site.dataset, self.locale),
            "page": page,
            "up": _up(page, self.language),
            "other": next(language for language in LANGUAGES if language != self.language),
        }

    def _explainer(self, page: Page) -> Explainer:
        template = self._environment.get_template("macros.html")
        macros: Any = template.make_module({"up": _up(page, self.language)})

        def explained(term: Term, form: Markup) -> Markup:
            return Markup(macros.term(term, form))

        return Explainer(self._site.dataset.all(Term), self.language, explained)


def _up(page: Page, language: Language) -> str:
    return "../" * page.address[language].count("/")


def _block(template: jinja2.Template, name: str, context: dict[str, Any]) -> str:
    """A block that names a page outside its body, as plain text."""
    words = Markup("".join(template.blocks[name](template.new_context(context))))
    return typeset(words.striptags())  # striptags makes every space a breakable one
