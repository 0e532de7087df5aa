"""A prompt of `new`, and the prompts that several kinds of record share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, count
from typing import Any, NamedTuple

from generator.editing import parsers
from generator.editing.answers import Answers, InvalidAnswerError
from generator.editing.parsers import Parser, described
from generator.reading.files import INVISIBLE, invisible
from generator.records import IN_ENGLISH, LANGUAGES, Language, Location, Record

Options = Mapping[str, str | None]
"""The value of each option of the command; None if it was left out."""


@dataclass(frozen=True)
class Prompt:
    """A question for one value of a record, and the option that answers it without asking.

    - `parse` makes the value, `place` is its place in the record (by default the field `name`).
    - `required`: it must have an answer, or `alternative` must.
    - `only_if`: required only if that prompt was answered.
    - `propose`: a default answer; an empty one proposes nothing.
    - `echo`: lines that show an answer to the person who gave it.
    """

    name: str
    question: str
    parse: Parser
    place: Location = ()
    required: bool = True
    alternative: Prompt | None = None
    only_if: Prompt | None = None
    propose: Callable[[Answers], str] | None = None
    echo: Callable[[Answers], Iterable[str]] = lambda answers: ()

    @property
    def location(self) -> Location:
        """The place of the value in the record."""
        return self.place or (self.name,)

    @property
    def option(self) -> str:
        """Its option on the command line."""
        return f"--{self.name.replace('_', '-')}"

    @property
    def help(self) -> str:
        """The help text of the option."""
        end = (
            "; by default, one is proposed" if self.propose else "" if self.required else "; if any"
        )
        return f"{self.question}{end}."

    def missing(self, options: Options) -> str:
        """If a required value has no option: the options that can give it, joined by "or"; else empty."""
        either = [prompt for prompt in (self.alternative, self) if prompt]
        is_idle = self.only_if and not options[self.only_if.name]
        has_proposal = (self.alternative or self).propose
        is_given = any(options[prompt.name] for prompt in either)
        if not self.required or is_idle or has_proposal or is_given:
            return ""
        return " or ".join(prompt.option for prompt in either)

    def can_be_skipped(self, answers: Answers) -> bool:
        """Whether the answer may be empty, given the earlier answers."""
        has_alternative = self.alternative and self.alternative.location in answers.values
        return not self.required or bool(has_alternative and not self.propose)

    def answer(self, text: str, answers: Answers) -> None:
        """Adds an answer to the others. Raises InvalidAnswerError if it is refused."""
        if found := INVISIBLE.search(text.strip()):
            raise InvalidAnswerError(invisible(found)[0])
        answers.values[self.location] = self.parse(text.strip(), answers)


class TextPrompts(NamedTuple):
    """The prompts for a text in both languages."""

    fr: Prompt
    nl: Prompt

    def either(self, answers: Answers) -> str:
        """The answer in French, or else in Dutch."""
        given = (answers.values[p.location] for p in self if p.location in answers.values)
        return next(given, "")


@dataclass(frozen=True)
class KindPrompts:
    """The prompts for a kind of record; `preset` are fields that every new record of it has."""

    kind: type[Record]
    prompts: tuple[Prompt, ...]
    preset: Mapping[str, Any] = field(default_factory=dict)


def reference(
    name: str, question: str, kind: type[Record], place: Location = (), remedy: str = ""
) -> Prompt:
    """A prompt for a record of a kind; `remedy` says how to add one, by default with `new`."""
    parse = parsers.reference(kind, remedy or f"python -m generator new {name}")
    return Prompt(name, question, parse, place, echo=lambda a: [described(a.reference(kind))])


def text(name: str, question: str, place: Location = (), required: bool = True) -> TextPrompts:
    """Prompts for a text. Either language may be left out; both only if it is not `required`."""
    french, dutch = ((*(place or (name,)), language) for language in LANGUAGES)

    def parse(typed: str, answers: Answers) -> str:
        if typed == "=" and french not in answers.values:
            raise InvalidAnswerError(
                "“=” means the same as in French, and there is no French answer"
            )
        return parsers.words(answers.values[french] if typed == "=" else typed, answers)

    in_dutch = f"{question}, in Dutch (= if it is the same)"
    note_fr, note_nl = (partial(_if_not_cited, place) for place in (french, dutch))
    fr = Prompt(f"{name}_fr", f"{question}, in French", parse, french, False, echo=note_fr)
    nl = Prompt(f"{name}_nl", in_dutch, parse, dutch, required, fr, echo=note_nl)
    return TextPrompts(fr, nl)


def _if_not_cited(place: Location, answers: Answers) -> list[str]:
    """A note if the words at a place should be printed on the cited lines, and are not."""
    if not answers.is_quoted(place) or answers.is_cited(answers.values[place]):
        return []
    return ["Not on the cited lines word for word: it is marked as ours."]


def proper_name(name: str, question: str) -> TextPrompts:
    """Prompts for a proper name: the Dutch is by default the French."""
    fr, nl = text(name, question)
    return TextPrompts(
        replace(fr, required=True), replace(nl, alternative=None, propose=lambda answers: "=")
    )


def slug(words: TextPrompts, propose: Callable[[Answers, Language, str], str]) -> TextPrompts:
    """Prompts for the end of the page's address in each language, proposed from a text."""

    def prompt(language: Language, mine: Prompt, other: Prompt) -> Prompt:
        def existing(answers: Answers) -> set[str]:
            return answers.existing_slugs(language)

        def proposal(answers: Answers) -> str:
            words = answers.values.get(mine.location, "")
            if not words and other.location in answers.values:
                return ""  # words in one language make no address in the other
            return _unused(propose(answers, language, words), existing(answers))

        return Prompt(
            f"slug_{language}",
            f"End of the page's address, in {IN_ENGLISH[language]}; it never changes",
            parsers.unused(existing, "another page already has the address “{text}”"),
            ("slug", language),
            alternative=mine,
            only_if=other,
            propose=proposal,
        )

    return TextPrompts(prompt("fr", words.fr, words.nl), prompt("nl", words.nl, words.fr))


def id_prompt(propose: Callable[[Answers], str]) -> Prompt:
    """A prompt for the id."""
    return Prompt(
        "id",
        "Id, which is also the name of the file; it never changes",
        parsers.unused(Answers.existing_ids, "there is already a record {kind}/{text}"),
        propose=lambda answers: _unused(propose(answers), answers.existing_ids()),
    )


def _unused(wanted: str, existing: set[str]) -> str:
    """The text, with a number behind it if it exists already."""
    numbered = (f"{wanted}-{number}" for number in count(2))
    return next(text for text in chain([wanted], numbered) if text not in existing)
