"""Counts the steps of a payment in the service's own process, and kills that process at one of them, with SIGKILL.

A step lies before and after each commit, before and after each call to a bank, and where a request comes in, where its
answer begins and where it has been sent. Those of the jobs are not counted: nobody waits for them.
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from checkout.kinds import Kind
from checkout.ports import Gateway, NotPaid, Paid, Started
from checkout.records import Movement
from checkout.store import Store, Transaction
from scripts.lib.torture.passing import PassingTransaction
from shop.money import Rials
from tests.contracts.gateway.planted import Right

T = TypeVar("T")
Step = Callable[[str], None]

DIES_AT = "HOJREH_TORTURE_DIES_AT"
"""The step at which the process dies: its number, counted from the first request but for looks at its health, or its words."""
_HEALTH = "/health"


class Steps:
    """Counts, and dies at step ``at``: that number, or the first of those words."""

    def __init__(self, at: str) -> None:
        self._at = at
        self._count = itertools.count(1)
        self.counting = False

    def __call__(self, about: str) -> None:
        """Take a step; ``about`` is written to the process's log, so that a death can be told from a crash."""
        if self.counting and not threading.current_thread().name.startswith("jobs"):
            number = next(self._count)
            if self._at in {str(number), about}:
                sys.stderr.write(f"dies at step {number}: {about}\n")
                sys.stderr.flush()
                os.kill(os.getpid(), signal.SIGKILL)


class _Writing(PassingTransaction):
    """Knows whether it wrote."""

    wrote = False

    def insert(self, kind: Kind[T], record: T) -> None:
        """Pass it on."""
        self.wrote = True
        super().insert(kind, record)

    def put(self, kind: Kind[T], record: T) -> None:
        """Pass it on."""
        self.wrote = True
        super().put(kind, record)

    def move(self, movement: Movement) -> None:
        """Pass it on."""
        self.wrote = True
        super().move(movement)


class SteppingStore:
    """Steps before and after each commit that keeps something."""

    def __init__(self, inner: Store, step: Step) -> None:
        self._inner = inner
        self._step = step

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Open a transaction."""
        with self._inner.transaction() as tx:
            writing = _Writing(tx)
            yield writing
            if writing.wrote:
                self._step("before a commit")
        if writing.wrote:
            self._step("after a commit")

    def leads(self) -> bool:
        """Pass it on."""
        return self._inner.leads()

    def close(self) -> None:
        """Pass it on."""
        self._inner.close()


class SteppingGateway(Right):
    """Steps before and after each call that moves money or begins to."""

    def __init__(self, right: Gateway, step: Step) -> None:
        super().__init__(right)
        self._step = step

    def request(self, *, amount: Rials, callback_url: str, description: str, mobile: str, order: str) -> Started:
        """Pass it on."""
        self._step("before the bank is asked to take a payment")
        started = self.right.request(
            amount=amount, callback_url=callback_url, description=description, mobile=mobile, order=order
        )
        self._step("after the bank took a payment up")
        return started

    def verify(self, *, authority: str, amount: Rials, claim: str = "") -> Paid | NotPaid:
        """Pass it on."""
        self._step("before the bank is asked to confirm")
        answer = self.right.verify(authority=authority, amount=amount, claim=claim)
        self._step("after the bank confirmed")
        return answer


def stepping_gateways(gateways: Mapping[str, Gateway], step: Step) -> Mapping[str, Gateway]:
    """Return the gateways with their steps."""
    return {name: SteppingGateway(gateway, step) for name, gateway in gateways.items()}


def stepping_app(app: ASGIApp, steps: Steps) -> ASGIApp:
    """Return the app with a step where a request comes in, where its answer begins and where it has been sent."""

    async def stepping(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] == _HEALTH:
            await app(scope, receive, send)
            return
        steps.counting = True
        where = f"{scope['method']} {scope['path'].rpartition('/')[2]}"

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                steps(f"before the answer to {where}")
            await send(message)

        steps(f"{where} came in")
        await app(scope, receive, sending)
        steps(f"after the answer to {where}")

    return stepping
