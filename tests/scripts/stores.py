"""Stores for the scripts that look after them: filled, emptied, sold from, spoiled."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

from checkout.app import open_store
from checkout.kinds import MOVEMENTS, ORDERS
from checkout.records import Movement
from checkout.storage.postgres.scheme import is_database
from checkout.storage.schema import FILE_NAME, Row, crc_of
from checkout.store import Store, retried
from checkout.stores import open_content
from checkout.upkeep.sums import Sums, sums_of
from shop.release import Sku
from tests.builders import PLACED_AT, an_order
from tests.checkout.upkeep.lives import fill


@contextmanager
def opened(where: str) -> Iterator[Store]:
    with closing(open_store(where)) as store:
        yield store


def filled(where: str) -> str:
    with opened(where) as store:
        fill(store)
    return where


def sums(where: str) -> Sums:
    with open_content(where) as content:
        return sums_of(content.rows())


def put_stranger(where: str, kind: str = "wishes") -> None:
    """Keep a document of a kind that this version does not know, as a later one would."""
    if is_database(where):
        with psycopg.connect(where) as connection:
            connection.execute("INSERT INTO hojreh.records VALUES (%s, '1', 1, '{}')", (kind,))
        return
    with closing(sqlite3.connect(Path(where) / FILE_NAME, isolation_level=None)) as file:
        crc = crc_of(kind, "1", Row(b"{}", ""))
        file.execute("INSERT INTO records (kind, key, doc, found, crc) VALUES (?, '1', ?, '', ?)", (kind, b"{}", crc))


@retried
def sell(store: Store, number: int) -> None:
    """Place an order and hold its stock, in one transaction."""
    order = an_order(code=f"S-{number:06}")
    held = Movement(id=f"held:{order.code}", sku=Sku("jam"), quantity=-1, reason="held", at=PLACED_AT, order=order.code)
    with store.transaction() as tx:
        tx.move(Movement(id="count:jam", sku=Sku("jam"), quantity=1_000_000, reason="counted", at=PLACED_AT))
        tx.insert(ORDERS, order)
        tx.move(held)


def orders_and_holds(where: str) -> tuple[set[str], set[str]]:
    """Return the codes of the orders that a store holds, and those that its stock is held for."""
    with open_content(where) as content:
        rows = list(content.rows())
    orders = {row.key for row in rows if row.kind == ORDERS.name}
    return orders, {row.document["order"] for row in rows if row.kind == MOVEMENTS.name and row.document["order"]}


def spoil_a_movement(where: str, text: str) -> str:
    """Put another text in the place of a movement's; return its key."""
    with opened(where) as store, store.transaction() as tx:
        key = tx.every(MOVEMENTS)[0].id
    if is_database(where):
        with psycopg.connect(where) as connection:
            connection.execute("UPDATE hojreh.records SET doc = %s WHERE kind = 'movements' AND key = %s", (text, key))
    else:
        with closing(sqlite3.connect(Path(where) / FILE_NAME, isolation_level=None)) as file:
            file.execute("UPDATE records SET doc = ? WHERE kind = 'movements' AND key = ?", (text.encode(), key))
    return key
