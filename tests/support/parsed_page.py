"""What a browser reads in a generated page: front matter, elements, text, links."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import yaml

from generator.records import Language
from tests.support.repository import Repository

ORIGIN = "https://toy.example/"

Attributes = dict[str, str | None]


@dataclass
class Element:
    """An element with the text in it, its own and that of the elements within."""

    tag: str
    attributes: Attributes
    text: str = ""

    def __getitem__(self, attribute: str) -> str:
        return self.attributes.get(attribute) or ""


class Parser(HTMLParser):
    """Collects elements in the order of their opening tags; a tag left open or closed twice fails."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.open: list[Element] = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        assert len(attrs) == len(dict(attrs)), f"<{tag}> has an attribute twice: {attrs}"
        element = Element(tag, dict(attrs))
        self.elements.append(element)
        if tag != "input":  # the only tag of ours that is never closed
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add an element of a picture that contains nothing: <path/>."""
        self.elements.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        assert self.open.pop().tag == tag, f"</{tag}> at {self.getpos()}"

    def handle_data(self, data: str) -> None:
        """Add text to the element and to all elements around it."""
        for element in self.open:
            element.text += data

    def handle_comment(self, data: str) -> None:
        """Fail: pages have no comments."""
        raise AssertionError(f"a comment: {data}")


@dataclass(frozen=True)
class ParsedPage:
    """A generated page, read."""

    head: dict[str, Any]
    elements: list[Element] = field(repr=False)
    text: str = field(repr=False)

    def all(self, tag: str, **attributes: str) -> Iterator[Element]:
        """The elements of this name that have these attributes; `class_` for `class`."""
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        for element in self.elements:
            if element.tag == tag and wanted.items() <= element.attributes.items():
                yield element

    def one(self, tag: str, **attributes: str) -> Element:
        """The only such element."""
        (element,) = self.all(tag, **attributes)
        return element

    def links(self, language: str) -> dict[str, str]:
        """The absolute address of every link of the page in this language, with its words."""
        here = urljoin(ORIGIN, self.head["address"][language])
        return {urljoin(here, link["href"]): link.text for link in self.all("a")}

    def ids(self) -> list[str]:
        """Every `id`."""
        return [element["id"] for element in self.elements if "id" in element.attributes]


def parse_page(page: str) -> ParsedPage:
    """The page in a generated file's text."""
    before, head, body = page.split("---\n", 2)
    assert before == ""
    parser = Parser()
    parser.feed(body)
    parser.close()
    assert len(parser.open) == 1, f"left open: {parser.open[1:]}"
    return ParsedPage(yaml.safe_load(head), parser.elements, parser.open[0].text)


def normalize_space(text: str) -> str:
    """The words of a text, spaces of all kinds made one."""
    return " ".join(text.split())


Read = Callable[[Language, str], ParsedPage]
"""A page by language and key."""

Render = Callable[[Repository], Read]
"""Renders the pages of a repository as it is now."""
