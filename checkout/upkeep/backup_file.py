"""A backup: one compressed file of all that a store held at a moment, which says itself whether it is whole.

It is gzip (which has a CRC) over lines of JSON: a head, one line a document, and at the end the count and checksum of
each kind. It says nothing about the adapter, so a backup of one kind of store can be put back into another.
"""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from checkout.store import StoreDamaged
from checkout.upkeep.content import Row
from checkout.upkeep.sums import Sum, Sums, summed

_FORMAT = 1
_LEVEL = 5
"""How hard gzip tries: a store's JSON becomes about a tenth at 5, and hardly less at 9 for twice the time."""
_BROKEN = (EOFError, zlib.error, gzip.BadGzipFile, ValueError, TypeError, KeyError)
"""What reading raises where a file is not as it was written."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup says of itself: when it was begun (UTC), and how much of each kind it holds."""

    begun_at: datetime
    sums: Sums


def write_backup(file: Path, rows: Iterable[Row], begun_at: datetime) -> Backup:
    """Write a new file, readable by its owner alone and safe on disk when this returns.

    Raises:
        FileExistsError: there is such a file already.
        OSError: it cannot be written; nothing is left of it.
    """
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as raw:
        try:
            backup = _write(raw, rows, begun_at)
        except BaseException:
            file.unlink()
            raise
    return backup


def _write(raw: IO[bytes], rows: Iterable[Row], begun_at: datetime) -> Backup:
    sums: Sums = {}
    with gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=raw, mtime=0) as packed:
        packed.write(_line({"hojreh backup": _FORMAT, "begun_at": begun_at.isoformat()}))
        for row in summed(rows, sums):
            packed.write(_line([row.kind, row.key, row.document]))
        packed.write(_line({"end": {name: [one.count, one.checksum] for name, one in sums.items()}}))
    raw.flush()
    os.fsync(raw.fileno())
    return Backup(begun_at, sums)


def _line(told: object) -> bytes:
    # Escaped to ASCII, a lone surrogate or a control character passes through unharmed.
    return json.dumps(told, separators=(",", ":")).encode() + b"\n"


def check_backup(file: Path) -> Backup:
    """Read a backup through; return what it says of itself.

    Raises:
        StoreDamaged: it is no backup, is cut short, or is not what was written.
        OSError: it cannot be read.
    """
    sums: Sums = {}
    for _ in summed(backup_rows(file), sums):
        pass
    with gzip.open(file, "rb") as packed:
        return Backup(_head(file, packed), sums)


def backup_rows(file: Path) -> Iterator[Row]:
    """Yield a backup's documents by their ``place``; what ends normally was whole.

    Raises:
        StoreDamaged: see ``check_backup``; it may come after many good documents.
    """
    sums: Sums = {}
    read = 0
    try:
        with gzip.open(file, "rb") as packed:
            _head(file, packed)
            for line in packed:
                told = json.loads(line)
                if isinstance(told, dict):
                    _check_end(file, packed, told, sums)
                    return
                yield from summed([_row(*told)], sums)
                read += 1
    except _BROKEN as error:
        raise StoreDamaged(str(file), f"after {read} documents: {error}") from error
    raise StoreDamaged(str(file), f"it ends after {read} documents, before its end was written")


def _row(kind: object, key: object, document: object) -> Row:
    if not (isinstance(kind, str) and isinstance(key, str) and isinstance(document, dict)):
        raise TypeError(f"no document: {str(kind)[:40]} {str(key)[:40]}")
    return Row(kind, key, document)


def _head(file: Path, packed: gzip.GzipFile) -> datetime:
    try:
        head: Any = json.loads(packed.readline())
        version, begun_at = head["hojreh backup"], datetime.fromisoformat(head["begun_at"])
    except _BROKEN as error:
        raise StoreDamaged(str(file), "it is no backup of a shop's orders") from error
    if version != _FORMAT:
        raise StoreDamaged(str(file), f"it is a backup of form {version}, and this version reads form {_FORMAT}")
    return begun_at


def _check_end(file: Path, packed: gzip.GzipFile, told: dict[str, Any], read: Sums) -> None:
    written = {name: Sum(count, int(checksum, 16)) for name, (count, checksum) in told["end"].items()}
    if written != read or packed.read(1):
        raise StoreDamaged(str(file), "its documents are not those that were written")
