"""The orders of a mixed day, each a life that waits in the shop's time: a generator that yields how long."""

from __future__ import annotations

import random
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from checkout.records import Attempt
from checkout.use_cases.choose_payment import choose_method
from checkout.use_cases.claims import cancel_own
from checkout.use_cases.settle_attempt import returned
from scripts.lib.torture.money.floor import Floor
from scripts.lib.torture.money.statement import Statement
from shop.errors import GatewayRefused, GatewayUnavailable, TransitionRefused
from shop.order import Order
from shop.terms.payment import PaymentKind
from tests.builders import window_end
from tests.checkout.life import sent
from tests.checkout.staff import move, reports
from tests.contracts.gateway.bank import Back
from tests.contracts.gateway.registry import HALVES, Half

Life = Iterator[timedelta]
_TRIES = 40
_AWAY = timedelta(seconds=5)


@dataclass
class Day:
    """A shop's day: its floor, its dice, and what the bank of its account writes down."""

    floor: Floor
    dice: random.Random
    statement: Statement = field(default_factory=Statement)

    def wait(self, least: float, most: float) -> timedelta:
        """Return some minutes."""
        return timedelta(minutes=self.dice.uniform(least, most))

    def order(self, half: Half, jars: int = 0) -> Order:
        """Let a buyer order."""
        return self.floor.order(half, jars or self.dice.randint(1, 3))

    def half(self) -> Half:
        """Return a gateway."""
        return self.dice.choice(HALVES)

    def in_ten(self, times: int) -> bool:
        """Say yes so many times in ten."""
        return self.dice.randrange(10) < times

    def starts(self, order: Order) -> Generator[timedelta, None, Attempt]:
        """Let the buyer go to the bank, again in half a minute while it takes no payment; ends with the attempt."""
        for _ in range(_TRIES):
            try:
                return self.floor.starts(order)
            except (GatewayUnavailable, GatewayRefused):
                yield timedelta(seconds=30)
        raise TimeoutError(order.code)

    def come_back(self, attempt: Attempt, back: Back) -> None:
        """Let the buyer come back."""
        returned(self.floor.ports, attempt.id, dict(back.fields))


def at_the_bank(day: Day) -> Life:
    """Pays at the bank: comes back, late, twice, or never."""
    yield from _pays(day, day.order(day.half()))


def _pays(day: Day, order: Order) -> Life:
    attempt = yield from day.starts(order)
    yield day.wait(1, 6)
    if day.in_ten(2):
        day.floor.bank.choose(attempt, "pay_and_stay")
        return
    back = day.floor.pays(attempt)
    if day.in_ten(1):
        yield day.wait(20, 60)
    for _ in range(2 if day.in_ten(2) else 1):
        yield day.wait(0.1, 0.5)
        day.come_back(attempt, back)


def gives_up_first(day: Day) -> Life:
    """Cancels at the bank; then pays all the same, or does not."""
    order = day.order(day.half())
    attempt = yield from day.starts(order)
    yield day.wait(1, 4)
    back = day.floor.pays(attempt, "cancel")
    day.come_back(attempt, back)
    yield day.wait(25, 70)
    if day.in_ten(6):
        yield from _pays(day, order)


def pays_twice(day: Day) -> Life:
    """Pays at the last moment, and again on a second page, while the bank tells nothing of the first."""
    half = day.half()
    order = day.order(half)
    first = yield from day.starts(order)
    yield day.floor.gateways[half.name].terms.pay_within - _AWAY
    back = day.floor.pays(first)
    day.floor.bank.arm("error_500", "verify", half.face, 4)
    yield 2 * _AWAY
    try:
        second = yield from day.starts(order)
    except TransitionRefused:  # the bank had told by then
        return
    if second.id != first.id:
        yield day.wait(1, 3)
        day.come_back(second, day.floor.pays(second))
    day.come_back(first, back)


def pays_after_the_end(day: Day) -> Life:
    """Goes to the bank in the last minute of the window, and comes back when the order has expired."""
    order = day.order(day.half())
    yield window_end(order) - day.floor.world.clock.now - timedelta(minutes=1)
    try:
        attempt = day.floor.starts(order)
    except (GatewayUnavailable, GatewayRefused):
        return
    yield timedelta(minutes=18)
    back = day.floor.pays(attempt)
    yield timedelta(minutes=14)
    day.come_back(attempt, back)


def never_pays(day: Day) -> Life:
    """Orders, and does nothing more."""
    day.order(day.half())
    yield timedelta()


def transfers(day: Day) -> Life:
    """Transfers, and reports it, at times by a wrong number first; staff confirm."""
    order = day.order(day.half())
    kind: PaymentKind = day.dice.choice(("transfer", "card_to_card"))
    choose_method(day.floor.ports, order.code, kind)
    yield day.wait(10, 120)
    reference = day.statement.comes(day.floor.world.clock.now, order.payable)
    if day.in_ten(2):
        reports(day.floor.world, order.code, order.payable, day.statement.number())
        yield day.wait(30, 90)
        move(day.floor.world, order, "transfer_rejected", note="در حساب نیست")
    yield day.wait(1, 20)
    reports(day.floor.world, order.code, order.payable, reference)
    yield day.wait(30, 200)
    move(day.floor.world, order, "transfer_confirmed", reference=reference)
    if day.in_ten(2):
        yield day.wait(5, 60)
        move(day.floor.world, order, "cancelled", why="stock")


def at_the_door(day: Day) -> Life:
    """Pays at the door, by card or in cash; or cancels before it leaves."""
    order = day.order(day.half())
    choose_method(day.floor.ports, order.code, "cash_on_delivery")
    yield day.wait(10, 60)
    if day.in_ten(2):
        cancel_own(day.floor.ports, order.code)
        return
    sent(day.floor.world, order)
    yield day.wait(30, 120)
    taken = {"taken": "card", "reference": day.statement.number()} if day.in_ten(5) else {"taken": "cash"}
    move(day.floor.world, order, "door_payment_taken", amount=order.payable, **{"collector": "رضا", **taken})
    move(day.floor.world, order, "delivered", identity_checked=True)


def is_cancelled(day: Day) -> Life:
    """Pays at the bank; then the shop has none left of it, or of one of its two jars."""
    order = day.order(day.half(), 2)
    yield from _pays(day, order)
    yield day.wait(20, 40)
    now = day.floor.world.order(order.code)
    if now.state != "queued":
        return
    if day.in_ten(5):
        move(day.floor.world, now, "cancelled", why="stock")
    else:
        move(day.floor.world, now, "line_closed", why="stock", sku=now.lines[0].sku, quantity=1)


LIVES: tuple[tuple[int, Callable[[Day], Life]], ...] = (
    (40, at_the_bank),
    (6, gives_up_first),
    (6, pays_twice),
    (4, pays_after_the_end),
    (6, never_pays),
    (18, transfers),
    (10, at_the_door),
    (10, is_cancelled),
)
"""Of a hundred orders, so many live so."""
