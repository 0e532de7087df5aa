"""The search engine: what the site prints is found, however it is spelled."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from generator.records import Language
from tests.support.built import Built
from tests.theme.interface import SEARCH_PAGE, Engine, in_both_languages
from tests.theme.sample import fullest
from theme.build.fold import fold, folded, significant
from theme.build.search_index import MOST, _lexicon

# --- spellings ---------------------------------------------------------------------------------


FOLD = """async (texts) => {
  const { foundBy } = await import(new URL("/assets/fold.js", location.origin).href);
  return texts.map((text) => foundBy(text));
}"""


def js_folds(page: Page, texts: list[str]) -> list[set[str]]:
    return [set(words) for words in page.evaluate(FOLD, texts)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l'après-prison", "apres prison"),
        ("L’ACCESSIBILITÉ", "accessibilite"),
        ("d´antisémitisme", "antisemitisme"),  # an acute accent for an apostrophe
        ("aujourd'hui", "aujourd hui"),
        ("potentie\u0308le", "potentiele"),  # decomposed, as on a Mac
        ("\ufb01n, cœur", "fin coeur"),  # a ligature
        ("118.800,00 €", "118800"),
        ("118\u00a0800\u00a0€", "118800"),
        ("35\u202f000\u202f000", "35000000"),
        ("50.000,50", "50000d50"),
        ("118800,00", "118800"),
        ("M2.5, m2-5; 2,5.", "2d5"),
        ("SUPERPROFS 2.0", "superprofs 2d0"),
        ("2021-2024", "2021 2024"),
        ("14.01.2021", "14 01 2021"),
        ("St.-Gillis", "st saint gillis"),
        ("Berchem-Ste-Agathe", "berchem ste saint agathe"),
        ("2Bouts", "2bouts bouts"),
        ("vé\u00adri\u200bfié", "verifie"),  # a soft hyphen, a space of no width
    ],
)
def test_spellings_of_a_word_are_one(engine: Engine, text: str, words: str) -> None:
    assert {word for word, _ in folded(text)} == {*words.split()}
    assert js_folds(engine.pages["fr"], [text]) == [{*words.split()}]


def test_python_and_javascript_fold_every_text_alike(site: Built, engine: Engine) -> None:
    pages = [site.html[address] for address in fullest(site)]
    texts = [str(text) for html in pages for text in html.xpath("//main//text()")]
    texts = sorted({text for text in texts if text.strip()})
    assert len(texts) > 1000
    python = [{word for word, _ in folded(text)} for text in texts]
    assert js_folds(engine.pages["fr"], texts) == python


SIGNIFICANT = """async (texts) => {
  const { fold, significant } = await import(new URL("/assets/fold.js", location.origin).href);
  return texts.map((text) => significant(fold(text)));
}"""


def test_python_and_javascript_leave_out_the_same_particles(site: Built, engine: Engine) -> None:
    """Whole titles are compared without particles: Python folds the titles, JavaScript the query."""
    titles = [str(html.xpath("string(//h1)")) for html in site.paired.values()]
    texts = sorted({*titles, *(f"{word} plan" for title in titles for word in title.split())})
    python = [significant(fold(text)) for text in texts]
    assert engine.pages["fr"].evaluate(SIGNIFICANT, texts) == python


# --- what is printed is found ------------------------------------------------------------------


# Not searched: explanations that open, the foot of a record, lines of a document, other languages.
UNSEARCHED = """.//*[@popover] | .//script | .//noscript | .//form
    | .//*[contains(@class, 'record-foot') or contains(@class, 'unofficial') or contains(@class, 'transcript')]
    | .//*[@lang and @lang != $language]"""


def printed(site: Built, language: Language, pattern: str) -> dict[str, set[str]]:
    """The words on the fullest pages of each kind, each with the addresses of those pages.

    Pages and parts of pages that are not searched are left out.
    """
    hidden = {site.pages[key].address[language] for key in ("corrections",)}
    hidden |= {
        SEARCH_PAGE[language],
        *(p.address[language] for p in site.pages.values() if p.template == "rule.html"),
    }
    words: dict[str, set[str]] = {}
    for address in fullest(site):
        if not address.startswith(f"{language}/") or address in hidden:
            continue
        html = site.html[address]
        if html.xpath("//meta[@name='robots']"):
            continue
        (main,) = html.xpath("//div[@id='main']")
        unsearched = {
            part for each in main.xpath(UNSEARCHED, language=language) for part in each.iter()
        }
        for part in main.iter():
            texts = [] if part in unsearched else [part.text]
            texts += [child.tail for child in part if part not in unsearched]
            for text in filter(None, texts):
                for word in re.findall(pattern, text):
                    words.setdefault(word, set()).add(address)
    return words


@in_both_languages
@pytest.mark.parametrize(
    "pattern",
    [
        r"(?<!\w)[^\W\d_]{5,}(?!['’\w])",  # words
        r"(?<![\w%])[^\W\d_](?:[^\W\d_]|[-'’](?=[^\W\d_])){4,}",  # with their articles and hyphens
        r"\d[\d.,\u00a0]{3,}\d",  # amounts
    ],
    ids=["words", "spellings", "numbers"],
)
def test_every_word_that_a_page_prints_finds_it(
    site: Built, engine: Engine, language: Language, pattern: str
) -> None:
    words = printed(site, language, pattern)
    assert len(words) > 40
    answers = engine(language, *words)
    missed = {
        word: pages - {address.partition("@")[0] + "/" for address in answer["found"]}
        for (word, pages), answer in zip(words.items(), answers, strict=True)
    }
    assert {word: pages for word, pages in missed.items() if pages} == {}


@in_both_languages
def test_a_word_half_typed_finds_something(site: Built, engine: Engine, language: Language) -> None:
    words = printed(site, language, r"(?<!\w)[^\W\d_]{5,}(?!['’\w])")
    typed = sorted({word[:length] for word in words for length in (4, 5, len(word) - 1)})
    answers = engine(language, *typed)
    assert [word for word, answer in zip(typed, answers, strict=True) if not answer["found"]] == []


# --- as the site grows -------------------------------------------------------------------------


WITHOUT_LEXICON = """async ([locale, queries]) => {
  const { find, load } = await import(new URL("/assets/engine.js", location.origin).href);
  const { lexicon } = await load(locale);
  const [keys, complete] = [lexicon.keys, lexicon.complete];
  lexicon.keys = [];
  lexicon.complete = false;
  const state = { kind: [], measure: [], commune: [], year: [] };
  const counts = [];
  for (const q of queries) counts.push((await find(locale, { q, ...state }, false)).results.length);
  Object.assign(lexicon, { keys, complete });
  return counts;
}"""


def test_a_word_is_found_that_the_lexicon_has_no_room_for(engine: Engine) -> None:
    found = engine.pages["fr"].evaluate(
        WITHOUT_LEXICON, ["fr", ["intervision", "prison", "interv", "xyzzy", "prisonnifié"]]
    )
    assert [bool(count) for count in found] == [True, True, True, False, False]


def test_the_lexicon_keeps_the_words_of_most_pages() -> None:
    words = [f"mot{number}" for number in range(MOST + 5)]
    pages = [
        {"words": [[w, w] for w in words[:n]], "aliases": {}, "communes": {}} for n in (MOST + 5, 3)
    ]
    lexicon = _lexicon(pages)
    assert lexicon["words"][:3] == words[:3]
    assert len(lexicon["words"]) == MOST
    assert not lexicon["complete"]
