"""Row 1: the same return, 100 times at once, beside reconciler and reloaded pages, is one payment and one message."""

from __future__ import annotations

import random
import threading
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode

from checkout.ports import Ports
from checkout.records import Attempt
from checkout.store import StoreUnavailable
from checkout.use_cases.jobs import reconcile, send_messages
from scripts.lib.load.answers import Answer
from scripts.lib.load.wire import get
from scripts.lib.torture.money.bare_stores import ForgetfulStore
from scripts.lib.torture.money.crowd import Crowd
from scripts.lib.torture.money.floor import Floor, opened
from scripts.lib.torture.result import Asked, Measured
from shop.order import Order
from tests.contracts.gateway.bank import Back
from tests.contracts.gateway.registry import HALVES

ORDERS = 200
TIMES = 100
RELOADS = 10
WHAT = f"the same return {TIMES} times at once x {ORDERS} orders, with reconciler and {2 * RELOADS} reloads"
GUARD = "an attempt's own state and the receipt's uniqueness forgotten"
CONTROL_ORDERS = 6
_FINE = frozenset({200, 303})


@dataclass
class Came:
    """What the orders came to; of the answers, how many of each status."""

    orders: int = 0
    paid_once: int = 0
    told_once: int = 0
    most_payments: int = 0
    answers: Counter[int] = field(default_factory=Counter)

    @property
    def holds(self) -> bool:
        """Whether each order was paid once, its buyer told once, and nobody answered with an error."""
        return self.orders == self.paid_once == self.told_once and not set(self.answers) - _FINE

    def __str__(self) -> str:
        told = ", ".join(f"{count} x {status}" for status, count in sorted(self.answers.items()))
        return (
            f"{self.orders} orders: {self.paid_once} paid once, {self.told_once} told once, "
            f"{self.most_payments} payments at most in one order; answers {told}"
        )


def same_return(asked: Asked) -> list[Measured]:
    """Let buyers return on each adapter."""
    return [_on(asked, adapter) for adapter in asked.adapters]


def _on(asked: Asked, adapter: str) -> Measured:
    with opened(asked, adapter, "same return") as floor:
        real = returned_at_once(floor, asked.part_of(ORDERS, least=len(HALVES)))
    with opened(asked, adapter, "same return", bare=lambda store, _: ForgetfulStore(store)) as floor:
        bare = returned_at_once(floor, min(CONTROL_ORDERS, asked.part_of(ORDERS, least=len(HALVES))))
    return Measured(
        what=WHAT,
        adapter=adapter,
        measured=str(real),
        holds=real.holds,
        guard=GUARD,
        control=str(bare),
        control_fails=bare.paid_once < bare.orders,
    )


def returned_at_once(floor: Floor, orders: int) -> Came:
    """Let the buyer of each order pay and come back in a crowd, at each gateway in turn; look at what was kept."""
    came = Came()
    with Crowd(floor.doors, TIMES + 2 * RELOADS) as crowd:
        for number in range(orders):
            half = HALVES[number % len(HALVES)]
            order = floor.order(half)
            attempt = floor.starts(order)
            back = floor.pays(attempt)
            floor.later(seconds=20)  # the reconciler would ask about it now
            came.answers.update(answer.status for answer in _crowded(floor, crowd, order, attempt, back))
            _count(floor, attempt, came)
    return came


def _crowded(floor: Floor, crowd: Crowd, order: Order, attempt: Attempt, back: Back) -> list[Answer]:
    returns = [get(f"{back.path}?{urlencode(back.fields)}")] * TIMES
    reloads = [get(f"/payments/{attempt.id}/result"), get(f"/orders/{order.link}")] * RELOADS
    requests = returns + reloads
    random.Random(attempt.id).shuffle(requests)  # noqa: S311 - no secret
    go, over = threading.Event(), threading.Event()
    jobs = [threading.Thread(target=_work, args=(ports, go, over)) for ports in floor.processes]
    for job in jobs:
        job.start()
    try:
        return crowd.at_once(requests, go.set)
    finally:
        go.set()
        over.set()
        for job in jobs:
            job.join()


def _work(ports: Ports, go: threading.Event, over: threading.Event) -> None:
    """Do the service's jobs of money and messages, again and again, while the crowd is there, and once after."""
    go.wait()
    while True:
        last = over.is_set()
        with suppress(StoreUnavailable):  # a job of the service's goes on at its next turn, too
            reconcile(ports)
            if ports.store.leads():
                send_messages(ports)
        if last:
            return


def _count(floor: Floor, attempt: Attempt, came: Came) -> None:
    order = floor.world.order(attempt.order)
    payments = [event for event in order.events if event.kind in {"paid", "revived"}]
    told = [text for text in floor.world.texts(order) if "دریافت شد" in text]
    offered = [message for message in floor.world.messenger.offered if message.startswith(f"{order.code}:")]
    came.orders += 1
    came.paid_once += len(payments) == 1 and order.paid == attempt.amount
    came.told_once += len(told) == 1 and len(set(offered)) == len(offered)
    came.most_payments = max(came.most_payments, len(payments))
