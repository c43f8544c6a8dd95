"""Reads all of a store's file and says what in it does not fit together."""

from __future__ import annotations

from collections import Counter

from checkout.kinds import MOVEMENTS
from checkout.naming import named
from checkout.storage.database import Database
from checkout.storage.rows import found_by
from checkout.storage.schema import Row, crc_of
from checkout.storage.texts import read_document
from checkout.store import StoreDamaged

_PART = 500
_RECORDS = "SELECT rowid, kind, key, doc, found, crc FROM records WHERE rowid > ? ORDER BY rowid LIMIT ?"
_FOUND_BY = "SELECT kind, idx, value, mark, key FROM found_by"


def check_all(database: Database) -> None:
    """Check every page, every document's checksum, and that index and stock levels are what the documents say.

    Raises:
        StoreDamaged: something is not; the first that was found is named.
        StoreUnavailable: the file cannot be read.
    """
    said = database.ask("PRAGMA integrity_check(1)")[0][0]
    if said != "ok":
        raise _damage(database, str(said))
    lines, levels = _read_records(database)
    kept = database.ask(_FOUND_BY)
    # Equal numbers of lines and equal sums of their hashes: equal sets, and nothing to hold in memory twice.
    if lines != (len(kept), sum(map(hash, kept))):
        raise _damage(database, "what records are found by is not what they say")
    if {sku: level for sku, level in database.ask("SELECT sku, n FROM stock") if level} != +levels:
        raise _damage(database, "the stock levels are not the sums of their movements")


def _read_records(database: Database) -> tuple[tuple[int, int], Counter[str]]:
    count, total, levels, last = 0, 0, Counter[str](), -1
    while rows := database.ask(_RECORDS, [last, _PART]):
        last = rows[-1][0]
        for _, kind, key, doc, found, crc in rows:
            row = Row(doc, found)
            if crc_of(kind, key, row) != crc:
                raise _damage(database, f"{named(kind, key)}: the checksum does not fit")
            lines = found_by((kind, key), row)
            count, total = count + len(lines), total + sum(map(hash, lines))
            if kind == MOVEMENTS.name:
                movement = read_document(doc)
                levels[movement["sku"]] += movement["quantity"]
    return (count, total), levels


def _damage(database: Database, detail: str) -> StoreDamaged:
    return StoreDamaged(str(database.path), detail)
