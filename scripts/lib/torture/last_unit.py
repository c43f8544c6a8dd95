"""Row 4: the last units of a SKU, wanted by 64 buyers at once, are sold once each."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from scripts.lib.load.buyers import Buyer, ready_buyers
from scripts.lib.load.final_step import review_forms
from scripts.lib.load.read_back import Kept
from scripts.lib.load.stocked_shop import StockedShop, stocked_shop
from scripts.lib.torture.guardless import NAIVE
from scripts.lib.torture.house import House, housed
from scripts.lib.torture.result import Asked, Measured
from scripts.lib.torture.sending import sent
from shop.release import Sku, encode, release_id

BUYERS = 64
ROUNDS = 500
WHAT = f"last unit: {BUYERS} buyers x {ROUNDS} rounds"
CONTROL_ROUNDS = 5
CONTROL_TRIES = 8
UNITS = (1, 5)
"""Left on the shelf, round by round."""
_NUMBERS_APART = 10_000
"""Between the rounds' buyers, whose mobiles then share no limit of codes."""
_SERVER_FAULT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold:
    """What the rounds came to: units sold beyond what there was, and units nobody got though somebody asked."""

    rounds: int
    units: int
    oversold: int
    unsold: int
    faults: int
    answers: Counter[int]

    @property
    def holds(self) -> bool:
        """Whether each unit was sold once, and nobody was answered by a fault."""
        return self.oversold == self.unsold == self.faults == 0

    def __str__(self) -> str:
        told = ", ".join(f"{count} x {status}" for status, count in sorted(self.answers.items()))
        return (
            f"{self.rounds} rounds, {self.units} units: {self.oversold} oversold, {self.unsold} unsold, "
            f"{self.faults} errors 5xx ({told})"
        )


def last_unit(asked: Asked) -> list[Measured]:
    """Sell the last units on each adapter."""
    return [_last(asked, adapter) for adapter in asked.adapters]


def _last(asked: Asked, adapter: str) -> Measured:
    rounds, workers = asked.part_of(ROUNDS, least=len(UNITS)), asked.crowd_workers(adapter)
    shop = scarce_shop(asked.folder / f"{adapter}-scarce", rounds)
    with housed(asked, adapter, "last unit", shop=shop, workers=workers) as house:
        real = sold(house, rounds)
    bare = _sold_naively(asked, adapter, shop, min(CONTROL_ROUNDS, rounds))
    return Measured(
        what=f"{WHAT}, {workers} worker{'s' if workers > 1 else ''}",
        adapter=adapter,
        measured=str(real),
        holds=real.holds,
        guard=NAIVE,
        control=str(bare),
        control_fails=bare.oversold > 0,
    )


def _sold_naively(asked: Asked, adapter: str, shop: StockedShop, rounds: int) -> Sold:
    """Sell without the guard until something is oversold: where all come to one thread at once, it may go well by luck."""
    for turn in range(CONTROL_TRIES):
        workers = asked.crowd_workers(adapter)
        with housed(asked, adapter, f"last unit {turn}", shop=shop, workers=workers, control=NAIVE) as house:
            bare = sold(house, rounds)
        if bare.oversold:
            break
    return bare


def scarce_shop(folder: Path, rounds: int) -> StockedShop:
    """Return the shop with one more SKU for each round, of which there are few."""
    shop = stocked_shop()
    _, release = shop.release
    model = next(iter(release.offers.values()))
    scarce = {
        sku: replace(model, sku=sku, stock=UNITS[turn % len(UNITS)])
        for turn in range(rounds)
        for sku in [_scarce(turn)]
    }
    encoded = encode(replace(release, offers={**release.offers, **scarce}))
    named = release_id(encoded)
    folder.mkdir(parents=True)
    (folder / f"{named}.json").write_bytes(encoded)
    (folder / "current").write_text(f"{named}\n", encoding="ascii")
    (folder / "texts").symlink_to(shop.releases / "texts")
    return replace(shop, releases=folder)


def _scarce(turn: int) -> Sku:
    return Sku(f"LAST-{turn}")


def sold(house: House, rounds: int) -> Sold:
    """Let all buyers of a round finish at once, round by round; then count the orders of each SKU."""
    with house.ports() as ports:
        crowds = [
            ready_buyers(ports, BUYERS, first=(1 + turn) * _NUMBERS_APART, goods=[_scarce(turn)])
            for turn in range(rounds)
        ]
    answers = Counter[int]()
    with house.running():
        for crowd in crowds:
            answers.update(finished_at_once(house, crowd))
        house.service.stop()
        kept = house.kept()
    over = [_orders_of(kept, _scarce(turn)) - UNITS[turn % len(UNITS)] for turn in range(rounds)]
    return Sold(
        rounds=rounds,
        units=sum(UNITS[turn % len(UNITS)] for turn in range(rounds)),
        oversold=sum(max(0, units) for units in over),
        unsold=sum(max(0, -units) for units in over),
        faults=sum(count for status, count in answers.items() if status >= _SERVER_FAULT),
        answers=answers,
    )


def finished_at_once(house: House, crowd: list[Buyer]) -> Counter[int]:
    """Let all of a crowd see their reviews, then finish, each over a connection of their own; return the statuses."""
    port, url = house.service.port, house.service.url
    forms = asyncio.run(review_forms(port, crowd, url))
    answers = asyncio.run(sent(port, forms, len(forms)))
    return Counter(answer.status for answer in answers.values())


def _orders_of(kept: Kept, sku: Sku) -> int:
    return sum(line.quantity for order in kept.orders.values() for line in order.lines if line.sku == sku)
