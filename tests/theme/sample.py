"""Chooses a few pages that together show everything that pages of a site can show.

A check in a browser takes a second a page. More records make more pages, but no other kinds of page, so
their number here stays the same.
"""

from __future__ import annotations

import heapq
import re
from collections import defaultdict
from collections.abc import Callable, Iterator

import lxml.html

from tests.support.built import Built

Feature = tuple[str, ...]


def features(html: lxml.html.HtmlElement) -> set[Feature]:
    """What axe-core can judge on a page: each element's place and attributes, the order of headings."""
    found: set[Feature] = set()
    places: dict[lxml.html.HtmlElement, str] = {}
    heading = ""
    for element in html.iter("*"):
        classes = sorted((element.get("class") or "").split())
        place = ".".join((f"{places.get(element.getparent(), '')} {element.tag}", *classes))
        places[element] = place
        values = [element.get(name) or "" for name in ("lang", "role", "type")]
        found.add((place, *sorted(map(str, element.keys())), *values))
        if re.fullmatch("h[1-6]", element.tag):
            found.add((heading, element.tag))
            heading = element.tag
    return found


def covering(site: Built, seen: set[Feature]) -> list[str]:
    """The addresses of few pages that together have each feature and each kind of page of a site.

    A feature in `seen` needs no page. The features of the chosen pages are added to `seen`.
    """
    shown = {a: features(html) | {kind_of(site, a)[1:]} for a, html in shown_pages(site)}
    # The page that adds most comes first. What a page adds only shrinks, so few are counted again.
    queue = [(-len(features), address) for address, features in shown.items()]
    heapq.heapify(queue)
    chosen = []
    while queue:
        _, address = heapq.heappop(queue)
        added = len(shown[address] - seen)
        if queue and added < -queue[0][0]:
            if added:
                heapq.heappush(queue, (-added, address))
        elif added:
            chosen.append(address)
            seen |= shown[address]
    return chosen


def fullest(site: Built) -> set[str]:
    """For each kind of page and language: the pages with the longest word, chart labels, and text."""
    measures: tuple[Callable[[lxml.html.HtmlElement], int], ...] = (
        lambda html: max(map(len, html.text_content().split()), default=0),
        lambda html: sum(len(label.text_content()) for label in html.iter("text")),
        lambda html: len(html.text_content()),
    )
    kinds = defaultdict(list)
    for address, html in shown_pages(site):
        (main,) = html.xpath("//main")
        kinds[kind_of(site, address)].append((address, main))
    return {
        max(pages, key=lambda page: measure(page[1]))[0]
        for pages in kinds.values()
        for measure in measures
    }


def shown_pages(site: Built) -> Iterator[tuple[str, lxml.html.HtmlElement]]:
    """(address, page) of all pages except redirects, which a browser leaves at once."""
    return ((a, html) for a, html in site.html.items() if a not in site.redirects)


def kind_of(site: Built, address: str) -> Feature:
    """Language and template of a page; a page written by hand is a kind of its own."""
    return address[:2], site.templates.get(address, address)
