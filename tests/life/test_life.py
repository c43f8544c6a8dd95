"""The whole order life against a model, on every store."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.life import stores
from tests.life.machine import OrderLife
from tests.life.weather import Weather
from tests.postgres import Databases

LONG = os.environ.get("HOJREH_LIFE") == "long"
"""The long run: 2,000 lives of 50 steps on each store, every time other ones."""


LIVES, STEPS = 70, 30
"""What every run of the tests has in memory."""


FAR = {
    "registered",
    "paid",
    "transfer_confirmed",
    "door_payment_accepted",
    "expired",
    "cancelled",
    "dispatched",
    "delivered",
}
"""What must have happened to some order, or the lives ask for nothing; how they end is drawn, and differs."""


def a_machine(opened: Callable[[], AbstractContextManager[Weather]], **faulty: object) -> type[OrderLife]:
    """Return the machine on such a store."""
    return type("OrderLifeHere", (OrderLife,), {"opened": staticmethod(opened), "reached": Counter(), **faulty})


def live(opened: Callable[[], AbstractContextManager[Weather]], lives: int, steps: int) -> Counter[str]:
    """Let so many lives run; return how often each event happened in them."""
    machine = a_machine(opened)
    run_state_machine_as_test(machine, settings=bounded(lives, steps))
    return machine.reached


def bounded(lives: int, steps: int) -> settings:
    return settings(
        max_examples=2000 if LONG else lives,
        stateful_step_count=50 if LONG else steps,
        derandomize=not LONG,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


def test_orders_live_as_the_model_says_in_memory() -> None:
    reached = live(stores.in_memory, LIVES, STEPS)
    assert reached.keys() >= FAR


def test_orders_live_as_the_model_says_where_transactions_overlap() -> None:
    live(stores.overlapping, 40, 30)


def test_orders_live_as_the_model_says_in_the_embedded_store() -> None:
    live(stores.embedded, 25, 30)


def test_orders_live_as_the_model_says_in_postgresql(databases: Databases) -> None:
    live(partial(stores.postgres, databases), 15, 25)
