"""The whole fault matrix, asked of every gateway: real adapter, real HTTP, the sandbox's half of its protocol."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contracts.gateway.bank import RunningBank, running_bank
from tests.contracts.gateway.registry import HALVES, Half
from tests.contracts.gateway.rig import Rig, open_rig
from tests.contracts.gateway.suite import CHECKS


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBank]:
    folder: Path = tmp_path_factory.mktemp("bank")
    with running_bank(folder) as bank:
        yield bank


@pytest.fixture(params=HALVES, ids=lambda half: half.name)
def half(request: pytest.FixtureRequest) -> Half:
    chosen: Half = request.param
    return chosen


@pytest.fixture
def rig(bank: RunningBank, half: Half) -> Rig:
    return open_rig(bank, half)


@pytest.mark.parametrize("name", CHECKS)
def test_the_matrix(rig: Rig, name: str) -> None:
    CHECKS[name](rig)
