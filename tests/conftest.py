"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from checkout.storage.embedded import open_embedded
from checkout.storage.memory import MemoryStore
from checkout.store import Store
from scripts.lib.postgres import start
from tests.fake_stores import ContendedStore
from tests.fakes import World
from tests.postgres import Databases, reachable_folder
from tests.slowest_first import place, shares

settings.register_profile("untimed", deadline=None)  # a busy machine may take as long as it likes over an example
settings.load_profile("untimed")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest; within it, leave the order that pytest chose for what it sets up."""
    items.sort(key=lambda item: place(item.nodeid))


class Together(LoadScopeScheduling):
    """Hands out tests to processes in their order; those that share what they set up go to one."""

    def _split_scope(self, nodeid: str) -> str:
        return shares(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    """Make the scheduler for several processes."""
    return Together(config, log)


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """Databases for stores, on a PostgreSQL server of the tests' own."""
    with reachable_folder() as folder:
        cluster = start(folder / "cluster", settings={"deadlock_timeout": "50ms"}, careless=True)
        try:
            yield Databases(cluster)
        finally:
            cluster.stop()


@pytest.fixture
def database(databases: Databases) -> Iterator[str]:
    """The address of a fresh database with the store's tables."""
    with databases.fresh() as url:
        yield url


@pytest.fixture(params=["memory", "embedded", "contended"])
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    """A shop on each store; in the contended one every transaction of the service has to be tried again."""
    store: Store = MemoryStore()
    if request.param == "embedded":
        place: Path = request.getfixturevalue("tmp_path")  # thousands of tests need none
        store = open_embedded(place / "store")
    world = World(store)
    if request.param == "contended":
        world.ports = replace(world.ports, store=ContendedStore(store))
    yield world
    store.close()
