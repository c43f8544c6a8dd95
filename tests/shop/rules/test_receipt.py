"""What a signed receipt settles: what could be seen at the door."""

from __future__ import annotations

import pytest

from shop.order import Order
from shop.rules.receipt import ReceiptGround, ReceiptSigned, is_signed, may_claim
from shop.verdict import Allowed, Refused
from tests.builders import SHOPS, a_shop
from tests.shop.order_paths import in_state, told

PAYATEL = a_shop("payatel")
assert PAYATEL.receipt is not None


def handed_over(**facts: str) -> Order:
    return told(in_state("dispatched"), "delivered", **facts)


@pytest.mark.parametrize(("ground", "may"), [("shortage", False), ("visible", False), ("hidden", True)])
def test_PAY_036_a_signed_receipt_closes_what_could_be_seen_at_the_door(ground: ReceiptGround, *, may: bool) -> None:
    """PAY-036: one item missing is refused afterwards; a hidden fault is heard."""
    assert PAYATEL.receipt is not None
    verdict = may_claim(PAYATEL, handed_over(receipt="signed"), ground)

    assert verdict == (Allowed() if may else Refused(ReceiptSigned(), PAYATEL.receipt.clause))


@pytest.mark.parametrize("ground", ["shortage", "visible", "hidden"])
def test_PAY_036_without_a_signature_every_ground_is_heard(ground: ReceiptGround) -> None:
    for order in (handed_over(), handed_over(receipt="refused"), in_state("dispatched")):
        assert not is_signed(order)
        assert may_claim(PAYATEL, order, ground) == Allowed()


def test_PAY_036_the_other_shops_state_no_such_rule() -> None:
    signed = handed_over(receipt="signed")

    assert is_signed(signed)
    assert [name for name in SHOPS if not may_claim(a_shop(name), signed, "shortage").allowed] == ["payatel"]
