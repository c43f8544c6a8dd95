"""Opens the store's file: made whole where there is none, looked at before use, and safe on disk before it is shown."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from checkout.kinds import KINDS
from checkout.storage.check import check_all
from checkout.storage.database import Database
from checkout.storage.disk import sync_directory
from checkout.storage.header import check_before_opening
from checkout.storage.reindex import reindex
from checkout.storage.schema import APPLICATION_ID, FILE_NAME, PAGE_SIZE, TABLES, VERSION
from checkout.store import StoreDamaged, StoreUnavailable

_CHECKED_WHOLE = 32 << 20
"""Bytes: a larger file is not read through when it is opened, which takes about a second for 90 MB."""


def open_file(directory: Path, *, same_boot: bool) -> Database:
    """Open the file in a directory that is owned, and make one where there is none.

    Raises:
        StoreDamaged, StoreUnavailable, OSError: it cannot be read, and is left as it is.
    """
    path = directory / FILE_NAME
    if not path.exists():
        _check_nothing_is_left_over(path)
        make_file(path)
    check_before_opening(path, same_boot=same_boot)
    database = Database(path)
    try:
        # A process may have died between a write and its fsync: what is read here must not be lost later.
        database.checkpoint("TRUNCATE")
        reindex(database, KINDS)
        if path.stat().st_size <= _CHECKED_WHOLE:
            check_all(database)
        sync_directory(directory)  # the log stands in it now, and SQLite passes over a failed flush of its own
    except BaseException:
        database.close()
        raise
    return database


def make_file(path: Path) -> None:
    """Make an empty store's file, so that under its name there is never a part of one."""
    beside = path.with_name(path.name + ".new")
    unlink_all(beside)
    os.close(os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    lay_tables(beside)
    put_in_place(beside, path)


def unlink_all(path: Path) -> None:
    """Remove a file of SQLite's and what stands beside it."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def lay_tables(path: Path) -> None:
    """Make the empty tables in an empty file, which is then in SQLite's WAL mode.

    No journal is kept of it on the disk: a file that was not finished is thrown away.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        numbers = f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {VERSION};"
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        connection.executescript(f"BEGIN; {numbers} {TABLES} COMMIT; PRAGMA journal_mode = WAL;")
    except sqlite3.Error as error:
        raise StoreUnavailable(str(path), str(error)) from error
    finally:
        connection.close()


def put_in_place(beside: Path, path: Path) -> None:
    """Give a finished file its name; both outlive a power cut from then on."""
    descriptor = os.open(beside, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    beside.replace(path)
    sync_directory(path.parent)


def _check_nothing_is_left_over(path: Path) -> None:
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        raise StoreDamaged(str(path), f"missing, but its log {log.name} is there")
