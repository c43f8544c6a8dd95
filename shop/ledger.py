"""The ledger: which rials each event of an order moved, from where to where. The amounts of an entry come to zero.

Money that came in stands at its till above zero. What it is kept for (the parts of the order's cost, and fees) and what
the shop owes back stand below zero, so that always: paid = kept + refunded + owed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NewType

from shop.cost import DISCOUNT, GOODS, UNEXPLAINED, cost_parts
from shop.lifecycle import EventKind
from shop.money import Rials
from shop.order import Event, Order, OrderCode
from shop.tills import gateway_of, gateway_till, till_of

Account = NewType("Account", str)
"""A till, a part of an order's cost, a fee that was kept back, or what is owed to buyers."""

OWED = Account("owed")
UNEXPLAINED_ACCOUNT = Account(UNEXPLAINED)
"""What no rule accounts for; a rial here is a mistake of ours."""
_FEE = "fee:"
_DEDUCTED = "deducted:"

Gateways = Mapping[str, str]
"""Which gateway each bank reference is of, for events of a time when they did not say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """So many rials more (> 0) or less (< 0) on one account."""

    account: Account
    amount: Rials


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one event of an order moved. ``event`` is its turn in the chain, the first being 0; ``reference`` the bank's."""

    order: OrderCode
    event: int
    kind: EventKind
    at: datetime
    reference: str
    postings: tuple[Posting, ...]


def fee_account(name: str) -> Account:
    """Return the account of a fee that is kept back, by its name."""
    return Account(f"{_FEE}{name}")


def fee_name(account: str) -> str | None:
    """Return the name of the fee whose account this is, '' of one that has none; None for another account."""
    return account.removeprefix(_FEE) if account.startswith(_FEE) else None


def entries(order: Order, gateways: Gateways | None = None) -> tuple[Entry, ...]:
    """Return what an order's events moved, one entry for each that moved any money."""
    found, before = [], replace(order, events=())
    for turn in range(len(order.events)):
        after = replace(order, events=order.events[: turn + 1])
        entry = newest_entry(before, after, gateways)
        found += [entry] if entry else []
        before = after
    return tuple(found)


def newest_entry(before: Order, after: Order, gateways: Gateways | None = None) -> Entry | None:
    """Return what the newest event of ``after`` moved, ``before`` being the order without it; None if nothing."""
    moved = balances(after, gateways)
    moved.subtract(balances(before, gateways))
    postings = tuple(Posting(account=one, amount=Rials(moved[one])) for one in sorted(moved) if moved[one])
    if not postings:
        return None
    event = after.events[-1]
    return Entry(
        order=after.code,
        event=len(after.events) - 1,
        kind=event.kind,
        at=event.at,
        reference=event.facts.get("reference", ""),
        postings=postings,
    )


def balances(order: Order, gateways: Gateways | None = None) -> Counter[Account]:
    """Return how each account stands with an order as it is now, in rials; they come to zero."""
    found: Counter[Account] = Counter()
    for event in order.events:
        paid, refunded = int(event.facts.get("paid", 0)), int(event.facts.get("refunded", 0))
        if paid or refunded:
            found[_till(event, gateways or {})] += paid - refunded
        for name, amount in _fees(event).items():
            found[fee_account(name)] -= amount
    if found:
        found[OWED] -= order.owed_back
        for part, amount in _kept(order).items():
            found[Account(part)] -= amount
    return found


def _till(event: Event, gateways: Gateways) -> Account:
    till = till_of(event.kind, event.facts)
    if till == gateway_till("") and not gateway_of(till):
        till = gateway_till(gateways.get(event.facts.get("reference", ""), ""))
    return Account(till)


def _fees(event: Event) -> dict[str, int]:
    """Return what an event kept back, by name. Fees never come to more than was owed: what is over falls from the last."""
    left, found = int(event.facts.get("deducted", 0)), {}
    for name, amount in event.facts.items():
        if name.startswith(_DEDUCTED):
            found[name.removeprefix(_DEDUCTED)] = min(left, int(amount))
            left -= found[name.removeprefix(_DEDUCTED)]
    return {**found, "": left} if left else found


def _kept(order: Order) -> dict[str, int]:
    """Return what an order's money is kept for. While some is due still, the parts are filled in their order."""
    kept = order.held - order.owed_back
    parts: dict[str, int] = {part: int(amount) for part, amount in cost_parts(order).items()}
    if kept == order.total:
        return parts
    discount = parts.pop(DISCOUNT, 0)
    parts[GOODS] = parts.get(GOODS, 0) + discount
    filled: dict[str, int] = {}
    for part, amount in parts.items():
        filled[part] = max(0, min(kept - sum(filled.values()), amount))
    filled[UNEXPLAINED] = kept - sum(filled.values())
    return {**filled, GOODS: filled[GOODS] - discount, DISCOUNT: discount} if filled[GOODS] else filled
