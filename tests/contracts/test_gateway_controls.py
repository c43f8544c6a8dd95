"""The suite's own test: for each guard, an adapter without it, on which the suite must fail."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.contracts.gateway.bank import RunningBank, running_bank
from tests.contracts.gateway.planted import (
    PLANTED,
    PLANTED_WHERE_ASKED,
    PLANTED_WHERE_CLAIMED,
    PLANTED_WHERE_REVERSED,
    Right,
    Wrong,
)
from tests.contracts.gateway.registry import HALVES, Half
from tests.contracts.gateway.rig import open_rig
from tests.contracts.gateway.suite import CHECKS


def _cases() -> Iterator[tuple[Half, str, Wrong]]:
    for half in HALVES:
        gateway = half.open("http://127.0.0.1:9")
        more = PLANTED_WHERE_ASKED if gateway.terms.can_be_asked else PLANTED_WHERE_CLAIMED
        back = PLANTED_WHERE_REVERSED if gateway.terms.reverse_within else {}
        gateway.close()
        for planted in (PLANTED, more, back):
            for name, wrongs in planted.items():
                for wrong in wrongs:
                    yield half, name, wrong


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBank]:
    with running_bank(tmp_path_factory.mktemp("bank")) as bank:
        yield bank


@pytest.mark.parametrize(
    ("half", "name", "wrong"),
    [pytest.param(*case, id=f"{case[0].name}-{getattr(case[2], '__name__', '')}-{case[1]}") for case in _cases()],
)
def test_the_suite_fails_on_a_planted_wrong_adapter(bank: RunningBank, half: Half, name: str, wrong: Wrong) -> None:
    rig = open_rig(bank, half)
    rig.gateway, rig.impatient = wrong(rig.gateway), wrong(rig.impatient)
    rig.use(rig.gateway)
    with pytest.raises(AssertionError):
        CHECKS[name](rig)


@pytest.mark.parametrize("half", HALVES, ids=lambda half: half.name)
def test_a_right_adapter_handed_through_passes(bank: RunningBank, half: Half) -> None:
    """What is planted above fails by its one change, not by being planted."""
    rig = open_rig(bank, half)
    rig.gateway, rig.impatient = Right(rig.gateway), Right(rig.impatient)
    rig.use(rig.gateway)
    CHECKS["a_payment_verified_before_is_paid"](rig)
    CHECKS["forged_returns_pay_nothing_and_spoil_nothing"](rig)
