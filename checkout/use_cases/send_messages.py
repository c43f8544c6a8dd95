"""Hand what waits in the outbox to the messenger."""

from __future__ import annotations

import logging
from dataclasses import replace

from checkout.kinds import OUTBOX
from checkout.ports import MessengerUnavailable, Ports
from checkout.records import Message
from checkout.store import retried

log = logging.getLogger("hojreh.jobs")

PART = 20
"""How many messages are read at once: while a messenger does not answer, these are read for one try each second."""


def send_messages(ports: Ports) -> int:
    """BAQ-072, BAQ-112: hand what waits in the outbox to the messenger; return how many went.

    A message it does not take waits behind those it was not yet offered, so none holds up all others.
    """
    sent = 0
    while waiting := _next_to_go(ports):
        for message in waiting:
            try:
                ports.messenger.send(message)
            except MessengerUnavailable:
                # A message's id may hold an order's code.
                log.warning("the messenger did not take a message by %s", message.channel)
                _keep_try(ports, message.id)
                return sent
            _keep_sent(ports, message.id)
            sent += 1
    return sent


@retried
def _next_to_go(ports: Ports) -> list[Message]:
    """Return the messages that go next, in their order: not more than ``PART``, however many wait for a messenger."""
    with ports.store.transaction() as tx:
        return tx.find(OUTBOX, "sent", "no", most=PART)


@retried
def _keep_sent(ports: Ports, message_id: str) -> None:
    with ports.store.transaction() as tx:
        now = tx.get(OUTBOX, message_id)
        if now is None or now.sent == "yes":
            return
        if now.passing:
            tx.delete(OUTBOX, message_id)
        else:
            tx.put(OUTBOX, replace(now, sent="yes", tries=now.tries + 1))


@retried
def _keep_try(ports: Ports, message_id: str) -> None:
    """Count a try that failed, of a message that still waits: another process may have handed it over since."""
    with ports.store.transaction() as tx:
        now = tx.get(OUTBOX, message_id)
        if now is not None and now.sent == "no":
            tx.put(OUTBOX, replace(now, tries=now.tries + 1))
