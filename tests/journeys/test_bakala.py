"""Bakala by clicking: the limit at the door, freight with its lines, other sellers, prices that fall, the stop switch."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.buyer import (
    CODE,
    IN_ISFAHAN,
    IN_TEHRAN,
    chooses_delivery,
    chooses_payment,
    cost,
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
    sees_title,
    signs_in,
    takes,
    tracks,
    types,
)
from tests.journeys.conftest import Visit
from tests.journeys.running_shop import RunningShop, eventually, running
from tests.journeys.staff import (
    begins_preparing,
    delivers,
    dispatches,
    makes,
    opens_order,
    resumes_sales,
    signs_in_at_the_desk,
    stops_sales,
    takes_payment_at_the_door,
)
from tests.journeys.told import clicks_why, offered, reads_accepted_terms, refused

pytestmark = pytest.mark.browser

DOOR = "پرداخت هنگام تحویل"


@pytest.fixture(scope="module")
def bakala(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShop]:
    with running(RunningShop(tmp_path_factory.mktemp("bakala"), "bakala")) as shop:
        yield shop


def test_BAK_054_an_express_order_of_the_limit_itself_is_paid_at_the_door(bakala: RunningShop, visit: Visit) -> None:
    """BAK-053, BAK-054: 30,000,000 rials in Tehran, from the home page to the door."""
    page, desk = visit(), visit(width=1280)
    goes_from_home_to(page, bakala, shelf="شارژ و کابل", product="پاوربانک")
    puts_in_cart(page)
    goes_from_home_to(page, bakala, shelf="خانه و نظم", product="چراغ مطالعه‌ی رومیزی")
    puts_in_cart(page, variant="سرمه‌ای")
    signs_in(page, bakala, "09151110001")
    gives_address(page, IN_TEHRAN)
    chooses_delivery(page, "تحویل سریع")
    assert cost(page) == ["۳۰٬۰۰۰٬۰۰۰ ریال", "رایگان", "۳۰٬۰۰۰٬۰۰۰ ریال"]
    finishes(page)
    code = order_code(page)
    assert code.startswith("BK-")
    chooses_payment(page, DOOR)
    sees_title(page, code)
    reads_accepted_terms(page, title="پرداخت", says="پرداخت هنگام تحویل")

    signs_in_at_the_desk(desk, bakala)
    opens_order(desk, code=code, among="queued")
    begins_preparing(desk)
    dispatches(desk)
    takes_payment_at_the_door(desk, "۳۰٬۰۰۰٬۰۰۰")
    delivers(desk)
    page.reload()
    assert history(page)[-3:] == ["dispatched", "door_payment_taken", "delivered"]


def test_BAK_054_above_the_limit_the_door_is_refused_with_its_clause(bakala: RunningShop, visit: Visit) -> None:
    """BAK-054: 30,050,000 rials."""
    page = visit()
    takes(page, bakala, "ketri-esteel")
    takes(page, bakala, "qablameh-granit", variant="۲۸ سانتی‌متر")
    takes(page, bakala, "jabeh-nazm", variant="بزرگ")
    places_an_order(page, bakala, "09151110002", IN_TEHRAN, way="تحویل سریع")
    why = refused(page, DOOR)
    assert "تا ۳۰٬۰۰۰٬۰۰۰ ریال؛ مبلغ این سفارش ۳۰٬۰۵۰٬۰۰۰ ریال است" in why
    assert "اگر مبلغ ۵۰٬۰۰۰ ریال کمتر شود باز می‌شود" in why
    assert clicks_why(page, bakala, option=DOOR, clause="payment#at-the-door") == "پرداخت هنگام تحویل"


def test_BAK_013_a_sellers_goods_go_by_freight_a_day_later_with_packing_and_insurance(
    bakala: RunningShop, visit: Visit
) -> None:
    """BAK-013, BAK-053: each charge a line of its own; the seller's name and later day are told."""
    page, plain = visit(), visit()
    takes(plain, bakala, "powerbank-20000")
    signs_in(plain, bakala, "09151110003")
    gives_address(plain, IN_ISFAHAN)
    expect(plain.locator("main")).not_to_contain_text("زودترین ارسال")

    goes_from_home_to(page, bakala, shelf="صدا و میز کار", product="بلندگوی بلوتوثی جیبی")
    expect(page.locator("main")).to_contain_text("پخش صدای آوند")
    puts_in_cart(page)
    signs_in(page, bakala, "09151110004")
    gives_address(page, IN_ISFAHAN)
    assert "فقط برای تهران؛ مقصد شما اصفهان است" in refused(page, "تحویل سریع")
    told = offered(page, "باربری راه‌آور")
    assert "به‌اضافه‌ی بسته‌بندی: ۵۰٬۰۰۰ ریال. به‌اضافه‌ی بیمه‌ی حمل: ۲۰٬۰۰۰ ریال." in told
    assert "زودترین ارسال" in told
    assert "فروشنده پیش از آن کالا را آماده می‌کند" in told
    chooses_delivery(page, "باربری راه‌آور")
    expect(page.locator(".lines")).to_contain_text("فروشنده: پخش صدای آوند")
    assert cost(page) == ["۹٬۶۰۰٬۰۰۰ ریال", "۳۰۰٬۰۰۰ ریال", "۵۰٬۰۰۰ ریال", "۲۰٬۰۰۰ ریال", "۹٬۹۷۰٬۰۰۰ ریال"]
    finishes(page)
    assert "سفارش باربری پیش از ارسال تسویه می‌شود" in refused(page, DOOR)
    goes_to_the_bank(page, bakala)
    expect(page.locator("main")).to_contain_text("۹٬۹۷۰٬۰۰۰ ریال")
    pays_at_the_bank(page)
    sees_title(page, "پرداخت شد")


def test_BAK_119_a_price_that_fell_after_the_order_is_owed_back(bakala: RunningShop, visit: Visit) -> None:
    """BAK-119: the owner publishes a lower price while the shop runs; a paid order costs less, and staff pay it back.

    BAK-044: to the account that the buyer names on the order's page.
    """
    page, desk, mobile = visit(), visit(width=1280), "09151110005"
    takes(page, bakala, "ketri-esteel", "۲")
    places_an_order(page, bakala, mobile, IN_TEHRAN, way="تحویل سریع")
    code = order_code(page)
    goes_to_the_bank(page, bakala)
    pays_at_the_bank(page)
    sees_title(page, "پرداخت شد")
    tracks(page)
    assert cost(page)[-1] == "۱۵٬۳۰۰٬۰۰۰ ریال"

    bakala.writes("products/ketri-esteel.md", "Price: 7650000", "Price: 7000000")
    bakala.publish()
    eventually(lambda: has_happened(page, "repriced"))
    expect(page.locator("main")).to_contain_text("پول شما برمی‌گردد")
    expect(page.locator("main .notice.warn")).to_contain_text("۱٬۳۰۰٬۰۰۰ ریال")
    assert "۱۴٬۰۰۰٬۰۰۰ ریال" in cost(page)
    bakala.letter_with("۱٬۳۰۰٬۰۰۰", to=mobile)

    signs_in_at_the_desk(desk, bakala)
    opens_order(desk, code=code, among="queued")
    expect(desk.locator("main")).to_contain_text("به خریدار بدهکاریم")
    types(page, account="IR82 0540 1026 8002 0817 9090 03", account_holder="زهرا احمدی")
    page.locator("form[action$='/account'] button").click()
    expect(page.locator("#account-error")).to_be_visible()
    types(page, account="IR82 0540 1026 8002 0817 9090 02")
    page.locator("form[action$='/account'] button").click()
    expect(page.locator("main")).to_contain_text("******۹۰۰۲")
    desk.reload()
    makes(desk, "refunded", then="queued", reference="990011")
    page.reload()
    assert history(page)[-3:] == ["repriced", "account_declared", "refunded"]
    expect(page.locator("main")).not_to_contain_text("پول شما برمی‌گردد")
    reads_the_days_sheet(desk)


def reads_the_days_sheet(desk: Page) -> None:
    """The gateway, asked again, still has what our books have; what fell in price and went back stands in the sums."""
    desk.get_by_role("link", name="دفتر روز").click()
    for width in (1280, 360):
        desk.set_viewport_size({"width": width, "height": 780})
        sees_title(desk, "دفتر ")
    desk.get_by_role("button", name="پرسش دوباره از درگاه‌ها").click()
    expect(desk.locator(".notice[role=status]")).to_contain_text("پرداخت پاسخ گرفت.")
    gateway = desk.locator(".day-tills .panel", has_text="درگاه زرین‌پال")
    expect(gateway).to_contain_text("اختلاف ۰")
    bank, books = (gateway.locator("tr", has_text=name).locator("td").all_inner_texts() for name in ("بانک", "دفتر"))
    assert bank == books
    sums = desk.locator("[aria-label='جمع روز']")
    expect(sums.locator("tr", has_text="ارزان‌شدن پس از ثبت")).to_contain_text("−۱٬۳۰۰٬۰۰۰")
    expect(sums.locator("tr", has_text="به خریداران برگشت")).to_contain_text("۱٬۳۰۰٬۰۰۰")


def has_happened(page: Page, event: str) -> bool:
    page.reload()
    return event in history(page)


def test_BAK_017_a_stop_takes_no_order_and_keeps_the_carts(bakala: RunningShop, visit: Visit) -> None:
    """BAK-017: pages and carts stay, an order placed before is paid; after the stop the same cart is an order."""
    page, before, desk = visit(), visit(), visit(width=1280)
    takes(before, bakala, "chakkosh-500")
    places_an_order(before, bakala, "09151110006", IN_TEHRAN, way="تحویل سریع")
    takes(page, bakala, "multimeter")
    signs_in(page, bakala, "09151110007")
    gives_address(page, IN_TEHRAN)
    chooses_delivery(page, "تحویل سریع")
    signs_in_at_the_desk(desk, bakala)
    stops_sales(desk)
    try:
        goes_on(page)
        sees_title(page, "فروش فعلاً متوقف است")
        page.goto(f"{bakala.at.checkout}/cart")
        expect(page.locator(".lines")).to_contain_text("مولتی‌متر")
        expect(page.locator("main")).to_contain_text("فروش فعلاً متوقف است")
        goes_to_the_bank(before, bakala)
        pays_at_the_bank(before)
        sees_title(before, "پرداخت شد")
    finally:
        resumes_sales(desk)
    page.goto(f"{bakala.at.checkout}/checkout/review")
    finishes(page)
    assert CODE.search(page.locator("main").inner_text())
