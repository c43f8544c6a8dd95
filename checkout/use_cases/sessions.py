"""The visitor's server-side session: found by what the cookie holds, made when first needed."""

from __future__ import annotations

from dataclasses import replace

from checkout.kinds import SESSIONS
from checkout.ports import Ports
from checkout.records import Session
from checkout.store import Transaction, retried
from shop.errors import SessionExpired
from shop.order import Mobile


def session_in(tx: Transaction, ports: Ports, session_id: str) -> Session:
    """Return the session of that id, or a fresh one that is not kept yet."""
    return tx.get(SESSIONS, session_id) or Session(id=session_id, touched_at=ports.clock())


@retried
def find_session(ports: Ports, session_id: str) -> Session:
    """Return the session of that id as it is now, fresh if there is none."""
    with ports.store.transaction() as tx:
        return session_in(tx, ports, session_id)


def keep(tx: Transaction, ports: Ports, session: Session) -> Session:
    """Keep the session, touched now."""
    touched = replace(session, touched_at=ports.clock())
    tx.put(SESSIONS, touched)
    return touched


def signed_in_mobile(session: Session) -> Mobile:
    """Return the mobile that this session proved.

    Raises:
        SessionExpired: nobody is signed in.
    """
    if session.mobile is None:
        raise SessionExpired
    return session.mobile


@retried
def sign_out(ports: Ports, session_id: str) -> None:
    """Forget the session and all it holds."""
    with ports.store.transaction() as tx:
        tx.delete(SESSIONS, session_id)
