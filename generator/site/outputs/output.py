"""What every output declares."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.site.site import Site


@dataclass(frozen=True, slots=True)
class Output:
    """A format. All its files end in `extension`, with the dot.

    `render` gives (path, text) of each file. A path is below the published site: "fr/calls.csv" is the
    French file, "data/calls.json" is for all languages.
    """

    name: str
    extension: str
    render: Callable[[Site], Iterable[tuple[str, str]]]
