"""What the embedded store's file is made of: three tables, and two numbers that say whose file it is."""

from __future__ import annotations

import zlib
from typing import NamedTuple

FILE_NAME = "records.sqlite"
UNFINISHED_SALVAGE = f"{FILE_NAME}.salvage"
"""Stands beside the file while a salvage replaces it, and names the damaged one."""
APPLICATION_ID = 0x484A5248
"""``HJRH``, where ``file`` and SQLite's shell show it."""
VERSION = 1
PAGE_SIZE = 2048
"""Bytes: half of SQLite's own choice, as a placing transaction changes a little on each of some 24 pages."""

TABLES = """
CREATE TABLE records (
    kind TEXT NOT NULL, key TEXT NOT NULL,
    doc BLOB NOT NULL,    -- the document, as JSON in UTF-8
    found TEXT NOT NULL,  -- what found_by says of it, as JSON: {"mark": …, "by": {index: value}}; or nothing
    crc INTEGER NOT NULL, -- over all of the above
    UNIQUE (kind, key)
) STRICT;
CREATE TABLE found_by (
    kind TEXT NOT NULL, idx TEXT NOT NULL, value TEXT NOT NULL, mark TEXT NOT NULL, key TEXT NOT NULL,
    PRIMARY KEY (kind, idx, value, mark, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE stock (sku TEXT PRIMARY KEY, n INTEGER NOT NULL CHECK (n >= 0)) STRICT, WITHOUT ROWID;
CREATE TABLE indexes (kind TEXT PRIMARY KEY, names TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""
"""Records have a rowid, so that those of one transaction stand on the same pages: half the writing."""


class Row(NamedTuple):
    """A document as it is kept: its text, and what it is found by."""

    text: bytes
    found: str


def crc_of(kind: str, key: str, row: Row) -> int:
    """Return the checksum kept with a document; a document under another's name has another."""
    return zlib.crc32(row.text, zlib.crc32(f"{kind}\0{key}\0{row.found}\0".encode()))
