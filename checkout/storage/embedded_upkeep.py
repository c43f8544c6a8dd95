"""What is done to an embedded store beside selling: the note of its last backup, and the room of what was erased."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from checkout.storage.disk import sync_directory
from checkout.storage.header import check_before_opening
from checkout.storage.ownership import Ownership
from checkout.storage.schema import FILE_NAME
from checkout.store import StoreUnavailable

_NOTE = "last-backup"


def note_in_folder(directory: Path, note: str) -> None:
    """Keep the note of the last backup, in place of the one before."""
    fresh = directory / f"{_NOTE}.{os.getpid()}"
    fresh.write_text(note)
    fresh.replace(directory / _NOTE)
    sync_directory(directory)


def note_from_folder(directory: Path) -> str | None:
    """Return the note of the last backup, None where there was none."""
    try:
        return (directory / _NOTE).read_text()
    except FileNotFoundError:
        return None


def scrub_folder(directory: Path) -> None:
    """Write the file anew without anything that was deleted, and empty the log beside it.

    Raises:
        StoreLocked: somebody owns the store.
        StoreDamaged: it is not what was written; it is left as it is.
        StoreUnavailable: it cannot be written.
    """
    ownership = Ownership(directory)
    try:
        check_before_opening(directory / FILE_NAME, same_boot=ownership.same_boot)
        with closing(sqlite3.connect(directory / FILE_NAME, isolation_level=None)) as connection:
            for statement in ("PRAGMA secure_delete=ON", "PRAGMA synchronous=FULL", "VACUUM"):
                connection.execute(statement)
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if busy:
                raise StoreUnavailable(str(directory), "somebody still reads it, a backup perhaps; run this again")
    except (sqlite3.Error, OSError) as error:
        raise StoreUnavailable(str(directory), str(error)) from error
    finally:
        ownership.release()
