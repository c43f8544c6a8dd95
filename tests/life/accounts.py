"""What must hold of an order's books whatever happened to it: no rial appears, none disappears."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from shop.ledger import Entry, entries
from shop.order import Order

_ENDED = {"cancelled", "expired", "needs_refund", "refunded"}


class BooksDisagree(AssertionError):
    """The books of an order say something else than its events."""


def check_books(order: Order, booked: Sequence[Entry]) -> None:
    """Check stored entries against the chain, and against sums that are made here anew from its facts alone."""
    same(order, [entry.event for entry in booked], [entry.event for entry in entries(order)], "an entry for each event")
    so_far: Counter[str] = Counter()
    for entry in booked:
        same(order, sum(posting.amount for posting in entry.postings), 0, f"entry {entry.event} comes to zero")
        so_far.update({posting.account: posting.amount for posting in entry.postings})
        _check_sums(order, entry, so_far)
    same(order, list(booked), list(entries(order)), "what is stored is what the chain says")


def _check_sums(order: Order, entry: Entry, so_far: Counter[str]) -> None:
    """Paid = kept + refunded + owed, after each event, by facts that are added up here."""
    facts = [event.facts for event in order.events[: entry.event + 1]]
    paid, refunded, fees, change = (
        sum(int(fact.get(name, 0)) for fact in facts) for name in ("paid", "refunded", "deducted", "change")
    )
    tills = sum(amount for account, amount in so_far.items() if account.startswith(("gateway:", "account:", "door:")))
    kept_back = -sum(amount for account, amount in so_far.items() if account.startswith("fee:"))
    owed = -so_far["owed"]
    goods = -sum(so_far.values()) + tills - kept_back - owed
    same(order, tills, paid - refunded, "the tills hold what came less what went")
    same(order, kept_back, fees, "fees are what was deducted")
    same(order, paid, goods + kept_back + refunded + owed, "paid = kept + refunded + owed")
    same(order, so_far["unexplained"], 0, "nothing is unexplained")
    live = _until(order, entry.event).state not in _ENDED
    total = order.payable + change if live else 0
    held = paid - refunded - fees
    same(order, (goods, owed), (min(held, total), max(0, held - total)), "what is kept for the order, and owed")


def _until(order: Order, event: int) -> Order:
    return replace(order, events=order.events[: event + 1])


def same(order: Order, booked: object, meant: object, what: str) -> None:
    """Raise BooksDisagree unless both are the same."""
    if booked != meant:
        raise BooksDisagree(f"{order.code}: {what}\nbooked: {booked}\nmeant:  {meant}")
