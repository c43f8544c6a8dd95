"""What the clock does: ask the bank about open attempts, expire orders, send messages. Each is safe to run any time."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from checkout.ports import MessengerUnavailable, Ports
from checkout.records import ATTEMPTS, ORDERS, OUTBOX, Attempt, Message
from checkout.use_cases.advance_order import advance, order_in
from checkout.use_cases.limits import drop_old_tallies
from checkout.use_cases.sessions import drop_old_sessions
from checkout.use_cases.settle_attempt import settle
from shop.lifecycle import UNPAID
from shop.order import Order

log = logging.getLogger("hojreh.jobs")

_ASK_AFTER = timedelta(seconds=15)
_REQUEST_LOST_AFTER = timedelta(minutes=2)
_NEVER_PAID_AFTER = timedelta(days=2)
_AT_THE_BANK = timedelta(minutes=30)


def reconcile(ports: Ports) -> int:
    """Ask the bank about every open attempt that is due; return how many were asked.

    A young attempt is asked often and an old one seldom: again after as long as a tenth of its age.
    """
    now = ports.clock()
    with ports.store.transaction() as tx:
        open_ones = tx.find(ATTEMPTS, "state", "open")
        for lost in tx.find(ATTEMPTS, "state", "requesting"):
            if now - lost.created_at > _REQUEST_LOST_AFTER:
                tx.put(ATTEMPTS, replace(lost, state="failed", reason="request_lost"))
    due = [attempt for attempt in open_ones if now - attempt.checked_at >= _pause(attempt)]
    for attempt in due:
        if settle(ports, attempt.id).state == "open" and now - attempt.created_at > _NEVER_PAID_AFTER:
            _give_up(ports, attempt)
    return len(due)


def _pause(attempt: Attempt) -> timedelta:
    return max(_ASK_AFTER, (attempt.checked_at - attempt.created_at) / 10)


def _give_up(ports: Ports, attempt: Attempt) -> None:
    """The bank still will not say after two days: a person looks."""
    with ports.store.transaction() as tx:
        now = tx.get(ATTEMPTS, attempt.id)
        if now is not None and now.state == "open":
            tx.put(ATTEMPTS, replace(now, state="needs_person", reason="bank_never_decided"))


def expire_orders(ports: Ports) -> int:
    """BAQ-028: expire unpaid orders whose window is over and give their stock back; return how many.

    A buyer who is at the bank right now is waited for, and so is staff's word on a transfer reported in time.
    """
    now = ports.clock()
    with ports.store.transaction() as tx:
        late = [order.code for state in UNPAID for order in tx.find(ORDERS, "state", state) if _is_over(order, now)]
    expired = 0
    for code in late:
        with ports.store.transaction() as tx:
            order = order_in(tx, code)
            at_bank = [
                attempt
                for attempt in tx.find(ATTEMPTS, "order", code)
                if attempt.state in {"requesting", "open"} and now - attempt.created_at < _AT_THE_BANK
            ]
            if order.state in UNPAID and not at_bank and not _claim_waits(order):
                advance(tx, ports, order, "expired", by="clock")
                expired += 1
    return expired


def _is_over(order: Order, now: datetime) -> bool:
    return order.finalise_by is not None and now > order.finalise_by


def _claim_waits(order: Order) -> bool:
    return order.state == "awaiting_transfer" and order.events[-1].kind == "transfer_reported"


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


def tidy_up(ports: Ports) -> int:
    """Drop what nobody will ask for again: old sessions and tallies; return how many sessions."""
    with ports.store.transaction() as tx:
        drop_old_tallies(tx, ports.clock())
    return drop_old_sessions(ports)


JOBS: Mapping[str, tuple[Callable[[Ports], int], timedelta]] = {
    "send_messages": (send_messages, timedelta(seconds=1)),
    "reconcile": (reconcile, timedelta(seconds=5)),
    "expire_orders": (expire_orders, timedelta(seconds=20)),
    "tidy_up": (tidy_up, timedelta(hours=1)),
}
"""Every job with how often it runs."""
