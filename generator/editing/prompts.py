"""What `new` asks: the questions for each kind of record that it can make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, count
from typing import Any, NamedTuple

from generator.core.text import slugify
from generator.editing import answers
from generator.editing.answers import Draft, Read, UnfitError, shown
from generator.reading.files import INVISIBLE, invisible
from generator.records import (
    ENGLISH,
    LANGUAGES,
    Activity,
    Association,
    Commune,
    Edition,
    Language,
    Location,
    Measure,
    Project,
    Record,
    Source,
    Theme,
)

Given = Mapping[str, str | None]
"""What each option says, or that it was left out."""


@dataclass(frozen=True)
class Question:
    """What is asked: its option's name, its words, how an answer is read, its place in the record.

    It can be left out if it is not `needed`. `instead` is a question whose answer does as well, at
    least to propose one; `only_if` is one without whose answer nothing lacks. `propose` makes an
    answer where none is given, or says nothing. `echo` shows an answer to whoever gave it.
    """

    name: str
    ask: str
    read: Read
    place: Location = ()
    needed: bool = True
    instead: Question | None = None
    only_if: Question | None = None
    propose: Callable[[Draft], str] | None = None
    echo: Callable[[Draft], Iterable[str]] = lambda draft: ()

    @property
    def at(self) -> Location:
        """Where its answer goes in the record."""
        return self.place or (self.name,)

    @property
    def option(self) -> str:
        """As it is written on the command line."""
        return f"--{self.name.replace('_', '-')}"

    @property
    def help(self) -> str:
        """What is said of the option."""
        rest = "; else one is proposed" if self.propose else "" if self.needed else "; if any"
        return f"{self.ask}{rest}."

    def lacking(self, given: Given) -> str:
        """The options of which one must be given, and is not; empty where none must."""
        either = [question for question in (self.instead, self) if question]
        is_idle = self.only_if and not given[self.only_if.name]
        is_proposed = (self.instead or self).propose
        if not self.needed or is_idle or is_proposed or any(given[q.name] for q in either):
            return ""
        return " or ".join(question.option for question in either)

    def can_be_left(self, draft: Draft) -> bool:
        """Whether no answer is one, so far."""
        is_answered = self.instead and self.instead.at in draft.answers
        return not self.needed or bool(is_answered and not self.propose)

    def answer(self, text: str, draft: Draft) -> None:
        """Takes an answer into the draft. Raises UnfitError, which says why it cannot be."""
        if found := INVISIBLE.search(text.strip()):
            raise UnfitError(invisible(found)[0])
        draft.answers[self.at] = self.read(text.strip(), draft)


class Pair(NamedTuple):
    """A text in both languages."""

    fr: Question
    nl: Question

    def either(self, draft: Draft) -> str:
        """What was answered in French, or else in Dutch."""
        return next((draft.answers[one.at] for one in self if one.at in draft.answers), "")


@dataclass(frozen=True)
class Asked:
    """A kind that can be asked for: its questions, and what every new record of it says unasked."""

    kind: type[Record]
    questions: tuple[Question, ...]
    unasked: Mapping[str, Any] = field(default_factory=dict)


# --- questions ---------------------------------------------------------------------------------


def _which(
    name: str, ask: str, kind: type[Record], place: Location = (), remedy: str = ""
) -> Question:
    read = answers.reference(kind, remedy or f"python -m generator new {name}")
    return Question(name, ask, read, place, echo=lambda draft: [shown(draft.the(kind))])


def _text(name: str, ask: str, place: Location = (), needed: bool = True) -> Pair:
    """In French, which can be left out, and in Dutch, which then cannot if the text is `needed`."""
    french, dutch = ((*(place or (name,)), language) for language in LANGUAGES)

    def read(text: str, draft: Draft) -> str:
        if text == "=" and french not in draft.answers:
            raise UnfitError("“=” stands for the French words, and there are none")
        return answers.words(draft.answers[french] if text == "=" else text, draft)

    def unprinted(place: Location) -> Callable[[Draft], list[str]]:
        told = ["Not on the cited lines, word for word: it is marked as ours."]
        return lambda d: told if d.quotes(place) and not d.prints(d.answers[place]) else []

    ask_nl = f"{ask}, in Dutch (= where it is the same)"
    fr = Question(f"{name}_fr", f"{ask}, in French", read, french, False, echo=unprinted(french))
    return Pair(fr, Question(f"{name}_nl", ask_nl, read, dutch, needed, fr, echo=unprinted(dutch)))


def _proper(name: str, ask: str) -> Pair:
    """A proper name: proposed to be the same in Dutch."""
    fr, nl = _text(name, ask)
    return Pair(replace(fr, needed=True), replace(nl, instead=None, propose=lambda draft: "="))


def _address(text: Pair, propose: Callable[[Draft, Language, str], str]) -> Pair:
    """The end of the page's address in each language, made of a text's words in that language."""

    def question(language: Language, mine: Question, other: Question) -> Question:
        def taken(draft: Draft) -> set[str]:
            return draft.slugs(language)

        def proposed(draft: Draft) -> str:
            words = draft.answers.get(mine.at, "")
            if not words and other.at in draft.answers:
                return ""  # Dutch words make no French address, nor the reverse
            return _free(propose(draft, language, words), taken(draft))

        return Question(
            f"slug_{language}",
            f"End of the page's address, in {ENGLISH[language]}; it never changes",
            answers.unused(taken, "another page has the address “{text}” already"),
            ("slug", language),
            instead=mine,
            only_if=other,
            propose=proposed,
        )

    return Pair(question("fr", text.fr, text.nl), question("nl", text.nl, text.fr))


def _id(propose: Callable[[Draft], str]) -> Question:
    return Question(
        "id",
        "Id, which is the file's name too; it never changes",
        answers.unused(Draft.ids, "there is a record {kind}/{text} already"),
        propose=lambda draft: _free(propose(draft), draft.ids()),
    )


def _free(wanted: str, taken: set[str]) -> str:
    """The text, with a number behind it where it is taken."""
    numbered = (f"{wanted}-{number}" for number in count(2))
    return next(text for text in chain([wanted], numbered) if text not in taken)


# --- the kinds ---------------------------------------------------------------------------------

BY_HAND = "write its file, as CONTRIBUTING.md shows for the document of a project"
YEAR = Question("year", "Year, like 2022", answers.year)
SOURCE = (
    _which(
        "document",
        "Document that says it (its name or its id; ? lists them)",
        Source,
        ("sources", 0, "document"),
        BY_HAND,
    ),
    Question(
        "lines",
        "Lines of its text that say it, like 132 or 132-134, 140 (or a word, to find them)",
        answers.lines,
        ("sources", 0, "lines"),
        echo=Draft.lines,
    ),
)
EDITION = _which("edition", "Edition of the plan, like 2021-2024", Edition, remedy=BY_HAND)
THEME = _which("theme", "Theme (its number or its name)", Theme, remedy=BY_HAND)
MEASURE = _which("measure", "Measure (its code, like 2.1)", Measure)
COMMUNE = _which("commune", "Commune (its name or its id)", Commune)
ASSOCIATION = _which("association", "Association (its name or its id)", Association)
TITLE = _text("title", "Title as printed")
ACTIVITY = _text("name", "Name as printed", ("names", 0), needed=False)
NAME = _text("name", "Name as printed")
PROPER_NAME = _proper("name", "Name under which to show it")


def _number(draft: Draft) -> str:
    return f"m{draft.the(Measure).code}"


def _activity_id(draft: Draft) -> str:
    """The measure is enough where the commune does one thing for it."""
    short = slugify(draft.get("year"), draft.the(Commune).id, _number(draft))
    return slugify(short, ACTIVITY.either(draft)) if short in draft.ids() else short


ASKED: Mapping[str, Asked] = {
    "project": Asked(
        Project,
        (
            *(YEAR, *SOURCE, MEASURE, ASSOCIATION),
            Question(
                "amount", "Amount in euros, with cents where they are printed", answers.amount
            ),
            *TITLE,
            *_text("description", "Description as printed"),
            _id(lambda d: slugify(d.get("year"), d.the(Association).id, TITLE.either(d))),
            *_address(TITLE, lambda d, _, words: slugify(d.the(Association).id, words)),
        ),
    ),
    "activity": Asked(
        Activity,
        (
            *(YEAR, *SOURCE, COMMUNE, MEASURE),
            *_text("service", "Service that carries it out, as printed", needed=False),
            *ACTIVITY,
            _id(_activity_id),
            *_address(
                ACTIVITY,
                lambda d, lang, words: slugify(d.the(Commune).slug[lang], words or _number(d)),
            ),
        ),
    ),
    "association": Asked(
        Association,
        (
            *SOURCE,
            *PROPER_NAME,
            Question(
                "spelling",
                "Its name as printed on these lines",
                answers.printed,
                ("spellings", 0, "printed"),
                propose=lambda d: name if d.prints(name := PROPER_NAME.either(d)) else "",
            ),
            Question(
                "abbreviation", "Abbreviation", answers.words, ("abbreviation", "both"), False
            ),
            *_text("legal_form", "Legal form as printed (asbl / vzw)", needed=False),
            _id(lambda d: slugify(PROPER_NAME.either(d))),
            *_address(PROPER_NAME, lambda _, __, words: slugify(words)),
        ),
    ),
    "commune": Asked(
        Commune,
        (
            *SOURCE,
            *NAME,
            Question("nis_code", "NIS code, like 21004", answers.like(r"\d{5}", "21004")),
            Question(
                "postal_codes",
                "Postal codes, like 1000, 1020",
                answers.like(r"\d{4}([,\s]+\d{4})*", "1000, 1020", str),
            ),
            Question(
                "tile",
                "Place on the tile map: column and row, like 3 1",
                answers.like(r"\d{1,2}[,\s]+\d{1,2}", "3 1", int),
            ),
            _id(lambda d: slugify(NAME.either(d))),
            *_address(NAME, lambda _, __, words: slugify(words)),
        ),
        {"general_knowledge": ["nis_code", "postal_codes"]},
    ),
    "measure": Asked(
        Measure,
        (
            *(*SOURCE, EDITION, THEME),
            Question("code", "Code, like 2.1", answers.code),
            *_text("title", "Title as printed", needed=False),
            *_text("short", "Its subject in a few words of plain language, ours"),
            *_text("plain", "What it asks, in plain language, ours"),
            _id(lambda d: slugify(d.the(Edition).id, f"m{d.get('code')}")),
        ),
    ),
}
"""What `new` can make."""
