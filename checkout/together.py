"""Several pieces of work that wait for the disk together: one thread runs them one after the other, and waits once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, ParamSpec, TypeVar

from checkout.kinds import Kind
from checkout.store import TryAgain

P = ParamSpec("P")
T = TypeVar("T")
Wait = Callable[[], None]
"""Returns when a transaction is safe, raises what the port says when it is not kept or nobody knows."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What a piece of work returned, or what it raised."""

    result: T | None = None
    error: BaseException | None = None


Reads = Callable[..., list[tuple[Kind[Any], str]]]
"""Takes what a function is called with; returns the records that it will ask for first."""


class _Here(threading.local):
    """What this thread still has to wait for, None outside ``together``; and what its work will read first."""

    waits: list[Wait] | None = None
    first: list[tuple[Kind[Any], str]]

    def __init__(self) -> None:
        self.first = []


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


def begins_with(reads: Reads) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Say which records a function asks for first, so that those of all work that runs together are read at once."""

    def told(function: Callable[P, T]) -> Callable[P, T]:
        _READS[function] = reads
        return function

    return told


_READS: dict[object, Reads] = {}


def first_reads() -> list[tuple[Kind[Any], str]]:
    """Return what the work of this thread will read first, once: whoever asks reads it."""
    first, _here.first = _here.first, []
    return first


def together(works: Sequence[partial[Any]]) -> list[Outcome[Any]]:
    """Run functions of one transaction each; return what became of each when all that they kept is safe.

    Nobody else may learn of an outcome before this returns. What a commit turned out to be in the way of runs again.
    """
    ran: list[tuple[Outcome[Any], list[Wait]]] = []
    _here.first = [record for work in works for record in _first_of(work)]
    try:
        for work in works:
            _here.waits = []
            ran.append((_run(work), _here.waits))
    finally:
        _here.waits, _here.first = None, []
    # Only when nothing of this thread waits any more may it run something again: what runs again waits for its commit at
    # once, and another commit of this very thread may be the one that has to be sent first.
    waited = [_waited(outcome, waits) for outcome, waits in ran]
    return [
        _run(work) if isinstance(outcome.error, TryAgain) else outcome
        for work, outcome in zip(works, waited, strict=True)
    ]


def _first_of(work: partial[Any]) -> list[tuple[Kind[Any], str]]:
    """Return what a piece of work will read first; none where that cannot be told, as the work itself will say."""
    reads = _READS.get(work.func)
    try:
        return reads(*work.args, **work.keywords) if reads else []
    except Exception:  # noqa: BLE001 - what is wrong with one concerns none of the others
        return []


def _run(work: Callable[[], Any]) -> Outcome[Any]:
    try:
        return Outcome(result=work())
    except BaseException as error:  # noqa: BLE001 - it is raised where the work was asked for
        return Outcome(error=error)


def _waited(outcome: Outcome[Any], waits: Sequence[Wait]) -> Outcome[Any]:
    """Wait for all that a piece of work did, also where the first of it fails: others may wait for the rest."""
    errors: list[Exception] = []
    for until_safe in waits:
        try:
            until_safe()
        except Exception as error:  # noqa: BLE001 - as above
            errors.append(error)
    return Outcome(error=errors[0]) if errors else outcome
