"""The two rounds that are played around the end of an order's window, in a tenth of a second of the shop's time."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from checkout.ports import Ports
from checkout.records import Attempt
from checkout.use_cases.jobs import expire_orders, reconcile
from checkout.use_cases.settle_attempt import returned
from scripts.lib.torture.money.floor import Floor
from shop.errors import ShopError
from shop.order import Order, OrderCode
from shop.release import Sku
from tests.builders import window_end
from tests.checkout.shopper import Shopper
from tests.contracts.gateway.bank import Back
from tests.contracts.gateway.registry import Half

_NEAR = timedelta(milliseconds=50)
_STEP = timedelta(milliseconds=1)
_WAITED_FOR = timedelta(minutes=30)
"""How long a buyer at the bank is waited for (checkout.use_cases.expire_orders)."""
_PAYS_AFTER = timedelta(minutes=19)
_STARTS_BEFORE_THE_END = timedelta(seconds=60)


@dataclass
class Round:
    """One round: at a gateway, over the ``units`` that there are of a SKU; ``codes`` are its orders."""

    floor: Floor
    half: Half
    sku: Sku
    units: int
    dice: random.Random
    codes: list[OrderCode] = field(default_factory=list)

    def moment(self) -> float:
        """Return a moment of the race: -1 and 1 are its ends, 0 the instant."""
        return self.dice.uniform(-1, 1)

    def some(self, count: int) -> list[Ports]:
        """Return so many processes that serve the shop, others as far as there are."""
        return [self.floor.processes[number % len(self.floor.processes)] for number in range(count)]

    def pays_for(self, order: Order) -> None:
        """Let a buyer pay an order and come back."""
        self.codes.append(order.code)
        attempt = self.floor.starts(order)
        _come_back(self.floor.ports, attempt, self.floor.pays(attempt))


def one_in_time(now: Round) -> None:
    """The last unit's buyer comes back while the order expires and a rival orders the unit, pays and comes back too."""
    (attempt,), (back,), instant = _paid_before_the_end(now, 1)
    rival = now.floor.shopper()
    _race(
        now.floor,
        instant,
        [
            *[(now.moment(), partial(_come_back, ports, attempt, back)) for ports in now.some(2)],
            *[(now.moment(), partial(expire_orders, ports)) for ports in now.some(2)],
            (-1.0, partial(_buy, now, rival, instant + _NEAR)),
            (0.02, partial(expire_orders, now.floor.ports)),
            (now.moment(), partial(reconcile, now.floor.ports)),
        ],
    )


def two_late(now: Round) -> None:
    """Two orders expire, somebody takes one of their two units, and both their payments land at once."""
    attempts, backs, instant = _paid_before_the_end(now, 2)
    now.floor.later(seconds=(instant + _NEAR - now.floor.world.clock.now).total_seconds())
    expire_orders(now.floor.ports)
    now.pays_for(now.floor.order(now.half, sku=now.sku))
    coming = zip(now.some(2), attempts, backs, strict=True)
    _race(
        now.floor,
        instant + 3 * _NEAR,
        [
            *[(now.moment(), partial(_come_back, ports, attempt, back)) for ports, attempt, back in coming],
            (now.moment(), partial(reconcile, now.floor.ports)),
            (now.moment(), partial(expire_orders, now.floor.ports)),
        ],
    )


def _paid_before_the_end(now: Round, buyers: int) -> tuple[list[Attempt], list[Back], datetime]:
    """Let buyers go to the bank in the last minute of their window and pay there; return when their orders may expire."""
    floor = now.floor
    orders = [floor.order(now.half, sku=now.sku) for _ in range(buyers)]
    now.codes += [order.code for order in orders]
    ends = min(window_end(order) for order in orders)
    floor.later(seconds=(ends - _STARTS_BEFORE_THE_END - floor.world.clock.now).total_seconds())
    attempts = [floor.starts(order) for order in orders]
    instant = floor.world.clock.now + _WAITED_FOR
    floor.later(seconds=_PAYS_AFTER.total_seconds())
    return attempts, [floor.pays(attempt) for attempt in attempts], instant


def _come_back(ports: Ports, attempt: Attempt, back: Back) -> None:
    returned(ports, attempt.id, dict(back.fields))


def _buy(now: Round, rival: Shopper, until: datetime) -> None:
    """Try for the unit until it is there or the moment is over, and pay for it."""
    while now.floor.world.clock.now < until:
        with suppress(ShopError):
            if not rival.session.cart:
                rival.add(now.sku).send_by("free-courier")
            now.pays_for(now.floor.comes_from(now.half, rival.order()))
            return
        time.sleep(_STEP.total_seconds())


def _race(floor: Floor, instant: datetime, runners: Sequence[tuple[float, Callable[[], object]]]) -> None:
    """Let the shop's time run through the instant; each runner starts at its moment, -1 and 1 being the ends."""
    floor.later(seconds=(instant - _NEAR - floor.world.clock.now).total_seconds())
    clock, gate = floor.world.clock, threading.Barrier(len(runners) + 1)

    def run(moment: datetime, work: Callable[[], object]) -> None:
        gate.wait()
        while clock.now < moment:
            time.sleep(_STEP.total_seconds() / 2)
        with suppress(ShopError):
            work()

    threads = [threading.Thread(target=run, args=(instant + share * _NEAR, work)) for share, work in runners]
    for thread in threads:
        thread.start()
    gate.wait()
    while any(thread.is_alive() for thread in threads):
        time.sleep(_STEP.total_seconds())
        if clock.now < instant + 2 * _NEAR:
            floor.later(milliseconds=1)


def settle_all(floor: Floor) -> None:
    """Let the jobs go on for a minute."""
    for _ in range(4):
        floor.later(seconds=16)
        reconcile(floor.ports)
        expire_orders(floor.ports)
