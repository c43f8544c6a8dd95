"""A shop served over HTTP, at the store that is quickest: what stores promise is tested elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from checkout.storage.memory import MemoryStore
from tests.checkout.long_history import models
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


@pytest.fixture(scope="session", autouse=True)
def no_lives_outlive_the_tests() -> Iterator[None]:
    """Forget the lives of past orders before the interpreter ends."""
    yield
    models.cache_clear()
