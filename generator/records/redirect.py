"""An address that was cited and where no page stands any more: where it leads, or why not."""

from __future__ import annotations

from typing import Annotated

from generator.records.bilingual import Language, Model, Note
from generator.records.markers import Ours
from generator.records.provenance import Citation, Record
from generator.records.values import Form, Key

FOLDERS = r"/([a-z0-9][a-z0-9.-]*/)+"


class Address(Model):
    """Where a page stood in each language, from the language on."""

    fr: Annotated[
        str,
        Form(rf"fr{FOLDERS}", "an address from the language on", "fr/projets/2022/ancien-nom/"),
        Ours(),
    ]
    """The French address, without the site's own."""
    nl: Annotated[
        str,
        Form(rf"nl{FOLDERS}", "an address from the language on", "nl/projecten/2022/oude-naam/"),
        Ours(),
    ]
    """The Dutch address, without the site's own."""

    def __getitem__(self, language: Language) -> str:
        return self.fr if language == "fr" else self.nl


class Redirect(Record):
    """An address that was cited and where no page stands any more: where it leads, or why not.

    Of a page that moved in one language only, the other address is the one that it still has.
    """

    kind = "redirects"
    sources: tuple[Citation, ...] = ()
    """None: no document tells of addresses."""
    old: Address
    """Both addresses, as they were."""
    to: Key | None = None
    """The record whose page the reader is led to: its kind and its id."""
    reason: Annotated[Note | None, Ours()] = None
    """Why there is no such page any more, in our words."""
