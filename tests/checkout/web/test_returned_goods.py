"""The desk's forms of goods that are given back, and what the buyer reads of it."""

from __future__ import annotations

from shop.order import Order
from tests.builders import SHIRAZ, a_shop
from tests.checkout.life import an_order_at, sent
from tests.checkout.shops import an_item
from tests.checkout.staff import move
from tests.checkout.web.browser import Browser, unchanged
from tests.fakes import World


def delivered(world: World, name: str, *, freight: str = "") -> Order:
    offer = an_item(a_shop(name), 4_880_000, sku="ITEM-1")
    where = {"place": SHIRAZ, "delivery": freight} if freight else {}
    order = sent(world, an_order_at(world, name, offer, **where))  # type: ignore[arg-type]
    return move(world, order, "delivered", identity_checked=True)


def test_ATR_039_ATR_058_the_desk_takes_goods_back_in_two_steps(browser: Browser, world: World) -> None:
    order = delivered(world, "atrebeheshti")
    browser.staff_in()
    page = browser.get(f"/desk/orders/{order.code}").text
    assert ("ضمانت رایحه و ماندگاری" in page, "انصراف قانونی، با پلمب سالم" in page) == (True, True)
    assert ('name="not_buyers"' in page, 'name="officer"' in page, 'name="found"' in page) == (True, False, False)
    assert browser.move(order.code, "return_agreed", sku="ITEM-1", why="withdrawal").status == 303
    page = browser.get(f"/desk/orders/{order.code}").text
    assert "کالای نمونه، ۱ عدد، انصراف قانونی، با پلمب سالم." in page
    assert ("کرایه‌ی برگشت به تومان" in page, "کرایه‌ی رفت پس‌کرایه" in page) == (True, False)
    wrong = unchanged(world, lambda: browser.move(order.code, "goods_arrived", found=""))
    assert 'href="#goods_arrived-found"' in wrong.text
    assert browser.move(order.code, "goods_arrived", found="intact", carriage_back="۷٬۰۰۰").status == 303
    assert world.order(order.code).events[-1].facts["carriage_back"] == "70000"
    page = browser.get(f"/orders/{order.link}").text
    assert "۴۹۳٬۰۰۰\u00a0تومان (۵۰۰٬۰۰۰\u00a0تومان پس از کسر کرایه‌ی برگشت ۷٬۰۰۰\u00a0تومان)" in page
    assert ("کرایه و هزینه‌ها، برگشتی" in page, "−" in page) == (True, True)
    assert ("کالای برگشتی رسید" in page, 'name="account"' in page) == (True, True)


def test_BAQ_039_harm_without_its_confirmations_is_refused_with_the_clause(browser: Browser, world: World) -> None:
    order = delivered(world, "baqiyat", freight="freight")
    browser.staff_in()
    typed = {"sku": "ITEM-1", "why": "harm", "report": "BAR-77"}
    told = unchanged(world, lambda: browser.move(order.code, "return_agreed", **typed))
    assert "مسئول فروش تأیید نکرده است" in told.text
    assert "policies/returns.html#damage" in told.text
    assert browser.move(order.code, "return_agreed", **typed, officer="yes").status == 303
