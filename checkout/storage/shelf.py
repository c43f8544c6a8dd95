"""One table in memory: what is committed, over it what the open transaction has staged, and its indexes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from checkout.kinds import Document, Kind
from checkout.storage.lines import Change
from checkout.storage.texts import read_document, write_document

_BYTES_AROUND = 40
"""Roughly what a line holds besides key and text."""


class Shelf(Mapping[str, Document]):
    """Documents by key, kept as text: every read parses a new document, so nobody can change a stored one.

    Text also costs a fifth of a dict's memory, and gives the garbage collector nothing to walk.
    """

    def __init__(self, kind: Kind[Any]) -> None:
        self._kind = kind
        self._kept: dict[str, bytes] = {}
        self._staged: dict[str, bytes | None] = {}
        self._found_by: dict[str, tuple[str, ...]] = {}
        self._staged_found_by: dict[str, tuple[str, ...]] = {}
        self._keys_by: dict[str, dict[str, dict[str, None]]] = {index: {} for index in kind.indexes}
        self.kept_bytes = 0

    def __getitem__(self, key: str) -> Document:
        text = self._staged[key] if key in self._staged else self._kept[key]
        if text is None:
            raise KeyError(key)
        return read_document(text)

    def __contains__(self, key: object) -> bool:
        return self._staged[str(key)] is not None if key in self._staged else key in self._kept

    def __iter__(self) -> Iterator[str]:
        yield from (key for key in self._kept if key not in self._staged)
        yield from (key for key, text in self._staged.items() if text is not None)

    def __len__(self) -> int:
        return len(self._kept) + sum((key in self) - (key in self._kept) for key in self._staged)

    def keys_found(self, index: str, value: str) -> list[str]:
        """Return the keys of the documents whose indexed field has that value, sorted."""
        committed = self._keys_by[index].get(value, ())
        position = list(self._keys_by).index(index)
        keys = [key for key in committed if key not in self._staged]
        keys += [key for key, found_by in self._staged_found_by.items() if found_by[position] == value]
        return sorted(keys)

    def load(self, key: str, text: bytes | None) -> None:
        """Take a document from the journal, before ``index_all``."""
        self._keep(key, text)

    def index_all(self) -> None:
        """Build the indexes of everything loaded; raises ValueError naming a document that is no record."""
        for key, text in self._kept.items():
            try:
                self._index(key, self._found_by_of(read_document(text)))
            except ValueError as error:
                raise ValueError(f"{self._kind.name} {key}: {error}") from error

    def stage(self, key: str, document: Document | None) -> None:
        """Set the document of that key aside until ``keep`` or ``forget``; None deletes it."""
        text = None if document is None else write_document(document)
        self._staged_found_by.pop(key, None)
        if document is not None and self._keys_by:
            self._staged_found_by[key] = self._found_by_of(document)
        self._staged[key] = text

    def staged(self) -> list[Change]:
        """Return what the open transaction changes here."""
        return [Change(self._kind.name, key, text) for key, text in self._staged.items()]

    def kept(self) -> Iterator[Change]:
        """Yield every committed document."""
        return (Change(self._kind.name, key, text) for key, text in self._kept.items())

    def keep(self) -> None:
        """Make what is staged the committed state."""
        for key, text in self._staged.items():
            self._unindex(key)
            self._keep(key, text)
            if key in self._staged_found_by:
                self._index(key, self._staged_found_by[key])
        self.forget()

    def forget(self) -> None:
        """Drop what is staged."""
        self._staged.clear()
        self._staged_found_by.clear()

    def _keep(self, key: str, text: bytes | None) -> None:
        before = self._kept.pop(key, None)
        if before is not None:
            self.kept_bytes -= len(key) + len(before) + _BYTES_AROUND
        if text is not None:
            self.kept_bytes += len(key) + len(text) + _BYTES_AROUND
            self._kept[key] = text

    def _found_by_of(self, document: Document) -> tuple[str, ...]:
        return tuple(self._kind.indexed(self._kind.decode(document)).values()) if self._keys_by else ()

    def _index(self, key: str, found_by: tuple[str, ...]) -> None:
        if found_by:
            self._found_by[key] = found_by
        for keys_by, value in zip(self._keys_by.values(), found_by, strict=True):
            keys_by.setdefault(value, {})[key] = None

    def _unindex(self, key: str) -> None:
        for keys_by, value in zip(self._keys_by.values(), self._found_by.pop(key, ()), strict=False):
            del keys_by[value][key]
            if not keys_by[value]:
                del keys_by[value]
