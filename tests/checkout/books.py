"""What a store's ledger says, for tests to look at."""

from __future__ import annotations

from collections import Counter

from checkout.kinds import CAPTURES, LEDGER
from checkout.records import Capture
from shop.ledger import Entry
from shop.order import Order
from tests.fakes import World


def booked(world: World, order: Order) -> list[Entry]:
    """Return an order's entries, the oldest first."""
    with world.store.transaction() as tx:
        return tx.find(LEDGER, "order", order.code)


def moved(entry: Entry) -> dict[str, int]:
    """Return what an entry moved on each account."""
    return {posting.account: posting.amount for posting in entry.postings}


def stands(world: World, order: Order) -> dict[str, int]:
    """Return how each account stands that is not at zero, by the stored entries."""
    found: Counter[str] = Counter()
    for entry in booked(world, order):
        found.update(moved(entry))
    return {account: amount for account, amount in found.items() if amount}


def captures(world: World) -> list[Capture]:
    """Return all that gateways confirmed."""
    with world.store.transaction() as tx:
        return tx.every(CAPTURES)


def forget_books(world: World) -> None:
    """Take the store back to a time before there was a ledger."""
    with world.store.transaction() as tx:
        for entry in tx.every(LEDGER):
            tx.delete(LEDGER, LEDGER.key(entry))
        for one in tx.every(CAPTURES):
            tx.delete(CAPTURES, CAPTURES.key(one))
