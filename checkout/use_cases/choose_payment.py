"""The payment step: choose to pay at the bank, by a transfer, or at the door."""

from __future__ import annotations

from datetime import datetime

from checkout.ports import Ports
from checkout.records import Attempt
from checkout.store import retried
from checkout.use_cases.advance_order import advance, order_in
from checkout.use_cases.declare_force_majeure import periods_in
from checkout.use_cases.order_terms import terms_of
from checkout.use_cases.start_payment import start_payment
from shop.errors import DeadlinePassed, TransitionRefused
from shop.lifecycle import UNPAID, EventKind
from shop.order import Order, OrderCode
from shop.quote import PaymentOption, choose_payment, payment_options
from shop.rules.difference import bill_of, owes_difference
from shop.rules.force_majeure import with_time_back
from shop.terms import Payment, PaymentKind, Shop

_EVENT: dict[PaymentKind, EventKind] = {
    "gateway": "method_chosen",
    "transfer": "transfer_promised",
    "card_to_card": "transfer_promised",
    "deposit": "transfer_promised",
    "cash_on_delivery": "door_payment_accepted",
}


def choose_method(ports: Ports, code: OrderCode, kind: str) -> Attempt | None:
    """BAQ-006, BAQ-015, BAQ-019, BAQ-027, BAQ-028: choose how to pay; return the attempt for the bank, if it is that.

    A difference that became due after the order was definitive is paid at the bank, and only that amount.

    Raises:
        NotFound, OptionRefused: the method is not this order's to choose.
        DeadlinePassed: the window to finalise is over.
        TransitionRefused: the order is past paying.
        GatewayUnavailable, GatewayRefused: the bank took no payment; none is under way.
    """
    payment = _book_choice(ports, code, kind)
    if payment.kind != "gateway":
        return None
    first, *others = _gateways(ports, payment)
    return start_payment(ports, code, first, others)


def ways_to_pay(shop: Shop, order: Order) -> tuple[PaymentOption, ...]:
    """BAQ-006: return every way of payment with its verdict; for a difference, those at a bank's gateway."""
    options = payment_options(shop, bill_of(order))
    return tuple(one for one in options if one.payment.kind == "gateway" or not owes_difference(shop, order))


def _gateways(ports: Ports, chosen: Payment) -> tuple[str, ...]:
    """Return the gateways to try, in their order: those the shop names today, then those it named for this order.

    Which bank takes the money is no term that the buyer agreed to, and a gateway that the shop has left takes none.
    """
    _, release = ports.releases.current()
    today = [one for one in release.shop.payment if one.kind == chosen.kind]
    named = [name for one in (*today, chosen) for name in (one.provider, *one.fallback) if name]
    return tuple(dict.fromkeys(named)) or ("",)


@retried
def _book_choice(ports: Ports, code: OrderCode, kind: str) -> Payment:
    with ports.store.transaction() as tx:
        order = order_in(tx, code)
        shop = terms_of(ports, order)
        payment = choose_payment(shop, bill_of(order), kind)
        if owes_difference(shop, order) and payment.kind == "gateway":
            return payment
        at = ports.clock()
        _check_open(with_time_back(order, periods_in(tx, ports), at), _EVENT[payment.kind], at)
        if order.payment != payment.kind:
            advance(tx, ports, order, _EVENT[payment.kind], by="buyer", facts={"method": payment.kind})
    return payment


def _check_open(order: Order, event: EventKind, now: datetime) -> None:
    """BAQ-028: an order is paid while it waits to be, up to the last second of its window, and never twice."""
    if order.finalise_by and (order.state == "expired" or (order.state in UNPAID and now > order.finalise_by)):
        raise DeadlinePassed(order.finalise_by)
    if order.state not in UNPAID:
        raise TransitionRefused(order.state, event)
