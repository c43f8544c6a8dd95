"""How checks are gathered by name; each takes a rig and fails by AssertionError."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.contracts.gateway.rig import Rig

Check = Callable[[Rig], None]


class Checks(dict[str, Check]):
    """The checks of one file, in the order they stand in it."""

    def add(self, function: Check) -> Check:
        """Add a check under its own name."""
        self[getattr(function, "__name__", "")] = function
        return function

    def add_each(self, *faults: str) -> Callable[[Callable[[Rig, str], None]], Callable[[Rig, str], None]]:
        """Add a check for each of these faults."""

        def add(function: Callable[[Rig, str], None]) -> Callable[[Rig, str], None]:
            for fault in faults:
                self[f"{getattr(function, '__name__', '')}[{fault}]"] = partial(_run, function, fault)
            return function

        return add


def _run(function: Callable[[Rig, str], None], fault: str, rig: Rig) -> None:
    function(rig, fault)
