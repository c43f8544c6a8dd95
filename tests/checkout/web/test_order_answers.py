"""The buyer's page of an order: what it tells in each shop, and what its buyer answers, reports and takes back there."""

from __future__ import annotations

import pytest

from checkout.use_cases.jobs import reprice_orders
from shop.calendar import read_date
from shop.order import Order
from shop.order_lines import lines_now
from tests.builders import HONEY, SAFFRON, a_shop, in_tehran
from tests.checkout.life import an_order_at, last, ordered, sent
from tests.checkout.shops import an_item, opened
from tests.checkout.staff import move
from tests.checkout.web.browser import Browser, Page, unchanged
from tests.fakes import World


def page_of(browser: Browser, order: Order) -> Page:
    return browser.get(f"/orders/{order.link}")


def post(browser: Browser, order: Order, what: str, **typed: str) -> Page:
    """Fill in one form of the order's page and press its button."""
    return browser.submit(page_of(browser, order), f"/orders/{order.link}/{what}", **typed)


def has(page: Page, action: str) -> bool:
    return any(form.action.endswith(action) for form in page.forms())


def with_an_offer(world: World, dearer: int = 600_000) -> Order:
    """Return a paid order of two items, one of which ran out and for which another is offered."""
    shop = a_shop()
    goods = (
        an_item(shop, 1_000_000),
        an_item(shop, 500_000, sku=SAFFRON),
        an_item(shop, dearer, sku="X-C", title="خرما"),
    )
    opened(world, "baqiyat", *goods)
    order = ordered(world, "baqiyat", *goods[:2])
    move(world, order, "substitute_offered", sku=SAFFRON, new_sku="X-C")
    return order


def test_BAQ_074_the_buyer_accepts_on_the_page_and_pays_the_difference(browser: Browser, world: World) -> None:
    order = with_an_offer(world)
    page = page_of(browser, order)
    assert "خرما" in page.text
    assert "۱۰٬۰۰۰\u00a0تومان بیشتر که پیش از ارسال می‌پردازید" in page.text
    assert 'policies/ordering.html#stock"' in page.text
    assert post(browser, order, "substitute", answer="accept").to == f"/orders/{order.link}"
    assert [line.sku for line in lines_now(world.order(order.code))] == [HONEY, "X-C"]
    page = page_of(browser, order)
    assert (has(page, "/substitute"), "پرداخت ۱۰٬۰۰۰" in page.text) == (False, True)
    assert browser.pay_by(order, "gateway").to.endswith("/go")
    (attempt,) = [one for one in world.attempts(order.code) if one.state == "open"]
    assert attempt.amount == 100_000
    world.gateway.pay(attempt.authority)
    browser.get(f"/payments/{attempt.id}/return?Authority={attempt.authority}&Status=OK")
    assert (world.order(order.code).due, "پرداخت ۱۰٬۰۰۰" in page_of(browser, order).text) == (0, False)


def test_BAQ_074_or_declines_and_nothing_changes_but_the_answer(browser: Browser, world: World) -> None:
    order = with_an_offer(world)
    assert post(browser, order, "substitute", answer="decline").status == 303
    now = world.order(order.code)
    assert (last(world, order), now.total) == ("substitute_declined", 1_500_000)
    assert not has(page_of(browser, order), "/substitute")


def test_BAQ_074_a_cheaper_one_says_what_comes_back(browser: Browser, world: World) -> None:
    order = with_an_offer(world, 450_000)
    assert "۵٬۰۰۰\u00a0تومان کمتر که به شما برمی‌گردد" in page_of(browser, order).text
    post(browser, order, "substitute", answer="accept")
    page = page_of(browser, order)
    assert "۵٬۰۰۰\u00a0تومان تا شنبه ۱۴ آذر ۱۴۰۵، ساعت ۱۰:۰۰ (۴۸ ساعت کاری)" in page.text
    assert "به حسابی که می‌گویید برمی‌گردد" in page.text


def test_BAQ_074_gone_meanwhile_is_told_kindly(browser: Browser, world: World) -> None:
    order = with_an_offer(world)
    shop = world.releases.current()[1].shop
    opened(world, "baqiyat", an_item(shop, 600_000, sku="X-C", stock=0))
    told = unchanged(world, lambda: post(browser, order, "substitute", answer="accept"))
    assert (told.status, "این کالا هم همین حالا تمام شد" in told.text) == (422, True)


@pytest.mark.parametrize("asked", ["", "x", "99999", "-1", "۳", "0"])
def test_an_answer_names_what_it_answers(browser: Browser, world: World, asked: str) -> None:
    order = with_an_offer(world)
    told = unchanged(world, lambda: post(browser, order, "substitute", answer="accept", asked=asked))
    assert told.status == 409


def test_BAQ_079_the_buyer_answers_on_the_page(browser: Browser, world: World) -> None:
    order = an_order_at(world, "baqiyat")
    move(world, order, "information_asked", note="کدام کوچه؟")
    assert "کدام کوچه؟" in page_of(browser, order).text
    told = unchanged(world, lambda: post(browser, order, "answer", reply=" "))
    assert (told.status, "پاسخ را بنویسید" in told.text) == (422, True)
    assert post(browser, order, "answer", reply="كوچه‌ی ۱۲").status == 303
    now = world.order(order.code)
    assert (now.events[-1].kind, now.events[-1].note, now.events[-1].by) == ("information_given", "کوچه‌ی ۱۲", "buyer")
    assert not has(page_of(browser, order), "/answer")


def test_BAQ_074_BAQ_079_my_orders_say_which_of_them_waits_for_the_buyer(browser: Browser, world: World) -> None:
    order = with_an_offer(world)
    world.clock.go_on(minutes=2)
    browser.sign_in()
    assert "منتظر پاسخ شما" in browser.get("/my-orders").text
    post(browser, order, "substitute", answer="accept")
    text = browser.get("/my-orders").text
    assert ("منتظر پاسخ شما" in text, "مانده‌ای برای پرداخت دارد" in text) == (False, True)
    assert "۱۶۰٬۰۰۰" in text


def late(world: World) -> Order:
    world.clock.now = in_tehran("1405/09/08", "10:00")
    return an_order_at(world, "payatel")


def test_PAY_035_the_rescission_is_absent_before_and_there_after_a_failed_date(browser: Browser, world: World) -> None:
    order = late(world)
    world.clock.now = in_tehran("1405/09/10", "23:59:59")
    page = page_of(browser, order)
    assert (has(page, "/rescind"), has(page, "/date")) == (False, False)
    world.clock.go_on(seconds=1)
    page = page_of(browser, order)
    assert (has(page, "/rescind"), 'policies/delivery.html#late"' in page.text) == (True, True)
    assert post(browser, order, "rescind").status == 303
    assert (world.order(order.code).state, world.order(order.code).owed_back) == ("cancelled", 2_400_000)


@pytest.mark.parametrize(("answer", "kind"), [("accept", "date_accepted"), ("decline", "date_declined")])
def test_PAY_035_the_buyer_agrees_to_the_new_date_or_not(
    browser: Browser, world: World, answer: str, kind: str
) -> None:
    order = late(world)
    move(world, order, "date_proposed", until=read_date("1405/09/15"))
    page = page_of(browser, order)
    assert ("یک‌شنبه ۱۵ آذر ۱۴۰۵" in page.text, has(page, "/rescind")) == (True, False)
    assert post(browser, order, "date", answer=answer).status == 303
    page = page_of(browser, order)
    assert (last(world, order), has(page, "/rescind")) == (kind, kind == "date_declined")
    assert ("تا یک‌شنبه ۱۵ آذر ۱۴۰۵ می‌رسد" in page.text) is (kind == "date_accepted")


@pytest.mark.parametrize("name", ["baqiyat", "bakala", "chistatech", "atrebeheshti"])
def test_PAY_035_other_shops_show_neither_rescission_nor_date(browser: Browser, world: World, name: str) -> None:
    order = an_order_at(world, name)
    world.clock.go_on(days=40)
    page = page_of(browser, order)
    assert (has(page, "/rescind"), has(page, "/date")) == (False, False)


def test_ATR_005_a_paid_order_has_no_cancel_button_but_a_request(browser: Browser, world: World) -> None:
    order = an_order_at(world, "atrebeheshti")
    page, token = page_of(browser, order), token_of(browser, order)
    assert (has(page, "/cancel"), has(page, "/request-cancel")) == (False, True)
    told = unchanged(world, lambda: post(browser, order, "request-cancel"))
    assert (told.status, "علت درخواست را بنویسید" in told.text) == (422, True)
    assert post(browser, order, "request-cancel", cancel_note="اشتباه شد").status == 303
    page = page_of(browser, order)
    assert ("درخواست لغو شما رسید" in page.text, has(page, "/request-cancel")) == (True, False)
    refused = unchanged(world, lambda: browser.post(f"/orders/{order.link}/cancel", {"csrf": token}))
    assert refused.status == 409


def token_of(browser: Browser, order: Order) -> str:
    """Return the token that any form of the order's page carries."""
    return next(form.fields["csrf"] for form in page_of(browser, order).forms() if "csrf" in form.fields)


@pytest.mark.parametrize("name", ["baqiyat", "bakala", "payatel", "chistatech"])
def test_BAQ_030_elsewhere_a_queued_order_has_its_button_and_a_prepared_one_a_request(
    browser: Browser, world: World, name: str
) -> None:
    order = an_order_at(world, name)
    page = page_of(browser, order)
    assert (has(page, "/cancel"), has(page, "/request-cancel")) == (True, False)
    move(world, order, "prepared")
    page = page_of(browser, order)
    assert (has(page, "/cancel"), has(page, "/request-cancel")) == (False, True)
    assert f"tel:{a_shop(name).contact.sales_officer}" in page.text


def test_ATR_028_on_its_way_the_request_waits_for_the_goods(browser: Browser, world: World) -> None:
    order = sent(world, an_order_at(world, "atrebeheshti"))
    post(browser, order, "request-cancel", cancel_note="نمی‌خواهم")
    assert "وقتی بررسی می‌شود که کالا به فروشگاه برگردد" in page_of(browser, order).text


def promised(world: World, kind: str, when: str = "1405/09/11") -> Order:
    world.clock.now = in_tehran(when, "11:00")
    return an_order_at(world, "chistatech", price=30_000_000, pays=kind)


REPORT = {
    "amount": "۳۰٬۰۰۰٬۰۰۰",
    "card": "۱۲۳۴",
    "holder": "زهرا احمدی",
    "paid_on": "۱۴۰۵/۰۹/۱۱",
    "paid_time": "۱۰:۱۵",
}


def test_CHI_015_the_form_asks_for_slip_or_card_holder_and_time(browser: Browser, world: World) -> None:
    order = promised(world, "deposit")
    form = page_of(browser, order).form(f"/orders/{order.link}/transfer")
    assert set(form.fields) == {"csrf", "amount", "reference", "card", "holder", "paid_on", "paid_time", "picture"}
    assert post(browser, order, "transfer", **REPORT).status == 303
    assert world.order(order.code).events[-1].facts == {
        "reported": "30000000",
        "card": "1234",
        "holder": "زهرا احمدی",
        "paid_at": in_tehran("1405/09/11", "10:15").isoformat(),
    }


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("card", "123", "با چهار رقم بنویسید"),
        ("card", "", "شماره‌ی فیش بانک را بنویسید، یا چهار رقم"),
        ("holder", "", "نام صاحب حساب را بنویسید"),
        ("paid_on", "", "تاریخ پرداخت را بنویسید"),
        ("paid_on", "دیروز", "به شکل ۱۴۰۵"),
        ("paid_on", "۱۴۰۵/۰۹/۱۲", "هنوز نرسیده است"),
        ("paid_time", "", "ساعت پرداخت را بنویسید"),
        ("paid_time", "۲۵:۰۰", "به شکل ۱۰:۱۵"),
        ("paid_time", "11:01", "هنوز نرسیده است"),
        ("amount", "۲۹٬۹۹۹٬۹۹۹", "۳۰٬۰۰۰٬۰۰۰"),
    ],
)
def test_CHI_015_what_is_wrong_is_told_and_what_was_typed_stays(
    browser: Browser, world: World, field: str, typed: str, words: str
) -> None:
    order = promised(world, "card_to_card")
    told = unchanged(world, lambda: post(browser, order, "transfer", **{**REPORT, field: typed}))
    assert (told.status, words in told.text) == (422, True)
    fields = told.form(f"/orders/{order.link}/transfer").fields
    assert {name: fields[name] for name in REPORT} == {**REPORT, field: typed}


def test_CHI_015_all_that_is_wrong_is_told_at_once(browser: Browser, world: World) -> None:
    order = promised(world, "card_to_card")
    told = unchanged(world, lambda: post(browser, order, "transfer", amount="۱", card="۱۲", paid_on="دیروز"))
    for field in ("amount", "card", "holder", "paid_on", "paid_time"):
        assert f'href="#{field}"' in told.text
    assert told.text.count('href="#paid_on"') == 1
    paid = an_order_at(world, "chistatech", mobile="09350000001")
    assert unchanged(world, lambda: late_report(browser, paid)).status == 409


def test_BAQ_028_the_buyer_reads_that_the_window_stands_still_and_then_until_when(
    browser: Browser, world: World
) -> None:
    order = an_order_at(world, "baqiyat", pays="card_to_card")
    world.clock.go_on(hours=20)
    post(browser, order, "transfer", amount="۲۴۰٬۰۰۰", reference="1")
    world.clock.go_on(hours=10)
    waits = page_of(browser, order).text
    assert ("تا آن وقت مهلت سفارش ایستاده است" in waits, "قطعی‌کردن سفارش" in waits) == (True, False)
    move(world, order, "transfer_rejected", note="چنین واریزی نیست")
    told = page_of(browser, order).text
    assert "تا پنج‌شنبه ۱۲ آذر ۱۴۰۵، ساعت ۲۰:۰۰ واریز کنید" in told
    assert told.count("ساعت ۲۰:۰۰") == 2


def late_report(browser: Browser, order: Order) -> Page:
    return browser.post(f"/orders/{order.link}/transfer", {**REPORT, "csrf": token_of(browser, order)})


@pytest.mark.parametrize("name", ["baqiyat", "bakala", "payatel"])
def test_BAQ_013_elsewhere_amount_and_reference_are_asked(browser: Browser, world: World, name: str) -> None:
    order = an_order_at(world, name, pays="card_to_card")
    form = page_of(browser, order).form(f"/orders/{order.link}/transfer")
    assert set(form.fields) == {"csrf", "amount", "reference", "picture"}
    told = unchanged(world, lambda: post(browser, order, "transfer", amount="1"))
    assert "کد پیگیری بانک را بنویسید" in told.text


@pytest.mark.parametrize(
    ("kind", "number"), [("deposit", "۰۰۰۰-۴۲۳۴۵-۱"), ("card_to_card", "۹۹۹۹")], ids=["account", "card"]
)
def test_CHI_033_each_way_shows_the_number_it_pays_into(browser: Browser, world: World, kind: str, number: str) -> None:
    text = page_of(browser, promised(world, kind)).text
    assert number in text
    assert ("۰۰۰۰-۴۲۳۴۵-۱" in text) is (kind == "deposit")


def test_CHI_017_on_a_friday_the_buyer_reads_from_when_it_is_looked_at(browser: Browser, world: World) -> None:
    order = promised(world, "card_to_card", "1405/09/13")
    assert "پرداخت از شنبه ۱۴ آذر ۱۴۰۵ بررسی می‌شود" in page_of(browser, order).text
    post(browser, order, "transfer", **REPORT)
    text = page_of(browser, order).text
    assert "از شنبه ۱۴ آذر ۱۴۰۵ بررسی می‌شود" in text
    assert 'policies/rules.html#payment-report"' in text
    world.clock.now = in_tehran("1405/09/14", "09:00")
    assert "از شنبه" not in page_of(browser, order).text.split("سرگذشت")[0]


def test_CHI_016_a_rejected_report_is_told_with_its_reason_and_asked_for_anew(browser: Browser, world: World) -> None:
    order = promised(world, "card_to_card")
    post(browser, order, "transfer", **REPORT)
    move(world, order, "transfer_rejected", note="چنین واریزی نیست")
    page = page_of(browser, order)
    assert ("گزارش شما پذیرفته نشد" in page.text, "چنین واریزی نیست" in page.text) == (True, True)
    assert post(browser, order, "transfer", **REPORT).status == 303
    assert "گزارش شما پذیرفته نشد" not in page_of(browser, order).text.split("سرگذشت")[0]


def test_PAY_036_after_a_signed_receipt_the_page_says_what_is_closed(browser: Browser, world: World) -> None:
    order = sent(world, an_order_at(world, "payatel"))
    move(world, order, "delivered", identity_checked=True, receipt_signed=True)
    page = page_of(browser, order)
    assert "کسری یا ایراد ظاهری بسته است" in page.text
    assert 'policies/delivery.html#receipt"' in page.text
    unsigned = sent(world, an_order_at(world, "payatel", mobile="09350000001"))
    move(world, unsigned, "delivered", identity_checked=True)
    assert "بسته است" not in page_of(browser, unsigned).text


def test_ATR_018_the_page_names_the_last_day_at_the_depot(browser: Browser, world: World) -> None:
    world.clock.now = in_tehran("1405/09/10", "09:00")
    order = sent(world, an_order_at(world, "atrebeheshti"))
    move(world, order, "delivery_failed")
    assert "۱ نوبت دیگر" in page_of(browser, order).text
    move(world, order, "delivery_failed")
    page = page_of(browser, order)
    assert "تا پایان جمعه ۱۳ آذر ۱۴۰۵" in page.text
    assert 'policies/shipping.html#absence"' in page.text


def test_ATR_016_the_fee_of_sending_it_again_is_paid_on_the_page(browser: Browser, world: World) -> None:
    order = sent(world, an_order_at(world, "atrebeheshti"))
    move(world, order, "sent_back", why="address")
    assert "۸۰٬۰۰۰\u00a0تومان" in page_of(browser, order).text
    move(world, order, "came_back")
    move(world, order, "resend_agreed")
    page = page_of(browser, order)
    assert ("پرداخت ۸۰٬۰۰۰" in page.text, "ارسال دوباره" in page.text) == (True, True)
    assert browser.pay_by(order, "gateway").to.endswith("/go")


def test_CHI_020_the_page_says_until_when_an_answer_is_waited_for(browser: Browser, world: World) -> None:
    order = sent(world, an_order_at(world, "chistatech"))
    world.clock.now = in_tehran("1405/09/11", "11:00")
    move(world, order, "delivery_failed")
    assert "تا پنج‌شنبه ۱۲ آذر ۱۴۰۵، ساعت ۱۱:۰۰ تماس بگیرید" in page_of(browser, order).text
    move(world, order, "answered")
    assert "تماس بگیرید تا دوباره" not in page_of(browser, order).text


def test_BAK_119_the_page_shows_the_price_that_fell(browser: Browser, world: World) -> None:
    order = an_order_at(world, "bakala", price=5_000_000)
    opened(world, "bakala", price=4_500_000)
    reprice_orders(world.ports)
    page = page_of(browser, order)
    assert "قیمت پایین آمد" in page.text
    assert "۵۰۰٬۰۰۰\u00a0ریال تا" in page.text


@pytest.mark.parametrize("name", ["baqiyat", "bakala", "payatel", "chistatech", "atrebeheshti"])
def test_a_page_speaks_only_of_what_its_shop_has(browser: Browser, world: World, name: str) -> None:
    order = sent(world, an_order_at(world, name))
    text = page_of(browser, order).text
    assert ("گزارش کتبی" in text) is (name == "chistatech")
    assert ("ساعت آمدن پستچی" in text) is (name == "atrebeheshti")
    assert ("کارت شناسایی" in text) is (name != "atrebeheshti")
    assert ("فقط به خریدار یا گیرنده‌ی نام‌برده" in text) is (name == "chistatech")


@pytest.mark.parametrize("what", ["answer", "substitute", "date", "rescind", "request-cancel", "cancel", "transfer"])
def test_no_other_page_posts_to_an_order(browser: Browser, world: World, what: str) -> None:
    order = an_order_at(world, "baqiyat")
    fields = {"csrf": token_of(browser, order), "reply": "x", "asked": "1", "cancel_note": "x"}
    path = f"/orders/{order.link}/{what}"
    for origin, sent_fields in (("https://evil.example", fields), ("", {**fields, "csrf": "x"})):
        told = unchanged(world, lambda o=origin, f=sent_fields: browser.post(path, f, origin=o))  # type: ignore[misc]
        assert told.status == 403
