"""The day's sheet: what our books say of a day, held against what each bank says of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from checkout.kinds import ATTEMPTS, CAPTURES, LEDGER, ORDERS
from checkout.records import Capture
from checkout.store import Store, Transaction, retried
from checkout.use_cases.book_old_orders import gateways_known, gateways_of
from checkout.use_cases.settlement_banks import GIVEN_BACK, account_sheet, gateway_sheet
from shop.ledger import Entry
from shop.ledger_check import Mismatch, mismatches
from shop.order import Order
from shop.settlement import OwedPayment, Sheet, TillSheet, totals_of
from shop.settlement.movement import Movement, movements_of
from shop.settlement.owing import lost, owed_of
from shop.settlement.sheet import recorded
from shop.terms import Shop
from shop.tills import Till, account_of, gateway_of, tills_of

R = TypeVar("R", Entry, Capture)

_PART = 100
"""How many orders one transaction looks through: nobody who buys waits for a sheet."""


@dataclass(frozen=True, slots=True)
class _Books:
    """A day's entries and captures, and its tills' sheets."""

    entries: list[Entry]
    captures: list[Capture]
    tills: tuple[TillSheet, ...]


def settlement(store: Store, shop: Shop, day: date) -> Sheet:
    """Return the sheet of a day in Tehran. Each of its orders' entries is also held against the order's own chain."""
    books = _books(store, shop, day)
    codes = sorted({*(one.order for one in books.entries), *(one.order for one in books.captures)})
    owed: list[OwedPayment] = []
    wrong: list[Mismatch] = []
    for start in range(0, len(codes), _PART):
        part = codes[start : start + _PART]
        more_owed, more_wrong = _look_through(store, part, _of(part, books.entries), _of(part, books.captures))
        owed += more_owed
        wrong += more_wrong
    return Sheet(day=day, tills=books.tills, totals=totals_of(books.entries), owed=tuple(owed), mismatches=tuple(wrong))


@retried
def _books(store: Store, shop: Shop, day: date) -> _Books:
    with store.transaction() as tx:
        tx.read_ahead(found=[(LEDGER, "day", day.isoformat()), (CAPTURES, "day", day.isoformat())])
        entries = tx.find(LEDGER, "day", day.isoformat())
        captures = tx.find(CAPTURES, "day", day.isoformat())
        moved = [movement for entry in entries for movement in movements_of(entry)]
        met = [Till(one.till) for one in moved] + [Till(f"gateway:{one.gateway}") for one in captures]
        tills = list(dict.fromkeys([*tills_of(shop), *sorted(met)]))
        return _Books(entries, captures, tuple(_till_sheet(tx, till, day, moved, captures) for till in tills))


def _till_sheet(
    tx: Transaction, till: Till, day: date, moved: Iterable[Movement], captures: Iterable[Capture]
) -> TillSheet:
    ours = [one for one in moved if one.till == till]
    if gateway_of(till):
        return gateway_sheet(tx, till, day, ours, [one for one in captures if one.gateway == gateway_of(till)])
    return account_sheet(tx, till, day, ours) if account_of(till) else recorded(till, ours, "recorded")


@retried
def _look_through(
    store: Store, codes: Sequence[str], entries: Sequence[Entry], captures: Sequence[Capture]
) -> tuple[list[OwedPayment], list[Mismatch]]:
    """Return what came for these orders and is owed back, and where their books are not what their chains give."""
    with store.transaction() as tx:
        tx.read_ahead(records=[(ORDERS, code) for code in codes], found=[(LEDGER, "order", code) for code in codes])
        orders = {code: order for code in codes if (order := tx.get(ORDERS, code)) is not None}
        owed = [one for entry in entries if (one := owed_of(entry, orders.get(entry.order))) is not None]
        owed += [
            lost(one.order, one.reference, one.amount, given_back=one.status in GIVEN_BACK)
            for one in captures
            if one.order not in orders
        ]
        return owed, [one for order in orders.values() for one in check_order(tx, order)]


def check_order(tx: Transaction, order: Order) -> tuple[Mismatch, ...]:
    """Hold an order's stored entries against those that its chain gives."""
    attempts = () if gateways_known(order) else tx.find(ATTEMPTS, "order", order.code)
    return mismatches(order, tx.find(LEDGER, "order", order.code), gateways_of(attempts))


def _of(codes: Iterable[str], records: Iterable[R]) -> list[R]:
    wanted = frozenset(codes)
    return [one for one in records if one.order in wanted]
