"""Reads all of a store's file and says what in it does not fit together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, Protocol

from checkout.kinds import MOVEMENTS
from checkout.naming import named
from checkout.storage.database import Parameters
from checkout.storage.rows import Found, found_by
from checkout.storage.schema import Row, crc_of
from checkout.storage.texts import read_document
from checkout.store import StoreDamaged

MISFOUND = "what records are found by is not what they say"
_PART = 500
_MOST_TOLD = 5
_RECORDS = "SELECT rowid, kind, key, doc, found, crc FROM records WHERE rowid > ? ORDER BY rowid LIMIT ?"
_FOUND_BY = (
    "SELECT kind, idx, value, mark, key FROM found_by WHERE (kind, idx, value, mark, key) > (?, ?, ?, ?, ?)"
    " ORDER BY kind, idx, value, mark, key LIMIT ?"
)


class Asked(Protocol):
    """A store's file that can be asked."""

    @property
    def path(self) -> Path:
        """Where it is."""

    def ask(self, sql: str, parameters: Parameters = (), about: str = "") -> list[tuple[Any, ...]]:
        """Return every row of the answer."""


@dataclass(slots=True)
class _Lines:
    """Lines of ``found_by``: how many, and the sum of their hashes. Equal both: equal sets, and nothing held in memory."""

    count: int = 0
    total: int = 0

    def add(self, line: Found) -> None:
        self.count, self.total = self.count + 1, self.total + hash(line)


@dataclass(slots=True)
class _Said:
    """What the documents say: what they are found by, the stock they come to, and which are not what was written."""

    lines: _Lines = field(default_factory=_Lines)
    levels: Counter[str] = field(default_factory=Counter)
    damage: list[str] = field(default_factory=list)


def check_all(database: Asked) -> None:
    """Check every page, every document's checksum, and that index and stock levels are what the documents say.

    Raises:
        StoreDamaged: something is not; the first that was found is named.
        StoreUnavailable: the file cannot be read.
    """
    for problem in chain(_pages(database), _contents(database, levels=True)):
        raise StoreDamaged(str(database.path), problem)


def problems(database: Asked) -> Iterator[str]:
    """Yield what ``check_all`` would find, all of it but the stock levels, which are told one by one elsewhere."""
    pages = list(_pages(database))
    yield from pages
    if not pages:  # what stands on torn pages would be named for nothing
        yield from _contents(database, levels=False)


def _pages(database: Asked) -> Iterator[str]:
    said = database.ask(f"PRAGMA integrity_check({_MOST_TOLD})")
    return (str(line) for (line,) in said if line != "ok")


def _contents(database: Asked, *, levels: bool) -> Iterator[str]:
    said = _read_records(database)
    yield from said.damage
    if said.damage:  # nothing else can fit then
        return
    if said.lines != _read_lines(database):
        yield MISFOUND
    if levels and {sku: n for sku, n in database.ask("SELECT sku, n FROM stock") if n} != +said.levels:
        yield "the stock levels are not the sums of their movements"


def _read_records(database: Asked) -> _Said:
    said, last = _Said(), -1
    while rows := database.ask(_RECORDS, [last, _PART]):
        last = rows[-1][0]
        for _, kind, key, doc, found, crc in rows:
            row = Row(doc, found)
            if crc_of(kind, key, row) != crc:
                said.damage.append(f"{named(kind, key)}: the checksum does not fit")
                continue
            for line in found_by((kind, key), row):
                said.lines.add(line)
            if kind == MOVEMENTS.name:
                movement = read_document(doc)
                said.levels[movement["sku"]] += movement["quantity"]
    return said


def _read_lines(database: Asked) -> _Lines:
    lines, last = _Lines(), ("", "", "", "", "")
    while part := database.ask(_FOUND_BY, [*last, _PART]):
        last = part[-1]
        for line in part:
            lines.add(line)
    return lines
