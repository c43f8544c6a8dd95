"""What the buyer reads of money and days: on coming back from the bank, and when what was promised is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from checkout.use_cases.claims import cancel_own
from checkout.use_cases.jobs import reconcile, reprice_orders
from checkout.use_cases.settle_attempt import settle
from tests.builders import a_release, a_shop, in_tehran
from tests.checkout.life import an_order_at, pay
from tests.checkout.shopper import at_the_bank
from tests.checkout.shops import an_item
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
    assert f"{TOO_MUCH}: ۲۴۰٬۰۰۰\u00a0تومان تا ۴۸ ساعت کاری به شما برمی‌گردد." in page
    assert "۲۴۰٬۰۰۰\u00a0تومان تا ۴۸ ساعت کاری به شما برمی‌گردد." in world.texts(world.order(order.code))[-1]


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
