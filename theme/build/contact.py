"""The e-mail address for readers without an account on GitHub: `extra.contact` in mkdocs.yml."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode

from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

PARAGRAPH = re.compile(r'<p class="contact">.*?</p>\n?', re.DOTALL)
"""The paragraph with the contact address in a page written by hand."""

LINK = '<a href="mailto:"></a>'
"""Where the address goes in this paragraph."""


def mailto(config: MkDocsConfig, locale: str, title: str, address: str = "") -> str:
    """Return the href of a link that starts an e-mail about a page. The title is HTML."""
    subject = config.extra["words"]["report_title"][locale] + Markup(title).unescape()
    words = urlencode({"subject": subject, "body": f"{address}\r\n"}, quote_via=quote)
    return escape(f"mailto:{config.extra['contact']}?{words}")


def give_contact(html: str, page: Page, config: MkDocsConfig) -> str:
    """Put the contact address into a page written by hand. If there is none, remove its paragraph."""
    contact = config.extra["contact"]
    if not contact:
        return PARAGRAPH.sub("", html)
    href = mailto(
        config, str(config.theme["language"]), page.meta["title"], page.canonical_url or ""
    )
    return html.replace(LINK, f'<a href="{href}">{escape(contact)}</a>')
