"""The columns request, verify, inquiry and unVerified of the fault matrix."""

from __future__ import annotations

from tests.contracts.gateway.checks import Checks
from tests.contracts.gateway.rig import Rig
from tests.fakes import in_threads

CHECKS = Checks()
WIRE = (
    "timeout_before",
    "timeout_after",
    "reset_before",
    "reset_after",
    "cut",
    "error_500",
    "html",
    "empty",
    "garbage",
    "slow",
)


@CHECKS.add_each(*WIRE, "rate_limit", "terminal")
def a_request_that_fails_leaves_nothing_under_way_and_the_next_one_pays(rig: Rig, fault: str) -> None:
    order = rig.order()
    rig.goes_wrong(fault, "request")
    assert rig.refuses(order)
    assert [one.state for one in rig.world.attempts(order.code)] == ["failed"]
    rig.all_well()
    attempt = rig.starts(order)
    rig.comes_back(attempt, rig.pays(attempt))
    rig.check_paid(attempt)


@CHECKS.add
def an_authority_that_was_given_before_opens_nothing(rig: Rig) -> None:
    first = rig.attempt()
    order = rig.order()
    rig.goes_wrong("repeated_authority", "request")
    assert rig.refuses(order)
    rig.comes_back(first, rig.pays(first))
    rig.check_paid(first)
    assert rig.world.order(order.code).paid == 0


@CHECKS.add_each(*WIRE, "rate_limit", "in_bank", "reversed", "reused_receipt")
def a_verification_without_a_usable_answer_stays_open_until_there_is_one(rig: Rig, fault: str) -> None:
    attempt = rig.attempt()
    back = rig.pays(attempt)
    rig.goes_wrong(fault, "verify", 3)
    if fault in {"reused_receipt", "reversed"}:
        rig.bank.behave()
        rig.goes_wrong(fault, "verify", 1)
    first = rig.comes_back(attempt, back)
    assert first.state in {"open", "paid"}, first
    rig.comes_back(attempt, back)
    rig.check_end(attempt, "open", "paid")
    rig.all_well()
    rig.reconciled()
    rig.check_paid(attempt)


@CHECKS.add
def a_payment_verified_before_is_paid(rig: Rig) -> None:
    attempt = rig.attempt()
    back = rig.pays(attempt)
    rig.goes_wrong("verified_before", "verify")
    assert rig.comes_back(attempt, back).state == "paid"
    rig.check_paid(attempt)


@CHECKS.add
def an_answer_that_was_lost_after_the_bank_confirmed_is_heard_the_second_time(rig: Rig) -> None:
    attempt = rig.attempt()
    back = rig.pays(attempt)
    rig.goes_wrong("reset_after", "verify")
    assert rig.comes_back(attempt, back).state == "open"
    assert rig.bank.payment(rig.half.face, attempt.authority).state == "verified"
    assert rig.comes_back(attempt, back).state == "paid"
    rig.check_paid(attempt)


@CHECKS.add_each("wrong_amount", "in_toman")
def another_amount_needs_a_person_and_pays_nothing(rig: Rig, fault: str) -> None:
    attempt = rig.attempt()
    back = rig.pays(attempt)
    rig.goes_wrong(fault, "verify")
    rig.comes_back(attempt, back)
    rig.check_end(attempt, "needs_person")
    rig.reconciled()
    rig.check_end(attempt, "needs_person")


@CHECKS.add_each("terminal", "unknown")
def a_bank_that_will_not_verify_fails_nothing(rig: Rig, fault: str) -> None:
    attempt = rig.attempt()
    back = rig.pays(attempt)
    rig.goes_wrong(fault, "verify")
    rig.comes_back(attempt, back)
    rig.check_end(attempt, "needs_person", "open")
    rig.reconciled()
    rig.check_end(attempt, "needs_person", "paid")


@CHECKS.add
def a_receipt_pays_one_order_only(rig: Rig) -> None:
    first, second = rig.attempt(), rig.attempt()
    backs = [rig.pays(first), rig.pays(second)]
    rig.goes_wrong("reused_receipt", "verify", 2)
    states = [rig.comes_back(first, backs[0]).state, rig.comes_back(second, backs[1]).state]
    assert states in (["paid", "needs_person"], ["open", "open"]), states
    rig.check_sound()


@CHECKS.add_each(*WIRE, "rate_limit")
def an_inquiry_without_a_usable_answer_decides_nothing(rig: Rig, fault: str) -> None:
    if not rig.gateway.terms.can_be_asked:
        return
    attempt = rig.attempt()
    back = rig.pays(attempt)
    rig.goes_wrong("in_bank", "verify", 1)
    rig.goes_wrong(fault, "inquiry", 1)
    assert rig.comes_back(attempt, back).state == "open"
    rig.all_well()
    rig.reconciled()
    rig.check_paid(attempt)


@CHECKS.add
def a_bank_that_says_in_bank_for_an_hour_is_asked_on(rig: Rig) -> None:
    if not rig.gateway.terms.can_be_asked:
        return
    attempt = rig.attempt()
    rig.pays(attempt)
    rig.goes_wrong("in_bank", "verify", 500)
    rig.goes_wrong("in_bank", "inquiry", 500)
    # A bank that keeps no list of the unverified gives them back before the hour is over.
    rig.reconciled(60 if rig.gateway.terms.lists_unverified else 12)
    rig.check_end(attempt, "open")
    rig.all_well()
    rig.reconciled(10)
    rig.check_paid(attempt)


@CHECKS.add
def a_payment_the_bank_gave_back_fails_by_the_banks_own_word(rig: Rig) -> None:
    attempt = rig.attempt()
    back = rig.pays(attempt)
    payment = rig.bank.payment(rig.half.face, attempt.authority)
    assert rig.bank.ledger.move(payment, "reversed", out_of="paid")
    rig.comes_back(attempt, back)
    rig.check_end(attempt, "failed")


@CHECKS.add
def a_payment_reversed_after_it_was_verified_stays_booked(rig: Rig) -> None:
    attempt = rig.attempt()
    back = rig.pays(attempt)
    rig.comes_back(attempt, back)
    payment = rig.bank.payment(rig.half.face, attempt.authority)
    assert rig.bank.ledger.move(payment, "reversed", out_of="verified")
    rig.comes_back(attempt, back)
    rig.reconciled()
    rig.check_paid(attempt)


@CHECKS.add_each("crowded", "no_rows", "doubled_rows")
def a_lost_return_is_found_whatever_the_list_of_unverified_says(rig: Rig, fault: str) -> None:
    if not rig.gateway.terms.lists_unverified:
        assert rig.gateway.unverified() == []
        return
    attempts = [rig.attempt() for _ in range(3)]
    for attempt in attempts:
        assert rig.bank.choose(attempt, "pay_and_stay") is None
    rig.goes_wrong(fault, "unverified", 50)
    listed = [one.authority for one in rig.gateway.unverified()]
    assert (attempts[0].authority in listed) == (fault == "doubled_rows")
    rig.reconciled()
    for attempt in attempts:
        rig.check_paid(attempt)


@CHECKS.add
def a_hundred_returns_at_once_pay_once(rig: Rig) -> None:
    attempt = rig.attempt()
    back = rig.pays(attempt)
    in_threads(20, lambda _: [rig.comes_back(attempt, back) for _ in range(5)])
    rig.check_paid(attempt)
    assert [event.kind for event in rig.world.order(attempt.order).events].count("paid") == 1
