"""Makes a sound store of what can be read in a damaged one, names what cannot, and keeps the damaged file aside."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from checkout.storage.disk import sync_directory
from checkout.storage.filling import KeptDocument, fill
from checkout.storage.header import MAGIC
from checkout.storage.opening import put_in_place
from checkout.storage.ownership import Ownership
from checkout.storage.pages import index_rows, leaf_rows
from checkout.storage.schema import FILE_NAME, PAGE_SIZE, UNFINISHED_SALVAGE, Row, crc_of
from checkout.storage.wal import log_pages
from checkout.store import StoreDamaged

_COLUMNS = 5
"""Of ``records``."""
_PAGE_SIZES = frozenset({1024, 2048, 4096, 8192})
_NAME_COLUMNS = 3
"""Of the index of its kinds and keys."""


@dataclass(frozen=True, slots=True)
class Salvage:
    """What came of it: how many documents were kept, what was lost by kind and key, and where the damaged file is."""

    kept: int
    lost: tuple[str, ...]
    """``kind key`` of each document that is known of and cannot be read."""
    short: tuple[str, ...]
    """SKUs of which more went out than came in by the movements that could be read; their level is now 0."""
    bad_log_pages: int
    """Pages of the log that were not what was written; what they held may stand in an older version."""
    missing_pages: int
    """Pages of the file that are not there, or of a first page that says nothing: nobody can name what they held."""
    aside: Path


def salvage(directory: Path) -> Salvage:
    """Replace a directory's damaged store by one of every document that can be read.

    The damaged file stays beside it, with its log, under the name that is returned. Killed anywhere, run it again.

    Raises:
        StoreLocked: a service has the store open.
        StoreDamaged: there is no store's file to read.
        OSError, StoreUnavailable: the disk refuses.
    """
    ownership = Ownership(directory)
    try:
        aside = _set_aside(directory)
        pages, bad = _pages(aside)
        documents, lost = _read(pages)
        beside = directory / f"{FILE_NAME}.new"
        count, short = fill(beside, documents)
        _put_in_place(directory, beside)
        return Salvage(count, tuple(lost), tuple(short), bad, _missing(pages), aside)
    finally:
        ownership.release()


def _set_aside(directory: Path) -> Path:
    """Give the damaged file and its log second names; from then on the store does not open until it is replaced."""
    marker, file = directory / UNFINISHED_SALVAGE, directory / FILE_NAME
    if marker.exists():
        return directory / marker.read_text()
    if not file.exists():
        raise StoreDamaged(str(file), "missing; there is nothing to read")
    aside = file.with_name(f"{FILE_NAME}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
    os.link(file, aside)
    log = file.with_name(f"{FILE_NAME}-wal")
    if log.exists():
        os.link(log, aside.with_name(f"{aside.name}-wal"))
    sync_directory(directory)
    descriptor = os.open(marker, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(descriptor, aside.name.encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    sync_directory(directory)
    return aside


def _put_in_place(directory: Path, beside: Path) -> None:
    for suffix in ("-wal", "-shm"):
        (directory / f"{FILE_NAME}{suffix}").unlink(missing_ok=True)
    put_in_place(beside, directory / FILE_NAME)
    (directory / UNFINISHED_SALVAGE).unlink()
    sync_directory(directory)


def _pages(file: Path) -> tuple[dict[int, bytes], int]:
    """Return every page as it was last committed, as far as that can be read, and how many of the log could not."""
    content = file.read_bytes()
    size = _page_size(content)
    starts = range(0, len(content), size)
    pages = {number: content[start : start + size].ljust(size, b"\0") for number, start in enumerate(starts, 1)}
    newer, bad = log_pages(file.with_name(f"{file.name}-wal"), size)
    pages.update(newer)
    return pages, bad


def _missing(pages: dict[int, bytes]) -> int:
    """Count the pages that the first one says there are, and that are not; the first itself, where it says nothing."""
    first = pages.get(1, b"")
    if not first.startswith(MAGIC):
        return 1
    return sum(number not in pages for number in range(1, int.from_bytes(first[28:32], "big") + 1))


def _page_size(content: bytes) -> int:
    """Return what the first page says, or where it is damaged what stores are made with."""
    said = int.from_bytes(content[16:18], "big")
    return said if said in _PAGE_SIZES else PAGE_SIZE


def _read(pages: dict[int, bytes]) -> tuple[Iterator[KeptDocument], list[str]]:
    found: dict[tuple[str, str], Row] = {}
    named: dict[tuple[str, str], None] = {}
    for number, page in pages.items():
        if number == 1:  # the schema's own
            continue
        for values in leaf_rows(page, pages):
            if _is_document(values):
                kind, key, doc, by, _ = values
                found[kind, key] = Row(doc, by)
            elif len(values) == _COLUMNS:
                named[str(values[0]), str(values[1])] = None
        for values in index_rows(page, pages):
            if len(values) == _NAME_COLUMNS and isinstance(values[2], int):
                named[str(values[0]), str(values[1])] = None
    lost = [f"{kind} {key}" for kind, key in named if (kind, key) not in found]
    return ((kind, key, row) for (kind, key), row in found.items()), lost


def _is_document(values: tuple[object, ...]) -> bool:
    if len(values) != _COLUMNS:
        return False
    kind, key, doc, found, crc = values
    if not (isinstance(kind, str) and isinstance(key, str) and isinstance(doc, bytes) and isinstance(found, str)):
        return False
    return crc_of(kind, key, Row(doc, found)) == crc
