"""All that a store in PostgreSQL held at one moment, read in one snapshot: nobody waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import IsolationLevel
from pydantic_core import from_json

from checkout.kinds import MOVEMENTS
from checkout.naming import named
from checkout.storage.postgres.address import read_address
from checkout.storage.postgres.troubles import open_troubles
from checkout.store import StoreDamaged, StoreUnavailable
from checkout.upkeep.content import Row

_AT_ONCE = 2000
"""Documents fetched in one go."""
_BY_KEY = "SELECT key, doc FROM hojreh.records WHERE kind = %s ORDER BY key"
_BY_SKU = """
    SELECT key, doc FROM hojreh.records WHERE kind = %s
    ORDER BY substring(doc FROM '"sku":"((?:[^"\\\\]|\\\\.)*)"') COLLATE "C", key
"""
"""The SKU as it is written: what is no JSON must be named as any other damage is, and not by PostgreSQL."""


@contextmanager
def postgres_content(url: str) -> Iterator[PostgresContent]:
    """Open what stands in a database now; what is committed later is not seen.

    Raises:
        StoreUnavailable: it cannot be reached, or holds no store.
    """
    address = read_address(url)
    with open_troubles(address.name), psycopg.connect(address.conninfo) as connection:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        if connection.execute("SELECT to_regclass('hojreh.records')").fetchone() == (None,):
            raise StoreUnavailable(address.name, "there is no store in this database")
        yield PostgresContent(address.name, connection)


class PostgresContent:
    """The Content port over one snapshot of PostgreSQL."""

    def __init__(self, where: str, connection: psycopg.Connection) -> None:
        self._where = where
        self._connection = connection

    def kinds(self) -> list[str]:
        """Return the names of the kinds that some document is of, sorted."""
        return [name for (name,) in self._connection.execute("SELECT DISTINCT kind FROM hojreh.records ORDER BY kind")]

    def rows(self) -> Iterator[Row]:
        """Yield every document by its ``place``; raises StoreDamaged where one is no JSON."""
        for kind in self.kinds():
            with self._connection.cursor(name="rows") as cursor:
                cursor.itersize = _AT_ONCE
                for key, doc in cursor.execute(_BY_SKU if kind == MOVEMENTS.name else _BY_KEY, (kind,)):
                    yield self._row(kind, key, doc)

    def levels(self) -> dict[str, int]:
        """Return how many units of each SKU can be sold."""
        return dict(self._connection.execute("SELECT sku, n FROM hojreh.stock").fetchall())

    def _row(self, kind: str, key: str, doc: str) -> Row:
        try:
            document = from_json(doc)
        except ValueError as error:
            raise StoreDamaged(self._where, f"{named(kind, key)}: the document is no JSON") from error
        if not isinstance(document, dict):
            raise StoreDamaged(self._where, f"{named(kind, key)}: it is no document")
        return Row(kind, key, document)
