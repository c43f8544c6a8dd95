"""The owner changes the shop while buyers are in it: they are told before they pay, and nothing old is charged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.buyer import (
    chooses_delivery,
    cost,
    finishes,
    gives_address,
    goes_on,
    goes_to_the_bank,
    pays_at_the_bank,
    places_an_order,
    sees_title,
    signs_in,
    takes,
)
from tests.journeys.conftest import Visit, by_four_processes
from tests.journeys.running_shop import RunningShop, eventually

pytestmark = [pytest.mark.browser, by_four_processes]

Rewrite = Callable[[str, str, str], None]


@pytest.fixture(scope="module")
def rewrite(shop: RunningShop) -> Iterator[Rewrite]:
    """Change a product's file as its owner would, build, and wait for the checkout.

    Each test changes another product; all are put back when the last has run.
    """
    before: dict[Path, str] = {}

    def change(slug: str, old: str, new: str) -> None:
        file = shop.content / "products" / f"{slug}.md"
        before[file] = text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        shop.publish()

    yield change
    for file, text in before.items():
        file.write_text(text, encoding="utf-8")
    shop.publish()


def test_a_raised_price_is_told_beside_its_line_and_charged_only_after_it_was_seen(
    shop: RunningShop, visit: Visit, rewrite: Rewrite
) -> None:
    """BAQ-086: in the cart; the pages and the service show the new price without a restart."""
    page, mobile = visit(), "09125550001"
    takes(page, shop, "dastmal-nakhi", "۱")
    takes(page, shop, "keshmesh-malayer", "۲")
    rewrite("keshmesh-malayer", "Price: 310000", "Price: 333000")

    page.reload()
    line = page.locator(".lines > li", has=page.get_by_text("کشمش ملایر"))
    expect(line.locator(".status.warn")).to_be_visible()
    expect(line.locator("s")).to_have_text("۳۱۰٬۰۰۰ تومان")
    expect(page.locator(".status.warn")).to_have_count(1)
    assert cost(page)[-1] == "۸۵۱٬۰۰۰ تومان"
    places_an_order(page, shop, mobile)
    goes_to_the_bank(page, shop)
    expect(page.locator("main")).to_contain_text("۸٬۵۱۰٬۰۰۰ ریال")
    page.goto(f"{shop.at.pages}/products/keshmesh-malayer.html")
    expect(page.locator(".product__price")).to_contain_text("۳۳۳٬۰۰۰ تومان")


def test_a_price_raised_behind_the_cart_page_is_told_on_the_next_page(
    shop: RunningShop, visit: Visit, rewrite: Rewrite
) -> None:
    """BAQ-086: going on from a cart page shows the newest price beside the one last seen."""
    page = visit()
    takes(page, shop, "badam-derakhti")
    signs_in(page, shop, "09125550002")
    gives_address(page)
    chooses_delivery(page)
    page.goto(f"{shop.at.checkout}/cart")
    rewrite("badam-derakhti", "Price: 680000", "Price: 700000")

    goes_on(page)
    expect(page.locator("main")).to_contain_text("۷۰۰٬۰۰۰")
    expect(page.locator("main s")).to_have_text("۶۸۰٬۰۰۰ تومان")


def test_a_price_raised_behind_the_review_places_no_order_until_it_was_seen(
    shop: RunningShop, visit: Visit, rewrite: Rewrite
) -> None:
    """BAQ-086, BAQ-026"""
    page, mobile = visit(), "09125550003"
    takes(page, shop, "rob-anar")
    signs_in(page, shop, mobile)
    gives_address(page)
    chooses_delivery(page)
    rewrite("rob-anar", "Price: 465000", "Price: 480000")

    goes_on(page)
    expect(page.locator("main .result.warn")).to_be_visible()
    assert len(shop.letters(mobile)) == 1
    page.locator("main a[href='/checkout/review']").click()
    expect(page.locator("main .notice.warn")).to_be_visible()
    expect(page.locator(".lines s")).to_have_text("۴۶۵٬۰۰۰ تومان")
    assert cost(page)[-1] == "۴۸۰٬۰۰۰ تومان"
    finishes(page)


def test_an_order_is_paid_at_the_price_it_was_placed_at(shop: RunningShop, visit: Visit, rewrite: Rewrite) -> None:
    """BAQ-086: the price of a registered order no longer moves."""
    page = visit()
    takes(page, shop, "golab-qamsar")
    places_an_order(page, shop, "09125550004")
    rewrite("golab-qamsar", "Price: 320000", "Price: 350000")

    goes_to_the_bank(page, shop)
    expect(page.locator("main")).to_contain_text("۳٬۲۰۰٬۰۰۰ ریال")
    pays_at_the_bank(page)
    sees_title(page, "پرداخت شد")
    expect(page.locator("main")).to_contain_text("۳۲۰٬۰۰۰ تومان")


def test_a_withdrawn_product_is_told_in_the_cart_and_must_be_taken_out(
    shop: RunningShop, visit: Visit, rewrite: Rewrite
) -> None:
    """BAQ-062"""
    page = visit()
    takes(page, shop, "loobia-chiti")
    takes(page, shop, "avishan")
    rewrite("loobia-chiti", "Status: published", "Status: draft")

    page.reload()
    expect(page.locator(".lines > li").first).to_contain_text("دیگر فروخته نمی‌شود")
    goes_on(page)
    expect(page).to_have_url(f"{shop.at.checkout}/cart")
    page.locator(".lines > li").first.get_by_role("button").click()
    expect(page.locator(".lines > li")).to_have_count(1)
    expect(page.locator("button.button--wide")).to_be_enabled()


def test_a_sold_out_product_is_told_in_the_cart_and_on_the_review(
    shop: RunningShop, visit: Visit, rewrite: Rewrite
) -> None:
    """BAQ-085, BAQ-113"""
    page, mobile = visit(), "09125550005"
    takes(page, shop, "sirkeh-sib")
    signs_in(page, shop, mobile)
    gives_address(page)
    chooses_delivery(page)
    rewrite("sirkeh-sib", "Stock: 24", "Stock: 0")

    goes_on(page)
    expect(page.locator("main .result.warn")).to_be_visible()
    page.locator("main a[href='/checkout/review']").click()
    expect(page.locator("button.button--wide")).to_have_count(0)
    page.locator(".notice a[href='/cart']").click()
    expect(page.locator(".lines > li")).to_contain_text("تمام شده است")
    goes_on(page)
    expect(page).to_have_url(f"{shop.at.checkout}/cart")
    assert len(shop.letters(mobile)) == 1


def test_a_broken_build_changes_nothing_that_buyers_see(shop: RunningShop, visit: Visit) -> None:
    page, named = visit(), shop.release_named()
    file = shop.content / "products" / "avishan.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Price: 135000", "Price: مفت"), encoding="utf-8")
    try:
        assert not shop.build()
    finally:
        file.write_text(text, encoding="utf-8")

    assert shop.release_named() == named
    takes(page, shop, "avishan")
    assert cost(page)[-1] == "۱۳۵٬۰۰۰ تومان"


def test_a_broken_release_is_refused_and_the_old_one_stays(shop: RunningShop, visit: Visit) -> None:
    page, named = visit(), shop.release_named()
    releases = shop.home / "releases"
    broken = "0" * 64
    (releases / f"{broken}.json").write_text("{}", encoding="utf-8")
    (releases / "current").write_text(broken, encoding="ascii")
    try:
        eventually(lambda: "a new release is refused" in shop.log("checkout"))
        takes(page, shop, "avishan")
        assert cost(page)[-1] == "۱۳۵٬۰۰۰ تومان"
    finally:
        (releases / "current").write_text(named, encoding="ascii")
