"""Nobody takes the parcel: how often it is tried, when it waits at the depot, what sending it again costs."""

from __future__ import annotations

from typing import Literal, get_args

from shop.money import Rials
from shop.order import Order
from shop.terms import Shop

ReturnReason = Literal["absent", "address", "identity", "refused_at_door", "unpaid", "other"]
"""ATR-041, ATR-044, ATR-045, PAY-038, CHI-023, BAQ-041: why a parcel comes back to the shop."""

_OF_THE_BUYER: frozenset[str] = frozenset({"absent", "address", "identity", "unpaid"})


def tries(order: Order) -> int:
    """ATR-017: how often the parcel was brought to a closed door since it last left."""
    last = max((at for at, event in enumerate(order.events) if event.kind == "dispatched"), default=0)
    return sum(event.kind == "delivery_failed" for event in order.events[last:])


def tries_left(shop: Shop, order: Order) -> int | None:
    """ATR-017: how many more deliveries are tried, None where the shop names no number."""
    if shop.absence is None or shop.absence.attempts is None:
        return None
    return max(0, shop.absence.attempts - tries(order))


def goes_to_depot(shop: Shop, order: Order) -> bool:
    """ATR-018: after the last try the parcel waits at the depot, where the shop's carrier has one."""
    return shop.absence is not None and shop.absence.hold_days is not None and not tries_left(shop, order)


def may_try_again(shop: Shop, order: Order) -> bool:
    """CHI-019, ATR-017: where the shop's terms speak of absence; no more tries than they name."""
    left = tries_left(shop, order)
    return shop.absence is not None and (left is None or left > 0)


def return_reasons(shop: Shop, order: Order) -> tuple[ReturnReason, ...]:
    """PAY-038, T-PAY-11: return why this parcel may come back: unpaid only if it was to be paid there, and was not."""
    left_out = {
        "absent": shop.absence is None,
        "unpaid": order.payment != "cash_on_delivery" or not order.due,
    }
    return tuple(why for why in get_args(ReturnReason) if not left_out.get(why, False))


def resend_fee(shop: Shop, order: Order) -> Rials:
    """ATR-016, ATR-041, BAQ-041: what sending it again costs, in rials.

    Nothing where the shop names no fee, or where the parcel came back by no doing of the buyer's, as when it was
    refused at the door for damage.
    """
    sent_back = order.last("sent_back")
    if shop.absence is None or shop.absence.resend_fee is None or sent_back is None:
        return Rials(0)
    return shop.absence.resend_fee if sent_back.facts.get("why") in _OF_THE_BUYER else Rials(0)
