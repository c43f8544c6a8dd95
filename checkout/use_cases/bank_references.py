"""The bank's own numbers of transfers: each settles one order only, however it is spelt."""

from __future__ import annotations

from typing import get_args

from checkout.kinds import UNIQUE_USES
from checkout.records import UniqueUse
from checkout.store import Transaction
from shop.errors import BadInput
from shop.identifiers import bank_reference
from shop.order import OrderCode
from shop.terms import GatewayName
from shop.text import number_text


def check_unused(tx: Transaction, reference: str, *, attempt: str = "") -> None:
    """BAQ-013: check that a bank reference has settled nothing yet: no transfer or refund, and no payment at a gateway.

    ``attempt`` is the payment at a gateway that it may have settled all the same.

    Raises:
        BadInput: ``already_used``, or ``missing`` where nothing that was typed tells a number.
    """
    if not bank_reference(reference):
        raise BadInput("reference", "missing", reference)
    # Gateways' numbers are kept as the bank wrote them.
    spellings = dict.fromkeys((reference, number_text(reference), bank_reference(reference)))
    at_gateways = [f"{gateway}:reference:{one}" for gateway in get_args(GatewayName) for one in spellings]
    uses = [tx.get(UNIQUE_USES, key) for key in at_gateways]
    if used_by(tx, reference) or any(use is not None and use.attempt != attempt for use in uses):
        raise BadInput("reference", "already_used", reference)


def used_by(tx: Transaction, reference: str) -> OrderCode:
    """BAQ-013: return the order that a transfer's or refund's number belongs to, '' if it is nobody's."""
    for key in (_key(reference), _key_with_zeros(reference)):
        if (use := tx.get(UNIQUE_USES, key)) is not None:
            return OrderCode(use.attempt)
    return OrderCode("")


def use_once(tx: Transaction, reference: str, order: OrderCode) -> None:
    """BAQ-013: let a bank reference settle this order and no other.

    Raises:
        BadInput: it has settled one already.
    """
    check_unused(tx, reference)
    tx.insert(UNIQUE_USES, UniqueUse(key=_key(reference), attempt=order))


def use_up(tx: Transaction, reference: str, order: OrderCode) -> None:
    """BAQ-013: let a bank reference settle no order from now on, if none has used it yet."""
    if not used_by(tx, reference):
        tx.insert(UNIQUE_USES, UniqueUse(key=_key(reference), attempt=order))


def _key(reference: str) -> str:
    return f"transfer:reference:{bank_reference(reference)}"


def _key_with_zeros(reference: str) -> str:
    """Return the key under which a use was kept before zeros in front were dropped."""
    return f"transfer:reference:{number_text(reference).upper()}"
