"""Finds records anew when a release finds a kind by other fields, or in another order, than the one before.

All of a kind is found anew at once: who reads meanwhile sees the old way, and who reads later the new one. Workers of
the release before may still be writing. Each of their commits shares the kind's lock, which is held alone here until
the end; those that come then are refused (``hojreh.lock``), as what they would write could not be found.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import psycopg

from checkout.kinds import KINDS, Kind
from checkout.naming import named
from checkout.storage.postgres.locks import kind_lock
from checkout.store import StoreDamaged, StoreUnavailable

_PART = 1000
"""Documents read at once."""
_DOCUMENTS = "SELECT key, doc FROM hojreh.records WHERE kind = %s AND key > %s ORDER BY key LIMIT %s"

Editions = dict[str, int]


def finding_of(kinds: Iterable[Kind[Any]]) -> str:
    """Return how a release finds records, as it is kept and compared: the editions after the first."""
    return _text({kind.name: kind.edition for kind in kinds if kind.edition > 1})


def _text(editions: Editions) -> str:
    return json.dumps(editions, sort_keys=True)


FINDING = finding_of(KINDS)


def outdated(where: str, connection: psycopg.Connection, kinds: Iterable[Kind[Any]]) -> list[Kind[Any]]:
    """Return the kinds that are found in an older way than this release's.

    Raises:
        StoreUnavailable: one is found in a later way; a later release must be started.
    """
    kinds, told = list(kinds), _told(connection)
    mine = {kind.name: kind.edition for kind in kinds}
    if later := sorted(name for name, edition in told.items() if edition > mine.get(name, 1)):
        raise StoreUnavailable(
            where, f"its {', '.join(later)} are found as a newer version of this program does; start that version"
        )
    return [kind for kind in kinds if kind.edition > told.get(kind.name, 1)]


def reindex(where: str, connection: psycopg.Connection, kinds: Iterable[Kind[Any]]) -> list[str]:
    """Find anew what is found in an older way; return which kinds had records. One process at a time; safe to repeat.

    Raises:
        StoreUnavailable: see ``outdated``.
        StoreDamaged: a record cannot be read; its kind is found as before.
    """
    found = []
    for kind in outdated(where, connection, kinds):
        with connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(1212764745, %s)", (kind_lock(kind.name),))
            if _find_anew(where, connection, kind):
                found.append(kind.name)
            told = _text({**_told(connection), kind.name: kind.edition})
            connection.execute("UPDATE hojreh.finding SET told = %s", (told,))
    return found


def _find_anew(where: str, connection: psycopg.Connection, kind: Kind[Any]) -> int:
    """Write what the records of a kind are found by, in place of what was there; return how many records there are."""
    count = 0
    connection.execute("DELETE FROM hojreh.found_by WHERE kind = %s", (kind.name,))
    for part in _parts(connection, kind.name):
        with connection.cursor().copy("COPY hojreh.found_by (kind, idx, value, mark, key) FROM STDIN") as copy:
            for key, doc in part:
                record = _read(where, kind, key, doc)
                for index, value in kind.indexed(record).items():
                    copy.write_row((kind.name, index, value, kind.mark(record), key))
        count += len(part)
    return count


def _parts(connection: psycopg.Connection, kind: str) -> Iterator[list[tuple[str, str]]]:
    last = ""
    while part := connection.execute(_DOCUMENTS, (kind, last, _PART)).fetchall():
        last = part[-1][0]
        yield part


def _read(where: str, kind: Kind[Any], key: str, doc: str) -> object:
    try:
        return kind.read(doc.encode())
    except ValueError as error:
        raise StoreDamaged(where, f"{named(kind.name, key)}: the document is no record of its kind") from error


def _told(connection: psycopg.Connection) -> Editions:
    row = connection.execute("SELECT told FROM hojreh.finding").fetchone()
    return dict(json.loads(row[0])) if row else {}
