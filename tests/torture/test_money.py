"""A fast share of ``scripts/torture money``: each row once, beside its control."""

from __future__ import annotations

import itertools
import random

from scripts.lib.torture.guardless import CONTROLS, NAIVE
from scripts.lib.torture.money.at_expiry import landed, scarce
from scripts.lib.torture.money.bare_stores import ForgetfulStore
from scripts.lib.torture.money.cells import FAULTS, Cell, cells
from scripts.lib.torture.money.fault_matrix import drawn, lived
from scripts.lib.torture.money.floor import opened
from scripts.lib.torture.money.forged import forged_upon
from scripts.lib.torture.money.hanging import hung
from scripts.lib.torture.money.killed import AFTER_THE_BANK, died, in_turn
from scripts.lib.torture.money.launcher import FORGETS_ITS_OWN_YES, UNBOUNDED
from scripts.lib.torture.money.mixed_day import CarelessStore, settled
from scripts.lib.torture.money.same_return import returned_at_once
from scripts.lib.torture.money.wrong_gateways import AnyAuthority
from scripts.lib.torture.result import EMBEDDED, Asked
from tests.contracts.gateway.planted import TakesSilenceForANo
from tests.contracts.gateway.registry import HALVES

TRIES = 5
"""A control shows its fault at once as a rule; on a busy machine those who should meet may miss each other."""


def test_the_same_return_a_hundred_times_at_once_pays_and_tells_once(asked: Asked) -> None:
    with opened(asked, EMBEDDED, "same return") as floor:
        came = returned_at_once(floor, len(HALVES))
    assert came.holds, came
    assert came.answers == {200: 20 * len(HALVES), 303: 100 * len(HALVES)}


def test_a_shop_that_forgets_what_is_paid_is_found_out(asked: Asked) -> None:
    with opened(asked, EMBEDDED, "same return", bare=lambda store, _: ForgetfulStore(store)) as floor:
        assert returned_at_once(floor, 1).most_payments > 1


def test_forged_callbacks_pay_nothing_and_spoil_nothing(asked: Asked) -> None:
    with opened(asked, EMBEDDED, "forged") as floor:
        came = forged_upon(floor, 240)
    assert came.holds, came
    assert (came.sent, came.answers[303] > 100) == (240, True)


def test_a_shop_that_verifies_what_a_return_names_is_found_out(asked: Asked) -> None:
    with opened(asked, EMBEDDED, "forged", wrong=AnyAuthority) as floor:
        assert forged_upon(floor, 120).paid


def test_whatever_goes_wrong_a_captured_payment_ends_paid_or_flagged(asked: Asked) -> None:
    with opened(asked, EMBEDDED, "matrix") as floor:
        came = lived(floor, drawn(cells(), asked.share), 5)
    assert came.holds, came
    assert came.lives > 20
    assert came.captured > came.lives


def test_a_shop_that_never_asks_again_is_found_out(asked: Asked) -> None:
    with opened(asked, EMBEDDED, "matrix") as floor:
        assert lived(floor, drawn([Cell("callback", "never")], 0.1), 0, reconciles=False).silent


def test_a_shop_that_takes_silence_for_a_no_is_found_out(asked: Asked) -> None:
    with opened(asked, EMBEDDED, "matrix", wrong=TakesSilenceForANo) as floor:
        assert lived(floor, drawn([Cell("verify", "reset_after")], 0.1), 0).silent


def test_every_fault_is_drawn_at_its_call_and_every_way_in_its_place() -> None:
    dice = random.Random(1)  # noqa: S311 - no secret
    for cell in cells():
        life = cell.life(dice)
        if cell.column in FAULTS:
            assert life.faults[cell.column][0] == cell.happens  # type: ignore[index]
        else:
            assert getattr(life, cell.column) == cell.happens


def test_a_service_killed_between_bank_and_commit_pays_once_when_it_is_back(asked: Asked) -> None:
    came = died(asked, EMBEDDED, HALVES[0], iter([AFTER_THE_BANK, "before the answer to GET return"]), 2)
    assert came.holds, came.wrong
    assert (came.orders, came.kills, came.alone) == (2, 2, 1)


def test_a_service_that_takes_the_banks_repeated_yes_for_a_no_is_found_out(asked: Asked) -> None:
    came = died(asked, EMBEDDED, HALVES[0], iter([AFTER_THE_BANK]), 1, control=FORGETS_ITS_OWN_YES)
    assert (came.kills, came.once) == (1, 0)


def test_few_kills_come_at_steps_far_apart() -> None:
    assert list(itertools.islice(in_turn(3), 4)) == ["1", "10", "19", "28"]
    assert list(itertools.islice(in_turn(67), 29)) == [*map(str, range(1, 29)), "1"]


def test_cart_and_tracking_are_served_while_banks_and_messenger_hang(asked: Asked) -> None:
    """How quickly is the long run's to say: other tests run beside this one."""
    came = hung(asked, EMBEDDED, 3, grace_seconds=60)
    assert came.statuses.keys() == {200}
    assert (came.unanswered, came.open) == (0, came.payers)


def test_a_service_whose_threads_all_wait_for_the_bank_is_found_out(asked: Asked) -> None:
    assert hung(asked, EMBEDDED, 3, control=UNBOUNDED).unanswered


def test_a_payment_at_the_instant_of_expiry_sells_nothing_twice_and_is_not_lost(asked: Asked) -> None:
    with opened(asked, EMBEDDED, "expiry", offers=scarce(6)) as floor:
        came = landed(floor, 6)
    assert came.holds, came
    assert came.payments >= 12
    assert came.revived + came.owed >= 6


def test_a_shop_that_writes_what_it_read_before_is_found_out(asked: Asked) -> None:
    def found_out(turn: int) -> bool:
        with opened(asked, EMBEDDED, f"expiry {turn}", offers=scarce(6), bare=CONTROLS[NAIVE]) as floor:
            return not landed(floor, 6).holds

    assert any(found_out(turn) for turn in range(TRIES))


def test_the_sheets_of_a_mixed_day_end_at_zero_and_at_what_the_banks_hold(asked: Asked) -> None:
    with opened(asked, EMBEDDED, "day") as floor:
        came = settled(floor, 40)
    assert came.holds, came
    assert came.orders >= 40
    assert came.refunded > 0
    assert came.states.keys() >= {"queued", "delivered", "expired", "refunded"}


def test_a_shop_that_loses_an_entry_in_twenty_is_found_out(asked: Asked) -> None:
    with opened(asked, EMBEDDED, "day", bare=lambda store, _: CarelessStore(store)) as floor:
        came = settled(floor, 30)
    assert came.mismatches
    assert not came.holds
