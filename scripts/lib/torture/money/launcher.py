"""Runs the real checkout as the torture of the money wants it: with steps to die at, later, or without a guard.

What stands at the module's level runs in every worker too, for each imports the module that started it. For the torture
alone: the shipped service knows none of these variables.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import checkout.app
import checkout.worker
from checkout.__main__ import main
from checkout.ports import Gateway
from checkout.store import Store
from scripts.lib.torture.guardless import NAME
from scripts.lib.torture.money.steps import DIES_AT, SteppingStore, Steps, stepping_app, stepping_gateways
from tests.contracts.gateway.planted import TakesARepeatedYesForANo

LATER = "HOJREH_TORTURE_LATER"
"""How many seconds the service's clock is ahead."""
FORGETS_ITS_OWN_YES = "repeated yes taken for a no"
UNBOUNDED = "calls to a bank in everybody's threads"


def _ahead() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=float(os.environ[LATER]))


def _replace(name: str, make: Callable[[Any], Any], module: Any = checkout.app) -> None:  # noqa: ANN401 - of any kind
    names = vars(module)
    names[name] = make(names[name])


def _with_steps(steps: Steps) -> None:
    def store(opening: Callable[[str], Store]) -> Callable[[str], Store]:
        return lambda where: SteppingStore(opening(where), steps)

    def gateways(opening: Callable[..., Mapping[str, Gateway]]) -> Callable[..., Mapping[str, Gateway]]:
        return lambda settings: stepping_gateways(opening(settings), steps)

    def app(making: Callable[..., Any]) -> Callable[..., Any]:
        return lambda settings: stepping_app(making(settings), steps)

    _replace("open_store", store)
    _replace("open_gateways", gateways)
    _replace("make_app", app, checkout.worker)


def _without(guard: str) -> None:
    if guard == FORGETS_ITS_OWN_YES:
        _replace(
            "open_gateways",
            lambda opening: lambda told: {name: TakesARepeatedYesForANo(one) for name, one in opening(told).items()},
        )
    if guard == UNBOUNDED:
        _replace("bounded", lambda _: lambda gateways: gateways)


if LATER in os.environ:
    _replace("now", lambda _: _ahead)
_without(os.environ.get(NAME, ""))
if DIES_AT in os.environ:
    _with_steps(Steps(os.environ[DIES_AT]))

if __name__ == "__main__":
    sys.exit(main())
