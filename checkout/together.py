"""Several pieces of work that wait for the disk together: one thread runs them one after the other, and waits once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from checkout.store import TryAgain

T = TypeVar("T")
Wait = Callable[[], None]
"""Returns when a transaction is safe, raises what the port says when it is not kept or nobody knows."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What a piece of work returned, or what it raised."""

    result: T | None = None
    error: BaseException | None = None


class _Here(threading.local):
    """What this thread still has to wait for; None outside ``together``."""

    waits: list[Wait] | None = None


_here = _Here()


def waits_later() -> bool:
    """Whether this thread waits for what it commits when it has run all its work."""
    return _here.waits is not None


def wait(until_safe: Wait) -> None:
    """Wait for a transaction to be safe: now, or when this thread has run all its work."""
    if _here.waits is None:
        until_safe()
    else:
        _here.waits.append(until_safe)


def together(works: Sequence[Callable[[], Any]]) -> list[Outcome[Any]]:
    """Run functions of one transaction each; return what became of each when all that they kept is safe.

    Nobody else may learn of an outcome before this returns. What a commit turned out to be in the way of runs again.
    """
    ran: list[tuple[Outcome[Any], list[Wait]]] = []
    try:
        for work in works:
            _here.waits = []
            ran.append((_run(work), _here.waits))
    finally:
        _here.waits = None
    return [_waited(work, outcome, waits) for work, (outcome, waits) in zip(works, ran, strict=True)]


def _run(work: Callable[[], Any]) -> Outcome[Any]:
    try:
        return Outcome(result=work())
    except BaseException as error:  # noqa: BLE001 - it is raised where the work was asked for
        return Outcome(error=error)


def _waited(work: Callable[[], Any], outcome: Outcome[Any], waits: Sequence[Wait]) -> Outcome[Any]:
    try:
        for until_safe in waits:
            until_safe()
    except TryAgain:
        return _run(work)
    except Exception as error:  # noqa: BLE001 - as above
        return Outcome(error=error)
    return outcome
