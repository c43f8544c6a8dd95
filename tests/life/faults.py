"""Planted faults: stores and use cases that break one promise each, for the machine to find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

from checkout.kinds import OUTBOX, SUBMISSIONS, Kind
from checkout.ports import Ports
from checkout.records import Attempt, Message, Movement
from checkout.store import Store, Transaction, retried
from checkout.use_cases.advance_order import advance, order_in
from checkout.use_cases.settle_attempt import returned
from shop.ledger import Entry
from tests.life.stores import Lasting
from tests.life.weather import Weather


class _Through:
    """A transaction that hands everything on, until a fault does something else."""

    def __init__(self, tx: Transaction) -> None:
        self.tx = tx

    def __getattr__(self, name: str) -> object:
        return getattr(self.tx, name)


class ForgetsToGiveBack(_Through):
    """What an order held is lost with it when nobody pays in time."""

    def move(self, movement: Movement) -> None:
        order = None if movement.reason != "given_back" else order_in(self.tx, cast("Any", movement.order))
        # An order is read as it was before the event that gives its stock back: unpaid, and past its window.
        if order is None or order.finalise_by is None or movement.at <= order.finalise_by:
            self.tx.move(movement)


class ForgetsSubmissions(_Through):
    """A form's key leads to nothing."""

    def get(self, kind: Kind[Any], key: str) -> object:
        return None if kind is SUBMISSIONS else self.tx.get(kind, key)

    def insert(self, kind: Kind[Any], record: object) -> None:
        if kind is not SUBMISSIONS:
            self.tx.insert(kind, record)


class ForgetsPayments(_Through):
    """What the bank paid stands in no ledger."""

    def insert(self, kind: Kind[Any], record: object) -> None:
        if not isinstance(record, Entry) or record.kind != "paid":
            self.tx.insert(kind, record)


class WritesMessagesElsewhere(_Through):
    """Messages are written beside the transaction, and stand there whatever becomes of it."""

    def __init__(self, tx: Transaction, messages: list[Message]) -> None:
        super().__init__(tx)
        self.messages = messages

    def insert(self, kind: Kind[Any], record: object) -> None:
        if isinstance(record, Message):
            self.messages.append(record)
        else:
            self.tx.insert(kind, record)


@dataclass
class Faulty:
    """A store in memory whose transactions have a fault."""

    store: Store
    fault: Callable[[Transaction], _Through]

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        with self.store.transaction() as tx:
            yield cast("Transaction", self.fault(tx))

    def leads(self) -> bool:
        return True

    def close(self) -> None:
        """It is in memory, and stays."""


@dataclass
class Beside:
    """A store in memory that writes messages beside their transaction."""

    store: Store

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        messages: list[Message] = []
        try:
            with self.store.transaction() as tx:
                yield cast("Transaction", WritesMessagesElsewhere(tx, messages))
        finally:
            with self.store.transaction() as tx:
                for message in messages:
                    tx.put(OUTBOX, message)

    def leads(self) -> bool:
        return True

    def close(self) -> None:
        """It is in memory, and stays."""


@contextmanager
def without(fault: Callable[[Transaction], _Through]) -> Iterator[Weather]:
    """A store with this fault, which lasts."""
    store = Faulty(Lasting(), fault)
    yield Weather(lambda: store)


@contextmanager
def with_messages_beside() -> Iterator[Weather]:
    store = Beside(Lasting())
    yield Weather(lambda: store)


def books_each_return(ports: Ports, attempt_id: str, parameters: dict[str, str]) -> Attempt:
    """Come back from the bank as ``returned`` does, and book the payment each time that the bank says it was made."""
    attempt = returned(ports, attempt_id, parameters)
    if attempt.state == "paid":
        _book_again(ports, attempt)
    return attempt


@retried
def _book_again(ports: Ports, attempt: Attempt) -> None:
    with ports.store.transaction() as tx:
        order = order_in(tx, attempt.order)
        # The first time it is booked already.
        if order.events[-1].kind in {"paid", "revived"} and order.count("paid") + order.count("revived") == 1:
            return
        facts = {"method": "gateway", "paid": str(attempt.amount), "reference": attempt.bank_reference}
        advance(tx, ports, order, "paid", by="bank", facts=facts)
