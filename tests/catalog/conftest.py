"""What tests of pages share: each of the five shops as a build makes it, built once a process."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import count
from pathlib import Path

import pytest

from catalog import unchanged
from tests.catalog.again import Place
from tests.catalog.builders import ROOT, build

Built = Callable[[str], Path]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the pages of a shop, to be read alone; its release stands beside them."""

    @cache
    def pages_of(name: str) -> Path:
        output = tmp_path_factory.mktemp("shops") / name
        build(ROOT / "content" / name, output)
        return output

    return pages_of


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[[], Place]:
    numbers = count()

    """Return what makes places of their own, each with a theme that may be changed."""

    def a_new_one() -> Place:
        place = tmp_path / str(next(numbers))
        place.mkdir()
        monkeypatch.setattr(unchanged, "HERE", place)
        return Place(place, capsys)

    return a_new_one
