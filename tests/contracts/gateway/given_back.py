"""What banks give back: a payment once, whatever becomes of the answers, and never beside a payment of the staff's."""

from __future__ import annotations

from checkout.records import Attempt
from checkout.use_cases.reverse_payments import reverse_payments
from shop.order import Order
from tests.checkout.staff import gives_back, move
from tests.contracts.gateway.at_the_bank import WIRE
from tests.contracts.gateway.checks import Checks
from tests.contracts.gateway.rig import Rig

CHECKS = Checks()


def _owed(rig: Rig) -> tuple[Order, Attempt]:
    """Return an order that was paid just now and ended by the shop, with its payment."""
    order = rig.order()
    attempt = rig.starts(order)
    rig.comes_back(attempt, rig.pays(attempt))
    rig.check_paid(attempt)
    return move(rig.world, order, "cancelled", why="stock"), attempt


def _reversed(rig: Rig, minutes: int = 10) -> None:
    for _ in range(minutes * 2):
        rig.later(seconds=30)
        reverse_payments(rig.ports)


def _check_given_back(rig: Rig, order: Order, attempt: Attempt) -> None:
    """The bank's book and ours agree that it went back, once."""
    now = rig.world.order(order.code)
    assert rig.bank.payment(rig.half.face, attempt.authority).state == "reversed"
    assert ([event.kind for event in now.events].count("refunded"), now.held) == (1, 0)
    rig.check_sound()


def _check_kept(rig: Rig, order: Order, attempt: Attempt) -> None:
    """The shop has the money, by the bank's book and ours, until staff pay it."""
    assert rig.holds(attempt)
    assert rig.world.order(order.code).owed_back == attempt.amount
    assert gives_back(rig.world, order).held == 0


@CHECKS.add
def a_payment_goes_back_once_where_its_bank_gives_back(rig: Rig) -> None:
    order, attempt = _owed(rig)
    asked = reverse_payments(rig.ports)
    if rig.gateway.terms.reverse_within is None:
        assert asked == 0
        _check_kept(rig, order, attempt)
        return
    assert asked == 1
    _check_given_back(rig, order, attempt)
    _reversed(rig, 2)
    _check_given_back(rig, order, attempt)


@CHECKS.add_each(*WIRE, "rate_limit")
def a_reversal_without_a_usable_answer_is_asked_for_again_and_gives_back_once(rig: Rig, fault: str) -> None:
    if rig.gateway.terms.reverse_within is None:
        return
    order, attempt = _owed(rig)
    rig.goes_wrong(fault, "reverse")
    assert reverse_payments(rig.ports) == 1
    now = rig.world.order(order.code)
    assert now.owed_back in {0, attempt.amount}
    assert now.owed_back == 0 or now.events[-1].kind == "reverse_asked"
    rig.all_well()
    _reversed(rig, 2)
    _check_given_back(rig, order, attempt)


@CHECKS.add_each("terminal")
def a_bank_that_will_not_give_back_leaves_it_to_staff(rig: Rig, fault: str) -> None:
    if rig.gateway.terms.reverse_within is None:
        return
    order, attempt = _owed(rig)
    rig.goes_wrong(fault, "reverse")
    reverse_payments(rig.ports)
    rig.all_well()
    assert rig.world.order(order.code).events[-1].kind == "reverse_refused"
    _reversed(rig, 2)
    _check_kept(rig, order, attempt)


@CHECKS.add
def after_its_window_a_bank_is_not_asked(rig: Rig) -> None:
    if rig.gateway.terms.reverse_within is None:
        return
    order, attempt = _owed(rig)
    rig.later(seconds=rig.gateway.terms.reverse_within.total_seconds() + 1)
    assert reverse_payments(rig.ports) == 0
    _check_kept(rig, order, attempt)


@CHECKS.add
def what_the_panel_gave_back_is_booked_and_not_paid_again(rig: Rig) -> None:
    if rig.gateway.terms.reverse_within is None:
        return
    order, attempt = _owed(rig)
    assert rig.bank.ledger.move(rig.bank.payment(rig.half.face, attempt.authority), "reversed", out_of="verified")
    assert reverse_payments(rig.ports) == 1
    _check_given_back(rig, order, attempt)
