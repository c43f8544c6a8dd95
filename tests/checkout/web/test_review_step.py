"""What the review says before anything is registered: class notes, the terms that are accepted, new prices."""

from __future__ import annotations

import pytest

from shop.terms import Shop
from tests.builders import SAFFRON, a_shop
from tests.checkout.shops import an_item, opened
from tests.checkout.web.browser import Browser, Page, unchanged
from tests.fakes import World

WAYS = {
    "baqiyat": "courier",
    "bakala": "express",
    "payatel": "courier",
    "chistatech": "carrier",
    "atrebeheshti": "tipax",
}


def review_of(browser: Browser, shop: Shop, *skus: str) -> Page:
    browser.add()
    for sku in skus:
        browser.post("/cart/items", {"sku": sku, "quantity": "1"}, origin="http://127.0.0.1:8000")
    browser.sign_in()
    browser.address(province="تهران", city="تهران", email="zahra@example.ir")
    return browser.follow(browser.send_by(WAYS[shop.id]))


def test_ATR_036_the_review_says_that_a_blend_has_no_guarantee_and_ATR_010_whom_it_does_not_suit(
    browser: Browser, world: World
) -> None:
    shop = a_shop("atrebeheshti")
    opened(world, shop.id, an_item(shop, 900_000, "blend"), an_item(shop, 800_000, "blend", sku=SAFFRON))
    page = review_of(browser, shop, SAFFRON)
    assert page.text.count("ضمانت ندارد و برگردانده نمی‌شود") == 1
    assert "آسم یا مشکل تنفسی" in page.text
    assert "میگرن" in page.text


def test_ATR_010_other_perfumes_show_the_health_note_alone(browser: Browser, world: World) -> None:
    shop = a_shop("atrebeheshti")
    opened(world, shop.id, an_item(shop, 900_000, "gram"))
    page = review_of(browser, shop)
    assert "آسم یا مشکل تنفسی" in page.text
    assert "ضمانت ندارد" not in page.text


@pytest.mark.parametrize("name", ["baqiyat", "bakala", "payatel", "chistatech"])
def test_a_shop_without_class_notes_shows_none(browser: Browser, world: World, name: str) -> None:
    assert "notice info" not in review_of(browser, opened(world, name)).text


def test_BAQ_036_the_last_press_stands_beside_a_word_to_choose_with_care(browser: Browser) -> None:
    page = browser.review()
    form = page.text[page.text.index('action="/checkout/review"') :]
    assert "کالاها را با دقت ببینید" in form[: form.index("</form>")]
    assert "/policies/returns.html#" in form[: form.index("</form>")]


@pytest.mark.parametrize(
    ("name", "clause"),
    [
        pytest.param("baqiyat", "terms.html#acceptance", id="BAQ-065"),
        pytest.param("bakala", "terms.html#acceptance", id="BAK-002"),
        pytest.param("payatel", "ordering.html#acceptance", id="payatel"),
        pytest.param("chistatech", "rules.html#acceptance", id="CHI-005"),
        pytest.param("atrebeheshti", "rules.html#acceptance", id="ATR-062"),
    ],
)
def test_BAK_002_CHI_005_ATR_062_the_button_stands_beside_the_acceptance_and_the_order_keeps_it(
    browser: Browser, world: World, name: str, clause: str
) -> None:
    shop = opened(world, name)
    page = review_of(browser, shop)
    form = page.text[page.text.index('action="/checkout/review"') :]
    assert f"{clause}" in form[: form.index("</form>")]
    assert "می‌پذیرید" in form[: form.index("</form>")]
    browser.submit(page, "/checkout/review")
    (order,) = world.orders()
    _, release = world.releases.current()
    assert order.terms.pages == {slug: page.text_hash for slug, page in release.policies.items()}
    assert order.terms.accepted_at == world.clock.now


@pytest.mark.parametrize(
    ("name", "before", "after", "shown"),
    [
        pytest.param("bakala", 1_000_000, 1_100_000, "۱٬۱۰۰٬۰۰۰", id="BAK-062"),
        pytest.param("bakala", 100_000, 110_000, "۱۱۰٬۰۰۰", id="BAK-117"),
        pytest.param("payatel", 4_000_000, 4_005_000, "۴۰۰٬۵۰۰", id="PAY-031"),
        pytest.param("chistatech", 50_000_000, 52_000_000, "۵۲٬۰۰۰٬۰۰۰", id="CHI-001"),
        pytest.param("atrebeheshti", 1_000_000, 900_000, "۹۰٬۰۰۰", id="a price that fell"),
    ],
)
def test_BAK_062_BAK_117_PAY_031_CHI_001_a_price_that_changed_before_registration_is_told_and_then_charged(  # noqa: PLR0917
    browser: Browser, world: World, name: str, before: int, after: int, shown: str
) -> None:
    shop = opened(world, name, price=before)
    old = review_of(browser, shop)
    assert "قیمت‌ها عوض شده است" not in old.text
    opened(world, name, price=after)
    assert unchanged(world, lambda: browser.submit(old, "/checkout/review")).status == 409
    page = browser.get("/checkout/review")
    assert ("قیمت‌ها عوض شده است" in page.text, shown in page.text) == (True, True)
    browser.submit(page, "/checkout/review")
    assert [order.goods for order in world.orders()] == [after]
