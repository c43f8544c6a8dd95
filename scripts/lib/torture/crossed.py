"""Row 4, its second half: carts with the same two SKUs in opposite order, finished at once, do not lock each other out."""

from __future__ import annotations

import asyncio
import itertools
import threading
from collections import Counter
from dataclasses import dataclass

import psycopg

from scripts.lib.load.buyers import ready_buyers, usual_goods
from scripts.lib.load.final_step import review_forms
from scripts.lib.torture.house import House, housed, miscounted
from scripts.lib.torture.result import POSTGRES, Asked, Measured
from scripts.lib.torture.sending import link_of, sent

BUYERS = 64
ROUNDS = 50
WHAT = f"two SKUs in opposite order: {BUYERS} buyers x {ROUNDS} rounds"
GUARD = "plain SQL that takes the SKUs as they come"
_TURNS = 5
_TAKE = "UPDATE hojreh.stock SET n = n - 1 WHERE sku = %s"


@dataclass(frozen=True, slots=True)
class Crossed:
    """What became of all the carts: the orders acknowledged, and the statuses of what else was answered."""

    carts: int
    orders: int
    wrong: int
    others: Counter[int]

    @property
    def holds(self) -> bool:
        """Whether every cart became an order, and the shelves show it."""
        return self.orders == self.carts and not self.wrong and not self.others

    def __str__(self) -> str:
        others = ", ".join(f"{count} x {status}" for status, count in sorted(self.others.items()))
        return (
            f"{self.carts} carts: {self.orders} orders, {self.wrong} SKUs miscounted; other answers: {others or 'none'}"
        )


def crossed(asked: Asked) -> list[Measured]:
    """Sell to carts of either order; the embedded store, one transaction after the other, has nothing to jam."""
    if POSTGRES not in asked.adapters:
        return []
    with housed(asked, POSTGRES, "crossed", workers=asked.workers) as house:
        real = sold_crosswise(house, asked.part_of(ROUNDS))
        jams = jammed(house)
    return [
        Measured(
            what=WHAT,
            adapter=POSTGRES,
            measured=str(real),
            holds=real.holds,
            guard=GUARD,
            control=f"{jams} deadlocks in {2 * _TURNS} transactions",
            control_fails=jams > 0,
        )
    ]


def sold_crosswise(house: House, rounds: int) -> Crossed:
    """Let both halves of a crowd finish at once, round by round."""
    others, orders, port = Counter[int](), 0, house.service.port
    with house.running():
        for turn in range(rounds):
            with house.ports() as ports:
                goods = usual_goods(ports, 2)
                one = ready_buyers(ports, BUYERS // 2, first=(1 + turn) * 20_000, goods=goods)
                other = ready_buyers(ports, BUYERS // 2, first=(1 + turn) * 20_000 + 10_000, goods=goods[::-1])
            crowd = [buyer for both in zip(one, other, strict=True) for buyer in both]
            forms = asyncio.run(review_forms(port, crowd, house.service.url))
            answers = asyncio.run(sent(port, forms, len(forms))).values()
            orders += sum(bool(link_of(answer)) for answer in answers)
            others.update(answer.status for answer in answers if not link_of(answer))
        house.service.stop()
        kept = house.kept()
    return Crossed(rounds * BUYERS, orders, len({*kept.oversold(), *miscounted(kept)}), others)


def jammed(house: House) -> int:
    """Let two transactions each take a unit of one SKU, then of the other's; return how many were killed."""
    with psycopg.connect(house.where) as connection:
        skus = [row[0] for row in connection.execute("SELECT sku FROM hojreh.stock ORDER BY sku LIMIT 2")]
    jams, both = itertools.count(), threading.Barrier(2)

    def take(first: str, second: str) -> None:
        with psycopg.connect(house.where, autocommit=True) as connection:
            connection.execute("SET deadlock_timeout = '20ms'")
            for _ in range(_TURNS):
                both.wait()  # the killed one of the last turn must not come before the one that waited for it
                try:
                    with connection.transaction():
                        connection.execute(_TAKE, (first,))
                        both.wait()
                        connection.execute(_TAKE, (second,))
                except psycopg.errors.DeadlockDetected:
                    next(jams)

    threads = [threading.Thread(target=take, args=order) for order in (skus, skus[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return next(jams)
