"""The project runs on every Python from the oldest to the newest that the Makefile lists."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from generator import REPOSITORY

DEBIAN_12 = "3.11.2"  # the oldest patch release that we promise
MAKEFILE = REPOSITORY / "Makefile"
VERSIONS = re.findall(r"^VERSIONS := (.+)$", MAKEFILE.read_text(), re.MULTILINE)[0].split()
OLDEST, NEWEST = VERSIONS[0], VERSIONS[-1]
PACKAGES = list(distributions())


# --- packages ----------------------------------------------------------------------------------


@pytest.mark.parametrize("version", [DEBIAN_12, f"{NEWEST}.0"])
def test_every_installed_package_supports(version: str) -> None:
    supported = {package.name: python_of(package) for package in PACKAGES}

    assert "pymdown-extensions" in supported
    assert [name for name, python in supported.items() if not python.contains(version)] == []


def python_of(package: Distribution) -> SpecifierSet:
    return SpecifierSet(",".join(package.metadata.get_all("Requires-Python", [])))


@pytest.mark.parametrize("version", VERSIONS)
def test_every_dependency_of_a_package_is_pinned_for(version: str) -> None:
    """A lock made on one Python may lack a package that only another Python needs."""
    pinned = {
        canonicalize_name(name)
        for file in ("requirements.txt", "requirements-dev.txt")
        for name in re.findall(r"^([\w.-]+)==", (REPOSITORY / file).read_text(), re.MULTILINE)
    }
    environment = {"python_version": version, "python_full_version": f"{version}.2", "extra": ""}
    needed = {
        canonicalize_name(requirement.name): package.name
        for package in PACKAGES
        if canonicalize_name(package.name) in pinned
        for requirement in map(Requirement, package.requires or [])
        if requirement.marker is None or requirement.marker.evaluate(environment)
    }

    assert len(needed) > 40
    assert {name: by for name, by in needed.items() if name not in pinned} == {}


# --- the versions ------------------------------------------------------------------------------


def test_every_setting_names_the_oldest_version() -> None:
    settings: dict[str, Any] = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())

    assert settings["project"]["requires-python"] == f">={OLDEST}"
    assert settings["tool"]["mypy"]["python_version"] == OLDEST
    assert settings["tool"]["ruff"]["target-version"] == f"py{OLDEST.replace('.', '')}"


def test_workflows_test_the_oldest_and_the_newest_version() -> None:
    workflow = yaml.safe_load((REPOSITORY / ".github" / "workflows" / "test.yml").read_text())

    assert workflow["jobs"]["test"]["strategy"]["matrix"] == {"python": [OLDEST, NEWEST]}


# --- which Python make takes -------------------------------------------------------------------

STARTS = '#!/bin/sh\n[ "$1" = -c ] || echo "${0##*/} $*"\n'
FAILS = "#!/bin/sh\nexit 127\n"  # like a shim of pyenv for a version that is not installed


@pytest.mark.parametrize(
    ("installed", "arguments", "printed"),
    [
        (["3.12", "3.13"], [], "python3.12 -m venv .venv\n"),
        (["3.11", "3.13"], ["PYTHON=python3.13"], "python3.13 -m venv .venv\n"),
        ([], [], f"No Python {' '.join(VERSIONS)} found. Install one"),
    ],
    ids=["the-oldest-that-starts", "the-one-that-somebody-names", "none"],
)
def test_make_takes(
    installed: list[str], arguments: list[str], printed: str, tmp_path: Path
) -> None:
    for version in VERSIONS:
        python = tmp_path / f"python{version}"
        python.write_text(STARTS if version in installed else FAILS)
        python.chmod(0o755)
    make = shutil.which("make")
    assert make
    done = subprocess.run(
        [make, "--silent", "--file", MAKEFILE, ".venv/bin/python", *arguments],
        cwd=tmp_path,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout or done.stderr).startswith(printed)
