"""Tells French words from Dutch ones; the only module that knows the library that can."""

from __future__ import annotations

import functools
from typing import Any


def leaning(words: str) -> float:
    """How French (towards 1) or Dutch (towards -1) words read; 0 where nothing tells."""
    scores: dict[str, float] = _detector().detect_details(words).scores
    return scores.get("fr", 0) - scores.get("nl", 0)


@functools.cache  # imported late: most commands ask for no language
def _detector() -> Any:
    import eldc  # type: ignore[import-untyped]

    eldc.init()
    detector = eldc.instance()
    detector.set_languages(["fr", "nl"])
    detector.set_scores(2)
    return detector
