"""A deposit that comes for an order which waits for none any more is booked to it, and what it did not need is owed back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from checkout.kinds import LEDGER, ORDERS, STATEMENT_LINES
from checkout.use_cases.bank_statements import import_statement
from checkout.use_cases.choose_payment import choose_method
from checkout.use_cases.claims import cancel_own
from checkout.use_cases.jobs import expire_orders
from checkout.use_cases.settlement import settlement
from checkout.use_cases.stray_deposits import book_deposit, stray_deposits
from shop.calendar import local_day
from shop.erasure import erase
from shop.errors import BadInput, NotFound
from shop.ledger_check import mismatches
from shop.order import Order, OrderCode
from shop.order_chain import check_chain
from shop.rules.sources import sources
from shop.statement import StatementLine
from tests.builders import in_tehran, window_end
from tests.checkout.life import an_order_at, pay
from tests.checkout.staff import gives_back, move, reports
from tests.fakes import World, in_threads
from tests.statements import a_file, a_row

PRICE = 1_800_000


def an_order(world: World, mobile: str = "09121234567") -> Order:
    world.clock.now = in_tehran("1405/09/11", "10:00")
    return an_order_at(world, "baqiyat", price=PRICE, pays="card_to_card", mobile=mobile)


def came(world: World, reference: str = "123456", day: str = "1405/09/11", into: int = PRICE) -> StatementLine:
    file = a_file(a_row(str(into), reference=reference, day=day))
    assert import_statement(world.ports, "shop", file, "sara").wrong == ()
    with world.store.transaction() as tx:
        (line,) = [one for one in tx.every(STATEMENT_LINES) if one.reference == reference and one.waits]
    return line


def is_refused(world: World, line: StatementLine, order: Order, problem: str) -> None:
    before = world.everything()
    with pytest.raises(BadInput) as told:
        book_deposit(world.ports, line.id, order.code, "sara")
    assert (told.value.field, told.value.problem) == ("order", problem)
    assert world.everything() == before


def balanced(world: World, order: Order) -> None:
    now = world.order(order.code)
    check_chain(now)
    with world.store.transaction() as tx:
        assert mismatches(now, tx.find(LEDGER, "order", order.code)) == ()


def cancelled(world: World, order: Order) -> None:
    reports(world, order.code, PRICE, "123456")
    cancel_own(world.ports, order.code)


def expired(world: World, order: Order) -> None:
    world.clock.now = window_end(order) + timedelta(seconds=1)
    assert expire_orders(world.ports) == 1


@pytest.mark.parametrize("ends", [cancelled, expired])
def test_BAQ_013_BAQ_075_a_transfer_that_came_for_an_order_that_ended_is_owed_back(
    world: World, ends: Callable[[World, Order], None]
) -> None:
    order = an_order(world)
    ends(world, order)
    line = came(world)
    booked = book_deposit(world.ports, line.id, order.code, "sara")

    event = booked.events[-1]
    assert (booked.state, booked.paid, booked.owed_back) == ("needs_refund", PRICE, PRICE)
    assert (event.kind, event.by, event.facts) == (
        "paid",
        "staff:sara",
        {"paid": str(PRICE), "reference": "123456", "till": "account:shop"},
    )
    assert "refund" in booked.deadlines
    assert "پس از بسته شدن آن رسید" in world.texts(order)[-1]
    assert stray_deposits(world.ports, "shop").records == []
    (source,) = sources(booked)
    assert (source.way, source.left, source.attempt) == ("card_to_card", PRICE, "")
    back = gives_back(world, order)
    assert (back.state, back.held, back.owed_back) == ("refunded", 0, 0)
    balanced(world, order)


def test_BAQ_075_a_transfer_beside_a_payment_at_the_bank_is_owed_back_and_the_order_lives_on(world: World) -> None:
    order = an_order(world)
    reports(world, order.code, PRICE, "123456")
    choose_method(world.ports, order.code, "gateway")
    pay(world, order)
    line = came(world)
    booked = book_deposit(world.ports, line.id, order.code, "sara")

    assert (booked.state, booked.payment, booked.paid, booked.owed_back) == ("queued", "gateway", 2 * PRICE, PRICE)
    assert "برای سفارش" in world.texts(order)[-1]
    assert gives_back(world, order).owed_back == 0
    balanced(world, order)


def test_the_days_sheet_knows_a_deposit_that_was_booked_on_another_day(world: World) -> None:
    order = an_order(world)
    cancelled(world, order)
    line = came(world)
    world.clock.go_on(days=1)
    book_deposit(world.ports, line.id, order.code, "sara")
    world.clock.go_on(days=2)
    came(world, "9", day="1405/09/14", into=1)
    shop = world.releases.current()[1].shop
    for day in (local_day(order.placed_at), local_day(order.placed_at) + timedelta(days=1)):
        sheet = settlement(world.store, shop, day)
        (account,) = [one for one in sheet.tills if one.till == "account:shop"]
        assert (account.known, account.difference, account.differences, sheet.mismatches) == ("told", 0, (), ())


def test_BAQ_013_a_deposit_is_booked_once_and_its_number_settles_nothing_else(world: World) -> None:
    order, other = an_order(world), an_order(world, "09350000001")
    cancelled(world, order)
    line = came(world)
    told = in_threads(10, lambda _: book_deposit(world.ports, line.id, order.code, "sara"))
    assert len([one for one in told if isinstance(one, Order)]) == 1
    assert world.order(order.code).paid == PRICE
    is_refused(world, line, order, "settled_already")
    before = world.everything()
    with pytest.raises(BadInput, match="already_used"):
        move(world, other, "transfer_confirmed", reference="۰۱۲۳۴۵۶")
    assert world.everything() == before


def test_what_cannot_be_of_the_order_is_refused_and_changes_nothing(world: World) -> None:
    order, other = an_order(world), an_order(world, "09350000001")
    line = came(world)
    is_refused(world, line, order, "waits_for_it")
    move(world, other, "transfer_confirmed", reference="999")
    is_refused(world, came(world, "999", into=PRICE - 1), other, "number_used")
    is_refused(world, came(world, "7", day="1405/09/10"), other, "placed_later")
    with pytest.raises(BadInput, match="no_such_order"):
        book_deposit(world.ports, line.id, OrderCode("BQ-0"), "sara")
    with pytest.raises(NotFound):
        book_deposit(world.ports, "none", other.code, "sara")


def test_nothing_is_booked_to_an_order_whose_buyer_was_erased(world: World) -> None:
    order = an_order(world)
    erased = erase(cancel_own(world.ports, order.code), at=world.clock(), by="sara")
    with world.store.transaction() as tx:
        tx.put(ORDERS, erased)
    is_refused(world, came(world), order, "no_such_order")
