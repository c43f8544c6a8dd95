"""Hand what waits in the outbox to the messenger."""

from __future__ import annotations

import logging
from dataclasses import replace

from checkout.kinds import OUTBOX
from checkout.ports import MessengerUnavailable, Ports
from checkout.records import Message

log = logging.getLogger("hojreh.jobs")


def send_messages(ports: Ports) -> int:
    """BAQ-072, BAQ-112: hand what waits in the outbox to the messenger; return how many went.

    A message it does not take waits behind those it was not yet offered, so none holds up all others.
    """
    with ports.store.transaction() as tx:
        waiting = sorted(tx.find(OUTBOX, "sent", "no"), key=lambda message: (message.tries, message.written_at))
    sent = 0
    for message in waiting:
        try:
            ports.messenger.send(message)
        except MessengerUnavailable:
            # A message's id may hold an order's code.
            log.warning("the messenger did not take a message by %s", message.channel)
            _keep_try(ports, replace(message, tries=message.tries + 1))
            break
        _keep_sent(ports, message)
        sent += 1
    return sent


def _keep_sent(ports: Ports, message: Message) -> None:
    with ports.store.transaction() as tx:
        if message.passing:
            tx.delete(OUTBOX, message.id)
        else:
            tx.put(OUTBOX, replace(message, sent="yes", tries=message.tries + 1))


def _keep_try(ports: Ports, message: Message) -> None:
    with ports.store.transaction() as tx:
        tx.put(OUTBOX, message)
