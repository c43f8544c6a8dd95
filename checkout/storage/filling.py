"""Writes a whole store's documents into a new file: from a journal of an older release, or from a damaged file."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from checkout.kinds import KINDS, MOVEMENTS
from checkout.storage.database import Database
from checkout.storage.opening import lay_tables, unlink_all
from checkout.storage.reindex import reindex
from checkout.storage.rows import Rows
from checkout.storage.schema import Row
from checkout.storage.texts import read_document

KeptDocument = tuple[str, str, Row]
"""A document's kind, its key and what is kept of it."""
_PART = 500


def fill(path: Path, documents: Iterable[KeptDocument]) -> tuple[int, list[str]]:
    """Make a store's file of these documents, in place of any under that name.

    Returns how many they are, and the SKUs of which more went out than came in: their level is 0. The file is whole and on disk when this returns. Raises StoreDamaged, StoreUnavailable or OSError.
    """
    unlink_all(path)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    lay_tables(path)
    database = Database(path)
    try:
        filled = _write(database, iter(documents))
        reindex(database, KINDS)
        database.checkpoint("TRUNCATE")
    finally:
        database.close()
    return filled


def _write(database: Database, documents: Iterator[KeptDocument]) -> tuple[int, list[str]]:
    rows, count, levels = Rows(database), 0, Counter[str]()
    while part := list(islice(documents, _PART)):
        for kind, key, row in part:
            rows.stage(kind, key, row)
            if kind == MOVEMENTS.name:
                movement = read_document(row.text)
                levels[movement["sku"]] += movement["quantity"]
        if rows.keep():
            rows.write_kept()
            database.do("COMMIT")
        rows.forget()
        count += len(part)
    database.do("BEGIN IMMEDIATE")
    database.many("INSERT INTO stock VALUES (?, ?)", [(sku, max(0, level)) for sku, level in levels.items()])
    database.do("COMMIT")
    return count, sorted(sku for sku, level in levels.items() if level < 0)
