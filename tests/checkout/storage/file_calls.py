"""Stands between the store and the operating system: counts its file calls, and makes the n-th one go wrong."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

NAMES = ("open", "write", "fsync", "ftruncate", "replace", "mkdir", "unlink")
ALWAYS_COMPACT = -(1 << 40)
"""A slack for which every journal is too long."""
Call = Callable[..., Any]
Fault = Callable[[str, Call, tuple[Any, ...]], Any]


@dataclass
class Seen:
    """The names of the calls so far, in order."""

    names: list[str] = field(default_factory=list)


@contextmanager
def watched(at: int = 0, fault: Fault | None = None) -> Iterator[Seen]:
    """Record every file call; the ``at``-th is left to ``fault``."""
    seen = Seen()

    def stand_in(name: str, original: Call) -> Call:
        def call(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - as open as the calls themselves
            seen.names.append(name)
            if fault and len(seen.names) == at:
                return fault(name, original, args)
            return original(*args, **options)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in NAMES:
            patch.setattr(os, name, stand_in(name, getattr(os, name)))
        yield seen


def die(name: str, original: Call, args: tuple[Any, ...]) -> None:
    """Kill this process at the call, in the middle of it if it is a write."""
    if name == "write":
        original(args[0], bytes(args[1])[: len(args[1]) // 2])
    os.kill(os.getpid(), signal.SIGKILL)


def failing(number: int) -> Fault:
    """Return a fault that fails with that errno, a write after half of its bytes."""

    def fail(name: str, original: Call, args: tuple[Any, ...]) -> None:
        if name == "write":
            original(args[0], bytes(args[1])[: len(args[1]) // 2])
        raise OSError(number, os.strerror(number))

    return fail
