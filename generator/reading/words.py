"""Loads what pages need besides the data: their own words, the words of the rules, and settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pydantic

from generator.core.problem import DataError, Problem
from generator.reading.files import LARGEST_RECORD, read_text
from generator.reading.load import problem_at
from generator.reading.strict_yaml import compose, construct
from generator.records import LANGUAGES

Words = dict[str, dict[str, Any]]
"""key -> language -> text, or plural form -> text."""


def load_interface(package: Path) -> Words:
    """All words of the interface, from the generator's folder.

    Raises DataError when a word has no text in a language, or no plural form, or is in two files.
    """
    return load_words(package) | load_rules(package)


def load_words(package: Path) -> Words:
    """The words of the site: site/words/*.yml."""
    words: Words = {}
    file_of: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted(package.glob("site/words/*.yml")):
        name = path.relative_to(package.parent).as_posix()
        node = compose(read_text(path, name, LARGEST_RECORD), name)
        for key, texts in construct(node, name).items():
            if key in words:
                message, hint = f"{key} is already in {file_of[key]}", "delete one of the two"
                problems.append(problem_at(node, name, "interface", (key,), message, hint))
            problems += [
                problem_at(node, name, "interface", (key,), f"{key} has no text in {language}")
                for language in LANGUAGES
                if not _has_text(texts, language)
            ]
            words[key], file_of[key] = texts, name
    if problems:
        raise DataError(problems)
    return words


class _RuleWords(pydantic.BaseModel, extra="forbid"):
    title: str
    why: str
    fix: str


class _RulePage(pydantic.BaseModel, extra="forbid"):
    fr: _RuleWords
    nl: _RuleWords
    example: str | None = None


def load_rules(package: Path) -> Words:
    """The words of the rules' pages, rules/words/*.yml: rule.<code>.title, .why, .fix, .example.

    They are for somebody who edits a record and got the message with this code. What is between
    `backticks` is in files. An example is YAML, for both languages. Raises DataError when one of the
    others is missing in a language.
    """
    words: Words = {}
    for path in sorted(package.glob("rules/words/*.yml")):
        name = path.relative_to(package.parent).as_posix()
        for code, page in _rule_pages(path, name).items():
            for part in _RuleWords.model_fields:
                texts: dict[str, Any] = {x: getattr(getattr(page, x), part) for x in LANGUAGES}
                words[f"rule.{code}.{part}"] = texts
            if page.example:
                words[f"rule.{code}.example"] = dict[str, Any].fromkeys(LANGUAGES, page.example)
    return words


def _rule_pages(path: Path, name: str) -> dict[str, _RulePage]:
    """The words of the rules in one file, by code; `name` is the file's name in messages."""
    node = compose(read_text(path, name, LARGEST_RECORD), name)
    try:
        return pydantic.TypeAdapter(dict[str, _RulePage]).validate_python(construct(node, name))
    except pydantic.ValidationError as error:
        raise DataError(
            problem_at(node, name, "rules", tuple(detail["loc"]), detail["msg"])
            for detail in error.errors()
        ) from error


def _has_text(texts: object, language: str) -> bool:
    text = texts.get(language) if isinstance(texts, dict) else None
    forms = [text.get("one"), text.get("other")] if isinstance(text, dict) else [text]
    return all(isinstance(form, str) and form for form in forms)


def load_settings(path: Path) -> dict[str, str]:
    """The site's settings that pages need, from mkdocs.yml: site_url, repo_url, edit_uri.

    Raises DataError if the file or one of the settings is missing.
    """
    node = compose(read_text(path, path.name, LARGEST_RECORD), path.name)
    settings = construct(node, path.name)
    names = ("site_url", "repo_url", "edit_uri")
    problems = [
        problem_at(node, path.name, "settings", (), f"{name} is missing: pages link to it")
        for name in names
        if not isinstance(settings.get(name), str)
    ]
    if problems:
        raise DataError(problems)
    return {name: settings[name] for name in names}
