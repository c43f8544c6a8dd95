"""Moves of an order's goods: what is not sent after all, and what is offered instead."""

from __future__ import annotations

from typing import get_args

from checkout.kinds import SWITCHES
from checkout.use_cases.moves.acting import Acting, Facts
from shop.errors import BadInput
from shop.order import OrderLine
from shop.order_lines import line_of
from shop.release import Offer, Sku
from shop.rules.lines import ClosingReason, closing, may_close_line, may_give_up, offering


def close_line(acting: Acting) -> Facts:
    """BAQ-073, BAK-038, PAY-004, PAY-036, CHI-010, ATR-005: so many units of a line are not sent; their price is taken off."""
    form, line = acting.form, _line(acting)
    why = next((known for known in get_args(ClosingReason) if known == form.why), None)
    if why is None:
        raise BadInput("why", "missing_choice", form.why)
    quantity = form.quantity or line.quantity
    acting.check(may_close_line(acting.order, line.sku, quantity, why))
    if why == "buyer":
        acting.check(may_give_up(acting.shop, acting.order, line.sku))
    return closing(line, quantity, why)


def offer_substitute(acting: Acting) -> Facts:
    """BAQ-074, BAK-039, PAY-005, CHI-011: another product instead of one that ran out, if the shop can sell it now.

    Nothing is held for it until the buyer accepts.
    """
    line = _line(acting)
    return offering(line, _offer(acting, line.quantity))


def _line(acting: Acting) -> OrderLine:
    line = line_of(acting.order, acting.form.sku)
    if line is None:
        raise BadInput("sku", "missing_choice", acting.form.sku)
    return line


def _offer(acting: Acting, quantity: int) -> Offer:
    sku = Sku(acting.form.new_sku)
    offer = acting.release.offers.get(sku)
    # A stop of all sales is for new orders; those registered before it are served (BAK-041, PAY-008).
    if offer is None or acting.tx.get(SWITCHES, sku) is not None:
        raise BadInput("new_sku", "not_for_sale", sku)
    if line_of(acting.order, sku) is not None:
        raise BadInput("new_sku", "already_in_order", sku)
    available = acting.tx.stock(sku)
    if available < quantity:
        raise BadInput("new_sku", "too_few_left", sku, available=available)
    return offer
