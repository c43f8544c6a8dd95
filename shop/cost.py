"""What an order costs, taken apart: carriage, each charge, goods as sold, what fell in price, and sending it again."""

from __future__ import annotations

from shop.money import Rials
from shop.order import Order
from shop.order_lines import goods_now, lines_as_sold

GOODS = "goods"
DISCOUNT = "discount"
CARRIAGE = "carriage"
RESENDING = "resending"
UNEXPLAINED = "unexplained"
"""What an order costs beyond all its parts, in rials: nothing, unless a rule changed a sum and not what it is made of."""
CARRIAGE_RETURNED = "carriage_change"
"""The fact that names how much beside the goods went back with the last of them, in rials."""
_CHARGE = "charge:"


def charge_part(name: str) -> str:
    """Return the part that a charge beside the carriage is, by its name."""
    return f"{_CHARGE}{name}"


def charge_name(part: str) -> str:
    """Return the name of the charge that a part is, '' for another part."""
    return part.removeprefix(_CHARGE) if part.startswith(_CHARGE) else ""


def cost_parts(order: Order) -> dict[str, Rials]:
    """BAQ-004, BAK-119, BAK-120, ATR-016: return what an order costs by its parts, in rials; their sum is ``order.total``.

    A price that fell leaves the goods at what they were sold for, and stands as a discount below 0. Parts of nothing
    are left out. ATR-058: who withdrew from all of it by law had everything beside the goods back too.
    """
    sold = sum(line.total for line in lines_as_sold(order))
    parts = {CARRIAGE: int(order.delivery.carriage)}
    for one in order.delivery.charges:
        part = charge_part(one.name)
        parts[part] = parts.get(part, 0) + one.amount
    parts[GOODS] = sold
    parts[DISCOUNT] = goods_now(order) - sold
    parts[RESENDING] = sum(int(event.facts.get("change", 0)) for event in order.events if event.kind == "resend_agreed")
    if any(CARRIAGE_RETURNED in event.facts for event in order.events):
        parts = {GOODS: parts[GOODS], DISCOUNT: parts[DISCOUNT]}
    parts[UNEXPLAINED] = order.total - sum(parts.values())
    return {part: Rials(amount) for part, amount in parts.items() if amount}
