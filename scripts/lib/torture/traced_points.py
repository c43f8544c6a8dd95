"""The points at which a traced life can be struck: each file call that it makes on its store."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from scripts.lib.torture.tracing import Fault, Say, run_traced

Living = Callable[[Path, Say], None]

_NAME = re.compile(r"^\d+ +(\w+)\(")


def points_of(living: Living, directory: Path) -> list[Fault]:
    """Live once in peace and return a point, to be killed at, for each call on the store. Makes the directory.

    Raises:
        RuntimeError: that life did not end well.
    """
    directory.mkdir(parents=True)
    living(directory / "warm", lambda _: None)  # what is imported and read once is no part of it
    whole = run_traced(partial(living, directory / "whole"), directory / "whole.log")
    if whole.status or not whole.said or "refused" in whole.said:
        raise RuntimeError(f"an undisturbed life ended with {whole.status}: {whole.said}")
    made, points = Counter[str](), []
    for line in whole.calls.splitlines():
        name = _NAME.match(line)
        if name:
            made[name[1]] += 1
            if str(directory) in line:
                points.append(Fault(name[1], made[name[1]], "signal=KILL"))
    return points
