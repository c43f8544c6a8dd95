"""Pages of four processes that no other journey opens: each arrives whole, whichever process answers."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.buyer import (
    arrives,
    goes_to_the_bank,
    order_code,
    pays_at_the_bank,
    places_an_order,
    sees_title,
    takes,
    tracks,
)
from tests.journeys.conftest import Visit, by_four_processes
from tests.journeys.running_shop import RunningShop
from tests.journeys.staff import signs_in_at_the_desk

pytestmark = [pytest.mark.browser, by_four_processes]

DESK = {"/desk", "/desk/due", "/desk/statement", "/desk/settlement", "/desk/sales"}


def test_what_a_buyer_and_the_staff_look_up_is_there(shop: RunningShop, visit: Visit) -> None:
    page, desk, there = visit(), visit(width=1280), shop.at.checkout
    page.goto(f"{there}/cart")
    expect(page.locator(".empty")).to_be_visible()
    takes(page, shop, "lif-hammam")
    places_an_order(page, shop, "09126670001")
    goes_to_the_bank(page, shop)
    pays_at_the_bank(page)
    tracks(page)
    code = order_code(page)
    page.goto(f"{page.url}/terms")
    sees_title(page, "شرایطی که این سفارش پذیرفته است")
    page.goto(f"{there}/my-orders")
    expect(page.locator("main")).to_contain_text(code)
    page.goto(f"{there}/contact")
    expect(page.locator("main form")).to_be_visible()
    page.goto(f"{there}/search?q=xqxqxq")
    expect(page.get_by_text("کالایی پیدا نشد")).to_be_visible()

    signs_in_at_the_desk(desk, shop)
    paths = {str(link.get_attribute("href")) for link in desk.locator(".desk-nav a").all()}
    assert paths == DESK
    for path in sorted({*DESK, "/desk/payments", f"/desk/orders/{code}"}):
        desk.goto(f"{there}{path}")
        arrives(desk, path)
