"""What `new` asks about a record, and the file that it makes of the answers."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pydantic

from generator.canonical import form
from generator.dataset import Dataset
from generator.files import INVISIBLE, invisible
from generator.models import (
    ENGLISH,
    LANGUAGES,
    Activity,
    Association,
    Commune,
    Edition,
    Id,
    Language,
    Lines,
    Measure,
    Project,
    Record,
    Source,
    Theme,
)
from generator.names import by_name, names_of
from generator.quotes import bare, euros, line_of, plain

MOST_OFFERS = 8
LONGEST_ID = 60
"""Characters, of those that we propose."""

LONGEST_NAME = 200
"""Of those that somebody else does: a file system takes 255 with what stands around it."""


class UnfitError(Exception):
    """An answer that cannot be, and why; `offers` are the records that may be meant."""

    def __init__(self, message: str, offers: Sequence[Record] = ()) -> None:
        super().__init__(message)
        self.offers = offers


@dataclass
class Draft:
    """A record of which some questions are answered; `records` are those that it refers to."""

    kind: type[Record]
    dataset: Dataset
    answers: dict[str, Any] = field(default_factory=dict)
    records: dict[str, Any] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """The text of the cited lines."""
        return [
            line_of(self.dataset, self.records["document"].id, number)
            for part in self.answers["lines"]
            for number in LINES.validate_python(part)
        ]

    def prints(self, text: str) -> bool:
        """Whether each paragraph of a text stands on a cited line."""
        parts = [plain(part) for part in text.split("\n\n")]
        return all(any(part in line for line in self.lines()) for part in parts)

    def edition(self) -> Edition | None:
        """The edition that the record belongs to: the one of its year, or the one that it names."""
        year = self.answers.get("year")
        return self.dataset.edition_of(year) if year else self.records.get("edition")


Propose = Callable[[Draft], str]

Read = Callable[[str, str, Draft], Any]
"""The value of an answer to the question of some name. Raises UnfitError."""


@dataclass(frozen=True)
class Question:
    """What is asked: `name` is the option's. `twin`: it can be left out where that one is given."""

    name: str
    ask: str
    read: Read
    needed: bool = True
    twin: str = ""
    propose: Propose | None = None

    @property
    def option(self) -> str:
        """As it is written on the command line."""
        return f"--{self.name.replace('_', '-')}"

    @property
    def unless_given(self) -> str:
        """What an option's help says of leaving it out."""
        return "; else one is proposed" if self.propose else "" if self.needed else "; if any"

    def is_left_open(self, given: Mapping[str, str | None]) -> bool:
        """Whether somebody must be asked, since no option and no proposal answers it."""
        twin = self.name.endswith("_nl") or given.get(self.twin)
        return self.needed and not (self.propose or given[self.name] or twin)

    def can_be_left(self, draft: Draft) -> bool:
        """Whether no answer is one, so far; of a text in both languages one is enough."""
        return not self.needed or self.twin in draft.answers or self.name.endswith("_fr")


def answer(question: Question, text: str, draft: Draft) -> None:
    """Takes an answer into the draft. Raises UnfitError, which says why it cannot be."""
    if found := INVISIBLE.search(text.strip()):
        raise UnfitError(invisible(found)[0])
    draft.answers[question.name] = question.read(question.name, text.strip(), draft)


# --- reading answers ---------------------------------------------------------------------------

LINES: pydantic.TypeAdapter[range] = pydantic.TypeAdapter(Lines)
ID: pydantic.TypeAdapter[str] = pydantic.TypeAdapter(Id)


def _words(name: str, text: str, draft: Draft) -> str:
    if not text:
        raise UnfitError("no words")
    return text


def _year(name: str, text: str, draft: Draft) -> int:
    editions = ", ".join(edition.years for edition in draft.dataset.all(Edition))
    if not re.fullmatch(r"\d{4}", text) or not draft.dataset.edition_of(int(text)):
        raise UnfitError(f"“{text}” is no year of an edition of the plan: {editions}")
    return int(text)


def _reference(kind: type[Record]) -> Read:
    def read(name: str, text: str, draft: Draft) -> str:
        draft.records[name] = find(kind, text, draft)
        return str(draft.records[name].id)

    return read


def find(kind: type[Record], text: str, draft: Draft) -> Record:
    """The record that an id, a code or a name in either language means.

    Raises UnfitError, with the records that are near, where it is none or several.
    """
    edition = draft.edition()
    records = [
        record
        for record in draft.dataset.all(kind)
        if not edition or getattr(record, "edition", edition.id) == edition.id
    ]
    where = f" of the edition {edition.years}" if edition and "edition" in kind.model_fields else ""
    called, wanted = by_name(records), bare(plain(text))
    if len(exact := called.get(wanted, [])) == 1:
        return exact[0]
    if text in ("", "?"):
        raise UnfitError(f"data/{kind.kind}/{where} holds:", records)
    close = difflib.get_close_matches(wanted, called, n=MOST_OFFERS, cutoff=0.5)
    close += [name for name in called if wanted in name]
    if near := [*dict.fromkeys(record for name in close for record in called[name])]:
        message = (
            f"nothing{where} in data/{kind.kind}/ is called “{text}”; did you mean one of these?"
        )
        raise UnfitError(message, near[:MOST_OFFERS])
    raise UnfitError(
        f"nothing{where} in data/{kind.kind}/ is called “{text}”: see what there is with “?”, "
        f"or first: {_remedy(kind)}"
    )


def _remedy(kind: type[Record]) -> str:
    name = next((name for name, asked in ASKED.items() if asked.kind is kind), None)
    return f"python -m generator new {name}" if name else "add its record"


def shown(record: Record) -> str:
    """A record in a list of offers: its id, then what it is called."""
    names = dict.fromkeys(name for name in names_of(record) if name != record.id)
    return f"{record.id} ({' / '.join(list(names)[:3])})" if names else record.id


def _lines(name: str, text: str, draft: Draft) -> list[int | str]:
    document = draft.records["document"]
    read: list[int | str] = []
    for part in re.split(r"[,\s]+", text.strip("[] ")):
        try:
            numbers = LINES.validate_python(part)
        except pydantic.ValidationError as error:
            raise UnfitError(f"“{part}” is no line: write 132, or 132-134, 140") from error
        for number in numbers:
            if not line_of(draft.dataset, document.id, number).strip():
                held = len("\n".join(draft.dataset.texts.get(document.id, ())).rstrip().split("\n"))
                raise UnfitError(
                    f"line {number} of {document.id} is blank or not there: it has {held}"
                )
        read.append(int(part) if part.isdecimal() else part)
    return read


def _amount(name: str, text: str, draft: Draft) -> int:
    digits = re.sub(r"[.\s\u00a0\u202f]|€|euros?$", "", text)
    if not re.fullmatch(r"[1-9]\d{0,11}", digits):
        raise UnfitError(f"“{text}” is no amount in whole euros: write 12500")
    amount = int(digits)
    pattern = rf"(?<![\w.,]){re.escape(euros(amount))} (?:€|euro)"
    if not any(re.search(pattern, line) for line in draft.lines()):
        printed = re.findall(r"[\d.]+ (?:€|euro)", " ".join(draft.lines()))
        there = f": {', '.join(printed)} does" if printed else ""
        raise UnfitError(f"{euros(amount)} € does not stand on the cited lines{there}")
    return amount


def _printed(name: str, text: str, draft: Draft) -> str:
    if not text:
        raise UnfitError("give it as it stands on the cited lines, letter by letter")
    if not draft.prints(text):
        raise UnfitError(f"“{text}” does not stand on the cited lines: copy it letter by letter")
    return text


def _matching(pattern: str, example: str) -> Read:
    def read(name: str, text: str, draft: Draft) -> str:
        if not re.fullmatch(pattern, text, re.ASCII):
            raise UnfitError(f"“{text}” has not the right form, which is like {example}")
        return text

    return read


def _postal_codes(name: str, text: str, draft: Draft) -> list[str]:
    one = _matching(r"\d{4}", "1000")
    return [one(name, part, draft) for part in re.split(r"[,\s]+", text)]


def _tile(name: str, text: str, draft: Draft) -> list[int]:
    both = _matching(r"\d{1,2}[,\s]+\d{1,2}", "3 1")
    return [int(part) for part in re.split(r"[,\s]+", both(name, text, draft))]


def _code(name: str, text: str, draft: Draft) -> str:
    edition, theme = draft.records["edition"], draft.records["theme"]
    code: str = _matching(rf"{re.escape(theme.code)}\.\d+", f"{theme.code}.1")(name, text, draft)
    if taken := draft.dataset.numbered(Measure, edition.id, code):
        raise UnfitError(f"the edition {edition.years} has a measure {code} already: {taken.id}")
    return code


def _id(name: str, text: str, draft: Draft) -> str:
    _kebab_case(text)
    if f"{draft.kind.kind}/{text}" in draft.dataset.loaded.known:
        raise UnfitError(f"there is a record {draft.kind.kind}/{text} already")
    return text


def _slug(name: str, text: str, draft: Draft) -> str:
    _kebab_case(text)
    if text in _slugs(name, draft):
        raise UnfitError(f"another page has the address “{text}” already")
    return text


def _kebab_case(text: str) -> None:
    try:
        ID.validate_python(text)
    except pydantic.ValidationError as error:
        raise UnfitError(f"“{text}” is not a-z and 0-9, joined by hyphens") from error
    if len(text) > LONGEST_NAME:
        raise UnfitError(f"longer than {LONGEST_NAME} characters")


def _slugs(name: str, draft: Draft) -> set[str]:
    language = name.rpartition("_")[2]
    return {
        getattr(record.slug, language)  # type: ignore[attr-defined]  # asked of kinds that have one
        for record in draft.dataset.all(draft.kind)
        if getattr(record, "year", None) == draft.answers.get("year")
    }


# --- proposing ids and slugs -------------------------------------------------------------------


def kebab(*parts: object) -> str:
    """ASCII words joined by hyphens, as ids and addresses are: "l'Écoute" is l-ecoute."""
    text = bare("-".join(str(part) for part in parts)).replace("œ", "oe").replace("æ", "ae")
    words = re.findall("[a-z0-9]+", text)
    while len(words) > 1 and len("-".join(words)) > LONGEST_ID:
        words.pop()
    return "-".join(words)[:LONGEST_ID]


def _free(wanted: str, taken: set[str]) -> str:
    """The text, with a number behind it where it is taken."""
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(text for text in (wanted, *numbered) if text not in taken)


def _free_id(propose: Propose) -> Propose:
    def free(draft: Draft) -> str:
        keys = [key.split("/") for key in draft.dataset.loaded.known]
        return _free(propose(draft), {name for kind, name in keys if kind == draft.kind.kind})

    return free


def _free_slug(name: str, propose: Propose) -> Propose:
    return lambda draft: _free(propose(draft), _slugs(name, draft))


def _joined(*names: str) -> Propose:
    return lambda draft: kebab(*(_answer(name, draft) for name in names))


def _answer(name: str, draft: Draft) -> object:
    """An answer; of a text in one language, the other where it is missing or the same."""
    given = draft.answers.get(name)
    if given not in (None, "="):
        return given
    stem, _, language = name.rpartition("_")
    return draft.answers.get(f"{stem}_{'nl' if language == 'fr' else 'fr'}", "")


# --- the kinds ---------------------------------------------------------------------------------


def _bilingual(
    name: str, what: str, needed: bool = True, same: bool = False, read: Read = _words
) -> tuple[Question, Question]:
    """A text in both languages. `same`: that the Dutch is the same is proposed, not that it misses."""
    fr, nl = f"{name}_fr", f"{name}_nl"
    same_as_french = (lambda draft: "=" if fr in draft.answers else "") if same else None
    return (
        Question(fr, f"{what}, in French", read, needed, twin=nl),
        Question(
            nl,
            f"{what}, in Dutch (= where it is the same)",
            read,
            needed,
            twin=fr,
            propose=same_as_french,
        ),
    )


def _slug_questions(*proposals: Propose) -> tuple[Question, ...]:
    return tuple(
        Question(
            f"slug_{language}",
            f"End of the page's address, in {ENGLISH[language]}; it never changes",
            _slug,
            propose=_free_slug(f"slug_{language}", proposal),
        )
        for language, proposal in zip(LANGUAGES, proposals, strict=True)
    )


YEAR = Question("year", "Year", _year)
SOURCE = (
    Question("document", "Document that says it: its id or its title", _reference(Source)),
    Question("lines", "Lines of its text that say it, like 132 or 132-134, 140", _lines),
)
MEASURE = Question("measure", "Measure: its code, like 2.1", _reference(Measure))
ID_ASK = "Id, which is the file's name too; it never changes"


def _printed_name(draft: Draft) -> str:
    name = str(_answer("name_fr", draft))
    return name if draft.prints(name) else ""


def _activity_id(draft: Draft) -> str:
    """The measure is enough where the commune does one thing for it."""
    code = f"m{draft.records['measure'].code}"
    short = kebab(draft.answers["year"], draft.answers["commune"], code)
    is_taken = f"{draft.kind.kind}/{short}" in draft.dataset.loaded.known
    return kebab(short, _answer("name_fr", draft)) if is_taken else short


def _activity_slug(language: Language) -> Propose:
    def propose(draft: Draft) -> str:
        code = f"m{draft.records['measure'].code}"
        commune = draft.records["commune"].slug[language]
        return kebab(commune, _answer(f"name_{language}", draft) or code)

    return propose


@dataclass(frozen=True)
class Asked:
    """A kind that can be asked for: its questions, and the record's folder below data/."""

    kind: type[Record]
    questions: tuple[Question, ...]
    by_year: bool = False


ASKED: Mapping[str, Asked] = {
    "project": Asked(
        Project,
        (
            YEAR,
            *SOURCE,
            MEASURE,
            Question("association", "Association: its name or its id", _reference(Association)),
            Question("amount", "Amount in whole euros", _amount),
            *_bilingual("title", "Title as printed"),
            *_bilingual("description", "Description as printed"),
            Question(
                "id", ID_ASK, _id, propose=_free_id(_joined("year", "association", "title_fr"))
            ),
            *_slug_questions(
                _joined("association", "title_fr"), _joined("association", "title_nl")
            ),
        ),
        by_year=True,
    ),
    "activity": Asked(
        Activity,
        (
            YEAR,
            *SOURCE,
            Question("commune", "Commune: its name or its id", _reference(Commune)),
            MEASURE,
            *_bilingual("service", "Service that carries it out, as printed", needed=False),
            *_bilingual("name", "Name as printed", needed=False),
            Question("id", ID_ASK, _id, propose=_free_id(_activity_id)),
            *_slug_questions(_activity_slug("fr"), _activity_slug("nl")),
        ),
        by_year=True,
    ),
    "association": Asked(
        Association,
        (
            *SOURCE,
            *_bilingual("name", "Name under which to show it", same=True),
            Question(
                "spelling", "Its name as printed on these lines", _printed, propose=_printed_name
            ),
            Question("abbreviation", "Abbreviation", _words, needed=False),
            *_bilingual("legal_form", "Legal form as printed (asbl / vzw)", needed=False),
            Question("id", ID_ASK, _id, propose=_free_id(_joined("name_fr"))),
            *_slug_questions(_joined("name_fr"), _joined("name_nl")),
        ),
    ),
    "commune": Asked(
        Commune,
        (
            *SOURCE,
            *_bilingual("name", "Name as printed"),
            Question("nis_code", "NIS code, like 21004", _matching(r"\d{5}", "21004")),
            Question(
                "postal_codes",
                "Postal codes, like 1000, 1020",
                _postal_codes,
            ),
            Question(
                "tile",
                "Place on the tile map: column and row, like 3 1",
                _tile,
            ),
            Question("id", ID_ASK, _id, propose=_free_id(_joined("name_fr"))),
            *_slug_questions(_joined("name_fr"), _joined("name_nl")),
        ),
    ),
    "measure": Asked(
        Measure,
        (
            *SOURCE,
            Question("edition", "Edition of the plan, like 2021-2024", _reference(Edition)),
            Question("theme", "Theme: its number or its name", _reference(Theme)),
            Question("code", "Code, like 2.1", _code),
            *_bilingual("title", "Title as printed", needed=False),
            *_bilingual("short", "Its subject in a few words of plain language, ours"),
            *_bilingual("plain", "What it asks, in plain language, ours"),
            Question(
                "id",
                ID_ASK,
                _id,
                propose=_free_id(
                    lambda draft: kebab(draft.answers["edition"], f"m{draft.answers['code']}")
                ),
            ),
        ),
    ),
}
"""What `new` can make."""


# --- the record --------------------------------------------------------------------------------

OURS = ("short", "plain")
"""Texts that quote nothing."""

AS_GIVEN = (
    *("id", "year", "commune", "measure", "association", "amount", "nis_code", "postal_codes"),
    *("tile", "edition", "theme", "code"),
)


@dataclass(frozen=True)
class Made:
    """A new record's file: its path in the repository, its text, and what is left to do about it."""

    path: str
    text: str
    notes: tuple[str, ...]


def make(asked: Asked, draft: Draft) -> Made:
    """The file that the answers make. What is missing stands there, empty, with a comment."""
    given, unofficial, missing = draft.answers, [], []
    fields: dict[str, Any] = {name: given[name] for name in AS_GIVEN if name in given}
    fields["sources"] = [{"document": given["document"], "lines": given["lines"]}]
    for question in asked.questions:
        name = question.name.removesuffix("_fr")
        if name in (question.name, "slug"):
            continue
        text = _text(name, draft)
        if not any(text.values()) and not question.needed:
            continue
        path = "names" if (asked.kind, name) == (Activity, "name") else name
        fields[path] = [text] if path == "names" else text
        missing += [f"{path}.{language}" for language, words in text.items() if not words]
        if name not in OURS:
            unofficial += [
                path if language == "both" else f"{path}.{language}"
                for language, words in text.items()
                if words and not draft.prints(words)
            ]
    if "slug_fr" in given:
        fields["slug"] = {language: given[f"slug_{language}"] for language in LANGUAGES}
    if asked.kind is Association:
        fields["spellings"] = [{"printed": given["spelling"]}]
    if "abbreviation" in given:
        fields["abbreviation"] = {"both": given["abbreviation"]}
        unofficial += [] if draft.prints(given["abbreviation"]) else ["abbreviation"]
    if asked.kind is Commune:
        fields["general_knowledge"] = ["nis_code", "postal_codes"]
    if unofficial:
        fields["unofficial"] = unofficial
    folder = f"{given['year']}/" if asked.by_year else ""
    path = f"data/{asked.kind.kind}/{folder}{given['id']}.yml"
    written = form("", asked.kind, path, **fields)
    marked = re.sub(r": null$", ": null  # to be given", written, flags=re.MULTILINE)
    return Made(path, marked, tuple(_notes(asked, draft, unofficial, missing)))


def _text(name: str, draft: Draft) -> dict[str, str | None]:
    fr, nl = (draft.answers.get(f"{name}_{language}") for language in LANGUAGES)
    if fr and nl in ("=", fr):
        return {"fr": fr, "nl": fr} if name in OURS else {"both": fr}
    return {"fr": fr, "nl": nl}


def _notes(asked: Asked, draft: Draft, unofficial: list[str], missing: list[str]) -> Iterator[str]:
    year, dataset = draft.answers.get("year", 0), draft.dataset
    if asked.kind is Activity and not dataset.local_plan(draft.answers["commune"], year):
        name = f"{year}-{draft.answers['commune']}"
        yield f"First add data/local-plans/{year}/{name}.yml: the commune's plan of that year."
    if asked.kind is Project and not dataset.call(year):
        yield f"First add data/calls/call-{year}.yml: the call for projects of that year."
    if asked.kind is Association and (near := _resembling(draft)):
        yield f"Is it {shown(near)}? Then delete this record, and add the spelling to that one."
    for path in missing:
        ours = path.startswith(OURS)
        yield f"Give {path}{'' if ours else '; a translation of yours is named under `unofficial`'}."
    for path in unofficial:
        yield (
            f"{path} is not on the cited lines, so it is named under `unofficial`: as ours. "
            "Where it is printed in other words, say so under `corrections` instead."
        )


def _resembling(draft: Draft) -> Record | None:
    called = by_name(draft.dataset.all(Association))
    name = bare(str(_answer("name_fr", draft)))
    close = difflib.get_close_matches(name, called, n=1, cutoff=0.8)
    return called[close[0]][0] if close else None
