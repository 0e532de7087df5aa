"""An address that people cited and that has no page any more: where it leads now, or why nowhere."""

from __future__ import annotations

from typing import Annotated

from generator.records.bilingual import Language, Model, Note
from generator.records.markers import Ours
from generator.records.provenance import Citation, Record
from generator.records.values import Key, Pattern

FOLDERS = r"/([a-z0-9][a-z0-9.-]*/)+"


class Address(Model):
    """The former address of a page in each language, from the language on."""

    fr: Annotated[
        str,
        Pattern(rf"fr{FOLDERS}", "an address from the language on", "fr/projets/2022/ancien-nom/"),
        Ours(),
    ]
    """The French address, without the site's own."""
    nl: Annotated[
        str,
        Pattern(rf"nl{FOLDERS}", "an address from the language on", "nl/projecten/2022/oude-naam/"),
        Ours(),
    ]
    """The Dutch address, without the site's own."""

    def __getitem__(self, language: Language) -> str:
        return self.fr if language == "fr" else self.nl


class Redirect(Record):
    """An address that people cited and that has no page any more: where it leads now, or why nowhere.

    If a page moved in one language only, the other address is the one that it still has.
    """

    kind = "redirects"
    sources: tuple[Citation, ...] = ()
    """None: documents do not print addresses of this site."""
    old: Address
    """Both addresses, as they were."""
    to: Key | None = None
    """The record that readers are led to: its kind and its id."""
    reason: Annotated[Note | None, Ours()] = None
    """Why there is no such page any more, in our words."""
