"""The move that ends an order, for one of the reasons that the shop's terms give."""

from __future__ import annotations

from typing import get_args

from checkout.use_cases.moves.acting import Acting, Facts, needed, told
from checkout.use_cases.moves.returning import carriage_facts
from shop.errors import BadInput
from shop.money import Rials
from shop.order_lines import goods_now, lines_now
from shop.rules.ending import CancelReason, Ending, may_cancel


def cancel(acting: Acting) -> Facts:
    """BAQ-031, BAQ-073, BAQ-076, BAK-118, PAY-035, PAY-038, CHI-003, CHI-018, CHI-020, ATR-028: end it, and say why.

    A wrong price is recorded beside the right one.
    """
    form = acting.form
    why = next((known for known in get_args(CancelReason) if known == form.why), None)
    if why is None:
        raise BadInput("why", "missing_choice", form.why)
    ending = Ending(why=why, market_value=Rials(form.market_value), insists=form.insists, intact=form.intact)
    acting.check(may_cancel(acting.shop, acting.order, ending, acting.at))
    if why == "other":
        needed("note", form.note)
    wrong_price = why == "price_error"
    return told(
        why=why,
        price=str(goods_now(acting.order)) if wrong_price else "",
        market_value=str(form.market_value) if wrong_price else "",
        insisted="yes" if wrong_price and form.insists else "",
        goods="intact" if form.intact and acting.order.state == "returned" else "",
        **(carriage_facts(acting) if why == "buyer" and acting.order.state == "returned" else {}),
        lost=_lost(acting) if why == "stock" else "",
    )


def _lost(acting: Acting) -> str:
    """Return which product ran out: it is not put back on sale with the others."""
    skus = [line.sku for line in lines_now(acting.order)]
    if len(skus) == 1:
        return skus[0]
    if acting.form.sku not in skus:
        raise BadInput("sku", "missing_choice", acting.form.sku)
    return acting.form.sku
