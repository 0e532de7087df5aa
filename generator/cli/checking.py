"""Loads the data together with its site, and checks it: for `check`, `build` and `diff`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from generator.cli.exit_codes import exit_broken
from generator.cli.loading import load_dataset, load_strings
from generator.core.problem import DataError, Problem
from generator.reading.words import load_settings
from generator.rules.check import check
from generator.site.locale import UnknownStringError
from generator.site.manual_pages import manual_addresses
from generator.site.site import Settings, Site


def load_checked(
    folder: Path, root: Path, changes: Mapping[str, date] = MappingProxyType({})
) -> tuple[Site, list[Problem]]:
    """The site of the data in `folder`, made with the settings of `root`, and the problems of the data.

    `changes` says when each record last changed, by path.
    """
    dataset, strings = load_dataset(folder), load_strings()
    try:
        site = Site(dataset, strings, Settings(**load_settings(root / "mkdocs.yml")), changes)
    except (DataError, UnknownStringError) as error:
        exit_broken(str(error))
    return site, check(dataset, site.addresses | manual_addresses(folder))
