"""The whole order life against a model, on every store."""

from __future__ import annotations

import os
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


LIVES, STEPS = 60, 30
"""What every run of the tests has in memory."""


def live(opened: Callable[[], AbstractContextManager[Weather]], lives: int, steps: int) -> None:
    machine = type("OrderLifeHere", (OrderLife,), {"opened": staticmethod(opened)})
    run_state_machine_as_test(machine, settings=bounded(lives, steps))


def bounded(lives: int, steps: int) -> settings:
    return settings(
        max_examples=2000 if LONG else lives,
        stateful_step_count=50 if LONG else steps,
        derandomize=not LONG,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def test_orders_live_as_the_model_says_in_memory() -> None:
    live(stores.in_memory, LIVES, STEPS)


def test_orders_live_as_the_model_says_where_transactions_overlap() -> None:
    live(stores.overlapping, 40, 30)


def test_orders_live_as_the_model_says_in_the_embedded_store() -> None:
    live(stores.embedded, 25, 30)


def test_orders_live_as_the_model_says_in_postgresql(databases: Databases) -> None:
    live(partial(stores.postgres, databases), 15, 25)
