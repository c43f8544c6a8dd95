"""What goes wrong between us and PostgreSQL, in plain words. No word repeats what was sent: it may be anybody's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg import pq

from checkout.store import StoreDamaged, StoreUnavailable

_WHAT_TO_DO = {
    "password authentication failed|no password supplied": "it refuses the user's password; correct the address",
    'role "[^"]*" does not exist': "it has no such user; correct the address, or make one: createuser",
    'database "[^"]*" does not exist': "it has no such database; correct the address, or make one: createdb",
    "no pg_hba.conf entry|pg_hba.conf rejects": "it lets nobody in from here; say so in its pg_hba.conf",
    "too many clients|remaining connection slots|too many connections": "it has no connection left; raise max_connections",
    "read-only|in hot standby|not in hot standby": "only a standby answers; wait for its promotion, or name the primary",
    "starting up|shutting down|recovery": "it is starting or stopping; try again in a moment",
    "translate host name|resolve|Name or service": "there is no host of that name; correct the address",
    "refused|No such file|timeout|timed out|unreachable|No route": "no server answers there; start it, or correct the address",
}
_MISSING = {"3F000", "42P01", "42703", "42883"}


class Lost(Exception):
    """The connection broke, or no answer came in time."""


class Late(Lost):
    """The connection stands, but no answer came in time."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What the server said of a statement: its code (SQLSTATE) and the first line of its words."""

    code: str
    words: str

    def __str__(self) -> str:
        return f"{self.words} ({self.code})"


class Refused(Exception):
    """The server refused a statement; nothing of it is kept."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(str(trouble))
        self.trouble = trouble


def told_by(answer: pq.abc.PGresult) -> Trouble:
    """Return what went wrong by an answer. Its details are left out: they may hold what was to be kept."""
    code = (answer.error_field(pq.DiagnosticField.SQLSTATE) or b"").decode()
    words = (answer.error_field(pq.DiagnosticField.MESSAGE_PRIMARY) or b"").decode("utf-8", "replace")
    return Trouble(code, words)


@contextmanager
def open_troubles(where: str) -> Iterator[None]:
    """Say in the port's words why a database cannot be opened; ``where`` is its name.

    Raises:
        StoreUnavailable: it cannot be reached or used now.
        StoreDamaged: it lacks what it should hold.
    """
    try:
        yield
    except Refused as error:
        if error.trouble.code in _MISSING:
            raise StoreDamaged(where, f"a part of it is missing: {error.trouble}; restore a backup") from error
        raise StoreUnavailable(where, str(error.trouble)) from error
    except Lost as error:
        raise StoreUnavailable(where, first_line(str(error))) from error
    except psycopg.Error as error:
        raise StoreUnavailable(where, _in_plain_words(error)) from error


def first_line(words: str) -> str:
    """Return the first line that says something."""
    return next((line.strip() for line in words.splitlines() if line.strip()), "it broke")


def _in_plain_words(error: psycopg.Error) -> str:
    said = str(error)
    for pattern, what_to_do in _WHAT_TO_DO.items():
        if re.search(pattern, said):
            return what_to_do
    return first_line(said)
