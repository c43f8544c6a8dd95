"""What owed money is of: goods, carriage, or simply too much. Books name it so, and fees are kept of the first two."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from shop.cost import CARRIAGE_RETURNED
from shop.money import Rials
from shop.order import Order
from shop.order_lines import goods_now

Part = Literal["goods", "carriage", "excess"]


def parts_of(order: Order, amount: Rials) -> Mapping[Part, Rials]:
    """BAK-080: return what the next ``amount`` rials that go back are of; the parts add up to it, none is zero.

    First the goods that are not sent, or came back, at the price on the invoice; then the carriage, insurance and other
    charges of an order that ended; the rest was paid too much, as by a second payment.
    """
    goods = min(amount, _left(order, "goods", _goods_fallen(order)))
    carriage = min(amount - goods, _left(order, "carriage", _carriage_fallen(order)))
    parts: dict[Part, int] = {"goods": goods, "carriage": carriage, "excess": amount - goods - carriage}
    return {part: Rials(rials) for part, rials in parts.items() if rials}


def _left(order: Order, part: Part, fallen: int) -> int:
    return max(0, fallen - sum(int(event.facts.get(f"of:{part}", 0)) for event in order.events))


def _goods_fallen(order: Order) -> int:
    """Return the price, in rials, of all goods that were charged and are not to be kept by the buyer."""
    dearer = sum(_change(event.facts) for event in order.events if "sku" in event.facts and _change(event.facts) > 0)
    return order.goods + dearer - (0 if order.ended else goods_now(order))


def _carriage_fallen(order: Order) -> int:
    """Return what was charged beside the goods, in rials, of an order that ended; a live one keeps what it did not return."""
    if not order.ended:
        return sum(int(event.facts.get(CARRIAGE_RETURNED, 0)) for event in order.events)
    more = sum(_change(event.facts) for event in order.events if "sku" not in event.facts)
    return order.payable - order.goods + more


def _change(facts: Mapping[str, str]) -> int:
    return int(facts.get("change", 0))
