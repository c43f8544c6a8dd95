"""So many calls may wait for a bank at once, and no more; the next one is told at once that nobody was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from checkout.app import GATEWAYS
from checkout.gateways.bounded import MOST_CALLS, Bounded
from checkout.ports import Gateway, Paid
from checkout.web.pages import MOST_AT_ONCE
from shop.errors import GatewayBusy, GatewayUnavailable
from shop.money import Rials
from tests.fakes import BankPayment, FakeGateway, unavailable

_LIMIT_SECONDS = 60


def asks(gateway: Gateway) -> dict[str, Callable[[], object]]:
    """Return every call that goes to the bank."""
    authority = "A" * 36
    return {
        "request": lambda: gateway.request(amount=Rials(1), callback_url="", description="", mobile="", order=""),
        "verify": lambda: gateway.verify(authority=authority, amount=Rials(1)),
        "inquire": lambda: gateway.inquire(authority=authority),
        "unverified": gateway.unverified,
        "reverse": lambda: gateway.reverse(authority=authority),
    }


@dataclass
class Hanging:
    """A bank at which calls hang until it is let go, and which counts those that reached it."""

    reached: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    answers: threading.Event = field(default_factory=threading.Event)

    def gateway(self) -> FakeGateway:
        return FakeGateway(looking=self.hang, before_verify=self.hang)

    def hang(self, _: str) -> None:
        self.reached.release()
        assert self.answers.wait(timeout=_LIMIT_SECONDS)


def in_place(hanging: Hanging, bounded: Bounded, count: int) -> list[threading.Thread]:
    """Let so many calls hang at the bank."""
    threads = [threading.Thread(target=asks(bounded)["request"]) for _ in range(count)]
    for thread in threads:
        thread.start()
        assert hanging.reached.acquire(timeout=_LIMIT_SECONDS)
    return threads


@pytest.mark.parametrize("call", asks(FakeGateway()))
def test_when_every_place_is_taken_each_call_is_refused_unasked_and_then_there_is_a_place_again(call: str) -> None:
    hanging = Hanging()
    inner = hanging.gateway()
    bounded = Bounded(inner, most=2)
    threads = in_place(hanging, bounded, 2)
    with pytest.raises(GatewayBusy):
        asks(bounded)[call]()
    assert inner.asked == []
    hanging.answers.set()
    for thread in threads:
        thread.join()
    inner.trouble = unavailable()
    for _ in range(3):  # a call that fails gives its place back too
        with pytest.raises(GatewayUnavailable, match="no usable answer"):
            asks(bounded)["request"]()


def test_of_one_payment_one_verification_is_under_way_and_takes_one_place() -> None:
    hanging = Hanging()
    inner = hanging.gateway()
    bounded = Bounded(inner, most=2)
    one, other = "A" * 36, "B" * 36
    inner.payments = {name: BankPayment(Rials(1), "paid", name) for name in (one, other)}
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(bounded.verify, authority=one, amount=Rials(1))
        assert hanging.reached.acquire(timeout=_LIMIT_SECONDS)
        with pytest.raises(GatewayBusy):
            bounded.verify(authority=one, amount=Rials(1))
        second = pool.submit(bounded.verify, authority=other, amount=Rials(1))
        assert hanging.reached.acquire(timeout=_LIMIT_SECONDS)
        hanging.answers.set()
        assert isinstance(first.result(timeout=_LIMIT_SECONDS), Paid)
        assert isinstance(second.result(timeout=_LIMIT_SECONDS), Paid)
    assert isinstance(bounded.verify(authority=one, amount=Rials(1)), Paid)
    assert sorted(inner.asked) == [one, one, other]


def test_a_return_is_read_while_every_place_is_taken() -> None:
    hanging = Hanging()
    bounded = Bounded(hanging.gateway(), most=1)
    threads = in_place(hanging, bounded, 1)
    assert bounded.read_return({"Authority": "A1"}).authority == "A1"
    hanging.answers.set()
    threads[0].join()


def test_two_with_places_of_their_own_before_one_bank_do_not_take_each_others() -> None:
    hanging = Hanging()
    inner = hanging.gateway()
    buyers, jobs = Bounded(inner, most=1), Bounded(inner, most=1)
    threads = in_place(hanging, buyers, 1) + in_place(hanging, jobs, 1)
    with pytest.raises(GatewayBusy):
        asks(buyers)["request"]()
    hanging.answers.set()
    for thread in threads:
        thread.join()


def test_once_closed_nobody_is_asked_any_more() -> None:
    inner = FakeGateway()
    bounded = Bounded(inner)
    bounded.close()
    for ask in asks(bounded).values():
        with pytest.raises(GatewayBusy):
            ask()
    assert (inner.requests, inner.asked) == ([], [])


def test_banks_that_all_hang_leave_threads_to_everything_else() -> None:
    assert MOST_CALLS * len(GATEWAYS) <= MOST_AT_ONCE - 16
