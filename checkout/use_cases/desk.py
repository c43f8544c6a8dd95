"""The staff desk: look over orders and move one along its allowed transitions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from checkout.ports import Ports, Transaction
from checkout.records import ATTEMPTS, ORDERS, Attempt
from checkout.use_cases.advance_order import advance, order_in
from checkout.use_cases.bank_references import use_once
from shop.errors import BadInput, OptionRefused, TransitionRefused
from shop.lifecycle import EventKind, State, allowed_events
from shop.order import Order, OrderCode
from shop.rules.handover import Handing, Leaving, may_close, may_dispatch
from shop.terms import Shop
from shop.text import number_text
from shop.verdict import Refused

STAFF_EVENTS: tuple[EventKind, ...] = (
    "transfer_confirmed",
    "prepared",
    "dispatched",
    "door_payment_taken",
    "delivered",
    "cancelled",
    "refunded",
)
"""What staff may make happen; everything else is the buyer's, the bank's or the clock's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskForm:
    """What a desk form may carry, as typed; each move reads what it needs. ``amount`` is in rials."""

    note: str = ""
    reference: str = ""
    tracking: str = ""
    amount: int = 0
    by_card: bool = False
    identity_checked: bool = False


def orders_in(ports: Ports, state: State) -> list[Order]:
    """Return the orders of a state, the oldest first."""
    with ports.store.transaction() as tx:
        return sorted(tx.find(ORDERS, "state", state), key=lambda order: order.placed_at)


def count_orders(ports: Ports, states: Iterable[State]) -> dict[State, int]:
    """Return how many orders are in each of these states."""
    with ports.store.transaction() as tx:
        return {state: tx.count(ORDERS, "state", state) for state in states}


def attempts_for_a_person(ports: Ports) -> list[Attempt]:
    """Return the payments that the bank's answers alone do not settle, the oldest first."""
    with ports.store.transaction() as tx:
        return sorted(tx.find(ATTEMPTS, "state", "needs_person"), key=lambda attempt: attempt.created_at)


def find_orders(ports: Ports, sought: str) -> list[Order]:
    """Return the order of a code, or a buyer's orders by their mobile, the newest first; none if nothing fits."""
    typed = number_text(sought).upper()
    _, release = ports.releases.current()
    prefix = release.shop.order.code_prefix
    with ports.store.transaction() as tx:
        code = f"{prefix}-{typed.removeprefix(prefix)}" if prefix else typed
        order = tx.get(ORDERS, code)
        found = [order] if order else tx.find(ORDERS, "member", typed)
    return sorted(found, key=lambda order: order.placed_at, reverse=True)


def open_order(ports: Ports, code: OrderCode) -> tuple[Order, list[Attempt]]:
    """Return an order with its attempts to pay.

    Raises:
        OrderNotFound: there is none of that code.
    """
    with ports.store.transaction() as tx:
        return order_in(tx, code), tx.find(ATTEMPTS, "order", code)


def staff_moves(order: Order) -> tuple[EventKind, ...]:
    """Return the moves that staff may make now."""
    moves = [event for event in allowed_events(order.state) if event in STAFF_EVENTS]
    useless = {"door_payment_taken"} if not order.due else set()
    useless |= {"refunded"} if not order.owed_back else set()
    return tuple(move for move in moves if move not in useless)


def move_order(ports: Ports, code: OrderCode, event: EventKind, staff: str, form: DeskForm) -> Order:
    """BAQ-013, BAQ-016..019, BAQ-031: make one thing happen to an order, with what it needs to be told.

    Raises:
        TransitionRefused: it may not happen now, or not by staff.
        BadInput: something it needs is missing, or a bank reference has settled another order.
        OptionRefused: a rule forbids it (dispatch while unpaid, delivery without the identity check).
    """
    _, release = ports.releases.current()
    with ports.store.transaction() as tx:
        order = order_in(tx, code)
        if event not in staff_moves(order):
            raise TransitionRefused(order.state, event)
        facts = _FACTS[event](tx, release.shop, order, form)
        return advance(tx, ports, order, event, by=f"staff:{staff}", note=form.note, facts=facts)


def _transfer(tx: Transaction, _: Shop, order: Order, form: DeskForm) -> dict[str, str]:
    reference = _needed("reference", form.reference)
    use_once(tx, reference, order.code)
    return {"paid": str(order.due), "reference": reference}


def _dispatch(_: Transaction, shop: Shop, order: Order, form: DeskForm) -> dict[str, str]:
    verdict = may_dispatch(shop, order, Leaving())
    if isinstance(verdict, Refused):
        raise OptionRefused("dispatched", verdict)
    # The shop's own free courier has no tracking code to show.
    return {"tracking": _needed("tracking", form.tracking) if order.delivery.tracking else form.tracking}


def _door_payment(_: Transaction, __: Shop, order: Order, form: DeskForm) -> dict[str, str]:
    if not 0 < form.amount <= order.due:
        raise BadInput("amount", "not_due", str(form.amount), due=order.due)
    if form.by_card:
        return {"paid": str(form.amount), "taken": "card", "reference": _needed("reference", form.reference)}
    return {"paid": str(form.amount), "taken": "cash"}


def _deliver(_: Transaction, shop: Shop, order: Order, form: DeskForm) -> dict[str, str]:
    verdict = may_close(shop, order, Handing(identity_checked=form.identity_checked))
    if isinstance(verdict, Refused):
        raise OptionRefused("delivered", verdict)
    return {"identity": "checked"} if form.identity_checked else {}


def _cancel(_: Transaction, __: Shop, ___: Order, form: DeskForm) -> dict[str, str]:
    _needed("note", form.note)
    return {}


def _refund(tx: Transaction, _: Shop, order: Order, form: DeskForm) -> dict[str, str]:
    reference = _needed("reference", form.reference)
    use_once(tx, reference, order.code)
    return {"refunded": str(order.owed_back), "reference": reference}


def _nothing(_: Transaction, __: Shop, ___: Order, ____: DeskForm) -> dict[str, str]:
    return {}


_FACTS: dict[EventKind, Callable[[Transaction, Shop, Order, DeskForm], dict[str, str]]] = {
    "transfer_confirmed": _transfer,
    "prepared": _nothing,
    "dispatched": _dispatch,
    "door_payment_taken": _door_payment,
    "delivered": _deliver,
    "cancelled": _cancel,
    "refunded": _refund,
}


def _needed(field: str, value: str) -> str:
    if not value:
        raise BadInput(field, "missing")
    return value
