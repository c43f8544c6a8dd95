"""What the desk is told of an order besides its moves."""

from __future__ import annotations

import pytest

from shop.order import Order
from tests.builders import a_shop, in_tehran
from tests.checkout.shops import an_item, opened
from tests.checkout.web.browser import Browser
from tests.fakes import World


def ordered(browser: Browser, way: str, **address: str) -> Order:
    browser.add()
    browser.sign_in()
    browser.address(province="تهران", city="تهران", email="zahra@example.ir", **address)
    browser.send_by(way)
    browser.submit(browser.get("/checkout/review"), "/checkout/review")
    return browser.world.orders()[0]


def desk(browser: Browser, order: Order) -> str:
    browser.staff_in()
    return browser.get(f"/desk/orders/{order.code}").text


@pytest.mark.parametrize(("name", "way"), [("baqiyat", "courier"), ("payatel", "courier"), ("bakala", "express")])
def test_BAQ_082_a_home_on_hotel_street_is_sold_to_and_flagged_for_staff(
    browser: Browser, world: World, name: str, way: str
) -> None:
    opened(world, name)
    page = desk(browser, ordered(browser, way, address="خیابان هتل گلستان، کوچه‌ی ۲"))
    assert "در نشانی «هتل» آمده است" in page
    assert "/policies/delivery.html#public-places" in page


def test_BAQ_082_other_addresses_are_not_flagged(browser: Browser, world: World) -> None:
    opened(world, "baqiyat")
    assert "نشانی را ببینید" not in desk(browser, ordered(browser, "courier"))


def test_BAK_107_a_letter_about_an_order_stands_on_its_desk_page(browser: Browser, world: World) -> None:
    opened(world, "bakala")
    order = ordered(browser, "express")
    typed = {
        "subject": "order-follow-up",
        "name": "زهرا <b>احمدی</b>",
        "reach": "09121234567",
        "order": order.code,
        "text": "کی می‌رسد؟",
    }
    browser.submit(browser.get("/contact"), "/contact", **typed)
    page = desk(browser, order)
    assert "کی می‌رسد؟" in page
    assert "پیگیری سفارش" in page
    assert "<b>احمدی" not in page


def test_CHI_008_CHI_021_staff_read_the_national_code_and_how_high_it_is_carried(
    browser: Browser, world: World
) -> None:
    opened(world, "chistatech", an_item(a_shop("chistatech"), 120_000_000, "heavy"))
    browser.add()
    browser.sign_in()
    browser.address(province="تهران", city="تهران")
    page = browser.get("/checkout/delivery/method")
    climb = {"delivery": "heavy-home", "floor-heavy-home": "۳", "stairs-heavy-home": "۷"}
    browser.submit(page, "/checkout/delivery/method", **climb)
    browser.submit(browser.get("/checkout/identity"), "/checkout/identity", national_code="0499370899")
    browser.submit(browser.get("/checkout/review"), "/checkout/review")
    told = desk(browser, world.orders()[0])
    assert "۰۴۹۹۳۷۰۸۹۹" in told
    assert "حمل تا طبقه‌ی ۳، ۷ پله" in told


def test_ATR_023_buyer_and_staff_read_before_when_it_may_not_arrive(browser: Browser, world: World) -> None:
    world.clock.now = in_tehran("1405/12/15", "00:00")
    opened(world, "atrebeheshti", price=900_000)
    order = ordered(browser, "tipax")
    browser.pay_by(order, "gateway")
    (attempt,) = world.attempts(order.code)
    world.gateway.pay(attempt.authority)
    back = browser.get(f"/payments/{attempt.id}/return?Authority={attempt.authority}&Status=OK")
    for page in (browser.follow(back).text, browser.get(f"/orders/{order.link}").text, desk(browser, order)):
        assert "شاید زودتر از شنبه ۱۴ فروردین ۱۴۰۶ نرسد" in page
