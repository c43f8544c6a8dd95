"""Taking the buyer out of an order that is over: what books and tax want stays, what tells who it was goes.

The chain of events begins at the frozen order, buyer included, so what is left cannot have the same hashes. It gets a
chain of its own, which protects it from then on, and ``Erasure`` keeps the last hash of the old one.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from shop.lifecycle import State
from shop.order import Erasure, Mobile, Order, Recipient
from shop.order_chain import check_chain, happened
from shop.order_lines import lines_now

_OVER: frozenset[State] = frozenset({"delivered", "cancelled", "expired", "refunded"})
_KEPT = frozenset(
    {
        *("method", "paid", "taken", "collector", "till", "reference", "paid_at", "reported"),
        *("change", "refunded", "deducted"),
        *("attempt", "gateway", "amount", "claim", "fault", "carriage_change", "carriage_out", "carriage_back"),
        *("sku", "new_sku", "slug", "title", "variant", "price", "market_value", "quantity", "seller", "class", "lost"),
        *("why", "goods", "try", "until", "from", "not_before", "way", "way_name", "tracked", "receipt", "looked_over"),
    }
)
"""Facts about goods, money and dates. Any other is taken out, one that is added tomorrow too."""


class StillNeeded(Exception):
    """The buyer cannot be taken out of an order yet.

    ``why`` is ``live``, ``money`` (some is owed back) or ``promise``, which runs until ``until`` (UTC).
    """

    def __init__(self, code: str, why: str, until: datetime | None = None) -> None:
        super().__init__(f"{code}: {why}")
        self.code = code
        self.why = why
        self.until = until


def check_over(order: Order, at: datetime) -> None:
    """Check that nothing is to happen to an order any more.

    Raises:
        StillNeeded: something is.
    """
    if order.state not in _OVER:
        raise StillNeeded(order.code, "live")
    if order.owed_back:
        raise StillNeeded(order.code, "money")
    latest = max(order.deadlines.values(), default=at)
    if latest > at:
        raise StillNeeded(order.code, "promise", latest)


def erase(order: Order, *, at: datetime, by: str) -> Order:
    """Return the order without its buyer: code, dates, goods, sums, bank references, place and invoice's firm are left.

    One that was erased before is returned as it is.

    Raises:
        StillNeeded: see ``check_over``.
        ChainBroken: it had been changed after the fact; a new chain would hide that.
    """
    check_chain(order)
    if order.erased:
        return order
    check_over(order, at)
    left = replace(
        order,
        link="",
        member=Mobile(""),
        email="",
        recipient=_nobody(order.recipient),
        erased=Erasure(at=at, by=by, chain_before=order.events[-1].hash if order.events else ""),
        events=(),
    )
    for event in order.events:
        facts = {
            name: value for name, value in event.facts.items() if name in _KEPT or name.startswith(("deducted:", "of:"))
        }
        left = happened(left, event.kind, at=event.at, by=event.by, facts=facts, deadlines=event.deadlines)
    if _books(left) != _books(order):
        raise RuntimeError(f"{order.code}: taking the buyer out would change its sums")
    return left


def _nobody(recipient: Recipient) -> Recipient:
    """Province and city stay: the carriage was priced by them."""
    return Recipient(
        name="", mobile=Mobile(""), landline="", place=recipient.place, address="", plate="", postal_code=""
    )


def _books(order: Order) -> tuple[object, ...]:
    """Return what an accountant reads of an order."""
    money = (order.goods, order.payable, order.total, order.paid, order.held, order.due, order.owed_back)
    return (order.code, order.state, order.payment, order.invoice, lines_now(order), order.deadlines, *money)
