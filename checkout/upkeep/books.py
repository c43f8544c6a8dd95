"""Reading a store's books through: whether the ledger says what the orders' chains say, entry by entry."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from pydantic import ValidationError

from checkout.kinds import ATTEMPTS, CHORES, LEDGER, ORDERS
from checkout.records import OLD_ORDERS_BOOKED
from checkout.upkeep.content import Content, Row, canonical
from shop.ledger import Entry, Gateways, entries
from shop.ledger_check import Mismatch, What
from shop.order import Order


@dataclass(frozen=True, slots=True)
class Books:
    """What is wrong with a store's books; ``begun`` is False where older orders have still to be booked."""

    begun: bool
    wrong: tuple[Mismatch, ...]


def read_books(content: Content) -> Books:
    """Return every entry that is missing, changed or strange; nothing where books and chains agree.

    Of an entry only a checksum is kept meanwhile, so that a long history fits. A chain that is broken is the survey's
    to tell.
    """
    gateways: dict[str, dict[str, str]] = {}
    booked: dict[str, bytes] = {}
    wrong: list[Mismatch] = []
    begun = False
    for row in content.rows():  # by the names of their kinds: attempts, then the ledger, then orders
        begun = begun or (row.kind == CHORES.name and row.key == OLD_ORDERS_BOOKED)
        if row.kind == ATTEMPTS.name and row.document["bank_reference"]:
            gateways.setdefault(row.document["order"], {})[row.document["bank_reference"]] = row.document["gateway"]
        elif row.kind == LEDGER.name:
            booked[row.key] = _checksum(row)
        elif row.kind == ORDERS.name:
            wrong += _wrong_of(row, gateways.get(row.key), booked)
    return Books(begun, (*wrong, *(_strange(key) for key in sorted(booked))))


def _wrong_of(row: Row, gateways: Gateways | None, booked: dict[str, bytes]) -> list[Mismatch]:
    """Return what is wrong of one order's entries; of one that cannot be read nothing is said here."""
    try:
        order = ORDERS.decode(row.document)
    except ValidationError:
        for key in [key for key in booked if key.rpartition(":")[0] == row.key]:
            del booked[key]
        return []
    return _wrong(order, entries(order, gateways), booked)


def _wrong(order: Order, meant: tuple[Entry, ...], booked: dict[str, bytes]) -> list[Mismatch]:
    """Return what is wrong of an order's entries, and take those that were looked at off the list."""
    found: list[Mismatch] = []
    for entry in meant:
        checksum = booked.pop(LEDGER.key(entry), None)
        if checksum != _checksum(Row(LEDGER.name, LEDGER.key(entry), LEDGER.encode(entry))):
            what: What = "missing" if checksum is None else "changed"
            found.append(Mismatch(order=order.code, event=entry.event, what=what))
    return found


def _strange(key: str) -> Mismatch:
    order, _, event = key.rpartition(":")
    return Mismatch(order=order, event=int(event), what="strange")


def _checksum(row: Row) -> bytes:
    return hashlib.sha256(canonical(row)).digest()
