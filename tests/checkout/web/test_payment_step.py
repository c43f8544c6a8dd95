"""The payment step over HTTP: what is open, what is refused and why, and the difference of an order that became dearer."""

from __future__ import annotations

import pytest

from shop.order import Order
from shop.order_chain import happened
from tests.checkout.shops import opened
from tests.checkout.web.browser import Browser, Page, unchanged
from tests.fakes import World

COD = "cash_on_delivery"


def ordered(browser: Browser, way: str, city: str = "تهران") -> Order:
    browser.add()
    browser.sign_in()
    browser.address(province=city, city=city, email="zahra@example.ir")
    browser.submit(browser.follow(browser.send_by(way)), "/checkout/review")
    return browser.world.orders()[0]


def payment_page(browser: Browser, order: Order) -> Page:
    return browser.get(f"/orders/{order.link}/pay")


@pytest.mark.parametrize(
    ("name", "price", "way", "city", "said"),
    [
        pytest.param(
            "payatel", 3_999_990, "courier", "تهران", "اگر مبلغ ۱\u00a0تومان بیشتر شود باز می‌شود", id="PAY-023"
        ),
        pytest.param(
            "payatel", 4_000_010, "courier", "تهران", "اگر مبلغ ۱\u00a0تومان کمتر شود باز می‌شود", id="PAY-022"
        ),
        pytest.param("payatel", 4_000_000, "freight", "اصفهان", "با روش ارسال دیگری جز باربری", id="PAY-021"),
        pytest.param("bakala", 30_000_001, "express", "تهران", "اگر مبلغ ۱\u00a0ریال کمتر شود باز می‌شود", id="BAK-054"),
        pytest.param("bakala", 5_000_000, "carrier-rah", "تهران", "با روش ارسال دیگری جز باربری", id="BAK-053"),
    ],
)
def test_PAY_021_PAY_022_PAY_023_BAK_053_BAK_054_a_refused_way_says_what_would_open_it_and_is_not_taken(  # noqa: PLR0917
    browser: Browser, world: World, name: str, price: int, way: str, city: str, said: str
) -> None:
    shop = opened(world, name, price=price)
    order = ordered(browser, way, city)
    page = payment_page(browser, order)
    assert said in page.text
    clause = next(one.clause for one in shop.payment if one.kind == COD)
    assert f"/policies/{clause.split('#', maxsplit=1)[0]}.html#{clause.split('#')[1]}" in page.text
    refused = unchanged(world, lambda: browser.pay_by(order, COD))
    assert (refused.status, said in refused.text) == (422, True)


@pytest.mark.parametrize(
    ("name", "price", "way"),
    [
        pytest.param("payatel", 4_000_000, "courier", id="PAY-022"),
        pytest.param("bakala", 30_000_000, "express", id="BAK-054"),
        pytest.param("bakala", 29_999_999, "express", id="BAK-054 one rial below"),
        pytest.param("chistatech", 50_000_000, "carrier", id="CHI-033"),
    ],
)
def test_PAY_022_BAK_054_CHI_033_an_open_way_at_the_door_makes_the_order_definitive(
    browser: Browser, world: World, name: str, price: int, way: str
) -> None:
    opened(world, name, price=price)
    order = ordered(browser, way)
    assert browser.pay_by(order, COD).to == f"/orders/{order.link}"
    assert world.order(order.code).state == "queued"


def test_ATR_006_the_gateway_is_the_only_way(browser: Browser, world: World) -> None:
    opened(world, "atrebeheshti", price=900_000)
    page = payment_page(browser, ordered(browser, "tipax"))
    assert page.text.count('type="radio"') == 1
    assert "درگاه بانکی" in page.text


def test_PAY_031_a_new_price_takes_payment_at_the_door_away_and_the_review_says_so(
    browser: Browser, world: World
) -> None:
    opened(world, "payatel", price=4_000_000)
    browser.add()
    browser.sign_in()
    browser.address(province="تهران", city="تهران", email="zahra@example.ir")
    review = browser.follow(browser.send_by("courier"))
    assert "پرداخت آنلاین، کارت به کارت، پرداخت هنگام تحویل" in review.text
    opened(world, "payatel", price=4_005_000)
    assert unchanged(world, lambda: browser.submit(review, "/checkout/review")).status == 409
    again = browser.get("/checkout/review")
    assert "۴۰۰٬۵۰۰" in again.text
    assert "«پرداخت هنگام تحویل» با مبلغ تازه دیگر ممکن نیست" in again.text
    browser.submit(again, "/checkout/review")
    (order,) = world.orders()
    assert unchanged(world, lambda: browser.pay_by(order, COD)).status == 422


def test_BAQ_074_ATR_016_a_difference_is_shown_and_paid_at_the_bank_alone(browser: Browser, world: World) -> None:
    order = browser.order()
    browser.pay_by(order, "gateway")
    (attempt,) = world.attempts(order.code)
    world.gateway.pay(attempt.authority)
    browser.get(f"/payments/{attempt.id}/return?Authority={attempt.authority}&Status=OK")
    settled = world.order(order.code)
    assert payment_page(browser, settled).to == f"/orders/{order.link}"
    facts = {"change": "300000", "sku": "x", "quantity": "0"}
    world.keep_order(happened(settled, "line_closed", at=world.clock.now, by="staff:sara", facts=facts))
    assert f'href="/orders/{order.link}/pay"' in browser.get(f"/orders/{order.link}").text
    page = payment_page(browser, order)
    assert "پرداخت مابه‌التفاوت" in page.text
    assert "۳۰٬۰۰۰" in page.text
    assert page.text.count('type="radio"') == 1
    browser.pay_by(order, "gateway")
    attempts = world.attempts(order.code)
    assert sorted(one.amount for one in attempts) == [300_000, 2_400_000]
    other = unchanged(world, lambda: browser.submit(page, f"/orders/{order.link}/pay", method="card_to_card"))
    assert other.to == f"/orders/{order.link}"


@pytest.mark.parametrize(("name", "way", "prefix"), [("bakala", "express", "BK-"), ("payatel", "courier", "PT-")])
def test_BAK_064_PAY_033_the_order_says_that_it_is_not_definitive_until_it_is(
    browser: Browser, world: World, name: str, way: str, prefix: str
) -> None:
    opened(world, name)
    order = ordered(browser, way)
    before = browser.get(f"/orders/{order.link}").text
    assert ("هنوز قطعی نشده است" in before, "سفارش قطعی است" in before) == (True, False)
    browser.pay_by(order, "gateway")
    (attempt,) = world.attempts(order.code)
    world.gateway.pay(attempt.authority)
    result = browser.follow(browser.get(f"/payments/{attempt.id}/return?Authority={attempt.authority}&Status=OK"))
    assert order.code.startswith(prefix)
    assert order.code in result.text
    after = browser.get(f"/orders/{order.link}").text
    assert ("هنوز قطعی نشده است" in after, "سفارش قطعی است" in after) == (False, True)
