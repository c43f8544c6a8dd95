"""The account to which a buyer's money goes back, as the buyer states it on the order's page."""

from __future__ import annotations

from checkout.ports import Ports
from checkout.store import retried
from checkout.use_cases.advance_order import advance, order_in
from checkout.use_cases.moves.going_back import account_facts
from checkout.use_cases.order_terms import terms_of
from shop.errors import TransitionRefused
from shop.order import Order, OrderCode
from shop.rules.refund_account import may_declare


@retried
def declare_account(ports: Ports, code: OrderCode, number: str, holder: str) -> Order:
    """BAQ-077, BAK-044, PAY-011, CHI-031, CHI-032, ATR-039: keep the account to which owed money goes back.

    It may be stated again until the money has gone; the last counts, and the buyer is told of each.

    Raises:
        BadInput: the number or its holder is wrong, or another's where only the payer is paid.
        TransitionRefused: no account is asked for.
    """
    with ports.store.transaction() as tx:
        order = order_in(tx, code)
        shop = terms_of(ports, order)
        if not may_declare(shop, order):
            raise TransitionRefused(order.state, "account_declared")
        return advance(
            tx, ports, order, "account_declared", by="buyer", facts=account_facts(shop, order, number, holder)
        )
