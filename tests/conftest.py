"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from checkout.storage.embedded import open_embedded
from checkout.storage.memory import MemoryStore
from checkout.store import Store
from tests.fakes import World


@pytest.fixture(params=["memory", "embedded"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    store: Store = MemoryStore() if request.param == "memory" else open_embedded(tmp_path / "store")
    yield World(store)
    store.close()
