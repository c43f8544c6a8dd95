"""A day of a shop with orders of every kind, for its sheet: each paid another way, and some twice, late or in vain."""

from __future__ import annotations

from dataclasses import replace

from checkout.kinds import ATTEMPTS
from checkout.use_cases.bank_statements import import_statement
from checkout.use_cases.expire_orders import expire_orders
from checkout.use_cases.settle_attempt import settle
from shop.order import Order
from tests.builders import in_tehran
from tests.checkout.life import pay, sent
from tests.checkout.shopper import an_ordered, at_the_bank
from tests.checkout.staff import gives_back, move, reports
from tests.fakes import BankPayment, World
from tests.statements import a_file, a_row

MOBILES = (f"0935{number:07}" for number in range(1, 10_000_000))


def an_order(world: World, quantity: int = 1) -> Order:
    return an_ordered(world, quantity=quantity, mobile=next(MOBILES))


def transferred(world: World, reference: str, quantity: int = 1) -> Order:
    """An order paid by a transfer that staff confirmed."""
    order = an_order(world, quantity)
    pay(world, order, "card_to_card")
    reports(world, order.code, order.payable, reference)
    return move(world, order, "transfer_confirmed", reference=reference)


def paid_again(world: World, order: Order) -> None:
    """Let the bank take a second payment for an order, from a page that the buyer had left open."""
    first = at_the_bank(world, order)
    second = replace(first, id=f"{first.id}-2", authority="A2".ljust(36, "0"))
    world.gateway.payments[second.authority] = BankPayment(second.amount)
    with world.store.transaction() as tx:
        tx.put(ATTEMPTS, second)
    for one in (first, second):
        world.gateway.pay(one.authority)
        settle(world.ports, one.id)


def the_bank_says(world: World, *rows: str) -> None:
    told = import_statement(world.ports, "shop", a_file(*rows), "sara")
    assert not told.wrong


def mixed_day(world: World) -> None:
    """Let a day of eight orders pass, and the statement of its account arrive nine days later."""
    pay(world, an_order(world))  # at the bank
    transferred(world, "770011", quantity=2)
    for told in ({"taken": "cash", "collector": "رضا"}, {"taken": "card", "reference": "402912345678"}):
        order = an_order(world)
        pay(world, order, "cash_on_delivery")
        sent(world, order)
        move(world, order, "door_payment_taken", amount=2_400_000, **told)
    refunded = an_order(world)
    pay(world, refunded)
    move(world, refunded, "cancelled", why="stock")
    gives_back(world, refunded, reference="99001")
    late = an_order(world)
    pay(world, late)
    paid_again(world, an_order(world))
    unpaid = an_order(world)
    world.clock.now = in_tehran("1405/09/12", "11:00")
    move(world, late, "cancelled", why="stock")
    expire_orders(world.ports)
    assert world.order(unpaid.code).state == "expired"
    world.clock.go_on(days=9)
    the_bank_says(
        world,
        a_row("4800000", reference="770011"),
        a_row("", "2400000", reference="99001"),
        a_row("1", reference="9", day="1405/09/20"),
    )
