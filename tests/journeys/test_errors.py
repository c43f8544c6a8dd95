"""Forms posted empty and wrong: each says so first, leads to the field, and keeps what was typed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.buyer import (
    Addressee,
    asks_for_a_code,
    chooses_delivery,
    chooses_payment,
    fills_in_address,
    finishes,
    gives_address,
    goes_on,
    order_code,
    reports_transfer,
    takes,
    types,
    types_the_code,
)
from tests.journeys.conftest import Visit, by_four_processes
from tests.journeys.running_shop import RunningShop
from tests.journeys.staff import makes, opens_order, signs_in_at_the_desk

pytestmark = [pytest.mark.browser, by_four_processes]


def sees_mistakes_in(page: Page, *fields: str) -> None:
    """Look for a title that says so, and a summary above the heading whose every link leads to its field."""
    expect(page).to_have_title(titled_as_mistake())
    summary = page.locator("#mistakes")
    links = summary.get_by_role("link")
    found = [link.get_attribute("href") for link in links.all()]
    assert found == [f"#{field}" for field in fields]
    assert summary.evaluate("e => !!(e.compareDocumentPosition(document.querySelector('h1')) & 4)")
    for link, field in zip(links.all(), fields, strict=True):
        words = link.inner_text()
        link.click()
        place = page.locator(f"#{field}")
        expect(place).to_be_in_viewport()
        beside = page.locator(f"#{field}-error")
        expect(beside).to_contain_text(words)
        assert f"{field}-error" in (place.get_attribute("aria-describedby") or "")
        if place.evaluate("e => e.matches('input, select, textarea')"):
            expect(place).to_be_focused()
            assert place.get_attribute("aria-invalid") == "true"


def titled_as_mistake() -> re.Pattern[str]:
    return re.compile("^خطا: ")


def keeps(page: Page, **typed: str) -> None:
    for field, value in typed.items():
        expect(page.locator(f"#{field}")).to_have_value(value)


def test_the_cart_keeps_a_quantity_that_is_none_and_says_so(shop: RunningShop, visit: Visit) -> None:
    """BAQ-114: the other lines are kept as typed and counted."""
    page = visit()
    takes(page, shop, "nokhod-kermanshah")
    takes(page, shop, "avishan")
    page.locator("#q-BAQ-NOKHOD").fill("دو تا")
    page.locator("#q-BAQ-AVISHAN").fill("۳")
    goes_on(page)
    sees_mistakes_in(page, "q-BAQ-NOKHOD")
    keeps(page, **{"q-BAQ-NOKHOD": "دو تا", "q-BAQ-AVISHAN": "۳"})


def test_each_step_says_what_is_missing_and_what_is_wrong(shop: RunningShop, visit: Visit) -> None:
    """BAQ-078, BAQ-083: sign-in, code, delivery, way of delivery, way of payment, report of a transfer."""
    page, mobile = visit(), "09126660001"
    takes(page, shop, "nokhod-kermanshah")
    goes_on(page)

    goes_on(page)
    sees_mistakes_in(page, "mobile")
    asks_for_a_code(page, "۰۹۱۲ ۳۴۵")
    sees_mistakes_in(page, "mobile")
    keeps(page, mobile="۰۹۱۲ ۳۴۵")
    asks_for_a_code(page, mobile)

    for wrong in ("", "abc"):
        types(page, code=wrong)
        goes_on(page)
        sees_mistakes_in(page, "code")
    types_the_code(page, shop, mobile)

    asked = ("name", "recipient_mobile", "landline", "province", "city", "address", "plate", "postal_code")
    fills_in_address(page, NOTHING)
    goes_on(page)
    sees_mistakes_in(page, *asked)
    fills_in_address(page, WRONG)
    page.locator("#legal").check()
    goes_on(page)
    wrong_fields = ("recipient_mobile", "landline", "city", "address", "postal_code", "email")
    sees_mistakes_in(page, *wrong_fields, "legal_name", "national_id", "economic_number", "registration_number")
    keeps(
        page,
        name=WRONG.name,
        recipient_mobile=WRONG.mobile,
        landline=WRONG.landline,
        province=WRONG.province,
        city=WRONG.city,
        address=WRONG.address,
        plate=WRONG.plate,
        postal_code=WRONG.postal_code,
        email=WRONG.email,
    )
    expect(page.locator("#legal")).to_be_checked()
    page.locator("#legal").uncheck()
    fills_in_address(page, Addressee())
    page.locator("#place_kind").select_option("هتل")
    goes_on(page)
    sees_mistakes_in(page, "place_kind")
    page.locator("#place_kind").select_option("")
    gives_address(page)

    chooses_nothing(page)
    sees_mistakes_in(page, "delivery")
    chooses_delivery(page, "پیک رایگان")
    finishes(page)
    chooses_nothing(page)
    sees_mistakes_in(page, "method")
    chooses_payment(page, "کارت به کارت")
    reports_transfer(page, "", "")
    sees_mistakes_in(page, "amount", "reference")
    reports_transfer(page, "۲۰۹٬۹۹۹", "۹۹۰۰۱")
    sees_mistakes_in(page, "amount")
    keeps(page, amount="۲۰۹٬۹۹۹", reference="۹۹۰۰۱")


NOTHING = Addressee(
    name="", mobile="", landline="", province="", city="", address="", plate="", postal_code="", email=""
)
WRONG = Addressee(
    mobile="۰۹۱۲",
    landline="۱۲۳",
    province="قم",
    city="قمم",
    address="قم",
    postal_code="۱۱۱۱۱۱۱۱۱۱",
    email="maryam",
)


def chooses_nothing(page: Page) -> None:
    page.locator("input[type=radio]:checked").evaluate("radio => { radio.checked = false }")
    goes_on(page)


def test_finding_ones_orders_again_says_what_is_wrong(shop: RunningShop, visit: Visit) -> None:
    page, mobile = visit(), "09126660002"
    page.goto(f"{shop.at.checkout}/track")
    for wrong in ("", "۰۹"):
        asks_for_a_code(page, wrong)
        sees_mistakes_in(page, "mobile")
        keeps(page, mobile=wrong)
    asks_for_a_code(page, mobile)
    for wrong in ("", "abc"):
        types(page, code=wrong)
        goes_on(page)
        sees_mistakes_in(page, "code")
    types(page, code=shop.next_code(mobile))
    goes_on(page)
    expect(page.locator("main .result.good")).to_be_visible()


def test_the_desk_says_what_is_wrong(shop: RunningShop, visit: Visit) -> None:
    page, desk = visit(), visit(width=1280)
    takes(page, shop, "nokhod-kermanshah")
    page.goto(f"{shop.at.checkout}/cart")
    goes_on(page)
    asks_for_a_code(page, "09126660003")
    types_the_code(page, shop, "09126660003")
    gives_address(page)
    chooses_delivery(page)
    finishes(page)
    code = order_code(page)

    desk.goto(f"{shop.at.checkout}/desk/sign-in")
    goes_on(desk)
    sees_mistakes_in(desk, "staff")
    signs_in_at_the_desk(desk, shop)
    opens_order(desk, code=code, among="registered")
    makes(desk, "cancelled")
    sees_mistakes_in(desk, "cancelled-why")
    makes(desk, "cancelled", why="other")
    sees_mistakes_in(desk, "cancelled-note")
    keeps(desk, **{"cancelled-why": "other"})
