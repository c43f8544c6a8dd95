"""The desk's page «فروش», and what buyers see of what is pressed there."""

from __future__ import annotations

import pytest

from tests.builders import HONEY, SAFFRON, TEHRAN, a_release, an_offer
from tests.checkout.shops import opened
from tests.checkout.web.browser import Browser, Page, unchanged
from tests.fakes import World


@pytest.fixture
def desk(world: World) -> Browser:
    staff = Browser(world)
    staff.staff_in()
    return staff


def press(desk: Browser, move: str, *, path: str = "/desk/sales", **typed: str) -> Page:
    forms = [form for form in desk.get(path).forms() if form.fields.get("move") == move]
    return desk.post("/desk/sales", {**forms[0].fields, **typed})


def test_the_page_is_for_staff(browser: Browser, world: World) -> None:
    assert browser.get("/desk/sales").to == "/desk/sign-in"
    assert unchanged(world, lambda: browser.post("/desk/sales", {"move": "stop"})).to == "/desk/sign-in"


def test_a_press_from_elsewhere_or_of_no_known_move_changes_nothing(desk: Browser, world: World) -> None:
    fields = next(form.fields for form in desk.get("/desk/sales").forms() if form.fields.get("move") == "stop")
    assert unchanged(world, lambda: desk.post("/desk/sales", fields, origin="https://evil.example")).status == 403
    assert unchanged(world, lambda: desk.post("/desk/sales", {**fields, "csrf": "x"})).status == 403
    assert unchanged(world, lambda: desk.post("/desk/sales", {**fields, "move": "burn"})).status == 404


@pytest.mark.parametrize(
    ("name", "way", "clause"),
    [
        ("baqiyat", "courier", "ordering.html#stop"),
        ("bakala", "express", "ordering.html#stop"),
        ("payatel", "courier", "ordering.html#stop"),
        ("atrebeheshti", "tipax", "rules.html#stop"),
    ],
)
def test_BAQ_060_BAK_017_PAY_007_ATR_008_a_stop_refuses_the_last_press_with_its_clause_and_keeps_the_cart(  # noqa: PLR0917
    browser: Browser, desk: Browser, world: World, name: str, way: str, clause: str
) -> None:
    opened(world, name)
    browser.add()
    browser.sign_in()
    browser.address(province=TEHRAN.province, city=TEHRAN.city, email="zahra@example.ir")
    review = browser.follow(browser.send_by(way))
    assert press(desk, "stop").to == "/desk/sales"
    refused = unchanged(world, lambda: browser.submit(review, "/checkout/review"))
    assert (refused.status, "فروش فعلاً متوقف است" in refused.text, clause in refused.text) == (409, True, True)
    again = browser.get("/checkout/review")
    assert clause in again.text
    assert "پایان خرید" not in again.text
    cart = browser.get("/cart")
    assert ("عسل" in cart.text or "کالای نمونه" in cart.text, clause in cart.text) == (True, True)
    assert browser.add().to == "/cart"
    assert press(desk, "resume").to == "/desk/sales"
    assert browser.submit(browser.get("/checkout/review"), "/checkout/review").status == 303
    assert len(world.orders()) == 1


def test_BAQ_062_BAK_042_PAY_009_a_product_is_found_switched_off_named_in_the_cart_and_put_back(
    browser: Browser, desk: Browser
) -> None:
    review = browser.review()
    found = desk.get("/desk/sales?product=آویشن")
    assert "BAQ-ASAL-500" in found.text
    assert "زعفران" not in found.text
    press(desk, "end", path="/desk/sales?product=آویشن")
    assert browser.submit(review, "/checkout/review").status == 409
    assert "<li>عسل آویشن</li>" in browser.get("/checkout/review").text
    cart = browser.get("/cart")
    assert "دیگر فروخته نمی‌شود" in cart.text
    assert "عسل آویشن" in cart.text
    assert browser.add(HONEY).status == 404
    assert browser.add(SAFFRON).status == 303
    assert "فروش پایان یافته" in desk.get("/desk/sales?product=آویشن").text
    press(desk, "put_back")
    assert "دیگر فروخته نمی‌شود" not in browser.get("/cart").text


def test_BAQ_062_a_product_that_left_the_shop_is_still_named_in_the_cart(browser: Browser, world: World) -> None:
    browser.add(HONEY)
    world.releases.serve(a_release(an_offer(SAFFRON, title="زعفران قائن")))
    assert "عسل آویشن" in browser.get("/cart").text


def test_BAQ_081_BAQ_038_six_are_refused_granted_and_marked_as_bulk(browser: Browser, desk: Browser) -> None:
    browser.add(quantity="6")
    browser.sign_in()
    assert "حداکثر ۵ عدد" in browser.get("/cart").text
    assert press(desk, "grant", mobile="۰۹۱۲۱۲۳۴۵۶۷", sku="baq-asal-500", most="۶").to == "/desk/sales"
    cart = browser.get("/cart")
    assert "حداکثر" not in cart.text
    assert "خرید عمده است و حق بازگرداندن ندارد" in cart.text
    browser.address()
    assert "خرید عمده است" in browser.follow(browser.send_by()).text
    browser.submit(browser.get("/cart"), "/cart/lines", **{"quantity:BAQ-ASAL-500": "۷"})
    assert "حداکثر ۶ عدد" in browser.get("/cart").text
    press(desk, "take_back")
    assert "حداکثر ۵ عدد" in browser.get("/cart").text


def test_a_grant_typed_wrong_is_told_beside_its_fields_and_keeps_what_was_typed(desk: Browser, world: World) -> None:
    page = unchanged(world, lambda: press(desk, "grant", mobile="0912", sku="BAQ-ASAL-500", most="x"))
    assert (page.status, 'href="#mobile"' in page.text, 'href="#most"' in page.text) == (422, True, True)
    assert 'value="0912"' in page.text
    unknown = unchanged(world, lambda: press(desk, "grant", mobile="09121234567", sku="NONE", most="6"))
    assert (unknown.status, 'href="#sku"' in unknown.text) == (422, True)


def test_a_product_nobody_sells_is_said_to_be_unknown(desk: Browser) -> None:
    assert "کالایی با این کد یا نام در فروشگاه نیست" in desk.get("/desk/sales?product=سرکه").text
