"""Buyers who never come back from the bank, come back twice, or from two places at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.buyer import (
    goes_to_the_bank,
    history,
    order_code,
    pays_at_the_bank,
    pays_at_the_bank_and_never_returns,
    places_an_order,
    sees_title,
    takes,
    tracks,
)
from tests.journeys.conftest import Visit
from tests.journeys.running_shop import RunningShop

pytestmark = pytest.mark.browser

RECONCILED_WITHIN_SECONDS = 120


def paid_letters(shop: RunningShop, mobile: str) -> int:
    return sum("دریافت شد" in letter.body for letter in shop.letters(mobile))


def test_a_buyer_who_paid_and_never_returned_is_told_and_may_return_later_from_anywhere(
    shop: RunningShop, visit: Visit
) -> None:
    """BAQ-008, BAQ-009: the shop asks the bank by itself; the return works late, twice and without a cookie."""
    page, mobile = visit(), "09123330001"
    takes(page, shop, "lif-hammam")
    places_an_order(page, shop, mobile)
    code = order_code(page)
    goes_to_the_bank(page, shop)
    pays_at_the_bank_and_never_returns(page)
    sees_title(page, "این پرداخت انجام شده است")
    way_back = page.get_by_role("link", name="بازگشت به فروشگاه").get_attribute("href")
    assert way_back

    letter = shop.letter_with("دریافت شد", to=mobile, within_seconds=RECONCILED_WITHIN_SECONDS)
    assert code in letter.body
    for _ in range(2):
        stranger = visit()
        stranger.goto(way_back)
        sees_title(stranger, "پرداخت شد")
        assert order_code(stranger) == code
        tracks(stranger)
        assert history(stranger).count("paid") == 1
    assert paid_letters(shop, mobile) == 1


def test_two_tabs_of_one_buyer_lead_to_one_payment(shop: RunningShop, visit: Visit) -> None:
    """BAQ-008, BAQ-027: the second tab comes to the same payment at the bank, which takes money once."""
    first, mobile = visit(), "09123330002"
    takes(first, shop, "lif-hammam")
    places_an_order(first, shop, mobile)
    second = first.context.new_page()
    second.goto(first.url)
    goes_to_the_bank(first, shop)
    goes_to_the_bank(second, shop)
    assert second.url == first.url

    pays_at_the_bank(first)
    sees_title(first, "پرداخت شد")
    pays_at_the_bank(second)
    sees_title(second, "این پرداخت انجام و تأیید شده است")
    second.get_by_role("link", name="بازگشت به فروشگاه").click()
    sees_title(second, "پرداخت شد")
    tracks(second)
    assert history(second).count("paid") == 1
    shop.letter_with("دریافت شد", to=mobile)
    assert paid_letters(shop, mobile) == 1


def test_an_order_finished_in_one_tab_is_not_placed_again_from_another(shop: RunningShop, visit: Visit) -> None:
    """BAQ-065: the other tab's review is of a cart that is now an order."""
    first, mobile = visit(), "09123330003"
    takes(first, shop, "lif-hammam")
    places_an_order(first, shop, mobile)
    code = order_code(first)
    first.go_back()
    expect(first.locator(".empty")).to_be_visible()
    second = first.context.new_page()
    second.goto(f"{shop.at.checkout}/checkout/review")
    expect(second.locator(".empty")).to_be_visible()
    first.goto(shop.letter_with(code, to=mobile).body.split()[-1])
    sees_title(first, code)
    expect(first.locator(".trail li")).to_have_count(1)
