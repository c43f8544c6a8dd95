"""Staff sign in and out; sessions live on the server and end with the password they were opened with."""

from __future__ import annotations

from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from checkout.kinds import STAFF_SESSIONS
from checkout.ports import Ports
from checkout.records import StaffSession
from checkout.secrets import fingerprint, new_token, same
from checkout.store import retried
from checkout.use_cases.limits import Limit, count, forget
from shop.errors import SessionExpired, SignInRefused

SESSION_LIVES = timedelta(hours=10)

_PER_NAME_AND_ADDRESS = Limit("staff_name_address", 10, timedelta(minutes=15))
_PER_NAME = Limit("staff_name", 200, timedelta(minutes=15))
"""Loose, or anyone could keep a member of staff out by failing in their name."""
_PER_ADDRESS = Limit("staff_address", 30, timedelta(minutes=15))
_HASHER = PasswordHasher()
NOBODY = f"$argon2id$v=19$m={_HASHER.memory_cost},t={_HASHER.time_cost},p={_HASHER.parallelism}${'A' * 22}${'A' * 43}"
"""Checked when the name is unknown, so that the answer takes as long. No password has it: its digest is made up."""


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password, as ``HOJREH_STAFF`` wants it."""
    return _HASHER.hash(password)


def staff_sign_in(ports: Ports, name: str, password: str, address: str) -> str:
    """Return the token of a new staff session.

    Raises:
        SignInRefused: the name or the password is wrong.
        TooManyRequests: too many tries for this name or from this client.
    """
    _count_try(ports, name, address)
    known = ports.staff.get(name)
    if not _right(known or NOBODY, password) or known is None:
        raise SignInRefused
    return _open_session(ports, name, known, address)


@retried
def staff_behind(ports: Ports, token: str) -> str:
    """Return the name of the member of staff whose session this is.

    Raises:
        SessionExpired: it is none, it is over, or its password has changed.
    """
    now = ports.clock()
    with ports.store.transaction() as tx:
        session = tx.get(STAFF_SESSIONS, fingerprint(token))
        if session is None:
            raise SessionExpired
        known = ports.staff.get(session.staff)
        fresh = timedelta() <= now - session.started_at <= SESSION_LIVES
        if known is not None and fresh and same(session.password_hash, fingerprint(known)):
            return session.staff
        tx.delete(STAFF_SESSIONS, session.id)
    raise SessionExpired


@retried
def staff_sign_out(ports: Ports, token: str) -> None:
    """End the session for good."""
    with ports.store.transaction() as tx:
        tx.delete(STAFF_SESSIONS, fingerprint(token))


@retried
def _count_try(ports: Ports, name: str, address: str) -> None:
    now = ports.clock()
    with ports.store.transaction() as tx:
        count(tx, _PER_NAME_AND_ADDRESS, f"{name} {address}", now)
        count(tx, _PER_NAME, name, now)
        count(tx, _PER_ADDRESS, address, now)


@retried
def _open_session(ports: Ports, name: str, known: str, address: str) -> str:
    token = new_token()
    session = StaffSession(
        id=fingerprint(token), staff=name, password_hash=fingerprint(known), started_at=ports.clock()
    )
    with ports.store.transaction() as tx:
        tx.insert(STAFF_SESSIONS, session)
        forget(tx, _PER_NAME_AND_ADDRESS, f"{name} {address}")
    return token


def _right(known: str, password: str) -> bool:
    try:
        return _HASHER.verify(known, password)
    except (VerificationError, InvalidHashError):
        return False
