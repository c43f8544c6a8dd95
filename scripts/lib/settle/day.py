"""What a day's sheet is made of, taken out of a store while the shop goes on selling: nothing of it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from checkout.kinds import ATTEMPTS, CAPTURES, LEDGER, ORDERS, STATEMENT_LINES, UNIQUE_USES
from checkout.ports import BankStatus
from checkout.records import Attempt, Capture
from checkout.storage.memory import MemoryStore
from checkout.store import Store
from checkout.upkeep.content import KNOWN, Content, Row
from checkout.use_cases.ask_again import captures_of

_BOOKS = frozenset({LEDGER.name, CAPTURES.name, STATEMENT_LINES.name, UNIQUE_USES.name})
_OF_THE_DAY = frozenset({ORDERS.name, ATTEMPTS.name})

Ask = Callable[[list[tuple[Capture, Attempt]]], Mapping[str, BankStatus]]


def books_of(content: Content, day: date) -> Store:
    """Return a store that holds all books, and the orders and attempts that moved money on that day."""
    store = MemoryStore()
    codes = _keep(store, content, lambda row: row.kind in _BOOKS, day)
    _keep(store, content, lambda row: row.kind in _OF_THE_DAY and row.document.get("order", row.key) in codes, day)
    return store


def asked_again(store: Store, day: date, ask: Ask) -> int:
    """Let the sheet know what the gateways say today of that day's payments; return of how many they said nothing."""
    asked = captures_of(store, day)
    said = ask(asked)
    with store.transaction() as tx:
        for capture, _ in asked:
            if status := said.get(CAPTURES.key(capture)):
                tx.put(CAPTURES, replace(capture, status=status))
    return len(asked) - len(said)


def _keep(store: Store, content: Content, wanted: Callable[[Row], bool], day: date) -> frozenset[str]:
    """Keep the rows that are wanted; return the codes of the orders whose entries or payments are of the day."""
    codes: set[str] = set()
    with store.transaction() as tx:
        for row in content.rows():
            if not wanted(row):
                continue
            record = KNOWN[row.kind].decode(row.document)
            tx.put(KNOWN[row.kind], record)
            if KNOWN[row.kind].indexed(record).get("day") == day.isoformat():
                codes.add(row.document["order"])
    return frozenset(codes)
