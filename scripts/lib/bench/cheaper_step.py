"""Runs the real checkout with a final step that does less: ``HOJREH_BENCH_STEP`` names what is left. For the bench alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from checkout.__main__ import main
from checkout.kinds import SUBMISSIONS
from checkout.ports import Ports
from checkout.records import Submission
from checkout.store import retried
from checkout.use_cases.place_order import Press
from checkout.web import review_step
from shop.order import OrderCode

NAME = "HOJREH_BENCH_STEP"
_RECORDS = 8
"""As many as an order of three products writes."""


@dataclass(frozen=True)
class Placed:
    """All that the answer needs of an order."""

    link: str


def _form(_: Ports, press: Press) -> Placed:
    """Form, visitor, token, answer: no thread, no store."""
    return Placed(press.names.link)


@retried
def _thread(_: Ports, press: Press) -> Placed:
    """The same by way of the thread that asks the store."""
    return Placed(press.names.link)


@retried
def _row(ports: Ports, press: Press) -> Placed:
    """And one small record, safe on disk."""
    return _kept(ports, press, 1)


@retried
def _rows(ports: Ports, press: Press) -> Placed:
    """And as many small records as an order has."""
    return _kept(ports, press, _RECORDS)


def _kept(ports: Ports, press: Press, records: int) -> Placed:
    with ports.store.transaction() as tx:
        keys = [f"{press.submission}{number}" for number in range(records)]
        tx.read_ahead(records=[(SUBMISSIONS, key) for key in keys])
        for key in keys:
            tx.insert(SUBMISSIONS, Submission(key=key, asked=press.reviewed, order=OrderCode(press.names.code)))
    return Placed(press.names.link)


STEPS: dict[str, Callable[[Ports, Press], Placed]] = {
    "the form alone": _form,
    "with the store's thread": _thread,
    "with one record on disk": _row,
    "with eight small records on disk": _rows,
}


def _put_in(step: Callable[[Ports, Press], Placed]) -> None:
    """Let the final step do this instead of placing an order."""
    vars(review_step)["place"] = step
    if step is _form:
        vars(review_step)["call"] = _at_once


async def _at_once(step: Callable[..., Any], *told: Any) -> Any:  # noqa: ANN401 - whatever the step takes and gives
    return step(*told)


if __name__ == "__main__":
    _put_in(STEPS[os.environ[NAME]])
    sys.exit(main())
