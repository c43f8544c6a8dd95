"""Looks at the store's file and its log before SQLite does, so that nothing acknowledged is dropped in silence."""

from __future__ import annotations

import logging
import struct
from dataclasses import dataclass
from pathlib import Path

from checkout.storage.schema import APPLICATION_ID, UNFINISHED_SALVAGE, VERSION
from checkout.storage.wal import Log, LogDamaged, read_log
from checkout.storage.wal_index import read_index
from checkout.store import StoreDamaged

MAGIC = b"SQLite format 3\0"
_HEADER_SIZE = 100
_LOCK_BYTE = 0x40000000
"""SQLite never writes the page that this byte is in."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Header:
    """What the first page of the file says."""

    page_size: int
    pages: int


def check_before_opening(file: Path, *, same_boot: bool) -> None:
    """Check that file and log are whole as far as can be told without reading all of them.

    ``same_boot`` says that the machine was not restarted since the store was last open, so that what SQLite noted of
    its log must hold to the page; otherwise the last commit may have been under way when the power went.

    Raises:
        StoreDamaged: part of what was acknowledged is not there, or it is a file of another kind or version.
    """
    if file.with_name(UNFINISHED_SALVAGE).exists():
        raise StoreDamaged(str(file), "a salvage of it was cut short; run scripts/salvage again")
    header = read_header(file)
    log_path = file.with_name(file.name + "-wal")
    try:
        log = read_log(log_path)
    except LogDamaged as error:
        raise StoreDamaged(str(log_path), str(error)) from error
    index = read_index(file.with_name(file.name + "-shm")) if same_boot else None
    missing = index.missing_from(log) if index else ""
    if missing:
        raise StoreDamaged(str(log_path), missing)
    if log.has_later_commit:
        raise StoreDamaged(str(log_path), f"page {log.committed + 1} does not fit, and later commits stand behind it")
    if log.behind:
        _log.warning("%s: leaving out an unfinished commit behind page %d", log_path, log.committed)
    _check_length(file, header, log)


def read_header(file: Path) -> Header:
    """Read the first page's header; raises StoreDamaged when it is not that of such a store."""
    with file.open("rb") as opened:
        content = opened.read(_HEADER_SIZE)
    if len(content) < _HEADER_SIZE or not content.startswith(MAGIC):
        raise StoreDamaged(str(file), "its beginning is not that of a store")
    page_size, pages = struct.unpack_from(">H", content, 16)[0], struct.unpack_from(">I", content, 28)[0]
    version, application = struct.unpack_from(">I", content, 60)[0], struct.unpack_from(">I", content, 68)[0]
    if application != APPLICATION_ID:
        raise StoreDamaged(str(file), "a file of SQLite's, but not a store of this service")
    if version != VERSION:
        raise StoreDamaged(str(file), f"a store of version {version}; this release reads version {VERSION}")
    return Header(page_size, pages)


def _check_length(file: Path, header: Header, log: Log) -> None:
    there = file.stat().st_size // header.page_size
    needed = log.size if log.committed else header.pages
    lock_page = _LOCK_BYTE // header.page_size + 1
    lost = [page for page in range(there + 1, needed + 1) if page not in log.pages and page != lock_page]
    if lost:
        raise StoreDamaged(str(file), f"cut short: it has {there} of {needed} pages, and page {lost[0]} is lost")
