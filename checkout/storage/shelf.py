"""One kind's documents in the store's file, as a mapping that TinyDB reads and as the queries the port asks."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping
from typing import Any

from pydantic_core import to_json

from checkout.kinds import Document, Kind
from checkout.storage.rows import Rows, can_be_kept
from checkout.storage.schema import Row
from checkout.storage.texts import read_document, write_document

Text = tuple[str, bytes]
"""A document's key and its text."""
_PART = 500
_COLUMNS = "r.kind, r.key, r.doc, r.found, r.crc"
_FOUND = (
    "SELECT f.kind, f.key, r.doc, coalesce(r.found, ''), coalesce(r.crc, 0) FROM found_by f"
    " LEFT JOIN records r ON r.kind = f.kind AND r.key = f.key WHERE f.kind = ? AND f.idx = ? AND f.value = ?"
)


class Shelf(Mapping[str, Document]):
    """Documents by key, kept as text: every read parses a new document, so nobody can change a stored one."""

    def __init__(self, kind: Kind[Any], rows: Rows) -> None:
        self.kind = kind
        self._rows = rows

    def __getitem__(self, key: str) -> Document:
        text = self.text(key)
        if text is None:
            raise KeyError(key)
        return read_document(text)

    def __contains__(self, key: object) -> bool:
        return self.text(str(key)) is not None

    def __iter__(self) -> Iterator[str]:
        return (key for key, _ in self._walk())

    def __len__(self) -> int:
        self._rows.flush()
        return int(self._rows.database.ask("SELECT count(*) FROM records WHERE kind = ?", [self.kind.name])[0][0])

    def items(self) -> ItemsView[str, Document]:
        """Return the documents in key order, read as they are walked over."""
        return _Items(self)

    def text(self, key: str) -> bytes | None:
        """Return the text of the document of that key, or None."""
        row = self._rows.get(self.kind.name, key)
        return None if row is None else row.text

    def stage(self, key: str, document: Document | None) -> None:
        """Set the document of that key aside until the transaction ends; None deletes it."""
        if document is None:
            self._rows.stage(self.kind.name, key, None)
        else:
            self.stage_text(key, write_document(document), self.kind.decode(document) if self.kind.indexes else None)

    def stage_text(self, key: str, text: bytes, record: object) -> None:
        """Set the text of that record aside until the transaction ends."""
        self._rows.stage(self.kind.name, key, Row(text, found_text(self.kind, record)))

    def found(self, index: str, value: str, after: str, most: int) -> list[Text]:
        """Return the documents whose indexed field has that value, by mark: those after one, at most so many; all for -1."""
        wanted = (self.kind.name, self._index(index), value)
        if not after and most < 0 and (ahead := self._rows.found(wanted)) is not None:
            return ahead
        later, marks = (" AND f.mark > ?", [after]) if after else ("", [])
        self._rows.flush_found(*wanted)
        return self._ask(f"{_FOUND}{later} ORDER BY f.mark, f.key LIMIT ?", index, value, *marks, most)

    def newest(self, index: str, value: str, most: int, before: str) -> list[Text]:
        """Return the last of those documents, the last one first, with marks before that one if there is one."""
        earlier, marks = (" AND f.mark < ?", [before]) if before else ("", [])
        ordered = f"{_FOUND}{earlier} ORDER BY f.mark DESC, f.key DESC LIMIT ?"
        self._rows.flush_found(self.kind.name, self._index(index), value)
        return self._ask(ordered, index, value, *marks, most)

    def count_found(self, index: str, value: str, most: int) -> int:
        """Return how many documents have that value in an indexed field, at most so many."""
        self._rows.flush_found(self.kind.name, self._index(index), value)
        if not can_be_kept(value):
            return 0
        sql = "SELECT count(*) FROM (SELECT 1 FROM found_by WHERE kind = ? AND idx = ? AND value = ? LIMIT ?)"
        return int(self._rows.database.ask(sql, [self.kind.name, index, value, most])[0][0])

    def part(self, after: str, most: int) -> list[Text]:
        """Return documents in key order, those after a key, at most so many; all of them for -1."""
        bound, keys = (" AND r.key > ?", [after]) if after else ("", [])
        sql = f"SELECT {_COLUMNS} FROM records r WHERE r.kind = ?{bound} ORDER BY r.key LIMIT ?"  # noqa: S608
        self._rows.flush()
        return self._ask(sql, *keys, most)

    def walk(self) -> Iterator[tuple[str, Document]]:
        """Yield every document in key order."""
        return ((key, read_document(text)) for key, text in self._walk())

    def _walk(self) -> Iterator[Text]:
        texts = self.part("", _PART)
        while texts:
            yield from texts
            texts = self.part(texts[-1][0], _PART) if texts[-1][0] else []

    def _ask(self, sql: str, *parameters: object) -> list[Text]:
        if not all(can_be_kept(str(one)) for one in parameters):
            return []
        rows = self._rows.database.ask(sql, [self.kind.name, *parameters], self.kind.name)
        return [(row[1], self._rows.take(*row).text) for row in rows]

    def _index(self, index: str) -> str:
        """Return the name of an index; raises KeyError where there is none, as a mistyped name would."""
        self.kind.indexes[index]
        return index


def found_text(kind: Kind[Any], record: object) -> str:
    """Return what the record is found by as it is kept with it, or nothing."""
    if not kind.indexes:
        return ""
    return to_json({"mark": kind.mark(record), "by": kind.indexed(record)}).decode()


class _Items(ItemsView[str, Document]):
    """A walk over a shelf without a query for each document."""

    def __init__(self, shelf: Shelf) -> None:
        super().__init__(shelf)
        self._shelf = shelf

    def __iter__(self) -> Iterator[tuple[str, Document]]:
        return self._shelf.walk()
