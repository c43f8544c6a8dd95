"""The documents of the open commit: what its transactions read, what they wrote, and how that reaches the tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from pydantic_core import from_json

from checkout.naming import named
from checkout.storage.database import Database
from checkout.storage.schema import Row, crc_of
from checkout.store import StoreDamaged

Name = tuple[str, str]
"""A document's kind and key."""
Found = tuple[str, str, str, str, str]
"""A line of ``found_by``."""
_AT_ONCE = 50
"""Rows in one statement: Python gives other threads a turn at each, so few is fast."""


class Rows:
    """What the open transaction sees: SQLite's documents, as the transactions before it in this commit left them.

    SQLite is handed what was written when a commit or a query needs it: once for all the transactions of a commit.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self._now: dict[Name, Row | None] = {}
        self._own: dict[Name, Row | None] = {}  # how it was before, of what the open transaction wrote
        self._kept: dict[Name, Row | None] = {}  # how SQLite still has it, of what transactions before it wrote
        self._touched: set[tuple[str, str, str]] = set()
        self._writing = False

    def forget(self) -> None:
        """Begin anew, for the next transaction; what is read once is good for all of one commit."""
        if not self._kept:
            self._now.clear()

    def get(self, kind: str, key: str) -> Row | None:
        """Return the document of that name, or None; raises StoreDamaged when it is not what was written."""
        name = (kind, key)
        if name not in self._now:
            self.read_ahead([name])
        return self._now[name]

    def read_ahead(self, names: Iterable[Name]) -> None:
        """Read those not yet known with one statement."""
        unknown = [name for name in dict.fromkeys(names) if name not in self._now]
        self._now.update(dict.fromkeys(unknown))
        try:
            for part in _parts([name for name in unknown if can_be_kept(name[1])]):
                about = named(*part[0]) if len(part) == 1 else ""
                for row in self.database.ask(_select(len(part)), [field for name in part for field in name], about):
                    self.take(*row)
        except BaseException:
            for name in unknown:  # what was not read is not absent, whoever asks for it next
                del self._now[name]
            raise

    def take(self, kind: str, key: str, doc: bytes | None, found: str, crc: int) -> Row:
        """Check a document that a query gave, and remember it; raises StoreDamaged."""
        row = Row(doc or b"", found)
        if doc is None or crc_of(kind, key, row) != crc:
            raise StoreDamaged(str(self.database.path), f"{named(kind, key)}: the checksum does not fit")
        self._now[kind, key] = row
        return row

    def stage(self, kind: str, key: str, row: Row | None) -> None:
        """Set a document aside to be written; None deletes it."""
        name, before = (kind, key), self.get(kind, key)
        if row == before:
            return
        self._own.setdefault(name, before)
        self._now[name] = row
        for one in (before, row):
            if one and one.found:
                self._touched.update(line[:3] for line in found_by(name, one))

    def flush_found(self, kind: str, index: str, value: str) -> None:
        """Hand over what is written if it changes what is found by that value."""
        if (kind, index, value) in self._touched:
            self.flush()

    def flush(self) -> None:
        """Hand over all that is written, so that queries see it."""
        self.write_kept()
        if self._own:
            self._begin()
            if not self._writing:
                self._writing = True
                self.database.do("SAVEPOINT block")
            self._write(self._own)
            self._own.clear()
        self._touched.clear()

    def write_kept(self) -> None:
        """Hand over what transactions have left to the next commit."""
        if self._kept:
            self._begin()
            self._write(self._kept)
            self._kept.clear()
        if not self._own:
            self._touched.clear()

    def keep(self) -> bool:
        """Leave what was written to the next commit; whether anything was."""
        wrote = bool(self._own) or self._writing
        self._kept = self._own | self._kept
        self._own.clear()
        if self._writing:
            self.database.do("RELEASE block")
            self._writing = False
        return wrote

    def undo(self) -> None:
        """Take back what the transaction wrote, wherever that was interrupted."""
        self._now.update(self._own)
        self._own.clear()
        if self._writing:
            self._now.clear()  # what was kept before was handed over first
            self.database.do("ROLLBACK TO block")
            self.database.do("RELEASE block")
            self._writing = False

    def drop(self) -> None:
        """Forget what was left to a commit, as it failed."""
        for known in (self._now, self._own, self._kept, self._touched):
            known.clear()

    def _begin(self) -> None:
        if not self.database.connection.in_transaction:
            self.database.do("BEGIN IMMEDIATE")

    def _write(self, was: dict[Name, Row | None]) -> None:
        changed = {name: row for name in was if (row := self._now[name]) != was[name]}
        before = {line for name in changed for line in found_by(name, was[name])}
        after = {line for name, row in changed.items() for line in found_by(name, row)}
        gone = [name for name, row in changed.items() if row is None]
        kept = [(*name, row.text, row.found, crc_of(*name, row)) for name, row in changed.items() if row is not None]
        if gone:
            self.database.many("DELETE FROM records WHERE kind = ? AND key = ?", gone)
        for part in _parts(kept):
            self.database.do(_upsert(len(part)), [field for line in part for field in line])
        if before - after:
            self.database.many(_FORGET_FOUND, before - after)
        for found in _parts(list(after - before)):
            self.database.do(_keep_found(len(found)), [field for line in found for field in line])


_FORGET_FOUND = "DELETE FROM found_by WHERE kind = ? AND idx = ? AND value = ? AND mark = ? AND key = ?"


@cache
def _select(count: int) -> str:
    if count == 1:
        return "SELECT kind, key, doc, found, crc FROM records WHERE kind = ? AND key = ?"
    names = ", ".join(["(?, ?)"] * count)
    # Joined in this order each is looked up; asked for with IN, SQLite reads all records there are.
    return (
        f"SELECT r.kind, r.key, r.doc, r.found, r.crc FROM (VALUES {names}) wanted"  # noqa: S608
        " CROSS JOIN records r ON r.kind = wanted.column1 AND r.key = wanted.column2"
    )


@cache
def _upsert(count: int) -> str:
    rows = ", ".join(["(?, ?, ?, ?, ?)"] * count)
    update = "UPDATE SET doc = excluded.doc, found = excluded.found, crc = excluded.crc"
    return f"INSERT INTO records (kind, key, doc, found, crc) VALUES {rows} ON CONFLICT (kind, key) DO {update}"  # noqa: S608


@cache
def _keep_found(count: int) -> str:
    return f"INSERT INTO found_by (kind, idx, value, mark, key) VALUES {', '.join(['(?, ?, ?, ?, ?)'] * count)}"  # noqa: S608


def _parts(rows: list[Any]) -> Iterable[list[Any]]:
    return (rows[start : start + _AT_ONCE] for start in range(0, len(rows), _AT_ONCE))


def found_by(name: Name, row: Row | None) -> Sequence[Found]:
    """Return the lines of ``found_by`` that belong to a document."""
    if row is None or not row.found:
        return ()
    found = from_json(row.found)
    return [(name[0], index, value, found["mark"], name[1]) for index, value in found["by"].items()]


def can_be_kept(text: str) -> bool:
    """Whether there is UTF-8 for a text: nothing was ever kept under one with a lone surrogate."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
