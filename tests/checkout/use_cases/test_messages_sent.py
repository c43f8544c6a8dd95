"""The outbox: written with the event or not at all, each message delivered once, none holding up the others."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from checkout.kinds import OUTBOX
from checkout.records import Message
from checkout.store import Transaction
from checkout.use_cases.advance_order import advance, order_in
from checkout.use_cases.choose_payment import choose_method
from checkout.use_cases.jobs import JOBS, send_messages
from checkout.use_cases.send_messages import PART
from checkout.use_cases.sign_in import send_code
from checkout.use_cases.track_order import send_links
from shop.errors import CodeRefused
from shop.order import Mobile, Order
from tests.checkout.shopper import MOBILE, an_ordered
from tests.fake_stores import CountingStore
from tests.fakes import World, in_threads


class PowerCut(Exception):
    """Something fails in the middle of a transaction."""


def test_a_transaction_that_fails_leaves_no_event_no_stock_and_no_message(world: World) -> None:
    order = an_ordered(world)
    before = world.everything()

    def cancel_and_fail(tx: Transaction) -> None:
        advance(tx, world.ports, order_in(tx, order.code), "cancelled", by="buyer")
        raise PowerCut

    with pytest.raises(PowerCut), world.store.transaction() as tx:
        cancel_and_fail(tx)
    assert world.everything() == before


def test_each_message_is_handed_over_once(world: World) -> None:
    order = an_ordered(world)
    assert send_messages(world.ports) == 2
    assert send_messages(world.ports) == 0
    assert [message.sent for message in world.outbox(order.code)] == ["yes"]
    assert len(world.messenger.offered) == len(world.messenger.taken) == 2


def test_a_code_is_not_kept_once_it_was_sent(world: World) -> None:
    send_code(world.ports, Mobile(MOBILE), "sign_in", "127.0.0.1")
    with world.store.transaction() as tx:
        (waiting,) = tx.every(OUTBOX)
    assert send_messages(world.ports) == 1
    with world.store.transaction() as tx:
        assert tx.every(OUTBOX) == []
    assert list(world.messenger.taken) == [waiting.id]


def test_a_messenger_that_is_down_is_asked_again_until_it_takes_the_message(world: World) -> None:
    an_ordered(world)
    world.messenger.refuses = lambda _: True
    for _ in range(5):
        assert send_messages(world.ports) == 0
    world.messenger.refuses = lambda _: False
    assert send_messages(world.ports) == 2
    assert len(world.messenger.taken) == 2


def test_a_message_that_is_not_taken_is_logged_without_its_order_or_number(
    world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = an_ordered(world)
    world.messenger.refuses = lambda _: True
    # Whoever imported Pelican before has loggers that say a thing once only.
    monkeypatch.setattr(logging.getLogger("hojreh.jobs"), "filters", [])
    with caplog.at_level(logging.WARNING):
        for _ in range(5):
            send_messages(world.ports)
    assert len(caplog.messages) == 5
    assert not [said for said in caplog.messages if order.code in said or order.member in said]


def test_one_message_that_is_never_taken_does_not_hold_up_the_others(world: World) -> None:
    poisoned = an_ordered(world)
    world.clock.go_on(minutes=1)
    other = an_ordered(world, mobile="09350000001")
    world.messenger.refuses = lambda message: message.to == poisoned.member
    for _ in range(10):
        send_messages(world.ports)
    assert {message.order for message in world.messenger.taken.values() if message.order} == {other.code}
    assert {message.sent for message in world.outbox(poisoned.code)} == {"no"}


def test_messages_of_one_order_go_in_the_order_they_were_written(world: World) -> None:
    order = an_ordered(world)
    world.clock.go_on(minutes=1)
    with world.store.transaction() as tx:
        advance(tx, world.ports, order_in(tx, order.code), "cancelled", by="buyer")
    send_messages(world.ports)
    assert [id_ for id_ in world.messenger.offered if id_.startswith(order.code)] == [
        f"{order.code}:1:sms",
        f"{order.code}:2:sms",
    ]


def letters(world: World, count: int, *, apart: timedelta, name: str = "m") -> list[str]:
    """Let so many messages wait, one every ``apart``; return their ids as they are to go."""
    ids = [f"{name}{number:04d}" for number in range(count)]
    with world.store.transaction() as tx:
        for id_ in ids:
            at = world.clock()
            tx.put(OUTBOX, Message(id=id_, channel="sms", to=MOBILE, body="سلام", written_at=at))
            world.clock.now += apart
    return ids


@pytest.mark.parametrize("apart", [timedelta(0), timedelta(microseconds=1), timedelta(days=1)])
def test_many_messages_go_in_the_order_they_were_written(world: World, apart: timedelta) -> None:
    ids = letters(world, 2 * PART + 30, apart=apart)
    assert send_messages(world.ports) == len(ids)
    assert world.messenger.offered == ids


def test_while_no_messenger_answers_no_more_is_read_however_much_waits(world: World) -> None:
    letters(world, 3 * PART, apart=timedelta(seconds=1))
    world.messenger.refuses = lambda _: True
    counting = CountingStore(world.store)
    assert send_messages(replace(world.ports, store=counting)) == 0
    assert counting.records == PART + 1


def links(world: World, mobile: Mobile) -> list[str]:
    send_code(world.ports, mobile, "links", f"client of {mobile}")
    send_links(world.ports, mobile, world.last_code(mobile))
    return [message.body for message in world.outbox("links:") if message.to == mobile]


def test_a_proven_mobile_gets_the_links_of_its_own_newest_orders(world: World) -> None:
    orders: list[Order] = []
    for _ in range(6):
        orders.append(an_ordered(world))
        choose_method(world.ports, orders[-1].code, "cash_on_delivery")
        world.clock.go_on(hours=1)
    an_ordered(world, mobile="09350000001")
    (body,) = links(world, Mobile(MOBILE))
    assert [order.link in body for order in orders] == [False, True, True, True, True, True]
    assert body.count("/orders/") == 5


def test_a_mobile_without_orders_gets_the_same_answer_and_no_message(world: World) -> None:
    an_ordered(world)
    assert links(world, Mobile("09350000001")) == []


def test_a_code_for_links_serves_once_even_a_hundred_times_at_once(world: World) -> None:
    an_ordered(world)
    world.clock.go_on(minutes=2)
    send_code(world.ports, Mobile(MOBILE), "links", "a")
    code = world.last_code(MOBILE)
    came = in_threads(100, lambda _: send_links(world.ports, Mobile(MOBILE), code))
    assert len([one for one in came if isinstance(one, CodeRefused)]) == 99
    assert len(world.outbox("links:")) == 1


def test_every_job_runs_on_an_empty_shop(world: World) -> None:
    assert {name: job(world.ports) for name, (job, _) in JOBS.items()} == dict.fromkeys(JOBS, 0)
