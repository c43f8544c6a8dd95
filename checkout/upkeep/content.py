"""What a store holds, as a stream of documents that is the same whichever adapter keeps them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from pydantic import ValidationError

from checkout.kinds import KINDS, MOVEMENTS, Document, Kind

KNOWN: Mapping[str, Kind[Any]] = {kind.name: kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Row:
    """One document of a store: the name of its kind, its key, and what stands there."""

    kind: str
    key: str
    document: Document

    @property
    def group(self) -> str:
        """Return what has to be kept in one transaction with its like: a movement's SKU; '' where nothing has to."""
        return str(self.document.get("sku", "")) if self.kind == MOVEMENTS.name else ""

    @property
    def place(self) -> tuple[str, str, str]:
        """Return where the row stands among a store's rows."""
        return (self.kind, self.group, self.key)


class Content(Protocol):
    """All that a store held at one moment; the store may go on changing meanwhile."""

    def kinds(self) -> list[str]:
        """Return the names of the kinds that some document is of, those that nobody knows too, sorted."""

    def rows(self) -> Iterator[Row]:
        """Yield every document, by its ``place``.

        Raises:
            StoreDamaged: a document cannot be read.
        """

    def levels(self) -> dict[str, int]:
        """Return how many units of each SKU can be sold."""


def canonical(row: Row) -> bytes:
    """Return the one text of what a row means: as its kind writes it today, its fields sorted."""
    return json.dumps(_today(row), ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()


def _today(row: Row) -> Document:
    """A field added since a document was written stands at its default, in whichever store it is read."""
    if row.kind not in KNOWN:
        return row.document
    kind = KNOWN[row.kind]
    try:
        return kind.encode(kind.decode(row.document))
    except ValidationError:
        return row.document
