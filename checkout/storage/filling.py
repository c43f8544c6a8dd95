"""Writes a whole store's documents into a new file: from a journal of an older release, or from a damaged file."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from checkout.kinds import KINDS, MOVEMENTS
from checkout.storage.database import Database
from checkout.storage.opening import lay_tables, unlink_all
from checkout.storage.reindex import reindex
from checkout.storage.rows import Rows
from checkout.storage.schema import Row
from checkout.storage.texts import read_document
from checkout.store import StoreDamaged

KeptDocument = tuple[str, str, Row]
"""A document's kind, its key and what is kept of it."""
_PART = 500


def fill(path: Path, documents: Iterable[KeptDocument]) -> int:
    """Make a store's file of these documents, in place of any under that name; return how many they are.

    The file is whole and on disk when this returns. Raises StoreDamaged, StoreUnavailable or OSError.
    """
    unlink_all(path)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    lay_tables(path)
    database = Database(path)
    try:
        count = _write(database, iter(documents))
        reindex(database, KINDS)
        database.checkpoint("TRUNCATE")
    finally:
        database.close()
    return count


def _write(database: Database, documents: Iterable[KeptDocument]) -> int:
    rows, count, levels = Rows(database), 0, Counter[str]()
    while part := list(islice(documents, _PART)):
        for kind, key, row in part:
            rows.stage(kind, key, row)
            if kind == MOVEMENTS.name:
                movement = read_document(row.text)
                levels[movement["sku"]] += movement["quantity"]
        if rows.keep():
            database.do("COMMIT")
        rows.forget()
        count += len(part)
    _write_levels(database, levels)
    return count


def _write_levels(database: Database, levels: Counter[str]) -> None:
    below = [sku for sku, level in levels.items() if level < 0]
    if below:
        raise StoreDamaged(str(database.path), f"stock of {', '.join(below)}: more went out than came in")
    database.do("BEGIN IMMEDIATE")
    database.many("INSERT INTO stock VALUES (?, ?)", levels.items())
    database.do("COMMIT")
