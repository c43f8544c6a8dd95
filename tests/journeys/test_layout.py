"""Every page kind at four widths, light and dark: nothing sticks out, nothing foreign, everything can be read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from tests.journeys.buyer import (
    arrives,
    asks_for_a_code,
    cancels_at_the_bank,
    chooses_payment,
    finishes,
    goes_on,
    goes_to_the_bank,
    order_code,
    pays_at_the_bank,
    places_an_order,
    sees_title,
    takes,
    tracks,
)
from tests.journeys.conftest import Scheme
from tests.journeys.running_shop import ROOT, RunningShop
from tests.journeys.staff import signs_in_at_the_desk

pytestmark = pytest.mark.browser

VIEWS: tuple[tuple[Scheme, int], ...] = (
    *(("light", width) for width in (320, 360, 768, 1280)),
    *(("dark", width) for width in (360, 1280)),
)
SCREENS = ROOT / "var" / "screens"
LOOK = Path(__file__).with_name("look.js").read_text(encoding="utf-8")

STATIC = {
    "home": "/",
    "category": "/categories/honey-and-dates.html",
    "product": "/products/adas-qazvin.html",
    "product-variants": "/products/asal-konar.html",
    "product-sold-out": "/products/gerdoo-toyserkan.html",
    "policy": "/policies/delivery.html",
    "policy-table": "/policies/payment.html",
    "not-found": "/404.html",
}
KINDS = (
    *STATIC,
    "cart",
    "cart-empty",
    "sign-in",
    "code",
    "delivery",
    "delivery-mistakes",
    "way",
    "review",
    "payment",
    "result-paid",
    "result-not-paid",
    "order-unpaid",
    "order-transfer",
    "order-paid",
    "track",
    "error",
    "desk-sign-in",
    "desk",
    "desk-order",
)


@dataclass(frozen=True, slots=True)
class Gallery:
    """Where each kind of page stands, and the people who may see it."""

    addresses: dict[str, str]
    buyer: Page
    newcomer: Page
    staff: Page

    def opens(self, kind: str) -> Page:
        """Open a page as the one who may see it."""
        page = self.newcomer if kind in {"code", "cart-empty", "desk-sign-in"} else self.buyer
        page = self.staff if kind in {"desk", "desk-order"} else page
        page.goto(self.addresses[kind])
        return page


@pytest.fixture(scope="module")
def gallery(shop: RunningShop, browser: Browser) -> Iterator[Gallery]:
    """Walk through the shop once, and note every page on the way."""
    buyer, newcomer, staff = (browser.new_context(locale="fa-IR").new_page() for _ in range(3))
    there = shop.at.checkout
    found = {kind: f"{shop.at.pages}{path}" for kind, path in STATIC.items()}

    takes(buyer, shop, "kiseh-ab-garm")
    places_an_order(buyer, shop, "09128880001")
    found["payment"] = buyer.url
    goes_to_the_bank(buyer, shop)
    cancels_at_the_bank(buyer)
    sees_title(buyer, "پرداخت نشد")
    found["result-not-paid"] = buyer.url
    tracks(buyer)
    found["order-unpaid"] = buyer.url

    for kind in ("order-transfer", "order-paid"):
        takes(buyer, shop, "zaferan-qaen", "۲")
        goes_on(buyer)
        finishes(buyer)
        if kind == "order-transfer":
            chooses_payment(buyer, "کارت به کارت")
        else:
            goes_to_the_bank(buyer, shop)
            pays_at_the_bank(buyer)
            sees_title(buyer, "پرداخت شد")
            found["result-paid"] = buyer.url
            tracks(buyer)
        found[kind] = buyer.url
    found["desk-order"] = f"{there}/desk/orders/{order_code(buyer)}"

    takes(buyer, shop, "asal-konar", "۲")
    takes(buyer, shop, "berenj-hashemi", "۹")
    takes(buyer, shop, "adas-qazvin", "۱")
    newcomer.goto(f"{there}/sign-in")
    asks_for_a_code(newcomer, "09128880002")
    arrives(newcomer, "/sign-in/code")
    signs_in_at_the_desk(staff, shop)
    found |= {
        "cart": f"{there}/cart",
        "cart-empty": f"{there}/cart",
        "sign-in": f"{there}/sign-in",
        "code": f"{there}/sign-in/code",
        "delivery": f"{there}/checkout/delivery",
        "delivery-mistakes": f"{there}/checkout/delivery",
        "way": f"{there}/checkout/delivery/method",
        "review": f"{there}/checkout/review",
        "track": f"{there}/track",
        "error": f"{there}/orders/nothing",
        "desk-sign-in": f"{there}/desk/sign-in",
        "desk": f"{there}/desk",
    }
    yield Gallery(found, buyer, newcomer, staff)
    for page in (buyer, newcomer, staff):
        page.context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_keeps_the_themes_promises_at_every_width(shop: RunningShop, gallery: Gallery, kind: str) -> None:
    origins = (shop.at.pages, shop.at.checkout)
    foreign: list[str] = []
    complaints: list[str] = []

    def note_request(request: Request) -> None:
        if not request.url.startswith(origins):
            foreign.append(request.url)

    def note_complaint(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "status of 4" not in message.text:
            complaints.append(message.text)

    page = gallery.opens(kind)
    page.on("request", note_request)
    page.on("console", note_complaint)
    page.reload()
    if kind == "delivery-mistakes":
        for field in ("name", "city", "address", "plate", "postal_code"):
            page.locator(f"#{field}").fill("")
        goes_on(page)
        page.locator("#mistakes").wait_for()
    found: dict[str, list[str]] = {}
    for scheme, width in VIEWS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 780})
        for line in page.evaluate(LOOK):
            found.setdefault(line, []).append(f"{scheme} {width}")
        keeps_screen(page, kind, width, scheme)
    page.remove_listener("request", note_request)
    page.remove_listener("console", note_complaint)
    assert (found, foreign, complaints) == ({}, [], [])


def keeps_screen(page: Page, kind: str, width: int, scheme: Scheme) -> None:
    """Keep a picture for people to look at, when asked by HOJREH_SCREENS=1."""
    if os.environ.get("HOJREH_SCREENS") == "1":
        SCREENS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENS / f"{kind}-{width}-{scheme}.png", full_page=True)
