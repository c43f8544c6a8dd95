"""What a signed receipt settles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from shop.order import Order
from shop.terms import Shop
from shop.verdict import Allowed, Reason, Verdict, refused

ReceiptGround = Literal["shortage", "visible", "hidden"]
"""What a complaint is about: something missing, something that could be seen at the door, or a fault found later."""


@dataclass(frozen=True, slots=True)
class ReceiptSigned(Reason):
    """By the signed receipt kind, number and soundness of the goods were accepted."""

    code: ClassVar[str] = "receipt_signed"


def may_claim(shop: Shop, order: Order, ground: ReceiptGround) -> Verdict:
    """PAY-036: is a complaint on this ground still open? What could be seen at the door is closed by the signature."""
    if shop.receipt and ground != "hidden" and is_signed(order):
        return refused(ReceiptSigned(), shop.receipt.clause)
    return Allowed()


def is_signed(order: Order) -> bool:
    """PAY-036: was the receipt signed at hand-over?"""
    delivered = order.last("delivered")
    return delivered is not None and delivered.facts.get("receipt") == "signed"
