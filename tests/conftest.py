"""What tests share: the toy, the real data, and a repository on disk that tests may change."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from generator import REPOSITORY
from generator.dataset.dataset import Dataset
from generator.reading.load import load_data
from generator.reading.words import load_interface, load_settings
from generator.records import Note, Text
from generator.site.fingerprint import GENERATOR
from generator.site.locale import Strings
from generator.site.outputs.registry import render_site
from generator.site.site import Settings, Site
from tests.support import built
from tests.support.browser import chromium
from tests.support.repository import TOY, Repository
from tests.support.servers import serve

# One record of the toy has a history, the others have none.
CHANGES = {"data/projects/2022-amis-cafe.yml": datetime.date(2024, 5, 1)}


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --update-golden`: for a change that was meant; read the diff afterwards."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="Rewrite tests/site/golden/ and the messages in tests/rules/cases/ with what comes out now.",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run browser tests first: their files take longest, and processes share the work file by file."""
    items.sort(key=lambda item: "theme" not in item.path.parts)


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository.copy(tmp_path / "toy")


@pytest.fixture(scope="session")
def strings() -> Strings:
    return load_interface(GENERATOR)


@pytest.fixture(scope="session")
def settings() -> Settings:
    return Settings(**load_settings(TOY / "mkdocs.yml"))


@pytest.fixture(scope="session")
def toy() -> Dataset:
    return Dataset(load_data(TOY))


@pytest.fixture(scope="session")
def toy_site(toy: Dataset, strings: Strings, settings: Settings) -> Site:
    return Site(toy, strings, settings, CHANGES)


@pytest.fixture(scope="session")
def toy_pages(toy_site: Site) -> dict[str, str]:
    """The toy's pages by path below docs/."""
    return dict(render_site(toy_site))


@pytest.fixture(scope="session")
def lagging_site(strings: Strings, settings: Settings) -> Site:
    """The toy after a French text has changed, and a Dutch one, and with texts that nobody confirmed."""
    loaded = load_data(TOY)
    cafe = loaded.records["projects/2022-amis-cafe"]
    plan = loaded.records["local-plans/2022-forest"]
    uccle = loaded.records["communes/uccle"]
    ecoute = loaded.records["projects/2022-amis-ecoute"]
    gap = plan.gaps[0].model_copy(
        update={"note": Note(fr=plan.gaps[0].note.fr, nl="Een schuine streep.")}
    )
    for record, update in (
        (cafe, {"title": Text(fr="Café", nl="Filosofisch café")}),
        (plan, {"gaps": (gap,)}),
        (uccle, {"confirmed": {}}),
        (ecoute, {"description": Text(fr="Un soutien aux voisins isolés", nl="Steun aan buren")}),
    ):
        loaded.records[record.key] = record.model_copy(update=update)
    return Site(Dataset(loaded), strings, settings, {})


@pytest.fixture(scope="session")
def lagging_pages(lagging_site: Site) -> dict[str, str]:
    """Its pages by path below docs/."""
    return dict(render_site(lagging_site))


@pytest.fixture(scope="session")
def real() -> Dataset:
    return Dataset(load_data(REPOSITORY))


@pytest.fixture(scope="session")
def real_site(real: Dataset, strings: Strings, settings: Settings) -> Site:
    return Site(real, strings, settings, {})


@pytest.fixture(scope="session")
def real_pages(real_site: Site) -> dict[str, str]:
    """The real pages by path below docs/."""
    return dict(render_site(real_site))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> built.Built:
    return built.build(tmp_path_factory.mktemp("repository"))


@pytest.fixture(scope="session")
def toy_built(tmp_path_factory: pytest.TempPathFactory) -> built.Built:
    """The toy's site, with slashes in its settings where ours have none, and without an e-mail address."""
    otherwise = {"repo_url": "https://forge.example/toy/", "edit_uri": "edit/main", "contact": '""'}
    return built.build(tmp_path_factory.mktemp("toy"), TOY / "data", **otherwise)


@pytest.fixture(scope="session")
def origin(site: built.Built) -> Iterator[str]:
    """Where the built site is served."""
    with serve(site.folder) as address:
        yield address


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with chromium(playwright) as launched:
        yield launched
