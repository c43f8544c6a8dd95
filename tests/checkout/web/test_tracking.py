"""An order is found by its secret link alone; the link comes by SMS, and nobody is told who has orders."""

from __future__ import annotations

import pytest

from checkout.use_cases.claims import cancel_own
from shop.calendar import show_moment
from shop.rules.refund import refund_by
from tests.checkout.shopper import MOBILE, an_ordered
from tests.checkout.web.browser import Browser, unchanged
from tests.fakes import World


def test_code_phone_and_made_up_links_are_answered_alike(browser: Browser, world: World) -> None:
    order = browser.order()
    stranger = Browser(world)
    pages = [
        stranger.get(f"/orders/{link}")
        for link in (order.code, order.code.lower(), MOBILE, "x", "x" * 32, order.link[:-1], order.link.swapcase())
    ]
    assert {page.status for page in pages} == {404}
    assert len({page.text for page in pages}) == 1
    assert "/track" in pages[0].text
    assert order.code not in pages[0].text


@pytest.mark.parametrize("path", ["", "/pay"])
def test_an_orders_page_is_kept_by_nobody_and_names_its_link_to_no_other_site(browser: Browser, path: str) -> None:
    order = browser.order()
    page = browser.get(f"/orders/{order.link}{path}")
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["x-robots-tag"] == "noindex"
    assert page.headers["referrer-policy"] == "strict-origin"
    assert '<meta name="robots" content="noindex">' in page.text


@pytest.mark.parametrize("path", ["pay", "transfer", "cancel"])
def test_nothing_is_posted_to_an_unknown_link(browser: Browser, world: World, path: str) -> None:
    page = unchanged(world, lambda: browser.post(f"/orders/BQ-12345678/{path}", {"csrf": "x", "method": "gateway"}))
    assert page.status == 404


def ask_for_links(browser: Browser, world: World, mobile: str) -> str:
    """Return the last page, with the number it names left out."""
    page = browser.submit(browser.get("/track"), "/track", mobile=mobile)
    assert page.status == 200
    sent = browser.submit(page, "/track/code", code=world.last_code(mobile))
    assert sent.status == 200
    return sent.text.replace(_shown(mobile), "")


def _shown(mobile: str) -> str:
    return mobile.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))


def test_a_number_with_orders_and_one_without_are_answered_alike(browser: Browser, world: World) -> None:
    order = browser.order()
    world.clock.go_on(minutes=2)
    stranger = Browser(world)
    assert ask_for_links(stranger, world, MOBILE) == ask_for_links(stranger, world, "09350000001")
    (message,) = world.outbox("links:")
    assert message.to == MOBILE
    assert f"/orders/{order.link}" in message.body


def test_a_wrong_code_sends_no_links(browser: Browser, world: World) -> None:
    browser.order()
    world.clock.go_on(minutes=2)
    page = browser.submit(browser.get("/track"), "/track", mobile=MOBILE)
    wrong = "000000" if world.last_code(MOBILE) != "000000" else "111111"
    told = browser.submit(page, "/track/code", code=wrong)
    assert (told.status, "کد درست نیست" in told.text) == (422, True)
    assert browser.submit(told, "/track/code", code="").status == 422
    assert world.outbox("links:") == []


def test_a_code_sent_for_a_number_is_not_good_for_another(browser: Browser, world: World) -> None:
    browser.order()
    world.clock.go_on(minutes=2)
    page = browser.submit(browser.get("/track"), "/track", mobile="09350000001")
    told = browser.submit(page, "/track/code", mobile=MOBILE, code=world.last_code("09350000001"))
    assert told.status == 422
    assert world.outbox("links:") == []


def test_a_code_for_no_number_asks_for_the_number(browser: Browser) -> None:
    fields = browser.get("/track").form("/track").fields
    for mobile in ("", "x"):
        told = browser.post("/track/code", {**fields, "mobile": mobile, "code": "123456"})
        assert (told.status, "شماره‌ی موبایل" in told.text) == (422, True)


def test_BAQ_105_my_orders_lists_only_the_orders_of_who_is_signed_in(browser: Browser, world: World) -> None:
    assert browser.get("/my-orders").to == "/sign-in"
    order = browser.order()
    others = an_ordered(world, mobile="09350000001")
    page = browser.get("/my-orders")
    assert order.code in page.text
    assert f"/orders/{order.link}" in page.text
    assert "در انتظار پرداخت" in page.text
    assert others.code not in page.text
    assert others.link not in page.text


def test_BAQ_105_signing_in_without_a_cart_leads_to_my_orders_and_says_when_there_are_none(browser: Browser) -> None:
    page = browser.follow(browser.sign_in())
    assert "هنوز سفارشی ندارید" in page.text
    assert browser.get("/sign-in").to == "/my-orders"
    browser.submit(page, "/sign-out")
    assert browser.get("/my-orders").to == "/sign-in"


def test_BAQ_075_buyer_and_staff_read_the_same_dated_promise_of_a_refund(browser: Browser, world: World) -> None:
    order = browser.order()
    browser.pay_by(order, "gateway")
    (attempt,) = world.attempts(order.code)
    world.gateway.pay(attempt.authority, "77")
    browser.get(f"/payments/{attempt.id}/return?Authority={attempt.authority}&Status=OK")
    cancelled = cancel_own(world.ports, order.code)
    due = refund_by(cancelled)
    assert due is not None
    assert show_moment(due) in browser.get(f"/orders/{order.link}").text
    browser.staff_in()
    assert show_moment(due) in browser.get(f"/desk/orders/{order.code}").text
