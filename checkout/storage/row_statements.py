"""What SQLite is asked of documents: one statement for many rows, as Python gives other threads a turn at each statement."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

_AT_ONCE = 50
"""Rows in one statement."""

FORGET_FOUND = "DELETE FROM found_by WHERE kind = ? AND idx = ? AND value = ? AND mark = ? AND key = ?"


@cache
def select(count: int) -> str:
    """Return what reads so many documents by kind and key."""
    if count == 1:
        return "SELECT kind, key, doc, found, crc FROM records WHERE kind = ? AND key = ?"
    names = ", ".join(["(?, ?)"] * count)
    # Joined in this order each is looked up; asked for with IN, SQLite reads all records there are.
    return (
        f"SELECT r.kind, r.key, r.doc, r.found, r.crc FROM (VALUES {names}) wanted"  # noqa: S608
        " CROSS JOIN records r ON r.kind = wanted.column1 AND r.key = wanted.column2"
    )


@cache
def upsert(count: int) -> str:
    """Return what keeps so many documents, in place of any others under their names."""
    rows = ", ".join(["(?, ?, ?, ?, ?)"] * count)
    update = "UPDATE SET doc = excluded.doc, found = excluded.found, crc = excluded.crc"
    return f"INSERT INTO records (kind, key, doc, found, crc) VALUES {rows} ON CONFLICT (kind, key) DO {update}"  # noqa: S608


@cache
def keep_found(count: int) -> str:
    """Return what keeps so many lines of ``found_by``."""
    return f"INSERT INTO found_by (kind, idx, value, mark, key) VALUES {', '.join(['(?, ?, ?, ?, ?)'] * count)}"  # noqa: S608


def parts(rows: list[Any]) -> Iterable[list[Any]]:
    """Return the rows in parts of one statement each."""
    return (rows[start : start + _AT_ONCE] for start in range(0, len(rows), _AT_ONCE))


@cache
def find(count: int) -> str:
    """Return what finds documents by so many kinds, indexes and values, each in the order of its marks."""
    wanted = ", ".join(["(?, ?, ?)"] * count)
    return (
        f"SELECT f.idx, f.value, f.kind, f.key, r.doc, coalesce(r.found, ''), coalesce(r.crc, 0) FROM (VALUES {wanted}) w"  # noqa: S608
        " CROSS JOIN found_by f ON f.kind = w.column1 AND f.idx = w.column2 AND f.value = w.column3"
        " LEFT JOIN records r ON r.kind = f.kind AND r.key = f.key ORDER BY f.mark, f.key"
    )
