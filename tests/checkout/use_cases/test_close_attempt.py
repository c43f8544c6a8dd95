"""What a bank leaves unclear is closed by staff: paid by the bank's own reference, or not, and who found it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from checkout.kinds import ATTEMPTS, ORDERS, OUTBOX, UNIQUE_USES
from checkout.ports import NotPaid, Paid, Return
from checkout.records import Attempt, Message
from checkout.use_cases.choose_payment import choose_method
from checkout.use_cases.claims import cancel_own
from checkout.use_cases.close_attempt import Found, ask_again, close_attempt
from checkout.use_cases.desk import DeskForm, move_order
from checkout.use_cases.desk_orders import attempts_for_a_person
from checkout.use_cases.jobs import expire_orders, reconcile
from checkout.use_cases.settle_attempt import returned
from checkout.use_cases.start_payment import start_payment
from shop.erasure import erase
from shop.errors import BadInput, GatewayRefused, NotFound
from shop.money import Rials
from shop.order import Order
from shop.order_chain import check_chain
from tests.builders import HONEY, a_release, an_offer, window_end
from tests.checkout.books import captures
from tests.checkout.shopper import an_ordered, at_the_bank
from tests.checkout.staff import gives_back
from tests.fakes import FakeGateway, World, in_threads, unavailable

LOOKED_UP = "2040608010"


def unclear(world: World, order: Order, reason: str = "no_return") -> Attempt:
    """Return the order's attempt that a person has to look at."""
    attempt = replace(at_the_bank(world, order), state="needs_person", reason=reason)
    with world.store.transaction() as tx:
        tx.put(ATTEMPTS, attempt)
    return attempt


def closes(world: World, attempt: Attempt, outcome: str = "paid", **found: Any) -> Attempt:  # noqa: ANN401 - any of its fields
    told: dict[str, Any] = {"reference": LOOKED_UP, "amount": attempt.amount, "note": "در پنل دیدم"} | found
    return close_attempt(world.ports, attempt.id, "sara", Found(outcome=outcome, **told))


def is_refused(world: World, attempt: Attempt, field: str, problem: str, outcome: str = "paid", **found: Any) -> None:  # noqa: ANN401
    before = world.everything()
    with pytest.raises(BadInput) as told:
        closes(world, attempt, outcome, **found)
    assert (told.value.field, told.value.problem) == (field, problem)
    assert world.everything() == before


def test_paid_by_the_banks_reference_goes_the_way_of_every_payment(world: World) -> None:
    order = an_ordered(world)
    attempt = unclear(world, order)
    assert [one.id for one in attempts_for_a_person(world.ports).records] == [attempt.id]
    closed = closes(world, attempt)
    assert (closed.state, closed.bank_reference, closed.reason) == ("paid", LOOKED_UP, "")
    now = world.order(order.code)
    assert (now.state, now.paid, now.due) == ("queued", attempt.amount, 0)
    event = now.events[-1]
    assert (event.kind, event.by, event.note) == ("paid", "staff:sara", "در پنل دیدم")
    assert (event.facts["reference"], event.facts["attempt"], event.facts["method"]) == (
        LOOKED_UP,
        attempt.id,
        "gateway",
    )
    check_chain(now)
    assert [(one.reference, one.amount, one.attempt) for one in captures(world)] == [
        (LOOKED_UP, attempt.amount, attempt.id)
    ]
    assert len(world.texts(order)) == 2
    assert "قطعی است" in world.texts(order)[-1]
    assert attempts_for_a_person(world.ports).records == []


def test_twenty_of_the_staff_at_once_book_one_payment_and_one_message(world: World) -> None:
    order = an_ordered(world)
    attempt = unclear(world, order)
    came = in_threads(20, lambda _: closes(world, attempt))
    assert len([one for one in came if isinstance(one, Attempt)]) == 1
    assert {one.problem for one in came if isinstance(one, BadInput)} == {"decided_already"}
    assert [event.kind for event in world.order(order.code).events].count("paid") == 1
    assert len(world.texts(order)) == 2


def test_a_reference_that_paid_another_attempt_pays_none_again_by_hand_or_by_the_bank(world: World) -> None:
    first, second, third = (an_ordered(world, mobile=f"0935000000{n}") for n in (1, 2, 3))
    by_bank = at_the_bank(world, first)
    world.gateway.pay(by_bank.authority, LOOKED_UP)
    returned(world.ports, by_bank.id, {"Authority": by_bank.authority})
    is_refused(world, unclear(world, second), "reference", "already_used")
    closes(world, unclear(world, second), reference="777")
    other = at_the_bank(world, third)
    world.gateway.pay(other.authority, "777")
    assert returned(world.ports, other.id, {"Authority": other.authority}).reason == "reference_reused"
    assert world.order(third.code).paid == 0


@pytest.mark.parametrize("spelling", ["777", "0777", "۷۷۷", "７７７"])
def test_BAQ_013_no_number_of_a_transfer_or_of_another_attempt_closes_one_however_it_is_spelt(
    world: World, spelling: str
) -> None:
    first, second, third = (an_ordered(world, mobile=f"0935000000{n}") for n in (1, 2, 3))
    choose_method(world.ports, first.code, "card_to_card")
    move_order(world.ports, first.code, "transfer_confirmed", "sara", DeskForm(reference="777"))
    is_refused(world, unclear(world, second), "reference", "already_used", reference=spelling)
    closes(world, unclear(world, third), reference="888")
    other = unclear(world, second)
    is_refused(world, other, "reference", "already_used", reference=spelling.translate(str.maketrans("7۷７", "8۸８")))


@pytest.mark.parametrize("difference", [-1, 1])
def test_another_amount_than_was_asked_for_is_not_booked_as_paid(world: World, difference: int) -> None:
    attempt = unclear(world, an_ordered(world))
    is_refused(world, attempt, "amount", "other_than_asked", amount=Rials(attempt.amount + difference))
    is_refused(world, attempt, "amount", "other_than_asked", amount=0)


def test_what_is_missing_is_asked_for(world: World) -> None:
    attempt = unclear(world, an_ordered(world))
    is_refused(world, attempt, "reference", "missing", reference="")
    is_refused(world, attempt, "outcome", "missing_choice", outcome="")
    is_refused(world, attempt, "outcome", "missing_choice", outcome="refunded")
    is_refused(world, attempt, "note", "missing", outcome="not_paid", note="")
    is_refused(world, attempt, "note", "missing", outcome="given_back", note="")
    with pytest.raises(NotFound):
        close_attempt(world.ports, "nothing", "sara", Found(outcome="not_paid", note="x"))


@pytest.mark.parametrize(
    ("outcome", "words"), [("not_paid", "پولی به فروشگاه نرسیده"), ("given_back", "برگشت داده شد")]
)
def test_no_money_closes_the_attempt_with_who_found_it_and_tells_the_buyer(
    world: World, outcome: str, words: str
) -> None:
    order = an_ordered(world)
    attempt = unclear(world, order, reason="bank_never_decided")
    closed = closes(world, attempt, outcome)
    assert (closed.state, closed.reason, closed.closed_by, closed.note) == (
        "failed",
        f"staff:{outcome}",
        "sara",
        "در پنل دیدم",
    )
    assert world.order(order.code).state == "registered"
    assert words in world.texts(order)[-1]
    assert "می‌توانید دوباره پرداخت کنید" in world.texts(order)[-1]
    assert len(world.texts(order)) == 2
    with world.store.transaction() as tx:
        assert tx.get(UNIQUE_USES, f"zarinpal:reference:{LOOKED_UP}") is None
    assert at_the_bank(world, order).id != attempt.id


def test_who_waits_for_no_news_gets_none(world: World) -> None:
    """The bank gives such a payment back by itself, and its buyer was told so and could pay again."""
    order = an_ordered(world)
    closes(world, unclear(world, order, reason="no_return"), "not_paid")
    assert len(world.texts(order)) == 1


def test_of_an_order_that_has_ended_the_buyer_is_not_told_to_pay_again(world: World) -> None:
    order = an_ordered(world)
    attempt = unclear(world, order, reason="bank_never_decided")
    world.clock.now = window_end(order)
    world.clock.go_on(hours=1)
    assert expire_orders(world.ports) == 1
    closes(world, attempt, "not_paid")
    assert "دوباره پرداخت" not in world.texts(order)[-1]


@pytest.mark.parametrize("state", ["requesting", "open", "paid", "failed"])
def test_only_what_a_person_has_to_look_at_is_closed(world: World, state: Any) -> None:  # noqa: ANN401 - a state
    attempt = replace(unclear(world, an_ordered(world)), state=state)
    with world.store.transaction() as tx:
        tx.put(ATTEMPTS, attempt)
    is_refused(world, attempt, "outcome", "decided_already")
    is_refused(world, attempt, "outcome", "decided_already", outcome="not_paid")
    with pytest.raises(BadInput):
        ask_again(world.ports, attempt.id)
    assert world.attempt(attempt.id) == attempt


@pytest.mark.parametrize("left", [1, 0])
def test_one_found_paid_after_expiry_takes_the_stock_again_or_is_owed_back(world: World, left: int) -> None:
    world.releases.serve(a_release(an_offer(stock=1)))
    order = an_ordered(world)
    attempt = unclear(world, order)
    world.clock.now = window_end(order)
    world.clock.go_on(hours=1)
    expire_orders(world.ports)
    if not left:
        an_ordered(world, mobile="09350000001")
    closes(world, attempt)
    now = world.order(order.code)
    assert (now.state, now.owed_back) == (("queued", 0) if left else ("needs_refund", now.paid))
    assert world.stock(HONEY) == 0


def test_one_found_paid_for_an_order_paid_since_is_owed_back(world: World) -> None:
    order = an_ordered(world)
    attempt = unclear(world, order)
    second = start_payment(world.ports, order.code, "zarinpal")
    assert second.id != attempt.id
    world.gateway.pay(second.authority)
    returned(world.ports, second.id, {"Authority": second.authority})
    closes(world, attempt)
    now = world.order(order.code)
    assert (now.state, now.owed_back) == ("queued", attempt.amount)
    assert "پیش‌تر پرداخت شده بود" in world.texts(order)[-1]
    assert gives_back(world, order, reference="BACK-1").owed_back == 0


def test_a_payment_whose_order_is_lost_is_closed_as_given_back_and_not_as_paid(world: World) -> None:
    order = an_ordered(world)
    attempt = at_the_bank(world, order)
    world.gateway.pay(attempt.authority, "77")
    with world.store.transaction() as tx:
        tx.delete(ORDERS, order.code)
    returned(world.ports, attempt.id, {"Authority": attempt.authority})
    lost = world.attempt(attempt.id)
    assert lost.reason == "order_lost"
    is_refused(world, lost, "outcome", "no_order", reference="77")
    assert closes(world, lost, "given_back").state == "failed"
    world.keep_order(order)  # restored from a backup: what it was paid by is known, and pays it still
    with world.store.transaction() as tx:
        tx.put(ATTEMPTS, lost)
    assert closes(world, lost, reference="77").state == "paid"


def test_money_that_the_bank_confirms_after_staff_said_no_is_booked_all_the_same(world: World) -> None:
    order = an_ordered(world)
    attempt = unclear(world, order, reason="bank_never_decided")
    closes(world, attempt, "not_paid")
    world.gateway.pay(attempt.authority)
    assert returned(world.ports, attempt.id, {"Authority": attempt.authority}).state == "paid"
    assert world.order(order.code).state == "queued"


@pytest.mark.parametrize(
    ("bank", "state"), [("paid", "paid"), ("failed", "failed"), ("in_bank", "open"), ("refused", "needs_person")]
)
def test_the_bank_is_asked_again_once_what_kept_it_from_answering_is_mended(
    world: World, bank: str, state: str
) -> None:
    order = an_ordered(world)
    attempt = at_the_bank(world, order)
    payment = world.gateway.payments[attempt.authority]
    payment.trouble = GatewayRefused("-11")
    returned(world.ports, attempt.id, {"Authority": attempt.authority})
    assert world.attempt(attempt.id).state == "needs_person"
    if bank != "refused":
        payment.trouble = None
    if bank == "paid":
        world.gateway.pay(attempt.authority)
    elif bank == "failed":
        world.gateway.cancel(attempt.authority)
    assert ask_again(world.ports, attempt.id).state == state
    assert world.order(order.code).state == ("queued" if bank == "paid" else "registered")


def test_who_pays_while_a_person_is_to_look_and_comes_back_is_paid_at_once(world: World) -> None:
    """A bank that refused everything for a while, an IP address not yet registered there, must not cost its payments."""
    order = an_ordered(world)
    attempt = at_the_bank(world, order)
    world.gateway.payments[attempt.authority].trouble = GatewayRefused("-11")
    world.clock.go_on(minutes=1)
    reconcile(world.ports)
    assert world.attempt(attempt.id).state == "needs_person"
    world.gateway.payments[attempt.authority].trouble = None
    world.clock.go_on(minutes=1)
    assert reconcile(world.ports) == 0
    world.gateway.pay(attempt.authority)
    assert returned(world.ports, attempt.id, {"Authority": attempt.authority}).state == "paid"
    assert world.order(order.code).state == "queued"


def test_a_return_without_money_leaves_to_the_person_what_is_theirs(world: World) -> None:
    order = an_ordered(world)
    attempt = unclear(world, order, reason="-11")
    world.gateway.cancel(attempt.authority)
    assert returned(world.ports, attempt.id, {"Authority": attempt.authority}).state == "needs_person"


def test_who_returns_with_a_receipt_after_all_was_given_up_is_asked_about_until_the_bank_answers(world: World) -> None:
    """At a bank that can be asked nothing without it: a clock that was set forward had shut the windows too soon."""

    class Claiming(FakeGateway):
        """Knows a payment by the receipt of the return alone, as SEP does."""

        def read_return(self, returned: Mapping[str, str]) -> Return:
            return Return(authority=returned.get("Authority", ""), claim=returned.get("RefNum", ""))

        def verify(self, *, authority: str, amount: Rials, claim: str = "") -> Paid | NotPaid:
            if not claim:
                raise unavailable()
            return super().verify(authority=authority, amount=amount)

    sep = Claiming(terms=replace(world.gateway.terms, can_be_asked=False))
    world.ports = replace(world.ports, gateways={"zarinpal": sep})
    order = an_ordered(world)
    attempt = at_the_bank(world, order)
    sep.pay(attempt.authority)
    world.clock.go_on(hours=2)
    reconcile(world.ports)
    assert world.attempt(attempt.id).never_returned
    sep.payments[attempt.authority].trouble = unavailable()
    back = returned(world.ports, attempt.id, {"Authority": attempt.authority, "RefNum": "R1"})
    assert (back.state, back.claim, back.reason) == ("open", "R1", "")
    sep.payments[attempt.authority].trouble = None
    world.clock.go_on(minutes=15)
    reconcile(world.ports)
    assert world.attempt(attempt.id).state == "paid"
    assert world.order(order.code).paid == attempt.amount


def test_nobody_is_told_of_a_payment_of_an_order_whose_buyer_was_erased(world: World) -> None:
    order = an_ordered(world)
    attempt = unclear(world, order, "bank_never_decided")
    erased = erase(cancel_own(world.ports, order.code), at=world.clock(), by="sara")
    with world.store.transaction() as tx:
        tx.put(ORDERS, erased)
    told = [one.id for one in outbox(world)]
    assert closes(world, attempt, "not_paid").state == "failed"
    assert [one.id for one in outbox(world)] == told


def outbox(world: World) -> list[Message]:
    with world.store.transaction() as tx:
        return tx.every(OUTBOX)
