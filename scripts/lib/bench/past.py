"""Stores with a long past: the same shop's service on each, ready to be asked side by side."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import psycopg

from checkout.storage.postgres.scheme import is_database
from checkout.use_cases.book_old_orders import book_old_orders
from checkout.use_cases.staff import staff_sign_in
from scripts.lib.bench.stage import Adapter, Stage
from scripts.lib.load.buyers import Buyer, ready_buyers
from scripts.lib.load.history import FIRST_MEMBER, LIVE, ORDERS_EACH, Name, fill, name_of
from scripts.lib.load.lives import lived
from scripts.lib.load.service import Service
from scripts.lib.load.stocked_shop import StockedShop
from scripts.lib.load.within import within
from scripts.lib.serve import STAFF

SIZES, QUICK_SIZES = (100, 10_000, 100_000), (100, 1_000, 3_000)
_FIRST_BUYER = 100_000_000
_BUYERS = 400
_URL = "http://127.0.0.1:8001"
"""What the past messages name; where the service will answer is not known yet."""


@dataclass
class Past:
    """A shop with so many past orders. ``buyers`` stand before the final step; ``regular`` has ordered here before."""

    size: int
    service: Service
    newest: datetime
    buyers: list[Buyer]
    regular: Buyer
    staff_token: str

    def name(self, number: int) -> Name:
        """Return the name of one of its past orders that are over, another one for each number, all over its past."""
        over = self.size - LIVE
        prefix = self.service.shop.release[1].shop.order.code_prefix
        return name_of(LIVE + (number * 7919) % over, prefix, self.newest)

    def take(self, count: int) -> list[Buyer]:
        """Return the next buyers."""
        part, self.buyers = self.buyers[:count], self.buyers[count:]
        return part


def pasts(stage: Stage, adapter: Adapter) -> list[Past]:
    """Fill one store for each size; they are made once for a stage. Their services do not run yet."""
    kept = stage.kept.setdefault(f"pasts of {adapter}", [])
    if not kept:
        made = {one: _planned(stage, one) for one in stage.adapters}
        # The stores of both adapters at once: one core each.
        with ProcessPoolExecutor(len(made), mp_context=multiprocessing.get_context("spawn")) as pool:
            filled = {one: pool.submit(_filled, stage.shop, plan) for one, plan in made.items()}
        for one, future in filled.items():
            stage.kept[f"pasts of {one}"] = [
                Past(plan.size, stage.service(plan.store), plan.newest, *ready)
                for plan, ready in zip(made[one], future.result(), strict=True)
            ]
    return stage.kept[f"pasts of {adapter}"]


@dataclass(frozen=True, slots=True)
class _Plan:
    size: int
    store: str
    newest: datetime


def _planned(stage: Stage, adapter: Adapter) -> list[_Plan]:
    sizes = QUICK_SIZES if stage.quick else SIZES
    return [_Plan(size, stage.store(adapter), datetime.now(UTC)) for size in sizes]


Ready = tuple[list[Buyer], Buyer, str]


def _filled(shop: StockedShop, plans: Sequence[_Plan]) -> list[Ready]:
    return [_filled_one(shop, plan) for plan in plans]


def _filled_one(shop: StockedShop, plan: _Plan) -> Ready:
    with within(shop, plan.store, _URL) as ports:
        fill(ports.store, lived(shop, _URL), plan.newest, first=0, count=plan.size)
        book_old_orders(ports)  # or the service would, once, while it is measured
        _settle(plan.store)
        (regular,) = ready_buyers(ports, 1, first=FIRST_MEMBER + LIVE // ORDERS_EACH + 1)
        return ready_buyers(ports, _BUYERS, first=_FIRST_BUYER), regular, staff_sign_in(ports, STAFF, shop.password, "")


def _settle(store: str) -> None:
    """Let PostgreSQL do at once what it does by itself within minutes: it knows its tables by then."""
    if is_database(store):
        with psycopg.connect(store, autocommit=True) as connection:
            connection.execute("VACUUM (ANALYZE)")


@contextmanager
def running(services: Sequence[Service]) -> Iterator[None]:
    """Let services run side by side."""
    try:
        for service in services:
            service.start()
        yield
    finally:
        for service in services:
            service.stop()
