"""What every output declares."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.records import Language
from generator.site.site import Site


@dataclass(frozen=True, slots=True)
class Output:
    """A format. All its files end in `extension`, with the dot.

    `render` gives (path, text) of each file. A path is below docs/<language>/generated/; MkDocs
    publishes a file that is no page at the same path below /<language>/.
    """

    name: str
    extension: str
    render: Callable[[Site, Language], Iterable[tuple[str, str]]]
