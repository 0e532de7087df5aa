"""Proposes the redirect that a lost page needs."""

from __future__ import annotations

from generator.changes.comparison import PageChange
from generator.dataset.translations import digests
from generator.reading.canonical import canonicalize
from generator.records import Note, Redirect
from generator.site.manual_pages import FOLDER

GONE = Note(
    fr="La page qui se trouvait à cette adresse a été retirée.",
    nl="De pagina die op dit adres stond, is verwijderd.",
)
"""The reason that readers see until somebody gives the true one."""


def proposed_redirect(page: PageChange) -> tuple[str, str] | None:
    """The path and the text of a record that keeps the lost addresses of a page.

    `check` accepts it as it is. None if no address is lost, or if it is a file or a redirect.
    """
    if not page.lost or page.is_file or page.key.startswith(f"{Redirect.kind}/"):
        return None
    # The address names the redirect, not the record: a page may move twice.
    name = page.lost[0].partition("/")[2].strip("/").replace("/", "-")
    path = f"data/{Redirect.kind}/{name}.yml"
    target: dict[str, object] = {"to": page.key}
    if page.what == "disappears" or page.key.startswith(f"{FOLDER}/"):
        target = {"reason": GONE.model_dump(), "confirmed": {"reason": digests(GONE)}}
    return path, canonicalize("", Redirect, path, id=name, old={**page.new, **page.old}, **target)
