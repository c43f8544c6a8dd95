"""The way from a shop page to the bank, one step after the other, without JavaScript."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from shop.lifecycle import EventKind
from shop.order_chain import happened
from shop.places import Zone
from tests.builders import HONEY, SAFFRON, TEHRAN, a_release, a_shop, an_offer
from tests.checkout.web.browser import ADDRESS, Browser, unchanged
from tests.fakes import World, unavailable


def test_a_buyer_goes_from_the_shop_to_the_bank_and_back(browser: Browser, world: World) -> None:
    cart = browser.follow(browser.add(quantity="۲"))
    going_on = browser.submit(cart, "/cart/lines", next="checkout")
    assert going_on.to == "/checkout"
    assert browser.follow(going_on).to == "/sign-in"
    assert browser.sign_in().to == "/checkout"
    assert browser.get("/checkout").to == "/checkout/delivery"
    assert browser.address().to == "/checkout/delivery/method"
    review = browser.follow(browser.send_by())
    assert "۴۸۰٬۰۰۰" in review.text
    placed = browser.submit(review, "/checkout/review")
    (order,) = world.orders()
    assert placed.to == f"/orders/{order.link}/pay"
    going = browser.submit(browser.follow(placed), placed.to, method="gateway")
    (attempt,) = world.attempts(order.code)
    assert going.to == f"/payments/{attempt.id}/go"
    bridge = browser.follow(going)
    assert f'content="0;url={attempt.pay_url.replace("&", "&amp;")}"' in bridge.text
    world.gateway.pay(attempt.authority)
    back = browser.get(f"/payments/{attempt.id}/return?Authority={attempt.authority}&Status=OK")
    assert back.to == f"/payments/{attempt.id}/result"
    result = browser.follow(back)
    assert "پرداخت شد" in result.text
    assert attempt.authority not in result.text
    assert world.order(order.code).state == "queued"
    assert "سفارش قطعی است" in browser.get(f"/orders/{order.link}").text


def test_BAQ_022_each_step_asked_too_early_leads_to_the_one_before_it(browser: Browser) -> None:
    """BAQ-001."""
    steps = ["/checkout", "/checkout/delivery", "/checkout/delivery/method", "/checkout/review"]

    def all_lead_to(place: str, asked: list[str]) -> None:
        assert [browser.get(step).to for step in asked] == [place] * len(asked)

    all_lead_to("/cart", steps)
    browser.add()
    all_lead_to("/sign-in", steps)
    browser.sign_in()
    all_lead_to("/checkout/delivery", [steps[0], *steps[2:]])
    assert browser.get("/checkout/delivery").status == 200
    browser.address()
    all_lead_to("/checkout/delivery/method", [steps[0], steps[3]])
    assert browser.get("/checkout/delivery/method").status == 200
    browser.send_by()
    assert browser.get("/checkout").to == "/checkout/review"
    assert browser.get("/checkout/review").status == 200


def test_BAQ_022_a_step_posted_too_early_leads_to_the_one_before_it(browser: Browser, world: World) -> None:
    review = browser.review()
    delivery = browser.get("/checkout/delivery").form("/checkout/delivery").fields
    finish = review.form("/checkout/review").fields

    def posted(path: str, fields: dict[str, str]) -> str:
        return unchanged(world, lambda: browser.post(path, fields)).to

    world.forget_sessions()
    assert posted("/checkout/delivery", {**delivery, **ADDRESS}) == "/cart"
    assert posted("/checkout/delivery/method", {**delivery, "delivery": "free-courier"}) == "/cart"
    assert posted("/checkout/review", finish) == "/cart"
    browser.add()
    assert posted("/checkout/review", finish) == "/sign-in"
    assert posted("/checkout/delivery/method", {**delivery, "delivery": "free-courier"}) == "/sign-in"


def test_BAQ_114_finish_pressed_twice_leads_to_one_order(browser: Browser, world: World) -> None:
    review = browser.review()
    first = browser.submit(review, "/checkout/review")
    assert browser.submit(review, "/checkout/review").to == first.to
    assert len(world.orders()) == 1


def test_BAQ_086_a_price_that_changed_after_the_review_is_shown_and_confirmed_first(
    browser: Browser, world: World
) -> None:
    review = browser.review()
    world.releases.serve(a_release(an_offer(price=3_000_000)))
    refused = browser.submit(review, "/checkout/review")
    assert refused.status == 409
    assert "/checkout/review" in refused.text
    assert world.orders() == []
    again = browser.get("/checkout/review")
    assert "قیمت‌ها عوض شده است" in again.text
    assert "۳۰۰٬۰۰۰" in again.text
    browser.submit(again, "/checkout/review")
    assert world.orders()[0].payable == 3_000_000


def test_a_delivery_that_is_no_longer_offered_is_chosen_anew(browser: Browser, world: World) -> None:
    review = browser.review()
    courier = {
        "id": "bike",
        "name": "دوچرخه",
        "zones": ["qom"],
        "fee": {"kind": "free"},
        "working_days": [1, 2],
        "clause": "delivery#free-courier",
    }
    world.releases.serve(a_release(shop=a_shop(delivery=[courier])))
    assert browser.get("/checkout/review").to == "/checkout/delivery/method"
    assert browser.submit(review, "/checkout/review").to == "/checkout/delivery/method"
    assert world.orders() == []


def test_finishing_with_an_empty_cart_says_so(browser: Browser, world: World) -> None:
    review = browser.review()
    browser.submit(review, "/checkout/review")
    page = unchanged(world, lambda: browser.submit(review, "/checkout/review", key="another"))
    assert page.status == 409
    assert "سبد خرید خالی است" in page.text


def test_the_same_key_for_another_cart_is_told_kindly(browser: Browser, world: World) -> None:
    review = browser.review()
    browser.submit(review, "/checkout/review")
    browser.add(SAFFRON)
    browser.send_by()
    again = browser.get("/checkout/review").form("/checkout/review").fields
    page = unchanged(
        world,
        lambda: browser.post("/checkout/review", {**again, "key": review.form("/checkout/review").fields["key"]}),
    )
    assert (page.status, "پیش‌تر فرستاده شده است" in page.text) == (409, True)


def test_BAQ_107_the_cart_is_the_visitors_own(browser: Browser, world: World) -> None:
    browser.add()
    assert "عسل آویشن" in browser.get("/cart").text
    assert "سبد شما خالی است" in Browser(world).get("/cart").text


def test_BAQ_114_a_wrong_quantity_is_told_beside_its_line_and_the_others_are_kept(browser: Browser) -> None:
    browser.add(HONEY)
    browser.add(SAFFRON)
    fields = {f"quantity:{HONEY}": "۱٫۵", f"quantity:{SAFFRON}": "٣", "next": "cart"}
    page = browser.submit(browser.get("/cart"), "/cart/lines", **fields)
    assert page.status == 422
    assert "تعداد را با" in page.text
    assert browser.get("/cart").form("/cart/lines").fields[f"quantity:{SAFFRON}"] == "۳"
    assert browser.get("/cart").form("/cart/lines").fields[f"quantity:{HONEY}"] == "۱"
    browser.submit(browser.get("/cart"), "/cart/lines", remove=HONEY)
    assert HONEY not in browser.get("/cart").text


def test_BAQ_081_above_the_cap_the_sales_officer_is_named(browser: Browser) -> None:
    browser.add(quantity="6")
    page = browser.get("/cart")
    assert "حداکثر ۵ عدد" in page.text
    assert "09120000012" in page.text
    form = page.form("/cart/lines")
    assert browser.post("/cart/lines", {**form.fields, "next": "checkout"}).to == "/cart"
    corrected = {**form.fields, **{name: "5" for name in form.fields if name.startswith("quantity:")}}
    assert browser.post("/cart/lines", {**corrected, "next": "checkout"}).to == "/checkout"


def test_an_empty_and_a_vanished_and_a_sold_out_line_are_shown(browser: Browser, world: World) -> None:
    browser.add(HONEY)
    browser.add(SAFFRON)
    world.releases.serve(a_release(an_offer(stock=0)))
    page = browser.get("/cart")
    assert page.status == 200
    assert "تمام شده است" in page.text
    assert "دیگر فروخته نمی‌شود" in page.text


def test_a_shop_with_other_zones_has_a_cart_too(browser: Browser, world: World) -> None:
    shop = a_shop()
    bike = replace(shop.delivery[1], id="bike", name="دوچرخه", zones=(Zone("tehran"),))
    world.releases.serve(a_release(shop=replace(shop, zones={Zone("tehran"): (TEHRAN,)}, delivery=(bike,))))
    browser.add()
    page = browser.get("/cart")
    assert page.status == 200
    assert "پیک رایگان" not in page.text


def test_BAQ_006_refused_payments_are_shown_with_their_reason_and_clause(browser: Browser, world: World) -> None:
    browser.add()
    browser.sign_in()
    browser.address(province="تهران", city="تهران")
    method = browser.get("/checkout/delivery/method")
    assert "فقط برای قم و پردیسان؛ مقصد شما تهران است." in method.text
    assert "/policies/delivery.html#free-courier" in method.text
    forced = browser.submit(method, "/checkout/delivery/method", delivery="free-courier")
    assert (forced.status, "فقط برای قم و پردیسان" in forced.text) == (422, True)
    browser.submit(browser.follow(browser.send_by("courier")), "/checkout/review")
    (order,) = world.orders()
    pay = browser.get(f"/orders/{order.link}/pay")
    assert "/policies/payment.html#at-the-door" in pay.text
    assert len(re.findall('type="radio" name="method"', pay.text)) == 3
    page = unchanged(world, lambda: browser.pay_by(order, "cash_on_delivery"))
    assert (page.status, "فقط برای قم و پردیسان" in page.text) == (422, True)


def test_BAQ_007_the_gateway_is_first_and_chosen_and_BAQ_008_its_link_is_drawn(browser: Browser) -> None:
    order = browser.order()
    page = browser.get(f"/orders/{order.link}/pay")
    assert page.form(f"/orders/{order.link}/pay").fields["method"] == "gateway"
    assert "پیشنهاد ما" in page.text
    assert '<svg viewBox="0 0' in page.text


def test_no_payment_method_chosen_asks_for_one(browser: Browser, world: World) -> None:
    order = browser.order()
    for method in ("", "bitcoin", "<script>"):
        page = unchanged(world, lambda method=method: browser.pay_by(order, method))  # type: ignore[misc]
        assert (page.status, "روش پرداخت را انتخاب کنید" in page.text) == (422, True)


def test_paying_at_the_door_pressed_twice_leads_to_the_order(browser: Browser, world: World) -> None:
    order = browser.order()
    path = f"/orders/{order.link}/pay"
    page = browser.get(path)
    assert browser.submit(page, path, method="cash_on_delivery").to == f"/orders/{order.link}"
    again = unchanged(world, lambda: browser.submit(page, path, method="cash_on_delivery"))
    assert again.to == f"/orders/{order.link}"
    assert browser.get(path).to == f"/orders/{order.link}"


def test_BAQ_028_paying_after_the_window_is_refused_kindly(browser: Browser, world: World) -> None:
    order = browser.order()
    page = browser.get(f"/orders/{order.link}/pay")
    world.clock.go_on(hours=24, seconds=1)
    late = unchanged(world, lambda: browser.submit(page, f"/orders/{order.link}/pay", method="gateway"))
    assert (late.status, "مهلت این سفارش گذشته است" in late.text) == (409, True)


def test_a_bank_that_does_not_answer_is_told_and_the_order_stays(browser: Browser, world: World) -> None:
    order = browser.order()
    world.gateway.trouble = unavailable()
    page = browser.pay_by(order, "gateway")
    assert (page.status, "بانک پاسخ نداد" in page.text) == (503, True)
    assert world.order(order.code).state == "registered"


def test_an_unknown_result_is_shown_as_unknown(browser: Browser, world: World) -> None:
    order = browser.order()
    browser.pay_by(order, "gateway")
    (attempt,) = world.attempts(order.code)
    world.gateway.payments[attempt.authority].trouble = unavailable()
    back = browser.get(f"/payments/{attempt.id}/return?Authority={attempt.authority}&Status=NOK")
    for page in (browser.follow(back), browser.get(f"/orders/{order.link}"), browser.get(f"/orders/{order.link}/pay")):
        assert page.status == 200
        assert re.search("دوباره پرداخت (?:<[^>]+>)?نکنید", page.text)
        assert "پرداخت نشد" not in page.text


def test_the_order_asks_for_no_second_payment_while_the_first_is_being_checked(browser: Browser) -> None:
    order = browser.order()
    leads = f'href="/orders/{order.link}/pay"'
    assert f'<a class="button" {leads}>' in browser.get(f"/orders/{order.link}").text
    browser.pay_by(order, "gateway")

    page = browser.get(f"/orders/{order.link}").text
    assert f'<a class="button" {leads}>' not in page
    assert "هنوز قطعی نشده است" not in page
    assert page.count(leads) == 1, "who knows that nothing was paid may go on"


def test_an_attempt_a_person_must_look_at_is_never_shown_as_failed(browser: Browser, world: World) -> None:
    """The order may have been paid by another attempt meanwhile."""
    order = browser.order()
    browser.pay_by(order, "gateway")
    (first,) = world.attempts(order.code)
    world.gateway.pay(first.authority)
    world.gateway.payments[first.authority].amount = first.amount // 10  # type: ignore[assignment]
    browser.get(f"/payments/{first.id}/return?Authority={first.authority}")
    assert world.attempt(first.id).state == "needs_person"
    browser.pay_by(order, "gateway")
    second = next(one for one in world.attempts(order.code) if one.id != first.id)
    world.gateway.pay(second.authority)
    browser.get(f"/payments/{second.id}/return?Authority={second.authority}")
    page = browser.get(f"/payments/{first.id}/result")
    assert "پرداخت نشد" not in page.text
    assert "دوباره پرداخت نکنید" in page.text


def test_a_failed_payment_offers_another_try(browser: Browser, world: World) -> None:
    order = browser.order()
    browser.pay_by(order, "gateway")
    (attempt,) = world.attempts(order.code)
    world.gateway.cancel(attempt.authority)
    back = browser.get(f"/payments/{attempt.id}/return?Authority={attempt.authority}&Status=NOK")
    page = browser.follow(back)
    assert "پرداخت نشد" in page.text
    assert f"/orders/{order.link}/pay" in page.text
    assert browser.get(f"/payments/{attempt.id}/go").to == f"/payments/{attempt.id}/result"


def test_the_return_works_without_a_cookie_by_post_and_with_odd_parameters(browser: Browser, world: World) -> None:
    order = browser.order()
    browser.pay_by(order, "gateway")
    (attempt,) = world.attempts(order.code)
    stranger = Browser(world)
    odd = f"/payments/{attempt.id}/return?authority={attempt.authority}&STATUS=OK&Status=NOK&Status=OK&x=%00%ff"
    assert stranger.get(odd).to == f"/payments/{attempt.id}/result"
    assert world.order(order.code).state == "registered"
    world.gateway.pay(attempt.authority)
    bank = {"Authority": attempt.authority, "Status": "OK"}
    page = stranger.post(f"/payments/{attempt.id}/return", bank, origin="https://bank.test")
    assert page.to == f"/payments/{attempt.id}/result"
    assert "set-cookie" not in page.headers
    assert world.order(order.code).state == "queued"
    assert stranger.get(page.to).status == 200


def test_unknown_attempts_are_not_found(browser: Browser) -> None:
    for path in ("go", "return", "result"):
        assert browser.get(f"/payments/nothing/{path}").status == 404


def test_BAQ_013_a_transfer_is_reported_on_the_orders_page_in_toman(browser: Browser, world: World) -> None:
    order = browser.order()
    assert browser.pay_by(order, "transfer").to == f"/orders/{order.link}"
    page = browser.get(f"/orders/{order.link}")
    assert "IR780990000000000000012345" in page.copied
    path = f"/orders/{order.link}/transfer"
    wrong = browser.submit(page, path, amount="۲۳۹٬۹۹۹", reference="۱۲۳۴۵۶")
    assert wrong.status == 422
    assert "مبلغ سفارش ۲۴۰٬۰۰۰\u00a0تومان است" in wrong.text
    assert wrong.form(path).fields["amount"] == "۲۳۹٬۹۹۹"
    assert wrong.form(path).fields["reference"] == "۱۲۳۴۵۶"
    assert browser.submit(page, path, amount="۲۴۰٬۰۰۰", reference="۱۲۳۴۵۶").to == f"/orders/{order.link}"
    assert world.order(order.code).events[-1].facts == {"reported": "2400000", "reference": "123456"}


def test_BAQ_014_card_to_card_shows_the_card_number(browser: Browser) -> None:
    order = browser.order()
    browser.pay_by(order, "card_to_card")
    assert "۹۹۹۹۹۹۰۰۰۰۰۰۱۲۳۶" in browser.get(f"/orders/{order.link}").copied


def test_BAQ_030_the_buyer_cancels_on_the_orders_page_and_later_cannot(browser: Browser, world: World) -> None:
    order = browser.order()
    page = browser.get(f"/orders/{order.link}")
    assert browser.submit(page, f"/orders/{order.link}/cancel").to == f"/orders/{order.link}"
    again = unchanged(world, lambda: browser.submit(page, f"/orders/{order.link}/cancel"))
    assert again.status == 409
    assert world.stock(HONEY) == 12
    assert f"/orders/{order.link}/cancel" not in browser.get(f"/orders/{order.link}").text


@pytest.mark.parametrize(
    "events",
    [
        ["cancelled"],
        ["expired"],
        ["expired", "paid"],
        ["expired", "revived"],
        ["paid", "prepared", "dispatched", "delivered"],
        ["paid", "cancelled", "refunded"],
        ["transfer_promised", "transfer_reported"],
    ],
)
def test_an_order_in_every_state_has_its_page(browser: Browser, world: World, events: list[EventKind]) -> None:
    order = browser.order()
    shown: list[EventKind] = []
    for event in events:
        shown.append(event)
        facts = {"transfer_promised": {"method": "transfer"}}.get(event, {})
        if event in {"paid", "revived"}:
            facts = {"paid": str(order.payable), "method": "gateway"}
        order = world.keep_order(happened(order, event, at=world.clock.now, by="clock", facts=facts))
        assert browser.get(f"/orders/{order.link}").status == 200
