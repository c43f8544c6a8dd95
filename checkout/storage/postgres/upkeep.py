"""What is done to a store in PostgreSQL beside selling: the note of its last backup, and the room of what was erased."""

from __future__ import annotations

import psycopg

from checkout.storage.postgres.address import read_address
from checkout.storage.postgres.troubles import open_troubles

_NOTE = """
    CREATE TABLE IF NOT EXISTS hojreh.last_backup (id boolean PRIMARY KEY DEFAULT true CHECK (id), note text NOT NULL)
"""
"""Not among the migrations: a backup taken before an update must find tables of any version good enough."""


def note_in_postgres(url: str, note: str) -> None:
    """Keep the note of the last backup, in place of the one before."""
    address = read_address(url)
    with open_troubles(address.name), psycopg.connect(address.conninfo) as connection:
        connection.execute(_NOTE)
        connection.execute(
            "INSERT INTO hojreh.last_backup (note) VALUES (%s) ON CONFLICT (id) DO UPDATE SET note = excluded.note",
            (note,),
        )


def note_from_postgres(url: str) -> str | None:
    """Return the note of the last backup, None where there was none."""
    address = read_address(url)
    with open_troubles(address.name), psycopg.connect(address.conninfo) as connection:
        if connection.execute("SELECT to_regclass('hojreh.last_backup')").fetchone() == (None,):
            return None
        found = connection.execute("SELECT note FROM hojreh.last_backup").fetchone()
        return found[0] if found else None


def scrub_postgres(url: str) -> None:
    """Let the server write over what was deleted; its log and its backups are not ours to reach."""
    address = read_address(url)
    with open_troubles(address.name), psycopg.connect(address.conninfo, autocommit=True) as connection:
        connection.execute("VACUUM hojreh.records, hojreh.found_by")  # FULL would stop all sales meanwhile
