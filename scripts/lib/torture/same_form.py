"""Row 5: the same form, sent 50 times at once, is one order, and every answer leads to it."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass

from scripts.lib.load.buyers import ready_buyers
from scripts.lib.load.final_step import leads_to_payment, review_forms
from scripts.lib.torture.guardless import KEYLESS
from scripts.lib.torture.house import House, housed
from scripts.lib.torture.result import Asked, Measured
from scripts.lib.torture.sending import sent

CARTS = 200
TIMES = 50
WHAT = f"the same form {TIMES} times at once x {CARTS} carts"
CONTROL_CARTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What the answers to all forms were: how many led to their cart's one order; of the others, how many of each status."""

    carts: int
    orders: int
    doubled: int
    led: int
    others: Counter[int]

    @property
    def holds(self) -> bool:
        """Whether each cart became one order, to which all its answers led."""
        return self.orders == self.carts and not self.doubled and self.led == self.carts * TIMES

    def __str__(self) -> str:
        others = "".join(f", {count} answered {status}" for status, count in sorted(self.others.items()))
        return (
            f"{self.carts} carts: {self.orders} orders, {self.doubled} doubled, "
            f"{self.led} of {self.carts * TIMES} answers lead to it{others}"
        )


def same_form(asked: Asked) -> list[Measured]:
    """Send the forms of so many carts on each adapter."""
    return [_on(asked, adapter) for adapter in asked.adapters]


def _on(asked: Asked, adapter: str) -> Measured:
    carts, workers = asked.part_of(CARTS), asked.crowd_workers(adapter)
    with housed(asked, adapter, "same form", workers=workers) as house:
        real = sent_many_times(house, carts)
    with housed(asked, adapter, "same form", workers=workers, control=KEYLESS) as house:
        bare = sent_many_times(house, min(CONTROL_CARTS, carts))
    return Measured(
        what=WHAT,
        adapter=adapter,
        measured=str(real),
        holds=real.holds,
        guard=KEYLESS,
        control=str(bare),
        control_fails=not bare.holds,
    )


def sent_many_times(house: House, carts: int) -> Sent:
    """Send each cart's form many times at once, cart after cart; then read back what was kept."""
    with house.ports() as ports:
        buyers = ready_buyers(ports, carts, first=100_000)
    led, others = 0, Counter[int]()
    with house.running():
        for form in asyncio.run(review_forms(house.service.port, buyers, house.service.url)):
            answers = asyncio.run(sent(house.service.port, [form] * TIMES, TIMES)).values()
            links = Counter(answer.location for answer in answers if leads_to_payment(answer))
            led += max(links.values(), default=0)
            others.update(answer.status for answer in answers if not leads_to_payment(answer))
        house.service.stop()
        kept = house.kept()
    return Sent(carts=carts, orders=len(kept.orders), doubled=len(kept.doubled()), led=led, others=others)
