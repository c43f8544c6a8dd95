"""Row 7: a day of mixed orders with faults at the banks, whose sheets end at zero difference, and at what the banks hold."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from checkout.kinds import LEDGER, Kind
from checkout.store import Store, Transaction
from checkout.use_cases.settlement import settlement
from scripts.lib.torture.money.day import in_the_evening, lived_through, statement_comes
from scripts.lib.torture.money.day_lives import Day
from scripts.lib.torture.money.floor import Floor, opened
from scripts.lib.torture.passing import PassingTransaction
from scripts.lib.torture.result import Asked, Measured
from shop.calendar import local_day
from shop.settlement import Sheet
from tests.contracts.gateway.registry import HALVES

T = TypeVar("T")

ORDERS = 1_000
WHAT = f"a day of {ORDERS:,} mixed orders with faults at the banks: its sheets end at zero"
GUARD = "one entry in twenty not kept with its event"
CONTROL_ORDERS = 60
PATIENCE_SECONDS = 1.0
_SEED = 1405
_EVERY = 20


@dataclass
class Settled:
    """What the sheets of all the day's money come to, in rials. ``beyond`` is by how much a till is off its bank's own ledger."""

    orders: int
    states: Counter[str]
    paid: int = 0
    kept: int = 0
    refunded: int = 0
    owed: int = 0
    differences: int = 0
    mismatches: int = 0
    still_open: int = 0
    beyond: dict[str, int] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether every sheet ends at zero, what was paid is kept, refunded or owed, and no bank holds anything else."""
        adds_up = self.paid == self.kept + self.refunded + self.owed
        return adds_up and not (self.differences or self.mismatches or self.still_open or any(self.beyond.values()))

    def __str__(self) -> str:
        ends = ", ".join(f"{count} {state}" for state, count in sorted(self.states.items()))
        off = ", ".join(f"{name} {amount:+,}" for name, amount in self.beyond.items() if amount) or "0"
        return (
            f"{self.orders:,} orders (seed {_SEED}; {ends}): paid {self.paid:,} = kept {self.kept:,} + refunded "
            f"{self.refunded:,} + owed {self.owed:,}; {self.differences} differences, {self.mismatches} wrong entries, "
            f"{self.still_open} payments undecided, off the banks' own ledgers by {off}"
        )


class _Careless(PassingTransaction):
    """Loses every so-manieth entry of the ledger."""

    entries = 0

    def insert(self, kind: Kind[T], record: T) -> None:
        """Keep it, mostly."""
        if kind.name == LEDGER.name:
            _Careless.entries += 1
        if kind.name != LEDGER.name or _Careless.entries % _EVERY:
            super().insert(kind, record)


class CarelessStore:
    """Without all the entries of the ledger."""

    def __init__(self, inner: Store) -> None:
        self._inner = inner

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Open a transaction that may lose an entry."""
        with self._inner.transaction() as tx:
            yield _Careless(tx)

    def leads(self) -> bool:
        """Pass it on."""
        return self._inner.leads()

    def close(self) -> None:
        """Pass it on."""
        self._inner.close()


def mixed_day(asked: Asked) -> list[Measured]:
    """Live the day; what a store is has no part in it, so one of them is enough."""
    adapter = asked.adapters[0]
    with opened(asked, adapter, "day") as floor:
        real = settled(floor, asked.part_of(ORDERS, least=60))
    with opened(asked, adapter, "day", bare=lambda store, _: CarelessStore(store)) as floor:
        bare = settled(floor, CONTROL_ORDERS)
    return [
        Measured(
            what=WHAT,
            adapter=adapter,
            measured=str(real),
            holds=real.holds,
            guard=GUARD,
            control=str(bare),
            control_fails=not bare.holds,
        )
    ]


def settled(floor: Floor, orders: int) -> Settled:
    """Let the day pass, staff finish its work and its statement come; add up the sheets of every day on which money moved."""
    day, first = Day(floor, random.Random(_SEED)), floor.world.clock.now  # noqa: S311 - no secret
    for half in HALVES:
        floor.waits(half, PATIENCE_SECONDS)
    lived_through(day, orders)
    in_the_evening(day)
    last = floor.world.clock.now
    statement_comes(day, first)
    kept = floor.world.orders()
    came = Settled(orders=len(kept), states=Counter(order.state for order in kept))
    sheets = [_sheet(floor, one) for one in _days(local_day(first), local_day(last))]
    for sheet in sheets:
        _add(came, sheet)
    came.still_open = sum(
        a.state in {"open", "needs_person"} for order in kept for a in floor.world.attempts(order.code)
    )
    came.beyond = _beyond(day, sheets)
    return came


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _sheet(floor: Floor, day: date) -> Sheet:
    return settlement(floor.world.store, floor.world.releases.current()[1].shop, day)


def _add(came: Settled, sheet: Sheet) -> None:
    came.paid += sheet.totals.paid
    came.kept += sheet.totals.kept_in_all
    came.refunded += sheet.totals.refunded
    came.owed += sheet.totals.owed
    came.differences += sum(len(till.differences) for till in sheet.tills)
    came.mismatches += len(sheet.mismatches)


def _beyond(day: Day, sheets: list[Sheet]) -> dict[str, int]:
    """Return by how much more our books have at each till than its bank, which kept its own."""
    ours: Counter[str] = Counter()
    for sheet in sheets:
        for till in sheet.tills:
            ours[till.till] += till.ours_in - till.ours_out
    banks = {"account:shop": day.statement.came - day.statement.went}
    for half in HALVES:
        payments = day.floor.bank.ledger.newest(100_000)
        held = [one for one in payments if one.face == half.face and one.state in {"paid", "verified"}]
        banks[f"gateway:{half.name}"] = sum(one.rials for one in held)
    return {name: ours[name] - amount for name, amount in banks.items()}
