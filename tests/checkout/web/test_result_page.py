"""What the buyer reads of money and days: on coming back from the bank, and when what was promised is over."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

import pytest

from checkout.kinds import ATTEMPTS, ORDERS
from checkout.use_cases.claims import cancel_own
from checkout.use_cases.desk_orders import duties_now
from checkout.use_cases.jobs import expire_orders, reconcile, reprice_orders
from checkout.use_cases.settle_attempt import settle
from tests.builders import a_release, a_shop, in_tehran, window_end
from tests.checkout.life import an_order_at, pay
from tests.checkout.shopper import at_the_bank
from tests.checkout.shops import an_item
from tests.checkout.staff import gives_back
from tests.checkout.web.browser import Browser
from tests.fakes import World, unavailable

CLOSED, TOO_MUCH = "سفارش بسته شده است", "مبلغ پرداختی بیش از مبلغ سفارش است"


def paid_meanwhile(world: World, attempt_id: str) -> str:
    """Let the bank say that an attempt was paid after all; return the result page's text."""
    world.gateway.pay(world.attempt(attempt_id).authority)
    settle(world.ports, attempt_id)
    return Browser(world).get(f"/payments/{attempt_id}/result").text


def test_BAK_119_a_price_that_fell_while_the_buyer_was_at_the_bank_closes_nothing(world: World) -> None:
    """BAK-119: 5,000,000 rials paid for what now costs 4,500,000: 500,000 go back, and the order is definitive."""
    order = an_order_at(world, "bakala", price=5_000_000, pays="")
    attempt = at_the_bank(world, order)
    world.releases.serve(a_release(an_item(a_shop("bakala"), 4_500_000), shop=a_shop("bakala")))
    reprice_orders(world.ports)
    page = paid_meanwhile(world, attempt.id)

    assert CLOSED not in page
    assert f"{TOO_MUCH}: ۵۰۰٬۰۰۰\u00a0ریال تا ۴۸ ساعت کاری به شما برمی‌گردد." in page
    assert "قطعی است. ۵۰۰٬۰۰۰\u00a0ریال تا ۴۸ ساعت کاری به شما برمی‌گردد." in world.texts(world.order(order.code))[-1]


def test_BAQ_075_paid_twice_the_second_payment_goes_back_and_the_order_stands(world: World) -> None:
    order = an_order_at(world, "payatel", pays="")
    first = at_the_bank(world, order)
    world.clock.go_on(minutes=21)
    world.gateway.cancel(first.authority)
    pay(world, order)
    page = paid_meanwhile(world, first.id)

    assert CLOSED not in page
    back = "۲۴۰٬۰۰۰\u00a0تومان تا ۴۸ ساعت کاری به شما برمی‌گردد."
    assert "این سفارش پیش‌تر پرداخت شده بود" in page
    assert back in page
    told = f"سفارش {order.code} پیش‌تر پرداخت شده بود و ۲۴۰٬۰۰۰\u00a0تومان بار دوم پرداخت شد. {back}"
    assert told in world.texts(world.order(order.code))[-1]
    # The payment that made the order definitive is told as what it is, and staff find what is owed among their duties.
    second = next(one for one in world.attempts(order.code) if one.id != first.id)
    page = Browser(world).get(f"/payments/{second.id}/result").text
    assert "پیش‌تر پرداخت شده بود" not in page
    assert f"{TOO_MUCH}: {back}" in page
    assert [duty.order.code for duty in duties_now(world.ports) if duty.clock.name == "refund"] == [order.code]


def test_a_second_payment_that_went_back_is_told_as_gone_back(world: World) -> None:
    order = an_order_at(world, "payatel", pays="")
    first = at_the_bank(world, order)
    world.clock.go_on(minutes=21)
    world.gateway.cancel(first.authority)
    pay(world, order)
    paid_meanwhile(world, first.id)
    gives_back(world, order, reference="BACK-1")
    page = Browser(world).get(f"/payments/{first.id}/result").text
    assert ("برگشته است" in page, "برمی‌گردد" in page) == (True, False)


def test_a_payment_is_looked_after_by_its_page_for_a_quarter_of_an_hour_and_no_longer(world: World) -> None:
    order = an_order_at(world, "payatel", pays="")
    attempt = at_the_bank(world, order)
    path, waited = f"/payments/{attempt.id}/result", 0
    browser, pauses = Browser(world), list[int]()
    while (page := browser.get(path).text).count("http-equiv") == 1:
        found = re.search(r'http-equiv="refresh" content="(\d+);url=(/payments/[^"]+)"', page)
        assert found
        assert "دوباره پرداخت نکنید" in page
        pauses.append(int(found[1]))
        path = found[2]
        waited += pauses[-1]
    assert pauses == sorted(pauses)
    assert pauses[0] >= 2
    assert timedelta(minutes=10) < timedelta(seconds=waited) < timedelta(minutes=20)
    assert f'<a href="/payments/{attempt.id}/result">دوباره ببینید</a>' in page
    assert "دوباره پرداخت نکنید" in page
    # A link of the page's own looks on, whatever became of it meanwhile.
    assert "پرداخت شد" in paid_meanwhile(world, attempt.id)
    assert "http-equiv" not in browser.get(path).text


@pytest.mark.parametrize("looked", ["-1", "x", "۱", "9999", "1;url=https://evil.example", "27"])
def test_an_address_that_is_none_of_ours_ends_the_looking(world: World, looked: str) -> None:
    attempt = at_the_bank(world, an_order_at(world, "payatel", pays=""))
    page = Browser(world).get(f"/payments/{attempt.id}/result?looked={quote(looked)}")
    assert page.status == 200
    assert ("http-equiv" in page.text) is (looked == "27")


@pytest.mark.parametrize("gone", ["cancelled", "expired", "paid", "too late"])
def test_nobody_is_led_to_a_bank_for_what_is_not_to_be_paid_any_more(world: World, gone: str) -> None:
    order = an_order_at(world, "payatel", pays="")
    world.clock.now = window_end(order) - timedelta(minutes=5) if gone == "expired" else world.clock.now
    attempt = at_the_bank(world, order)
    path = f"/payments/{attempt.id}/go"
    assert attempt.pay_url.split("?")[0] in Browser(world).get(path).text
    if gone == "cancelled":
        cancel_own(world.ports, order.code)
    elif gone == "expired":
        world.clock.go_on(minutes=36)
        assert expire_orders(world.ports) == 1
    elif gone == "paid":
        with world.store.transaction() as tx:
            tx.put(ATTEMPTS, replace(attempt, id="another", authority="A" + "9" * 35))
        world.gateway.payments["A" + "9" * 35] = replace(world.gateway.payments[attempt.authority])
        world.gateway.pay("A" + "9" * 35)
        settle(world.ports, "another")
    else:
        world.clock.now += world.gateway.terms.pay_within + timedelta(seconds=1)
    page = Browser(world).get(path)
    assert (page.status, page.to) == (303, f"/payments/{attempt.id}/result")


@pytest.mark.parametrize(
    ("shop", "amount"),
    [("atrebeheshti", "۴۹۶٬۷۸۰\u00a0تومان پس از کسر کارمزد تا ۷۲"), ("payatel", "۴۹۱٬۰۰۰\u00a0تومان تا ۴۸")],
)
def test_ATR_040_page_and_message_of_a_payment_after_the_end_promise_what_the_desk_will_pay(
    world: World, shop: str, amount: str
) -> None:
    order = an_order_at(world, shop, price=4_910_000 if shop == "payatel" else 4_880_000, pays="")
    attempt = at_the_bank(world, order)
    cancel_own(world.ports, order.code)
    page = paid_meanwhile(world, attempt.id)

    assert CLOSED in page
    assert f"{amount} ساعت کاری به شما برمی‌گردد." in page
    assert f"{amount} ساعت کاری به شما برمی‌گردد." in world.texts(world.order(order.code))[-1]


def test_BAK_013_an_order_paid_late_reads_its_new_day_on_result_order_and_message(world: World) -> None:
    order = an_order_at(world, "bakala", pays="")
    world.clock.now = in_tehran("1405/09/28")
    attempt = at_the_bank(world, order)
    page = paid_meanwhile(world, attempt.id)

    assert "تا دوشنبه ۳۰ آذر ۱۴۰۵ می‌رسد" in page
    assert "تا دوشنبه ۳۰ آذر ۱۴۰۵ می‌رسد" in Browser(world).get(f"/orders/{order.link}").text


@pytest.mark.parametrize(("after", "late"), [(0, False), (1, True)])
def test_PAY_035_a_day_that_has_passed_is_not_promised_any_more(world: World, after: int, *, late: bool) -> None:
    """PAY-035: due on Sunday 15 Azar, to its last second."""
    order = an_order_at(world, "payatel")
    world.clock.now = in_tehran("1405/09/15", "23:59:59") + timedelta(seconds=after)
    page = Browser(world).get(f"/orders/{order.link}").text

    assert ("۱۵ آذر ۱۴۰۵ می‌رسید و دیر شده است" in page) is late
    assert ("۱۵ آذر ۱۴۰۵ می‌رسد" in page) is not late


@pytest.mark.parametrize(("after", "late"), [(0, False), (1, True)])
def test_BAQ_075_money_that_is_late_is_said_to_be_late(world: World, after: int, *, late: bool) -> None:
    order = an_order_at(world, "payatel")
    cancel_own(world.ports, order.code)
    world.clock.now = in_tehran("1405/09/15", "10:00") + timedelta(seconds=after)

    assert ("این مهلت گذشته است" in Browser(world).get(f"/orders/{order.link}").text) is late


def test_who_never_came_back_from_a_bank_that_cannot_be_asked_may_pay_again(world: World) -> None:
    """Such a bank gives the money back by itself; a person is told, and the buyer is not kept waiting for news."""
    world.gateway.terms = replace(world.gateway.terms, can_be_asked=False)
    order = an_order_at(world, "payatel", pays="")
    attempt = at_the_bank(world, order)
    world.gateway.payments[attempt.authority].trouble = unavailable()
    pay_page = f"/orders/{order.link}/pay"
    for minutes, unclear in ((59, True), (10, False)):
        world.clock.go_on(minutes=minutes)
        reconcile(world.ports)
        page, result = Browser(world).get(pay_page).text, Browser(world).get(f"/payments/{attempt.id}/result").text
        assert ("دوباره پرداخت نکنید" in page, "دوباره پرداخت نکنید" in result) == (unclear, unclear)
        assert ("بانک خودش آن را برمی‌گرداند" in page, "بانک خودش آن را برمی‌گرداند" in result) == (
            not unclear,
            not unclear,
        )
    assert (world.attempt(attempt.id).state, world.attempt(attempt.id).reason) == ("needs_person", "no_return")
    assert at_the_bank(world, order).id != attempt.id


def test_who_paid_for_an_order_that_is_lost_is_not_told_that_there_is_none(world: World) -> None:
    order = an_order_at(world, "payatel", pays="")
    attempt = at_the_bank(world, order)
    world.gateway.pay(attempt.authority)
    with world.store.transaction() as tx:
        tx.delete(ORDERS, order.code)
    browser = Browser(world)
    back = browser.get(f"/payments/{attempt.id}/return?Authority={attempt.authority}&Status=OK")
    page = browser.follow(back)
    assert (page.status, world.attempt(attempt.id).reason) == (404, "order_lost")
    assert "دوباره پرداخت نکنید" in page.text
    assert "سفارشی با این پیوند نیست" not in page.text
    assert browser.get(f"/payments/{attempt.id}/go").to == f"/payments/{attempt.id}/result"


@pytest.mark.parametrize("fallen", [False, True])
def test_BAK_119_who_is_led_to_a_bank_page_of_another_amount_reads_so_first_and_goes_on_by_a_press(
    world: World, *, fallen: bool
) -> None:
    order = an_order_at(world, "bakala", price=5_000_000, pays="")
    attempt = at_the_bank(world, order)
    if fallen:
        world.releases.serve(a_release(an_item(a_shop("bakala"), 4_500_000), shop=a_shop("bakala")))
        reprice_orders(world.ports)
        assert at_the_bank(world, order) == attempt
    page = Browser(world).get(f"/payments/{attempt.id}/go").text
    assert ("http-equiv" in page) is not fallen
    assert ("۵۰۰٬۰۰۰\u00a0ریال به شما برمی‌گردد" in page) is fallen
    assert ">رفتن به بانک</a>" in page
