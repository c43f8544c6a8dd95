"""Several pieces of work that wait for the disk together: one thread runs them one after the other, and waits once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, ParamSpec, TypeVar

from checkout.kinds import Kind
from checkout.store import Transaction, TryAgain
from shop.release import Sku

P = ParamSpec("P")
T = TypeVar("T")
Wait = Callable[[], None]
"""Returns when a transaction is safe, raises what the port says when it is not kept or nobody knows."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What a piece of work returned, or what it raised."""

    result: T | None = None
    error: BaseException | None = None


@dataclass(frozen=True, slots=True)
class Ahead:
    """What will be asked of a store: records by key, finds, and stock levels."""

    records: Sequence[tuple[Kind[Any], str]] = ()
    found: Sequence[tuple[Kind[Any], str, str]] = ()
    stock: Sequence[Sku] = ()


Reads = Callable[..., Iterator[Ahead]]
"""Takes a transaction and what a function is called with; yields what it will ask for. Each is read when the next is due."""


class _Here(threading.local):
    """What this thread still has to wait for, None outside ``together``; and what work of its has not been read ahead for."""

    waits: list[Wait] | None = None
    reading: Sequence[partial[Any]] = ()


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
    """Say what a function asks for, so that what all work that runs together asks for is read at once."""

    def told(function: Callable[P, T]) -> Callable[P, T]:
        _READS[function] = reads
        return function

    return told


_READS: dict[object, Reads] = {}


def read_ahead(tx: Transaction) -> None:
    """Read in a transaction what this thread's work will ask for, once: its first transaction does.

    What goes wrong in finding out concerns none of the others, and is told when that work runs itself.
    """
    works, _here.reading = _here.reading, ()
    steps = [step for work in works if (step := _reads_of(tx, work)) is not None]
    while steps:
        asked = [(step, ahead) for step in steps if (ahead := _next_of(step)) is not None]
        if asked:
            tx.read_ahead(
                records=[record for _, ahead in asked for record in ahead.records],
                found=[find for _, ahead in asked for find in ahead.found],
                stock=[sku for _, ahead in asked for sku in ahead.stock],
            )
        steps = [step for step, _ in asked]


def _reads_of(tx: Transaction, work: partial[Any]) -> Iterator[Ahead] | None:
    reads = _READS.get(work.func)
    return reads(tx, *work.args, **work.keywords) if reads else None


def _next_of(step: Iterator[Ahead]) -> Ahead | None:
    try:
        return next(step, None)
    except Exception:  # noqa: BLE001 - as said above
        return None


def together(works: Sequence[partial[Any]]) -> list[Outcome[Any]]:
    """Run functions of one transaction each; return what became of each when all that they kept is safe.

    Nobody else may learn of an outcome before this returns. What a commit turned out to be in the way of runs again.
    """
    ran: list[tuple[Outcome[Any], list[Wait]]] = []
    _here.reading = works
    try:
        for work in works:
            _here.waits = []
            ran.append((_run(work), _here.waits))
    finally:
        _here.waits, _here.reading = None, ()
    # Only when nothing of this thread waits any more may it run something again: what runs again waits for its commit at
    # once, and another commit of this very thread may be the one that has to be sent first.
    waited = [_waited(outcome, waits) for outcome, waits in ran]
    return [
        _run(work) if isinstance(outcome.error, TryAgain) else outcome
        for work, outcome in zip(works, waited, strict=True)
    ]


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
