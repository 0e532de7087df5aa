"""What is pinned installs on the oldest Python that we promise to run on."""

from __future__ import annotations

from importlib.metadata import distributions

from packaging.specifiers import SpecifierSet

DEBIAN_12 = "3.11.2"


def test_all_that_is_installed_runs_on_the_python_of_debian_12() -> None:
    asked = {
        each.name: SpecifierSet(",".join(each.metadata.get_all("Requires-Python", [])))
        for each in distributions()
    }

    assert "pymdown-extensions" in asked
    assert [name for name, python in asked.items() if not python.contains(DEBIAN_12)] == []
