"""Runs the real checkout over a store without its guard: ``HOJREH_TORTURE`` names the control. For the torture alone.

What stands at the module's level runs in every worker too, for each imports the module that started it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import checkout.app
from checkout.__main__ import main
from checkout.store import Store
from checkout.web.pages import CREWS
from scripts.lib.torture.guardless import CONTROLS, NAME

_OPENING = "open_store"
_CREWS = 40


def _unguarded(opening: Callable[..., Store], control: str) -> Callable[..., Store]:
    def opened(*args: Any, **options: Any) -> Store:  # noqa: ANN401 - whatever the app says
        return CONTROLS[control](opening(*args, **options), str(args[0]))

    return opened


# One crew runs one after the other what the store is asked: a guard too, which no control may keep.
CREWS.open(_CREWS)
vars(checkout.app)[_OPENING] = _unguarded(vars(checkout.app)[_OPENING], os.environ[NAME])

if __name__ == "__main__":
    sys.exit(main())
