"""What the desk looks up: orders by state, code or buyer, what is due, and payments for a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from checkout.kinds import ATTEMPTS, ORDERS
from checkout.ports import Ports
from checkout.records import Attempt
from checkout.store import retried
from checkout.use_cases.advance_order import order_in
from checkout.use_cases.declare_force_majeure import declared_periods
from checkout.use_cases.in_pages import PAGE, Page, page_in, page_of_work
from checkout.use_cases.order_terms import terms_of
from shop.lifecycle import LIVE, OVER, State
from shop.money import Rials
from shop.order import Order, OrderCode
from shop.rules.force_majeure import period_at
from shop.rules.refund import refund_of
from shop.rules.refund_account import Standing, standing
from shop.rules.running import Clock, duties, is_over
from shop.terms import Shop
from shop.text import number_text

MOST_COUNTED = 1000
"""Where counting stops: nobody reads on from there, and a long history must not slow the desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something that staff have to see to, and the order it is about; ``over`` sounds the alarm.

    Of a refund: how many rials are to go back, and whether they can be paid now.
    """

    order: Order
    clock: Clock
    over: bool
    amount: Rials = Rials(0)
    standing: Standing = "payable"


@retried
def orders_in(ports: Ports, state: State, seen: str = "") -> Page[Order]:
    """Return a page of the orders of a state, after the mark ``seen``.

    Those that wait for somebody come with the oldest first; those that are over with the newest.
    """
    page = page_in if state in OVER else page_of_work
    with ports.store.transaction() as tx:
        return page(tx, ORDERS, "state", state, seen)


@retried
def count_orders(ports: Ports, states: Iterable[State]) -> dict[State, int]:
    """Return how many orders are in each of these states; one more than ``MOST_COUNTED`` stands for all beyond it."""
    with ports.store.transaction() as tx:
        return {state: tx.count(ORDERS, "state", state, MOST_COUNTED + 1) for state in states}


@retried
def attempts_for_a_person(ports: Ports, before: str = "", *, most: int = PAGE) -> Page[Attempt]:
    """Return the payments that the bank's answers alone do not settle, in pages, the newest first."""
    with ports.store.transaction() as tx:
        return page_in(tx, ATTEMPTS, "state", "needs_person", before, most=most)


def code_typed(shop: Shop, typed: str) -> OrderCode:
    """Return the code of an order as it is kept, whatever digits it was typed in, with its prefix or without."""
    plain, prefix = number_text(typed).upper(), shop.order.code_prefix
    return OrderCode(f"{prefix}-{plain.removeprefix(prefix)}" if prefix else plain)


@retried
def find_orders(ports: Ports, sought: str, before: str = "") -> Page[Order]:
    """Return the order of a code, or a buyer's orders by their mobile in pages, the newest first; none if nothing fits."""
    typed = number_text(sought).upper()
    if not (typed.isascii() and typed.isalnum()):
        return Page(records=[])
    _, release = ports.releases.current()
    with ports.store.transaction() as tx:
        order = tx.get(ORDERS, code_typed(release.shop, sought))
        return Page(records=[order]) if order else page_in(tx, ORDERS, "member", typed, before)


@retried
def open_order(ports: Ports, code: OrderCode) -> tuple[Order, list[Attempt]]:
    """Return an order with its attempts to pay.

    Raises:
        OrderNotFound: there is none of that code.
    """
    with ports.store.transaction() as tx:
        return order_in(tx, code), tx.find(ATTEMPTS, "order", code)


def duties_now(ports: Ports) -> list[Duty]:
    """BAQ-031, BAQ-075, BAK-014, BAK-130: return what staff have to see to, the most urgent first.

    Orders that are over concern nobody any more unless money is owed back. Of each state the oldest ``MOST_COUNTED``
    are looked at, so that what this costs has an end. In force majeure nothing is overdue, and
    what stands there only for being overdue is left out; the rest, such as refunds, stays.

    It takes long where much is to be done, and so is no transaction itself: none that a buyer waits for runs behind it.
    """
    at = ports.clock()
    quiet = period_at(declared_periods(ports), at) is not None
    looked_at = [("state", state) for state in sorted(LIVE)] + [("owed", "yes")]
    orders = {order.code: order for index, value in looked_at for order in _oldest(ports, index, value)}
    found = []
    for order in orders.values():
        shop = terms_of(ports, order)
        for clock in duties(shop, order, at, quiet=quiet):
            duty = Duty(order=order, clock=clock, over=not quiet and is_over(clock, at))
            found.append(_of_refund(shop, duty) if clock.name == "refund" else duty)
    return sorted(found, key=lambda duty: (duty.clock.at, duty.order.code))


@retried
def _oldest(ports: Ports, index: str, value: str) -> list[Order]:
    with ports.store.transaction() as tx:
        return tx.find(ORDERS, index, value, most=MOST_COUNTED)


def _of_refund(shop: Shop, duty: Duty) -> Duty:
    return replace(duty, amount=refund_of(shop, duty.order).amount, standing=standing(shop, duty.order))
