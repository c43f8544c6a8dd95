"""Money that came and is owed back at once: paid twice, paid for an order that had ended, or for one that is not there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from shop.ledger import OWED, Entry
from shop.money import Rials
from shop.order import Order
from shop.tills import is_till

Why = Literal["paid_twice", "ended", "order_lost"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedPayment:
    """A payment of which ``amount`` rials belong to no live order, and whether some is owed of that order still."""

    order: str
    reference: str
    amount: Rials
    why: Why
    open: bool


def lost(order: str, reference: str, amount: Rials, *, given_back: bool) -> OwedPayment:
    """Return a payment whose order is not there, and which its bank may have given back."""
    return OwedPayment(order=order, reference=reference, amount=amount, why="order_lost", open=not given_back)


def owed_of(entry: Entry, order: Order | None) -> OwedPayment | None:
    """Return what of an entry's payment was owed back as it came, None if nothing was, or no money came by it."""
    came = sum(posting.amount for posting in entry.postings if is_till(posting.account))
    owed = -sum(posting.amount for posting in entry.postings if posting.account == OWED)
    if came <= 0 or owed <= 0 or order is None:
        return None
    had_ended = replace(order, events=order.events[: entry.event]).ended
    return OwedPayment(
        order=entry.order,
        reference=entry.reference,
        amount=Rials(owed),
        why="ended" if had_ended else "paid_twice",
        open=order.owed_back > 0,
    )
