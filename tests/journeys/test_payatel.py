"""Payatel by clicking: pay at the door with one amount only, freight elsewhere, a courier who is not paid."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys.buyer import (
    IN_ISFAHAN,
    IN_TEHRAN,
    chooses_delivery,
    chooses_payment,
    cost,
    finishes,
    gives_address,
    goes_from_home_to,
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
)
from tests.journeys.conftest import Visit
from tests.journeys.running_shop import RunningShop, running
from tests.journeys.staff import (
    begins_preparing,
    delivers,
    dispatches,
    is_refused,
    makes,
    opens_order,
    signs_in_at_the_desk,
    takes_payment_at_the_door,
)
from tests.journeys.told import clicks_why, offered, reads_accepted_terms, refused

pytestmark = pytest.mark.browser

DOOR = "پرداخت هنگام تحویل"


@pytest.fixture(scope="module")
def payatel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShop]:
    """Payatel, with one product that costs a single toman more than may be paid at the door, and a last one."""
    shop = RunningShop(tmp_path_factory.mktemp("payatel"), "payatel")
    shop.writes("products/sooket-rj45.md", "| 400000 | 42 |", "| 400000 | 1 |")
    shop.writes("products/periz-shabake.md", "Price: 399000", "Price: 400001")
    with running(shop):
        yield shop


def test_PAY_021_an_order_of_the_one_amount_is_paid_at_the_door_in_tehran(payatel: RunningShop, visit: Visit) -> None:
    """PAY-021, PAY-036, PAY-037: 400,000 toman, the courier free; paid before it is handed over, the receipt signed."""
    page, desk = visit(), visit(width=1280)
    goes_from_home_to(page, payatel, shelf="ابزار نصب و آزمون", product="ضربه‌زن ۱۱۰")
    puts_in_cart(page)
    signs_in(page, payatel, "09131110001")
    gives_address(page, IN_TEHRAN)
    assert "رایگان" in offered(page, "پیک تهران")
    assert "۶۰٬۰۰۰ تومان" in offered(page, "سرویس ویژه‌ی تهران")
    chooses_delivery(page, "پیک تهران")
    assert cost(page) == ["۴۰۰٬۰۰۰ تومان", "رایگان", "۴۰۰٬۰۰۰ تومان"]
    finishes(page)
    code = order_code(page)
    assert code.startswith("PT-")
    chooses_payment(page, DOOR)
    sees_title(page, code)
    expect(page.locator("main .notice.good")).to_contain_text("۴۰۰٬۰۰۰ تومان را هنگام تحویل می‌پردازید")
    reads_accepted_terms(page, title="ارسال و تحویل", says="۴۰۰٬۰۰۰ تومان")

    signs_in_at_the_desk(desk, payatel)
    opens_order(desk, code=code, among="queued")
    begins_preparing(desk)
    dispatches(desk)
    makes(desk, "delivered", receipt_signed=True)
    is_refused(desk, "۴۰۰٬۰۰۰ تومان")
    takes_payment_at_the_door(desk, "۴۰۰۰۰۰")
    delivers(desk, receipt_signed=True)
    page.reload()
    assert history(page)[-3:] == ["dispatched", "door_payment_taken", "delivered"]
    expect(page.locator("main")).to_contain_text("رسید امضا شده است")


def test_PAY_022_PAY_023_one_toman_more_is_refused_at_the_door_with_its_clause(
    payatel: RunningShop, visit: Visit
) -> None:
    """PAY-022, PAY-023: above the maximum and below the minimum; the clause opens on the policy page."""
    page = visit()
    takes(page, payatel, "periz-shabake")
    places_an_order(page, payatel, "09131110002", IN_TEHRAN, way="پیک تهران")
    why = refused(page, DOOR)
    assert "تا ۴۰۰٬۰۰۰ تومان؛ مبلغ این سفارش ۴۰۰٬۰۰۱ تومان است" in why
    assert "اگر مبلغ ۱ تومان کمتر شود باز می‌شود" in why
    assert clicks_why(page, payatel, option=DOOR, clause="delivery#at-the-door") == "پرداخت هنگام تحویل"
    goes_to_the_bank(page, payatel)
    expect(page.locator("main")).to_contain_text("۴٬۰۰۰٬۰۱۰ ریال")

    other = visit()
    takes(other, payatel, "kiston-cat6")
    places_an_order(other, payatel, "09131110003", IN_TEHRAN, way="پیک تهران")
    assert "از ۴۰۰٬۰۰۰ تومان به بالا؛ مبلغ این سفارش ۲۰۰٬۰۰۰ تومان است" in refused(other, DOOR)


def test_PAY_020_freight_to_isfahan_is_collected_and_the_order_prepaid(payatel: RunningShop, visit: Visit) -> None:
    """PAY-020, PAY-021, PAY-024, PAY-015: the amount alone does not open the door; whoever takes it shows a card."""
    page = visit()
    takes(page, payatel, "zarbezan")
    signs_in(page, payatel, "09131110004")
    gives_address(page, IN_ISFAHAN)
    assert "فقط برای تهران؛ مقصد شما اصفهان است" in refused(page, "پیک تهران")
    assert "کرایه هنگام تحویل به باربری پرداخت می‌شود" in offered(page, "باربری")
    chooses_delivery(page, "باربری")
    assert cost(page) == ["۴۰۰٬۰۰۰ تومان", "پس‌کرایه، هنگام تحویل", "۴۰۰٬۰۰۰ تومان"]
    finishes(page)
    assert "سفارش باربری پیش از ارسال تسویه می‌شود، با پرداخت آنلاین یا کارت به کارت" in refused(page, DOOR)
    goes_to_the_bank(page, payatel)
    pays_at_the_bank(page)
    sees_title(page, "پرداخت شد")
    tracks(page)
    assert history(page) == ["registered", "method_chosen", "paid"]
    expect(page.locator("main .notice.good")).to_contain_text("گیرنده کارت شناسایی همراه داشته باشد")


def test_PAY_038_a_courier_who_is_not_paid_brings_the_goods_back(payatel: RunningShop, visit: Visit) -> None:
    """PAY-038: the order ends, nothing is owed back, and the goods are for sale again."""
    page, other, desk, mobile = visit(), visit(), visit(width=1280), "09131110005"
    for buyer in (page, other):
        takes(buyer, payatel, "sooket-rj45", variant="بسته‌ی ۵۰ عددی")
    places_an_order(page, payatel, mobile, IN_TEHRAN, way="پیک تهران")
    code = order_code(page)
    chooses_payment(page, DOOR)
    sees_title(page, code)
    other.reload()
    expect(other.locator(".lines")).to_contain_text("تمام شده است")
    signs_in_at_the_desk(desk, payatel)
    opens_order(desk, code=code, among="queued")
    begins_preparing(desk)
    dispatches(desk)
    makes(desk, "cancelled", then="cancelled", why="unpaid_at_door")

    page.reload()
    assert history(page)[-2:] == ["dispatched", "cancelled"]
    expect(page.locator(".trail")).to_contain_text("هنگام تحویل پرداخت نشد")
    expect(page.locator("main")).not_to_contain_text("پول شما برمی‌گردد")
    other.reload()
    expect(other.locator(".lines")).not_to_contain_text("تمام شده است")
    assert "لغو شد" in payatel.letter_with("لغو", to=mobile).body
