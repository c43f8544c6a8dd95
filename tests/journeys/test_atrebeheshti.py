"""Atrebeheshti by clicking: carriage by weight or collected, free carriage the shop's own way, orders that staff confirm."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys.buyer import (
    Addressee,
    arrives,
    asks_to_cancel,
    chooses_delivery,
    clicks,
    cost,
    finishes,
    gives_address,
    goes_from_home_to,
    goes_on,
    goes_to_the_bank,
    history,
    order_code,
    pays_at_the_bank,
    puts_in_cart,
    sees_title,
    signs_in,
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
    may_make,
    opens_order,
    signs_in_at_the_desk,
)
from tests.journeys.told import offered, reads_accepted_terms

pytestmark = pytest.mark.browser

IN_TABRIZ = Addressee(province="آذربایجان شرقی", city="تبریز", landline="", postal_code="5156612345")


@pytest.fixture(scope="module")
def atrebeheshti(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShop]:
    with running(RunningShop(tmp_path_factory.mktemp("atrebeheshti"), "atrebeheshti")) as shop:
        yield shop


def test_ATR_015_a_gram_perfume_costs_its_post_or_nothing_with_tipax(atrebeheshti: RunningShop, visit: Visit) -> None:
    """ATR-001, ATR-005, ATR-015, ATR-053: paid, confirmed by staff, looked over, sent; cancelling is asked for."""
    page, desk, mobile = visit(), visit(width=1280), "09141110001"
    goes_from_home_to(page, atrebeheshti, shelf="عطرهای گلی", product="عطر گرمی نرگس")
    expect(page.locator("main")).to_contain_text("آسم")
    puts_in_cart(page)
    signs_in(page, atrebeheshti, mobile)
    gives_address(page, IN_TABRIZ)
    assert "۸٬۰۰۰ تومان" in offered(page, "پست پیشتاز")
    chooses_delivery(page, "تیپاکس (پس‌کرایه)")
    assert cost(page) == ["۹۰٬۰۰۰ تومان", "پس‌کرایه، هنگام تحویل", "۹۰٬۰۰۰ تومان"]
    page.locator("main a[href='/checkout/delivery/method']").click()
    arrives(page, "/checkout/delivery/method")
    chooses_delivery(page, "پست پیشتاز")
    assert cost(page) == ["۹۰٬۰۰۰ تومان", "۸٬۰۰۰ تومان", "۹۸٬۰۰۰ تومان"]
    finishes(page)
    code = order_code(page)
    assert code.startswith("AB-")
    goes_to_the_bank(page, atrebeheshti)
    expect(page.locator("main")).to_contain_text("۹۸۰٬۰۰۰ ریال")
    pays_at_the_bank(page)
    sees_title(page, "پرداخت شد")
    tracks(page)
    reads_accepted_terms(page, title="ارسال و تحویل", says="تیپاکس")

    signs_in_at_the_desk(desk, atrebeheshti)
    opens_order(desk, code=code, among="queued")
    assert not may_make(desk, "prepared")
    makes(desk, "confirmed", then="confirmed")
    expect(page.get_by_role("button", name="لغو سفارش")).to_have_count(0)
    asks_to_cancel(page, "عطر دیگری می‌خواهم")
    expect(page.locator("main")).to_contain_text("درخواست لغو شما رسید")
    desk.reload()
    makes(desk, "cancel_refused", note="بسته آماده است؛ پس از تحویل با پلمب سالم برگردانید.")
    begins_preparing(desk)
    makes(desk, "dispatched", tracking="210012345678901234567890")
    is_refused(desk, "بازبینی شود")
    dispatches(desk, "210012345678901234567890", looked_over=True)
    delivers(desk)

    page.reload()
    told = ["confirmed", "cancel_requested", "cancel_refused", "prepared", "dispatched", "delivered"]
    assert history(page)[-6:] == told
    expect(page.locator(".trail")).to_contain_text("پس از تحویل با پلمب سالم برگردانید")
    atrebeheshti.letter_with("تحویل شد", to=mobile)


def test_ATR_026_carriage_is_free_from_a_sum_on_and_the_shop_chooses_its_way(
    atrebeheshti: RunningShop, visit: Visit
) -> None:
    """ATR-026: exactly 3,000,000 toman of goods; nothing to choose, and it leaves only by a way that staff set."""
    page, desk = visit(), visit(width=1280)
    goes_from_home_to(page, atrebeheshti, shelf="ادکلن مردانه", product="ادکلن مردانه‌ی «کویر»")
    puts_in_cart(page, variant="۱۰۰ میلی‌لیتر")
    signs_in(page, atrebeheshti, "09141110002")
    gives_address(page, IN_TABRIZ)
    expect(page.locator("main .notice.good")).to_contain_text("ارسال این سفارش رایگان است")
    expect(page.get_by_role("radio")).to_have_count(0)
    clicks(page, "درباره‌ی ارسال رایگان")
    page.wait_for_url(f"{atrebeheshti.at.pages}/policies/shipping.html#free")
    expect(page.locator("#free")).to_be_in_viewport()
    page.go_back()
    goes_on(page)
    arrives(page, "/checkout/review")
    assert cost(page) == ["۳٬۰۰۰٬۰۰۰ تومان", "رایگان", "۳٬۰۰۰٬۰۰۰ تومان"]
    finishes(page)
    code = order_code(page)
    goes_to_the_bank(page, atrebeheshti)
    pays_at_the_bank(page)
    sees_title(page, "پرداخت شد")
    tracks(page)

    signs_in_at_the_desk(desk, atrebeheshti)
    opens_order(desk, code=code, among="queued")
    makes(desk, "confirmed", then="confirmed")
    begins_preparing(desk)
    makes(desk, "dispatched", tracking="210012345678901234567891", looked_over=True)
    is_refused(desk, "هنوز روش ارسال این سفارش را انتخاب نکرده‌اید")
    ways = desk.locator("#method_set-way option").all_inner_texts()
    assert ways == ["پست پیشتاز", "پست ویژه"]
    makes(desk, "method_set", then="preparing", way="special-post")
    dispatches(desk, "210012345678901234567891", looked_over=True)
    page.reload()
    assert history(page)[-2:] == ["method_set", "dispatched"]
    expect(page.locator(".trail")).to_contain_text("پست ویژه")
