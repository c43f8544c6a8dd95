"""The recipient's national code, asked for above an amount only."""

from __future__ import annotations

from dataclasses import replace

from checkout.ports import Ports
from checkout.store import retried
from checkout.use_cases.sessions import keep, session_in, signed_in_mobile
from shop.errors import SessionExpired


@retried
def give_national_code(ports: Ports, session_id: str, national_code: str) -> None:
    """CHI-008: keep the recipient's national code, as read. It reaches an order only where the order needs it.

    Raises:
        SessionExpired: nobody is signed in, or there is no recipient yet.
    """
    with ports.store.transaction() as tx:
        session = session_in(tx, ports, session_id)
        signed_in_mobile(session)
        if session.recipient is None:
            raise SessionExpired
        keep(tx, ports, replace(session, recipient=replace(session.recipient, national_code=national_code)))
