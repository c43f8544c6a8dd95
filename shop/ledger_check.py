"""Holds the entries that are stored against those that an order's chain gives, and names what differs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from shop.errors import ChainBroken
from shop.ledger import UNEXPLAINED_ACCOUNT, Entry, Gateways, entries
from shop.order import Order
from shop.order_chain import check_chain

What = Literal["missing", "strange", "changed", "unbalanced", "unexplained", "chain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """An event whose entry is missing, strange (no such event moved money), changed or not at zero; or a broken chain.

    ``unexplained``: the order's sum is not that of its parts, or more went back than had come.
    """

    order: str
    event: int
    what: What


def mismatches(order: Order, stored: Iterable[Entry], gateways: Gateways | None = None) -> tuple[Mismatch, ...]:
    """Return what is wrong with an order's books, by its events; nothing when stored and chain say the same."""
    try:
        check_chain(order)
    except ChainBroken:
        return (Mismatch(order=order.code, event=len(order.events) - 1, what="chain"),)
    booked = {entry.event: entry for entry in stored}
    meant = {entry.event: entry for entry in entries(order, gateways)}
    found: list[Mismatch] = []
    for event in sorted({*booked, *meant}):
        what = _wrong(booked.get(event), meant.get(event))
        found += [Mismatch(order=order.code, event=event, what=what)] if what else []
    return tuple(found)


def _wrong(booked: Entry | None, meant: Entry | None) -> What | None:
    if booked is None:
        return "missing"
    if sum(posting.amount for posting in booked.postings):
        return "unbalanced"
    if meant is None:
        return "strange"
    if booked != meant:
        return "changed"
    if any(posting.account == UNEXPLAINED_ACCOUNT for posting in booked.postings):
        return "unexplained"
    return None
