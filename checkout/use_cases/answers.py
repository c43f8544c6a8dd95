"""What a buyer answers when staff ask: a question, another product, a new due date.

``asked`` is the turn of the event that is answered: what was asked anew since is not answered by an older page.
"""

from __future__ import annotations

from checkout.ports import Ports
from checkout.store import retried
from checkout.use_cases.advance_order import advance, order_in
from shop.errors import BadInput, TransitionRefused
from shop.lifecycle import EventKind
from shop.order import Event, Order, OrderCode
from shop.rules.lines import difference
from shop.rules.waiting import open_offer, open_proposal, open_question


@retried
def answer_question(ports: Ports, code: OrderCode, asked: int, answer: str) -> Order:
    """BAQ-079, BAK-046, PAY-013: tell what staff asked; the order goes on.

    Raises:
        BadInput: nothing was written.
        TransitionRefused: this is not asked any more.
    """
    if not answer:
        raise BadInput("reply", "missing")
    with ports.store.transaction() as tx:
        order = order_in(tx, code)
        _check_asked(order, open_question(order), asked, "information_given")
        return advance(tx, ports, order, "information_given", by="buyer", note=answer)


@retried
def accept_substitute(ports: Ports, code: OrderCode, asked: int) -> Order:
    """BAQ-074, BAK-039, PAY-005, CHI-011: take the product offered; its units are held, the difference is due or owed.

    Raises:
        OutOfStock: its units are gone meanwhile.
        TransitionRefused: it is not offered any more.
    """
    with ports.store.transaction() as tx:
        order = order_in(tx, code)
        offered = _check_asked(order, open_offer(order), asked, "substitute_accepted").facts
        facts = {**offered, "change": str(difference(order, offered))}
        return advance(tx, ports, order, "substitute_accepted", by="buyer", facts=facts)


@retried
def decline_substitute(ports: Ports, code: OrderCode, asked: int) -> Order:
    """BAQ-074: do not take the product offered; staff close the line or cancel.

    Raises:
        TransitionRefused: it is not offered any more.
    """
    with ports.store.transaction() as tx:
        order = order_in(tx, code)
        offered = _check_asked(order, open_offer(order), asked, "substitute_declined").facts
        facts = {"sku": offered["sku"], "new_sku": offered["new_sku"]}
        return advance(tx, ports, order, "substitute_declined", by="buyer", facts=facts)


@retried
def answer_date(ports: Ports, code: OrderCode, asked: int, *, accepts: bool) -> Order:
    """PAY-035: agree to a new due date, or not; then either side may rescind.

    Raises:
        TransitionRefused: it is not proposed any more.
    """
    event: EventKind = "date_accepted" if accepts else "date_declined"
    with ports.store.transaction() as tx:
        order = order_in(tx, code)
        proposed = _check_asked(order, open_proposal(order), asked, event)
        return advance(tx, ports, order, event, by="buyer", facts={"until": proposed.facts["until"]})


def turn_of(order: Order, event: Event) -> int:
    """Return the turn of an order's event, the first being 0."""
    return order.events.index(event)


def _check_asked(order: Order, open_one: Event | None, asked: int, event: EventKind) -> Event:
    if open_one is None or turn_of(order, open_one) != asked:
        raise TransitionRefused(order.state, event)
    return open_one
