"""Whole purchases by clicking, from the home page to the door."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.buyer import (
    IN_ISFAHAN,
    Addressee,
    Organisation,
    arrives,
    asks_for_a_legal_invoice,
    cancels_at_the_bank,
    chooses_delivery,
    chooses_payment,
    clicks,
    cost,
    fills_in_address,
    finishes,
    gives_address,
    goes_from_home_to,
    goes_on,
    goes_to_the_bank,
    history,
    order_code,
    pays_at_the_bank,
    places_an_order,
    puts_in_cart,
    reports_transfer,
    sees_title,
    signs_in,
    takes,
    tracks,
)
from tests.journeys.conftest import Visit
from tests.journeys.running_shop import RunningShop
from tests.journeys.staff import (
    begins_preparing,
    confirms_transfer,
    delivers,
    dispatches,
    is_refused,
    makes,
    opens_order,
    signs_in_at_the_desk,
    takes_payment_at_the_door,
)
from tests.journeys.told import refused

pytestmark = pytest.mark.browser

IN_MASHHAD = Addressee(province="خراسان رضوی", city="مشهد", landline="05131234567", postal_code="9134512345")
IN_ITS_NAME = re.compile("بنیاد نمونه‌ی مهر.*۱۰۱۰۲۸۹۳۴۱۵")
IN_PARDISAN = Addressee(city="پردیسان")


@pytest.mark.parametrize(("javascript", "mobile"), [(False, "09121110001"), (True, "09121110002")])
def test_a_new_customer_in_qom_buys_by_clicking_and_pays_at_the_gateway(
    shop: RunningShop, visit: Visit, javascript: bool, mobile: str
) -> None:
    """BAQ-001, BAQ-008, BAQ-022, BAQ-072: cart, sign-in, delivery, review, payment; then the order's own page."""
    page = visit(javascript=javascript)
    goes_from_home_to(page, shop, shelf="برنج و حبوبات", product="عدس قزوین")
    puts_in_cart(page, "۲")
    goes_from_home_to(page, shop, shelf="چای و دمنوش", product="آویشن")
    puts_in_cart(page)
    assert cost(page)[-1] == "۵۸۵٬۰۰۰ تومان"

    signs_in(page, shop, mobile)
    gives_address(page, Addressee(email="maryam@example.ir"))
    chooses_delivery(page, "پیک رایگان")
    assert cost(page) == ["۵۸۵٬۰۰۰ تومان", "رایگان", "۵۸۵٬۰۰۰ تومان"]
    finishes(page)
    code = order_code(page)
    goes_to_the_bank(page, shop)
    expect(page.locator("main")).to_contain_text("۵٬۸۵۰٬۰۰۰ ریال")
    pays_at_the_bank(page)
    sees_title(page, "پرداخت شد")
    assert order_code(page) == code

    tracks(page)
    assert history(page) == ["registered", "method_chosen", "paid"]
    expect(page.locator("main .notice.good")).to_be_visible()
    assert cost(page)[-1] == "۵۸۵٬۰۰۰ تومان"
    shop.letter_with("۵۸۵٬۰۰۰", to=mobile)
    assert [code in letter.body for letter in shop.letters(mobile)] == [False, True, True]
    assert page.url in shop.letters(mobile)[-1].body
    proforma = shop.letter_with(code, to="maryam@example.ir")
    assert "عدس قزوین، ۲ عدد" in proforma.body


def test_a_customer_in_isfahan_sees_the_fee_and_the_refusal_and_cancels_at_the_bank(
    shop: RunningShop, visit: Visit
) -> None:
    """BAQ-004, BAQ-006, BAQ-015: the courier's fee is in the total; the door is refused with its reason and clause."""
    page = visit()
    goes_from_home_to(page, shop, shelf="آجیل و خشکبار", product="کشمش ملایر")
    puts_in_cart(page)
    signs_in(page, shop, "09121110003")
    gives_address(page, IN_ISFAHAN)
    assert "فقط برای قم و پردیسان؛ مقصد شما اصفهان است" in refused(page, "پیک رایگان")
    chooses_delivery(page, "پیک بین‌شهری")
    assert cost(page) == ["۳۱۰٬۰۰۰ تومان", "۹۵٬۰۰۰ تومان", "۴۰۵٬۰۰۰ تومان"]
    finishes(page)
    code, way_to_pay = order_code(page), page.url

    assert "فقط برای قم و پردیسان؛ مقصد شما اصفهان است" in refused(page, "پرداخت هنگام تحویل")
    clicks(page, "بند مربوط به «پرداخت هنگام تحویل»")
    page.wait_for_url(f"{shop.at.pages}/policies/payment.html#at-the-door")
    expect(page.locator("#at-the-door")).to_have_text("پرداخت هنگام تحویل")
    expect(page.locator("#at-the-door")).to_be_in_viewport()

    page.goto(way_to_pay)
    goes_to_the_bank(page, shop)
    expect(page.locator("main")).to_contain_text("۴٬۰۵۰٬۰۰۰ ریال")
    cancels_at_the_bank(page)
    sees_title(page, "پرداخت نشد")
    tracks(page)
    assert order_code(page) == code
    assert history(page) == ["registered", "method_chosen"]
    expect(page.locator("main .notice.warn")).to_be_visible()
    clicks(page, "۴۰۵٬۰۰۰ تومان")
    arrives(page, "/orders/.*/pay")


def test_each_variant_has_its_price_in_the_cart(shop: RunningShop, visit: Visit) -> None:
    """BAQ-107"""
    page = visit()
    goes_from_home_to(page, shop, shelf="عسل، خرما و شیره", product="عسل کنار دشتستان")
    puts_in_cart(page, variant="یک‌کیلویی")
    takes(page, shop, "asal-konar", "۲", variant="نیم‌کیلویی")

    lines = page.locator(".lines > li")
    expect(lines).to_have_count(2)
    expect(lines.nth(0)).to_contain_text("یک‌کیلویی، هر عدد ۱٬۴۵۰٬۰۰۰ تومان")
    expect(lines.nth(1)).to_contain_text("نیم‌کیلویی، هر عدد ۷۴۵٬۰۰۰ تومان")
    assert cost(page)[-1] == "۲٬۹۴۰٬۰۰۰ تومان"
    lines.first.get_by_role("button").click()
    expect(lines).to_have_count(1)
    assert cost(page)[-1] == "۱٬۴۹۰٬۰۰۰ تومان"


def test_a_customer_in_pardisan_pays_at_the_door(shop: RunningShop, visit: Visit) -> None:
    """BAQ-015, BAQ-016, BAQ-017: final without a payment; paid in cash before it is delivered."""
    page, desk = visit(), visit(width=1280)
    takes(page, shop, "zardchoobeh")
    places_an_order(page, shop, "09121110004", IN_PARDISAN)
    code = order_code(page)
    chooses_payment(page, "پرداخت هنگام تحویل")
    sees_title(page, code)
    expect(page.locator("main")).to_contain_text("۱۳۰٬۰۰۰ تومان")

    signs_in_at_the_desk(desk, shop)
    opens_order(desk, code=code, among="queued")
    begins_preparing(desk)
    dispatches(desk)
    makes(desk, "delivered")
    is_refused(desk, "۱۳۰٬۰۰۰ تومان")
    takes_payment_at_the_door(desk, "۱۳۰۰۰۰")
    delivers(desk)

    page.reload()
    assert history(page)[-3:] == ["dispatched", "door_payment_taken", "delivered"]
    expect(page.locator("main")).to_contain_text("۱۳۰٬۰۰۰ تومان")


def test_a_transfer_is_reported_confirmed_and_followed_to_the_door(shop: RunningShop, visit: Visit) -> None:
    """BAQ-013, BAQ-014, BAQ-018, BAQ-112: each step of the way is told by SMS."""
    page, desk, mobile = visit(), visit(width=1280), "09121110005"
    takes(page, shop, "felfel-siah")
    places_an_order(page, shop, mobile, IN_ISFAHAN, way="پیک بین‌شهری")
    code = order_code(page)
    chooses_payment(page, "کارت به کارت")
    sees_title(page, code)
    expect(page.locator("main")).to_contain_text("۹۹۹۹۹۹۰۰۰۰۰۰۱۲۳۶")
    reports_transfer(page, "۳۵۵٬۰۰۰", "۷۷۰۰۱۱")
    assert history(page)[-1] == "transfer_reported"

    signs_in_at_the_desk(desk, shop)
    opens_order(desk, code=code, among="awaiting_transfer")
    expect(desk.locator(".log")).to_contain_text("۳۵۵٬۰۰۰ تومان")
    confirms_transfer(desk, "770011")
    begins_preparing(desk)
    dispatches(desk, "1234-5678-90")
    makes(desk, "delivered")
    is_refused(desk, "کارت شناسایی")
    delivers(desk, identity_checked=True)

    shop.letter_with("تحویل شد", to=mobile)
    told = ["ثبت شد", "تأیید شد", "آماده‌سازی", "1234-5678-90", "تحویل شد"]
    letters = [letter.body for letter in shop.letters(mobile)][1:]
    assert [words in body for words, body in zip(told, letters, strict=True)] == [True] * 5
    page.reload()
    assert history(page)[-4:] == ["transfer_confirmed", "prepared", "dispatched", "delivered"]
    expect(page.locator(".trail")).to_contain_text("1234-5678-90")


def test_freight_to_mashhad_is_prepaid_and_its_fee_is_due_on_arrival(shop: RunningShop, visit: Visit) -> None:
    """BAQ-003, BAQ-019"""
    page = visit()
    takes(page, shop, "shireh-angoor", "۳")
    signs_in(page, shop, "09121110006")
    gives_address(page, IN_MASHHAD)
    chooses_delivery(page, "باربری")
    assert cost(page) == ["۱٬۰۲۰٬۰۰۰ تومان", "پس‌کرایه، هنگام تحویل", "۱٬۰۲۰٬۰۰۰ تومان"]
    finishes(page)
    assert "باربری" in refused(page, "واریز با همراه‌بانک یا اینترنت‌بانک (پایا)")
    assert "چرا؟" in refused(page, "پرداخت هنگام تحویل")
    goes_to_the_bank(page, shop)
    pays_at_the_bank(page)
    sees_title(page, "پرداخت شد")


def test_an_organisation_is_named_on_its_invoice(shop: RunningShop, visit: Visit) -> None:
    """BAQ-091"""
    page, desk = visit(), visit(width=1280)
    takes(page, shop, "qashogh-choobi")
    signs_in(page, shop, "09121110007")
    fills_in_address(page, Addressee())
    asks_for_a_legal_invoice(page, Organisation())
    goes_on(page)
    chooses_delivery(page)
    expect(page.locator(".said")).to_contain_text(IN_ITS_NAME)
    finishes(page)
    code = order_code(page)
    signs_in_at_the_desk(desk, shop)
    opens_order(desk, code=code, among="registered")
    expect(desk.locator("main")).to_contain_text(IN_ITS_NAME)
