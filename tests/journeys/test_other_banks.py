"""Paying at Zibal, and at SEP, to which only a form on a page of ours may lead; without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.buyer import (
    Addressee,
    cancels_at_the_bank,
    chooses_delivery,
    finishes,
    gives_address,
    goes_from_home_to,
    goes_on,
    history,
    pays_at_the_bank,
    pays_at_the_bank_and_never_returns,
    puts_in_cart,
    sees_title,
    signs_in,
    tracks,
)
from tests.journeys.conftest import Visit
from tests.journeys.running_shop import RunningShop, running

pytestmark = pytest.mark.browser
Bank = Literal["zibal", "sep"]


@pytest.fixture(scope="module", params=["zibal", "sep"])
def shop_at(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[RunningShop, Bank]]:
    bank: Bank = request.param
    shop = RunningShop(tmp_path_factory.mktemp(bank))
    shop.writes("shop.toml", 'provider = "zarinpal"', f'provider = "{bank}"')
    with running(shop):
        yield shop, bank


def orders_and_goes_to_the_bank(page: Page, shop: RunningShop, bank: Bank, mobile: str) -> None:
    goes_from_home_to(page, shop, shelf="برنج و حبوبات", product="عدس قزوین")
    puts_in_cart(page)
    signs_in(page, shop, mobile)
    gives_address(page, Addressee())
    chooses_delivery(page, "پیک رایگان")
    finishes(page)
    page.locator("input[name=method][value=gateway]").check()
    goes_on(page)
    if bank == "sep":
        sees_title(page, "به صفحه‌ی بانک می‌رویم")
        page.get_by_role("button", name="رفتن به بانک").click()
    page.wait_for_url(f"{shop.at.sandbox}/**")
    sees_title(page, "پرداخت")


def test_a_buyer_pays_and_comes_back(shop_at: tuple[RunningShop, Bank], visit: Visit) -> None:
    shop, bank = shop_at
    page = visit()
    orders_and_goes_to_the_bank(page, shop, bank, "09121112001")
    pays_at_the_bank(page)
    sees_title(page, "پرداخت شد")
    tracks(page)
    assert history(page) == ["registered", "method_chosen", "paid"]


def test_a_buyer_cancels_and_is_told_that_nothing_was_paid(shop_at: tuple[RunningShop, Bank], visit: Visit) -> None:
    shop, bank = shop_at
    page = visit()
    orders_and_goes_to_the_bank(page, shop, bank, "09121112002")
    cancels_at_the_bank(page)
    sees_title(page, "پرداخت نشد")


def test_a_buyer_who_stays_at_the_bank_and_returns_late_has_paid(
    shop_at: tuple[RunningShop, Bank], visit: Visit
) -> None:
    shop, bank = shop_at
    page = visit()
    orders_and_goes_to_the_bank(page, shop, bank, "09121112003")
    pays_at_the_bank_and_never_returns(page)
    sees_title(page, "این پرداخت انجام شده است")
    page.get_by_role("link", name="بازگشت به فروشگاه").click()
    sees_title(page, "پرداخت شد")
    expect(page.locator("main")).to_be_visible()
