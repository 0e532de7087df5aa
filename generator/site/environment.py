"""The Jinja environment: how templates are read, compiled and kept."""

from __future__ import annotations

import re
from pathlib import Path

import jinja2
from markupsafe import Markup

TEMPLATES = Path(__file__).parent / "templates"
COMPILED = Path(__file__).parents[2] / ".cache" / "templates"


def build_environment() -> jinja2.Environment:
    """An environment that escapes what templates print, and refuses unknown names."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.bytecode_cache = _bytecode_cache(environment)
    environment.globals.update(coded=_coded, sentence=_sentence)
    return environment


def _bytecode_cache(environment: jinja2.Environment) -> jinja2.BytecodeCache | None:
    """Keeps compiled templates between runs: compiling them takes as long as rendering the site.

    None where nothing can be written. Jinja finds compiled templates by their source; the options are
    in the file names, because they change the result too.
    """
    try:
        COMPILED.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    options = (environment.autoescape, environment.trim_blocks, environment.lstrip_blocks)
    pattern = f"{'-'.join(map(str, options))}-%s.cache"
    return jinja2.FileSystemBytecodeCache(str(COMPILED), pattern)


def _sentence(words: Markup) -> Markup:
    """The words with the capital that begins a sentence."""
    return words[:1].upper() + words[1:]


def _coded(words: Markup) -> Markup:
    """The words, with what is between `backticks` as code."""
    return Markup(re.sub(r"`([^`]+)`", r'<code lang="en">\1</code>', str(words)))
