"""The checkout is killed in the worst moments; what was acknowledged stands when it is back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.buyer import (
    goes_to_the_bank,
    history,
    order_code,
    pays_at_the_bank,
    places_an_order,
    sees_title,
    takes,
    takes_order_back,
    tracks,
)
from tests.journeys.conftest import Visit
from tests.journeys.running_shop import RunningShop
from tests.journeys.test_lost_browser import RECONCILED_WITHIN_SECONDS, paid_letters

pytestmark = pytest.mark.browser


@pytest.fixture
def shop(shop: RunningShop) -> Iterator[RunningShop]:
    """Leave the checkout running for others, whatever happened to it here."""
    yield shop
    if not shop.runs("checkout"):
        shop.start("checkout")


def pays_while_the_checkout_is_dead(page: Page, shop: RunningShop) -> str:
    """Kill the checkout behind the buyer's back; return the address that the bank then sends them to in vain."""
    shop.kill("checkout")
    with page.expect_event("requestfailed") as failed:
        pays_at_the_bank(page)
    return failed.value.url


def test_a_payment_made_while_the_checkout_was_dead_counts_when_the_buyer_tries_again(
    shop: RunningShop, visit: Visit
) -> None:
    """BAQ-008, BAQ-009"""
    page, mobile = visit(), "09124440001"
    takes(page, shop, "saboon-maragheh")
    places_an_order(page, shop, mobile)
    code = order_code(page)
    goes_to_the_bank(page, shop)
    way_back = pays_while_the_checkout_is_dead(page, shop)
    assert way_back.startswith(f"{shop.at.checkout}/payments/")

    shop.start("checkout")
    for _ in range(2):
        page.goto(way_back)
        sees_title(page, "پرداخت شد")
    tracks(page)
    assert order_code(page) == code
    assert history(page).count("paid") == 1
    shop.letter_with("دریافت شد", to=mobile)
    assert paid_letters(shop, mobile) == 1


def test_a_payment_made_while_the_checkout_was_dead_counts_though_the_buyer_gave_up(
    shop: RunningShop, visit: Visit
) -> None:
    """BAQ-008, BAQ-009"""
    page, mobile = visit(), "09124440002"
    takes(page, shop, "saboon-maragheh")
    places_an_order(page, shop, mobile)
    code = order_code(page)
    goes_to_the_bank(page, shop)
    pays_while_the_checkout_is_dead(page, shop)

    shop.start("checkout")
    letter = shop.letter_with("دریافت شد", to=mobile, within_seconds=RECONCILED_WITHIN_SECONDS)
    page.goto(letter.body.split()[-1])
    sees_title(page, code)
    assert history(page).count("paid") == 1
    assert paid_letters(shop, mobile) == 1


def test_an_order_outlives_the_checkout_that_placed_it_and_so_does_its_stock(shop: RunningShop, visit: Visit) -> None:
    """BAQ-085, BAQ-113: the last one stays held, and goes back when the order is cancelled."""
    page, other, mobile = visit(), visit(), "09124440003"
    takes(other, shop, "roghan-badam-shirin")
    takes(page, shop, "roghan-badam-shirin")
    places_an_order(page, shop, mobile)
    shop.kill("checkout")
    shop.start("checkout")

    page.reload()
    code = order_code(page)
    assert code in shop.letter_with("ثبت شد", to=mobile).body
    assert sum("ثبت شد" in letter.body for letter in shop.letters(mobile)) == 1
    other.reload()
    expect(other.locator(".lines")).to_contain_text("تمام شده است")

    page.goto(shop.letter_with(code, to=mobile).body.split()[-1])
    takes_order_back(page)
    assert history(page)[-1] == "cancelled"
    other.reload()
    expect(other.locator(".lines")).not_to_contain_text("تمام شده است")
