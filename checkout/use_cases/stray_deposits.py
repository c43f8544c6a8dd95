"""Deposits of which nobody knows the reason: listed, booked to an order or put aside by staff, and taken up again."""

from __future__ import annotations

from dataclasses import replace

from checkout.kinds import ORDERS, STATEMENT_LINES
from checkout.ports import Ports
from checkout.store import retried
from checkout.use_cases.advance_order import advance
from checkout.use_cases.bank_references import use_once, used_by
from checkout.use_cases.in_pages import Page, page_in
from shop.calendar import local_day
from shop.errors import BadInput, NotFound
from shop.lifecycle import UNPAID
from shop.order import Order, OrderCode
from shop.statement import StatementLine
from shop.tills import TILL, statement_till


@retried
def stray_deposits(ports: Ports, account: str, before: str = "", *, aside: bool = False) -> Page[StatementLine]:
    """Return the deposits of an account that settled no order, the newest first: those still open, or those put aside."""
    with ports.store.transaction() as tx:
        return page_in(tx, STATEMENT_LINES, "aside" if aside else "waits", account, before)


@retried
def book_deposit(ports: Ports, line: str, code: OrderCode, staff: str) -> Order:
    """BAQ-013, BAQ-075: book a deposit to an order that waits for none any more: one that has ended, or is paid already.

    A buyer who transferred and then cancelled, paid at the bank or came too late is owed the money, as after any payment
    that an order did not need. What an order waits for is confirmed, not booked.

    Raises:
        NotFound: there is no such line.
        BadInput: there is ``no_such_order``, or it waits to be paid (``waits_for_it``) or is younger than the deposit
            (``placed_later``); the deposit is ``settled_already``, or its ``number_used``.
    """
    with ports.store.transaction() as tx:
        found, order = tx.get(STATEMENT_LINES, line), tx.get(ORDERS, code)
        if found is None:
            raise NotFound(line)
        if order is None or order.erased:
            raise BadInput("order", "no_such_order", code)
        if not found.waits:
            raise BadInput("order", "settled_already", line)
        if order.state in UNPAID:
            raise BadInput("order", "waits_for_it", code)
        if found.day < local_day(order.placed_at):
            raise BadInput("order", "placed_later", code)
        reference = found.reference or found.id
        if used_by(tx, reference):
            raise BadInput("order", "number_used", reference)
        use_once(tx, reference, code)
        tx.put(STATEMENT_LINES, replace(found, order=code))
        facts = {"paid": str(found.amount), "reference": reference, TILL: statement_till(found.account)}
        return advance(tx, ports, order, "paid", by=f"staff:{staff}", facts=facts)


@retried
def put_aside(ports: Ports, line: str, reason: str, staff: str) -> None:
    """Say that a deposit has nothing to do with an order, and why. One that settled an order, or is aside, stays so.

    Raises:
        NotFound: there is no such line.
        BadInput: no reason.
    """
    if not reason:
        raise BadInput("reason", "missing")
    with ports.store.transaction() as tx:
        found = tx.get(STATEMENT_LINES, line)
        if found is None:
            raise NotFound(line)
        if found.waits:
            tx.put(STATEMENT_LINES, replace(found, aside=reason, aside_by=staff))


@retried
def take_up(ports: Ports, line: str) -> None:
    """Put a deposit that was put aside among those still open.

    Raises:
        NotFound: there is no such line.
    """
    with ports.store.transaction() as tx:
        found = tx.get(STATEMENT_LINES, line)
        if found is None:
            raise NotFound(line)
        if found.aside:
            tx.put(STATEMENT_LINES, replace(found, aside="", aside_by=""))
