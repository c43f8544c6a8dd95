"""A shop served over HTTP, at the store that is quickest: what stores promise is tested elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from checkout.storage.memory import MemoryStore
from tests.checkout.web.browser import OPEN, Browser
from tests.fakes import World


@pytest.fixture(autouse=True)
def _browsers_close() -> Iterator[None]:
    yield
    while OPEN:
        OPEN.pop().__exit__()


@pytest.fixture
def world() -> World:
    return World(MemoryStore())


@pytest.fixture
def browser(world: World) -> Browser:
    return Browser(world)
