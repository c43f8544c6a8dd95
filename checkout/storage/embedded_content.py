"""All that an embedded store held at one moment, read beside whoever owns it: they go on, and nobody waits."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from pydantic_core import from_json

from checkout.kinds import MOVEMENTS
from checkout.naming import named
from checkout.storage.check import problems
from checkout.storage.database import Parameters
from checkout.storage.header import check_before_opening
from checkout.storage.ownership import look
from checkout.storage.schema import FILE_NAME, Row, crc_of
from checkout.store import StoreDamaged, StoreUnavailable
from checkout.upkeep import content

_BUSY_SECONDS = 30
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR})
"""The last one stands for a table that is missing."""
_NONE = "there is no store in this folder"
_CLOSED = "this user may not read it; run this as the user that the checkout runs as"
_BY_KEY = "SELECT key, doc, found, crc FROM records WHERE kind = ? ORDER BY key"
_BY_SKU = (
    "SELECT key, doc, found, crc FROM records WHERE kind = ?"
    # What is no JSON comes first, to be named as any other damage is, and not by SQLite.
    " ORDER BY CASE WHEN json_valid(CAST(doc AS TEXT)) THEN json_extract(CAST(doc AS TEXT), '$.sku') END, key"
)


@contextmanager
def embedded_content(directory: Path) -> Iterator[EmbeddedContent]:
    """Open what stands in a store's directory now; what is committed later is not seen, and the log grows meanwhile.

    Raises:
        StoreUnavailable: there is no store, or it cannot be read.
        StoreDamaged: the file is not what was written.
    """
    file = directory / FILE_NAME
    try:
        _refuse_where_none(directory, file)
        _check_where_nobody_did(directory, file)
    except PermissionError as error:
        raise StoreUnavailable(str(directory), _CLOSED) from error
    try:
        with closing(
            sqlite3.connect(f"file:{quote(str(file))}?mode=ro", timeout=_BUSY_SECONDS, isolation_level=None, uri=True)
        ) as connection:
            connection.execute("BEGIN")
            yield EmbeddedContent(file, connection)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF in _DAMAGED:
            raise StoreDamaged(str(file), str(error)) from error
        raise StoreUnavailable(str(file), str(error)) from error


def _refuse_where_none(directory: Path, file: Path) -> None:
    if not file.is_file():
        older = (directory / "journal").is_file()
        why = "its journal is of an older release: start the checkout once, it takes that over" if older else _NONE
        raise StoreUnavailable(str(directory), why)


def _check_where_nobody_did(directory: Path, file: Path) -> None:
    """Who owns a store has looked at its log before SQLite could drop a part of it, and with it all trace of that."""
    seen = look(directory)
    if seen.owned:
        return
    try:
        check_before_opening(file, same_boot=seen.same_boot)
    except StoreDamaged:
        if not look(directory).owned:  # else a checkout was just opening it, and has looked itself
            raise
    except OSError as error:
        raise StoreUnavailable(str(file), str(error)) from error


class EmbeddedContent:
    """The Content port over one read transaction of SQLite."""

    def __init__(self, file: Path, connection: sqlite3.Connection) -> None:
        self._file = file
        self._connection = connection

    def kinds(self) -> list[str]:
        """Return the names of the kinds that some document is of, sorted."""
        return [name for (name,) in self._connection.execute("SELECT DISTINCT kind FROM records ORDER BY kind")]

    def rows(self) -> Iterator[content.Row]:
        """Yield every document by its ``place``; raises StoreDamaged where one is not what was written."""
        for kind in self.kinds():
            query = _BY_SKU if kind == MOVEMENTS.name else _BY_KEY
            for key, doc, found, crc in self._connection.execute(query, (kind,)):
                if crc_of(kind, key, Row(doc, found)) != crc:
                    raise StoreDamaged(str(self._file), f"{named(kind, key)}: the checksum does not fit")
                yield content.Row(kind, key, from_json(doc))

    def levels(self) -> dict[str, int]:
        """Return how many units of each SKU can be sold."""
        return dict(self._connection.execute("SELECT sku, n FROM stock"))

    def problems(self) -> list[str]:
        """Return what does not fit together in the file; its stock levels are not looked at."""
        return list(problems(_Asked(self._file, self._connection)))


class _Asked(NamedTuple):
    """A file that is read beside its owner, as ``check`` asks it."""

    path: Path
    connection: sqlite3.Connection

    def ask(self, sql: str, parameters: Parameters = (), about: str = "") -> list[tuple[Any, ...]]:  # noqa: ARG002 - the port's
        return self.connection.execute(sql, parameters).fetchall()
