"""Which units can be sold again when an order ends, or a line of it is closed."""

from __future__ import annotations

from collections import Counter

from shop.lifecycle import IN_THE_SHOP
from shop.order import Event, Order
from shop.order_lines import lines_now
from shop.release import Sku


def units_back(before: Order, event: Event) -> dict[Sku, int]:
    """BAQ-073, PAY-038, ATR-028: return how many of each SKU an event puts back on sale, of the order as it was before.

    What ran out is not there. What had left the shop counts only when it is back, and found intact; what a buyer did
    not pay for at the door, the courier brings back at once.
    """
    if event.kind == "line_closed" and event.facts.get("why") == "buyer":
        return {Sku(event.facts["sku"]): int(event.facts["quantity"])}
    if event.kind not in {"cancelled", "expired"} or not _is_here(before, event):
        return {}
    units: Counter[Sku] = Counter()
    for line in lines_now(before):
        if line.sku != event.facts.get("lost"):
            units[line.sku] += line.quantity
    return dict(units)


def _is_here(before: Order, event: Event) -> bool:
    if before.state == "returned":
        return event.facts.get("goods") == "intact"
    return before.state in IN_THE_SHOP or event.facts.get("why") == "unpaid_at_door"
