"""The buyer's and the desk's pages of money that goes back: what is asked, what is told beside the field, what is shown."""

from __future__ import annotations

import pytest

from checkout.use_cases.refund_account import declare_account
from checkout.use_cases.reverse_payments import reverse_payments
from shop.order import Order
from tests.checkout.life import an_order_at
from tests.checkout.staff import CARD, SHEBA, move
from tests.checkout.web.browser import Browser, Page, unchanged
from tests.fakes import World, unavailable


def voided(world: World, name: str = "baqiyat") -> Order:
    return move(world, an_order_at(world, name), "cancelled", why="stock")


def page_of(browser: Browser, order: Order) -> Page:
    return browser.get(f"/orders/{order.link}")


def states(browser: Browser, order: Order, account: str, holder: str = "زهرا احمدی") -> Page:
    action = f"/orders/{order.link}/account"
    return browser.submit(page_of(browser, order), action, account=account, account_holder=holder)


@pytest.mark.parametrize(
    ("name", "number", "shown"),
    [
        pytest.param("baqiyat", SHEBA, "IR۸۲******۹۰۰۲", id="BAQ-077"),
        pytest.param("bakala", SHEBA, "IR۸۲******۹۰۰۲", id="BAK-044"),
        pytest.param("payatel", SHEBA, "IR۸۲******۹۰۰۲", id="PAY-011"),
        pytest.param("atrebeheshti", CARD, "۶۰۳۷۷۰******۵۴۴۳", id="ATR-039"),
    ],
)
def test_BAQ_077_BAK_044_PAY_011_ATR_039_the_orders_page_asks_for_the_account_and_then_shows_it_masked(
    browser: Browser, world: World, name: str, number: str, shown: str
) -> None:
    order = voided(world, name)
    page, label = page_of(browser, order), "شماره‌ی شبا" if number == SHEBA else "شماره‌ی کارت"
    assert (f">{label}</label>" in page.text, "فقط برای همین بازگشت است" in page.text) == (True, True)
    assert states(browser, order, number).to == f"/orders/{order.link}"
    page = page_of(browser, order)
    assert (shown in page.text, number in page.text, number[4:] in page.text) == (True, False, False)
    assert "به نام زهرا احمدی" in page.text
    assert "بانک پارسیان" in page.text or "بانک کشاورزی" in page.text
    assert page.form(f"/orders/{order.link}/account").fields["account"] == ""


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("IR820540102680020817909003", "این شبا درست نیست"),
        ("IR82", "شماره‌ی شبا IR است و ۲۴ رقم پس از آن"),
        (CARD, "این شماره‌ی کارت است"),
        ("", "شماره‌ی حساب را بنویسید"),
        ("x" * 61, "بلندتر از اندازه است"),
        ("\x00", "نشانه‌ای هست که چاپ نمی‌شود"),
    ],
)
def test_BAQ_077_a_wrong_number_is_told_beside_its_field_and_what_was_typed_stays(
    browser: Browser, world: World, typed: str, told: str
) -> None:
    order = voided(world)
    page_of(browser, order)
    page = unchanged(world, lambda: states(browser, order, typed))
    assert (page.status, told in page.text, 'href="#account"' in page.text) == (422, True, True)
    form = page.form(f"/orders/{order.link}/account")
    assert (form.fields["account"], form.fields["account_holder"]) == (typed, "زهرا احمدی")
    assert 'aria-invalid="true"' in page.text


def test_BAQ_077_both_mistakes_are_told_at_once(browser: Browser, world: World) -> None:
    order = voided(world)
    page = states(browser, order, "IR1", holder="")
    assert ('href="#account"' in page.text, 'href="#account_holder"' in page.text) == (True, True)


def test_CHI_031_a_buyer_who_paid_at_the_bank_is_shown_the_card_and_no_field(browser: Browser, world: World) -> None:
    order = voided(world, "chistatech")
    page = page_of(browser, order)
    assert ("۶۰۳۷۹۹******۱۲۳۴" in page.text, 'name="account"' in page.text) == (True, False)
    browser.staff_in()
    desk = browser.get(f"/desk/orders/{order.code}")
    assert ("۶۰۳۷۹۹******۱۲۳۴" in desk.text, 'name="account"' in desk.text) == (True, False)


def test_BAK_044_the_desk_waits_for_the_account_takes_it_by_phone_and_shows_it_whole(
    browser: Browser, world: World
) -> None:
    order = voided(world, "bakala")
    browser.staff_in()
    page = browser.get(f"/desk/orders/{order.code}")
    assert "خریدار هنوز نگفته پول به کدام حساب برگردد" in page.text
    told = unchanged(world, lambda: browser.move(order.code, "refunded", reference="BACK"))
    assert (told.status, "حساب را از خریدار بپرسید" in told.text) == (422, True)
    wrong = unchanged(world, lambda: browser.move(order.code, "account_declared", account="IR12", holder=""))
    assert 'href="#account_declared-account"' in wrong.text
    assert browser.move(order.code, "account_declared", account=SHEBA, holder="زهرا احمدی").status == 303
    page = browser.get(f"/desk/orders/{order.code}")
    assert (SHEBA in page.copied, "<dd>پارسیان</dd>" in page.text) == (True, True)
    assert browser.move(order.code, "refunded", reference="BACK", amount="۱۰۰۰۰۰۰").status == 303
    assert world.order(order.code).owed_back == 1_400_000
    assert browser.move(order.code, "refunded", reference="BACK-2").status == 303
    page = browser.get(f"/desk/orders/{order.code}")
    assert ("شبای منتهی به ۹۰۰۲" in page.text, SHEBA in page.text) == (True, False)


def test_an_account_is_taken_only_from_a_page_of_ours(browser: Browser, world: World) -> None:
    order = voided(world)
    fields = {**page_of(browser, order).form(f"/orders/{order.link}/account").fields, "account": SHEBA}
    action = f"/orders/{order.link}/account"
    foreign = unchanged(world, lambda: browser.post(action, fields, origin="https://evil.example"))
    forged = unchanged(world, lambda: browser.post(action, {**fields, "csrf": "x"}))
    assert (foreign.status, forged.status) == (403, 403)


def test_after_the_money_went_no_account_is_taken_and_the_order_says_where_it_is(
    browser: Browser, world: World
) -> None:
    order = voided(world)
    page = page_of(browser, order)
    declare_account(world.ports, order.code, SHEBA, "زهرا احمدی")
    move(world, order, "refunded", reference="BACK")
    typed = {"account": SHEBA, "account_holder": "زهرا"}
    late = unchanged(world, lambda: browser.submit(page, f"/orders/{order.link}/account", **typed))
    assert (late.status, late.answer.headers["location"]) == (303, f"/orders/{order.link}")
    assert "برگشت" in page_of(browser, order).text


def test_BAQ_075_BAK_044_the_list_of_what_is_due_says_how_much_and_what_it_waits_for(
    browser: Browser, world: World
) -> None:
    order = voided(world, "bakala")
    browser.staff_in()
    due = browser.get("/desk/due").text
    assert ("بازگشت پول، ۲٬۴۰۰٬۰۰۰\u00a0ریال" in due, "حساب خریدار معلوم نیست" in due) == (True, True)
    declare_account(world.ports, order.code, SHEBA, "زهرا احمدی")
    due = browser.get("/desk/due").text
    assert ("بازگشت پول، ۲٬۴۰۰٬۰۰۰\u00a0ریال" in due, "حساب خریدار معلوم نیست" in due) == (True, False)


def test_a_payment_that_the_bank_is_asked_to_give_back_is_told_so_and_asks_for_no_account(
    browser: Browser, world: World
) -> None:
    order = voided(world)
    (attempt,) = world.attempts(order.code)
    world.gateway.payments[attempt.authority].trouble = unavailable()
    reverse_payments(world.ports)
    page = page_of(browser, order).text
    assert ("به همان کارتی که از آن پرداختید برگرداند" in page, 'name="account"' in page) == (True, False)
    browser.staff_in()
    desk = browser.get(f"/desk/orders/{order.code}").text
    assert ("از درگاه زرین‌پال خواسته‌ایم" in desk, "بانک برمی‌گرداند" in browser.get("/desk/due").text) == (True, True)
