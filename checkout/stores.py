"""Finds the adapter of whoever looks after a store: a folder's or PostgreSQL's, by what the store is called."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from checkout.storage.embedded_content import embedded_content
from checkout.storage.embedded_upkeep import note_from_folder, note_in_folder, scrub_folder
from checkout.storage.postgres.content import postgres_content
from checkout.storage.postgres.scheme import is_database
from checkout.storage.postgres.upkeep import note_from_postgres, note_in_postgres, scrub_postgres
from checkout.upkeep.content import Content


def open_content(where: str) -> AbstractContextManager[Content]:
    """Open all that a store holds now, whoever runs on it; what comes later is not seen.

    Raises:
        StoreUnavailable: there is no store, or it cannot be read.
        StoreDamaged: it is not what was written.
    """
    return postgres_content(where) if is_database(where) else embedded_content(Path(where))


def note_backup(where: str, note: str) -> None:
    """Keep the note of a store's last backup beside it; raises StoreUnavailable or OSError."""
    if is_database(where):
        note_in_postgres(where, note)
    else:
        note_in_folder(Path(where), note)


def note_of_backup(where: str) -> str | None:
    """Return the note of a store's last backup, None where there was none."""
    return note_from_postgres(where) if is_database(where) else note_from_folder(Path(where))


def scrub(where: str) -> None:
    """Make what was deleted unreadable in the store's own files; raises StoreLocked, StoreDamaged or StoreUnavailable."""
    if is_database(where):
        scrub_postgres(where)
    else:
        scrub_folder(Path(where))
