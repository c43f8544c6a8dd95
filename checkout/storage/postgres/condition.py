"""How a PostgreSQL server and its tables stand, for who looks after them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import psycopg

from checkout.kinds import KINDS
from checkout.storage.postgres.address import read_address
from checkout.storage.postgres.migrate import FOLDER
from checkout.storage.postgres.reindex import outdated
from checkout.storage.postgres.troubles import open_troubles
from checkout.store import StoreUnavailable

_SETTINGS = ["fsync", "full_page_writes", "synchronous_commit", "synchronous_standby_names", "data_directory"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What one connection of ours finds.

    ``settings`` are as they stand for it; those that it may not see are missing. ``size`` is in bytes, ``missing`` how
    many migrations are still to be applied, and kinds to be found anew; below zero where a newer release did so.
    """

    settings: dict[str, str]
    now: datetime
    size: int
    missing: int
    checksum_failures: int


def postgres_condition(url: str) -> Condition:
    """Ask a server how it stands; raises StoreUnavailable when it cannot be reached or holds no store."""
    address = read_address(url)
    with open_troubles(address.name), psycopg.connect(address.conninfo) as connection:
        settings = connection.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", (_SETTINGS,))
        missing = _missing(address.name, connection)
        facts = connection.execute(
            """
            SELECT clock_timestamp(), pg_database_size(current_database()),
                (SELECT coalesce(sum(checksum_failures), 0)::bigint FROM pg_stat_database)
            """
        ).fetchone()
        assert facts is not None  # noqa: S101 - such queries always give a row
        return Condition(
            settings=dict(settings.fetchall()),
            now=facts[0],
            size=facts[1],
            missing=missing,
            checksum_failures=facts[2],
        )


def _missing(where: str, connection: psycopg.Connection) -> int:
    applied = connection.execute("SELECT count(*) FROM hojreh.migrations").fetchone()
    assert applied is not None  # noqa: S101 - a count always gives a row
    missing = len(list(FOLDER.glob("[0-9]*.sql"))) - int(applied[0])
    if missing:
        return missing
    try:
        return len(outdated(where, connection, KINDS))
    except StoreUnavailable:  # a newer release found something anew
        return -1
