"""An order whose buyer was taken out of it: staff still read its sums, nobody else reads anything, nobody is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from checkout.kinds import LINKS, ORDERS
from checkout.messages import moved_messages
from checkout.secrets import fingerprint
from shop.erasure import erase
from shop.order import Order
from shop.order_chain import happened
from tests.builders import a_shop
from tests.checkout.web.browser import Browser
from tests.fakes import World


@pytest.fixture
def erased(browser: Browser, world: World) -> Order:
    order = browser.order()
    at = world.clock()
    ended = happened(order, "cancelled", at=at, by="buyer", facts={"why": "buyer"})
    left = erase(ended, at=at + timedelta(days=400), by="staff:sara")
    with world.ports.store.transaction() as tx:
        tx.put(ORDERS, left)
        tx.delete(LINKS, fingerprint(order.link))
    assert browser.get(f"/orders/{order.link}").status == 404
    return left


def test_its_desk_page_says_that_the_buyer_is_gone_and_shows_the_sums(
    browser: Browser, world: World, erased: Order
) -> None:
    browser.staff_in()
    page = browser.get(f"/desk/orders/{erased.code}")
    assert page.status == 200
    assert "نام، نشانی و شماره‌ها" in page.text
    assert "پاک شده است" in page.text
    assert "۲٬۴۰۰٬۰۰۰" in page.text or "۲۴۰٬۰۰۰" in page.text
    assert browser.get(f"/desk/find?code={erased.code}").to == f"/desk/orders/{erased.code}"
    assert world.orders() == [erased]


def test_no_search_finds_it_by_nothing(browser: Browser, erased: Order) -> None:
    browser.staff_in()
    for sought in ("", " ", "-"):
        assert erased.code not in browser.get(f"/desk/find?code={sought}").text


def test_nobody_is_told_of_what_happens_to_it_later(erased: Order) -> None:
    later = happened(erased, "paid", at=erased.events[-1].at, by="bank", facts={"method": "gateway", "paid": "10"})
    assert moved_messages(a_shop(), later, "https://pay.example", later.events[-1].at) == []
