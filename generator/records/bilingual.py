"""Values in both languages: words of a source, our own words, addresses."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from generator.records.markers import NotQuoted
from generator.records.values import Id, Str, Url

Language = Literal["fr", "nl"]

LANGUAGES: tuple[Language, ...] = ("fr", "nl")

IN_ENGLISH: dict[Language, str] = {"fr": "French", "nl": "Dutch"}


def _title(cls: type) -> str:
    """LocalPlan as people write it: Local plan."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cls.__name__).capitalize()


class Model(BaseModel):
    """A record or a part of one. It does not change, and a key that is not a field is an error."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, model_title_generator=_title
    )


FOREIGN = re.compile(r"\[([^\[\]]+)\]\{(fr|nl|en)\}")
"""Words of another language in our own notes: [words]{nl}."""


class Note(Model):
    """Our own words, in both languages."""

    fr: Str
    """In French."""
    nl: Str
    """In Dutch."""

    def __getitem__(self, language: Language) -> str:
        return self.fr if language == "fr" else self.nl

    @property
    def wordings(self) -> tuple[tuple[str, str], ...]:
        """(key, words), one for each language."""
        return (("fr", self.fr), ("nl", self.nl))


class Slug(Model):
    """The last part of a page's address in each language. Never changes, even when a title does."""

    fr: Id
    """The end of the French page's address."""
    nl: Id
    """The end of the Dutch page's address."""

    def __getitem__(self, language: Language) -> str:
        return self.fr if language == "fr" else self.nl


PageAddress = Annotated[Url, NotQuoted("a page does not print its own address")]


class WebAddress(Model):
    """The address of something on another site, in each language that has one."""

    # What `_complete` checks, in JSON Schema.
    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    fr: PageAddress | None = None
    """The address of the French page."""
    nl: PageAddress | None = None
    """The address of the Dutch page."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if not (self.fr or self.nl):
            hint = "give `fr`, `nl` or both"
            raise PydanticCustomError("address", "has no address", {"hint": hint})
        return self

    def language(self, wanted: Language) -> Language:
        """The language of the page for readers of this language: their own, if there is such a page."""
        return next(lang for lang in (wanted, *LANGUAGES) if getattr(self, lang))

    def __getitem__(self, language: Language) -> str:
        address: str = getattr(self, self.language(language))
        return address


class Text(Model):
    """Words of a source: `fr` and `nl`, or `both` if one wording serves both languages.

    `lang` is the language of `both` (BCP 47), if it has one: a proper name may have none.
    """

    # What `_complete` checks, in JSON Schema.
    model_config = ConfigDict(
        title="Words of a source",
        json_schema_extra={
            "oneOf": [
                {"required": ["fr", "nl"], "properties": {"both": False, "lang": False}},
                {"required": ["both"], "properties": {"fr": False, "nl": False}},
            ]
        },
    )

    fr: Str | None = None
    """The French words."""
    nl: Str | None = None
    """The Dutch words."""
    both: Str | None = None
    """One wording for both languages: a proper name, a title that was never translated."""
    lang: Literal["fr", "nl", "en"] | None = None
    """The language of `both`, if it has one."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.both is not None:
            if self.fr or self.nl:
                hint = "give `fr` and `nl`, or `both`"
                raise PydanticCustomError(
                    "both", "has `both` and also `fr` or `nl`", {"hint": hint}
                )
            return self
        for language in LANGUAGES:
            if getattr(self, language) is None:
                hint = (
                    f"add “{language}: …”; name the field under `unofficial` if the translation is "
                    "yours; write `both` if the words serve both languages"
                )
                name = f"{IN_ENGLISH[language]} ({language})"
                context = {"language": name, "hint": hint}
                raise PydanticCustomError("language", "has no {language}", context)
        if self.lang is not None:
            hint = "delete `lang`: it is the language of `both`"
            raise PydanticCustomError("lang", "has `lang`, but not `both`", {"hint": hint})
        return self

    def __getitem__(self, language: Language) -> str:
        return self.both or (self.fr if language == "fr" else self.nl) or ""

    @property
    def wordings(self) -> tuple[tuple[str, str], ...]:
        """(key, words): one for `both`, or one for each language."""
        if self.both is not None:
            return (("both", self.both),)
        return (("fr", self["fr"]), ("nl", self["nl"]))
