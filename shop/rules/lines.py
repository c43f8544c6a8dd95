"""Lines of an order that are not sent after all: which may be closed, why, and what another product costs instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from shop.lifecycle import IN_THE_SHOP
from shop.money import Rials
from shop.order import Order, OrderLine
from shop.order_lines import line_of, lines_now
from shop.release import Offer
from shop.rules.cancel import NotThisReason, TooFarAlong, past_its_class
from shop.terms import Shop
from shop.verdict import Allowed, Reason, Verdict, refused

ClosingReason = Literal["stock", "buyer", "refused_at_door"]


@dataclass(frozen=True, slots=True)
class NoSuchLine(Reason):
    """The order has no such product, or not so many of it (``most``)."""

    code: ClassVar[str] = "no_such_line"
    most: int


@dataclass(frozen=True, slots=True)
class LastLine(Reason):
    """Nothing would be left of the order: then the whole of it is cancelled, or comes back."""

    code: ClassVar[str] = "last_line"


def has_more(order: Order) -> bool:
    """Whether something would be left if one unit were closed."""
    return sum(line.quantity for line in lines_now(order)) > 1


def may_close_line(order: Order, sku: str, quantity: int, why: ClosingReason) -> Verdict:
    """BAQ-073, BAK-038, PAY-004, CHI-010, PAY-036: may so many units of a line be closed?

    In the shop because they ran out or the buyer gives them up; on the way because they were refused at the door,
    before the receipt was signed.
    """
    line = line_of(order, sku)
    if line is None or not 0 < quantity <= line.quantity:
        return refused(NoSuchLine(line.quantity if line else 0))
    if (why == "refused_at_door") != (order.state not in IN_THE_SHOP):
        return refused(NotThisReason())
    if quantity == sum(one.quantity for one in lines_now(order)):
        return refused(LastLine())
    return Allowed()


def may_give_up(shop: Shop, order: Order, sku: str) -> Verdict:
    """ATR-005: may the buyer still give this line up? What is mixed to order is no more taken out than cancelled."""
    return refused(TooFarAlong(), shop.cancel.clause) if past_its_class(shop, order, sku) else Allowed()


def closing(line: OrderLine, quantity: int, why: ClosingReason) -> dict[str, str]:
    """BAQ-073: return the facts of a closed line; its price is taken off what the order costs."""
    return {"sku": line.sku, "quantity": str(quantity), "why": why, "change": str(-line.price * quantity)}


def offering(line: OrderLine, offer: Offer) -> dict[str, str]:
    """BAQ-074: return the facts of an offer of another product, as many units at its price now, in rials."""
    return {
        "sku": line.sku,
        "quantity": str(line.quantity),
        "new_sku": offer.sku,
        "slug": offer.slug,
        "title": offer.title,
        "variant": offer.variant,
        "price": str(offer.price),
        "seller": offer.seller,
        "class": offer.product_class,
    }


def difference(order: Order, offered: dict[str, str]) -> Rials:
    """BAQ-074, BAK-039, PAY-005, CHI-011: what the order costs more with the product offered, in rials; less if below 0."""
    line = line_of(order, offered["sku"])
    before = line.price if line else 0
    return Rials((int(offered["price"]) - before) * int(offered["quantity"]))
