"""Every event that moves money writes its entry in the same act, once; older orders get theirs once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checkout.kinds import CHORES, LEDGER, ORDERS
from checkout.use_cases.book_old_orders import book_missing, book_old_orders
from checkout.use_cases.expire_orders import expire_orders
from checkout.use_cases.jobs import JOBS, reprice_orders
from checkout.use_cases.settle_attempt import settle
from shop.errors import BadInput, Conflict
from shop.ledger import entries
from shop.order import Order, OrderCode
from shop.order_chain import happened
from shop.tills import TILL
from tests.builders import a_shop
from tests.checkout.books import booked, captures, forget_books, moved, stands
from tests.checkout.counted_trips import FarStore
from tests.checkout.life import an_order_at, sent
from tests.checkout.shopper import an_ordered, at_the_bank
from tests.checkout.shops import opened
from tests.checkout.staff import SHEBA as REFUND_TO
from tests.checkout.staff import gives_back, move, reports
from tests.fakes import World, in_threads

SHEBA = f"account:{a_shop('bakala').accounts.sheba}"


def agrees(world: World, order: Order) -> None:
    """Check the stored entries against the chain."""
    assert booked(world, order) == list(entries(world.order(order.code)))


def test_placing_an_order_writes_no_entry(world: World) -> None:
    order = an_ordered(world)
    assert (booked(world, order), captures(world)) == ([], [])


def test_a_payment_at_the_bank_is_one_entry_at_that_gateway_and_one_capture(world: World) -> None:
    order = an_order_at(world, "bakala", price=5_000_000)
    (entry,) = booked(world, order)
    (one,) = captures(world)

    assert moved(entry) == {"gateway:zarinpal": 5_000_000, "goods": -5_000_000}
    assert (entry.reference, entry.at) == (world.order(order.code).events[-1].facts["reference"], world.clock())
    assert (one.gateway, one.amount, one.reference) == ("zarinpal", 5_000_000, entry.reference)
    assert (one.order, one.at) == (order.code, entry.at)
    agrees(world, order)


def test_R8_the_same_return_many_times_at_once_is_booked_once(world: World) -> None:
    order = an_ordered(world)
    attempt = at_the_bank(world, order)
    world.gateway.pay(attempt.authority)

    in_threads(20, lambda _: settle(world.ports, attempt.id))

    assert [entry.kind for entry in booked(world, order)] == ["paid"]
    assert len(captures(world)) == 1


def test_the_whole_way_of_an_orders_money_is_booked_event_by_event(world: World) -> None:
    order = an_order_at(world, "bakala", price=5_000_000)
    opened(world, "bakala", price=4_500_000)
    assert reprice_orders(world.ports) == 1
    gives_back(world, order, reference="BACK-1")
    sent(world, order)

    assert [entry.kind for entry in booked(world, order)] == ["paid", "repriced", "refunded"]
    assert stands(world, order) == {
        "gateway:zarinpal": 5_000_000,
        SHEBA: -500_000,
        "goods": -5_000_000,
        "discount": 500_000,
    }
    agrees(world, order)


def test_a_transfer_comes_to_the_account_of_the_shop(world: World) -> None:
    order = an_order_at(world, "bakala", price=5_000_000, pays="card_to_card")
    reports(world, order.code, 5_000_000, "123456")
    assert booked(world, order) == []

    confirmed = move(world, order, "transfer_confirmed", reference="SAT-1")

    assert confirmed.events[-1].facts[TILL] == SHEBA
    assert stands(world, order) == {SHEBA: 5_000_000, "goods": -5_000_000}
    agrees(world, order)


def test_a_cancelled_order_owes_until_it_is_refunded_less_its_fees(world: World) -> None:
    order = an_order_at(world, "atrebeheshti", price=10_000_000)
    total = world.order(order.code).total
    move(world, order, "cancelled", why="buyer")
    assert stands(world, order) == {"gateway:zarinpal": total, "owed": -total}

    gives_back(world, order, reference="BACK-1")

    held = stands(world, order)
    assert {name for name in held if name.startswith("fee:")} == {"fee:کارمزد درگاه پرداخت", "fee:کارمزد کارت به کارت"}
    assert held["gateway:zarinpal"] == total
    assert "owed" not in held
    assert sum(held.values()) == 0
    agrees(world, order)


def test_what_is_paid_after_expiry_and_cannot_be_sent_is_owed(world: World) -> None:
    order = an_ordered(world, quantity=5)
    attempt = at_the_bank(world, order)
    world.clock.go_on(hours=25)
    assert expire_orders(world.ports) == 1
    for mobile in ("09351112233", "09351112234"):
        an_ordered(world, quantity=4, mobile=mobile)
    world.gateway.pay(attempt.authority)
    settle(world.ports, attempt.id)

    assert world.order(order.code).state == "needs_refund"
    assert stands(world, order) == {"gateway:zarinpal": 12_000_000, "owed": -12_000_000}


def test_a_payment_whose_order_is_lost_stands_among_the_captures_all_the_same(world: World) -> None:
    order = an_ordered(world)
    attempt = at_the_bank(world, order)
    world.gateway.pay(attempt.authority)
    with world.store.transaction() as tx:
        tx.delete(ORDERS, order.code)
    settle(world.ports, attempt.id)

    (one,) = captures(world)
    assert (one.order, one.attempt, one.amount, booked(world, order)) == (order.code, attempt.id, 2_400_000, [])
    forget_books(world)
    assert book_missing(world.store) == 0
    assert captures(world) == [one]


def test_a_reference_that_paid_another_attempt_is_captured_once(world: World) -> None:
    one, other = an_ordered(world), an_ordered(world, mobile="09351112233")
    for order in (one, other):
        attempt = at_the_bank(world, order)
        world.gateway.pay(attempt.authority, "SAME")
        settle(world.ports, attempt.id)

    assert [(paid.order, paid.reference) for paid in captures(world)] == [(one.code, "SAME")]
    assert booked(world, other) == []


def test_a_move_that_is_refused_books_nothing(world: World) -> None:
    order = an_order_at(world, "bakala", price=5_000_000)
    move(world, order, "cancelled", why="stock")
    move(world, order, "account_declared", account=REFUND_TO, holder="زهرا احمدی")
    before = world.everything()
    with pytest.raises(BadInput):
        move(world, order, "refunded")
    assert world.everything() == before


def test_an_entry_is_never_written_over(world: World) -> None:
    """An event and its entry are kept together or not at all: here the entry's place is taken, so nothing happens."""
    order = an_ordered(world)
    attempt = at_the_bank(world, order)
    world.gateway.pay(attempt.authority)
    now = world.order(order.code)
    (entry,) = entries(happened(now, "paid", at=world.clock(), by="bank", facts={"paid": "1"}))
    with world.store.transaction() as tx:
        tx.insert(LEDGER, entry)
    before = world.everything()

    with pytest.raises(Conflict, match="ledger"):
        settle(world.ports, attempt.id)

    assert world.everything() == before


def test_orders_from_before_the_ledger_are_booked_once_and_never_again(world: World) -> None:
    paid, unpaid = an_order_at(world, "bakala", price=5_000_000), an_ordered_at_bakala(world)
    move(world, paid, "cancelled", why="stock")
    gives_back(world, paid, reference="BACK-1")
    captured = captures(world)
    _without_tills(world, paid)
    forget_books(world)

    assert book_old_orders(world.ports) == 3
    agree_by_gateway = [moved(entry) for entry in booked(world, paid)]
    assert agree_by_gateway[0] == {"gateway:zarinpal": 5_000_000, "goods": -5_000_000}
    assert agree_by_gateway[2] == {"account:": -5_000_000, "owed": 5_000_000}
    assert (booked(world, unpaid), captures(world)) == ([], captured)
    with world.store.transaction() as tx:
        assert [chore.at for chore in tx.every(CHORES)] == [world.clock()]

    forget_books(world)
    assert book_old_orders(world.ports) == 0
    assert booked(world, paid) == []


def test_what_a_store_lost_of_its_ledger_is_written_again_and_nothing_else(world: World) -> None:
    order = an_order_at(world, "bakala", price=5_000_000)
    move(world, order, "cancelled", why="stock")
    kept = booked(world, order)
    with world.store.transaction() as tx:
        tx.delete(LEDGER, LEDGER.key(kept[0]))

    assert book_missing(world.store) == 1
    assert booked(world, order) == kept
    before = world.everything()
    assert book_missing(world.store) == 0
    assert world.everything() == before


def test_many_old_orders_are_booked_in_parts(world: World) -> None:
    order = an_order_at(world, "bakala", price=5_000_000)
    codes = [f"BK-{number:08}" for number in range(250)]
    for code in codes:
        world.keep_order(replace(world.order(order.code), code=OrderCode(code)))

    assert book_missing(world.store) == 250
    with world.store.transaction() as tx:
        assert sorted(entry.order for entry in tx.every(LEDGER)) == sorted([*codes, order.code])


def test_old_orders_are_booked_in_a_few_trips_to_a_store_on_another_machine() -> None:
    store = FarStore()
    world = World(store)
    order = an_order_at(world, "bakala", price=5_000_000)
    for number in range(30):
        world.keep_order(replace(world.order(order.code), code=OrderCode(f"BK-{number:08}")))
    forget_books(world)
    store.all_trips.clear()

    assert book_missing(store) == 31
    assert [len(trips) for trips in store.all_trips] == [1, 1, 2, 1, 2, 1]  # two parts of them


def an_ordered_at_bakala(world: World) -> Order:
    return an_order_at(world, "bakala", price=5_000_000, pays="", mobile="09351112233")


def _without_tills(world: World, order: Order) -> None:
    """Let the order's events be as they were before they named tills."""
    now = world.order(order.code)
    bare = (replace(one, facts={k: v for k, v in one.facts.items() if k != TILL}) for one in now.events)
    world.keep_order(replace(now, events=tuple(bare)))


def test_the_job_runs_with_the_others() -> None:
    assert JOBS["book_old_orders"][0] is book_old_orders
