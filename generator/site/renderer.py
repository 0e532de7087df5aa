"""Turns a page into the text of its file in one language: front matter and an HTML body."""

from __future__ import annotations

import datetime
import functools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2
from jinja2.runtime import Context
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from generator.core.typography import typeset
from generator.dataset.coverage import Coverage
from generator.dataset.dataset import Dataset
from generator.dataset.totals import Number, Total, operands
from generator.dataset.translations import outdated, survey
from generator.records import (
    FOREIGN,
    LANGUAGES,
    Association,
    Computed,
    Correction,
    Language,
    Note,
    Part,
    Project,
    Record,
    Source,
    Summary,
    Term,
    Text,
    Variant,
    walk,
)
from generator.site.amounts import amount, computation, total_amount, total_mark
from generator.site.glossary import Explainer
from generator.site.locale import Locale, Strings
from generator.site.pages import (
    Field,
    Page,
    RedirectView,
    addresses,
    build_pages,
    differences,
    page_of,
)
from generator.site.search_words import found_by, known_as

TEMPLATES = Path(__file__).parent / "templates"
COMPILED = Path(__file__).parents[2] / ".cache" / "templates"

LIST_ITEM = re.compile(r"\n\s*(?:-|\d+\.)\s")

# Paragraphs and lists, nothing else: no HTML, no links, no emphasis.
MARKDOWN = MarkdownIt("zero").enable("list")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the pages need to know of the site: addresses are absolute and end in a slash."""

    site_url: str
    repo_url: str
    edit_uri: str

    def edit_url(self, path: str) -> str:
        """The address at which a file of the repository is edited."""
        return f"{self.repo_url.rstrip('/')}/{self.edit_uri.strip('/')}/{path}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: a document, the part of it, and a first and last line."""

    source: Source
    part: Part | None
    first: int
    last: int


class Site:
    """All pages of a checked dataset, ready to be rendered.

    `history` gives the date of the last change of each file in data/, where it is known.
    """

    def __init__(
        self,
        dataset: Dataset,
        strings: Strings,
        settings: Settings,
        history: Mapping[str, datetime.date],
    ) -> None:
        self.dataset = dataset
        self.settings = settings
        self.history = history
        self.words = {language: Locale(language, strings) for language in LANGUAGES}
        self.pages = build_pages(dataset, self.words)
        self.addresses = addresses(self.pages)
        self.behind: dict[tuple[str, Language | None], list[tuple[Record, Field]]] = {}
        for record, text in survey(dataset).behind:
            if outdated(record, text):
                lagging = self.behind.setdefault((page_of(record)[0], text.behind), [])
                lagging.append((record, Field.of(text.field)))

    def rule_urls(self, code: str) -> dict[Language, str]:
        """The full address, in each language, of the page of a rule."""
        url = self.settings.site_url.rstrip("/")
        address = self.pages[f"rules/{code}"].address
        return {language: f"{url}/{address[language]}" for language in LANGUAGES}

    def render(self) -> Iterator[tuple[str, str]]:
        """(path below docs/, text) of every page in every language."""
        for language in LANGUAGES:
            writer = Renderer(self, language)
            for page in self.pages.values():
                if self.addresses[page.address[language]] == page.key:
                    yield f"{language}/generated/{page.key}.md", writer.render(page)


class Renderer:
    """Renders pages in one language; its public methods are what templates call."""

    def __init__(self, site: Site, language: Language) -> None:
        self._site = site
        self._dataset = site.dataset
        self._nav_titles: dict[str, str] = {}
        self._named = functools.cache(self._name_and_badge)  # most pages link to the same records
        self.language: Language = language
        self.words = site.words[language]

    @cached_property
    def _environment(self) -> jinja2.Environment:
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        environment.bytecode_cache = _compiled(environment)
        environment.globals.update(
            t=self.words,
            forms=self.words.forms,
            number=self.words.number,
            money=self.words.money,
            amount_of=self.amount_of,
            total_amount=self.total_amount,
            total_mark=self.total_mark,
            computation=self.computation,
            operands=self.operands,
            date=self.words.date,
            language=self.language,
            languages=LANGUAGES,
            text=self.text,
            quote=self.quote,
            prose=self.prose,
            link=self.link,
            href=self.href,
            is_unofficial=self.is_unofficial,
            is_general_knowledge=self.is_general_knowledge,
            places=self.places,
            first_places=self.first_places,
            documents=self.documents,
            within=self.within,
            limited=self.limited,
            is_inferred=self.is_inferred,
            is_derived=self.is_derived,
            parts=self.parts,
            corrections=self.corrections,
            typeset=typeset,
            verbatim=self.words.verbatim,
            sentence=_sentence,
            variants=self.variants,
            updated=self.updated,
            edit_url=self.edit_url,
            behind=self.behind,
            coded=_coded,
            known_as=known_as,
        )
        return environment

    def render(self, page: Page) -> str:
        """The whole file of a page."""
        return f"---\n{self.matter(page)}---\n{self.explained(page, self.body(page))}\n"

    def matter(self, page: Page) -> str:
        """What a page's file says of it, above its body."""
        template = self._environment.get_template(page.template)
        context = self._context(page)
        head = {
            "generated": True,
            "title": _block(template, "title", context),
            "nav_title": self.nav_title(page) if "nav_title" in template.blocks else None,
            "description": _block(template, "description", context),
            "address": page.address,
            "breadcrumbs": [
                [self.nav_title(p), p.address[self.language]] for p in self._above(page)
            ],
            "section": self._section(page),
            "kind": page.template.removesuffix(".html"),
            "search": found_by(page, self._dataset, self.words),
            "scripts": page.scripts,
            "edit_url": self.edit_url(page.record) if page.record else None,
            "updated": self._changed(page),
        }
        if isinstance(context["it"], RedirectView):
            head["redirect"] = self._address(context["it"].target)
        return "".join(
            f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in head.items()
        )

    def body(self, page: Page) -> str:
        """What a page shows, before its abbreviations are explained."""
        return self._environment.get_template(page.template).render(self._context(page))

    def explained(self, page: Page, body: str) -> str:
        """The body of a page, in which abbreviations explain themselves."""
        return body if page.key == "glossary" else self._explainer(page).explain(body)

    def nav_title(self, page: Page) -> str:
        """What menu and breadcrumbs call a page: its title, or a shorter one."""
        if page.key not in self._nav_titles:
            template = self._environment.get_template(page.template)
            name = "nav_title" if "nav_title" in template.blocks else "title"
            self._nav_titles[page.key] = _block(template, name, self._context(page))
        return self._nav_titles[page.key]

    # --- what templates call ---

    def text(self, text: Text | Note) -> Markup:
        """A text in the page's language; words of another language say so."""
        if isinstance(text, Note):
            note = str(self.words.text(text[self.language]))
            return Markup(FOREIGN.sub(r'<span lang="\2">\1</span>', note))
        return self._in_its_language(self.words.text(text[self.language]), text)

    def quote(self, record: Record, field: str) -> Markup:
        """A short text of the record whose page this is, with its corrections marked."""
        text: Text = getattr(record, field)
        return self._in_its_language(self._marked(record, text, _escaped), text)

    def prose(self, record: Record, field: str) -> Markup:
        """A long text of the record whose page this is: paragraphs and lists."""
        return self._marked(record, getattr(record, field), MARKDOWN.render)

    def amount_of(self, record: Record) -> Markup:
        """A record's amount, with its computation where no source prints it."""
        return amount(record, self._dataset, self.words)

    def total_amount(self, total: Total) -> Markup:
        """The amount of a total, which says what part of it is computed."""
        return total_amount(total, self._dataset, self.words)

    def total_mark(self, total: Total) -> Markup:
        """The mark of a total that contains computed amounts."""
        return total_mark(total, self._dataset, self.words)

    def computation(self, record: Record, field: str = "amount") -> Markup:
        """The computation of a record's number in one line; empty where a source prints it."""
        computed = record.computation(field)
        return computation(computed, self._dataset, self.words) if computed else Markup()

    def operands(self, computed: Computed) -> list[tuple[Record, Markup, Number]]:
        """The records of a computation, each with its short name and its number.

        The title of a project can be longer than the computation: its association names it.
        """
        found = []
        for record, number in operands(computed, self._dataset):
            short = record
            if isinstance(record, Project):
                short = self._dataset.get(Association, record.association)
            found.append((record, self.label(short), number))
        return found

    @jinja2.pass_context
    def link(self, context: Context, record: Record, words: str | Markup | None = None) -> Markup:
        """A link to the page that shows a record, by default under the record's name."""
        key, anchor = page_of(record)
        label, badge = self._named(record) if words is None else (escape(words), "")
        return Markup(f'<a href="{escape(self.href(context, key) + anchor)}">{label}</a>{badge}')

    def _name_and_badge(self, record: Record) -> tuple[Markup, Markup]:
        """What a link to a record says, and the badge beside it where no source says that."""
        named = ("name", "title")
        badges = [
            badge
            for badge, holds in (
                ("unofficial.badge", self.is_unofficial),
                ("general_knowledge.badge", self.is_general_knowledge),
            )
            if any(holds(record, field) for field in named)
        ]
        marks = [
            Markup(' <span class="unofficial">{}</span>').format(self.words(b)) for b in badges
        ]
        return self.label(record), Markup().join(marks)

    def label(self, record: Record) -> Markup:
        """What a record is called; one without a page and a name of its own, after its host's."""
        label = self.text(self.words.label(record))
        host = self._site.pages[page_of(record)[0]].record
        if record.label or host in (None, record):
            return label
        return Markup("{} – {}").format(self.label(host), label)

    @jinja2.pass_context
    def href(self, context: Context, key: str) -> str:
        """The address of a page, relative to the page that is rendered."""
        up: str = context["up"]
        return up + self._site.pages[key].address[self.language]

    def is_unofficial(self, record: Record, field: str) -> bool:
        """Whether this language's wording of a field is our translation."""
        return f"{field}.{self.language}" in record.unofficial

    def is_general_knowledge(self, record: Record, field: str) -> bool:
        """Whether this language's wording of a field is general knowledge: no source of ours gives it."""
        return not {field, f"{field}.{self.language}"}.isdisjoint(record.general_knowledge)

    def places(self, record: Record) -> list[Place]:
        """Where a record stands, in the order in which it cites."""
        own = record.document
        ranges = [
            *((c.document, lines) for c in record.sources for lines in c.lines),
            *((own, lines) for moved in record.moved for lines in moved.lines),
            *((v.document, lines) for v in record.variants for lines in v.lines),
        ]
        return [self._place(document, lines) for document, lines in dict.fromkeys(ranges)]

    def first_places(self, record: Record) -> list[Place]:
        """The first place that a record cites in each document, if possible in this language."""
        first: dict[str, Place] = {}
        for place in self.places(record):
            legible = place.part is not None and place.part.lang == self.language
            known = first.setdefault(place.source.id, place)
            if legible and (known.part is None or known.part.lang != self.language):
                first[place.source.id] = place
        return list(first.values())

    def documents(self, record: Record) -> list[Source]:
        """The documents that a record cites, in its order."""
        return [*dict.fromkeys(place.source for place in self.places(record))]

    def within(self, scope: Iterable[Coverage]) -> Markup:
        """What limits a title or a caption to the themes that the records cover: " (theme 2)"."""
        return self._limited("scope.within", scope)

    def limited(self, scope: Iterable[Coverage]) -> Markup:
        """The same as a sentence, for a description."""
        return self._limited("scope.limited", scope)

    def _limited(self, key: str, scope: Iterable[Coverage]) -> Markup:
        codes = {theme.code for part in scope if not part.is_whole for theme in part.covered}
        listed = ", ".join(sorted(codes, key=int))
        return self.words(key, n=len(codes), codes=listed) if codes else Markup()

    def is_derived(self, listed: Total) -> bool:
        """Whether a listed amount is computed from a stated total: then they cannot but agree."""
        records = (self._dataset.record(key) for key in listed.computed)
        return any(
            of.startswith(f"{Summary.kind}/")
            for record in records
            for computed in record.computed
            for of in computed.of
        )

    def is_inferred(self, record: Record, field: str) -> bool:
        """Whether a field is what we conclude, and no source states it outright."""
        return any(inference.field == field for inference in record.inferred)

    def parts(self, records: Iterable[Record]) -> list[Place]:
        """In which parts of documents records stand, each once; those in this language, if any are."""
        found = {}
        for record in records:
            places = self.places(record)
            legible = [p for p in places if not p.part or p.part.lang in (None, self.language)]
            place = (legible or places)[0]
            lines = place.part.lines if place.part else range(place.first, place.last + 1)
            found[place.source.id, lines[0]] = self._place(place.source.id, lines)
        return [place for _, place in sorted(found.items())]

    def corrections(self, record: Record) -> list[Correction]:
        """The corrections to what this language's readers of a record see."""
        both = {
            value.both for _, value, _ in walk(record) if isinstance(value, Text) and value.both
        }
        return [
            correction
            for correction in record.corrections
            if correction.lang == self.language or any(correction.shown in text for text in both)
        ]

    def variants(self, record: Record) -> list[tuple[Variant, Place, list[tuple[str, str]]]]:
        """Other documents' wordings of a record's texts, and where they differ: (ours, theirs)."""
        found = []
        for variant in record.variants:
            text: Text = getattr(record, variant.field.partition(".")[0])
            place = self._place(variant.document, variant.lines[-1])
            found.append((variant, place, differences(text[variant.language], variant.text)))
        return found

    def updated(self, record: Record) -> datetime.date | None:
        """The date of the last change to a record's file."""
        return self._site.history.get(self._dataset.path(record))

    def edit_url(self, record: Record) -> str:
        """Where a record's file is edited."""
        return self._site.settings.edit_url(self._dataset.path(record))

    def behind(self, page: Page) -> list[tuple[Record, Field]]:
        """The texts of a page's records of which the other language has changed since."""
        return self._site.behind.get((page.key, self.language), [])

    # --- inside ---

    def _changed(self, page: Page) -> str | None:
        """When the page's record last changed; for a page of many records, when any did."""
        history = self._site.history
        date = self.updated(page.record) if page.record else max(history.values(), default=None)
        return date.isoformat() if date else None

    def _address(self, record: Record | None) -> str | None:
        """Where a record is shown: the address of its page, and the place on it."""
        if record is None:
            return None
        key, anchor = page_of(record)
        return self._site.pages[key].address[self.language] + anchor

    def _explainer(self, page: Page) -> Explainer:
        def explained(term: Term, form: Markup) -> Markup:
            return Markup(macros.term(term, form))

        template = self._environment.get_template("macros.html")
        macros: Any = template.make_module({"up": self._up(page)})
        return Explainer(self._dataset.all(Term), self.language, explained)

    def _context(self, page: Page) -> dict[str, Any]:
        other = next(language for language in LANGUAGES if language != self.language)
        return {
            "it": page.view(page.subject, self._dataset, self.words),
            "page": page,
            "up": self._up(page),
            "other": other,
        }

    def _up(self, page: Page) -> str:
        """From a page to the address that all others are relative to."""
        return "../" * page.address[self.language].count("/")

    def _above(self, page: Page) -> list[Page]:
        above: list[Page] = []
        while page.parent:
            page = self._site.pages[page.parent]
            above.insert(0, page)
        return above

    def _section(self, page: Page) -> str | None:
        trail = [*self._above(page), page]
        return trail[1].address[self.language] if len(trail) > 1 else None

    def _place(self, document: str, lines: range) -> Place:
        source = self._dataset.get(Source, document)
        part = next((p for p in source.parts if lines[0] in p.lines), None)
        return Place(source, part, lines[0], lines[-1])

    def _marked(self, record: Record, text: Text, to_html: Callable[[str], str]) -> Markup:
        """HTML of a text, with a tag around certain words of it.

        Words that we changed link to the page's list of corrections; the record's title in the
        other language, which a description may quote, says its language.
        """
        words = typeset(text[self.language])
        tags: list[tuple[str, str, str]] = []
        for correction in self.corrections(record):
            hover = self.words("corrections.printed_as", words=correction.printed)
            link = f'<a class="corrected" href="#corrections" title="{hover}">'
            tags.append((_folded(typeset(correction.shown)), link, "</a>"))
        title = getattr(record, "title", None)
        if isinstance(title, Text) and title is not text:
            for key, other in title.wordings:
                if key not in ("both", self.language):
                    whole = rf"(?<!\w){_folded(typeset(other))}(?!\w)"
                    tags.append((whole, f'<span lang="{key}">', "</span>"))
        if not tags:
            return Markup(to_html(words))

        def mark(match: re.Match[str]) -> str:
            # Private characters: no text has them, no converter changes them. A passage that
            # reaches into a list cannot be one element.
            if LIST_ITEM.search(match[0]):
                return match[0]
            return f"\ue000{(match.lastindex or 0) - 1}\ue001{match[0]}\ue002"

        def tag(match: re.Match[str]) -> str:
            _, opened, closed = tags[int(match[1])]
            return f"{opened}{match[2]}{closed}"

        marked = re.sub("|".join(f"({pattern})" for pattern, _, _ in tags), mark, words)
        html = re.sub("\ue000(\\d+)\ue001(.*?)\ue002", tag, to_html(marked), flags=re.DOTALL)
        return Markup(html)

    def _in_its_language(self, words: Markup, text: Text) -> Markup:
        language = text.lang
        if language in (None, self.language):
            return words
        return Markup('<span lang="{}">{}</span>').format(language, words)


def _compiled(environment: jinja2.Environment) -> jinja2.BytecodeCache | None:
    """Compiled templates, kept between runs: to compile them takes as long as to render the site.

    None where nothing can be written.

    Jinja2 knows them by their source, though these options too make another thing of it.
    """
    try:
        COMPILED.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    options = (environment.autoescape, environment.trim_blocks, environment.lstrip_blocks)
    pattern = f"{'-'.join(map(str, options))}-%s.cache"
    return jinja2.FileSystemBytecodeCache(str(COMPILED), pattern)


def _sentence(words: Markup) -> Markup:
    """The words with the capital that begins a sentence."""
    return words[:1].upper() + words[1:]


def _folded(words: str) -> str:
    """A pattern that finds the words wherever lines break."""
    return r"\s+".join(map(re.escape, words.split()))


def _coded(words: Markup) -> Markup:
    """The words, in which `backticks` hold what stands in files."""
    return Markup(re.sub(r"`([^`]+)`", r'<code lang="en">\1</code>', str(words)))


def _escaped(words: str) -> str:
    return str(escape(words))


def _block(template: jinja2.Template, name: str, context: dict[str, Any]) -> str:
    """A block that names a page outside its body, as plain text."""
    words = Markup("".join(template.blocks[name](template.new_context(context))))
    return typeset(words.striptags())  # which makes every space a breakable one
