"""The bank's own numbers of transfers: each settles one order only, however it is spelt."""

from __future__ import annotations

from checkout.kinds import UNIQUE_USES
from checkout.records import UniqueUse
from checkout.store import Transaction
from shop.errors import BadInput
from shop.order import OrderCode
from shop.text import number_text


def check_unused(tx: Transaction, reference: str) -> None:
    """BAQ-013: check that a bank reference has settled no order yet.

    Raises:
        BadInput: it has.
    """
    if tx.get(UNIQUE_USES, _key(reference)) is not None:
        raise BadInput("reference", "already_used", reference)


def use_once(tx: Transaction, reference: str, order: OrderCode) -> None:
    """BAQ-013: let a bank reference settle this order and no other.

    Raises:
        BadInput: it has settled one already.
    """
    check_unused(tx, reference)
    tx.insert(UNIQUE_USES, UniqueUse(key=_key(reference), attempt=order))


def use_up(tx: Transaction, reference: str, order: OrderCode) -> None:
    """BAQ-013: let a bank reference settle no order from now on, if none has used it yet."""
    if tx.get(UNIQUE_USES, _key(reference)) is None:
        tx.insert(UNIQUE_USES, UniqueUse(key=_key(reference), attempt=order))


def _key(reference: str) -> str:
    return f"transfer:reference:{number_text(reference).upper()}"
