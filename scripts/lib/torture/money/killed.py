"""Row 4: the service is killed at each step from the payment page to the result; each order ends paid, once."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import httpx2

from checkout.kinds import ATTEMPTS, ORDERS, OUTBOX
from checkout.ports import Gateway
from checkout.use_cases.jobs import reconcile
from scripts.lib.torture.house import House, folder_for, housed
from scripts.lib.torture.money.launcher import FORGETS_ITS_OWN_YES, LATER
from scripts.lib.torture.money.payer import Payer
from scripts.lib.torture.money.steps import DIES_AT
from scripts.lib.torture.money.till import LAUNCHER, ordered, shop_at, told_of
from scripts.lib.torture.result import Asked, Measured
from shop.order import Order, OrderCode
from tests.contracts.gateway.bank import RunningBank, running_bank
from tests.contracts.gateway.registry import HALVES, Half

KILLS = 200
WHAT = f"kill -9 at each step from the payment page to the result, {KILLS} times"
AFTER_THE_BANK = "after the bank confirmed"
_STEPS = 28
"""How many there are on one way or another; one that is not there lets the payment go through undisturbed."""
_TOLD = 3
_LATER = timedelta(minutes=3)
"""How long the service stays away: longer than a request to a bank is waited for."""
_DIED = re.compile("^dies at step [0-9]+: (.*)$", re.MULTILINE)


@dataclass
class Died:
    """What the orders came to whose payment a death interrupted; ``at`` are the steps that the service died at."""

    orders: int = 0
    once: int = 0
    wrong: list[str] = field(default_factory=list)
    alone: int = 0
    at: Counter[str] = field(default_factory=Counter)

    @property
    def kills(self) -> int:
        """How often the service died."""
        return sum(self.at.values())

    @property
    def holds(self) -> bool:
        """Whether each order is paid, once, and told once, and the bank holds one payment of it."""
        return self.once == self.orders

    def __add__(self, other: Died) -> Died:
        return Died(
            self.orders + other.orders,
            self.once + other.once,
            self.wrong + other.wrong,
            self.alone + other.alone,
            self.at + other.at,
        )

    def __str__(self) -> str:
        return (
            f"{self.kills} kills at {len(self.at)} different steps: {self.once} of {self.orders} orders paid once, "
            f"{len(self.wrong)} otherwise{self._told()}; {self.alone} found without their buyers"
        )

    def _told(self) -> str:
        return f" ({'; '.join(self.wrong[:_TOLD])})" if self.wrong else ""


def killed(asked: Asked) -> list[Measured]:
    """Kill the service on each adapter."""
    return [_on(asked, adapter) for adapter in asked.adapters]


def _on(asked: Asked, adapter: str) -> Measured:
    real = Died()
    each = asked.part_of(KILLS, least=len(HALVES)) // len(HALVES) + 1
    for half in HALVES:
        real += died(asked, adapter, half, in_turn(each), each)
    bare = died(asked, adapter, HALVES[0], itertools.repeat(AFTER_THE_BANK), 2, control=FORGETS_ITS_OWN_YES)
    return Measured(
        what=WHAT,
        adapter=adapter,
        measured=str(real),
        holds=real.holds,
        guard=FORGETS_ITS_OWN_YES,
        control=str(bare),
        control_fails=not bare.holds,
    )


def in_turn(kills: int) -> Iterator[str]:
    """Yield the numbers of the steps, those of a few kills far apart; from the first again when there are no more."""
    return (str(1 + number * max(1, _STEPS // kills) % _STEPS) for number in itertools.count())


def died(asked: Asked, adapter: str, half: Half, steps: Iterator[str], kills: int, *, control: str = "") -> Died:
    """Let orders be paid at a service that dies at those steps, until it has died so often; look at what was kept."""
    folder, came = folder_for(asked, f"bank of {adapter} killed {half.name} {control}"), Died()
    with running_bank(folder / "bank") as bank:
        shop = shop_at(half, folder / "releases")
        told = told_of(bank.url)
        name = f"killed {half.name}"
        with housed(asked, adapter, name, shop=shop, control=control, told=told, launcher=LAUNCHER) as house:
            with house.ports() as ports:
                orders = iter(ordered(ports, 2 * kills + 1, first=100_000))
            used, deaths = [], Counter[str]()
            while deaths.total() < kills:
                order = next(orders)
                used.append(order)
                bank.now = datetime.now(UTC)
                _interrupted(house, half, bank, order, next(steps), alone=len(used) % 2 == 0 and not control, came=came)
                deaths = Counter(_DIED.findall(house.service.log.read_text(errors="replace")))
            came.at += deaths
            _count(house, bank, used, came)
    return came


def _interrupted(
    house: House, half: Half, bank: RunningBank, order: Order, step: str, *, alone: bool, came: Died
) -> None:
    """Let a buyer pay a service that dies at a step, and go on when it is back; ``alone`` one stays away who has paid."""
    base = dict(house.service.told)
    with Payer(house.service.url, order.link, bank) as payer:
        house.service.told = {**base, DIES_AT: step}
        house.service.start()
        try:
            with suppress(httpx2.HTTPError):
                payer.pay()
        finally:
            house.service.kill()
            house.service.told = base
        if alone and payer.back is not None and _can_be_asked(half, bank):
            came.alone += 1
            _reconciled(house, half, bank)
            return
        house.service.told = {**base, LATER: str(_LATER.total_seconds())}
        house.service.start()
        try:
            with suppress(TimeoutError):  # what it came to is seen by what was kept
                payer.pay()
        finally:
            house.service.stop()
            house.service.told = base


def _can_be_asked(half: Half, bank: RunningBank) -> bool:
    return bank.adapter(half, 10).terms.can_be_asked


def _reconciled(house: House, half: Half, bank: RunningBank) -> None:
    """Let the reconciler of the next process ask."""
    with house.ports() as ports:
        gateways: dict[str, Gateway] = {half.name: bank.adapter(half, 10)}
        reconcile(replace(ports, gateways=gateways, clock=lambda: datetime.now(UTC) + _LATER))


def _count(house: House, bank: RunningBank, orders: list[Order], came: Died) -> None:
    store = house.open()
    try:
        with store.transaction() as tx:
            kept = {order.code: order for order in tx.every(ORDERS)}
            paid = Counter(attempt.order for attempt in tx.every(ATTEMPTS) if attempt.state == "paid")
            told = Counter(message.order for message in tx.every(OUTBOX) if "دریافت شد" in message.body)
    finally:
        store.close()
    held = Counter[OrderCode]()
    for payment in bank.ledger.newest(2 * len(orders) + 10):
        if payment.state in {"paid", "verified"}:
            held[OrderCode(payment.order)] += 1
    for order in orders:
        now = kept[order.code]
        payments = sum(event.kind == "paid" for event in now.events)
        counts = (payments, paid[order.code], told[order.code], held[order.code])
        right = counts == (1, 1, 1, 1) and now.paid == now.payable
        came.orders += 1
        came.once += right
        if not right:
            came.wrong.append(f"{order.code}: {now.state}, {counts}")
