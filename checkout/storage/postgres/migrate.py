"""Brings a database's tables up to date: numbered files of SQL, each applied once and whole; then what finds records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import psycopg

from checkout.kinds import KINDS, Kind
from checkout.storage.postgres.address import Address
from checkout.storage.postgres.reindex import outdated, reindex
from checkout.storage.postgres.troubles import first_line, open_troubles
from checkout.store import StoreDamaged, StoreUnavailable

FOLDER = Path(__file__).resolve().parents[1] / "migrations"
OLDEST_VERSION = 15

_LOCK = (1212764746, 2)
_ONE = """
    CREATE SCHEMA IF NOT EXISTS hojreh;
    CREATE TABLE IF NOT EXISTS hojreh.migrations (
        number integer PRIMARY KEY, name text NOT NULL, at timestamptz NOT NULL DEFAULT now()
    )
"""


def migrate(address: Address, folder: Path = FOLDER, kinds: Iterable[Kind[Any]] = KINDS) -> list[str]:
    """Apply what is missing, one process at a time; return the names of what was applied.

    Workers of an older release may run on; where records are found anew, what they commit from then on is refused.

    Raises:
        StoreUnavailable: the database cannot be reached, or is not one for us, and what to do.
        StoreDamaged: what was applied is not the beginning of what there is to apply.
    """
    files = _files(folder)
    with (
        open_troubles(address.name),
        psycopg.connect(address.conninfo, autocommit=True) as connection,
    ):
        _check_server(address, connection)
        if not _missing(address, connection, files) and not outdated(address.name, connection, kinds):
            return []
        connection.execute("SET lock_timeout = '60s'")
        connection.execute("SELECT pg_advisory_lock(%s, %s)", _LOCK)  # it goes with the connection
        connection.execute(_ONE)
        missing = _missing(address, connection, files)
        for number, file in missing.items():
            _apply(address, connection, number, file)
        found_anew = reindex(address.name, connection, kinds)
        return [file.stem for file in missing.values()] + [f"the index of {name}" for name in found_anew]


def _apply(address: Address, connection: psycopg.Connection, number: int, file: Path) -> None:
    try:
        with connection.transaction():
            connection.execute(file.read_bytes())
            connection.execute("INSERT INTO hojreh.migrations (number, name) VALUES (%s, %s)", (number, file.stem))
    except psycopg.Error as error:
        detail = f"migration {file.stem} failed, and nothing of it is kept: {first_line(str(error))}"
        raise StoreUnavailable(address.name, detail) from error


def _files(folder: Path) -> Mapping[int, Path]:
    return {int(file.name[:4]): file for file in sorted(folder.glob("[0-9][0-9][0-9][0-9]_*.sql"))}


def _missing(address: Address, connection: psycopg.Connection, files: Mapping[int, Path]) -> Mapping[int, Path]:
    if connection.execute("SELECT to_regclass('hojreh.migrations')").fetchone() == (None,):
        return files
    applied = [row[0] for row in connection.execute("SELECT number FROM hojreh.migrations ORDER BY number")]
    if applied and applied[-1] > max(files):
        raise StoreUnavailable(
            address.name,
            f"its tables are of a newer version of this program (migration {applied[-1]}; this one knows {max(files)}); "
            "start that version",
        )
    if applied != sorted(files)[: len(applied)]:
        raise StoreDamaged(address.name, f"its migrations are not whole: {applied}; restore a backup")
    return {number: file for number, file in files.items() if number not in applied}


def _check_server(address: Address, connection: psycopg.Connection) -> None:
    if connection.info.server_version < OLDEST_VERSION * 10_000:
        raise StoreUnavailable(address.name, f"it is older than PostgreSQL {OLDEST_VERSION}; move it to a newer server")
    if connection.info.parameter_status("server_encoding") != "UTF8":
        raise StoreUnavailable(address.name, "it cannot hold every text; make one with: createdb --encoding UTF8")
