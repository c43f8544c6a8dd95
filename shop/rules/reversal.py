"""Giving a payment back at the bank that took it: which one may be, until when, and whether the bank is being asked."""

from __future__ import annotations

from datetime import datetime, timedelta

from shop.order import Event, Order
from shop.rules.refund import refund_of
from shop.rules.sources import REFUNDS, Source, sources
from shop.terms import Shop

_IN_FLIGHT = timedelta(minutes=10)
"""How long after its window the last call for a reversal may still be under way."""


def open_reversal(order: Order) -> Event | None:
    """Return the reversal that a bank was asked for and has not decided, None if there is none."""
    last = order.last("reverse_asked", "reverse_refused", *REFUNDS)
    return last if last is not None and last.kind == "reverse_asked" else None


def reversible(shop: Shop, order: Order, source: Source, within: timedelta | None, at: datetime) -> bool:
    """BAQ-077, CHI-031: may this payment be given back at its bank now?

    A bank gives back a whole payment, so all of it must be owed, and no fee be kept of it. It does so for ``within``
    after the payment, if at all, and is asked once: after its no, staff pay. It gives it back to the card that paid: a
    buyer who has since stated an account is paid there.
    """
    fresh = within is not None and at <= source.paid.at + within
    whole = source.left == source.amount <= order.owed_back and not refund_of(shop, order).deducted
    refused = any(
        event.kind == "reverse_refused" and event.facts["attempt"] == source.attempt for event in order.events
    )
    stated = order.last("account_declared")
    elsewhere = stated is not None and stated.at >= source.paid.at
    possible = bool(source.attempt) and fresh and whole
    return possible and not (refused or elsewhere or open_reversal(order))


def may_give_up(order: Order, at: datetime) -> bool:
    """May staff say that the bank did not give it back? Only when nobody will ask the bank for it any more."""
    asked = open_reversal(order)
    return asked is not None and at > datetime.fromisoformat(asked.facts["until"]) + _IN_FLIGHT


def gateway_payments(order: Order) -> tuple[Source, ...]:
    """Return the payments at a gateway of which the shop still holds something, the newest first."""
    return tuple(one for one in sources(order) if one.attempt)
