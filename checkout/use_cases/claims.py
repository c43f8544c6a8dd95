"""What a buyer may still do with a registered order: report a transfer, or take the order back."""

from __future__ import annotations

from checkout.ports import Ports
from checkout.use_cases.advance_order import advance, order_in
from checkout.use_cases.bank_references import check_unused
from shop.errors import BadInput, DeadlinePassed, TransitionRefused
from shop.lifecycle import State
from shop.order import Order, OrderCode

OWN_CANCEL: tuple[State, ...] = ("registered", "awaiting_transfer", "queued")


def report_transfer(ports: Ports, code: OrderCode, amount: int, reference: str) -> Order:
    """BAQ-013: note what the buyer says to have transferred, in rials; staff still have to confirm it.

    Raises:
        BadInput: the amount is not the order's, or the reference has settled another order.
        DeadlinePassed: the window to finalise is over.
        TransitionRefused: no transfer is waited for.
    """
    with ports.store.transaction() as tx:
        order = order_in(tx, code)
        until = order.finalise_by
        if until and order.state == "awaiting_transfer" and ports.clock() > until:
            raise DeadlinePassed(until)
        if amount != order.due:
            raise BadInput("amount", "wrong_amount", str(amount), due=order.due)
        check_unused(tx, reference)
        facts = {"reported": str(amount), "reference": reference}
        return advance(tx, ports, order, "transfer_reported", by="buyer", facts=facts)


def cancel_own(ports: Ports, code: OrderCode) -> Order:
    """BAQ-030: cancel at the buyer's own wish until preparation starts.

    Raises:
        TransitionRefused: preparation has begun; the sales officer decides.
    """
    with ports.store.transaction() as tx:
        order = order_in(tx, code)
        if order.state not in OWN_CANCEL:
            raise TransitionRefused(order.state, "cancelled")
        return advance(tx, ports, order, "cancelled", by="buyer")
