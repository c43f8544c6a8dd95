"""Two processes on one store: what one has written, the other never undoes by what it had read before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from checkout.kinds import ATTEMPTS, OUTBOX, SESSIONS
from checkout.ports import Ports
from checkout.records import Attempt, AttemptState
from checkout.storage.memory import MemoryStore
from checkout.store import Transaction
from checkout.use_cases.change_cart import add_to_cart
from checkout.use_cases.choose_payment import choose_method
from checkout.use_cases.claims import cancel_own
from checkout.use_cases.close_attempt import Found, close_attempt
from checkout.use_cases.jobs import end_holds, expire_orders, reconcile, send_messages, tidy_up
from checkout.use_cases.settle_attempt import settle
from checkout.use_cases.sign_in import send_code
from shop.errors import GatewayUnavailable
from shop.money import Rials
from shop.order import Mobile
from tests.builders import HONEY, a_release, an_offer, window_end
from tests.checkout.life import an_order_at, sent
from tests.checkout.shopper import MOBILE, Shopper, an_ordered, at_the_bank
from tests.checkout.staff import move
from tests.fake_stores import RivalStore
from tests.fakes import BankPayment, World, unavailable


@pytest.fixture
def world() -> World:
    return World(MemoryStore())


def with_rival(world: World, at: int, rival: Callable[[], object]) -> Ports:
    """Return the ports of a process whose ``at``-th transaction from now comes just after a rival's act."""
    return replace(world.ports, store=RivalStore(world.store, {at: rival}))


def put(world: World, attempt: Attempt) -> None:
    with world.store.transaction() as tx:
        tx.put(ATTEMPTS, attempt)


def becomes(world: World, attempt: Attempt, state: AttemptState) -> Callable[[], None]:
    return lambda: put(world, replace(world.attempt(attempt.id), state=state))


def is_paid(world: World, attempt: Attempt) -> Callable[[], object]:
    """Return a rival that learns from the bank that the attempt is paid."""
    world.gateway.pay(attempt.authority)
    return lambda: settle(world.ports, attempt.id)


def test_an_answer_that_comes_after_the_request_was_given_up_opens_no_second_way_to_pay(world: World) -> None:
    order = an_ordered(world)

    def wait(_: str) -> None:
        world.gateway.looking = lambda _: None
        world.clock.go_on(minutes=3)
        reconcile(world.ports)
        at_the_bank(world, order)

    world.gateway.looking = wait
    late = at_the_bank(world, order)
    assert (late.state, late.reason, late.pay_url) == ("failed", "request_lost", "")
    assert sorted(attempt.state for attempt in world.attempts(order.code)) == ["failed", "open"]


def test_a_request_that_failed_here_does_not_end_an_attempt_that_is_paid(world: World) -> None:
    order = an_ordered(world)
    world.gateway.trouble = unavailable()
    seen: list[Attempt] = []

    def rival() -> None:
        seen.extend(world.attempts(order.code))
        put(world, replace(seen[0], state="paid"))

    # Before it: the choice, the live attempts, the new one.
    with pytest.raises(GatewayUnavailable):
        choose_method(with_rival(world, 4, rival), order.code, "gateway")
    assert seen[0].state == "requesting"
    assert world.attempt(seen[0].id).state == "paid"


def test_a_lost_request_that_was_answered_since_it_was_listed_stays_open(world: World) -> None:
    attempt = at_the_bank(world, an_ordered(world))
    put(world, replace(attempt, state="requesting"))
    world.clock.go_on(minutes=3)
    reconcile(with_rival(world, 2, lambda: put(world, attempt)))
    assert world.attempt(attempt.id).state == "open"


@pytest.mark.parametrize("state", ["paid", "failed", "needs_person"])
def test_two_days_of_silence_do_not_hide_what_a_rival_learned_at_the_end(world: World, state: AttemptState) -> None:
    attempt = at_the_bank(world, an_ordered(world))
    world.clock.go_on(days=3)
    # Before it: requests, open ones, the attempt, the bank's answer.
    reconcile(with_rival(world, 5, becomes(world, attempt, state)))
    assert (world.attempt(attempt.id).state, world.attempt(attempt.id).reason) == (state, "-51")


@pytest.mark.parametrize(
    "answer",
    [
        BankPayment(Rials(0), trouble=unavailable()),
        BankPayment(Rials(1), status="paid"),
        BankPayment(Rials(0), status="in_bank"),
        BankPayment(Rials(0), status="failed"),
    ],
    ids=["silence", "refusal", "not_paid", "failed"],
)
def test_no_answer_of_the_bank_undoes_a_payment_that_a_rival_booked(world: World, answer: BankPayment) -> None:
    order = an_ordered(world)
    attempt = at_the_bank(world, order)

    def rival() -> None:
        world.gateway.payments[attempt.authority] = BankPayment(attempt.amount)
        is_paid(world, attempt)()

    world.gateway.payments[attempt.authority] = answer
    assert settle(with_rival(world, 2, rival), attempt.id).state == "paid"
    assert world.attempt(attempt.id).state == "paid"
    assert world.order(order.code).paid == order.payable


@pytest.mark.parametrize("answer", ["silence", "not_paid"])
def test_an_attempt_that_a_rival_saw_end_is_not_opened_again_by_an_older_answer(world: World, answer: str) -> None:
    attempt = at_the_bank(world, an_ordered(world))
    if answer == "silence":
        world.gateway.payments[attempt.authority].trouble = unavailable()
    assert settle(with_rival(world, 2, becomes(world, attempt, "failed")), attempt.id).state == "failed"
    assert world.attempt(attempt.id).state == "failed"


def test_an_order_paid_since_it_was_listed_does_not_expire(world: World) -> None:
    order = an_ordered(world)
    attempt = at_the_bank(world, order)
    world.clock.now = window_end(order)
    world.clock.go_on(minutes=40)
    assert expire_orders(with_rival(world, 2, is_paid(world, attempt))) == 0
    assert (world.order(order.code).state, world.stock(HONEY)) == ("queued", 11)


def test_an_order_cancelled_since_it_was_listed_gives_its_stock_back_once(world: World) -> None:
    order = an_ordered(world)
    world.clock.now = window_end(order)
    world.clock.go_on(minutes=1)
    assert expire_orders(with_rival(world, 2, lambda: cancel_own(world.ports, order.code))) == 0
    assert (world.order(order.code).state, world.stock(HONEY)) == ("cancelled", 12)


def test_a_parcel_that_came_to_the_depot_anew_since_it_was_listed_waits_there(world: World) -> None:
    order = sent(world, an_order_at(world, "atrebeheshti"))
    for _ in range(2):
        move(world, order, "delivery_failed")
    world.clock.go_on(days=5)

    def again() -> None:
        end_holds(world.ports)
        move(world, order, "came_back")
        move(world, order, "resend_agreed")
        if world.order(order.code).due:
            attempt = at_the_bank(world, order)
            world.gateway.pay(attempt.authority)
            settle(world.ports, attempt.id)
        move(world, order, "dispatched", tracking="1", insurance="B-1", looked_over=True)
        for _ in range(2):
            move(world, order, "delivery_failed")

    assert end_holds(with_rival(world, 2, again)) == 0
    assert world.order(order.code).state == "at_depot"


def test_a_code_that_a_rival_handed_over_is_not_put_back_to_be_sent_again(world: World) -> None:
    send_code(world.ports, Mobile(MOBILE), "sign_in", "a")
    refused = {"first": True}
    world.messenger.refuses = lambda _: refused.pop("first", False)
    send_messages(with_rival(world, 2, lambda: send_messages(world.ports)))
    assert world.outbox("code:") == []
    assert send_messages(world.ports) == 0


@pytest.mark.parametrize("taken", [True, False])
def test_a_message_that_a_rival_handed_over_stays_sent(world: World, taken: bool) -> None:
    order = an_ordered(world)
    with world.store.transaction() as tx:
        for message in tx.every(OUTBOX):
            if not message.order:
                tx.delete(OUTBOX, message.id)
    refused = {"first": not taken}
    world.messenger.refuses = lambda _: refused.pop("first", False)
    send_messages(with_rival(world, 2, lambda: send_messages(world.ports)))
    assert [(message.sent, message.tries) for message in world.outbox(order.code)] == [("yes", 1)]
    assert len(world.messenger.taken) == 1


def test_a_visitor_who_comes_back_while_old_sessions_are_dropped_keeps_the_cart(world: World) -> None:
    gone, back = Shopper(world).add(), Shopper(world).add()
    world.clock.go_on(days=31)
    # Tallies, codes and staff sessions are looked at first; then the sessions are listed.
    ports = with_rival(world, 5, lambda: add_to_cart(world.ports, back.id, HONEY, 1))
    assert tidy_up(ports) == 1
    with world.store.transaction() as tx:
        assert tx.get(SESSIONS, gone.id) is None
    assert [line.quantity for line in back.session.cart] == [2]


class Hopeful(RivalStore):
    """Sees a unit on the shelf that is not there any more."""

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        with super().transaction() as tx:
            look = tx.stock
            tx.stock = lambda sku: look(sku) + 1  # type: ignore[method-assign]
            yield tx


@pytest.mark.parametrize("told_by", ["bank", "staff:sara"])
def test_a_late_payment_whose_stock_was_there_a_moment_ago_is_owed_back_and_not_refused(
    world: World, told_by: str
) -> None:
    """On several processes a look at the shelf is only a look: what guards it may say no when the transaction ends."""
    world.releases.serve(a_release(an_offer(stock=1)))
    order = an_ordered(world)
    attempt = at_the_bank(world, order)
    world.gateway.pay(attempt.authority)
    world.clock.now = window_end(order)
    world.clock.go_on(hours=1)
    expire_orders(world.ports)
    an_ordered(world, mobile="09350000001")

    ports = replace(world.ports, store=Hopeful(world.store))
    if told_by == "bank":
        settled = settle(ports, attempt.id)
    else:
        put(world, replace(attempt, state="needs_person", reason="-11"))
        settled = close_attempt(ports, attempt.id, "sara", Found(outcome="paid", reference="7", amount=attempt.amount))
    assert settled.state == "paid"
    now = world.order(order.code)
    assert (now.state, now.owed_back, world.stock(HONEY)) == ("needs_refund", now.paid, 0)
    assert [event.kind for event in now.events][-2:] == ["expired", "paid"]
    assert now.events[-1].by == told_by
