"""The stores that orders are lived through on, each in weather of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from checkout.storage.embedded import open_embedded
from checkout.storage.memory import MemoryStore
from checkout.storage.postgres.store import open_postgres
from tests.life.overlapping import Overlapping
from tests.life.weather import Weather
from tests.postgres import Databases


class Lasting(MemoryStore):
    """A store in memory that outlives the service, as a disk does."""

    def close(self) -> None:
        """What is kept stays."""


@contextmanager
def in_memory() -> Iterator[Weather]:
    store = Lasting()
    yield Weather(lambda: store)


@contextmanager
def overlapping(*, checks: bool = True) -> Iterator[Weather]:
    store = Overlapping(checks=checks)
    yield Weather(lambda: store, overlaps=True)


@contextmanager
def embedded() -> Iterator[Weather]:
    with tempfile.TemporaryDirectory() as folder:
        weather = Weather(lambda: open_embedded(Path(folder)))
        yield weather
        weather.close()


@contextmanager
def postgres(databases: Databases) -> Iterator[Weather]:
    with databases.fresh() as url:
        weather = Weather(lambda: open_postgres(url), overlaps=True)
        yield weather
        weather.close()
