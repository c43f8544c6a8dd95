"""R18: while a bank hangs, everything that does not need it is served, and who comes back from it is told at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotInTime
from dataclasses import dataclass, field, replace

import pytest

from checkout.gateways.bounded import MOST_CALLS, Bounded
from checkout.ports import Gateway
from checkout.records import Attempt
from checkout.use_cases.jobs import reconcile
from checkout.web.pages import MOST_AT_ONCE
from tests.builders import a_release, an_offer
from tests.checkout.shopper import an_ordered, at_the_bank
from tests.checkout.web.browser import Browser, Page
from tests.fakes import FakeGateway, World

_LIMIT_SECONDS = 60
_LONG_ENOUGH_SECONDS = 2


@dataclass
class HangingBank:
    """A bank whose calls hang until the test lets them go; buyers whose browsers wait for it."""

    world: World
    browser: Browser
    pool: ThreadPoolExecutor
    answers: threading.Event = field(default_factory=threading.Event)
    reached: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def hang(self, _: str) -> None:
        self.reached.release()
        assert self.answers.wait(timeout=_LIMIT_SECONDS)

    def comes_back(self, attempt: Attempt) -> Future[Page]:
        path = f"/payments/{attempt.id}/return?Authority={attempt.authority}&Status=OK"
        return self.pool.submit(self.browser.get, path)

    def come_back(self, attempts: Iterable[Attempt]) -> list[Future[Page]]:
        """Let these returns hang at the bank."""
        waiting = [self.comes_back(attempt) for attempt in attempts]
        for _ in waiting:
            assert self.reached.acquire(timeout=_LIMIT_SECONDS)
        return waiting

    def served(self, path: str, seconds: float = _LIMIT_SECONDS) -> bool:
        try:
            return self.pool.submit(self.browser.get, path).result(timeout=seconds).status == 200
        except NotInTime:
            return False


Opened = Callable[[Callable[[FakeGateway], Gateway]], HangingBank]


@pytest.fixture
def opened(world: World) -> Iterator[Opened]:
    banks: list[HangingBank] = []
    with ThreadPoolExecutor(MOST_AT_ONCE + 8) as pool:

        def open_shop(as_seen_by_buyers: Callable[[FakeGateway], Gateway]) -> HangingBank:
            world.ports = replace(world.ports, gateways={"zarinpal": as_seen_by_buyers(world.gateway)})
            banks.append(HangingBank(world, Browser(world), pool))
            return banks[0]

        yield open_shop
        for bank in banks:
            bank.answers.set()


def paid_at_bank(world: World, count: int) -> list[Attempt]:
    """Return so many payments that their buyers have made and not come back from."""
    world.releases.serve(a_release(an_offer(stock=count + 1)))
    attempts = [at_the_bank(world, an_ordered(world, mobile=f"09{number + 20}{number:07d}")) for number in range(count)]
    for attempt in attempts:
        world.gateway.pay(attempt.authority)
    return attempts


def test_carts_tracking_and_returns_are_served_while_the_bank_hangs(world: World, opened: Opened) -> None:
    bank = opened(Bounded)
    late, *others = paid_at_bank(world, MOST_CALLS + 1)
    world.gateway.before_verify = bank.hang
    waiting = bank.come_back(others)

    order = world.order(late.order)
    for path in ("/cart", f"/orders/{order.link}", f"/orders/{order.link}/pay", f"/payments/{late.id}/result"):
        assert bank.served(path), path
    back = bank.comes_back(late).result(timeout=_LIMIT_SECONDS)
    assert (back.status, back.to) == (303, f"/payments/{late.id}/result")
    assert "در حال بررسی" in bank.browser.get(back.to).text
    assert world.attempt(late.id) == late  # not asked, so nothing is booked, and least of all a failure

    bank.answers.set()
    assert {page.result(timeout=_LIMIT_SECONDS).status for page in waiting} == {303}
    world.clock.go_on(seconds=15)
    reconcile(world.ports)
    assert {world.attempt(one.id).state for one in (late, *others)} == {"paid"}


def test_who_wants_to_pay_at_a_bank_without_a_place_is_told_to_try_again_and_keeps_the_order(
    world: World, opened: Opened
) -> None:
    bank = opened(Bounded)
    others = paid_at_bank(world, MOST_CALLS)
    order = bank.browser.order()
    world.gateway.before_verify = bank.hang
    waiting = bank.come_back(others)

    page = bank.pool.submit(bank.browser.pay_by, order, "gateway").result(timeout=_LIMIT_SECONDS)
    assert (page.status, "بانک دیر پاسخ می‌دهد" in page.text, "پرداخت نشد" in page.text) == (503, True, False)
    assert f'href="/orders/{order.link}/pay"' in page.text
    assert [(one.state, one.reason) for one in world.attempts(order.code)] == [("failed", "gateway_busy")]
    assert world.order(order.code).state == "registered"

    bank.answers.set()
    for one in waiting:
        one.result(timeout=_LIMIT_SECONDS)
    assert bank.browser.pay_by(order, "gateway").status == 303


def test_without_places_of_its_own_a_bank_that_hangs_stops_all_who_want_to_pay(world: World, opened: Opened) -> None:
    """The control. What asks no bank is served even so: it has a thread of its own."""
    bank = opened(lambda gateway: gateway)
    attempts = paid_at_bank(world, MOST_AT_ONCE)
    order = bank.browser.order()
    world.gateway.before_verify = bank.hang
    waiting = bank.come_back(attempts)
    assert bank.served("/cart")
    paying = bank.pool.submit(bank.browser.pay_by, order, "gateway")
    with pytest.raises(NotInTime):
        paying.result(timeout=_LONG_ENOUGH_SECONDS)
    bank.answers.set()
    assert {page.result(timeout=_LIMIT_SECONDS).status for page in waiting} == {303}
    assert paying.result(timeout=_LIMIT_SECONDS).status == 303


def test_who_comes_back_again_and_again_takes_one_place_and_is_told_that_it_is_checked(
    world: World, opened: Opened
) -> None:
    bank = opened(Bounded)
    eager, other = paid_at_bank(world, 2)
    world.gateway.before_verify = bank.hang
    waiting = bank.come_back([eager])
    for _ in range(MOST_CALLS + 1):
        assert bank.comes_back(eager).result(timeout=_LIMIT_SECONDS).status == 303
    assert "در حال بررسی" in bank.browser.get(f"/payments/{eager.id}/result").text
    waiting += bank.come_back([other])
    bank.answers.set()
    for page in waiting:
        page.result(timeout=_LIMIT_SECONDS)
    assert [world.attempt(one.id).state for one in (eager, other)] == ["paid", "paid"]
    assert len(world.gateway.asked) == 2
