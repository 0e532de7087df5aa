"""Text for a terminal and for Markdown, which escapes every value that is put into it.

A pull request may come from a stranger, and our comment on it quotes its data. Both classes are
strings with `{}` for values: `fill` escapes a value unless it is text of the same class already.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar, Self

from generator.reading.files import INVISIBLE


class PlainText(str):
    """Text for a terminal. No value in it can move the cursor, or hide or reverse words."""

    __slots__ = ()

    bullet = ""
    marks: ClassVar[Mapping[str, str]] = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
    separator = ""
    """The text between two pieces of a word diff."""

    def fill(self, *values: object) -> Self:
        """This text, with each {} replaced by an escaped value."""
        escape = type(self).escape
        return type(self)(
            self.format(*(v if isinstance(v, type(self)) else escape(str(v)) for v in values))
        )

    @classmethod
    def escape(cls, text: str) -> Self:
        """Any text, on one line."""
        lines = re.sub(r"\s*\n\s*", " ¶ ", text.strip("\n"))
        return cls(INVISIBLE.sub("\ufffd", lines.replace("\t", " ")))

    @classmethod
    def code(cls, text: str) -> Self:
        """A path, or a piece of a file."""
        return cls.escape(text)

    @classmethod
    def heading(cls, text: str, *values: object) -> str:
        """The title of a part."""
        return f"\n{cls(text).fill(*values)}\n"

    @classmethod
    def item(cls, depth: int, text: str, *values: object) -> str:
        """An item of a list, at a depth from 0."""
        return f"{'  ' * depth}{cls.bullet}{cls(text).fill(*values)}\n"

    @classmethod
    def file(cls, depth: int, text: str) -> str:
        """The content of a file, to be copied: its lines are not indented, at any depth."""
        return "\n".join(("", *map(PlainText.escape, text.splitlines()), "", ""))


# GitHub makes links, images or mentions of these even after a backslash. An invisible space ends
# the word. https://docs.github.com/en/get-started/writing-on-github
LINKED = re.compile(r"[@#]|:(?=[\w+/-])|\b(?:www\.|GH-)|[0-9a-f]{6}(?=[0-9a-f])", re.IGNORECASE)
SPACE = "\u200b"
PATH = re.compile(r"[\w./-]+")
"""GitHub renders nothing inside code spans, so these need no escaping."""

SPECIAL = re.compile(r"([\\`*_{}\[\]()+.!|~^=-])")
ENTITIES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "$": "<span>$</span>", SPACE: "&#8203;"}
)


class MarkdownText(PlainText):
    """Markdown for GitHub. No value in it becomes an element, link, image, mention or block."""

    __slots__ = ()

    bullet = "- "
    marks: ClassVar[Mapping[str, str]] = {"same": "{}", "old": "~~{}~~", "new": "**{}**"}
    separator = " "

    @classmethod
    def escape(cls, text: str) -> Self:
        """Any text, on one line, that GitHub shows as it is."""
        unlinked = LINKED.sub(lambda match: match[0] + SPACE, PlainText.escape(text))
        return cls(SPECIAL.sub(r"\\\1", unlinked).translate(ENTITIES))

    @classmethod
    def code(cls, text: str) -> Self:
        """A path as a code span, any other text escaped."""
        return cls(f"`{text}`") if PATH.fullmatch(text) else cls.escape(text)

    @classmethod
    def heading(cls, text: str, *values: object) -> str:
        """The title of a part."""
        return f"\n### {cls(text).fill(*values)}\n\n"

    @classmethod
    def file(cls, depth: int, text: str) -> str:
        """The content of a file as a code block, below an item of a list."""
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 0)
        lines = (f"{fence}yaml", *map(PlainText.escape, text.splitlines()), fence)
        return "".join(f"{'  ' * (depth + 1)}{line}\n" for line in lines)
