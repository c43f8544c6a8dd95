"""Row 5: a payment that lands as its order expires: nothing is sold twice, and no payment is lost."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from scripts.lib.torture.guardless import CONTROLS, NAIVE
from scripts.lib.torture.money.expiring import Round, one_in_time, settle_all, two_late
from scripts.lib.torture.money.floor import Floor, opened
from scripts.lib.torture.result import Asked, Measured
from shop.order import Order
from shop.release import Offer, Sku
from tests.builders import an_offer
from tests.contracts.gateway.registry import HALVES

ROUNDS = 1_000
WHAT = f"payment at the instant of expiry (within 50 ms) x {ROUNDS:,}"
CONTROL_ROUNDS = 6


@dataclass
class Landed:
    """What the rounds came to. ``revived`` and ``owed`` tell how many payments came too late to keep what they paid for."""

    rounds: int = 0
    payments: int = 0
    kept: int = 0
    revived: int = 0
    owed: int = 0
    oversold: int = 0
    lost: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether nothing was sold twice and no payment lost."""
        return not self.oversold and not self.lost

    def __str__(self) -> str:
        return (
            f"{self.rounds} rounds, {self.payments} payments: {self.oversold} oversold, {len(self.lost)} lost; "
            f"{self.kept} orders in time, {self.revived} revived, {self.owed} flagged for refund"
        )


def at_expiry(asked: Asked) -> list[Measured]:
    """Let payments land on each adapter."""
    return [_on(asked, adapter) for adapter in asked.adapters]


def _on(asked: Asked, adapter: str) -> Measured:
    rounds = asked.part_of(ROUNDS, least=2 * len(HALVES))
    with opened(asked, adapter, "expiry", offers=scarce(rounds)) as floor:
        real = landed(floor, rounds)
    few = min(CONTROL_ROUNDS, rounds)
    with opened(asked, adapter, "expiry", offers=scarce(few), bare=CONTROLS[NAIVE]) as floor:
        bare = landed(floor, few)
    return Measured(
        what=WHAT,
        adapter=adapter,
        measured=str(real),
        holds=real.holds,
        guard=NAIVE,
        control=str(bare),
        control_fails=not bare.holds,
    )


def scarce(rounds: int) -> tuple[Offer, ...]:
    """Return an offer for each round, of which there are one or two units."""
    return tuple(an_offer(_sku(turn), stock=_units(turn)) for turn in range(rounds))


def _sku(turn: int) -> Sku:
    return Sku(f"LAST-{turn}")


def _units(turn: int) -> int:
    return 1 + turn % 2


def landed(floor: Floor, rounds: int) -> Landed:
    """Play the rounds: in one a rival wants the unit as it comes free, in the next two late payments want what one left."""
    came, dice = Landed(), random.Random(1405)  # noqa: S311 - no secret
    for turn in range(rounds):
        round_ = Round(floor, HALVES[turn // 2 % len(HALVES)], _sku(turn), _units(turn), dice)
        (two_late if turn % 2 else one_in_time)(round_)
        settle_all(floor)
        _count(round_, came)
    return came


def _count(now: Round, came: Landed) -> None:
    orders = [now.floor.world.order(code) for code in now.codes]
    standing = [order for order in orders if order.state == "queued"]
    held = sum(order.state in {"queued", "registered"} for order in orders)
    came.rounds += 1
    came.oversold += max(0, held - now.units) or now.floor.world.stock(now.sku) + held != now.units
    came.kept += sum(order.last("revived") is None for order in standing)
    came.revived += sum(order.last("revived") is not None for order in standing)
    came.owed += sum(order.state == "needs_refund" for order in orders)
    for order in orders:
        _count_payments(now, order, came)


def _count_payments(now: Round, order: Order, came: Landed) -> None:
    taken = [attempt for attempt in now.floor.world.attempts(order.code) if now.floor.holds(now.half, attempt)]
    came.payments += len(taken)
    booked = order.paid == sum(attempt.amount for attempt in taken)
    seen = all(attempt.state in {"paid", "needs_person"} for attempt in taken)
    rightly = order.state == "queued" or (order.state == "needs_refund" and order.owed_back == order.paid)
    if taken and not (booked and seen and rightly):
        came.lost.append(f"{order.code}: {order.state}, {order.paid} paid, {[attempt.state for attempt in taken]}")
