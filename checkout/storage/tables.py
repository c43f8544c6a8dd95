"""TinyDB over SQLite: tables whose documents are read one by one, and whose writes are staged and committed together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any, NoReturn, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from checkout.kinds import Document
from checkout.storage.shelf import Shelf


class ShelfStorage(Storage):
    """A TinyDB storage that hands out views of the file, at no cost, and is written through them."""

    def __init__(self, shelves: Mapping[str, Shelf]) -> None:
        self.shelves = shelves

    def read(self) -> dict[str, dict[str, Any]]:
        """Return the shelves; TinyDB only looks things up in them."""
        return cast("dict[str, dict[str, Any]]", self.shelves)

    def write(self, data: dict[str, dict[str, Any]]) -> NoReturn:
        """Refuse to replace everything at once, as dropping a table would."""
        raise NotImplementedError("documents are written one by one, in a transaction")


class ShelfTable(Table):
    """A TinyDB table whose document ids are the records' keys, and whose updates touch only what they change."""

    document_id_class = str  # type: ignore[assignment] # TinyDB calls it, and never relies on int

    @property
    def shelf(self) -> Shelf:
        """The documents themselves, for what is asked by index or as text."""
        return cast("ShelfStorage", self.storage).shelves[self.name]

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        return cast("dict[str, Mapping[str, Any]]", self.shelf)

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        draft = Draft(self.shelf)
        updater(cast("dict[int, Mapping[str, Any]]", draft))
        draft.stage()


class Draft(MutableMapping[str, Document]):
    """What an update makes of a shelf: only the documents it asked for are parsed, and only changed ones staged."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._read: dict[str, Document] = {}
        self._written: dict[str, Document | None] = {}

    def __getitem__(self, key: str) -> Document:
        if key in self._written:
            document = self._written[key]
            if document is None:
                raise KeyError(key)
            return document
        if key not in self._read:
            self._read[key] = self._shelf[key]
        return self._read[key]

    def __setitem__(self, key: str, document: Document) -> None:
        self._written[key] = document

    def __delitem__(self, key: str) -> None:
        if key not in self:
            raise KeyError(key)
        self._written[key] = None

    def __contains__(self, key: object) -> bool:
        return self._written[str(key)] is not None if key in self._written else key in self._shelf

    def __iter__(self) -> Iterator[str]:
        yield from [key for key in {**dict.fromkeys(self._shelf), **self._written} if key in self]

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def stage(self) -> None:
        """Hand over what was written, and what was read and then changed in place, as TinyDB's update does."""
        changed = {key: document for key, document in self._read.items() if document != self._shelf[key]}
        for key, document in {**changed, **self._written}.items():
            self._shelf.stage(key, document)


class ShelfDatabase(TinyDB):
    """A TinyDB whose tables are shelves."""

    table_class = ShelfTable

    def __init__(self, shelves: Mapping[str, Shelf]) -> None:
        super().__init__(storage=lambda: ShelfStorage(shelves))

    def shelf_table(self, name: str) -> ShelfTable:
        """Return the table of that name."""
        return cast("ShelfTable", self.table(name, cache_size=0))
