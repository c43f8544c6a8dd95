"""The documents of the open commit: what its transactions read, what they wrote, and how that reaches the tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pydantic_core import from_json

from checkout.naming import named
from checkout.storage.database import Database
from checkout.storage.row_statements import FORGET_FOUND, find, keep_found, parts, select, upsert
from checkout.storage.schema import Row, crc_of
from checkout.store import StoreDamaged

Name = tuple[str, str]
"""A document's kind and key."""
Found = tuple[str, str, str, str, str]
"""A line of ``found_by``."""
Find = tuple[str, str, str]
"""A kind, one of its indexes, and the value found by."""


class Rows:
    """What the open transaction sees: SQLite's documents, as the transactions before it in this commit left them.

    SQLite is handed what was written when a commit or a query needs it: once for all the transactions of a commit.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self._now: dict[Name, Row | None] = {}
        self._own: dict[Name, Row | None] = {}  # how it was before, of what the open transaction wrote
        self._kept: dict[Name, Row | None] = {}  # how SQLite still has it, of what transactions before it wrote
        self._touched: set[Find] = set()
        self._found: dict[
            Find, list[str]
        ] = {}  # the keys that SQLite gives, of what was found ahead and not touched since
        self._writing = False

    def forget(self) -> None:
        """Begin anew, for the next transaction; what is read once is good for all of one commit."""
        if not self._kept:
            self._now.clear()
            self._found.clear()

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
            for part in parts([name for name in unknown if can_be_kept(name[1])]):
                about = named(*part[0]) if len(part) == 1 else ""
                for row in self.database.ask(select(len(part)), [field for name in part for field in name], about):
                    self.take(*row)
        except BaseException:
            for name in unknown:  # what was not read is not absent, whoever asks for it next
                del self._now[name]
            raise

    def find_ahead(self, finds: Iterable[Find]) -> None:
        """Find with one statement what was not found yet, for ``found``."""
        unknown = [one for one in dict.fromkeys(finds) if one not in self._found and one not in self._touched]
        found: dict[Find, list[str]] = {one: [] for one in unknown}
        for part in parts([one for one in unknown if can_be_kept(one[2])]):
            for index, value, *row in self.database.ask(find(len(part)), [field for one in part for field in one]):
                self.take(*row)
                found[row[0], index, value].append(row[1])
        self._found.update(found)

    def found(self, wanted: Find) -> list[tuple[str, bytes]] | None:
        """Return the keys and texts of what was found ahead; None of what was not, or is not so any more."""
        keys = self._found.get(wanted)
        if keys is None:
            return None
        return [(key, row.text) for key in keys if (row := self.get(wanted[0], key)) is not None]

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
                for line in found_by(name, one):
                    self._touched.add(line[:3])
                    self._found.pop(line[:3], None)

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
        for known in (self._now, self._own, self._kept, self._touched, self._found):
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
        for part in parts(kept):
            self.database.do(upsert(len(part)), [field for line in part for field in line])
        if before - after:
            self.database.many(FORGET_FOUND, before - after)
        for found in parts(list(after - before)):
            self.database.do(keep_found(len(found)), [field for line in found for field in line])


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
