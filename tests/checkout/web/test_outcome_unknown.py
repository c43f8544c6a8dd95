"""What a browser is told when nobody knows whether it was kept, and what the same form sent again leads to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checkout.storage.memory import MemoryStore
from checkout.use_cases.jobs import reconcile
from tests.builders import HONEY
from tests.checkout.web.browser import Browser, Page
from tests.fake_stores import SilentStore
from tests.fakes import World


class Shop:
    """A shop whose store can fall silent, and a browser in it."""

    def __init__(self, *, keeps: bool) -> None:
        self.world = World(MemoryStore())
        self.store = SilentStore(self.world.store, keeps)
        self.world.ports = replace(self.world.ports, store=self.store)
        self.browser = Browser(self.world)


@pytest.fixture(params=[True, False], ids=["kept", "not kept"])
def shop(request: pytest.FixtureRequest) -> Shop:
    return Shop(keeps=request.param)


def check_unknown(page: Page) -> None:
    assert page.status == 503
    assert "نمی‌دانیم ثبت شد یا نه" in page.text
    assert "دوباره پرداخت نکنید" in page.text
    for failed in ("چیزی ثبت نشد", "ناموفق", "انجام نشد"):
        assert failed not in page.text


def test_an_order_whose_outcome_is_unknown_is_found_or_placed_by_the_same_form(shop: Shop) -> None:
    review = shop.browser.review()
    shop.store.silent = True
    check_unknown(shop.browser.submit(review, "/checkout/review"))
    assert len(shop.world.orders()) == shop.store.keeps
    shop.store.silent = False
    again = shop.browser.submit(review, "/checkout/review")
    (order,) = shop.world.orders()
    assert (again.status, again.to.split("/")[2]) == (303, order.link)
    assert (shop.world.stock(HONEY), len(shop.world.texts(order))) == (11, 1)


def test_a_payment_whose_booking_is_unknown_is_never_told_as_failed_and_counts_once(shop: Shop) -> None:
    order = shop.browser.order()
    shop.browser.pay_by(order, "gateway")
    (attempt,) = shop.world.attempts(order.code)
    shop.world.gateway.pay(attempt.authority)
    shop.store.silent = True
    check_unknown(shop.browser.get(f"/payments/{attempt.id}/return?Authority={attempt.authority}&Status=OK"))
    shop.store.silent = False
    shop.world.clock.go_on(minutes=1)
    reconcile(shop.world.ports)
    now = shop.world.order(order.code)
    assert (now.state, now.paid, len(shop.world.texts(order))) == ("queued", now.payable, 2)
