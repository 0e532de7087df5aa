"""theme/README.md lists what of MkDocs, Material and static-i18n is replaced."""

from __future__ import annotations

import ast
from importlib.util import find_spec
from pathlib import Path

import pytest

from generator import REPOSITORY

THEME = REPOSITORY / "theme"
TABLE = (THEME / "README.md").read_text(encoding="utf-8")


def private_functions() -> list[str]:
    """The private functions of MkDocs that the theme calls, as `_name`."""
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in THEME.rglob("*.py")]
    return sorted(
        node.attr
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr.startswith("_")
        and isinstance(node.value, ast.Name)
        and node.value.id not in ("self", "cls")
        and not node.attr.startswith("__")
    )


def replaced_templates() -> list[str]:
    """The templates in overrides/ that Material or MkDocs has too."""
    overrides = THEME / "overrides"
    packages = [find_spec(name) for name in ("material", "mkdocs")]
    folders = [Path(spec.origin).parent / "templates" for spec in packages if spec and spec.origin]
    names = [file.relative_to(overrides) for file in overrides.rglob("*") if file.is_file()]
    return sorted(str(name) for name in names if any((f / name).exists() for f in folders))


@pytest.mark.parametrize("name", private_functions())
def test_a_private_function_is_listed(name: str) -> None:
    assert f"`{name}`" in TABLE


@pytest.mark.parametrize("name", replaced_templates())
def test_a_replaced_template_is_listed(name: str) -> None:
    assert f"`overrides/{name}`" in TABLE
