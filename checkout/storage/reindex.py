"""Finds records anew when a release of the service finds a kind by other fields, or in another order, than the one before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from checkout.kinds import Kind
from checkout.naming import named
from checkout.storage.database import Database
from checkout.storage.rows import Rows
from checkout.storage.schema import Row
from checkout.storage.shelf import Shelf, found_text
from checkout.store import StoreDamaged

_PART = 500


def reindex(database: Database, kinds: Iterable[Kind[Any]]) -> None:
    """Write what records are found by, for each kind for which that was not done by these very indexes.

    Raises:
        StoreDamaged: a record cannot be read.
    """
    known = dict(database.ask("SELECT kind, names FROM indexes"))
    wanted = [(kind, kind.found_as) for kind in kinds]
    changed = [(kind, names) for kind, names in wanted if known.get(kind.name) != names]
    if not changed:
        return
    for kind, _ in changed:
        _reindex_kind(database, kind)
    database.do("BEGIN IMMEDIATE")
    database.many("INSERT OR REPLACE INTO indexes VALUES (?, ?)", [(kind.name, names) for kind, names in changed])
    database.do("COMMIT")
    database.checkpoint("TRUNCATE")


def _reindex_kind(database: Database, kind: Kind[Any]) -> None:
    rows = Rows(database)
    shelf = Shelf(kind, rows)
    texts = shelf.part("", _PART)
    while texts:
        for key, text in texts:
            rows.stage(kind.name, key, Row(text, found_text(kind, _read(database, kind, key, text))))
        if rows.keep():
            rows.write_kept()
            database.do("COMMIT")
        rows.forget()
        texts = shelf.part(texts[-1][0], _PART) if texts[-1][0] else []


def _read(database: Database, kind: Kind[Any], key: str, text: bytes) -> object:
    try:
        return kind.read(text)
    except ValueError as error:
        raise StoreDamaged(
            str(database.path), f"{named(kind.name, key)}: the document is no record of its kind"
        ) from error
